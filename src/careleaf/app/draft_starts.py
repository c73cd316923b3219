"""Where a draft starts: from a preset, for the patient at hand or for the next one."""

from __future__ import annotations

from dataclasses import replace

from careleaf.domain.draft import Draft, set_value
from careleaf.domain.library import Library
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset, draft_from

USUAL_STYLE = Draft().style


def use_preset(preset: Preset, draft: Draft, library: Library, clinic: Clinic) -> Draft:
    """Start again from a preset for the same patient; what belongs to the visit stays."""
    started = clinic_look(draft_from(preset, draft), clinic)
    for topic in library:
        for param in topic.params:
            value = draft.choice(topic.id).values.get(param.id)
            if param.visit and value is not None:
                started = set_value(started, topic.id, param.id, value)
    return started


def next_patient(preset: Preset, draft: Draft, clinic: Clinic) -> Draft:
    """Start a handout for the next patient: clinician, page and nothing else stay."""
    return clinic_look(draft_from(preset, Draft(clinician=draft.clinician, page=draft.page)), clinic)


def clinic_look(draft: Draft, clinic: Clinic) -> Draft:
    """Let the clinic's defaults decide on style and blocks where the preset leaves them as usual."""
    defaults = clinic.defaults
    style = defaults.style if defaults.style and draft.style == USUAL_STYLE else draft.style
    blocks = draft.blocks if defaults.blocks is None or draft.blocks != USUAL_BLOCKS else defaults.blocks
    return replace(draft, style=style, blocks=blocks)


def from_now_on(draft: Draft, preset: Preset) -> Draft:
    """Let a draft count as started from the preset it was just saved as; its choices stay."""
    return replace(draft, preset=preset.id, title=preset.title, review_due=preset.review_due)

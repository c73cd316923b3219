"""Where a draft starts: from a preset, for the patient at hand or for the next one."""

from __future__ import annotations

from dataclasses import replace

from careleaf.domain.draft import Draft, set_value
from careleaf.domain.library import Library
from careleaf.domain.preset import Preset, draft_from


def use_preset(preset: Preset, draft: Draft, library: Library) -> Draft:
    """Start again from a preset for the same patient; what belongs to the visit stays."""
    started = draft_from(preset, draft)
    for topic in library:
        for param in topic.params:
            value = draft.choice(topic.id).values.get(param.id)
            if param.visit and value is not None:
                started = set_value(started, topic.id, param.id, value)
    return started


def next_patient(preset: Preset, draft: Draft) -> Draft:
    """Start a handout for the next patient: clinician, page and nothing else stay."""
    return draft_from(preset, Draft(clinician=draft.clinician, page=draft.page))


def from_now_on(draft: Draft, preset: Preset) -> Draft:
    """Let a draft count as started from the preset it was just saved as; its choices stay."""
    return replace(draft, preset=preset.id, title=preset.title, review_due=preset.review_due)

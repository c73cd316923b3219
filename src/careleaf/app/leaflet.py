"""A preset as a leaflet for everyone: no patient, no day, under the name a records system looks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from careleaf.app.bootstrap import Program
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset, draft_from
from careleaf.domain.preset_names import is_icd10, openemr_name
from careleaf.errors import Blocked, UsageError


def make_leaflet(
    program: Program, preset: Preset, clinic: Clinic, now: datetime, page: str = "letter"
) -> Made:
    """Make a preset's pages for nobody in particular, without a day.

    Raises Blocked for one that ticks a medicine: its dose and its last day are one patient's; and what
    `require_safe` raises.
    """
    library = program.library
    held = [t.title for t in map(library.topic, preset.topics) if t is not None and t.only_suggested]
    if held:
        raise Blocked(f"A leaflet for everyone cannot hold {', '.join(held)}: untick it in the preset.")
    made = make(program, replace(draft_from(preset), page=page, undated=True), clinic, now)
    require_safe(made)
    return made


def openemr_file(preset: Preset, code: str = "") -> str:
    """Return the file name under which OpenEMR finds a leaflet: `code`, else the preset's own.

    Raises UsageError where there is no code, or it has not the shape of one.
    """
    chosen = (code or preset.icd10).strip().upper()
    if not chosen:
        raise UsageError(f'"{preset.id}" has no ICD-10-CM code; give one such as M54.50.')
    if not is_icd10(chosen):
        raise UsageError(f'"{chosen}" is no ICD-10-CM code; expected one such as M54.50.')
    return openemr_name(chosen, preset.language)

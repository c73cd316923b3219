"""Everything the command line can choose, and the draft it makes of a preset."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime

from careleaf.app.bootstrap import NO_CLINIC, Program
from careleaf.app.draft_flags import answer_check, confirm, name_people, set_params, take, tick
from careleaf.app.draft_starts import clinic_look
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset, draft_from
from careleaf.lazy_dataclass import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What was chosen, each in the words of its flag; what is the patient's never shows when printed."""

    ticks: Words = ()
    unticks: Words = ()
    settings: Words = field(default=(), repr=False)
    answers: Words = field(default=(), repr=False)
    takes: Words = field(default=(), repr=False)
    confirmations: Words = field(default=(), repr=False)
    patient_name: str = field(default="", repr=False)
    patient_id: str = field(default="", repr=False)
    clinician: str = ""
    with_blocks: Words = ()
    without_blocks: Words = ()
    style: str | None = None
    page: str | None = None


def chosen_draft(program: Program, preset: Preset, choices: Choices, clinic: Clinic = NO_CLINIC) -> Draft:
    """Start a draft from a preset, with the clinic's usual look, and choose what is on the page.

    Raises UsageError for what cannot be read.
    """
    draft = clinic_look(draft_from(preset), clinic)
    for name in choices.ticks:
        draft = tick(draft, program.library, name, ticked=True)
    for name in choices.unticks:
        draft = tick(draft, program.library, name, ticked=False)
    draft = set_params(draft, program.library, choices.settings)
    blocks = (draft.blocks | frozenset(choices.with_blocks)) - frozenset(choices.without_blocks)
    return replace(draft, blocks=blocks, style=choices.style or draft.style)


def draft_of(program: Program, preset: Preset, choices: Choices, clinic: Clinic, now: datetime) -> Draft:
    """Make the draft for one patient. `now` is aware. Raises UsageError for what cannot be read."""
    draft = chosen_draft(program, preset, choices, clinic)
    draft = name_people(draft, choices.patient_name, choices.patient_id, choices.clinician)
    draft = confirm(draft, choices.confirmations, now)
    check = take(draft.check, program.rules, choices.takes)
    answered = answer_check(check, program.rules, choices.answers)
    return replace(draft, check=answered, page=choices.page or clinic.defaults.page)

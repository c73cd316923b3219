"""From a draft to a preset: the form that is asked, and texts in which a patient has no place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from careleaf.app.bootstrap import Program
from careleaf.app.preset_notices import built_in_preset
from careleaf.domain.draft import Draft
from careleaf.domain.patient_words import Suspicion, suspicions, vocabulary
from careleaf.domain.people import Patient
from careleaf.domain.plaintext import clean, clean_line
from careleaf.domain.preset import Preset, preset_from
from careleaf.domain.preset_changes import with_made_from
from careleaf.errors import Blocked
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class PresetForm:
    """What is asked when a preset is saved. `standing_notes` are the topics whose note goes into it."""

    title: str
    note: str = ""
    author: str = ""
    review_due: date | None = None
    icd10: str = ""
    standing_notes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Doubt:
    """A text of a preset in which something looks like a patient's."""

    where: str
    suspicion: Suspicion

    def __str__(self) -> str:
        return f"{self.where}: looks like {self.suspicion.looks_like}"


def preset_of(program: Program, draft: Draft, form: PresetForm, was: Preset | None, today: date) -> Preset:
    """Make a preset of a draft and the form; `was` is the preset the draft started from, if any."""
    preset = preset_from(
        draft, program.library, was.id if was else "", "", today, was=was, standing_notes=form.standing_notes
    )
    preset = replace(
        preset,
        title=clean_line(form.title),
        note=clean_line(form.note),
        author=clean_line(form.author),
        icd10=form.icd10.strip().upper(),
        reviewed=today,
        review_due=form.review_due,
        choices={
            topic_id: replace(
                choice,
                note=clean(choice.note),
                wording={point: clean(words) for point, words in choice.wording.items()},
            )
            for topic_id, choice in preset.choices.items()
        },
    )
    return with_made_from(preset, program.library, _built_in(program, was))


def _built_in(program: Program, was: Preset | None) -> Preset | None:
    """Return the built-in preset that another one is, or was made from."""
    if was is None:
        return None
    name = was.id if was.id in program.built_in_files() else was.made_from.preset
    return built_in_preset(program, name)


def doubts(program: Program, preset: Preset, patient: Patient | None = None) -> tuple[Doubt, ...]:
    """Return what in a preset's texts looks like a patient's; `patient` is the one at hand, if any."""
    rules = program.rules
    known = vocabulary(program.library, rules.given_names, rules.plain_words)
    found = [
        Doubt(where, s) for where, text in _texts(program, preset) for s in suspicions(text, known, patient)
    ]
    by_name = suspicions(preset.author, known, patient) if patient else ()
    return (*found, *(Doubt("author", suspicion) for suspicion in by_name if suspicion.is_patient))


def require_nobody(program: Program, preset: Preset, patient: Patient) -> None:
    """Raise Blocked where a text holds the name or number of the patient at hand; its words do not."""
    held = dict.fromkeys(str(d) for d in doubts(program, preset, patient) if d.suspicion.is_patient)
    if held:
        raise Blocked(
            "\n".join(f"{words}. A preset is for every patient: take it out first." for words in held)
        )


def _texts(program: Program, preset: Preset) -> Iterator[tuple[str, str]]:
    yield "title", preset.title
    yield "note", preset.note
    for topic_id, choice in preset.choices.items():
        topic = program.library.topic(topic_id)
        name = topic.title if topic else topic_id
        yield f"{name}, note", choice.note
        yield from ((f"{name}, wording", words) for words in choice.wording.values())
        typed = ((key, value) for key, value in choice.values.items() if isinstance(value, str))
        yield from ((f"{name}, {key}", value) for key, value in typed)

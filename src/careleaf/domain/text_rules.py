"""Safety rules on what a clinician types: notes, edited wording, text values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.freetext import (
    amounts_in,
    medicine_words,
    names_in,
    read_for_relaxant,
    rolls_low_back,
    speaks_of_taking,
)
from careleaf.domain.library import MedicineClass
from careleaf.domain.params import ParamType
from careleaf.domain.readability import reading
from careleaf.domain.rule_table import Rules
from careleaf.domain.ticked import Ticked
from careleaf.domain.values import Setting

NOTE_GRADE = 8  # NIH: below grade 8
SHORTEST_GRADED = 10  # words; the grade of fewer says nothing

RULES = (
    CodeRule(
        "R3",
        Level.BLOCK,
        "A typed text gives a relaxant more than 72 hours, a repeat, or no stop",
        "What in the text goes past the limit.",
        "Source articles 000 and 004; house rule",
    ),
    CodeRule(
        "R6",
        Level.BLOCK,
        "A typed text names another relaxant than the one ticked",
        "Which one.",
        "General knowledge",
    ),
    CodeRule(
        "R32",
        Level.BLOCK,
        "A typed text gives an opioid a dose",
        "Opioid text is for information only.",
        "ACP 2017; OPAL trial",
    ),
    CodeRule(
        "R52",
        Level.BLOCK,
        "A typed text has the patient roll on the low back; the library's words are linted",
        "Buttock, thigh or upper back only.",
        "Physical therapy pages, seen in secondary pages",
    ),
    CodeRule(
        "R54",
        Level.WARN,
        "A note of 10 words or more reads over grade 8; the library's words are linted",
        "The grade.",
        "NIH and AMA advice on reading grades",
    ),
    CodeRule(
        "R55",
        Level.CONFIRM,
        "A note or an edited wording adds a medicine, a dose, or days of it; a text value adds a dose",
        "What it adds.",
        "General knowledge: numbers come from fields that are checked",
    ),
)


@dataclass(frozen=True)
class _Typed:
    """One typed text, with the library's own words that it stands for."""

    text: str
    where: str
    own: str = ""
    is_value: bool = False


def free_text(printed: list[Ticked], setting: Setting, rules: Rules) -> Iterator[Finding]:
    """Read every text that was typed on this page."""
    relaxants = [t for t in printed if t.drug_class is MedicineClass.RELAXANT]
    chosen = frozenset(name for ticked in printed for name in ticked.names)
    for ticked in printed:
        for typed in _typed(ticked):
            yield from _relaxants_in(ticked, typed, relaxants, rules)
            yield from _harm_in(ticked, typed, rules)
            yield from _medicine_in(ticked, typed, chosen, rules)
        yield from _hard_to_read(ticked, setting)
    yield from _title(setting, rules)


def _title(setting: Setting, rules: Rules) -> Iterator[Finding]:
    """Keep medicines out of the page's title: nothing there is checked against what is ticked."""
    title = setting.draft.handout_title
    read = read_for_relaxant(title, rules.relaxant_names, speaks_of_taking(title))
    if read.named or read.refused:
        reason = read.refused or "it names a muscle relaxant"
        yield Finding("R3", Level.BLOCK, f"The title: {reason}. Nothing typed may outlast the limit.")
    elif words := medicine_words(title, (*rules.medicine_names, *rules.opioid_names), of_medicine=False):
        listed = ", ".join(f'"{word}"' for word in sorted(words))
        text = f"The title adds {listed}. Use the fields, or check it and give a reason."
        yield Finding("R55", Level.CONFIRM, text, because=tuple(sorted(words)))


def _typed(ticked: Ticked) -> Iterator[_Typed]:
    choice, topic = ticked.choice, ticked.topic
    if choice.note.strip():
        yield _Typed(choice.note, "note")
    for point_id, words in choice.wording.items():
        point = topic.point(point_id)
        yield _Typed(words, point_id, point.text if point else "")
    texts = {param.id for param in topic.params if param.type is ParamType.TEXT}
    for key, value in choice.values.items():
        if key in texts and isinstance(value, str):
            yield _Typed(value, key, is_value=True)


def _relaxants_in(ticked: Ticked, typed: _Typed, relaxants: list[Ticked], rules: Rules) -> Iterator[Finding]:
    about = ticked in relaxants or (
        bool(relaxants) and ticked.topic.medicine is None and speaks_of_taking(typed.text)
    )
    read = read_for_relaxant(typed.text, rules.relaxant_names, about)
    if read.refused:
        words = f"{ticked.topic.title}: {read.refused}. Nothing typed may outlast the limit."
        yield Finding("R3", Level.BLOCK, words, ticked.topic.id, "note")
    others = sorted(read.named - {name for relaxant in relaxants for name in relaxant.names})
    if others and relaxants:
        words = f"{ticked.topic.title}: the text names {others[0]}, a second muscle relaxant."
        yield Finding("R6", Level.BLOCK, words, ticked.topic.id, "note")


def _harm_in(ticked: Ticked, typed: _Typed, rules: Rules) -> Iterator[Finding]:
    opioids = names_in(typed.text, rules.opioid_names)
    if opioids and amounts_in(typed.text, rules.opioid_names):
        words = f"{ticked.topic.title}: the text gives a dose of {opioids[0]}. Opioids are information only."
        yield Finding("R32", Level.BLOCK, words, ticked.topic.id, typed.where)
    if rolls_low_back(typed.text):
        words = f"{ticked.topic.title}: no rolling on the low back. Buttock, thigh or upper back only."
        yield Finding("R52", Level.BLOCK, words, ticked.topic.id, typed.where)


def _medicine_in(ticked: Ticked, typed: _Typed, chosen: frozenset[str], rules: Rules) -> Iterator[Finding]:
    names = (*rules.medicine_names, *rules.opioid_names, *rules.relaxant_names)
    of_medicine = ticked.topic.medicine is not None
    said = medicine_words(typed.text, names, of_medicine) - medicine_words(typed.own, names, of_medicine)
    added = sorted(said - chosen)
    if typed.is_value:
        added = [words for words in added if amounts_in(words, names)]
    if added:
        listed = ", ".join(f'"{words}"' for words in added)
        words = (
            f"{ticked.topic.title}: the text adds {listed}. Use the fields, or check it and give a reason."
        )
        yield Finding("R55", Level.CONFIRM, words, ticked.topic.id, typed.where, because=tuple(added))


def _hard_to_read(ticked: Ticked, setting: Setting) -> Iterator[Finding]:
    if not ticked.choice.note.strip():
        return
    lines = ticked.choice.note.splitlines()
    read = reading(lines, setting.library.score_excluded)
    if read.words >= SHORTEST_GRADED and read.fkgl > NOTE_GRADE:
        words = f"{ticked.topic.title}: the note reads at grade {read.fkgl:g}; aim for {NOTE_GRADE} or lower."
        yield Finding("R54", Level.WARN, words, ticked.topic.id, "note")

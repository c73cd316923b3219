"""Safety rules on texts that are not the library's: what a clinician types, and the clinic's own wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careleaf.domain.clinic_words import ClinicText, clinic_texts
from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.freetext import (
    amounts_in,
    medicine_words,
    names_in,
    read_for_relaxant,
    rolls_low_back,
    speaks_of_taking,
)
from careleaf.domain.library import MedicineClass, Origin, Point, Topic
from careleaf.domain.params import ParamType
from careleaf.domain.plaintext import fill, fill_known
from careleaf.domain.readability import reading
from careleaf.domain.rule_table import Rules
from careleaf.domain.ticked import Ticked
from careleaf.domain.values import Setting, value_texts
from careleaf.i18n import Language

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
        Level.BLOCK,
        "The clinic's own wording gives a medicine an amount, or how often to take it, that no field checks",
        "What it gives.",
        "General knowledge: numbers come from fields that are checked",
    ),
    CodeRule(
        "R55",
        Level.CONFIRM,
        "A note or an edited or clinic's wording adds a medicine, or days of it; a note, a dose too",
        "What it adds.",
        "General knowledge: numbers come from fields that are checked",
    ),
)


@dataclass(frozen=True)
class _Typed:
    """One typed text, with the library's own words that it stands for.

    Of the clinic's words, `unfilled` leaves open what a medicine's checked fields fill in.
    """

    text: str
    where: str
    own: str = ""
    is_value: bool = False
    unfilled: str = ""

    @property
    def is_clinic(self) -> bool:
        """Tell whether the words are the clinic's, and not typed for this page."""
        return bool(self.unfilled)


def free_text(printed: list[Ticked], setting: Setting, rules: Rules) -> Iterator[Finding]:
    """Read every text that was typed on this page."""
    relaxants = [t for t in printed if t.drug_class is MedicineClass.RELAXANT]
    chosen = frozenset(name for ticked in printed for name in ticked.names)
    for ticked in printed:
        for typed in (*_typed(ticked), *_clinic(ticked, setting.library.language)):
            yield from _harm_in(ticked, typed, relaxants, rules)
            yield from _medicine_in(ticked, typed, chosen, rules)
        yield from _hard_to_read(ticked, setting)


def _typed(ticked: Ticked) -> Iterator[_Typed]:
    choice, topic = ticked.choice, ticked.topic
    if choice.note.strip():
        yield _Typed(choice.note, "note")
    for point_id, words in choice.wording.items():
        point = topic.point(point_id)
        yield _Typed(words, point_id, _of_library(point) if point else "")
    texts = {param.id for param in topic.params if param.type is ParamType.TEXT}
    for key, value in choice.values.items():
        if key in texts and isinstance(value, str):
            yield _Typed(value, key, is_value=True)


def _of_library(point: Point) -> str:
    """Return the library's words of a point: what a clinic adds is never taken as checked."""
    if point.origin is Origin.LIBRARY:
        return point.text
    return point.replaces.text if point.replaces else ""


def _clinic(ticked: Ticked, language: Language) -> Iterator[_Typed]:
    """Yield the clinic's words that print on this page."""
    texts = value_texts(ticked.topic, ticked.values, language)
    for text in clinic_texts(ticked.topic):
        if text.point and (not ticked.prints(text.point) or text.point in ticked.choice.wording):
            continue
        filled = fill(text.text, texts)
        if filled:
            yield _of_clinic(ticked.topic, text, filled, texts)


def _of_clinic(topic: Topic, text: ClinicText, filled: str, texts: Mapping[str, str]) -> _Typed:
    open_texts = {name: words for name, words in texts.items() if name not in _checked(topic)}
    return _Typed(
        filled,
        text.point or text.where[0],
        own=fill_known(text.replaced, open_texts, open_texts) or "",
        unfilled=fill_known(text.text, open_texts, open_texts) or filled,
    )


def _checked(topic: Topic) -> set[str]:
    """Return the params whose values are checked: the library's, a medicine's, and the derived ones."""
    medicine = topic.medicine
    if topic.origin is Origin.LIBRARY:
        return {name for param in topic.params for name in (param.id, param.alias)}
    if medicine is None:
        return set()
    fields = {medicine.dose, medicine.start, medicine.hours, medicine.gap, medicine.daily_max, medicine.days}
    return {
        name
        for param in topic.params
        if param.type is ParamType.DERIVED or {param.id, param.alias} & (fields - {""})
        for name in (param.id, param.alias)
    }


def harm_in_clinic_words(
    topic: Topic, rules: Rules, language: Language
) -> Iterator[tuple[ClinicText, Finding]]:
    """Yield what would block a page with this topic as it starts, each with the clinic's text it is about."""
    ticked = Ticked(topic, {param.id: param.default for param in topic.params if param.default is not None})
    relaxants = [ticked] if ticked.drug_class is MedicineClass.RELAXANT else []
    texts = value_texts(topic, ticked.values, language)
    for text in clinic_texts(topic):
        typed = _of_clinic(topic, text, fill_known(text.text, texts, texts) or "", texts)
        found = (
            *_harm_in(ticked, typed, relaxants, rules),
            *_medicine_in(ticked, typed, ticked.names, rules),
        )
        yield from ((text, finding) for finding in found if finding.level is Level.BLOCK)


def _harm_in(ticked: Ticked, typed: _Typed, relaxants: list[Ticked], rules: Rules) -> Iterator[Finding]:
    yield from _relaxants_in(ticked, typed, relaxants, rules)
    yield from _opioids_and_rolling_in(ticked, typed, rules)


def _title(ticked: Ticked, typed: _Typed) -> str:
    title = ticked.topic.title
    return f'{title}, the clinic\'s wording of "{typed.where}"' if typed.is_clinic else title


def _relaxants_in(ticked: Ticked, typed: _Typed, relaxants: list[Ticked], rules: Rules) -> Iterator[Finding]:
    about = ticked in relaxants or (
        bool(relaxants) and ticked.topic.medicine is None and speaks_of_taking(typed.text)
    )
    read = read_for_relaxant(typed.text, rules.relaxant_names, about)
    where = "" if typed.is_clinic else "note"
    if read.refused:
        words = f"{_title(ticked, typed)}: {read.refused}. Nothing typed may outlast the limit."
        yield Finding("R3", Level.BLOCK, words, ticked.topic.id, where)
    named = read.named - frozenset(names_in(typed.own, read.named) if typed.is_clinic else ())
    others = sorted(named - {name for relaxant in relaxants for name in relaxant.names})
    if others and relaxants:
        words = f"{_title(ticked, typed)}: the text names {others[0]}, a second muscle relaxant."
        yield Finding("R6", Level.BLOCK, words, ticked.topic.id, where)


def _opioids_and_rolling_in(ticked: Ticked, typed: _Typed, rules: Rules) -> Iterator[Finding]:
    opioids = names_in(typed.text, rules.opioid_names)
    if opioids and amounts_in(typed.text, rules.opioid_names):
        words = (
            f"{_title(ticked, typed)}: the text gives a dose of {opioids[0]}. Opioids are information only."
        )
        yield Finding("R32", Level.BLOCK, words, ticked.topic.id, typed.where)
    if rolls_low_back(typed.text):
        words = f"{_title(ticked, typed)}: no rolling on the low back. Buttock, thigh or upper back only."
        yield Finding("R52", Level.BLOCK, words, ticked.topic.id, typed.where)


def _medicine_in(ticked: Ticked, typed: _Typed, chosen: frozenset[str], rules: Rules) -> Iterator[Finding]:
    names = (*rules.medicine_names, *rules.opioid_names, *rules.relaxant_names)
    of_medicine = ticked.topic.medicine is not None
    text = typed.unfilled or typed.text
    said = medicine_words(text, names, of_medicine)
    added = sorted(said - medicine_words(typed.own, names, of_medicine) - chosen)
    if typed.is_clinic and (given := tuple(words for words in added if words in amounts_in(text, names))):
        listed = ", ".join(f'"{words}"' for words in given)
        words = f"{_title(ticked, typed)}: the text gives {listed}, which no field checks. Use a param."
        yield Finding("R55", Level.BLOCK, words, ticked.topic.id, because=given)
        return
    if typed.is_value:
        added = [words for words in added if amounts_in(words, names)]
    if added:
        listed = ", ".join(f'"{words}"' for words in added)
        words = (
            f"{_title(ticked, typed)}: the text adds {listed}. Use the fields, or check it and give a reason."
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

"""Safety rules on texts that are not the library's: what a clinician types, and the clinic's own wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from careleaf.domain.claim_text import Claim, claim_in
from careleaf.domain.clinic_words import ClinicText, clinic_texts
from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.foreign_text import ForeignText, of_clinic, printed_clinic_texts, typed_texts
from careleaf.domain.library import MedicineClass, Topic
from careleaf.domain.medicine_text import amounts_in, medicine_words, names_in, rolls_low_back
from careleaf.domain.plaintext import fill_known
from careleaf.domain.readability import Reading, reading
from careleaf.domain.relaxant_text import RelaxantText, read_for_relaxant, speaks_of_taking
from careleaf.domain.rule_table import Page, Rules
from careleaf.domain.ticked import Ticked
from careleaf.domain.values import Setting, value_texts
from careleaf.i18n import Language
from careleaf.lazy_dataclass import dataclass

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
        page=("massage-roller.roller-safe",),
    ),
    CodeRule(
        "R53",
        Level.BLOCK,
        "A typed text makes a claim that is wrong or dangerous; the library's words are linted",
        "What it claims, and what is right.",
        "Clinical review of the source articles",
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
        "A note, an edited or the clinic's wording adds a medicine or days of it; a typed one a dose too",
        "What it adds.",
        "General knowledge: numbers come from fields that are checked",
    ),
)


@dataclass(frozen=True)
class _Read:
    """What a text says: of relaxants, a dose of an opioid, rolling, claims, medicines it adds."""

    relaxant: RelaxantText
    opioid: str
    rolls: bool
    claim: tuple[str, Claim] | None
    adds: frozenset[str]
    doses: frozenset[str]


_NOTHING = _Read(RelaxantText(frozenset()), "", False, None, frozenset(), frozenset())


@lru_cache(maxsize=256)  # a text is read once, not again for each key that is pressed elsewhere
def _read(said: ForeignText, about_relaxant: bool, of_medicine: bool, rules: Rules) -> _Read | None:
    """Read a text; None where it says nothing of all this, as most do."""
    text, names = said.text, rules.every_name
    opioids, open_text = names_in(text, rules.opioid_names), said.unfilled or text
    adds = medicine_words(open_text, names, of_medicine) - medicine_words(said.own, names, of_medicine)
    doses = adds & amounts_in(open_text, names) if adds else adds
    relaxant = read_for_relaxant(text, rules.relaxant_names, about_relaxant)
    if said.is_clinic:
        relaxant = replace(relaxant, named=relaxant.named - frozenset(names_in(said.own, relaxant.named)))
    read = _Read(
        relaxant,
        opioids[0] if opioids and amounts_in(text, rules.opioid_names) else "",
        rolls_low_back(text),
        claim_in(text, rules.claims, said.facts),
        frozenset(words for words in adds if amounts_in(words, names)) if said.is_value else adds,
        doses,
    )
    return None if read == _NOTHING else read


def free_text(page: Page, setting: Setting, rules: Rules) -> Iterator[Finding]:
    """Read every text on this page that is not the library's."""
    relaxants = tuple(ticked for ticked in page.medicines if ticked.drug_class is MedicineClass.RELAXANT)
    chosen = frozenset(name for ticked in page.medicines for name in ticked.names)
    for ticked in page.printed:
        yield from _in_topic(ticked, relaxants, chosen, setting.library.score_excluded, rules)
    yield from _in_title(setting.draft.handout_title, rules)


@lru_cache(maxsize=256)  # an edit changes one topic
def _in_topic(
    ticked: Ticked,
    relaxants: tuple[Ticked, ...],
    chosen: frozenset[str],
    excluded: frozenset[str],
    rules: Rules,
) -> tuple[Finding, ...]:
    said = (*typed_texts(ticked), *printed_clinic_texts(ticked))
    found = (finding for text in said for finding in _in_text(ticked, text, relaxants, chosen, rules))
    return (*found, *_hard_to_read(ticked, excluded))


def harm_in_clinic_words(
    topic: Topic, rules: Rules, language: Language
) -> Iterator[tuple[ClinicText, Finding]]:
    """Yield what would block a page with this topic as it starts, each with the clinic's text it is about."""
    values = {param.id: param.default for param in topic.params if param.default is not None}
    ticked = Ticked(topic, values, language)
    relaxants = (ticked,) if ticked.drug_class is MedicineClass.RELAXANT else ()
    texts = value_texts(topic, ticked.values, language)
    for text in clinic_texts(topic):
        said = of_clinic(topic, text, fill_known(text.text, texts, texts) or "", texts)
        for finding in _in_text(ticked, said, relaxants, ticked.names, rules):
            if finding.level is Level.BLOCK:
                yield text, finding


def _in_text(
    ticked: Ticked, said: ForeignText, relaxants: tuple[Ticked, ...], chosen: frozenset[str], rules: Rules
) -> Iterator[Finding]:
    of_medicine = ticked.topic.medicine is not None
    is_relaxant = ticked.drug_class is MedicineClass.RELAXANT
    about = is_relaxant or (bool(relaxants) and not of_medicine and speaks_of_taking(said.text))
    read = _read(said, about, of_medicine, rules)
    if read is None:
        return
    yield from _relaxants_in(ticked, said, read, relaxants)
    yield from _harm_in(ticked, said, read)
    yield from _medicine_in(ticked, said, read, chosen)


@lru_cache(maxsize=16)
def _in_title(title: str, rules: Rules) -> tuple[Finding, ...]:
    """Keep medicines out of the page's title: nothing there is checked against what is ticked."""
    read = read_for_relaxant(title, rules.relaxant_names, speaks_of_taking(title))
    if read.named or read.refused:
        reason = read.refused or "it names a muscle relaxant"
        refused = f"The title: {reason}. Nothing typed may outlast the limit."
        return (Finding("R3", Level.BLOCK, refused),)
    if words := medicine_words(title, (*rules.medicine_names, *rules.opioid_names), of_medicine=False):
        text = (
            f"The title adds {_listed(tuple(sorted(words)))}. Use the fields, or check it and give a reason."
        )
        return (Finding("R55", Level.CONFIRM, text, because=tuple(sorted(words))),)
    return ()


def _whose(ticked: Ticked, said: ForeignText) -> str:
    title = ticked.topic.title
    return f'{title}, the clinic\'s wording of "{said.where}"' if said.is_clinic else title


def _relaxants_in(
    ticked: Ticked, said: ForeignText, read: _Read, relaxants: tuple[Ticked, ...]
) -> Iterator[Finding]:
    where = "" if said.is_clinic else "note"
    if read.relaxant.refused:
        words = f"{_whose(ticked, said)}: {read.relaxant.refused}. Nothing typed may outlast the limit."
        yield Finding("R3", Level.BLOCK, words, ticked.topic.id, where)
    others = sorted(read.relaxant.named - {name for relaxant in relaxants for name in relaxant.names})
    if others and relaxants:
        words = f"{_whose(ticked, said)}: the text names {others[0]}, a second muscle relaxant."
        yield Finding("R6", Level.BLOCK, words, ticked.topic.id, where)


def _harm_in(ticked: Ticked, said: ForeignText, read: _Read) -> Iterator[Finding]:
    whose = _whose(ticked, said)
    if read.opioid:
        words = f"{whose}: the text gives a dose of {read.opioid}. Opioids are information only."
        yield Finding("R32", Level.BLOCK, words, ticked.topic.id, said.where)
    if read.rolls:
        words = f"{whose}: no rolling on the low back. Buttock, thigh or upper back only."
        yield Finding("R52", Level.BLOCK, words, ticked.topic.id, said.where)
    if read.claim:
        claimed, claim = read.claim
        words = f'{whose}: the text claims "{claimed}": {claim.instead}.'
        yield Finding("R53", Level.BLOCK, words, ticked.topic.id, said.where)


def _medicine_in(ticked: Ticked, said: ForeignText, read: _Read, chosen: frozenset[str]) -> Iterator[Finding]:
    if said.is_clinic and (given := tuple(sorted(read.doses - chosen))):
        words = (
            f"{_whose(ticked, said)}: the text gives {_listed(given)}, which no field checks. Use a param."
        )
        yield Finding("R55", Level.BLOCK, words, ticked.topic.id, because=given)
    elif added := tuple(sorted(read.adds - chosen)):
        words = (
            f"{_whose(ticked, said)}: the text adds {_listed(added)}. "
            "Use the fields, or check it and give a reason."
        )
        yield Finding("R55", Level.CONFIRM, words, ticked.topic.id, said.where, because=added)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _hard_to_read(ticked: Ticked, excluded: frozenset[str]) -> Iterator[Finding]:
    if not ticked.choice.note.strip():
        return
    read = _graded(ticked.choice.note, excluded)
    if read.words >= SHORTEST_GRADED and read.fkgl > NOTE_GRADE:
        words = f"{ticked.topic.title}: the note reads at grade {read.fkgl:g}; aim for {NOTE_GRADE} or lower."
        yield Finding("R54", Level.WARN, words, ticked.topic.id, "note")


@lru_cache(maxsize=256)
def _graded(note: str, excluded: frozenset[str]) -> Reading:
    return reading(note.splitlines(), excluded)

"""Texts that go into a preset, read for words about one patient: a name, a birth date, a phone, a number.

Nobody can tell a name from any other word for sure. So what looks like one is told and may be kept; only
what the draft at hand knows to be its patient's is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from careleaf.domain.late_pattern import late_pattern
from careleaf.domain.library import Library
from careleaf.domain.people import Patient
from careleaf.lazy_dataclass import dataclass

SHORTEST_PART = 3  # Latin letters of a name's part that is refused by itself
SHORTEST_NUMBER = 5  # digits of an identifier that is looked for; a year has fewer


@dataclass(frozen=True)
class Suspicion:
    """Some words that look like a patient's, what they look like, and whether they are this patient's."""

    words: str
    looks_like: str
    is_patient: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """What tells names from other words: given names, and words that are never one (both lower case)."""

    given_names: frozenset[str]
    plain_words: frozenset[str]


def vocabulary(library: Library, given_names: Collection[str], plain_words: Collection[str]) -> Vocabulary:
    """Take the library's own words as plain ones too."""
    texts = [library.title, library.handout_title]
    for topic in library:
        texts += [topic.title, *(text.text for text in topic.texts)]
        texts += [text for point in topic.points for text in point.texts]
        texts += [words for p in topic.params for words in (p.label, *(c.label for c in p.choices))]
        for product in topic.medicine.products if topic.medicine else ():
            texts += [product.name, *product.brands]
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    return Vocabulary(frozenset(given_names), frozenset(words - set(given_names)) | frozenset(plain_words))


def suspicions(text: str, known: Vocabulary, patient: Patient | None = None) -> tuple[Suspicion, ...]:
    """Return what in a text looks like one patient's. `patient` is the one at hand, if any."""
    found = [*_of_patient(text, patient, known)] if patient else []
    rest = text
    for pattern, what in _SHAPES:
        for match in pattern.finditer(rest):
            found.append(Suspicion(match.group(0).strip(), what))
        rest = pattern.sub(" · ", rest)
    names = list(dict.fromkeys(_names(text, known)))
    whole = (name for name in names if not any(name in other for other in names if other != name))
    return tuple(dict.fromkeys((*found, *(Suspicion(name, "a name") for name in whole))))


# --- shapes ----------------------------------------------------------------------------------------------

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DD, _YYYY = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20)\d{2}"
_DAY = (
    rf"(?:{_DD}[/.]{_DD}[/.](?:19|20)?\d{{2}}|{_DD}-{_DD}-{_YYYY}|{_YYYY}[/.-]{_DD}[/.-]{_DD}"
    rf"|{_DD}(?:st|nd|rd|th)? {_MONTHS},? {_YYYY}|{_MONTHS} {_DD}(?:st|nd|rd|th)?,? {_YYYY})"
)
# A day that says when a text was looked at is nobody's birthday.
_NOT_BORN = r"(?<!reviewed )(?<!review )(?<!updated )(?<!version )(?<!since )(?<!from )(?<!due )"
_SHAPES = (
    (late_pattern(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "an e-mail address"),
    (
        late_pattern(
            r"\b(?:dob|d\.o\.b\.?|born(?: on)?|birth ?date|birthday|date of birth)\b"
            rf"\W{{0,3}}(?:{_DAY}|\d{{2,4}})",
            re.I,
        ),
        "a date of birth",
    ),
    (late_pattern(rf"(?<![\d/.-]){_NOT_BORN}\b{_DAY}(?![\d/-])", re.I), "a date of birth"),
    (late_pattern(r"\b\d{3}-\d{2}-\d{4}\b"), "a record number"),
    (
        late_pattern(
            r"\b(?:mrn|nhs|ssn|(?:medical |health )?record|chart|patient id|account|policy|member|case)"
            r"\b(?: (?:no|number|id|nr))?\W{0,3}[a-z]{0,4}-?\d[\d-]{2,}\b",
            re.I,
        ),
        "a record number",
    ),
    (
        late_pattern(
            r"(?<![\w.,-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\) ?|\d{2,4}[ .-])?"
            r"\d{3,4}[ .-]\d{3,4}(?:[ .-]\d{2,4})?"
            r"(?![\w-])(?! ?(?:mg|mcg|ml|g|kg|%|steps|words))"
        ),
        "a phone number",
    ),
    (late_pattern(r"\b(?:[A-Z]{1,4}-?)?\d{6,}\b"), "a record number"),
)

# --- names -----------------------------------------------------------------------------------------------

_LETTERS = late_pattern(r"[^\W\d_]+")
_WORD = late_pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL = r"[^\W\d_a-z](?:[^\W\d_]|['’-]){1,30}"
_TITLED = late_pattern(rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? ({_CAPITAL})")
_LABELLED = late_pattern(
    rf"\b(?:[Pp]atient(?: name)?|[Nn]ame|[Pp]t|[Rr]e|[Dd]ear|[Hh]i)(?:: ?| )({_CAPITAL}(?: {_CAPITAL})*)"
)
_FOR = late_pattern(rf"\b[Ff]or ({_CAPITAL})(?='s|’s|\W|$)")
_SURNAME_FIRST = late_pattern(rf"\b({_CAPITAL}), ({_CAPITAL})\b")
_INITIAL = late_pattern(rf"(?<!Dr )(?<!Dr\. )(?<![\w.])[A-Z]\. ({_CAPITAL})")
_PAIR = late_pattern(rf"(?=\b({_CAPITAL}) ({_CAPITAL}))")
_CLINICIAN = late_pattern(rf"\b(?:Dr|Doctor|Prof|Nurse)\.? (?:[^\W\d_]|[.'’-])+(?: {_CAPITAL})?")
# Endings of common words, as in "Warehouse Workers": two such words in capitals are a heading.
_COMMON_ENDING = late_pattern(
    r"(?:ing|ers|iors|ions?|ment|ness|ity|ical|ful|ies|able|ive|ous|ists?|ants?|ware|house|ends)$"
)


def _names(text: str, known: Vocabulary) -> Iterator[str]:
    text = _CLINICIAN.sub(" · ", text)
    for match in _TITLED.finditer(text):
        yield match.group(0)
    for pattern in (_LABELLED, _INITIAL):
        for match in pattern.finditer(text):
            if not _is_plain(match.group(1).split()[0], known):
                yield match.group(0)
    for match in _FOR.finditer(text):
        if match.group(1).lower() in known.given_names:
            yield match.group(1)
    for match in _SURNAME_FIRST.finditer(text):
        surname, first = match.groups()
        plain = _is_plain(surname, known) or _is_plain(first, known)
        if first.lower() in known.given_names or (surname.isupper() and not plain):
            yield match.group(0)
    for match in _PAIR.finditer(text):
        first, second = match.groups()
        if not (first[0].isupper() and second[0].isupper()):
            continue
        words = () if first.lower() in known.given_names else (first, second)
        if not _is_plain(second, known) and not any(_is_common(word, known) for word in words):
            yield f"{first} {second}"


def _is_common(word: str, known: Vocabulary) -> bool:
    return _is_plain(word, known) or bool(_COMMON_ENDING.search(word))


def _is_plain(word: str, known: Vocabulary) -> bool:
    """Tell whether a word is one of the library's, also in another number: "knees" for "knee"."""
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    return lower in known.plain_words or lower.removesuffix("s") in known.plain_words


def _of_patient(text: str, patient: Patient, known: Vocabulary) -> Iterator[Suspicion]:
    said, parts = _LETTERS.findall(_folded(text)), _LETTERS.findall(_folded(patient.name))
    if len(parts) > 1 and f" {' '.join(parts)} " in f" {' '.join(said)} ":
        yield Suspicion(" ".join(parts), "the patient's name", is_patient=True)
        return
    for part in parts:
        # A script without spaces has the name in the midst of other letters.
        if part in said if part.isascii() else part in "".join(said):
            refused = len(part) >= SHORTEST_PART or not part.isascii()
            yield Suspicion(part, "the patient's name", is_patient=refused and not _is_plain(part, known))
    digits = re.sub(r"\D", "", patient.identifier)
    numbers = (re.sub(r"\D", "", piece) for piece in re.split(r"[^\W\d_]", text))
    if len(digits) >= SHORTEST_NUMBER and any(digits in number for number in numbers):
        yield Suspicion(patient.identifier, "the patient's birth date or record number", is_patient=True)


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold()

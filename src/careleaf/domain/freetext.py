"""What a clinician types, read for a muscle relaxant that would outlast the limit.

Notes and edited wording are free text: no field checks their numbers. So they are read clause by clause,
and a text that could lengthen or repeat a relaxant course, or add a second drug, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from careleaf.domain.plaintext import clean
from careleaf.domain.relaxant import MAX_HOURS, MAX_NIGHTS

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100,
}  # fmt: skip
_VAGUE = {
    "a": 1, "an": 1, "another": 1, "next": 1, "whole": 1, "all": 1, "this": 1, "each": 1, "every": 1,
    "rest of the": 1, "half": 0.5, "couple": 2, "few": 3, "several": 4, "many": 4,
}  # fmt: skip
_HOURS_IN = {"hour": 1, "hr": 1, "h": 1, "night": 24, "day": 24, "d": 24, "evening": 24, "bedtime": 24,
             "week": 168, "wk": 168, "fortnight": 336, "month": 720, "year": 8760}  # fmt: skip
_UNITS = r"(?:hours?|hrs?|h|nights?|days?|d|evenings?|bedtimes?|weeks?|wks?|fortnights?|months?|years?)"


def _any(words: Collection[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _phrases(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_NUMBER_WORDS = re.compile(
    rf"\b(?:({_any([w for w, n in _NUMBERS.items() if n >= 20])})[ -])?({_any(_NUMBERS)})\b"
)
_SPAN = re.compile(
    rf"\b(\d[\d,]*(?:\.\d+)?|{_any(_VAGUE)})(?:\s*(?:-|to|or)\s*(\d+))?"
    rf"[\s-]*(?:(?:more|extra|additional|full|further|other|of|the|whole|entire)\s+)*({_UNITS})\b"
)
# Longer or once more, whoever is spoken of.
_LENGTHENS = _phrases(
    r"another|repeat\w*|re-?fill\w*|renew\w*|extend\w*|prolong\w*|restart\w*|resum\w*",
    r"(?:for|some) more",
    r"(?:second|2nd|third|new) (?:course|round|pack|prescription)",
)
# The same of taking the tablets; of driving, walking or calling it means nothing.
_REPEATS = _phrases(
    r"again|more|extra|additional|longer|beyond|past|plus|continu\w*|ignore|no limit",
    r"(?:keep|stay|carry|go) (?:taking|using|going|on)",
    r"long[ -]?term|ongoing|indefinitely|forever|regularly|from now on|for (?:days|weeks|months)",
    r"nightly|daily(?! (?:limit|maximum|life))",
    r"(?:every|each) (?:single |other )?(?:night|day|evening|bedtime)",
    r"twice|thrice|\d+ times|\d+ ?x ?(?:a |per |each |every |/ ?)|[2-9] (?:tablets |pills )?(?:a|per) day",
    r"every \d+ ?(?:h|hours?|hrs?)|bid|tid|qid|qhs|q ?\d+ ?h|(?<!next )morning|noon",
    r"prn|whenever|when (?:you )?need(?:ed)?|if (?:needed|required|you need)",
    r"as (?:long|often|needed|required)|finish (?:the|all|your)",
    r"until(?! you(?:'re| are| feel) (?:fully |wide )?(?:awake|alert))|till?",
    r"(?:through|thru|to) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|the (?:week|month)|next)",
)
_NEGATED = re.compile(
    r"\b(?:do not|don't|dont|never|not|no|cannot|can't|avoid|nothing|none|"
    r"stop(?!.*\b(?:after|in|on|at|by)\b))\b"
)
_IS_NOT = re.compile(r"^[^.]*\b(?:is|are|would|will|does|can|may|must|should)(?: not|n't| never)\b")
_NOT_STOPPING = re.compile(
    r"\b(?:do not|don't|dont|never|not|no need to|without)\s+(?:(?:to|yet|just|simply|suddenly|ever)\s+)*"
    r"(?:stop\w*|end\w*|quit\w*)"
)
# "No more than 72 hours" sets a limit, it denies nothing.
_LIMIT = re.compile(r"\b(?:(?:no|not|never) (?:more|longer) than|at (?:the )?most)\b")
_CLAUSES = re.compile(
    r"(?<!\d)[.,:]|[.,:](?!\d)|[;!?()\n]|"
    r"\b(?:but|then|instead|no problem|not a problem|no worries|no matter|(?:do not|don't) worry)\b|"
    r"\band (?=(?:you (?:can|may) )?(?:tak(?:e|ing)|use|keep|swallow|continue|repeat|go on|carry on)\b)"
)
_TAKES = re.compile(
    r"\b(?:tak(?:e|es|ing)|us(?:e|es|ing)|swallow|give|tablets?|pills?|capsules?|doses?|course|supply|"
    r"on (?:it|them)|need (?:it|them)|(?:it|them) for)\b"
)
# A clause about something else than taking the tablets.
_ASIDE = re.compile(
    r"^(?:(?:please|also|and|or|so|do|you (?:can|may|should|must))\s+)*"
    r"(?:call|phone|ring|tell|ask|see|contact|visit|come|drive|walk|stretch|exercise|"
    r"if (?:the|your|it)|(?:(?:the|your|most|this) )*(?:spasms?|pain|visit|appointment))\b"
)
_NOT_A_COURSE = re.compile(r"(?:\bwait(?: at least| about| for)?|\b(?:in|within|over) the (?:last|past))\s*$")
_OVER_IT = re.compile(r"\b(?:more|longer|less|fewer|shorter) than\s*$")
_TAKING = re.compile(
    r"\b(?:tablets?|pills?|capsules?)\b"
    r"|\b(?:tak(?:e|es|ing)|swallow|stay on|keep on)\s+(?:it|them|these|those|this)\b"
)
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 6  # words of a medicine's name
_GENERIC_NAMES = ("muscle relaxer", "muscle relaxant", "muscle relaxers", "muscle relaxants", "relaxant",
                  "relaxants", "relaxer", "relaxers")  # fmt: skip


@dataclass(frozen=True)
class RelaxantText:
    """What a free text says of relaxants: the drugs it names, and why it is refused (or nothing)."""

    named: frozenset[str]
    refused: str = ""


def read_for_relaxant(text: str, drug_names: Collection[str], about_relaxant: bool) -> RelaxantText:
    """Read a free text for relaxant names and for anything that goes past the limit.

    `drug_names` are lower-case generic and brand names; `about_relaxant` says that the text stands in a
    relaxant topic, where "take them another week" needs no name to be meant.
    """
    plain = _folded(text)
    named = frozenset(_named(plain, drug_names))
    if not (named or about_relaxant or _named(plain, _GENERIC_NAMES)):
        return RelaxantText(named)
    names = (*named, *_GENERIC_NAMES)
    for clause in _CLAUSES.split(_LIMIT.sub("up to", _in_digits(plain))):
        if reason := _refusal(clause.strip(), names):
            return RelaxantText(named, reason)
    return RelaxantText(named)


def speaks_of_taking(text: str) -> bool:
    """Tell whether a text speaks of taking tablets, so that "them" may well be the relaxant."""
    return bool(_TAKING.search(_folded(text)))


def _named(plain: str, names: Collection[str]) -> list[str]:
    """Return the names that stand in a text from word edge to word edge. There may be a thousand of them."""
    words = [match.span() for match in _WORD.finditer(plain)]
    runs = {
        plain[start:end] for at, (start, _) in enumerate(words) for _, end in words[at : at + _LONGEST_NAME]
    }
    return [name for name in names if name in runs]


def _folded(text: str) -> str:
    """Fold what reads alike: full-width letters, accents, quotes, case, wrapped lines, invisible marks."""
    decomposed = unicodedata.normalize("NFKD", clean(text))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    bare = bare.replace("’", "'").replace("–", "-").replace("—", ";")
    unwrapped = re.sub(rf"(?<=[\w-])\s*\n\s*(?=[a-z0-9]|(?i:more\b|{_UNITS}\b))", " ", bare)
    return re.sub(r"[^\S\n]+", " ", unwrapped).lower()


def _in_digits(plain: str) -> str:
    """Write number words as digits: "ninety-six hours" as "96 hours"."""
    return _NUMBER_WORDS.sub(lambda m: str(_NUMBERS.get(m.group(1) or "", 0) + _NUMBERS[m.group(2)]), plain)


def _refusal(clause: str, names: Collection[str]) -> str:
    aside = bool(_ASIDE.search(clause)) and not _TAKES.search(clause) and not _named(clause, names)
    for match in _SPAN.finditer(clause):
        if _hours(match) > MAX_HOURS and not aside and not _allowed_span(clause, match):
            return f'"{match.group(0)}" is longer than {MAX_HOURS} hours ({MAX_NIGHTS} nights)'
    if _NOT_STOPPING.search(clause):
        return f'"{clause}" goes against the stop'
    for pattern in (_LENGTHENS,) if aside else (_LENGTHENS, _REPEATS):
        for match in pattern.finditer(clause):
            if not _denied(clause, match):
                return f'"{match.group(0)}" could repeat or lengthen the course'
    return ""


def _hours(span: re.Match[str]) -> float:
    first = span.group(1)
    amount = _VAGUE[first] if first in _VAGUE else float(first.replace(",", ""))
    return max(amount, float(span.group(2) or 0)) * _HOURS_IN[span.group(3).rstrip("s")]


def _allowed_span(clause: str, span: re.Match[str]) -> bool:
    """Tell whether a long time is no time to take it: a wait, or denied ("do not take it for 5 days")."""
    before = clause[: span.start()]
    if _NOT_A_COURSE.search(before):
        return True
    if _OVER_IT.search(before):  # "not for more than 5 days" allows 5 days
        return False
    negation = _NEGATED.search(before)
    if negation:
        return not _TAKES.search(before[: negation.start()])
    return bool(_IS_NOT.search(clause[span.end() :])) and not _TAKES.search(before)


def _denied(clause: str, word: re.Match[str]) -> bool:
    """Tell whether a clause says not to ("take no more", "never again", "daily use is not safe")."""
    before = clause[: word.start()]
    if _NEGATED.search(before) or before.endswith("without "):
        return True
    return bool(_IS_NOT.search(clause[word.end() :])) and not _TAKES.search(before)


# --- medicines of any kind -------------------------------------------------------------------------------

_DOSE = _phrases(
    r"\d[\d,]*(?:\.\d+)?\s*(?:mg|mcg|µg|μg|milligrams?|micrograms?)",
    r"(?:\d[\d.,/]*|(?:a )?(?:half|quarter)(?: an?| of an?)?|an? half)\s*"
    r"(?:tablets?|tabs?|pills?|capsules?|caps?|puffs?|patch(?:es)?)",
    r"tak(?:e|ing) \d+"
    r"(?: (?:at|before|after|in|with|every|each|a|per|if|when|now|tonight|more)\b|$|(?=[.,;]))",
)
_OFTEN = _phrases(
    r"(?:once|twice|thrice|\d+ ?(?:x|times))(?: (?:a|per|every|each) day| daily)|nightly|bid|tid|qid|prn",
    r"every \d+ ?(?:hours?|hrs?|h)",
)
_ROLLING = re.compile(r"\broll\w*\b")
_LOW_BACK = re.compile(r"\blow(?:er)?[ -]back\b|\blumbar\b|\bsmall of (?:your|the) back\b")
_ROLLS_ON_IT = re.compile(r"\broll\w*(?: \w+){0,2} (?:your |the )?(?:low(?:er)?[ -]back|lumbar)\b")


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Return the names (lower case) that stand in a text as words of their own."""
    return _named(_folded(text), names)


def amounts_in(text: str, names: Collection[str]) -> frozenset[str]:
    """Return the amounts of a medicine in a text, and how often to take them: a dose."""
    plain = _in_digits(_folded(text))
    often = _OFTEN.finditer(plain) if _TAKES.search(plain) or _named(plain, names) else ()
    return _amounts(plain, names) | {match.group(0) for match in often}


def _amounts(plain: str, names: Collection[str]) -> frozenset[str]:
    doses = (match.group(0) for match in _DOSE.finditer(plain))
    numbered = (rf"\b{re.escape(name)} \d+\b" for name in _named(plain, names))
    return frozenset((*doses, *(m.group(0) for pattern in numbered for m in re.finditer(pattern, plain))))


def medicine_words(text: str, names: Collection[str], of_medicine: bool) -> frozenset[str]:
    """Return what a text says of medicines: names, amounts, and how often or how long to take them.

    How often and how long count only where a medicine is meant: in a medicine's own topic
    (`of_medicine`), or where the clause speaks of taking. "Call us in 3 days" is about no medicine.
    """
    plain = _in_digits(_folded(text))
    found = {*_named(plain, names), *_amounts(plain, names)}
    for clause in _CLAUSES.split(plain):
        if _ASIDE.search(clause.strip()) and not _TAKES.search(clause):
            continue
        if of_medicine or _TAKING.search(clause) or _named(clause, names):
            found.update(m.group(0) for p in (_SPAN, _OFTEN) for m in p.finditer(clause) if _is_number(m))
    return frozenset(found)


def _is_number(match: re.Match[str]) -> bool:
    """Leave out spans such as "every night" and "this week", which give no number."""
    words = match.group(0)
    return any(char.isdigit() for char in words) or words.startswith(("once", "twice", "thrice", "another"))


def rolls_low_back(text: str) -> bool:
    """Tell whether a text has the patient roll on the low back; "never roll on your low back" does not."""
    for clause in _CLAUSES.split(_folded(text)):
        if _NEGATED.search(clause) or not (_ROLLING.search(clause) and _LOW_BACK.search(clause)):
            continue
        if "roller" in clause or _ROLLS_ON_IT.search(clause):
            return True
    return False

"""Read how much of a medicine a person takes from words: "500 mg x 4", "2 tablets every 6 hours"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from careleaf.domain.late_pattern import late_pattern
from careleaf.lazy_dataclass import dataclass

_COUNTED_WORDS = """
tablets tablet tabs tab pills pill capsules capsule caps cap caplets caplet packets packet powders powder
liquicaps liquicap doses dose
"""
_LIQUID_WORDS = "ml liquid spoons teaspoons teaspoon tsp tablespoon tbsp oz drops"
_OTHER_WORDS = """
mg milligram milligrams mcg micrograms g gram grams meq unit units percent patch patches puff puffs spray
sprays injection gel cream ointment a an per one two three four day days daily each every hour hours hr hrs h
once twice thrice time times as needed at bedtime bed night nightly morning evening noon am prn bid tid qid
qd qhs po by mouth orally with and or to up food meals x half for the in of about max only takes take taking
er xr sr cr la xl dr ec ir odt ds extended sustained delayed immediate release long acting strength coated
enteric oral generic brand otc pain heart hcl hydrochloride hbr sodium potassium calcium magnesium succinate
tartrate maleate besylate bitartrate sulfate phosphate citrate acetate mesylate hydrobromide fumarate
medoxomil cilexetil etexilate carbonate chloride bromide pamoate mononitrate
"""
_COUNTED, _LIQUID = frozenset(_COUNTED_WORDS.split()), frozenset(_LIQUID_WORDS.split())
# Words that say how a medicine is taken or made, and name none.
DOSE_WORDS = _COUNTED | _LIQUID | frozenset(_OTHER_WORDS.split())
_COUNT_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "half": "1"}
_TABLETS = "|".join(sorted(_COUNTED))
_STRENGTHS = late_pattern(r"((?:\d+(?:\.\d+)? )+)(mg|milligrams?|g|grams?)\b")
_BARE_STRENGTHS = late_pattern(r"^(?:\d+(?:\.\d+)? )+")
_LEAST_BARE_STRENGTH = 80  # a lone number below may be a count of tablets
_COUNT = late_pattern(rf"\b(?:\d{{1,2}} (?:to |or )?)?(\d{{1,2}}(?:\.\d+)?) (?:{_TABLETS})\b")
_OFTEN = late_pattern(
    r"\bevery (?P<hours>\d+)(?: (?:to |or )?\d+)? (?:hours?|hrs?|h)\b"
    r"|\b(?P<times>\d+) times\b|\b(?P<word>once|twice|thrice|bid|tid|qid|qd|daily|nightly|qhs)\b"
    r"|\b(?:each|every|a|per) (?P<each>day|night|evening|morning)\b|\bat (?P<bed>bedtime)\b"
)
_OFTEN_WORDS = {"twice": 2, "bid": 2, "thrice": 3, "tid": 3, "qid": 4}
_UNITS_A_DAY = late_pattern(r"\bx (\d+(?:\.\d+)?)\b|^(?:.* )?(\d+(?:\.\d+)?) (?:a|per|each|every) day\b")
_MOST_UNITS, _MOST_MG = 60, 10_000


@dataclass(frozen=True)
class TypedDose:
    """A dose as typed: milligrams of each substance in one unit, and units a day; empty where not said."""

    strengths: tuple[float, ...] = ()
    per_day: float | None = None


def read_dose(words: Sequence[str]) -> TypedDose:
    """Read a dose from the words around a medicine's name; of a range the most, of a liquid nothing.

    Whatever cannot be read is unknown, never nothing.
    """
    if _LIQUID & set(words):
        return TypedDose()
    said = " ".join(_COUNT_WORDS.get(word, word).replace(",", "").lstrip("#") for word in words)
    strengths, rest = _strengths(_COUNT.sub("", said).strip())
    per_day = _per_day(said, rest)
    known = per_day is not None and 0 < per_day <= _MOST_UNITS
    return TypedDose(strengths, per_day if known else None)


def _strengths(said: str) -> tuple[tuple[float, ...], str]:
    """Take the strengths off: "5 325 mg", or bare numbers that are too many or too high for a count."""
    found = _STRENGTHS.search(said)
    if found is None:
        bare = _BARE_STRENGTHS.match(f"{said} ")
        numbers = [float(number) for number in bare.group().split()] if bare else []
        if not numbers or max(numbers) < _LEAST_BARE_STRENGTH:
            return (), said
        return tuple(numbers), said[len(bare.group()) :] if bare else said
    gram = found.group(2).startswith("g")
    numbers = [float(number) * (1000 if gram else 1) for number in found.group(1).split()]
    rest = said[: found.start()] + said[found.end() :]
    return (tuple(numbers) if all(0 < n <= _MOST_MG for n in numbers) else ()), rest.strip()


def _per_day(said: str, rest: str) -> float | None:
    units = _UNITS_A_DAY.search(said)
    if units is not None:
        return float(units.group(1) or units.group(2))
    often = _OFTEN.search(rest)
    if often is None:
        return None
    return max(map(float, _COUNT.findall(said)), default=1) * _times(often)


def _times(often: re.Match[str]) -> float:
    if hours := often["hours"]:
        return 24 / int(hours) if int(hours) else 0
    if times := often["times"]:
        return int(times)
    return _OFTEN_WORDS.get(often["word"] or "", 1)

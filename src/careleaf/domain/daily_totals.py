"""Safety rules on daily totals: each drug over the whole page and the patient's own medicines together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careleaf.domain.check import Check
from careleaf.domain.current_medicine import CurrentMedicine
from careleaf.domain.dose_rules import most_a_day
from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.ticked import Ticked
from careleaf.lazy_dataclass import dataclass

RULES = (
    CodeRule(
        "R26",
        Level.BLOCK,
        "Acetaminophen over 4,000 mg a day on the whole page and in the current medicines together",
        "How much a day, and the most allowed.",
        "Health Canada; DailyMed liver warning",
        page=("med-acetaminophen.daily-limit", "med-acetaminophen.liver"),
    ),
    CodeRule(
        "R26",
        Level.CONFIRM,
        "Acetaminophen, and a current medicine that holds it and whose daily dose is not known",
        "Which one; it counts up to at most 4,000 mg a day, or it is stopped.",
        "DailyMed acetaminophen liver warning; Health Canada",
        page=("med-acetaminophen.liver",),
    ),
    CodeRule(
        "R26",
        Level.WARN,
        "The current medicines alone come to more than 4,000 mg of acetaminophen a day",
        "How much a day.",
        "Health Canada; DailyMed liver warning",
    ),
    CodeRule(
        "R27",
        Level.CONFIRM,
        "Acetaminophen over 3,000 mg a day on the whole page and in the current medicines together",
        "How much a day; 3,000 mg is the usual most.",
        "Brand label, seen in a secondary page",
    ),
)


@dataclass(frozen=True)
class _Limit:
    """The most of one drug in a day, all its products together, in milligrams."""

    drug: str
    block: float
    rule: str
    confirm: float = 0
    confirm_rule: str = ""


_LIMITS = (
    _Limit("acetaminophen", 4000, "R26", 3000, "R27"),
    _Limit("ibuprofen", 1200, "R24"),
    _Limit("naproxen", 660, "R25"),
)
_ACETAMINOPHEN, _OTHER_ACETAMINOPHEN = "acetaminophen", "other-acetaminophen"


def daily_totals(printed: Sequence[Ticked], check: Check) -> Iterator[Finding]:
    """Add up each drug over page and current medicines: what each alone allows is not allowed twice.

    Only known doses are added. What is not known is a finding of its own: R26 for acetaminophen, and R18
    for every NSAID, which is refused beside another whatever its dose.
    """
    for limit in _LIMITS:
        holding = [ticked for ticked in printed if ticked.is_drug(limit.drug)]
        page = sum(filter(None, map(most_a_day, holding)))
        own = _own_amounts(check, limit.drug)
        total = page + sum(own.values())
        if holding:
            yield from _over(limit, total, page, own, holding[-1])
        elif limit.drug == _ACETAMINOPHEN and total > limit.block:
            words = (
                f"{_own_words(own)}: {total:,g} mg of acetaminophen a day; {limit.block:,g} mg is the most."
            )
            yield Finding(limit.rule, Level.WARN, words, because=(_OTHER_ACETAMINOPHEN,))


TOTALLED = tuple(limit.drug for limit in _LIMITS)


def _own_amounts(check: Check, drug: str) -> dict[str, float]:
    """Return the known milligrams a day of the current medicines that hold a drug, by their names."""
    amounts = ((medicine.name, medicine.mg_a_day(drug)) for medicine in check.takes if medicine.holds(drug))
    return {name: amount for name, amount in amounts if amount is not None}


def _over(limit: _Limit, total: float, page: float, own: dict[str, float], last: Ticked) -> Iterator[Finding]:
    medicine = last.topic.medicine
    where = medicine.daily_max if medicine else ""
    name = limit.drug.capitalize()
    parts = f" ({page:,g} mg on this page, {sum(own.values()):,g} mg: {_own_words(own)})" if own else ""
    amount = f"{name}: {total:,g} mg a day{parts or ' on this page'}"
    because = (_OTHER_ACETAMINOPHEN,) if own and limit.drug == _ACETAMINOPHEN else ()
    if total > limit.block:
        words = f"{amount}; {limit.block:,g} mg is the most."
        yield Finding(limit.rule, Level.BLOCK, words, last.topic.id, where, because=because)
    elif limit.confirm and total > limit.confirm:
        words = f"{amount}. Lower it to {limit.confirm:,g} mg, or give a reason."
        yield Finding(limit.confirm_rule, Level.CONFIRM, words, last.topic.id, where, because=because)


def unknown_acetaminophen(printed: Sequence[Ticked], check: Check) -> Iterator[Finding]:
    """Ask for a reason where another product holds acetaminophen and nobody knows how much."""
    if not check.yes(_OTHER_ACETAMINOPHEN):
        return
    holding = [medicine for medicine in check.takes if _OTHER_ACETAMINOPHEN in medicine.answers]
    unknown = [medicine for medicine in holding if medicine.mg_a_day(_ACETAMINOPHEN) is None]
    if holding and not unknown:
        return
    which = ", ".join(medicine.name for medicine in unknown) or "another product"
    words = (
        f"Acetaminophen is also in {which}: {_missing(unknown)} not known. "
        "Add it up to at most 4,000 mg a day, or stop it."
    )
    for ticked in printed:
        if ticked.is_drug(_ACETAMINOPHEN):
            yield Finding("R26", Level.CONFIRM, words, ticked.topic.id, because=(_OTHER_ACETAMINOPHEN,))


def _missing(unknown: list[CurrentMedicine]) -> str:
    return "how much a day is" if unknown else "which one and how much a day are"


def _own_words(own: dict[str, float]) -> str:
    return ", ".join(own)

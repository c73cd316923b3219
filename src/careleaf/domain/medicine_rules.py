"""Safety rule on current medicines whose name does not tell enough."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.check import Check
from careleaf.domain.current_medicine import CurrentMedicine
from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.rule_table import Page, Rules, keys_that_hold_back

TAKES = "takes"  # stands among the keys of a finding for the list of current medicines
_OTHER_ACETAMINOPHEN = "other-acetaminophen"
RULES = (
    CodeRule(
        "R65",
        Level.CONFIRM,
        "A current medicine is not recognised or not clear, and leaves open what a rule on this page reads",
        "Which medicine, and which questions to answer by hand. Not recognised is never no.",
        "House rule: unknown is never no",
    ),
    CodeRule(
        "R65",
        Level.WARN,
        "A current medicine is not recognised, and no open question of this page is about it",
        "That no rule looks at it.",
        "House rule: unknown is never no",
    ),
)


def unclear_medicines(page: Page, check: Check, rules: Rules) -> Iterator[Finding]:
    """Say of each medicine that is not recognised, or not clear, what has to be asked."""
    unclear = [medicine for medicine in check.takes if medicine.asks]
    if not unclear:
        return
    read = {*keys_that_hold_back(page, rules)}
    if any(ticked.is_drug("acetaminophen") for ticked in page.medicines):
        read.add(_OTHER_ACETAMINOPHEN)
    for medicine in unclear:
        asks = tuple(key for key in medicine.asks if key in read and not check.answered(key))
        because = (f"{TAKES}:{medicine.name}",)
        if asks:
            words = _words(medicine, asks, rules)
            yield Finding("R65", Level.CONFIRM, words, asks=asks, because=because)
        elif not medicine.recognised:
            words = f"{_not_recognised(medicine)}: no rule looks at it."
            yield Finding("R65", Level.WARN, words, because=because)


def _words(medicine: CurrentMedicine, asks: tuple[str, ...], rules: Rules) -> str:
    if medicine.recognised:
        open_ones = "; ".join(rules.label(key) for key in asks)
        return f"{medicine.title} leaves open: {open_ones}. Answer by hand, or give a reason."
    return (
        f"{_not_recognised(medicine)}: it may answer {len(asks)} open questions. "
        "Look it up and answer them by hand, or give a reason."
    )


def _not_recognised(medicine: CurrentMedicine) -> str:
    guess = f' (did you mean "{medicine.nearest}"?)' if medicine.nearest else ""
    return f'"{medicine.name}" is not recognised{guess}'

"""Daily totals: the page and the patient's own medicines together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from builders import found, setting, taking
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.draft import Draft, tick_topic
from careleaf.domain.library import Library
from careleaf.domain.safety import Finding

ACETAMINOPHEN = "med-acetaminophen"


def findings(library: Library, takes: Sequence[str], ticks: Sequence[str], most: int = 3000) -> list[Finding]:
    """Return what is found on acetaminophen's totals, on a page that allows `most` milligrams a day."""
    made = setting(
        library, ticks=ticks, answers={"age": 40}, all_no=True, values={f"{ACETAMINOPHEN}.daily-max": most}
    )
    check = taking(made.draft.check, *takes)
    every = found(replace(made, draft=replace(made.draft, check=check)))
    return [finding for finding in every if finding.rule in ("R24", "R25", "R26", "R27")]


@given(
    most=st.integers(2, 8).map(lambda tablets: tablets * 500),
    units=st.lists(st.integers(1, 12), max_size=3),
)
def test_page_and_current_medicines_are_added_up(library: Library, most: int, units: list[int]) -> None:
    takes = [
        f"{name} 500 mg x {count}" for name, count in zip(("Tylenol", "Mapap", "APAP"), units, strict=False)
    ]
    total = most + 500 * sum(units)
    expected = {"block"} if total > 4000 else {"confirm"} if total > 3000 else set()
    assert {str(finding.level) for finding in findings(library, takes, [ACETAMINOPHEN], most)} == expected


@given(known=st.integers(0, 8), unknown=st.sampled_from(["NyQuil", "Tylenol", "Percocet", "Theraflu x 4"]))
def test_a_dose_that_is_not_known_is_never_passed_over(library: Library, known: int, unknown: str) -> None:
    takes = [unknown, *([f"Mapap 500 mg x {known}"] if known else [])]
    texts = [
        f.text for f in findings(library, takes, [ACETAMINOPHEN], 1000) if f.level in ("confirm", "block")
    ]
    assert any(unknown in text and "not known" in text for text in texts)


def test_the_finding_says_what_comes_from_where(library: Library) -> None:
    (finding,) = findings(library, ["Percocet 5/325 x 4"], [ACETAMINOPHEN])
    assert finding.text == (
        "Acetaminophen: 4,300 mg a day (3,000 mg on this page, 1,300 mg: Percocet 5/325 x 4); "
        "4,000 mg is the most."
    )
    assert (finding.topic, finding.param) == (ACETAMINOPHEN, "daily-max")


def test_own_medicines_alone_hold_no_page_back_but_are_told(library: Library) -> None:
    (finding,) = findings(library, ["Tylenol 500 mg x 10"], ["cold"])
    assert (finding.rule, str(finding.level)) == ("R26", "warn")
    assert "5,000 mg" in finding.text


@pytest.mark.parametrize(
    ("topic", "own", "rule"), [("med-ibuprofen", "Advil x 6", "R24"), ("med-naproxen", "Aleve x 3", "R25")]
)
def test_an_nsaid_is_added_up_though_another_is_refused_anyway(
    library: Library, topic: str, own: str, rule: str
) -> None:
    assert {(f.rule, str(f.level)) for f in findings(library, [own], [topic])} == {(rule, "block")}


def test_a_product_answered_by_hand_has_no_known_dose(library: Library) -> None:
    made = setting(library, draft=tick_topic(Draft(), library, ACETAMINOPHEN))
    check = made.draft.check.with_answer("other-acetaminophen", "yes").with_answer("age", 40)
    every = found(replace(made, draft=replace(made.draft, check=check)))
    assert any(f.rule == "R26" and "another product" in f.text for f in every)

"""What goes first when a handout runs over its sheet, and what never goes."""

from __future__ import annotations

from dataclasses import replace

from builders import setting, shipped_library, topic_of
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.draft import set_wording, tick_point
from careleaf.domain.library import Form, Library
from careleaf.domain.page_budget import cuts
from careleaf.domain.resolved import resolve


def everything(library: Library):
    """Return a setting with every topic and every point ticked."""
    made = setting(library, ticks=tuple(topic.id for topic in library.tickable))
    draft = made.draft
    for topic in library.tickable:
        for point in topic.points:
            draft = tick_point(draft, topic.id, point, True)
    return replace(made, draft=draft)


def test_what_must_stay_is_never_offered(library: Library) -> None:
    found = cuts(everything(library))
    assert len(found) > 50
    for cut in found:
        topic = topic_of(library, cut.topic)
        assert not cut.point.locked
        assert cut.point.tier is None
        assert cut.point.form is not Form.STEP
        assert not topic.only_suggested
        assert cut.lines >= 1


def test_extras_go_before_what_the_library_ticks_and_long_before_short(library: Library) -> None:
    found = cuts(everything(library))
    order = [(cut.point.ticked, -cut.lines) for cut in found]
    assert order == sorted(order)
    assert {ticked for ticked, _ in order} == {True, False}


def test_own_wording_goes_last(library: Library) -> None:
    made = everything(library)
    first = cuts(made)[0]
    reworded = replace(made, draft=set_wording(made.draft, first.topic, first.point, "Our own words " * 20))
    last = cuts(reworded)[-1]
    assert (last.topic, last.point) == (first.topic, first.point)
    assert last.lines > 3


def test_large_print_takes_more_lines(library: Library) -> None:
    made = everything(library)
    large = replace(made, draft=replace(made.draft, style="large-print"))
    assert sum(cut.lines for cut in cuts(large)) > sum(cut.lines for cut in cuts(made))


@given(st.lists(st.integers(0, 10_000), max_size=6))
def test_unticking_what_is_offered_takes_it_off_the_page_and_empties_no_topic(choices: list[int]) -> None:
    made = everything(shipped_library())
    for choice in choices:
        found = cuts(made)
        cut = found[choice % len(found)]
        made = replace(made, draft=tick_point(made.draft, cut.topic, cut.point, False))
        (item,) = (item for item in resolve(made) if item.topic.id == cut.topic)
        assert cut.point not in item.printing
        assert item.printing


def test_nothing_is_offered_on_the_emergency_sheet(library: Library) -> None:
    assert cuts(setting(library, ticks=())) == ()

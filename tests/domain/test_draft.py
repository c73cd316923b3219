"""The draft: ticking, moving, wording and values; each change makes a new draft."""

from __future__ import annotations

import pytest
from builders import confirmed, draft_of, point_of, setting
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.compose import compose
from careleaf.domain.draft import (
    NOTE_LIMIT,
    NOTHING_CHANGED,
    WORDING_LIMIT,
    Draft,
    TooLong,
    TopicChoice,
    move_topic,
    printed_topics,
    set_note,
    set_value,
    set_wording,
    tick_point,
    tick_topic,
    untick_topic,
)
from careleaf.domain.library import Library


def test_topics_are_ticked_into_the_library_order(library: Library) -> None:
    assert draft_of(library, ["sleep", "cold", "med-relaxant"]).topics == ("cold", "med-relaxant", "sleep")


def test_a_new_tick_respects_the_order_chosen_by_hand(library: Library) -> None:
    draft = move_topic(draft_of(library, ["cold", "sleep"]), "sleep", -1)
    assert tick_topic(draft, library, "faq").topics == ("sleep", "cold", "faq")


def test_ticking_twice_changes_nothing(library: Library) -> None:
    draft = draft_of(library, ["cold"])
    assert tick_topic(draft, library, "cold") is draft


@pytest.mark.parametrize(
    ("topic", "by", "after"),
    [
        ("cold", 1, ("heat-bath", "cold", "sleep")),
        ("sleep", -1, ("cold", "sleep", "heat-bath")),
        ("cold", -1, ("cold", "heat-bath", "sleep")),
        ("cold", 99, ("heat-bath", "sleep", "cold")),
        ("sleep", -99, ("sleep", "cold", "heat-bath")),
        ("faq", 1, ("cold", "heat-bath", "sleep")),
    ],
)
def test_a_topic_moves_as_far_as_it_goes(
    library: Library, topic: str, by: int, after: tuple[str, ...]
) -> None:
    assert move_topic(draft_of(library, ["cold", "heat-bath", "sleep"]), topic, by).topics == after


@given(moves=st.lists(st.tuples(st.sampled_from(["cold", "heat-bath", "sleep"]), st.integers(-5, 5))))
def test_moving_never_loses_or_doubles_a_topic(library: Library, moves: list[tuple[str, int]]) -> None:
    draft = draft_of(library, ["cold", "heat-bath", "sleep"])
    for topic, by in moves:
        draft = move_topic(draft, topic, by)
    assert sorted(draft.topics) == ["cold", "heat-bath", "sleep"]


def test_choices_are_kept_while_a_topic_is_unticked(library: Library) -> None:
    chosen = draft_of(
        library, ["cold", "cold.gel"], values={"cold.minutes": 10}, notes={"cold": "Blue pack."}
    )
    unticked = untick_topic(chosen, "cold")
    assert unticked.topics == ()
    assert unticked.choice("cold") == chosen.choice("cold")
    assert tick_topic(unticked, library, "cold") == chosen


def test_an_untouched_topic_stores_no_choice(library: Library) -> None:
    gel, wrap = point_of(library, "cold.gel"), point_of(library, "cold.wrap")
    draft = draft_of(library, ["cold"])
    there_and_back = tick_point(tick_point(draft, "cold", gel, ticked=True), "cold", gel, ticked=False)
    there_and_back = tick_point(
        tick_point(there_and_back, "cold", wrap, ticked=False), "cold", wrap, ticked=True
    )
    assert there_and_back.choices == {}
    assert there_and_back.choice("cold") is NOTHING_CHANGED


def test_a_point_prints_as_ticked(library: Library) -> None:
    gel, wrap = point_of(library, "cold.gel"), point_of(library, "cold.wrap")
    assert not NOTHING_CHANGED.prints(gel)
    assert NOTHING_CHANGED.prints(wrap)
    draft = tick_point(tick_point(Draft(), "cold", gel, ticked=True), "cold", wrap, ticked=False)
    assert draft.choice("cold").prints(gel)
    assert not draft.choice("cold").prints(wrap)


def test_a_locked_point_can_neither_be_unticked_nor_reworded(library: Library) -> None:
    limit = point_of(library, "cold.limit")
    draft = draft_of(library, ["cold"])
    assert tick_point(draft, "cold", limit, ticked=False) == draft
    assert set_wording(draft, "cold", limit, "Keep it on as long as you like.") == draft


def test_a_locked_point_prints_whatever_a_draft_says(library: Library) -> None:
    limit = point_of(library, "cold.limit")
    choice = TopicChoice(unticked=frozenset({"limit"}), wording={"limit": "As long as you like."})
    forged = draft_of(library, ["cold"]).with_choice("cold", choice)
    assert choice.prints(limit)
    (topic,) = (t for s in compose(setting(library, draft=forged)).sections for t in s.topics)
    assert limit.text in topic.lines
    assert "As long as you like." not in topic.lines


def test_a_value_is_cleared_back_to_the_default(library: Library) -> None:
    changed = set_value(Draft(), "cold", "minutes", 10)
    assert changed.choice("cold").values == {"minutes": 10}
    assert set_value(changed, "cold", "minutes", None) == Draft()


def test_wording_is_given_back_by_an_empty_text_or_the_library_s_own(library: Library) -> None:
    wrap = point_of(library, "cold.wrap")
    edited = set_wording(Draft(), "cold", wrap, "Wrap it in a cloth.")
    assert edited.choice("cold").wording == {"wrap": "Wrap it in a cloth."}
    assert set_wording(edited, "cold", wrap, " \u200b") == Draft()
    assert set_wording(edited, "cold", wrap, wrap.text) == Draft()


def test_a_text_longer_than_the_page_carries_is_refused(library: Library) -> None:
    wrap = point_of(library, "cold.wrap")
    assert set_note(Draft(), "cold", "x" * NOTE_LIMIT).choice("cold").note
    with pytest.raises(TooLong, match="10,001 characters; at most 10,000"):
        set_note(Draft(), "cold", "x" * (NOTE_LIMIT + 1))
    with pytest.raises(TooLong, match="1,001 characters; at most 1,000"):
        set_wording(Draft(), "cold", wrap, "x" * (WORDING_LIMIT + 1))


def test_what_was_typed_does_not_show_when_a_draft_is_printed(library: Library) -> None:
    draft = draft_of(
        library,
        ["cold"],
        values={"med-safety.allergies": "Quillfeather"},
        notes={"cold": "Quillfeather"},
        wording={"cold.wrap": "Quillfeather"},
        confirmations=confirmed(R8="Quillfeather"),
    )
    assert "cold" in repr(draft)
    assert "Quillfeather" not in repr(draft)


def test_every_page_has_the_locked_topics_and_the_sources(library: Library) -> None:
    printed = [topic.id for topic in printed_topics(Draft(), library)]
    assert printed == ["red-flags", "call-us", "sources"]


def test_an_automatic_topic_comes_with_its_section(library: Library) -> None:
    def printed(*ticks: str) -> list[str]:
        return [topic.id for topic in printed_topics(draft_of(library, ticks), library)]

    assert printed("cold") == ["red-flags", "call-us", "cold", "sources"]
    assert printed("cold", "med-relaxant") == [
        "red-flags",
        "call-us",
        "cold",
        "med-relaxant",
        "med-safety",
        "sources",
    ]
    assert printed("ex-catcamel") == ["red-flags", "call-us", "ex-rules", "ex-catcamel", "sources"]


def test_a_forged_draft_ticks_no_automatic_or_unknown_topic_twice(library: Library) -> None:
    forged = Draft(topics=("no-such-topic", "sources", "red-flags", "cold"))
    assert [topic.id for topic in printed_topics(forged, library)] == [
        "red-flags",
        "call-us",
        "cold",
        "sources",
    ]

"""Sign-off: the page says "reviewed" only while every printed word is as it was signed, and not for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import CLINIC, NOW, draft_of, setting, topic_of, with_point, with_topic

from careleaf.domain.compose import compose
from careleaf.domain.library import Library, Topic
from careleaf.domain.people import Clinic
from careleaf.domain.signoff import Review, SignOff, content_of, replaced, review_of, sign, signed_by

TODAY = NOW.date()
NAME = "Dr. Ana Ruiz"
REVIEWED = "Reviewed for Elm Street Clinic by Dr. Ana Ruiz, 21 Nov 2026 · Library 0.1, review due 21 Nov 2027"


def all_signed(library: Library, day: date = TODAY, name: str = NAME) -> tuple[SignOff, ...]:
    return tuple(sign(topic, CLINIC.name, name, day) for topic in library)


def footer_of(library: Library, signoffs: tuple[SignOff, ...], *ticks: str, **more: object) -> str:
    made_in = setting(library, draft=draft_of(library, ticks, **more))  # type: ignore[arg-type]
    return compose(replace(made_in, signoffs=signoffs)).footer


def test_a_page_of_signed_topics_says_for_whom_by_whom_and_when(library: Library) -> None:
    assert footer_of(library, all_signed(library), "cold") == REVIEWED


@pytest.mark.parametrize("topic_id", ["cold", "red-flags", "call-us", "sources"])
def test_one_printed_topic_not_signed_makes_the_page_not_reviewed(library: Library, topic_id: str) -> None:
    but_one = tuple(s for s in all_signed(library) if s.topic != topic_id)
    assert "not yet reviewed by a clinician" in footer_of(library, but_one, "cold")


def test_a_topic_that_does_not_print_need_not_be_signed(library: Library) -> None:
    but_one = tuple(s for s in all_signed(library) if s.topic != "sleep")
    assert footer_of(library, but_one, "cold") == REVIEWED


def test_the_emergency_sheet_needs_only_its_own_topic_signed(library: Library) -> None:
    only = tuple(s for s in all_signed(library) if s.topic == "red-flags")
    assert footer_of(library, only) == REVIEWED


def test_another_clinic_has_signed_nothing(library: Library) -> None:
    of_others = tuple(replace(s, clinic="Oak Road") for s in all_signed(library))
    assert "not yet reviewed" in footer_of(library, of_others, "cold")


@pytest.mark.parametrize("point", ["gel", "wrap"])
def test_a_reworded_library_is_unsigned_again(library: Library, point: str) -> None:
    signed = all_signed(library)
    later = with_point(library, f"cold.{point}", text="Other words.")
    assert "not yet reviewed" in footer_of(later, signed, "cold")
    assert footer_of(later, signed, "sleep") == REVIEWED


def test_wording_edited_in_the_draft_is_not_what_was_signed(library: Library) -> None:
    signed = all_signed(library)
    edited = {"cold.wrap": "Wrap it in a dry towel."}
    assert "not yet reviewed" in footer_of(library, signed, "cold", wording=edited)
    hidden = {"cold.gel": "Not printed."}
    assert footer_of(library, signed, "cold", wording=hidden) == REVIEWED


def test_a_signature_ends_with_its_review_date(library: Library) -> None:
    signed = all_signed(library, day=date(2025, 11, 20))
    old = tuple(replace(s, due=TODAY) for s in signed)
    assert "by Dr. Ana Ruiz, 20 Nov 2025 · Library 0.1, review due 21 Nov 2026" in footer_of(
        library, old, "cold"
    )
    over = tuple(replace(s, due=TODAY - timedelta(days=1)) for s in signed)
    assert "not yet reviewed" in footer_of(library, over, "cold")


def test_a_signature_from_a_day_to_come_does_not_count(library: Library) -> None:
    assert "not yet reviewed" in footer_of(library, all_signed(library, TODAY + timedelta(days=1)), "cold")


def test_several_signers_are_named_with_the_oldest_day(library: Library) -> None:
    signers = {"red-flags": "Dr. Lee", "cold": "Dr. Osei", "call-us": "Dr. Lee", "sources": "Dr. Lee"}
    signed = tuple(replace(s, name=signers.get(s.topic, "x")) for s in all_signed(library))
    older = tuple(replace(s, day=date(2026, 3, 9)) if s.topic == "cold" else s for s in signed)
    assert "by Dr. Lee and Dr. Osei, 9 Mar 2026" in footer_of(library, older, "cold")
    four = tuple(replace(s, name=f"Dr. {s.topic}") for s in signed)
    assert "by Dr. red-flags, Dr. call-us and 2 more, 21 Nov" in footer_of(library, four, "cold")


def test_a_topic_past_its_own_date_is_signed_for_a_year(library: Library) -> None:
    cold = topic_of(library, "cold")
    assert sign(cold, "c", "n", TODAY).due == cold.review_due
    assert sign(cold, "c", "n", cold.review_due).due == cold.review_due.replace(year=2028)
    assert sign(cold, "c", "n", date(2028, 2, 29)).due == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"title": "Ice"}, True),
        ({"figure": "other"}, True),
        ({"params": ()}, True),
        ({"plan": None}, True),
        ({"reviewer": "Dr. Lee", "review_due": date(2030, 1, 1), "reviewed": date(2029, 1, 1)}, False),
        ({"needs": (), "grade_target": 3.0}, False),
    ],
)
def test_what_patients_read_is_signed_and_bookkeeping_is_not(
    library: Library, changes: dict[str, object], changed: bool
) -> None:
    cold = topic_of(library, "cold")
    other = replace(cold, **changes)  # type: ignore[arg-type]
    assert (content_of(other) != content_of(cold)) is changed
    expected = Review.CHANGED if changed else Review.SIGNED
    assert review_of(other, sign(cold, "c", "n", TODAY), TODAY) is expected


def test_a_hard_range_and_a_tick_are_signed_too(library: Library) -> None:
    cold = topic_of(library, "cold")
    looser = replace(cold, params=tuple(replace(p, max=99) if p.id == "minutes" else p for p in cold.params))
    unticked = topic_of(with_point(library, "cold.wrap", ticked=False), "cold")
    zero = replace(cold, params=tuple(replace(p, min=0) if p.id == "minutes" else p for p in cold.params))
    unset = replace(cold, params=tuple(replace(p, min=None) if p.id == "minutes" else p for p in cold.params))
    assert len({content_of(topic) for topic in (cold, looser, unticked, zero, unset)}) == 5


def test_each_topic_has_a_hash_of_its_own(library: Library) -> None:
    assert len({content_of(topic) for topic in library}) == len(tuple(library))


def test_a_new_signature_takes_the_place_of_the_old_one(library: Library) -> None:
    cold = topic_of(library, "cold")
    old, new = sign(cold, "c", "Dr. Old", TODAY), sign(cold, "c", "Dr. New", TODAY)
    elsewhere = sign(cold, "d", "Dr. Old", TODAY)
    assert replaced((old, elsewhere), (new,)) == (new, elsewhere)
    assert signed_by(cold, (new, elsewhere), "d") == elsewhere
    assert signed_by(cold, (new, elsewhere), "e") is None


def test_a_library_without_boxes_is_not_reviewed_by_saying_nothing(library: Library) -> None:
    bare = replace(library, sections=())
    assert "Reviewed for" not in compose(setting(bare, clinic=Clinic(name="Elm"))).footer


def test_a_topic_moved_to_other_words_and_back_is_signed_again(library: Library) -> None:
    cold: Topic = topic_of(library, "cold")
    there_and_back = with_topic(with_point(library, "cold.wrap", text="Other."), cold)
    assert footer_of(there_and_back, all_signed(library), "cold") == REVIEWED

"""What was changed in the library since a preset was made is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import param_of, point_of, topic_of, with_param, with_point, with_topic

from careleaf.domain.draft import TopicChoice
from careleaf.domain.library import Library, Text
from careleaf.domain.preset import Preset
from careleaf.domain.preset_changes import changes_since, with_made_from

BUILT_IN = Preset(id="first", title="First week", topics=("cold", "sleep"))


@pytest.fixture
def preset(library: Library) -> Preset:
    mine = Preset(
        id="mine",
        title="Mine",
        topics=("cold", "sleep"),
        choices={"cold": TopicChoice(unticked=frozenset({"wrap"}))},
    )
    return with_made_from(mine, library, BUILT_IN)


def test_nothing_changed_is_nothing_said(preset: Preset, library: Library) -> None:
    assert changes_since(preset, library, BUILT_IN) == ()


def test_a_line_that_prints_and_was_reworded_is_quoted(preset: Preset, library: Library) -> None:
    changed = with_point(library, "sleep.stomach", text="Do not sleep on your front.")
    assert changes_since(preset, changed, BUILT_IN) == ('Sleep: now says "Do not sleep on your front."',)


def test_a_line_the_preset_does_not_print_may_change_in_silence(preset: Preset, library: Library) -> None:
    assert changes_since(preset, with_point(library, "cold.wrap", text="Wrap it."), BUILT_IN) == ()


def test_a_new_line_that_starts_ticked_is_told(preset: Preset, library: Library) -> None:
    sleep = topic_of(library, "sleep")
    new = replace(point_of(library, "sleep.stomach"), id="dark", text="Keep the room dark.", ticked=True)
    changed = with_topic(library, replace(sleep, points=(*sleep.points, new)))
    assert changes_since(preset, changed, BUILT_IN) == ('Sleep: also says "Keep the room dark."',)


def test_lines_numbers_topics_and_headings_that_went_or_changed_are_told(
    preset: Preset, library: Library
) -> None:
    sleep = topic_of(library, "sleep")
    fewer = with_topic(library, replace(sleep, points=tuple(p for p in sleep.points if p.id != "stomach")))
    assert changes_since(preset, fewer, BUILT_IN) == ("Sleep: 1 line is gone (stomach).",)
    label = param_of(library, "cold.minutes").label
    tighter = with_param(library, "cold.minutes", max=18)
    assert changes_since(preset, tighter, BUILT_IN) == (
        f"Cold pack: {label}: the library's number is now 15 (10 to 18 min).",
    )
    renamed = with_topic(library, replace(sleep, why=Text("Sleep well.")))
    assert changes_since(preset, renamed, BUILT_IN) == (
        "Sleep: the heading or the lead lines have new words.",
    )
    without = replace(
        library,
        sections=tuple(
            replace(s, topics=tuple(t for t in s.topics if t.id != "sleep")) for s in library.sections
        ),
    )
    assert changes_since(preset, without, BUILT_IN) == ("sleep: this library does not have the topic.",)


def test_a_built_in_preset_that_ticks_other_topics_is_told(preset: Preset, library: Library) -> None:
    other = replace(BUILT_IN, topics=("cold", "ex-walk"))
    assert changes_since(preset, library, other) == (
        'The built-in preset "First week" now also ticks Walking plan.',
        'The built-in preset "First week" no longer ticks Sleep.',
    )
    assert changes_since(preset, library, None) == ('The built-in preset "first" is gone.',)


def test_saving_again_takes_the_changes_as_seen(preset: Preset, library: Library) -> None:
    changed = with_point(library, "sleep.stomach", text="Do not sleep on your front.")
    assert changes_since(with_made_from(preset, changed, BUILT_IN), changed, BUILT_IN) == ()

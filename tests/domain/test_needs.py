"""The eight needs: each topic meets some, and a draft names those that nothing on its page meets."""

from __future__ import annotations

from dataclasses import replace

from builders import setting, topic_of, with_topic

from careleaf.domain.library import Library
from careleaf.domain.needs import NEEDS, unmet_needs


def unmet(library: Library, *ticks: str) -> list[str]:
    return [need.id for need in unmet_needs(setting(library, ticks=ticks))]


def test_each_topic_meets_a_need_and_each_need_has_a_topic_to_tick(library: Library) -> None:
    assert len(NEEDS) == 8
    assert [topic.id for topic in library if not topic.needs or not set(topic.needs) <= set(NEEDS)] == []
    assert set(NEEDS) == {need for topic in library.tickable for need in topic.needs}


def test_a_ticked_topic_meets_its_needs(library: Library) -> None:
    before, after = unmet(library, "cold"), unmet(library, "cold", "dx-tests")
    assert "diagnosis" in before
    assert after == [need for need in before if need != "diagnosis"]


def test_topics_that_the_program_adds_count_too(library: Library) -> None:
    assert "support" not in unmet(library, "cold")  # whom to call stands on every page
    alone = with_topic(library, replace(topic_of(library, "ex-walk"), needs=("self-management",)))
    assert "prevention" not in unmet(alone, "ex-walk")  # the exercise rules come with it


def test_an_unmet_need_names_the_topics_that_would_meet_it(library: Library) -> None:
    for need in unmet_needs(setting(library, ticks=("cold",))):
        assert need.label == NEEDS[need.id]
        assert need.topics
        for topic in need.topics:
            assert need.id not in unmet(library, "cold", topic.id)


def test_six_topics_can_meet_all_eight(library: Library) -> None:
    assert unmet(library, "about-spasm", "dx-tests", "keep-moving", "massage-roller", "long-term") == []

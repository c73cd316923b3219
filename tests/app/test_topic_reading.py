"""A topic in words for the clinician who signs it: nothing that can print is left out."""

from __future__ import annotations

import pytest
from handouts import program

from careleaf.app.topic_reading import topic_reading
from careleaf.domain.library import Topic
from careleaf.domain.plaintext import placeholders

LIBRARY = program().library


@pytest.mark.parametrize("topic", tuple(LIBRARY), ids=lambda topic: topic.id)
def test_every_text_and_every_range_is_there(topic: Topic) -> None:
    read = topic_reading(topic, LIBRARY)
    texts = [text.text for text in topic.texts] + [text for point in topic.points for text in point.texts]
    assert [text for text in texts if not placeholders(text) and text not in read] == []
    assert read.count("\n- ") == len(topic.points) + sum(param.min is not None for param in topic.params)
    assert "{{" not in read


def test_values_ranges_ticks_and_conditions_are_in_words() -> None:
    cold = LIBRARY.topic("cold")
    assert cold is not None
    read = topic_reading(cold, LIBRARY)
    assert "- Wrap it in a thin towel. Use it for 15 minutes, then wait 2 hours. (starts ticked)" in read
    assert "(one tick away; only where first-choice is cold-first)" in read
    assert "Do not lie or sleep on it. (always prints)" in read
    assert "- Minutes each time: 15 minutes, never outside 10 to 20 min. From: Source" in read

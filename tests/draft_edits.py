"""Edits of a draft for property tests, as a clinician makes them, and a way to forget earlier pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from builders import taking, topic_of
from hypothesis import strategies as st

from careleaf.domain.check import NO, YES
from careleaf.domain.draft import (
    Draft,
    move_topic,
    set_note,
    set_value,
    set_wording,
    tick_point,
    tick_topic,
    untick_topic,
)
from careleaf.domain.library import Library
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS
from careleaf.domain.params import Value
from careleaf.domain.people import Patient
from careleaf.domain.plaintext import clean_line

Edit = Callable[[Draft], Draft]
TOPICS = ("med-relaxant", "med-ibuprofen", "med-acetaminophen", "cold", "sleep", "tx-manual", "dx-tests")
PIECES = (
    "Take Flexeril for 4 nights", "do not take it", "No Tylenol", "twenty-one hours", "half a tablet",
    "Advil 200", "5\nmg", "roll your low back", "this cures you", "not a cure", "but", "and take it", "then",
    "call us in 3 days", "1.5 mg twice a day", "every night", "no more than 72 hours", "Percocet 1. tablets",
    "Zanaflex",
)  # fmt: skip
ENDS = (". ", " ", "; ", ".", "\n", ", and ")
VALUES: dict[str, tuple[Value, ...]] = {
    "med-relaxant.hours": (24, 72, 96),
    "med-relaxant.drug": ("metaxalone", "methocarbamol"),
    "med-ibuprofen.dose": (200, 400, 4000),
    "med-safety.review-days": (5, 30),
    "cold.minutes": (15, 30),
    "dx-tests.test": ("mri", "blood"),
    "about-spasm.phase": ("acute", "chronic"),
    "about-spasm.onset": (date(2026, 11, 1), date(2026, 11, 20)),
}


def texts() -> st.SearchStrategy[str]:
    """Draw a text of pieces that the rules look for, joined in ways that part or join statements."""
    joined = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ENDS)))
    return joined.map(lambda pairs: "".join(word for pair in pairs for word in pair)) | st.text(max_size=30)


def edits(library: Library) -> st.SearchStrategy[Edit]:
    """Draw one edit of a draft."""
    return _typed(library) | _chosen(library) | _asked() | _laid_out()


@st.composite
def _typed(draw: st.DrawFn, library: Library) -> Edit:
    topic, words = topic_of(library, draw(st.sampled_from(TOPICS))), draw(texts())
    if draw(st.booleans()):
        return lambda draft: set_note(draft, topic.id, words)
    point = draw(st.sampled_from(topic.points))
    return lambda draft: set_wording(draft, topic.id, point, words[:300])


@st.composite
def _chosen(draw: st.DrawFn, library: Library) -> Edit:
    kind = draw(st.sampled_from(["value", "point", "tick", "untick", "move"]))
    topic = topic_of(library, draw(st.sampled_from(TOPICS)))
    if kind == "value":
        name, values = draw(st.sampled_from(sorted(VALUES.items())))
        owner, _, param = name.partition(".")
        value = draw(st.sampled_from(values))
        return lambda draft: set_value(draft, owner, param, value)
    if kind == "point":
        point, ticked = draw(st.sampled_from(topic.points)), draw(st.booleans())
        return lambda draft: tick_point(draft, topic.id, point, ticked)
    if kind == "move":
        by = draw(st.sampled_from([-1, 1]))
        return lambda draft: move_topic(draft, topic.id, by)
    if kind == "untick":
        return lambda draft: untick_topic(draft, topic.id)
    return lambda draft: tick_topic(draft, library, topic.id)


@st.composite
def _asked(draw: st.DrawFn) -> Edit:
    if draw(st.booleans()):
        name = draw(st.sampled_from(["Tylenol 500 mg x 4", "Prozac", "Nosuchol"]))
        return lambda draft: replace(draft, check=taking(draft.check, name))
    key = draw(st.sampled_from(["pregnant", "maoi", "nsaid-allergy"]))
    answer = draw(st.sampled_from([YES, NO]))
    return lambda draft: replace(draft, check=draft.check.with_answer(key, answer))


@st.composite
def _laid_out(draw: st.DrawFn) -> Edit:
    kind = draw(st.sampled_from(["block", "patient", "title", "undated"]))
    block, words = draw(st.sampled_from(sorted(OPTIONAL_BLOCKS))), draw(texts())[:100]
    if kind == "block":
        return lambda draft: replace(draft, blocks=draft.blocks ^ {block})
    if kind == "patient":
        return lambda draft: replace(draft, patient=Patient(words))
    if kind == "title":
        return lambda draft: replace(draft, handout_title=clean_line(words))  # as read from a preset
    return lambda draft: replace(draft, undated=not draft.undated)


def forget_everything() -> None:
    """Forget what was remembered of every text, topic and part of a page; templates stay compiled."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("careleaf.domain.", "careleaf.rendering.")):
            for thing, value in list(vars(module).items()):
                if hasattr(value, "cache_clear") and not isinstance(value, type) and thing != "_environment":
                    value.cache_clear()


def as_if_new(library: Library) -> Library:
    """Return a library whose topics have worked out nothing yet."""
    return library.with_topics(replace(topic) for topic in library)

"""What the rules remember of texts and topics between two edits changes nothing that they find."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace

from builders import draft_of, found, setting, taking, topic_of
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.domain.draft import Draft, set_note, set_value, set_wording, tick_topic, untick_topic
from careleaf.domain.library import Library
from careleaf.domain.params import Value
from careleaf.domain.safety import Finding, Rules
from careleaf.domain.typed_words import clauses, folded, named

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
    "cold.minutes": (15, 30),
    "dx-tests.test": ("mri", "blood"),
    "about-spasm.phase": ("acute", "chronic"),
}


def texts() -> st.SearchStrategy[str]:
    """Draw a text of pieces that the rules look for, joined in ways that part or join statements."""
    joined = st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from([". ", " ", "; ", ".", "\n", ", and "]))
    )
    return joined.map(lambda pairs: "".join(word for pair in pairs for word in pair)) | st.text(max_size=30)


@st.composite
def edits(draw: st.DrawFn, library: Library) -> Edit:
    """Draw one edit of a draft."""
    kind = draw(st.sampled_from(["note", "note", "wording", "value", "tick", "untick", "answer", "takes"]))
    topic = topic_of(library, draw(st.sampled_from(TOPICS)))
    if kind == "note":
        words = draw(texts())
        return lambda draft: set_note(draft, topic.id, words)
    if kind == "wording":
        point, words = draw(st.sampled_from(topic.points)), draw(texts())[:300]
        return lambda draft: set_wording(draft, topic.id, point, words)
    if kind == "value":
        name, values = draw(st.sampled_from(sorted(VALUES.items())))
        owner, _, param = name.partition(".")
        value = draw(st.sampled_from(values))
        return lambda draft: set_value(draft, owner, param, value)
    if kind == "answer":
        key, answer = (
            draw(st.sampled_from(["pregnant", "maoi", "nsaid-allergy"])),
            draw(st.sampled_from("yn")),
        )
        word = "yes" if answer == "y" else "no"
        return lambda draft: replace(draft, check=draft.check.with_answer(key, word))
    if kind == "takes":
        name = draw(st.sampled_from(["Tylenol 500 mg x 4", "Prozac", "Nosuchol"]))
        return lambda draft: replace(draft, check=taking(draft.check, name))
    if kind == "untick":
        return lambda draft: untick_topic(draft, topic.id)
    return lambda draft: tick_topic(draft, library, topic.id)


def found_anew(library: Library, rules: Rules, draft: Draft) -> tuple[Finding, ...]:
    """Run the rules with nothing remembered of any text, topic or row."""
    for name, module in list(sys.modules.items()):
        if name.startswith("careleaf.domain."):
            for value in list(vars(module).values()):
                if not isinstance(value, type) and hasattr(value, "cache_clear"):
                    value.cache_clear()
    fresh = library.with_topics(replace(topic) for topic in library)
    return found(setting(fresh, draft=draft), replace(rules, table=tuple(map(replace, rules.table))))


@settings(max_examples=40)
@given(data=st.data())
def test_every_edit_finds_what_the_same_draft_finds_by_itself(
    library: Library, rules: Rules, data: st.DataObject
) -> None:
    draft = draft_of(library, ticks=TOPICS[:4], answers={"age": 40}, all_no=data.draw(st.booleans()))
    drawn = data.draw(st.lists(edits(library), min_size=1, max_size=5))
    steps = [draft := edit(draft) for edit in drawn]
    remembered = [found(setting(library, draft=step), rules) for step in steps]
    assert remembered == [found_anew(library, rules, step) for step in steps]


NAMES = ("tylenol", "tylenol pm", "st john's wort", "flexeril", "co-codamol", "a")


@given(words=st.lists(st.sampled_from([*NAMES, "tylenols", "pm", "-", ".", " ", "\n", "wort", "1"])))
def test_a_name_is_found_wherever_it_stands_by_itself(words: list[str]) -> None:
    text = folded("".join(words))
    alone = [name for name in NAMES if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert named(text, NAMES) == alone


@given(before=texts(), after=texts())
def test_a_statement_is_read_alike_whatever_stands_before_it(before: str, after: str) -> None:
    whole = folded(f"{before}. {after}")
    parted = [*clauses(folded(before)), *clauses(folded(after))]
    assert [c for c in map(str.strip, clauses(whole)) if c] == [c for c in map(str.strip, parted) if c]

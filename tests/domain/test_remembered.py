"""What the rules remember of texts and topics between two edits changes nothing that they find."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from builders import draft_of, found, setting
from draft_edits import TOPICS, as_if_new, edits, forget_everything, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.domain.draft import Draft, set_note
from careleaf.domain.library import Library
from careleaf.domain.remembered import MOST_KEPT, Remembered
from careleaf.domain.safety import Finding, Rules
from careleaf.domain.ticked import ticked_topics
from careleaf.domain.typed_words import clauses, folded, named


@dataclass(frozen=True)
class Leaf:
    """A thing with an id and something more to it."""

    id: str
    colour: str = "green"


@pytest.fixture
def pressed() -> Remembered[Leaf, tuple[str, ...], list[str]]:
    """Return something made of a leaf, anew each time that it is not remembered."""

    def press(leaf: Leaf, others: tuple[str, ...]) -> list[str]:
        return [leaf.id, leaf.colour, *others]

    return Remembered(press)


Pressed = Remembered[Leaf, tuple[str, ...], list[str]]


def test_given_the_same_the_same_object_comes_back(pressed: Pressed) -> None:
    first = pressed(Leaf("oak"), ("a", "b"))
    pressed(Leaf("elm"), ("c",))
    assert pressed(Leaf("oak"), tuple("ab")) is first  # equal, and not the same objects


@pytest.mark.parametrize(
    ("leaf", "others"), [(Leaf("oak", "red"), ("a",)), (Leaf("oak"), ("b",)), (Leaf("oak"), ())]
)
def test_given_anything_else_it_is_made_again(pressed: Pressed, leaf: Leaf, others: tuple[str, ...]) -> None:
    pressed(Leaf("oak"), ("a",))
    assert pressed(leaf, others) == [leaf.id, leaf.colour, *others]


def test_no_more_is_kept_than_a_library_has_topics_several_times(pressed: Pressed) -> None:
    first = pressed(Leaf("0"), ())
    for number in range(1, MOST_KEPT):
        pressed(Leaf(str(number)), ())
    assert pressed(Leaf("0"), ()) is first
    pressed(Leaf("one more"), ())
    assert pressed(Leaf("0"), ()) is not first


def test_a_letter_in_one_note_leaves_every_other_topic_as_it_was(library: Library) -> None:
    before = draft_of(library, ticks=TOPICS)
    after = set_note(before, "sleep", "a")
    tops = zip(*(ticked_topics(setting(library, draft=draft)) for draft in (before, after)), strict=True)
    assert [one.topic.id for one, other in tops if one is not other] == ["sleep"]


def found_anew(library: Library, rules: Rules, draft: Draft) -> tuple[Finding, ...]:
    """Run the rules with nothing remembered of any text, topic or row."""
    forget_everything()
    fresh = as_if_new(library)
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

"""What is kept from page to page changes no page, and a change costs no more than what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from draft_edits import TOPICS, as_if_new, edits, forget_everything
from handouts import CLINIC, NOW, made, program
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.app.handout_making import Made, make
from careleaf.domain.blocks import Block, Callout, Card, Heading, Illustrated, Section
from careleaf.domain.draft import Draft, set_note
from careleaf.domain.people import Clinic, Patient
from careleaf.rendering.markup import parse

CLINICS = (CLINIC, replace(CLINIC, phone="555-0199", emergency="112", after_hours="555-0101"))
DRAFT = Draft(topics=TOPICS)


def made_anew(draft: Draft, clinic: Clinic, now: datetime) -> Made:
    """Make a handout with nothing remembered of any before."""
    forget_everything()
    fresh = replace(program(), library=as_if_new(program().library), rules=replace(program().rules))
    return make(fresh, draft, clinic, now)


def said(handout: Made) -> tuple[object, ...]:
    """Return all that a page says, at each stage of its way."""
    return handout.findings, handout.handout, handout.xml, handout.document


@settings(max_examples=25)
@given(data=st.data())
def test_after_any_edits_the_page_is_the_one_that_the_same_draft_makes_by_itself(data: st.DataObject) -> None:
    draft, steps = DRAFT, []
    for edit in data.draw(st.lists(edits(program().library), min_size=1, max_size=5)):
        draft = edit(draft)
        clinic, days = data.draw(st.sampled_from(CLINICS)), data.draw(st.sampled_from([0, 0, 3]))
        steps.append((draft, clinic, NOW + timedelta(days=days)))
    kept = [said(made(*step)) for step in steps]
    assert kept == [said(made_anew(*step)) for step in steps]


@settings(max_examples=25)
@given(data=st.data())
def test_the_page_read_in_parts_is_the_page_read_whole(data: st.DataObject) -> None:
    draft = DRAFT
    for edit in data.draw(st.lists(edits(program().library), max_size=5)):
        draft = edit(draft)
    handout = made(draft)
    assert parse(handout.xml) == handout.document


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and what stands in them."""
    for block in blocks:
        yield block
        if isinstance(block, Callout | Card | Illustrated | Section):
            yield from every_block(block.blocks)


def new_blocks(before: Draft, after: Draft) -> list[Block]:
    """Return the blocks of a page that are not the very same objects on the page before."""
    old = [*every_block(made(before).document.blocks)]
    blocks = every_block(made(after).document.blocks)
    return [block for block in blocks if not any(block is other for other in old)]


def test_a_letter_in_a_note_sets_no_other_topic_anew() -> None:
    changed = new_blocks(DRAFT, set_note(DRAFT, "sleep", "Sleep well."))
    assert {block.topic for block in changed if isinstance(block, Heading) and block.level == 3} == {"sleep"}
    assert not [block for block in changed if isinstance(block, Callout)]


def test_a_letter_in_the_name_leaves_everything_below_it_as_it_was() -> None:
    changed = new_blocks(DRAFT, replace(DRAFT, patient=Patient("Ana")))
    assert len(changed) == 3  # letterhead, title, and the line with the name


def test_what_is_kept_of_a_page_does_not_name_the_patient() -> None:
    named = made(replace(DRAFT, patient=Patient("Xenia Quill", "MRN 4711"))).handout
    assert "Xenia" not in repr(named.nobodys)
    assert "4711" not in repr(named.nobodys)
    assert named.nobodys.content == ""

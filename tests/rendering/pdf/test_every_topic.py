"""Two handouts that pass the rules print every topic with every point: all is there, inside the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from builders import draft_of, shipped_library, tick_point
from handouts import made
from pdf_reading import letters
from rendering.pdf.structure_reader import lines, read_structure
from rendering.pdf.test_reading_order import expected

from careleaf.app.handout_making import Made, require_safe
from careleaf.domain.draft import Draft
from careleaf.domain.library import Layout, Library
from careleaf.domain.safety import Level, unconfirmed
from careleaf.rendering.pdf.style import load_style

LETTER_HEIGHT = 792.0  # points
STYLES = ("standard", "large-print")
FIRST = (
    "about-spasm", "causes-triggers", "sciatica", "lumbar-strain", "underlying", "massage-roller",
    "med-acetaminophen", "med-naproxen", "med-injections", "med-relaxant", "ex-hipflexor", "ex-bridge",
    "ex-birddog", "ex-plank", "ex-walk", "ex-lowimpact", "ex-mindbody", "tx-manual",
)  # fmt: skip
SECOND = tuple(topic.id for topic in shipped_library().tickable if topic.id not in FIRST)
HALVES = {"first": FIRST, "second": SECOND}
SCREEN = ("nerve-signs", "fracture", "infection", "cancer", "osteoporosis", "fused-spine")

each_half = pytest.mark.parametrize("half", HALVES)
each_style = pytest.mark.parametrize("style", STYLES)


def everything_ticked(library: Library, topics: tuple[str, ...]) -> Draft:
    """Tick topics with all their points, and answer what the rules ask."""
    draft = draft_of(library, topics, answers={"age": 40}, all_no=True)
    if "tx-manual" in topics:
        draft = draft_of(library, topics, {"tx-manual.screen": SCREEN}, answers={"age": 40}, all_no=True)
    for topic in library:
        for point in topic.points:
            if (topic.id, point.id) != ("ex-rules", "easing-in"):  # it says that core exercises wait: R50
                draft = tick_point(draft, topic.id, point, ticked=True)
    return draft


@cache
def handout(half: str, style: str) -> Made:
    draft = everything_ticked(shipped_library(), HALVES[half])
    open_rules = {finding.rule for finding in unconfirmed(made(draft).findings, draft)}
    reasons = dict.fromkeys(open_rules, "talked over")
    return made(replace(draft, style=style, confirmations=reasons))


def test_the_two_cover_all_topics_a_clinician_can_tick(library: Library) -> None:
    assert sorted(FIRST + SECOND) == sorted(topic.id for topic in library.tickable)
    assert len(FIRST + SECOND) == 45


@each_half
def test_both_pass_the_rules(half: str) -> None:
    done = handout(half, "standard")
    require_safe(done)
    assert [finding for finding in done.findings if finding.level is Level.WARN] == []
    assert done.handout.stamp == ""


@each_half
def test_each_topic_prints_every_point_that_can(half: str, library: Library) -> None:
    printed = set(handout(half, "standard").handout.points)
    for topic in filter(None, map(library.topic, HALVES[half])):
        sure = {
            f"{topic.id}.{point.id}"
            for point in topic.points
            if not point.when and not any("{{" in text for text in point.texts)
        }
        assert sure - printed - {"ex-rules.easing-in"} == set()


@each_style
@each_half
def test_what_is_put_in_is_what_can_be_read(half: str, style: str) -> None:
    done = handout(half, style)
    read = lines(read_structure(done.typeset.pdf))
    assert read == expected(done.document, style, read)


@each_style
@each_half
def test_each_topic_starts_with_its_heading(half: str, style: str) -> None:
    done = handout(half, style)
    look = load_style(done.program.resources / "styles", style)
    rail_ends = look.margins[3] + look.rail
    drawn = list(letters(done.typeset.pdf))
    places = {place.topic: place for place in done.typeset.places}
    for section in done.handout.sections:
        for topic in section.topics:
            place = places[topic.id]
            in_rail = look.rail and topic.layout is not Layout.EXERCISE  # a card has its heading inside
            near = [
                letter
                for letter in drawn
                if letter.page == place.page
                and (letter.x < rail_ends or not in_rail)
                and place.top - 2 <= LETTER_HEIGHT - letter.y <= place.top + 90
            ]
            begins = "".join(letter.char for letter in near)
            assert topic.title.replace(" ", "") in begins, topic.id
            at = begins.index(topic.title.replace(" ", ""))
            for word in topic.title.split():
                lines_of_word = {round(letter.y) for letter in near[at : at + len(word)]}
                assert len(lines_of_word) == 1, f"{word} is broken"
                at += len(word)


@each_style
@each_half
def test_every_letter_stands_inside_the_margins(half: str, style: str) -> None:
    done = handout(half, style)
    look = load_style(done.program.resources / "styles", style)
    top, right, bottom, left = look.margins
    for size, (x0, y0, x1, y1) in drawn_boxes(done.typeset.pdf):
        assert left - 1 <= x0
        assert x1 <= 612 - right + 1
        assert y1 <= LETTER_HEIGHT - top + 1
        assert y0 >= (bottom - 1 if size > look.footer else 12)


def drawn_boxes(pdf: bytes) -> Iterator[tuple[float, tuple[float, float, float, float]]]:
    """Yield size and box (left, bottom, right, top) of each visible letter."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if not text.get_text_range(index, 1).isspace():
                size = round(pypdfium2.raw.FPDFText_GetFontSize(text, index), 2)
                yield size, text.get_charbox(index)
    document.close()

"""Figures on the page: tagged with their words, beside the text or above it, and never in its way."""

from __future__ import annotations

import io

import pikepdf
import pytest
from handouts import made, program
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import NOW, STYLES, document, runs
from rendering.pdf.structure_reader import Node, read_structure

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    CourseBar,
    Illustrated,
    PainChart,
    Section,
    StepList,
)
from careleaf.domain.draft import Draft
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.rendering.pdf.document import Typeset, typeset
from careleaf.rendering.pdf.figure_drawing import arrangements

CAMEL = program().figures["ex-catcamel"]
STEPS = StepList((runs("Start on your hands and knees."), runs("Round your back up.")))
COURSE = CourseBar(("Sat 21", "Sun 22", "Mon 23", "Tue 24"), (0.875, 1.875, 2.875), 3.875, "Then stop.")
CHART = PainChart(tuple(f"Day {n}" for n in range(1, 15)), "A chart to mark your pain on.")


def set_with_figures(*blocks: Block, style: str = "standard") -> Typeset:
    return typeset(
        document(*blocks), data_folder("resources"), style, "letter", NOW, pictures=program().figures
    )


def figures_of(page: Typeset) -> list[Node]:
    return read_structure(page.pdf).find("Figure")


@pytest.mark.parametrize("style", STYLES)
def test_each_pose_is_a_figure_with_its_words_and_its_caption(style: str) -> None:
    poses = figures_of(set_with_figures(Illustrated("ex-catcamel", (STEPS,)), style=style))
    assert [pose.text for pose in poses] == [pose.alt for pose in CAMEL.poses]
    captions = [caption.text.strip() for pose in poses for caption in pose.find("Caption")]
    assert captions == ["2 Round up", "3 Let it dip"]


@pytest.mark.parametrize("style", STYLES)
def test_a_page_with_figures_and_charts_passes_the_gate(style: str) -> None:
    page = set_with_figures(
        Section(runs("Exercises"), (Illustrated("ex-catcamel", (STEPS,)),)),
        Callout("course", (COURSE,)),
        CHART,
        style=style,
    )
    assert failures(page.pdf) == []
    assert [figure.text for figure in figures_of(page)][2:] == [COURSE.words, CHART.words]


def test_the_figure_is_read_before_the_steps_it_shows() -> None:
    tree = read_structure(set_with_figures(Illustrated("ex-catcamel", (STEPS,))).pdf)
    roles = [node.role for node in tree.walk()]
    assert roles.index("Figure") < roles.index("LI")


def test_a_picture_is_in_the_file_once_however_often_it_is_shown() -> None:
    block = Illustrated("ex-catcamel", (STEPS,))
    page = set_with_figures(block, block, block)
    with pikepdf.open(io.BytesIO(page.pdf)) as pdf:
        forms = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/BBox" in item]
    assert len(forms) == len(CAMEL.poses)


def test_a_figure_that_is_not_there_leaves_the_text() -> None:
    page = set_with_figures(Illustrated("no-such-figure", (STEPS,)))
    assert figures_of(page) == []
    assert "Round your back up." in [node.text.strip() for node in read_structure(page.pdf).walk()]


@pytest.mark.parametrize("count", [1, 40, 120])
def test_text_beside_a_figure_may_be_longer_than_a_page(count: int) -> None:
    items = BulletList(tuple(runs(f"Advice number {n} that must be kept.") for n in range(count)))
    page = set_with_figures(Section(runs("Habits"), (Illustrated("lifting", (items,)),)))
    assert len(read_structure(page.pdf).find("LI")) == count
    assert len(figures_of(page)) == 3


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", [30, 60, 150])
def test_a_step_beside_a_figure_may_be_longer_than_a_page(style: str, lines: int) -> None:
    words = " ".join(f"word{n}" for n in range(lines * 5))
    page = set_with_figures(Card((Illustrated("ex-catcamel", (StepList((runs(words),)),)),)), style=style)
    read = " ".join(node.text for node in read_structure(page.pdf).walk())
    assert " ".join(read.split()).endswith(words)
    assert failures(page.pdf) == []


def test_exercises_have_pictures_unless_they_are_switched_off() -> None:
    draft = Draft(topics=("ex-catcamel",))
    assert '<illustrated figure="ex-catcamel">' in made(draft).xml
    plain = Draft(topics=("ex-catcamel",), blocks=USUAL_BLOCKS - {"pictures"})
    assert "<illustrated" not in made(plain).xml


def test_what_is_no_exercise_has_a_spare_picture_that_can_be_switched_off() -> None:
    assert '<illustrated figure="lifting" spare="yes">' in made(Draft(topics=("lifting",))).xml
    without = Draft(topics=("lifting",), blocks=USUAL_BLOCKS - {"care-pictures"})
    assert "<illustrated" not in made(without).xml


sizes = st.lists(st.tuples(st.floats(50, 1500), st.floats(50, 1100)), min_size=1, max_size=6)


@settings(max_examples=50)
@given(sizes, st.floats(100, 540))
def test_poses_never_grow_past_their_column_or_the_size_of_a_figure(
    found: list[tuple[float, float]], width: float
) -> None:
    for option in arrangements(found, width, 0.115):
        column = (width - 8 * (option.columns - 1)) / option.columns
        assert option.scale <= 0.115
        assert all(option.scale * w <= column + 1e-6 for w, _ in found)
        assert len(option.heights) == -(-len(found) // option.columns)

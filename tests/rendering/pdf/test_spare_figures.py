"""Spare figures: pictures of care that print only where they cost no other sheet of paper."""

from __future__ import annotations

from handouts import program

from careleaf.domain.blocks import Block, BulletList, Document, Illustrated, Run, Section
from careleaf.rendering.pdf.spare_figures import spare_figures, with_figures

LINES = BulletList(((Run("Sleep on your side."),),))


def drawn(document: Document) -> list[str]:
    (section,) = (block for block in document.blocks if isinstance(block, Section))
    return [block.figure for block in section.blocks if isinstance(block, Illustrated)]


def page(*blocks: Block) -> Document:
    return Document("en", "Plan", "", "", (Section((Run("Habits"),), blocks),))


def test_the_figure_with_the_most_poses_is_left_out_first() -> None:
    spare = page(*(Illustrated(name, (LINES,), spare=True) for name in ("cold", "getting-up", "sleep")))
    figures = spare_figures(spare, program().figures)
    assert figures == ("cold", "sleep", "getting-up")
    assert [drawn(with_figures(spare, figures[:count])) for count in (3, 2, 1, 0)] == [
        ["cold", "getting-up", "sleep"], ["cold", "sleep"], ["cold"], []
    ]  # fmt: skip


def test_a_figure_that_is_not_spare_always_stays_and_no_words_are_lost() -> None:
    both = page(Illustrated("cold", (LINES,)), Illustrated("sleep", (LINES,), spare=True))
    assert with_figures(both, ()) == page(Illustrated("cold", (LINES,)), LINES)

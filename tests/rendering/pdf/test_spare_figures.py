"""Spare figures: pictures of care that print only where they cost no other sheet of paper."""

from __future__ import annotations

import pytest
from handouts import program
from rendering.pdf.sample_documents import NOW

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Block, BulletList, Document, Illustrated, Run, Section
from careleaf.rendering.pdf import document as document_module
from careleaf.rendering.pdf.document import typeset
from careleaf.rendering.pdf.spare_figures import spare_figures, with_figures

RESOURCES = data_folder("resources")
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


def test_many_spare_figures_take_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    keep = document_module.with_figures
    monkeypatch.setattr(
        document_module, "with_figures", lambda page, kept: tried.append(len(kept)) or keep(page, kept)
    )
    name = next(iter(program().figures))
    many = {f"{name}-{number}": program().figures[name] for number in range(200)}
    blocks = tuple(Illustrated(figure, (LINES,), spare=True) for figure in many)
    made = typeset(page(*blocks), RESOURCES, "standard", "letter", NOW, pictures=many)
    assert (tried[:2], len(tried)) == ([0, 200], pytest.approx(10, abs=1))
    bare = typeset(page(*(LINES for _ in blocks)), RESOURCES, "standard", "letter", NOW)
    assert (made.pages + 1) // 2 == (bare.pages + 1) // 2


def test_a_figure_that_is_not_spare_always_stays_and_no_words_are_lost() -> None:
    both = page(Illustrated("cold", (LINES,)), Illustrated("sleep", (LINES,), spare=True))
    assert with_figures(both, ()) == page(Illustrated("cold", (LINES,)), LINES)

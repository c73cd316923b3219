"""A handout as plain pieces, for programs that know nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careleaf.domain.blocks import (
    Block,
    BulletList,
    Callout,
    Card,
    Document,
    Heading,
    Illustrated,
    Section,
    StepList,
    Table,
    plain,
    texts,
)
from careleaf.domain.figures import Figure, Pictures
from careleaf.rendering.figures.inks import Inks
from careleaf.rendering.figures.scene import scene
from careleaf.rendering.figures.svg import svg

Piece = list[Any]  # its kind, then what is in it; goes through JSON


def pieces(document: Document, pictures: Pictures) -> list[Piece]:
    """Return headings, paragraphs, lists, tables, boxes and figures with all text of a document, in order."""
    return [piece for block in document.blocks for piece in _pieces(block, pictures)]


def _pieces(block: Block, pictures: Pictures) -> Iterator[Piece]:
    match block:
        case Heading():
            yield ["heading", block.level, plain(block.runs)]
        case BulletList() | StepList():
            kind = "bullets" if isinstance(block, BulletList) else "steps"
            yield [kind, [plain(runs) for runs in block.items]]
        case Table():
            rows = [[plain(cell.runs) for cell in row for _ in range(cell.span)] for row in block.rows]
            yield ["table", [plain(cell.runs) for cell in block.header], rows]
        case Callout() | Card():
            yield ["box", [piece for kid in block.blocks for piece in _pieces(kid, pictures)]]
        case Illustrated():
            figure = pictures.get(block.figure)
            if isinstance(figure, Figure) and not block.spare:
                drawn = svg([scene(pose) for pose in figure.poses], Inks("#0b5c63"))
                yield ["picture", drawn, figure.alt]
                yield from (["paragraph", caption] for caption in figure.captions)
            for kid in block.blocks:
                yield from _pieces(kid, pictures)
        case Section():
            yield ["heading", 2, plain(block.heading)]
            for kid in block.blocks:
                yield from _pieces(kid, pictures)
        case _:
            yield from (["paragraph", text] for text in texts(block))

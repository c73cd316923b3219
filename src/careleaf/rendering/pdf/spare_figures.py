"""Figures that print only where they cost no other sheet of paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from careleaf.domain.blocks import Block, Document, Illustrated, Section
from careleaf.domain.figures import Figure, Pictures


def spare_figures(document: Document, pictures: Pictures) -> tuple[str, ...]:
    """Return the spare figures of a document, smallest first: the last ones go first.

    The number of its poses says how large one is; of two as large, the later one goes first.
    """
    spare = [block.figure for block in _illustrated(document.blocks) if block.spare]
    return tuple(sorted(spare, key=lambda figure: _poses(figure, pictures)))


def with_figures(document: Document, kept: Collection[str]) -> Document:
    """Return the document with some of its spare figures only. No words are lost."""
    return replace(document, blocks=_keeping(document.blocks, kept))


def _poses(figure: str, pictures: Pictures) -> int:
    picture = pictures.get(figure)
    return len(picture.poses) if isinstance(picture, Figure) else 1


def _illustrated(blocks: tuple[Block, ...]) -> Iterator[Illustrated]:
    for block in blocks:
        if isinstance(block, Illustrated):
            yield block
        elif isinstance(block, Section):
            yield from _illustrated(block.blocks)


def _keeping(blocks: tuple[Block, ...], kept: Collection[str]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(replace(block, blocks=_keeping(block.blocks, kept)))
        elif isinstance(block, Illustrated) and block.spare and block.figure not in kept:
            found += block.blocks
        else:
            found.append(block)
    return tuple(found)

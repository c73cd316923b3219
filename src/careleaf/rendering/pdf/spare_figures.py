"""Figures that print only where they cost no other sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careleaf.domain.blocks import Block, Document, Illustrated, Section
from careleaf.domain.figures import Figure, Pictures


def choices(document: Document, pictures: Pictures) -> Iterator[Document]:
    """Yield the document with all of its spare figures, then with fewer: the largest goes first.

    The number of its poses says how large one is; of two as large, the later one goes first. The last
    document has none of them.
    """
    spare = [block for block in _illustrated(document.blocks) if block.spare]
    spare.sort(key=lambda block: _poses(block.figure, pictures))
    for count in range(len(spare), -1, -1):
        kept = [block.figure for block in spare[:count]]
        yield replace(document, blocks=_keeping(document.blocks, kept))


def _poses(figure: str, pictures: Pictures) -> int:
    picture = pictures.get(figure)
    return len(picture.poses) if isinstance(picture, Figure) else 1


def _illustrated(blocks: tuple[Block, ...]) -> Iterator[Illustrated]:
    for block in blocks:
        if isinstance(block, Illustrated):
            yield block
        elif isinstance(block, Section):
            yield from _illustrated(block.blocks)


def _keeping(blocks: tuple[Block, ...], kept: list[str]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(replace(block, blocks=_keeping(block.blocks, kept)))
        elif isinstance(block, Illustrated) and block.spare and block.figure not in kept:
            found += block.blocks
        else:
            found.append(block)
    return tuple(found)

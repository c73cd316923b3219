"""Blocks in, a story out: what stands on the pages, top to bottom, found again where it did not change."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from careleaf.domain.blocks import Block, BulletList, Heading, Section
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.flowable import Flowable
from careleaf.rendering.pdf.flowables import Place, Rule
from careleaf.rendering.pdf.icons import Icon, IconLabel
from careleaf.rendering.pdf.keeping import Make, Occurrence, Piece, Shelf
from careleaf.rendering.pdf.passage import Passage
from careleaf.rendering.pdf.story_items import (
    Gap,
    Indent,
    Item,
    RailFloor,
    RailLabel,
    StoryItem,
    Whole,
    items,
    rail_label,
)
from careleaf.rendering.pdf.structure import Element
from careleaf.rendering.pdf.structure_tree import Branch
from careleaf.rendering.pdf.style import Style
from careleaf.rendering.pdf.tagged_canvas import TaggedCanvas
from careleaf.rendering.pdf.typesetting import Setter

_KEPT_WHOLE = 5  # lines of a topic that stay together
_BESIDE_TITLE = 2  # lines of a longer one that stay with the next: a title in the rail may take three
_SECTION = "Sect"  # what a section is in the tree
_MOST_PIECES = 2000  # about ten times what the longest handout has
_MOST_PASSAGES = 200
_TITLE_GAP = 2.0  # points between two names in the rail


@dataclass(frozen=True)
class StoryTeller:
    """Tell documents in one look and size. Methods that take `into` append to it, in reading order."""

    setter: Setter
    icons: Mapping[str, Icon]
    size: tuple[float, float]
    recorder: TaggedCanvas
    pieces: Shelf[Piece] = field(default_factory=lambda: Shelf(_MOST_PIECES))
    passages: Shelf[Passage] = field(default_factory=lambda: Shelf(_MOST_PASSAGES))

    @property
    def style(self) -> Style:
        """Return the style of the look."""
        return self.setter.style

    def document(self, blocks: Iterable[Block], into: Branch) -> list[StoryItem]:
        """Return the story of a whole document; what earlier ones had alike is taken from them."""
        story: list[StoryItem] = []
        for block in blocks:
            story += [self._passage(block, into)] if isinstance(block, Section) else self._block(block, into)
        return story

    def piece(self, made_from: Hashable, role: str, make: Make) -> list[Item]:
        """Return what was made from the same before, or make it: `make` fills an element of a role."""
        return items(self.pieces.take((made_from, role), lambda: Piece(role, make, self.recorder)))

    def _block(self, block: Block, into: Branch) -> list[Item]:
        return self._keep("block", block, into, lambda group: self.setter.set(block, group))

    def _keep(self, what: str, made_from: Hashable, into: Branch, make: Make) -> list[Item]:
        kept = self.piece((what, made_from), into.role, make)
        into.kids += [item.of for item in kept[:1]]  # all have the same place
        return kept

    def _passage(self, block: Section, into: Branch) -> Whole:
        """Return a section as a whole. Its place in the tree is one element then, or else a branch."""
        passage = self.passages.take(block, lambda: self._told(block))
        of, place = Occurrence(passage.elements), len(into.kids)
        into.kids.append(of)

        def apart() -> Sequence[StoryItem]:
            parts, story = passage.apart()
            into.kids[place] = Branch(_SECTION, parts)
            return story

        return Whole(passage, of, passage.before, passage.after, passage.height, passage.need, apart)

    def _told(self, block: Section) -> Passage:
        section = Branch(_SECTION)
        story = list(self._section(block, section))
        return Passage(section, story, self.setter.width)

    def _section(self, block: Section, section: Branch) -> Iterator[StoryItem]:
        yield from self._keep("rule", None, section, self._rule)
        named = (block.heading, block.icon)
        name = self._keep("name", named, section, lambda group: self._section_name(block, group))
        if not self.style.rail:
            yield from name
            for each in block.blocks:
                yield from self._block(each, section)
            return
        yield Indent(self.style.indent)
        yield from self._beside_rail(name, block.blocks, section)
        yield Indent(-self.style.indent)

    def _rule(self, _: Element) -> Iterator[Flowable]:
        yield Rule(self.setter.colours.rule, before=5 * self.style.gaps, after=3)

    def _section_name(self, block: Section, into: Element) -> Iterator[Flowable]:
        size, colour = self.style.h3 if self.style.rail else self.style.h2, self.setter.colours.accent
        heading = self.setter.heading(2, block.heading, into, size, colour)
        yield IconLabel(heading, self.icons[block.icon], colour) if block.icon in self.icons else heading

    def _beside_rail(self, waiting: list[Item], blocks: Iterable[Block], into: Branch) -> Iterator[StoryItem]:
        """Set a section with its name, which waits first, and then its topics' titles, in the rail."""
        places, named = list[Item](), False
        for block in blocks:
            if isinstance(block, Heading):
                if named and not waiting:
                    yield RailFloor()
                    yield Gap(self.style.body * 0.5 * self.style.gaps)
                places += self._place(block, into)
                waiting += self._title(block, into, before=_TITLE_GAP if waiting else 0.0)
                continue
            text = self._block(block, into)
            if isinstance(block, BulletList):  # a short topic stays whole; a long one begins beside its title
                kept = len(text) - 1 if len(text) <= _KEPT_WHOLE else _BESIDE_TITLE
                text[:kept] = [item._replace(keep=True) for item in text[:kept]]
            if waiting:
                yield self._label(waiting)
                yield from places
                waiting, places, named = [], [], True
                # Its first line stands level with the rail's.
                text[:1] = [item._replace(before=0.0) for item in text[:1]]
            yield from text
        if waiting:
            yield self._label(waiting)
            yield from places
        if named or waiting:
            yield RailFloor()

    def _label(self, names: list[Item]) -> RailLabel:
        return rail_label(names, self.style.rail, -self.style.indent)

    def _place(self, block: Heading, into: Branch) -> list[Item]:
        if not block.topic:
            return []
        return self._keep("place", block.topic, into, lambda _: [Place(block.topic)])

    def _title(self, block: Heading, into: Branch, before: float) -> list[Item]:
        titles = self._keep("title", block, into, lambda group: self._rail_title(block, group))
        return [title._replace(before=before) for title in titles]

    def _rail_title(self, block: Heading, into: Element) -> Iterator[Flowable]:
        title = self.setter.paragraph(block.runs, into.add(f"H{block.level}"), strong=True)
        title.outline_level = block.level
        yield title

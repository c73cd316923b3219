"""Make a handout from a draft: findings, page, bytes. One way for command line, window and tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from careleaf.app.bootstrap import Program
from careleaf.domain.blocks import Document
from careleaf.domain.compose import compose
from careleaf.domain.draft import Draft
from careleaf.domain.handout import Handout
from careleaf.domain.handout_number import content_hash
from careleaf.domain.people import Clinic
from careleaf.domain.readability import Reading, reading
from careleaf.domain.safety import Finding, blocks, find, unconfirmed
from careleaf.domain.values import Setting
from careleaf.errors import Blocked, NeedsConfirmation
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.markup import parse
from careleaf.rendering.plain import plain_text
from careleaf.rendering.xml_part import Part

if TYPE_CHECKING:
    from careleaf.domain.email import HandedOver
    from careleaf.domain.record import Recorded
    from careleaf.rendering.pdf.typeset_pages import Typeset

NOT_READY_STAMP = "NOT READY - do not give to a patient"


@dataclass(frozen=True)
class Made:
    """A handout on its way to paper. Each stage is made when first asked for."""

    program: Program
    setting: Setting
    findings: tuple[Finding, ...]

    @cached_property
    def handout(self) -> Handout:
        """Return the resolved handout; one that a rule holds back says so on every page.

        Its content hash leaves the patient out: nobody who has it can try names on it.
        """
        held_back = blocks(self.findings) or unconfirmed(self.findings, self.setting.draft)
        handout = compose(self.setting, NOT_READY_STAMP if held_back else "")
        draft = self.setting.draft
        nobodys = self._written(handout.nobodys).text
        return replace(handout, content=content_hash(nobodys, draft.style, draft.page))

    @property
    def xml(self) -> str:
        """Return the handout as XML."""
        return self._page.text

    @cached_property
    def _page(self) -> Part:
        return self._written(self.handout)

    def _written(self, handout: Handout) -> Part:
        from careleaf.rendering.text import handout_xml  # Jinja2 takes its time to load

        return handout_xml(handout, self.program.templates)

    @cached_property
    def document(self) -> Document:
        """Return the handout as blocks."""
        return parse(self._page.xml, self._page.parts)

    @cached_property
    def text(self) -> str:
        """Return the handout as plain text."""
        return plain_text(self.document)

    @cached_property
    def typeset(self) -> Typeset:
        """Return the handout as a PDF. Raises UnprintableText."""
        setting = self.setting
        return self.program.typesetter.typeset(
            self.document,
            setting.draft.style,
            setting.draft.page,
            setting.now,
            setting.clinic.logo,
            self.handout.content,
        )

    def take_pages(self, typeset: Typeset) -> None:
        """Take the pages that another process typeset of this very handout."""
        self.__dict__["typeset"] = typeset  # where cached_property looks for it

    def chart_note(
        self, now: datetime, emails: Iterable[HandedOver] = (), recorded: Iterable[Recorded] = ()
    ) -> str:
        """Write the note for the patient's record, as of now (aware), with the ways it went by itself.

        Raises Blocked or NeedsConfirmation while a rule holds the handout back, and UnprintableText.
        """
        from careleaf.rendering.chart_note import chart_note  # a page needs none: commands start faster

        require_safe(self)
        return chart_note(
            self.setting, self.handout, self.findings, self.typeset.pages, now, emails, recorded
        )

    @cached_property
    def reading(self) -> Reading:
        """Return how easy the handout's own sentences are to read."""
        return reading(advice(self.handout))

    @cached_property
    def reading_without_terms(self) -> Reading:
        """Return the same without drug names and parts of the body, which no plain word replaces."""
        return reading(advice(self.handout), self.program.library.score_excluded)


def make(program: Program, draft: Draft, clinic: Clinic, now: datetime) -> Made:
    """Run the rules on a draft and get its handout ready. `now` is aware."""
    setting = Setting(program.library, draft, clinic, now, program.signoffs)
    return Made(program, setting, find(setting, program.rules))


def require_safe(made: Made) -> None:
    """Raise Blocked or NeedsConfirmation where a rule holds the handout back: blocks go first."""
    if stops := blocks(made.findings):
        raise Blocked("\n".join(f"{finding.rule}: {finding.text}" for finding in stops))
    if open_ones := unconfirmed(made.findings, made.setting.draft):
        raise NeedsConfirmation("\n".join(f"{finding.rule}: {finding.text}" for finding in open_ones))


def advice(handout: Handout) -> Iterable[str]:
    """Yield the sentences a patient reads for advice: no names, addresses, sources or footer."""
    yield handout.emergency.lead
    yield from handout.emergency.signs
    yield from (text for text in (handout.emergency.why, handout.call_us.why, handout.message) if text)
    yield from handout.plan
    for section in handout.sections:
        for topic in section.topics:
            yield from (text for text in (topic.why, topic.dose, topic.stop) if text)
            yield from (*topic.lines, *topic.steps)
            yield from (cell for row in topic.rows for cell in row)
            yield from (text for answered in topic.answers for text in (answered.ask, answered.answer))
    for course in handout.courses:
        yield from (course.lead, course.count, course.stop)
    yield from (*handout.call_us.same_day, *handout.call_us.signs)

"""The draft at hand: one place that holds it, changes it and says that it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from careleaf.app.bootstrap import Program
from careleaf.app.confirmations import keep_confirmations
from careleaf.app.draft_starts import clinic_look
from careleaf.app.handout_making import Made, make
from careleaf.domain.draft import Draft, printed_topics, tick_topic, untick_topic
from careleaf.domain.library import Library, Topic
from careleaf.domain.people import Clinic
from careleaf.domain.safety import Finding
from careleaf.domain.values import Setting
from careleaf.gui.interface_text import _
from careleaf.gui.undo import ReplaceDraft

Clock = Callable[[], datetime]


class DraftDocument(QObject):
    """Hold the immutable draft; every widget reads it here and asks here for a change.

    `made` is the draft's handout with its findings, never behind the draft. Its pages are not made here.
    `initials` are those of who confirms; they stay for the session, from one patient to the next.
    """

    made_anew = Signal()  # before draft_changed: pages are made while the panes follow
    draft_changed = Signal(object)
    clinic_changed = Signal(object)
    topic_chosen = Signal(str)

    def __init__(self, program: Program, clinic: Clinic, draft: Draft, now: Clock) -> None:
        super().__init__()
        self.program = program
        self.clinic = clinic
        self.undo_stack = QUndoStack(self)
        self.chosen_topic = ""
        self.initials = ""
        self.now = now
        self._typing = 0
        self._made_ahead: Made | None = None
        self.draft = draft
        self.made: Made = self._make(draft)

    @property
    def library(self) -> Library:
        """Return the library the draft chooses from."""
        return self.program.library

    @property
    def setting(self) -> Setting:
        """Return what the handout is made in: library, draft, clinic and clock."""
        return self.made.setting

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what the safety rules found, the gravest first."""
        return self.made.findings

    @property
    def printed(self) -> tuple[Topic, ...]:
        """Return the topics that go on the page."""
        return printed_topics(self.draft, self.library)

    def change(self, after: Draft, words: str, field: str = "") -> None:
        """Replace the draft as one step to undo; steps of the same field merge while it is typed in.

        A reason given for one finding does not carry over to a new finding of the same rule.
        """
        if after == self.draft:
            return
        self._made_ahead = self._make(after)
        after = keep_confirmations(after, self.findings, self._made_ahead.findings)
        self.undo_stack.push(ReplaceDraft(self._put, self.draft, after, words, field, self._typing))

    def begin(self, draft: Draft) -> None:
        """Take the first draft of another handout; no undo leads back to the one before."""
        self.undo_stack.clear()
        self._put(draft)

    def end_typing(self) -> None:
        """Let the next change of a field be a step of its own."""
        self._typing += 1

    def tick(self, topic_id: str, ticked: bool) -> None:
        """Tick or untick a topic; a topic just ticked is chosen for editing."""
        topic = self.library.topic(topic_id)
        words = _("tick {title}") if ticked else _("untick {title}")
        after = (
            tick_topic(self.draft, self.library, topic_id) if ticked else untick_topic(self.draft, topic_id)
        )
        self.change(after, words.format(title=topic.title if topic else topic_id))
        if ticked:
            self.choose(topic_id)

    def choose(self, topic_id: str) -> None:
        """Choose the topic that the editor shows."""
        if topic_id != self.chosen_topic and self.library.topic(topic_id) is not None:
            self.chosen_topic = topic_id
            self.topic_chosen.emit(topic_id)

    def use_clinic(self, clinic: Clinic) -> None:
        """Put another letterhead on the handout, and let its pages look as that clinic's do."""
        draft = self.draft
        if clinic.defaults != self.clinic.defaults:
            draft = clinic_look(replace(draft, page=clinic.defaults.page), clinic)
        self.clinic = clinic
        self._put(draft)
        self.clinic_changed.emit(clinic)

    def use_program(self, program: Program) -> None:
        """Make the handout with a program that has learned something, such as a signature."""
        self.program = program
        self._put(self.draft)

    def renew(self) -> Made:
        """Make the handout again where the clinic's day has changed since, and return it."""
        fresh = self._make(self.draft)
        if fresh.setting.today != self.setting.today:
            self._put(self.draft)
        return self.made

    def _make(self, draft: Draft) -> Made:
        return make(self.program, draft, self.clinic, self.now())

    def _put(self, draft: Draft) -> None:
        ahead, self._made_ahead = self._made_ahead, None
        # A change has run the rules on just this draft, unless it dropped a reason.
        self.made = ahead if ahead and ahead.setting.draft is draft else self._make(draft)
        self.draft = draft
        self.made_anew.emit()
        self.draft_changed.emit(draft)

"""What the safety rules found, each with a way to what it is about."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from careleaf.domain.confirmation import Confirmation
from careleaf.domain.draft import Draft
from careleaf.domain.people import NAME_LIMIT
from careleaf.domain.safety import Finding, Level, blocks, unconfirmed
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.panes.finding_row import FindingRow
from careleaf.gui.parts import label, restyle, show_if

FLASH_MS = 1200


class FindingsPane(QWidget):
    """List the findings, the gravest first. A row stays while its finding does, so a reason can be typed."""

    wanted = Signal(object)

    def __init__(self, document: DraftDocument) -> None:
        super().__init__()
        self._document = document
        self.rows: dict[Finding, FindingRow] = {}
        self._head = label("", "heading")
        self._message = label("", "wrong", wrap=True)
        self._message.setProperty("level", "block")
        self.initials = QLineEdit()
        self.initials.setMaxLength(NAME_LIMIT)
        self.initials.setMaximumWidth(130)
        self.initials.setPlaceholderText(_("Your initials"))
        self.initials.setAccessibleName(_("Your initials, for the chart note"))
        self.initials.textEdited.connect(self._sign)
        self._scroll = QScrollArea()
        self._column = QVBoxLayout()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(FLASH_MS)
        self._calm.timeout.connect(self._stop_flash)
        self._lay_out()
        document.draft_changed.connect(self._show)
        self._show(document.draft)

    @property
    def in_order(self) -> list[FindingRow]:
        """Return the rows as they stand, the gravest first."""
        return [self.rows[finding] for finding in self._document.findings if finding in self.rows]

    def hold_back(self, outcome: str) -> None:
        """Say why the page cannot go out, light up what stands in its way and go to the first of it.

        `outcome` is what did not happen: "Not saved".
        """
        stops = blocks(self._document.findings)
        open_ones = unconfirmed(self._document.findings, self._document.draft)
        first = next(iter((*stops, *open_ones)), None)
        if first is None:
            return
        self._message.setText(
            (
                _("{outcome}: mend what is blocked first.")
                if stops
                else _("{outcome}: answer or give a reason for each of these first.")
            ).format(outcome=outcome)
        )
        self._message.show()
        for finding in (*stops, *open_ones):
            restyle(self.rows[finding], "flash", "true")
        self._scroll.ensureWidgetVisible(self.rows[first])
        self.rows[first].setFocus(Qt.FocusReason.OtherFocusReason)
        self._calm.start()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addWidget(self._message, 1)
        head.addWidget(self.initials)
        outer.addLayout(head)
        self._message.hide()
        body = QWidget()
        body.setObjectName("plain")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(5)
        self._column.addStretch(1)
        self._scroll.setAccessibleName(_("Findings"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        outer.addWidget(self._scroll)
        self.setMinimumHeight(76)

    def _show(self, draft: Draft) -> None:
        findings = self._document.findings
        for gone in [finding for finding in self.rows if finding not in findings]:
            row = self.rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, finding in enumerate(findings):
            if finding not in self.rows:
                self.rows[finding] = self._new_row(finding)
            self._column.insertWidget(place, self.rows[finding])
            self.rows[finding].show()  # at once: the next key may want to go to it
            self.rows[finding].show_confirmation(draft.confirmations.get(finding.rule))
        show_if(self.initials, any(finding.level is Level.CONFIRM for finding in findings))
        self._head.setText(_("SAFETY") if findings else _("SAFETY: NOTHING FOUND"))
        show_if(self, bool(findings))
        if not blocks(findings) and not unconfirmed(findings, draft):
            self._message.hide()

    def _new_row(self, finding: Finding) -> FindingRow:
        row = FindingRow(finding)
        row.wanted.connect(lambda: self.wanted.emit(finding))
        row.reason_given.connect(lambda reason: self._confirm(finding, reason))
        return row

    def _confirm(self, finding: Finding, reason: str) -> None:
        draft = self._document.draft
        given = {rule: said for rule, said in draft.confirmations.items() if rule != finding.rule}
        if reason:
            given[finding.rule] = Confirmation(reason, self._document.now(), self._document.initials)
        self._document.change(
            replace(draft, confirmations=given), _("typing a reason"), f"confirm.{finding.rule}"
        )

    def _sign(self, initials: str) -> None:
        """Sign with other initials from now on, and what was signed with the old ones or not at all."""
        draft, old = self._document.draft, self._document.initials
        self._document.initials = initials
        signed = {
            rule: replace(given, by=initials) if given.by in ("", old) else given
            for rule, given in draft.confirmations.items()
        }
        self._document.change(replace(draft, confirmations=signed), _("typing initials"), "confirm.by")

    def _stop_flash(self) -> None:
        for row in self.rows.values():
            restyle(row, "flash", "false")

"""Sign topics off for the clinic: read one, sign it, and the next one opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.bootstrap import Program
from careleaf.app.sign_off import TopicReview, sign_topics, topic_reviews, unsign_topics
from careleaf.app.topic_reading import topic_reading
from careleaf.domain.people import Clinic
from careleaf.domain.signoff import SIGNER_LIMIT, Review
from careleaf.errors import CareleafError
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, restyle

PROMISE = _("A signature holds for these words until the review date. Then the page says so no longer.")
NO_CLINIC = _("Set up your clinic to sign topics off: a signature is given for one clinic.")
SIZE = (940, 640)
_SIGNED = "\N{CHECK MARK}"


class SignOffDialog(QDialog):
    """List every topic with how it stands; show the chosen one whole, to be read and signed."""

    signed = Signal(object)

    def __init__(
        self, program: Program, clinic: Clinic, today: date, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sign topics off"))
        self._program, self._clinic, self._today = program, clinic, today
        self._reviews: tuple[TopicReview, ...] = ()
        self.topics = QListWidget()
        self.topics.setAccessibleName(_("Topics"))
        self.topics.setSpacing(2)
        self.reading = QPlainTextEdit()
        self.reading.setReadOnly(True)
        self.reading.setTabChangesFocus(True)
        self.reading.setAccessibleName(_("The topic in full"))
        self.name = QLineEdit(name[:SIGNER_LIMIT])
        self.name.setMaxLength(SIGNER_LIMIT)
        self.name.setAccessibleName(_("Your name"))
        self.name.setPlaceholderText(_("Your name, as it prints"))
        self.sign_button = button(_("Sign this topic"), "primary")
        self.unsign_button = button(_("Take the signature back"))
        self.signing = QWidget()
        self.count = label("", "title")
        self.state = label("", "muted", wrap=True)
        self.wrong = label("", "wrong", wrap=True)
        self.wrong.hide()
        self._lay_out()
        self._fill()
        self.topics.currentRowChanged.connect(self._show)
        self.sign_button.clicked.connect(self._sign)
        self.unsign_button.clicked.connect(self._unsign)
        self.topics.setCurrentRow(self._next_unsigned(0))
        self.resize(*SIZE)

    @property
    def chosen(self) -> TopicReview:
        """Return the topic being read."""
        return self._reviews[max(self.topics.currentRow(), 0)]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.count)
        can_sign = bool(self._clinic.name) and not self._clinic.sample
        column.addWidget(label(PROMISE if can_sign else NO_CLINIC, "muted", wrap=True))
        right = QVBoxLayout()
        right.addWidget(self.state)
        right.addWidget(self.reading, 1)
        right.addWidget(self.wrong)
        row = QHBoxLayout(self.signing)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.name, self.sign_button, self.unsign_button):
            row.addWidget(widget)
        right.addWidget(self.signing)
        self.signing.setVisible(can_sign)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.topics, 2)
        body.addLayout(right, 3)
        column.addLayout(body, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column.addWidget(close)

    def _fill(self) -> None:
        """Bring the list and the count up to date; what is chosen stays."""
        self._reviews = topic_reviews(self._program, self._clinic, self._today)
        for row, stands in enumerate(self._reviews):
            item = self.topics.item(row)
            if item is None:
                item = QListWidgetItem()
                self.topics.addItem(item)
            item.setText(f"{stands.topic.title}   {_mark(stands.review)}")
            item.setToolTip(stands.words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{stands.topic.title}, {stands.words}")
        signed = sum(stands.review is Review.SIGNED for stands in self._reviews)
        words = (
            _("{signed} of {all} topics are signed off for {clinic}")
            if self._clinic.name
            else _("{signed} of {all} topics are signed off")
        )
        self.count.setText(words.format(signed=signed, all=len(self._reviews), clinic=self._clinic.name))

    def _show(self) -> None:
        stands = self.chosen
        words = stands.words[:1].upper() + stands.words[1:]
        self.state.setText(words)
        restyle(self.state, "level", "good" if stands.review is Review.SIGNED else "")
        self.reading.setPlainText(topic_reading(stands.topic, self._program.library))
        self.unsign_button.setVisible(stands.signed is not None)
        self.wrong.hide()

    def _next_unsigned(self, start: int) -> int:
        """Return the first row from here on, then from the top, that no signature holds for."""
        rows = [*range(start, len(self._reviews)), *range(start)]
        return next((row for row in rows if self._reviews[row].review is not Review.SIGNED), start)

    def _sign(self) -> None:
        row = self.topics.currentRow()
        name = self.name.text()
        if self._keep(lambda ids: sign_topics(self._program, self._clinic, ids, name, self._today)):
            self.topics.setCurrentRow(self._next_unsigned(row))
            self._show()

    def _unsign(self) -> None:
        if self._keep(lambda ids: unsign_topics(self._program, self._clinic, ids)):
            self._show()

    def _keep(self, change: Callable[[list[str]], Program]) -> bool:
        """Change the chosen topic's signature; say what is wrong where it cannot be kept."""
        try:
            self._program = change([self.chosen.topic.id])
        except CareleafError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return False
        self._fill()
        self.signed.emit(self._program)
        return True


def _mark(review: Review) -> str:
    """Write how a topic stands behind its title: nothing for most, until one is signed."""
    match review:
        case Review.SIGNED:
            return _SIGNED
        case Review.NOT_SIGNED:
            return ""
    return f"({review})"

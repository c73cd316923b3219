"""Set up the shared library: not at all, in a folder, or on a server with history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.sharing import WHAT_IS_SENT, set_up, settings, stop_sharing
from careleaf.domain.plaintext import clean_line
from careleaf.domain.sharing import Engine, Sharing
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.draft_document import Clock
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label
from careleaf.storage.locations import Locations

WORDS = _(
    "Presets, the clinic's own topics and its letterheads are kept the same on every workstation. Everything "
    "works without the network; changes are passed on when it is back."
)
WIDTH = 540
ENGINES = {
    Engine.OFF: _("Not shared"),
    Engine.FOLDER: _("In a folder that every workstation reaches"),
    Engine.GIT: _("With history: on a server, or in a folder"),
}
PLACES = {
    Engine.OFF: ("", ""),
    Engine.FOLDER: (_("Folder"), _("such as /clinic/careleaf")),
    Engine.GIT: (_("Address or folder"), _("such as https://server.clinic.example/careleaf.git")),
}


class SharingDialog(QDialog):
    """Ask where to share. What was typed is tried before it is kept."""

    started = Signal(str, str)
    stopped = Signal()
    history_wanted = Signal()

    def __init__(
        self, places: Locations, now: Clock, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Shared library"))
        self._places, self._now, self._background = places, now, background
        self._trying = False
        sharing, trouble = _settings(places)
        self.engines = {engine: QRadioButton(words) for engine, words in ENGINES.items()}
        self.place = _line(sharing.place, _("Place"))
        self.user = _line(sharing.user, _("User name"))
        self.password = _line("", _("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.certificate = _line(sharing.certificate, _("Certificate file"))
        self.certificate.setPlaceholderText(_("only where the clinic signs its own"))
        self.author = _line(sharing.author, _("Name shown with your changes"))
        self.author.setPlaceholderText(_("such as Dr Kim, or Room 3"))
        self.wrong = label(trouble, "wrong", wrap=True)
        self._lay_out()
        self.engines[sharing.engine].setChecked(True)
        self.history.setVisible(sharing.engine is not Engine.OFF)
        self._show_fields()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("One library for the whole clinic"), "title"))
        column.addWidget(label(WORDS, "muted", wrap=True))
        self._group = QButtonGroup(self)
        for choice in self.engines.values():
            self._group.addButton(choice)
            column.addWidget(choice)
        self._group.buttonClicked.connect(self._show_fields)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        self._place_words = QLabel()
        self._form.addRow(self._place_words, self._with_button(self.place, self._choose_folder))
        self._form.addRow(_("User name"), self.user)
        self._form.addRow(_("Password"), self.password)
        self._form.addRow(_("Certificate file"), self._with_button(self.certificate, self._choose_file))
        self._form.addRow(_("Your name"), self.author)
        column.addLayout(self._form)
        self._sent = label(WHAT_IS_SENT, "hint", wrap=True)
        column.addWidget(self._sent)
        column.addWidget(self.wrong)
        self._buttons = QDialogButtonBox()
        self.save = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.history = self._buttons.addButton(_("History"), QDialogButtonBox.ButtonRole.ActionRole)
        self.history.clicked.connect(self.history_wanted)
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self.setFixedWidth(WIDTH)

    def _with_button(self, field: QLineEdit, choose: Callable[[], None]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field, 1)
        made = button(_("Choose..."), "small", _("Choose: {field}").format(field=field.accessibleName()))
        made.clicked.connect(lambda: choose())
        row.addWidget(made)
        return holder

    @property
    def engine(self) -> Engine:
        """Return the engine that is chosen."""
        return next(engine for engine, choice in self.engines.items() if choice.isChecked())

    def _show_fields(self) -> None:
        words, hint = PLACES[self.engine]
        self._place_words.setText(words)
        self.place.setPlaceholderText(hint)
        with_history = self.engine is Engine.GIT
        for row in range(self._form.rowCount()):
            self._form.setRowVisible(row, with_history or (self.engine is Engine.FOLDER and row == 0))
        self._sent.setVisible(with_history)
        self._say(self.wrong.text())

    def _choose_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, self.place)

    def _choose_file(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, self.certificate)

    def _ask(self, mode: QFileDialog.FileMode, field: QLineEdit) -> None:
        dialog = QFileDialog(self, field.accessibleName(), str(Path.home()))
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def reject(self) -> None:
        """Close without a change; not while a place is being tried, which ends by itself."""
        if not self._trying:
            super().reject()

    def _try(self) -> None:
        sharing, password = self._typed(), self.password.text()
        if self.engine is not Engine.OFF and not sharing.place:
            self._refuse(_("{place}: where is it?").format(place=PLACES[self.engine][0]))
            return
        self._trying = True
        self._buttons.setEnabled(False)
        self._say(_("Trying..."))
        if self.engine is Engine.OFF:
            self._background.run(lambda: stop_sharing(self._places), lambda _: self._stop(), self._refuse)
        else:
            self._background.run(
                lambda: set_up(self._places, sharing, password, self._now),
                lambda done: self._start(password, done[1]),
                self._refuse,
            )

    def _typed(self) -> Sharing:
        place, author = self.place.text().strip(), clean_line(self.author.text())
        if self.engine is Engine.FOLDER:
            return Sharing(Engine.FOLDER, place, author=author)
        certificate = self.certificate.text().strip()
        return Sharing(Engine.GIT, place, self.user.text().strip(), author, certificate)

    def _start(self, password: str, trouble: str) -> None:
        self.started.emit(password, trouble)
        self.accept()

    def _stop(self) -> None:
        self.stopped.emit()
        self.accept()

    def _refuse(self, words: str) -> None:
        self._trying = False
        self._buttons.setEnabled(True)
        self._say(words)

    def _say(self, words: str) -> None:
        """Show words under the fields, and fit the height to what is shown now."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        if (layout := self.layout()) is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))


def _line(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setMaxLength(500)
    return field


def _settings(places: Locations) -> tuple[Sharing, str]:
    try:
        return settings(places), ""
    except CareleafError as error:
        return Sharing(), str(error)

"""Keep this workstation and the clinic's shared library in step while the window is open."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from careleaf.app.sharing import Connection, connect
from careleaf.domain.sharing import Change, Conflict, Exchange
from careleaf.errors import CareleafError
from careleaf.gui.background import Background
from careleaf.gui.dialogs.sharing import SharingDialog
from careleaf.gui.dialogs.table import TableDialog
from careleaf.gui.draft_document import Clock, DraftDocument
from careleaf.gui.interface_text import _
from careleaf.i18n import ENGLISH, moment_text

EVERY = 20_000  # milliseconds from the end of one exchange to the next: others' changes are here within 30 s


class Exchanges(QObject):
    """Exchange now and every 20 seconds, and tell what came of it. Does nothing while nothing is shared."""

    came_in = Signal(object)
    asked = Signal(object)
    told = Signal(str, str)
    troubled = Signal(str)
    exchanged = Signal()

    def __init__(self, document: DraftDocument, now: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._places, self._now = document, document.program.locations, now
        self._connection: Connection | None = None
        self._password = ""
        self._waiting = False
        self.background = Background(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.exchange)

    @property
    def connection(self) -> Connection | None:
        """Return the connection that was set up, or None."""
        return self._connection

    def start(self, password: str = "") -> None:
        """Use the settings as they are now. A password that the system cannot keep is kept until the end."""
        self._password = password or self._password
        self._timer.stop()
        try:
            self._connection = connect(self._places, self._now, self._password)
        except CareleafError as error:
            self._connection = None
            self.told.emit(_("Sharing is not set up rightly"), str(error))
            return
        self.asked.emit(())
        if self._connection is None:
            self.told.emit(_("Not shared"), _("Share presets with the other workstations of the clinic"))
        else:
            self.exchange()

    def set_up(self, window: QWidget) -> SharingDialog:
        """Open the dialog that says where to share, and return it."""
        dialog = SharingDialog(self._places, self._now, self.background, window)
        dialog.started.connect(self._begin)
        dialog.stopped.connect(self.start)
        dialog.history_wanted.connect(lambda: self._read_history(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _read_history(self, window: QWidget) -> None:
        if self._connection is not None:
            self.background.run(
                self._connection.history, lambda changes: self._show_history(changes, window), self._fail
            )

    def _show_history(self, changes: tuple[Change, ...], window: QWidget) -> None:
        zone = ZoneInfo(self._document.clinic.timezone)
        rows = [
            (
                moment_text(each.when.astimezone(zone), ENGLISH),
                each.who or _("Somebody"),
                "\n".join(each.paths),
            )
            for each in changes
        ]
        words = _("The last changes of the shared library, the newest first.")
        self.history = TableDialog(_("History"), words, (_("When"), _("Who"), _("What")), rows, window)
        self.history.finished.connect(self.history.deleteLater)
        self.history.open()

    def _begin(self, password: str, trouble: str) -> None:
        self.start(password)
        self.came_in.emit(())
        if trouble:
            self.troubled.emit(trouble)

    def stop(self) -> None:
        """Stop exchanging; what was not sent is sent at the next start."""
        self._timer.stop()
        self.background.stop()

    def exchange(self) -> None:
        """Exchange now, unless an exchange waits already."""
        connection = self._connection
        if connection is None or self._waiting:
            return
        self._waiting = True
        self._timer.stop()
        self.background.run(
            connection.exchange, lambda done: self._take(connection, done), lambda words: self._fail(words)
        )

    def settle(self, conflict: Conflict, keep_mine: bool) -> None:
        """Settle a conflict as a person chose, and exchange at once."""
        connection = self._connection
        if connection is not None:
            self.background.run(
                lambda: connection.settle(conflict, keep_mine),
                lambda _: self._settled(conflict),
                self._unsettled,
            )

    def _settled(self, conflict: Conflict) -> None:
        self.came_in.emit((conflict.path,))
        self.exchange()

    def _unsettled(self, words: str) -> None:
        self.troubled.emit(words)
        self.exchange()

    def _take(self, connection: Connection, done: Exchange) -> None:
        self._go_on()
        if connection is not self._connection:  # set up anew meanwhile
            self.exchange()
            return
        if done.taken:
            self.came_in.emit(done.taken)
        self.asked.emit(done.conflicts)
        if done.left_out:
            self.told.emit(_("Shared, but not all"), "\n".join((_("Left out:"), *done.left_out)))
        else:
            self.told.emit(
                _("\N{CHECK MARK} Shared"), _("Everything is the same here and in the shared library")
            )
        self.exchanged.emit()

    def _fail(self, words: str) -> None:
        self._go_on()
        self.told.emit(_("Shared library not reached"), words)

    def _go_on(self) -> None:
        self._waiting = False
        if self._connection is not None:
            self._timer.start()

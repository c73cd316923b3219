"""Errors nobody expected: shown once each, never with a word of what was typed."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from careleaf.gui.interface_text import _

ADVICE = _("Your work is still here. Save it if you can, then start Careleaf again.")


def failure_report(error: BaseException) -> str:
    """Write what kind of error it is and where in the code; its message may hold patient details."""
    lines = [type(error).__qualname__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    if (cause := error.__cause__ or error.__context__) is not None:
        lines += ["after", failure_report(cause)]
    return "\n".join(lines)


def _short(filename: str) -> str:
    """Leave out the folders above the package: they can hold a person's name."""
    parts = Path(filename).parts
    start = len(parts) - 1 - parts[::-1].index("careleaf") if "careleaf" in parts else len(parts) - 1
    return "/".join(parts[start:])


class UnexpectedErrors(QObject):
    """Show each unexpected error in one dialog; the same error again stays quiet.

    An error may come from any thread: the dialog is always opened in the thread of this object.
    """

    _reported = Signal(str)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._shown: set[str] = set()
        self._reported.connect(self._show)

    def install(self) -> None:
        """Take over what Python does with an error that nobody caught."""
        sys.excepthook = self.caught

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Report an error; an interrupt from the keyboard ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def report(self, error: BaseException) -> None:
        """Report an error to the person at the window and on the error stream."""
        self._reported.emit(failure_report(error))

    def _show(self, report: str) -> None:
        if report in self._shown:
            return
        self._shown.add(report)
        print(report, file=sys.stderr)
        box = QMessageBox(self._window)
        box.setWindowTitle("Careleaf")
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(_("Something went wrong inside Careleaf."))
        box.setInformativeText(ADVICE)
        box.setDetailedText(report)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(False)
        box.show()

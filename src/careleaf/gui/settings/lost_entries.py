"""Before entries that nobody saved are left behind: ask once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from careleaf.gui.interface_text import _


def ask_about_entries(
    parent: QWidget, leave: Callable[[], object], save: Callable[[], object] | None = None
) -> QMessageBox:
    """Ask whether entries may be lost, and do what is chosen; without `save` they cannot be saved yet."""
    box = QMessageBox(parent)
    box.setWindowTitle("Careleaf")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(_("Your changes are not saved."))
    saving = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole) if save else None
    leaving = box.addButton(_("Leave without saving"), QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(saving or back)
    box.setEscapeButton(back)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answered() -> None:
        if box.clickedButton() is leaving:
            leave()
        elif save is not None and box.clickedButton() is saving:
            save()

    box.finished.connect(lambda _result: answered())
    box.open()
    return box

"""Choose a printer, copies, sides and black and white: what a queue can be asked for, and nothing more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from careleaf.domain.printing import COPIES_LIMIT, PrintChoices, Printer, Sides
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label

SIDES = {
    Sides.ONE: _("On one side"),
    Sides.LONG_EDGE: _("On both sides, turned like a book"),
    Sides.SHORT_EDGE: _("On both sides, turned like a notepad"),
}


class PrintDialog(QDialog):
    """Start from the choices of last time; `wanted` carries what was chosen."""

    wanted = Signal(object)

    def __init__(self, printers: tuple[Printer, ...], usual: PrintChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print"))
        self._printers = {printer.name: printer for printer in printers}
        self.printer = QComboBox()
        self.printer.setAccessibleName(_("Printer"))
        self.printer.setMinimumWidth(320)
        for each in printers:
            self.printer.addItem(each.title, each.name)
        self.copies = QSpinBox()
        self.copies.setAccessibleName(_("Copies"))
        self.copies.setRange(1, COPIES_LIMIT)
        self.sides = QComboBox()
        self.sides.setAccessibleName(_("Sides"))
        self.grey = QCheckBox(_("Ask the printer for black and white"))
        self.trouble = label("", "wrong", wrap=True)
        self._lay_out()
        self.printer.currentIndexChanged.connect(self._show_printer)
        self.printer.setCurrentIndex(max(0, self.printer.findData(usual.printer)))
        self._show_printer()
        self.sides.setCurrentIndex(max(0, self.sides.findData(usual.sides)))
        self.copies.setValue(usual.copies)
        self.grey.setChecked(usual.grey)
        self.copies.setFocus()

    def accept(self) -> None:
        """Tell what was chosen."""
        super().accept()
        self.wanted.emit(
            PrintChoices(
                self.printer.currentData(),
                self.copies.value(),
                Sides(self.sides.currentData()),
                self.grey.isChecked(),
            )
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(_("Print the handout"), "title"))
        column.addWidget(label(_("The pages exactly as shown."), "muted"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(_("&Printer"), self.printer)
        form.addRow(_("&Copies"), self.copies)
        form.addRow(_("&Sides"), self.sides)
        form.addRow("", self.grey)
        column.addLayout(form)
        column.addWidget(self.trouble)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.print_button = buttons.addButton(_("Print"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.print_button.setProperty("kind", "primary")
        self.print_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _show_printer(self) -> None:
        """Offer what the chosen printer can do, and say what keeps it from printing now."""
        printer = self._printers[self.printer.currentData()]
        chosen = self.sides.currentData()
        self.sides.clear()
        for side, words in SIDES.items():
            if side in printer.sides:
                self.sides.addItem(words, side)
        self.sides.setCurrentIndex(max(0, self.sides.findData(chosen)))
        self.trouble.setText(f"{printer.title} {printer.trouble}." if printer.trouble else "")
        self.trouble.setVisible(bool(printer.trouble))

"""Current medicines by name: type a few letters, Enter adds, each stands below with what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from careleaf.domain.current_medicine import CurrentMedicine, read_current_medicine
from careleaf.domain.known_medicines import KnownMedicine
from careleaf.domain.people import NAME_LIMIT
from careleaf.domain.safety import Rules
from careleaf.gui.interface_text import _
from careleaf.gui.panes.tab_order import FocusPassedOn
from careleaf.gui.parts import button, label, restyle

_ROW_HEIGHT = 24  # pixels of one offer
_DOSE = re.compile(r"\s[#0-9].*$")


class MedicinePicker(FocusPassedOn, QWidget):
    """Offer names, brands and classes as one types. A name that is not known is kept as just that."""

    added = Signal(object)
    removed = Signal(str)

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._medicines = rules.medicines
        self._labels = {question.id: question.label for question in rules.questions}
        self._chosen = False
        self.field = QLineEdit()
        self.field.setMaxLength(NAME_LIMIT)
        self.field.setPlaceholderText(
            _("Add a medicine: brand, generic or class, such as Tylenol 500 mg x 4")
        )
        self.field.setAccessibleName(_("Add a current medicine"))
        self.offers = QListWidget(self)
        self.offers.setObjectName("offers")
        self.offers.setAccessibleName(_("Medicines that match"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = label("", "hint", wrap=True)
        self._shown: tuple[CurrentMedicine, ...] = ()
        self.chips: dict[str, MedicineChip] = {}
        self._chips = QVBoxLayout()
        self._lay_out()
        self.focus_to = self.field
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._offer)
        self.offers.itemClicked.connect(self._take)
        self._offer("")

    @property
    def hint(self) -> str:
        """Return what is said of a name that is not known."""
        return "" if self._hint.isHidden() else self._hint.text()

    def close_offers(self) -> None:
        """Take the offers away; what is typed stays."""
        self.offers.hide()

    def show_takes(self, takes: Sequence[CurrentMedicine]) -> None:
        """Show the current medicines."""
        if tuple(takes) == self._shown:
            return
        self._shown = tuple(takes)
        for chip in self.chips.values():
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for medicine in takes:
            keys = (*medicine.answers, *medicine.asks) if medicine.recognised else ()
            chip = MedicineChip(medicine, [self._labels.get(key, key) for key in keys])
            chip.removed.connect(self._remove)
            self._chips.addWidget(chip)
            self.chips[medicine.name] = chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the offers with Up and Down, take one with Enter, clear with Escape."""
        if watched is self.field and event.type() is QEvent.Type.FocusOut:
            self.close_offers()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up if not self.offers.isHidden():
                    self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._enter()
                    return True
                case Qt.Key.Key_Escape if self.field.text():
                    self._clear()
                    return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.field)
        column.addWidget(self._hint)
        self._chips.setSpacing(3)
        column.addLayout(self._chips)

    def _offer(self, typed: str) -> None:
        """Show what the letters before a dose may mean."""
        self._chosen = False
        name = _DOSE.sub("", typed)
        matching = self._medicines.matching(name, self._labels)
        self.offers.clear()
        for known in matching:
            item = QListWidgetItem(f"{known.shown}   {self._said(known)}")
            item.setData(Qt.ItemDataRole.UserRole, known.name)
            self.offers.addItem(item)
        self.offers.setCurrentRow(0)
        if matching:
            self._show_offers(_ROW_HEIGHT * len(matching) + 4)
        else:
            self.close_offers()
        unknown = bool(name.strip()) and not matching and not self._read(typed).recognised
        self._hint.setText(
            _("Not recognised. Enter keeps it, and its questions stay open.") if unknown else ""
        )
        self._hint.setVisible(unknown)

    def _show_offers(self, height: int) -> None:
        """Lay the offers over the window under the field, or above it where there is no room."""
        window = self.window()
        if self.offers.parentWidget() is not window:
            self.offers.setParent(window)
        corner = self.field.mapTo(window, QPoint(0, self.field.height() + 2))
        if corner.y() + height > window.height():
            corner.setY(corner.y() - self.field.height() - height - 4)
        self.offers.setGeometry(QRect(corner, QSize(self.field.width(), height)))
        self.offers.show()
        self.offers.raise_()

    def _said(self, known: KnownMedicine) -> str:
        keys = known.answers or known.asks
        words = "; ".join(self._labels.get(key, key) for key in keys) or _("asks nothing")
        return words if known.answers or not known.asks else f"{words}?"

    def _read(self, typed: str) -> CurrentMedicine:
        return read_current_medicine(typed, self._medicines)

    def _move(self, by: int) -> None:
        self._chosen = True
        self.offers.setCurrentRow((self.offers.currentRow() + by) % self.offers.count())

    def _enter(self) -> None:
        """Add what was typed where it is a name, else the offer that is lit, else what was typed."""
        typed = self.field.text().strip()
        item = None if self.offers.isHidden() else self.offers.currentItem()
        if item is not None and (self._chosen or not self._read(typed).recognised):
            self._take(item)
        elif typed:
            self._add(typed)

    def _take(self, item: QListWidgetItem) -> None:
        dose = _DOSE.search(self.field.text())
        self._add(f"{item.data(Qt.ItemDataRole.UserRole)}{dose.group() if dose else ''}")

    def _add(self, typed: str) -> None:
        self._clear()
        self.added.emit(self._read(typed))

    def _clear(self) -> None:
        self.field.clear()
        self._offer("")

    def _remove(self, name: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit(name)


class MedicineChip(QFrame):
    """One current medicine: its name in tall-man letters, its dose as it was read, what it answers."""

    removed = Signal(str)

    def __init__(self, medicine: CurrentMedicine, labels: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("chip")
        known = medicine.recognised
        shown = "/".join(each.shown for each in medicine.known) if known else medicine.name
        self.words = " \N{MIDDLE DOT} ".join((shown, *_dose_words(medicine)))
        self.said = _said_of(medicine, labels)
        restyle(self, "level", "confirm" if medicine.asks else "")
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 1, 2, 1)
        row.setSpacing(8)
        row.addWidget(label(self.words, "point"))
        row.addWidget(label(self.said, "hint", wrap=True), 1)
        remove = _("Remove {medicine}").format(medicine=shown)
        self.remove = button("\N{MULTIPLICATION SIGN}", "bare", remove)
        self.remove.setToolTip(remove)
        self.remove.clicked.connect(lambda: self.removed.emit(medicine.name))
        row.addWidget(self.remove)


def _dose_words(medicine: CurrentMedicine) -> list[str]:
    dose = medicine.dose
    strengths = "/".join(f"{mg:g}" for mg in dose.strengths)
    words = [f"{strengths} mg"] if strengths else []
    return [*words, _("{number} a day").format(number=f"{dose.per_day:g}")] if dose.per_day else words


def _said_of(medicine: CurrentMedicine, labels: Sequence[str]) -> str:
    if not medicine.recognised:
        if medicine.nearest:
            return _("not recognised, did you mean {medicine}?").format(medicine=medicine.nearest)
        return _("not recognised")
    words = ", ".join(labels) or _("asks nothing")
    return f"{words}?" if medicine.asks else words

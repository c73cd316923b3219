"""Save the choices at hand as a preset: title, note, review; what looks like a patient's is told in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.own_presets import Kept
from careleaf.app.preset_saving import PresetForm, doubts, preset_of, require_nobody
from careleaf.domain.preset import NOTE_LINE_LIMIT, TITLE_LIMIT, Preset
from careleaf.errors import CareleafError
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.parts import button, label, name_choice
from careleaf.gui.presets import Presets
from careleaf.i18n import dated

EXPLAINED = _("Topics, values and wording are kept. The patient, the check and your notes are not.")
NOTES = _("Your notes stay with this patient. Tick one only if it is meant for everyone:")
REVIEWS = {  # by months
    6: _("In half a year, on {day}"),
    12: _("In a year, on {day}"),
    24: _("In 2 years, on {day}"),
}
USUAL_REVIEW = 12


class SavePresetDialog(QDialog):
    """Ask what a preset is called and who it is for; save it as a new one or over the user's own."""

    saved = Signal(object)

    def __init__(self, document: DraftDocument, presets: Presets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save preset"))
        self._document, self._presets = document, presets
        self._kept = presets.opened(document.draft)
        self._was = self._kept.preset if self._kept else presets.of(document.draft)
        own = self._kept.preset if self._kept else Preset("", "", ())
        author = own.author or document.draft.clinician.name
        self.title = _line(_("Title"), own.title, TITLE_LIMIT, _("such as: Acute spasm, runners"))
        self.note = _line(_("Note for colleagues"), own.note, NOTE_LINE_LIMIT, _("when to use it"))
        self.author = _line(_("Author"), author, TITLE_LIMIT, "")
        self.icd10 = _line(_("ICD-10-CM code"), own.icd10, 8, "M54.50")
        self.review_due = self._review_days()
        self.notes = self._standing_notes()
        self._doubts = label("", "wrong", wrap=True)
        self._wrong = label("", "wrong", wrap=True)
        self.save_changes = button(_("Save changes"), "primary")
        self.save_new = button(_("Save as new preset"), "" if self._kept else "primary")
        self._lay_out()
        self._connect()
        self._show_doubts()

    def _review_days(self) -> QComboBox:
        """Offer when the preset is to be looked at again; it has just been."""
        today, language = self._document.setting.today, self._document.library.language
        box = QComboBox()
        name_choice(box, _("Review due"))
        for months, words in REVIEWS.items():
            day = _months_on(today, months)
            box.addItem(words.format(day=dated(day, language)), day)
        box.addItem(_("Never"), None)
        box.setCurrentIndex(list(REVIEWS).index(USUAL_REVIEW))
        return box

    def _standing_notes(self) -> dict[str, QCheckBox]:
        """Offer each note of the draft; one that the preset had already, word for word, is ticked."""
        boxes = {}
        for topic_id, choice in self._document.draft.choices.items():
            if not choice.note.strip():
                continue
            topic = self._document.library.topic(topic_id)
            name = topic.title if topic else topic_id
            words = choice.note.replace("\n", " ").replace("&", "&&")
            box = QCheckBox(f"{name}: {words[:80]}{'...' if len(words) > 80 else ''}")
            box.setAccessibleName(_("Keep the note of {topic}").format(topic=name))
            box.setChecked(self._was is not None and self._was.choice(topic_id).note == choice.note)
            boxes[topic_id] = box
        return boxes

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Save preset"), "title"))
        column.addWidget(label(EXPLAINED, "muted", wrap=True))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for field in (self.title, self.note, self.author, self.icd10):
            form.addRow(QLabel(field.accessibleName()), field)
        form.addRow(QLabel(_("Review due")), self.review_due)
        column.addLayout(form)
        if self.notes:
            column.addWidget(label(NOTES, "muted", wrap=True))
            for box in self.notes.values():
                column.addWidget(box)
        column.addWidget(self._doubts)
        column.addWidget(self._wrong)
        self._wrong.hide()
        buttons = QDialogButtonBox()
        if self._kept:
            buttons.addButton(self.save_changes, QDialogButtonBox.ButtonRole.ApplyRole)
        else:
            self.save_changes.setParent(self)
            self.save_changes.hide()
        buttons.addButton(self.save_new, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        (self.save_changes if self._kept else self.save_new).setDefault(True)  # Enter in a field saves
        self.setMinimumWidth(480)

    def _connect(self) -> None:
        for field in (self.title, self.note, self.author, self.icd10):
            field.textChanged.connect(self._show_doubts)
        for box in self.notes.values():
            box.toggled.connect(self._show_doubts)
        self.save_changes.clicked.connect(lambda: self._save(over=self._kept))
        self.save_new.clicked.connect(lambda: self._save(over=None))

    def _preset(self) -> Preset:
        form = PresetForm(
            title=self.title.text(),
            note=self.note.text(),
            author=self.author.text(),
            review_due=self.review_due.currentData(),
            icd10=self.icd10.text(),
            standing_notes=frozenset(topic_id for topic_id, box in self.notes.items() if box.isChecked()),
        )
        document = self._document
        return preset_of(document.program, document.draft, form, self._was, document.setting.today)

    def _show_doubts(self) -> None:
        found = doubts(self._document.program, self._preset(), self._document.draft.patient)
        lines = [
            _('{where}: "{words}" looks like {looks_like}.').format(
                where=doubt.where, words=doubt.suspicion.words, looks_like=doubt.suspicion.looks_like
            )
            for doubt in found
        ]
        if lines:
            lines.append(_("A preset is for every patient, and may be shared."))
        self._doubts.setText("\n".join(lines))
        self._doubts.setVisible(bool(lines))

    def _save(self, over: Kept | None) -> None:
        preset, own = self._preset(), self._presets.own
        try:
            require_nobody(self._document.program, preset, self._document.draft.patient)
            kept = own.replace(over, preset) if over else own.add(preset)
        except CareleafError as error:
            self._wrong.setText(_("Not saved. {problem}").format(problem=error))
            self._wrong.show()
            return
        self.saved.emit(kept)
        self.accept()


def _months_on(day: date, months: int) -> date:
    """Return the day some months on; the 29th to 31st become the 28th, which every month has."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))


def _line(name: str, text: str, limit: int, hint: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setMaxLength(limit)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMinimumWidth(300)
    return field

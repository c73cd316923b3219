"""Find, change and share presets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from careleaf.app.leaflet import make_leaflet, openemr_file
from careleaf.app.preset_list import ListedPreset, set_favourite
from careleaf.app.preset_notices import preset_notices
from careleaf.app.preset_saving import doubts, require_nobody
from careleaf.delivery.export import save_file
from careleaf.domain.preset import TITLE_LIMIT, Preset
from careleaf.errors import CareleafError
from careleaf.gui.actions import PresetActions, make_preset_actions
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.parts import label, restyle
from careleaf.gui.presets import Presets, titled
from careleaf.i18n import dated

SIZE = (860, 560)


class PresetsDialog(QDialog):
    """List every preset with a search; what can be done with the chosen one stands beside it."""

    wanted = Signal(str)

    def __init__(self, document: DraftDocument, presets: Presets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Presets"))
        self._document, self._presets = document, presets
        self._deleted: list[str] = []
        self.actions_by_name: PresetActions = make_preset_actions(self)
        self.search = _line(_("Search presets"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Presets"))
        self.title = _line(_("Title of the preset"))
        self.title.setMaxLength(TITLE_LIMIT)
        self._about = label("", "muted", wrap=True)
        self._notices = label("", "wrong", wrap=True)
        self._told = label("", "wrong", wrap=True)
        self._lay_out()
        self._connect()
        self._fill(document.draft.preset)
        self.resize(*SIZE)

    @property
    def chosen(self) -> ListedPreset | None:
        """Return the preset chosen in the list, if it can be read."""
        return self._presets.listed(self._chosen_id)

    @property
    def _chosen_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def choose(self, preset_id: str) -> None:
        """Choose a preset in the list, if it is there."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == preset_id:
                self.list.setCurrentRow(row)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._told)
        self._told.hide()
        row = QHBoxLayout()
        row.setSpacing(14)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addLayout(_buttons(self.actions_by_name.take_in, self.actions_by_name.undelete))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self._about)
        right.addWidget(self._notices)
        right.addStretch(1)
        actions = self.actions_by_name
        right.addLayout(_buttons(actions.use, actions.favourite, actions.rename))
        right.addLayout(_buttons(actions.duplicate, actions.delete))
        right.addLayout(_buttons(actions.give_out, actions.openemr))
        row.addLayout(left, 5)
        row.addLayout(right, 6)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        actions = self.actions_by_name
        self.search.textChanged.connect(lambda: self._fill(self._chosen_id))
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemActivated.connect(lambda _: actions.use.trigger())
        self.title.textEdited.connect(lambda _: self._show_rename())
        self.title.returnPressed.connect(actions.rename.trigger)
        actions.use.triggered.connect(self._use)
        actions.favourite.triggered.connect(self._favour)
        actions.rename.triggered.connect(self._rename)
        actions.duplicate.triggered.connect(self._duplicate)
        actions.delete.triggered.connect(self._delete)
        actions.undelete.triggered.connect(self._undelete)
        actions.take_in.triggered.connect(self._ask_for_import)
        actions.give_out.triggered.connect(self._ask_for_export)
        actions.openemr.triggered.connect(self._ask_for_openemr)

    def _fill(self, chosen: str) -> None:
        self.list.clear()
        for listed in self._presets.all:
            if listed.holds(self.search.text()):
                words = (
                    titled(listed) if listed.own else _("{title}  (built-in)").format(title=titled(listed))
                )
                self._add(words, listed.preset.id)
        for preset_id in self._presets.unreadable:
            self._add(_("{name} (cannot be read)").format(name=preset_id), preset_id)
        self.choose(chosen)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show()

    def _add(self, words: str, preset_id: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, preset_id)
        self.list.addItem(item)

    def _show(self) -> None:
        """Show the chosen preset, and only the actions that it has."""
        listed, actions = self.chosen, self.actions_by_name
        own = listed is not None and listed.own
        for action in (actions.use, actions.favourite, actions.duplicate, actions.give_out):
            action.setVisible(listed is not None)
        actions.rename.setVisible(own)
        actions.delete.setVisible(own or self._chosen_id in self._presets.unreadable)
        actions.undelete.setVisible(bool(self._deleted))
        actions.openemr.setVisible(listed is not None and bool(listed.preset.icd10))
        self.title.setReadOnly(not own)
        self.title.setText(listed.preset.title if listed else "")
        self._about.setText(self._words_about(listed.preset) if listed else "")
        today, program = self._document.setting.today, self._document.program
        self._notices.setText(
            "\n".join(preset_notices(program, listed.preset, today))
            if listed
            else "\n".join(self._presets.problems)
        )
        self._show_rename()

    def _show_rename(self) -> None:
        listed = self.chosen
        typed = self.title.text().strip()
        self.actions_by_name.rename.setEnabled(listed is not None and typed not in ("", listed.preset.title))

    def _words_about(self, preset: Preset) -> str:
        library = self._document.library
        titles = [topic.title for topic in map(library.topic, preset.topics) if topic]
        offered = [topic.title for topic in map(library.topic, preset.suggests) if topic]
        days = (
            (_("made {day}"), preset.made),
            (_("reviewed {day}"), preset.reviewed),
            (_("review due {day}"), preset.review_due),
        )
        facts = [words.format(day=dated(day, library.language)) for words, day in days if day]
        lines = [
            preset.note,
            _("Ticks: {topics}.").format(topics=", ".join(titles))
            if titles
            else _("Ticks: nothing (the emergency sheet)."),
            _("Suggests: {topics}.").format(topics=", ".join(offered)) if offered else "",
            _("Code: {code}").format(code=preset.icd10) if preset.icd10 else "",
            " · ".join([*([preset.author] if preset.author else []), *facts]),
        ]
        return "\n\n".join(line for line in lines if line)

    def _tell(self, words: str, kind: str = "muted") -> None:
        self._told.setText(words)
        restyle(self._told, "kind", kind)
        self._told.setVisible(bool(words))

    def _try(self, work: Callable[[], object]) -> bool:
        """Do some work with the files; what goes wrong is told in place."""
        try:
            work()
        except CareleafError as error:
            self._tell(str(error), "wrong")
            return False
        self._tell("")
        return True

    def _change(self, work: Callable[[], object], chosen: str = "") -> bool:
        """Do some work that changes the list, and show the list as it is then, also where it failed."""
        done = self._try(work)
        self._presets.refresh()
        self._fill(chosen or self._chosen_id)
        return done

    def _use(self) -> None:
        self.wanted.emit(self._chosen_id)
        self.accept()

    def _favour(self) -> None:
        if listed := self.chosen:
            wanted, program = not listed.favourite, self._document.program
            self._change(lambda: set_favourite(program, listed.preset.id, wanted))

    def _rename(self) -> None:
        listed, title = self.chosen, self.title.text()
        if listed is None or not self.actions_by_name.rename.isEnabled():
            return
        renamed, document = replace(listed.preset, title=title), self._document

        def work() -> None:
            require_nobody(document.program, renamed, document.draft.patient)
            self._presets.remember(self._presets.own.rename(renamed.id, title))

        if self._change(work):
            self._tell_doubts()

    def _duplicate(self) -> None:
        made: list[str] = []
        preset_id = self._chosen_id
        self._change(lambda: made.append(self._presets.own.duplicate(preset_id).preset.id))
        self.choose("".join(made))

    def _delete(self) -> None:
        preset_id = self._chosen_id
        if self._change(lambda: self._presets.own.delete(preset_id)):
            self._deleted.append(preset_id)
            self._tell(_("Deleted: it is in the trash. Undo delete takes it back."))
            self._show()

    def _undelete(self) -> None:
        if self._deleted and self._change(
            lambda: self._presets.own.restore(self._deleted[-1]), self._deleted[-1]
        ):
            self._deleted.pop()
            self._show()

    def _ask_for_import(self) -> None:
        self._ask(_("Import preset"), QFileDialog.AcceptMode.AcceptOpen, "", self.take_in)

    def take_in(self, name: str) -> None:
        """Keep a preset file as the user's own."""
        made: list[str] = []
        if self._change(lambda: made.append(self._presets.own.take_in(Path(name)).preset.id)):
            self.choose("".join(made))
            self._tell_doubts()

    def _tell_doubts(self) -> None:
        """Say what in the chosen preset looks like a patient's."""
        if listed := self.chosen:
            found = doubts(self._document.program, listed.preset, self._document.draft.patient)
            self._tell("\n".join(dict.fromkeys(f"{doubt}." for doubt in found)), "wrong")

    def _ask_for_export(self) -> None:
        suggested = f"{self._chosen_id}.careleaf"
        self._ask(_("Export preset"), QFileDialog.AcceptMode.AcceptSave, suggested, self.give_out)

    def give_out(self, name: str) -> None:
        """Write the chosen preset to a file."""
        self._try(lambda: self._presets.own.give_out(self._chosen_id, Path(name)))

    def _ask(
        self, words: str, mode: QFileDialog.AcceptMode, suggested: str, then: Callable[[str], None]
    ) -> None:
        dialog = QFileDialog(self, words, "", _("Presets (*.careleaf *.toml)"))
        dialog.setAcceptMode(mode)
        if mode is QFileDialog.AcceptMode.AcceptSave:
            dialog.setDefaultSuffix("careleaf")
            dialog.selectFile(suggested)
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_for_openemr(self) -> None:
        dialog = QFileDialog(self, _("OpenEMR's folder for education"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.export_for_openemr)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_for_openemr(self, folder: str) -> None:
        """Write the chosen preset's pages into a folder, without a patient and a day."""
        if (listed := self.chosen) is None:
            return
        preset, document = listed.preset, self._document
        path = Path(folder) / openemr_file(preset)
        page, now = document.draft.page, document.setting.now

        def work() -> None:
            made = make_leaflet(document.program, preset, document.clinic, now, page)
            save_file(path, made.typeset.pdf)

        if self._try(work):
            self._tell(_("Written as {name}.").format(name=path.name))


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


def _buttons(*actions: QAction) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for action in actions:
        made = QToolButton()
        made.setDefaultAction(action)
        made.setAccessibleName(action.iconText())
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.visibleChanged.connect(lambda a=action, b=made: b.setVisible(a.isVisible()))
        row.addWidget(made)
    row.addStretch(1)
    return row

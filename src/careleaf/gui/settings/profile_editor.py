"""The clinic profile at hand in the Settings dialog: show it, take in what was entered, keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careleaf.app.bootstrap import NO_CLINIC
from careleaf.app.clinic_profiles import (
    delete_profile,
    export_clinic,
    import_profile,
    profiles,
    save_profile,
)
from careleaf.domain.people import Clinic
from careleaf.errors import CareleafError
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.settings.clinic_form import ClinicForm
from careleaf.gui.settings.clinic_problems import problems_of
from careleaf.gui.settings.privacy_form import PrivacyForm
from careleaf.gui.settings.profile_bar import ProfileBar

LETTERHEAD = (
    "name", "title", "phone", "after_hours", "emergency", "logo", "logo_alt", "colour", "address", "hours",
    "link", "footer", "timezone",
)  # fmt: skip


class ProfileEditor(QWidget):
    """The letterhead with the choice of profile; `others` hold what else belongs to the same profile.

    `leaving` asks for something that loses what was entered: whoever hears it does it, or does not.
    """

    set_up = Signal(object)
    told = Signal(str)
    leaving = Signal(object)

    def __init__(self, document: DraftDocument, others: Sequence[ClinicForm | PrivacyForm]) -> None:
        super().__init__()
        self._document, self._program = document, document.program
        self._profile = ""
        self.bar = ProfileBar()
        self.form = ClinicForm(LETTERHEAD)
        self._parts = (self.form, *others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.form)
        self.form.refused.connect(self.told)
        self.bar.profile_wanted.connect(self._open_another)
        self.bar.delete_wanted.connect(lambda profile_id: self._try(lambda: self._delete(profile_id)))
        self.bar.import_wanted.connect(self._import_another)
        self.bar.export_wanted.connect(
            lambda name: self._try(lambda: export_clinic(_path(name), self._program.clinic(self._profile)))
        )

    def open(self, profile_id: str) -> None:
        """Show a profile, or an empty one for a new clinic; one that cannot be read is told."""
        clinic, self._profile, wrong = NO_CLINIC, profile_id, ""
        if profile_id:
            try:
                clinic = self._program.clinic(profile_id)
            except CareleafError as error:
                wrong = str(error)
        self._show_profiles()
        for part in self._parts:
            part.show_clinic(clinic)
        self._shown = clinic
        self._opened = self.entered
        self.form.mark(())
        self.told.emit(wrong)

    @property
    def entered(self) -> Clinic:
        """Return the clinic with everything that was entered."""
        clinic = self._shown
        for part in self._parts:
            clinic = part.put_in(clinic)
        return clinic

    @property
    def is_changed(self) -> bool:
        """Tell whether something was entered that is not saved."""
        return self.entered != self._opened

    def problems(self) -> tuple[str, ...]:
        """Return what is missing or wrong, in words, and mark where; a profile left as it was has none."""
        wrong = problems_of(self.entered) if self._is_news else {}
        self.form.mark(wrong)
        return tuple(wrong.values())

    def save(self) -> None:
        """Keep the profile and use it from now on. Raises DeliveryFailed or InvalidFiles."""
        if self._is_news:
            clinic = save_profile(self._program, self.entered, self._profile)
            self.open(self._program.chosen_clinic())
            self.set_up.emit(clinic)

    @property
    def _is_news(self) -> bool:
        """Tell whether saving makes a difference: an empty new profile makes none."""
        another = self._profile != self._program.chosen_clinic() or self._shown != self._document.clinic
        return self.is_changed or (self._shown != NO_CLINIC and another)

    def _open_another(self, profile_id: str) -> None:
        self._show_profiles()  # the choice goes back until it was agreed to
        self.leaving.emit(lambda: self.open(profile_id))

    def _import_another(self, name: str) -> None:
        self.leaving.emit(lambda: self._try(lambda: self._import(_path(name))))

    def _show_profiles(self) -> None:
        self.bar.show_profiles(profiles(self._program), self._profile)

    def _delete(self, profile_id: str) -> None:
        delete_profile(self._program, profile_id)
        self.set_up.emit(self._program.clinic())
        self.open(self._program.chosen_clinic())

    def _import(self, path: Path) -> None:
        self.set_up.emit(import_profile(self._program, path))
        self.open(self._program.chosen_clinic())

    def _try(self, step: Callable[[], object]) -> None:
        """Do a step; what goes wrong is said in words."""
        try:
            step()
        except CareleafError as error:
            self.told.emit(str(error))


def _path(name: str) -> Path:
    return Path(QDir.toNativeSeparators(name))

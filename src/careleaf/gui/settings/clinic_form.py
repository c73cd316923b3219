"""Some fields of a clinic's profile as a form: which ones is said by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from careleaf.domain.people import Clinic
from careleaf.gui.interface_text import _
from careleaf.gui.page_words import PAGES, STYLES
from careleaf.gui.parts import restyle
from careleaf.gui.settings.clinic_fields import BlocksField, TextField, UsualField, ZoneField
from careleaf.gui.settings.colour_field import ColourField
from careleaf.gui.settings.form_rows import caption, form_in
from careleaf.gui.settings.logo_field import LogoField

CAPTIONS = {
    "name": _("Clinic name"),
    "title": _("Profile name"),
    "phone": _("Phone"),
    "after_hours": _("After-hours phone"),
    "emergency": _("Emergency number"),
    "address": _("Address"),
    "hours": _("Opening hours"),
    "link": _("Web address to scan"),
    "footer": _("Words in the footer"),
    "logo": _("Logo"),
    "logo_alt": _("What the logo shows"),
    "colour": _("Colour of the headings"),
    "timezone": _("Time zone"),
    "page": _("Page size"),
    "style": _("Style"),
    "blocks": _("Usual blocks"),
}
HINTS = {
    "title": _("if one clinic has several, such as Evening"),
    "phone": _("needed on every page"),
    "hours": _("Mon-Fri 8-6"),
    "link": "clinic.example/back",
    "logo_alt": _("for those who cannot see it"),
}
AS_PRESET = _("As the preset says")

Field = TextField | ZoneField | UsualField | BlocksField | ColourField | LogoField


class ClinicForm(QWidget):
    """Show these fields of a clinic, and put what was entered in one."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {key: self._field(key) for key in keys}
        form = form_in(self)
        for key, field in self.fields.items():
            field.setAccessibleName(CAPTIONS[key])
            field.changed.connect(partial(self._take_change, field))
            words = caption(CAPTIONS[key])
            words.setBuddy(field)
            form.addRow(words, field)

        self.setFocusProxy(next(iter(self.fields.values())))

    def show_clinic(self, clinic: Clinic) -> None:
        """Show a clinic."""
        for field in self.fields.values():
            field.show_clinic(clinic)

    def put_in(self, clinic: Clinic) -> Clinic:
        """Return the clinic with what was entered here."""
        for field in self.fields.values():
            clinic = field.put_in(clinic)
        return clinic

    def mark(self, wrong: Collection[str]) -> None:
        """Mark the fields that something is wrong with, and go to the first of them."""
        for key, field in self.fields.items():
            _mark(field, key in wrong)
        if first := next((field for key, field in self.fields.items() if key in wrong), None):
            first.setFocus()

    def _take_change(self, field: Field) -> None:
        _mark(field, False)
        self.changed.emit()

    def _field(self, key: str) -> Field:
        match key:
            case "logo":
                logo = LogoField()
                logo.refused.connect(self.refused)
                return logo
            case "colour":
                return ColourField()
            case "timezone":
                return ZoneField()
            case "page":
                return UsualField("page", PAGES)
            case "style":
                return UsualField("style", {"": AS_PRESET, **STYLES})
            case "blocks":
                return BlocksField()
            case _:
                return TextField(key, HINTS.get(key, ""))


def _mark(field: Field, wrong: bool) -> None:
    restyle(field.typed if isinstance(field, ColourField) else field, "wrong", wrong)

"""What is to be known of a preset before it is used: foreign parts, changes since, an overdue review."""

from __future__ import annotations

from datetime import date

from careleaf.app.bootstrap import Program
from careleaf.domain.preset import Preset, foreign_parts
from careleaf.domain.preset_changes import changes_since
from careleaf.errors import InvalidFiles
from careleaf.i18n import dated


def preset_notices(program: Program, preset: Preset, today: date) -> tuple[str, ...]:
    """Say all of it in words, the gravest first."""
    notices = []
    if preset.review_due is not None and preset.is_stale(today):
        day = dated(preset.review_due, program.library.language)
        notices.append(f"Its review was due {day}; the page says so until it is saved with a new day.")
    if foreign := foreign_parts(preset, program.library):
        notices.append(f"Not in this library, so kept but not printed: {', '.join(foreign)}.")
    changes = (f"Changed since it was saved: {change}" for change in preset_changes(program, preset))
    return (*notices, *changes)


def preset_changes(program: Program, preset: Preset) -> tuple[str, ...]:
    """Say what the library, or the built-in preset it came from, has changed since a preset was made."""
    return changes_since(preset, program.library, built_in_preset(program, preset.made_from.preset))


def built_in_preset(program: Program, name: str) -> Preset | None:
    """Return the built-in preset with this id, if the program has it and it can be read."""
    try:
        return program.preset(name) if name in program.built_in_files() else None
    except InvalidFiles:
        return None

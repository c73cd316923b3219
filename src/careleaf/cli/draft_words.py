"""What the flags of `render`, `check`, `batch` and `presets save` choose, as words of the draft."""

from __future__ import annotations

import argparse

from careleaf.app.draft_choices import Choices


def choices_of(flags: argparse.Namespace) -> Choices:
    """Return what the flags say of the draft; `batch` and `presets save` have none for one patient."""
    return Choices(
        ticks=tuple(flags.tick),
        unticks=tuple(flags.untick),
        settings=tuple(flags.settings),
        answers=tuple(getattr(flags, "answers", ())),
        takes=tuple(getattr(flags, "takes", ())),
        confirmations=tuple(getattr(flags, "confirm", ())),
        patient_name=getattr(flags, "patient_name", ""),
        patient_id=getattr(flags, "patient_id", ""),
        clinician=getattr(flags, "clinician", ""),
        with_blocks=tuple(flags.with_blocks),
        without_blocks=tuple(flags.without_blocks),
        style=flags.style,
        page=getattr(flags, "page", None),
    )

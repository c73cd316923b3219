"""`careleaf render` and `careleaf check`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import Choices, draft_of
from careleaf.app.draft_flags import require_fired
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.app.preset_notices import preset_notices
from careleaf.cli.arguments import CHART_NOTE
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.draft_words import choices_of, with_patient_of
from careleaf.cli.output import put, say, say_json
from careleaf.delivery.export import save_file
from careleaf.domain.safety import blocks, unconfirmed
from careleaf.errors import Blocked, NeedsConfirmation, UsageError

STANDARD_OUTPUT = "-"


def render(program: Program, flags: argparse.Namespace) -> int:
    """Make a handout and write it. A rule that holds it back stops it before anything is written."""
    to_stdout = flags.out == STANDARD_OUTPUT
    if to_stdout and flags.json:
        raise UsageError("--json and the handout cannot both go to standard output; name a file with -o.")
    made = _made(program, flags)
    try:
        require_safe(made)
    except (Blocked, NeedsConfirmation):
        if flags.json:
            _say_findings(made)
        raise
    content = _content(made, flags.format)
    if to_stdout:
        put(content)
        _log(program, made, flags)
        return 0
    # Worked out before the file is written: a failure leaves no file behind.
    summary = _summary(made, flags, len(content)) if flags.json else None
    save_file(Path(flags.out), content)
    _log(program, made, flags)
    if summary:
        say_json(summary)
    else:
        say(flags.out)
    return 0


def _summary(made: Made, flags: argparse.Namespace, size: int) -> dict[str, Any]:
    from careleaf.app.summary import render_summary  # most handouts are made without: they start faster

    return render_summary(made, flags.out, size)


def _log(program: Program, made: Made, flags: argparse.Namespace) -> None:
    """Log a handout that was given, where the clinic turned that on; texts and notes are none."""
    setting = made.setting
    if flags.format in ("pdf", "fhir") and setting.clinic.log:
        from careleaf.app.handout_log import log_given

        preset = program.preset(flags.preset).id
        log_given(program, setting.clinic, made.handout.content, "save", preset, setting.now)


def check(program: Program, flags: argparse.Namespace) -> int:
    """Print the findings, or the chart note of a handout that may go out; the exit code says if it may."""
    if flags.json and flags.format == CHART_NOTE:
        raise UsageError("--json and the chart note cannot both go to standard output; choose one.")
    made = _made(program, flags)
    if flags.format == CHART_NOTE and not _held_back(made):
        put(made.chart_note(made.setting.now).encode())
    elif flags.json:
        _say_findings(made)
    else:
        for finding in made.findings:
            say(f"{finding.level:8}{finding.rule:7}{finding.text}")
        if not made.findings:
            say("No findings.")
    return _held_back(made)


def _say_findings(made: Made) -> None:
    from careleaf.app.summary import check_summary

    say_json(check_summary(made))


def _held_back(made: Made) -> int:
    """Return the exit code of what holds the handout back, or 0."""
    if blocks(made.findings):
        return Blocked.exit_code
    return NeedsConfirmation.exit_code if unconfirmed(made.findings, made.setting.draft) else 0


def _made(program: Program, flags: argparse.Namespace) -> Made:
    choices = choices_of(flags)
    return made_of(
        program, flags, with_patient_of(choices, flags.patient_json) if flags.patient_json else choices
    )


def made_of(program: Program, flags: argparse.Namespace, choices: Choices) -> Made:
    """Make the handout that flags and choices ask for; what there is to know of the preset is told."""
    clinic, now = clinic_and_now(program, flags)
    preset = program.preset(flags.preset)
    made = make(program, draft_of(program, preset, choices, clinic, now), clinic, now)
    for notice in preset_notices(program, preset, made.setting.today):
        print(f"careleaf: {flags.preset}: {notice}", file=sys.stderr)
    require_fired(made.setting.draft, made.findings)
    return made


def _content(made: Made, wanted: str) -> bytes:
    match wanted:
        case "text":
            return made.text.encode()
        case "xml":
            return made.xml.encode()
        case "chart-note":
            return made.chart_note(made.setting.now).encode()
        case "fhir":
            from careleaf.rendering.fhir import fhir_json

            return fhir_json(made.handout, made.typeset.pdf, made.setting.now).encode()
    return made.typeset.pdf

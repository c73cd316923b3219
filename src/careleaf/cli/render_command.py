"""`careleaf render` and `careleaf check`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from careleaf.app.bootstrap import NO_CLINIC, Program
from careleaf.app.draft_flags import answer_check, confirm, name_people, require_fired, set_params, take, tick
from careleaf.app.draft_starts import clinic_look
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.app.preset_notices import preset_notices
from careleaf.app.summary import check_summary, render_summary
from careleaf.cli.arguments import CHART_NOTE
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.output import put, say, say_json
from careleaf.delivery.export import save_file
from careleaf.domain.draft import Draft
from careleaf.domain.people import Clinic
from careleaf.domain.preset import draft_from
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
            say_json(check_summary(made))
        raise
    content = _content(made, flags.format)
    if to_stdout:
        put(content)
        return 0
    # Worked out before the file is written: a failure leaves no file behind.
    summary = render_summary(made, flags.out, len(content)) if flags.json else None
    save_file(Path(flags.out), content)
    if summary:
        say_json(summary)
    else:
        say(flags.out)
    return 0


def check(program: Program, flags: argparse.Namespace) -> int:
    """Print the findings, or the chart note of a handout that may go out; the exit code says if it may."""
    if flags.json and flags.format == CHART_NOTE:
        raise UsageError("--json and the chart note cannot both go to standard output; choose one.")
    made = _made(program, flags)
    if flags.format == CHART_NOTE and not _held_back(made):
        put(made.chart_note(made.setting.now).encode())
    elif flags.json:
        say_json(check_summary(made))
    else:
        for finding in made.findings:
            say(f"{finding.level:8}{finding.rule:7}{finding.text}")
        if not made.findings:
            say("No findings.")
    return _held_back(made)


def _held_back(made: Made) -> int:
    """Return the exit code of what holds the handout back, or 0."""
    if blocks(made.findings):
        return Blocked.exit_code
    return NeedsConfirmation.exit_code if unconfirmed(made.findings, made.setting.draft) else 0


def _made(program: Program, flags: argparse.Namespace) -> Made:
    clinic, now = clinic_and_now(program, flags)
    made = make(program, _draft(program, flags, clinic, now), clinic, now)
    for notice in preset_notices(program, program.preset(flags.preset), made.setting.today):
        print(f"careleaf: {flags.preset}: {notice}", file=sys.stderr)
    require_fired(made.setting.draft, made.findings)
    return made


def _draft(program: Program, flags: argparse.Namespace, clinic: Clinic, now: datetime) -> Draft:
    draft = chosen_draft(program, flags, clinic)
    draft = name_people(draft, flags.patient_name, flags.patient_id, flags.clinician)
    draft = confirm(draft, flags.confirm, now)
    answered = answer_check(take(draft.check, program.rules, flags.takes), program.rules, flags.answers)
    return replace(draft, check=answered, page=flags.page or clinic.defaults.page)


def chosen_draft(program: Program, flags: argparse.Namespace, clinic: Clinic = NO_CLINIC) -> Draft:
    """Start a draft from the preset, with the clinic's usual look, and make the choices of the flags.

    Raises UsageError or InvalidFiles.
    """
    draft = clinic_look(draft_from(program.preset(flags.preset)), clinic)
    for name in flags.tick:
        draft = tick(draft, program.library, name, ticked=True)
    for name in flags.untick:
        draft = tick(draft, program.library, name, ticked=False)
    draft = set_params(draft, program.library, flags.settings)
    blocks = (draft.blocks | frozenset(flags.with_blocks)) - frozenset(flags.without_blocks)
    return replace(draft, blocks=blocks, style=flags.style or draft.style)


def _content(made: Made, wanted: str) -> bytes:
    match wanted:
        case "text":
            return made.text.encode()
        case "xml":
            return made.xml.encode()
        case "chart-note":
            return made.chart_note(made.setting.now).encode()
    return made.typeset.pdf

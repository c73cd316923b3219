"""`careleaf render` and `careleaf check`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program
from careleaf.app.draft_flags import answer_check, confirm, name_people, require_fired, set_params, tick
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.app.preset_notices import preset_notices
from careleaf.app.summary import check_summary, render_summary
from careleaf.cli.output import put, say, say_json
from careleaf.content.clinic_loader import is_timezone
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
    """Print the findings; the exit code says whether the handout may be given out."""
    made = _made(program, flags)
    if flags.json:
        say_json(check_summary(made))
    else:
        for finding in made.findings:
            say(f"{finding.level:8}{finding.rule:7}{finding.text}")
        if not made.findings:
            say("No findings.")
    if blocks(made.findings):
        return Blocked.exit_code
    return NeedsConfirmation.exit_code if unconfirmed(made.findings, made.setting.draft) else 0


def _made(program: Program, flags: argparse.Namespace) -> Made:
    clinic, now = clinic_and_clock(program, flags)
    draft = _draft(program, flags)
    made = make(program, draft, clinic, now)
    for notice in preset_notices(program, program.preset(flags.preset), made.setting.today):
        print(f"careleaf: {flags.preset}: {notice}", file=sys.stderr)
    require_fired(made.setting.draft, made.findings)
    return made


def clinic_and_clock(program: Program, flags: argparse.Namespace) -> tuple[Clinic, datetime]:
    """Return the clinic of the flags, and the moment, in its time zone. Raises UsageError or InvalidFiles."""
    clinic = _clinic(program, flags)
    zone = ZoneInfo(clinic.timezone)
    return clinic, _in_zone(flags.now, zone) if flags.now else datetime.now(UTC).astimezone(zone)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def _clinic(program: Program, flags: argparse.Namespace) -> Clinic:
    clinic = program.clinic(flags.clinic)
    if flags.timezone is None:
        return clinic
    if not is_timezone(flags.timezone):
        raise UsageError(f'"{flags.timezone}" is no time zone; expected one such as America/New_York.')
    return replace(clinic, timezone=flags.timezone)


def _draft(program: Program, flags: argparse.Namespace) -> Draft:
    draft = chosen_draft(program, flags)
    draft = name_people(draft, flags.patient_name, flags.patient_id, flags.clinician)
    draft = confirm(draft, flags.confirm)
    answered = answer_check(draft.check, program.rules, flags.answers)
    return replace(draft, check=answered, page=flags.page)


def chosen_draft(program: Program, flags: argparse.Namespace) -> Draft:
    """Start a draft from the preset and make the choices of the flags. Raises UsageError or InvalidFiles."""
    draft = draft_from(program.preset(flags.preset))
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
    return made.typeset.pdf

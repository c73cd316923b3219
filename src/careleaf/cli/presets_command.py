"""`careleaf presets`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import chosen_draft
from careleaf.app.leaflet import make_leaflet, openemr_file
from careleaf.app.own_presets import Kept, OwnPresets
from careleaf.app.preset_list import list_presets, set_favourite
from careleaf.app.preset_notices import preset_changes, preset_notices
from careleaf.app.preset_saving import PresetForm, doubts, preset_of
from careleaf.app.summary import preset_summary
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.draft_words import choices_of
from careleaf.cli.output import say, say_json
from careleaf.delivery.export import save_file
from careleaf.domain.preset import Preset
from careleaf.errors import InvalidFiles, UsageError


def presets(program: Program, flags: argparse.Namespace) -> int:
    """List, show, save, change, take in and give out presets."""
    own = OwnPresets(program)
    match flags.action:
        case "show":
            return _show(program, flags)
        case "diff":
            return _diff(program, flags)
        case "save":
            return _tell(_save(program, own, flags), program, flags)
        case "rename":
            return _tell(own.rename(flags.preset, flags.title), program, flags)
        case "duplicate":
            return _tell(own.duplicate(flags.preset, flags.title), program, flags)
        case "import":
            return _tell(own.take_in(Path(flags.file)), program, flags)
        case "delete":
            own.delete(flags.preset)
            say(f'{flags.preset} is in the trash; "careleaf presets restore {flags.preset}" takes it back.')
        case "restore":
            own.restore(flags.preset)
            say(flags.preset)
        case "export":
            own.give_out(flags.preset, Path(flags.out))
            say(flags.out)
        case "favourite":
            set_favourite(program, program.preset(flags.preset).id, not flags.off)
        case "openemr":
            return _openemr(program, flags)
        case _:
            return _list(program, flags)
    return 0


def _list(program: Program, flags: argparse.Namespace) -> int:
    listing = list_presets(program)
    chosen = [p for p in listing.presets if p.holds(flags.search) and (p.favourite or not flags.favourites)]
    if flags.json:
        say_json([preset_summary(listed.preset) for listed in chosen])
    else:
        for listed in chosen:
            say(f"{listed.preset.id:20} {listed.preset.title}")
    for problem in listing.problems:
        print(f"careleaf: {problem}", file=sys.stderr)
    return InvalidFiles.exit_code if listing.problems else 0


def _show(program: Program, flags: argparse.Namespace) -> int:
    preset = program.preset(flags.preset)
    if flags.json:
        say_json(preset_summary(preset))
        return 0
    say(_shown(preset))
    for notice in preset_notices(program, preset, _today(program)):
        say(notice)
    return 0


def _shown(preset: Preset) -> str:
    lines = [preset.title, preset.note, f"ticks:    {', '.join(preset.topics)}"]
    if preset.suggests:
        lines.append(f"suggests: {', '.join(preset.suggests)}")
    if preset.icd10:
        lines.append(f"code:     {preset.icd10}")
    return "\n".join(line for line in lines if line)


def _diff(program: Program, flags: argparse.Namespace) -> int:
    changes = preset_changes(program, program.preset(flags.preset))
    if flags.json:
        say_json(list(changes))
    else:
        say("\n".join(changes) or "Nothing has changed since this preset was saved.")
    return 0


def _save(program: Program, own: OwnPresets, flags: argparse.Namespace) -> Kept:
    """Save over a preset of the user's own, or with --title as a new one."""
    was = program.preset(flags.preset)
    notes = frozenset(topic_id for topic_id, choice in was.choices.items() if choice.note)
    form = PresetForm(
        title=flags.title or was.title,
        note=was.note if flags.note is None else flags.note,
        author=was.author if flags.author is None else flags.author,
        review_due=flags.review_due or was.review_due,
        icd10=was.icd10 if flags.icd10 is None else flags.icd10,
        standing_notes=notes,
    )
    draft = chosen_draft(program, was, choices_of(flags))
    if flags.title:
        return own.add(preset_of(program, draft, form, was, _today(program)))
    if flags.preset not in program.preset_files():
        raise UsageError(f"{flags.preset} is not among your presets: give a new one a --title.")
    kept = own.open(flags.preset)
    return own.replace(kept, preset_of(program, draft, form, kept.preset, _today(program)))


def _tell(kept: Kept, program: Program, flags: argparse.Namespace) -> int:
    """Say which preset was kept, and where its texts look like a patient's."""
    for words in dict.fromkeys(str(doubt) for doubt in doubts(program, kept.preset)):
        print(f"careleaf: {words}. A preset is for every patient.", file=sys.stderr)
    if flags.json:
        say_json(preset_summary(kept.preset))
    else:
        say(kept.preset.id)
    return 0


def _openemr(program: Program, flags: argparse.Namespace) -> int:
    preset = program.preset(flags.preset)
    path = Path(flags.out) / openemr_file(preset, flags.icd10)
    clinic, now = clinic_and_now(program, flags)
    save_file(
        path, make_leaflet(program, preset, clinic, now, flags.page or clinic.defaults.page).typeset.pdf
    )
    say(str(path))
    return 0


def _today(program: Program) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(program.clinic().timezone)).date()

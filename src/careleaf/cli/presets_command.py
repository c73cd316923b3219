"""`careleaf presets`."""

from __future__ import annotations

import argparse

from careleaf.app.bootstrap import Program
from careleaf.app.summary import preset_summary
from careleaf.cli.output import say, say_json
from careleaf.domain.preset import Preset


def presets(program: Program, flags: argparse.Namespace) -> int:
    """List every preset, or show one."""
    if flags.action == "show":
        preset = program.preset(flags.preset)
        if flags.json:
            say_json(preset_summary(preset))
        else:
            say(_shown(preset))
        return 0
    every = [program.preset(name) for name in program.preset_files()]
    if flags.json:
        say_json([preset_summary(preset) for preset in every])
    else:
        for preset in every:
            say(f"{preset.id:20} {preset.title}")
    return 0


def _shown(preset: Preset) -> str:
    lines = [preset.title, preset.note, f"ticks:    {', '.join(preset.topics)}"]
    if preset.suggests:
        lines.append(f"suggests: {', '.join(preset.suggests)}")
    return "\n".join(line for line in lines if line)

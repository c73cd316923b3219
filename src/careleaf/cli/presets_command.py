"""`careleaf presets`."""

from __future__ import annotations

import argparse
import json

from careleaf.app.bootstrap import Program
from careleaf.app.summary import preset_summary
from careleaf.domain.preset import Preset


def presets(program: Program, flags: argparse.Namespace) -> int:
    """List every preset, or show one."""
    if flags.action == "show":
        preset = program.preset(flags.preset)
        print(
            json.dumps(preset_summary(preset), ensure_ascii=False, indent=2) if flags.json else _shown(preset)
        )
        return 0
    every = [program.preset(name) for name in program.preset_files()]
    if flags.json:
        print(json.dumps([preset_summary(preset) for preset in every], ensure_ascii=False, indent=2))
    else:
        for preset in every:
            print(f"{preset.id:20} {preset.title}")
    return 0


def _shown(preset: Preset) -> str:
    lines = [preset.title, preset.note, f"ticks:    {', '.join(preset.topics)}"]
    if preset.suggests:
        lines.append(f"suggests: {', '.join(preset.suggests)}")
    return "\n".join(line for line in lines if line)

"""Measure the window: from a tick to the painted page, and how long it leaves the hand waiting meanwhile.

Each sharpness is measured in a process of its own, since Qt is told the screen's once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from timing import Sample, sample

AIMS = {96: 33, 192: 50}  # milliseconds, by pixels an inch: of a screen of today, and a sharp one


@dataclass(frozen=True)
class Painted:
    """How long until what changed is painted; the beats meanwhile; and plain ReportLab.

    `first` is until the page in sight is, on which the topic stands, and `whole` until all pages are; a topic
    `elsewhere` changes only the number on it.
    """

    dpi: int
    first: Sample
    whole: Sample
    elsewhere: Sample
    beats: Sample
    plain: Sample

    def rows(self) -> Iterator[tuple[str, Sample]]:
        """Yield the rows of the report."""
        yield f"Tick of a topic in sight to its page, painted in the window, {self.dpi} dpi", self.first
        yield "Tick to all pages, painted", self.whole
        yield "Tick of a topic on another page to the page in sight, painted", self.elsewhere
        yield "Plain ReportLab in the window's own thread, page in sight, painted", self.plain
        longest = self.beats.times[-1]
        yield f"Heartbeat of 4 ms meanwhile (p99 {self.beats.p99:.1f}, longest {longest:.1f})", self.beats

    @property
    def verdict(self) -> str:
        """Say how the two ways compare."""
        share = self.first.p95 / self.plain.p95
        aim, beats = AIMS[self.dpi], self.beats
        return (
            f"Tick to painted at {self.dpi} dpi: p95 {self.first.p95:.1f} ms, of a topic on another page "
            f"{self.elsewhere.p95:.1f} (aim: {aim}), "
            f"{share:.2f} times plain ReportLab in line (aim: 0.45). "
            f"Heartbeats: p99 {beats.p99:.1f} (aim: 10), longest {beats.times[-1]:.1f} (aim: 16)."
        )


def painted() -> list[Painted]:
    """Measure at each sharpness; nothing where Qt cannot be imported."""
    if find_spec("PySide6") is None:
        return []
    return [_measured(dpi) for dpi in AIMS]


def _measured(dpi: int) -> Painted:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{dpi / 96:g}"}
    command = [sys.executable, str(Path(__file__).with_name("ticks_in_window.py")), str(dpi)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return Painted(dpi, *(sample(times) for times in json.loads(ran.stdout)))

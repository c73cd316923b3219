"""Measure a batch: handouts a second in one process and in two, each handout for another patient."""

from __future__ import annotations

import time
from pathlib import Path

from workloads import NOW

from careleaf.app.batch import plan_batch
from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import Choices
from careleaf.domain.batch import BatchCount

ROWS, STARTING = 240, 40  # until the first rows are there, processes start and fill what they keep
CHOICES = Choices(ticks=("med-relaxant", "med-ibuprofen"), answers=("age=40", "all=no"))


def batch_lines(program: Program, home: Path) -> str:
    """Return the section of the report."""
    patients = home / "patients.csv"
    patients.write_text("name\n" + "".join(f"Patient {row}\n" for row in range(ROWS)), encoding="utf-8")
    one, two = (_rate(program, patients, home / f"by {jobs}", jobs) for jobs in (1, 2))
    return (
        f"\nBatch, `careleaf batch` once it runs, each handout for another patient: {one:.0f} a second in "
        f"one process, {two:.0f} in two ({two / one:.2f} times).\n"
    )


def _rate(program: Program, patients: Path, folder: Path, jobs: int) -> float:
    preset, clinic = program.preset("acute-72h"), program.clinic("sample")
    times: list[float] = []

    def told(count: BatchCount) -> None:
        assert count.made == len(times) + 1, "a row was held back"
        times.append(time.perf_counter())

    plan_batch(program, patients, preset, CHOICES, clinic, NOW, folder).run(jobs, told)
    return (ROWS - STARTING) / (times[-1] - times[STARTING - 1])

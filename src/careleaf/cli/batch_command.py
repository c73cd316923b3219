"""`careleaf batch`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from careleaf.app.batch import GO_ON, plan_batch
from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import draft_of
from careleaf.cli.clinic_flags import clinic_and_now
from careleaf.cli.draft_words import choices_of
from careleaf.cli.output import say, say_json
from careleaf.domain.batch import BatchCount
from careleaf.errors import DeliveryFailed

_WIDTH = 30  # characters of the bar


def batch(program: Program, flags: argparse.Namespace) -> int:
    """Make a handout for each row; a row that cannot be made is reported and stops no other."""
    clinic, now = clinic_and_now(program, flags)
    preset, choices = program.preset(flags.preset), choices_of(flags)
    draft_of(
        program, preset, choices, clinic, now
    )  # what is wrong with a flag is said before any row is read
    folder = Path(flags.out)
    planned = plan_batch(program, Path(flags.patients), preset, choices, clinic, now, folder)
    print(planned.patients.words, file=sys.stderr)
    bar = _Bar(planned.patients.size, sys.stderr.isatty())
    gc.enable()
    try:
        count, report = planned.run(flags.jobs or os.cpu_count() or 1, bar.show)
    except KeyboardInterrupt:
        raise DeliveryFailed(f"Stopped. {GO_ON}") from None
    finally:
        bar.end()
    if flags.json:
        told = ("rows", "made", "unchanged", "skipped", "left")
        say_json({**{key: getattr(count, key) for key in told}, "report": str(report)})
    else:
        say(f"{report}: {_counted(count)}")
    return count.exit_code


def _counted(count: BatchCount) -> str:
    words = f"{count.made:,} made, {count.unchanged:,} unchanged, {count.skipped:,} skipped"
    return f"{words}, {count.left:,} left from an earlier list" if count.left else words


class _Bar:
    """A progress bar on a terminal; nothing where the messages go to a file."""

    def __init__(self, rows: int, wanted: bool) -> None:
        self._rows, self._wanted, self._drawn = rows, wanted and rows > 0, -1

    def show(self, count: BatchCount) -> None:
        per_mille = count.rows * 1000 // self._rows
        if not self._wanted or per_mille == self._drawn:
            return
        self._drawn = per_mille
        filled = "#" * (count.rows * _WIDTH // self._rows)
        line = f"\r[{filled:.<{_WIDTH}}] {count.rows:,} of {self._rows:,}, {count.skipped:,} skipped"
        print(line, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._drawn >= 0:
            print(file=sys.stderr)

"""The report of a batch: one CSV beside the handouts, by which a later run knows what is there already.

While a run goes on its lines are in a second file; a run that was cut short leaves it, the next reads both.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from filelock import FileLock, Timeout

from careleaf.atomic_file import write_atomically
from careleaf.domain.batch import Result, RowOutcome
from careleaf.errors import DeliveryFailed

REPORT = "batch-report.csv"
UNFINISHED = "batch-report.unfinished.csv"
_LOCK = ".batch.lock"
_COLUMNS = ("row", "result", "file", "number", "reason", "mark")
_FILE = re.compile(r"\d{6,}_[0-9A-F]{4}-[0-9A-F]{4}\.pdf", re.ASCII)
_DONE = (Result.MADE, Result.UNCHANGED, Result.LEFT)


@contextmanager
def batch_folder(folder: Path) -> Iterator[None]:
    """Hold the folder of a batch against a second one. Raises DeliveryFailed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise DeliveryFailed(f"Another batch is at work in {folder}; wait until it is done.") from None
    except OSError as error:
        raise DeliveryFailed(f"{folder} cannot be written to: {error.strerror or error}.") from None
    try:
        yield
    finally:
        lock.release()


def read_earlier(folder: Path) -> dict[int, RowOutcome]:
    """Return what earlier runs made, by row. What cannot be read counts as not made.

    The lines of a run that was cut short are put into the report, so that they outlive the next one too.
    """
    earlier = {outcome.row: outcome for outcome in _lines(folder / REPORT)}
    unfinished = {outcome.row: outcome for outcome in _lines(folder / UNFINISHED)}
    if unfinished:
        earlier |= unfinished
        out = io.StringIO()
        _write(out, _COLUMNS)
        for outcome in earlier.values():
            _write(out, _cells(outcome))
        write_atomically(folder / REPORT, out.getvalue().encode())
    return earlier


class BatchReport:
    """The report of the run that goes on; each line is on its way to the disk before the next row is made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._file = (folder / UNFINISHED).open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise self._failure(error) from None
        self._put(_COLUMNS)

    def add(self, outcome: RowOutcome) -> None:
        """Write one line. Raises DeliveryFailed."""
        self._put(_cells(outcome))

    def finish(self) -> Path:
        """Put the report in the place of the earlier one and return where it is. Raises DeliveryFailed."""
        self.close()
        try:
            return (self._folder / UNFINISHED).replace(self._folder / REPORT)
        except OSError as error:
            raise self._failure(error) from None

    def close(self) -> None:
        """Close the file; its lines stay for the next run."""
        self._file.close()

    def _put(self, cells: Iterable[str]) -> None:
        try:
            _write(self._file, cells)
            self._file.flush()
        except OSError as error:
            raise self._failure(error) from None

    def _failure(self, error: OSError) -> DeliveryFailed:
        return DeliveryFailed(f"{self._folder / REPORT} could not be written: {error.strerror or error}.")


def remove_file(folder: Path, name: str) -> None:
    """Delete a handout that an earlier run made. Raises DeliveryFailed: an outdated one must not stay."""
    try:
        (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise DeliveryFailed(
            f"{folder / name} is outdated and cannot be deleted: {error.strerror or error}."
        ) from None


def _write(out: TextIO, cells: Iterable[str]) -> None:
    csv.writer(out, lineterminator="\n").writerow(cells)


def _cells(outcome: RowOutcome) -> tuple[str, ...]:
    return (
        str(outcome.row), str(outcome.result), outcome.file, outcome.number, outcome.reason, outcome.mark,
    )  # fmt: skip


def _lines(path: Path) -> Iterator[RowOutcome]:
    """Yield the files that a report tells of; a file name that no batch gives is never touched."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                row, name, mark = line.get("row") or "", line.get("file") or "", line.get("mark") or ""
                if line.get("result") in _DONE and row.isdecimal() and _FILE.fullmatch(name):
                    number = line.get("number") or ""
                    yield RowOutcome(int(row), Result(line["result"]), name, number, mark=mark)
    except (OSError, ValueError, csv.Error):
        return

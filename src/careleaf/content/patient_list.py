"""A list of patients as CSV: whatever a spreadsheet or a clinic's system writes, read row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from careleaf.domain.plaintext import clean_line
from careleaf.errors import DeliveryFailed, InvalidFiles, Problem
from careleaf.lazy_dataclass import dataclass

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_CHUNK = 1 << 20
_HEAD = 1  # the row with the names of the columns


@dataclass(frozen=True)
class PatientRow:
    """One row, numbered as a spreadsheet does; `cells` by column, or None where their number is wrong."""

    number: int
    cells: dict[str, str] | None


@dataclass(frozen=True)
class PatientList:
    """A list that was looked through once: its columns, how many rows it has, how it is written."""

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]
    size: int

    @property
    def words(self) -> str:
        """Say how the file was read."""
        return (
            f"{self.path.name}: {ENCODINGS[self.encoding]}, separated by {SEPARATORS[self.separator]}, "
            f"{self.size:,} row{'' if self.size == 1 else 's'}"
        )

    def rows(self) -> Iterator[PatientRow]:
        """Yield the rows one at a time. Raises InvalidFiles or DeliveryFailed."""
        for number, cells in _records(self.path, self.encoding, self.separator):
            if number > _HEAD:
                fits = len(cells) == len(self.columns)
                yield PatientRow(number, dict(zip(self.columns, cells, strict=True)) if fits else None)


def open_patient_list(path: Path) -> PatientList:
    """Look through a list: how it is written, its columns, how many rows.

    Raises DeliveryFailed where it cannot be read and InvalidFiles where it is no CSV, ahead of all work.
    """
    encoding = _encoding(path)
    separator = _separator(path, encoding)
    records = _records(path, encoding, separator)
    number, head = next(records, (_HEAD, []))
    if number != _HEAD or not any(head):
        raise InvalidFiles([Problem(str(path), "", "has no columns: the first row holds their names", _HEAD)])
    return PatientList(path, encoding, separator, tuple(head), sum(1 for _ in records))


def _records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not empty, numbered from 1. A quote that never closes would swallow rows."""
    line = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=separator, strict=True)
            for number, record in enumerate(reader, start=1):
                line = reader.line_num
                cells = [clean_line(cell) for cell in record]
                if any(cells):
                    yield number, cells
    except csv.Error as error:
        raise InvalidFiles([Problem(str(path), "", f"is no CSV from here on: {error}", line + 1)]) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _encoding(path: Path) -> str:
    """Tell the encoding: UTF-16 by its mark, else the first that all of the file can be read in."""
    try:
        with path.open("rb") as file:
            first = file.read(4)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        for encoding in ("utf-8-sig", "cp1252"):
            if _is_written_in(path, encoding):
                return encoding
    except OSError as error:
        raise _unreadable(path, error) from None
    raise _not_text(path)


def _is_written_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise _not_text(path)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _not_text(path: Path) -> InvalidFiles:
    return InvalidFiles([Problem(str(path), "", "is no text in UTF-8 or Windows-1252: save the list as CSV")])


def _unreadable(path: Path, error: OSError) -> DeliveryFailed:
    return DeliveryFailed(f"{path} could not be read: {error.strerror or error}.")


def _separator(path: Path, encoding: str) -> str:
    """Return the separator that the first line has most of."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            line = file.readline(_CHUNK)
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeError:
        raise _not_text(path) from None
    return max(SEPARATORS, key=line.count)

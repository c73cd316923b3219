"""Read a Patient of FHIR R4, or a Bundle of them, that another system wrote to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from careleaf.domain.fhir_patient import patients_in
from careleaf.domain.record import RecordPatient
from careleaf.errors import DeliveryFailed, InvalidFiles, Problem

MOST_BYTES = 5_000_000  # a Bundle of some thousand patients
MOST_PROBLEMS = 100
_ENCODING = "utf-8-sig"  # what FHIR allows, with the mark that Windows programs put before it


def read_patients(path: Path) -> tuple[RecordPatient, ...]:
    """Return the patients of a file, at least one.

    Raises DeliveryFailed where it cannot be read, and InvalidFiles with all of its problems.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file has such a name"
        raise DeliveryFailed(f"{path} could not be read: {why}.") from None
    problems: list[Problem] = []

    def note(key: str, message: str) -> None:
        if len(problems) < MOST_PROBLEMS:
            problems.append(Problem(path.name, key, message))

    patients = tuple(patients_in(_json(path, raw), note))
    if problems:
        raise InvalidFiles(problems)
    if not patients:
        raise _wrong(path, "holds no patient")
    return patients


def _json(path: Path, raw: bytes) -> Any:
    if len(raw) > MOST_BYTES:
        raise _wrong(path, f"is larger than {MOST_BYTES / 1e6:.0f} MB; export one patient")
    try:
        return json.loads(raw.decode(_ENCODING))
    except UnicodeDecodeError:
        raise _wrong(path, "is not UTF-8 text; FHIR is") from None
    except json.JSONDecodeError as error:
        raise _wrong(path, f"is no JSON: {error.msg}", error.lineno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or nested thousands deep
        raise _wrong(path, "is no JSON that this program reads") from None


def _wrong(path: Path, message: str, line: int | None = None) -> InvalidFiles:
    return InvalidFiles([Problem(path.name, "", message, line)])

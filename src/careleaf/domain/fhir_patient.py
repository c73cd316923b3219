"""Patients as FHIR R4 has them: what of a Patient resource a handout can use, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from careleaf.domain.people import NAME_LIMIT
from careleaf.domain.plaintext import clean_line
from careleaf.domain.record import RecordPatient

Note = Callable[[str, str], object]

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")  # FHIR R4, 2.24.0.1: the type "id"
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NAME_ORDER = ("usual", "official", "", "nickname", "anonymous", "temp", "maiden", "old")
_RECORD_NUMBER = "MR"  # http://terminology.hl7.org/CodeSystem/v2-0203


def patients_in(resource: Any, note: Note) -> Iterator[RecordPatient]:
    """Yield the patients of a Patient or of a Bundle; `note` gets the key and the words of each problem."""
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    if kind == "Patient":
        if (patient := _patient(resource, "", note)) is not None:
            yield patient
    elif kind == "Bundle":
        yield from _bundled(resource, note)
    else:
        note("resourceType", 'expected a FHIR "Patient" or a "Bundle" of them')


def _bundled(bundle: dict[str, Any], note: Note) -> Iterator[RecordPatient]:
    for place, entry in enumerate(_listed(bundle, "entry", "", note), 1):
        resource = entry.get("resource")
        # A search may add an OperationOutcome about itself, or what the patients refer to.
        if isinstance(resource, dict) and resource.get("resourceType") == "Patient":
            patient = _patient(resource, f"entry[{place}].", note)
            if patient is not None:
                yield patient


def _patient(resource: dict[str, Any], where: str, note: Note) -> RecordPatient | None:
    name = _name(_listed(resource, "name", where, note))
    born = resource.get("birthDate", "")
    if not isinstance(born, str) or (born and not _DAY.fullmatch(born)):
        note(f"{where}birthDate", "expected a date such as 1960-05-03")
        return None
    number = _number(_listed(resource, "identifier", where, note))
    if not name:
        note(f"{where}name", "expected a family name, a given name or a text")
        return None
    for key, text in (("name", name), ("identifier", number)):
        if len(text) > NAME_LIMIT:
            note(f"{where}{key}", f"at most {NAME_LIMIT} letters fit")
            return None
    own = resource.get("id", "")
    return RecordPatient(name, born, number, own if isinstance(own, str) and _ID.fullmatch(own) else "")


def _listed(resource: dict[str, Any], key: str, where: str, note: Note) -> list[dict[str, Any]]:
    found = resource.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        note(f"{where}{key}", "expected a list of objects")
        return []
    return found


def _name(names: list[dict[str, Any]]) -> str:
    """Return the name in use first: its text, or its parts in order."""
    ranked = sorted(names, key=lambda name: _rank(name.get("use", "")))
    return next((written for name in ranked if (written := _written(name))), "")


def _rank(use: Any) -> int:
    return _NAME_ORDER.index(use) if use in _NAME_ORDER else len(_NAME_ORDER)


def _written(name: dict[str, Any]) -> str:
    if text := _text(name.get("text")):
        return text
    parts = [*_parts(name, "given"), name.get("family"), *_parts(name, "suffix")]
    return clean_line(" ".join(map(_text, parts)))


def _parts(name: dict[str, Any], key: str) -> list[Any]:
    found = name.get(key)
    return found if isinstance(found, list) else []


def _number(identifiers: list[dict[str, Any]]) -> str:
    """Return the medical record number; without one marked so, the only identifier there is."""
    values = [(_is_record_number(each), _text(each.get("value"))) for each in identifiers]
    marked = [value for is_marked, value in values if is_marked and value]
    others = [value for _, value in values if value]
    return marked[0] if marked else others[0] if len(others) == 1 else ""


def _is_record_number(identifier: dict[str, Any]) -> bool:
    kind = identifier.get("type")
    codings = kind.get("coding", []) if isinstance(kind, dict) else []
    return isinstance(codings, list) and any(
        isinstance(coding, dict) and coding.get("code") == _RECORD_NUMBER for coding in codings
    )


def _text(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""

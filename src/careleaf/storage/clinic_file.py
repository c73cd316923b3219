"""Write a clinic's profile: its TOML with the logo beside it, or both in one file to pass on."""

from __future__ import annotations

import base64
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.people import Clinic, PageDefaults
from careleaf.errors import DeliveryFailed

LOGO_SUFFIXES = (".png", ".svg")


def save_clinic(path: Path, clinic: Clinic) -> None:
    """Write a clinic as TOML, leaving out what is empty. Raises DeliveryFailed; the old file then stays.

    The logo is written first and under a name that tells its content, so that at no moment the file names a
    logo that is not there, or another one's.
    """
    fields = _fields(clinic)
    if clinic.logo:
        content = clinic.logo.file()
        logo = path.with_name(f"{path.stem}-logo-{_mark(content)}{clinic.logo.suffix}")
        write_atomically(logo, content)
        fields["logo"] = logo.name
    write_atomically(path, _toml(fields))
    _drop_logos(path, keep=fields.get("logo", ""))


def export_clinic(path: Path, clinic: Clinic) -> None:
    """Write a clinic with its logo as one TOML file: the logo is text in it. Raises DeliveryFailed."""
    fields = _fields(clinic)
    if clinic.logo:
        fields["logo_data"] = base64.b64encode(clinic.logo.file()).decode()
    write_atomically(path, _toml(fields))


def remove_clinic(path: Path) -> None:
    """Delete a clinic's file and its logo. Raises DeliveryFailed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise DeliveryFailed(f"{path} could not be deleted: {error.strerror or error}.") from None
    _drop_logos(path)


def _fields(clinic: Clinic) -> dict[str, Any]:
    fields = asdict(replace(clinic, logo=None, defaults=PageDefaults()))
    kept = {key: value for key, value in fields.items() if value not in ("", False, None)}
    del kept["defaults"]
    defaults = asdict(clinic.defaults)
    if clinic.defaults.blocks is not None:
        defaults["blocks"] = sorted(clinic.defaults.blocks)
    if said := {key: value for key, value in defaults.items() if value not in ("", None)}:
        kept["defaults"] = said
    return kept


def _toml(fields: dict[str, Any]) -> bytes:
    tables_last = dict(sorted(fields.items(), key=lambda field: isinstance(field[1], dict)))
    return tomli_w.dumps({"format_version": 1, **tables_last}).encode()


def _mark(content: bytes) -> str:
    """Return a short mark that differs between logos."""
    from hashlib import sha256

    return sha256(content).hexdigest()[:8]


def _drop_logos(path: Path, keep: str = "") -> None:
    """Delete the logos that this clinic no longer has; one that cannot be deleted does no harm."""
    for old in path.parent.glob(f"{path.stem}-logo-????????.*"):
        if old.name != keep and old.suffix in LOGO_SUFFIXES:
            try:
                old.unlink()
            except OSError:
                continue

"""Names of presets: the id that is also the file's name, the title, the diagnosis code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

ID_LIMIT = 60  # characters; leaves room for a folder on a share in Windows' 260
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # names that Windows keeps for devices
_FALLBACK = "preset"
# Chapter letter, digit, digit or A/B; then up to four more (ICD-10-CM Official Guidelines, section I.A).
_ICD10 = re.compile(r"[A-Z]\d[0-9AB](\.[0-9A-Z]{1,4})?")


def is_id(text: str) -> bool:
    """Tell whether a text can be a preset's id and file name on every system."""
    return bool(_ID.fullmatch(text)) and len(text) <= ID_LIMIT and not _RESERVED.fullmatch(text)


def id_for(title: str, taken: Collection[str]) -> str:
    """Make an id of a title: lower-case words joined by hyphens, and a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: ID_LIMIT - 8].strip("-") or _FALLBACK
    if _RESERVED.fullmatch(words):
        words = f"{words}-{_FALLBACK}"
    number = 1
    while (made := words if number == 1 else f"{words}-{number}") in taken:
        number += 1
    return made


def is_icd10(code: str) -> bool:
    """Tell whether a text has the shape of an ICD-10-CM code, such as M54.50."""
    return bool(_ICD10.fullmatch(code))


def openemr_name(code: str, language: str) -> str:
    """Return the file name under which OpenEMR finds local education for a diagnosis."""
    return f"icd10_{code.lower()}_{language}.pdf"

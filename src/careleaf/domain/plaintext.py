"""Plain text as people type it, made safe to print; and the one placeholder library texts may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from careleaf.domain.late_pattern import late_pattern

# C0 and C1 controls, bidi overrides and isolates, other invisible formats and tags, surrogates, nonsense.
# Joiners (U+200C, U+200D) stay: some scripts need them to be spelled.
_DROPPED = late_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
_LINE_ENDS = late_pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def clean(text: str) -> str:
    """Return the text as it prints: NFC, line ends as \\n, tabs as spaces, control characters dropped."""
    if text.isascii() and text.isprintable():  # nearly all texts: nothing to drop or to change
        return text.strip()
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _DROPPED.sub("", text)).strip()


def clean_line(text: str) -> str:
    """Return the text as one line: as `clean`, with every run of white space a single space."""
    return " ".join(clean(text).split())


def unprinted(text: str) -> str:
    """Return the first character of a text that `clean` drops, or nothing."""
    found = _DROPPED.search(text)
    return found.group(0) if found else ""


def placeholders(text: str) -> tuple[str, ...]:
    """Return the param names that a library text holds as {{ name }}, in order."""
    return tuple(match.group(1) for match in _PLACEHOLDER.finditer(text))


def fill(text: str, values: Mapping[str, str]) -> str | None:
    """Put the values into the text once, or return None where one of them is unset.

    A value is never looked at again: "{{ x }}" typed by a person stays as typed.
    """
    return fill_known(text, values, placeholders(text)) if "{{" in text else text


def fill_known(text: str, values: Mapping[str, str], names: Collection[str]) -> str | None:
    """Fill as `fill`, but for the known names only: any other {{ name }} was typed and stays as typed."""
    if "{{" not in text:
        return text
    if any(name in names and name not in values for name in placeholders(text)):
        return None
    return _PLACEHOLDER.sub(lambda m: values[m.group(1)] if m.group(1) in names else m.group(0), text)

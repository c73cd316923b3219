"""Put a finished file where the clinician wants it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from careleaf.atomic_file import write_atomically


def save_file(path: Path, content: bytes) -> None:
    """Write a handout to a file in one step. Raises DeliveryFailed; an older file then stays."""
    write_atomically(path, content)


def suggested_name(title: str, day: date, ending: str = "pdf") -> str:
    """Suggest a file name from the handout's title and the day. It never holds the patient's name."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "handout"
    return f"{words}-{day.isoformat()}.{ending}"

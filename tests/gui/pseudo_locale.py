"""A made-up language: each text of the template in guillemets, with accents and a third longer."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "de"  # one that Qt has words for
LONGER = 0.3
_ACCENTS = str.maketrans("aeiounAEIOU", "áéíóúñÁÉÍÓÚ")
_KEPT = re.compile(r"(\{\w+\}|\*\.\w+)")


def pseudo(text: str) -> str:
    """Return a text in the made-up language; its places stay."""
    parts = [part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(text)]
    longer = ("éíóúá " * len(text))[: round(len(text) * LONGER)]
    return f"«{''.join(parts)}{longer}»"


def write_catalogue(template: Path, folder: Path) -> None:
    """Write the made-up language's catalogue into a folder of catalogues."""
    with template.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    for message in catalogue:
        if message.pluralizable:
            message.string = tuple(map(pseudo, message.id))
        elif message.id:
            message.string = pseudo(message.id)
    place = folder / LANGUAGE / "LC_MESSAGES" / "careleaf.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, catalogue)

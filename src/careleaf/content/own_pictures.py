"""Read the clinic's own pictures: each takes the place of a figure, and must say what it shows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from careleaf.content.logo_reader import UnusableLogo, load_logo
from careleaf.content.toml_reader import Problems, Table, read_toml
from careleaf.domain.figures import OwnPicture
from careleaf.errors import InvalidFiles, Problem, did_you_mean

ENDINGS = (".png", ".jpg", ".jpeg", ".svg")
KEPT = (500, 400)  # pixels: 200 an inch in a card
_MOST_ALT = 600  # characters


def load_own_pictures(folder: Path, figures: Collection[str]) -> dict[str, OwnPicture]:
    """Load FIGURE.png (or .jpg, .svg) with FIGURE.toml beside it, for any of the figures.

    Raises InvalidFiles with every problem of every file: a name that is no figure, a picture that cannot be
    used, one without its words.
    """
    found: dict[str, OwnPicture] = {}
    problems: list[Problem] = []
    pictures = sorted(path for path in folder.glob("*") if path.suffix.lower() in ENDINGS)
    for path in pictures:
        try:
            found[path.stem] = _own_picture(path, figures)
        except InvalidFiles as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidFiles(problems)
    return found


def _own_picture(path: Path, figures: Collection[str]) -> OwnPicture:
    problems = Problems(path.name)
    if path.stem not in figures:
        problems.add((), f'"{path.stem}" is no figure{did_you_mean(path.stem, sorted(figures))}')
        problems.raise_any()
    words = path.with_suffix(".toml")
    if not words.is_file():
        problems.add((), f'needs {words.name} beside it, with format_version = 1 and alt = "what it shows"')
        problems.raise_any()
    try:
        picture = load_logo(path, KEPT)
    except UnusableLogo as error:
        problems.add((), str(error))
        problems.raise_any()
    raw, own = read_toml(words)
    table = Table(raw, own)
    table.format_version()
    alt, caption = table.text("alt"), table.text("caption", "")
    if not alt.strip() or len(alt) > _MOST_ALT:
        table.problem("alt", f"must say what the picture shows, in at most {_MOST_ALT} characters")
    table.no_more()
    own.raise_any()
    return OwnPicture(alt, caption, picture)

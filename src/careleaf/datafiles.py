"""Where the program's own data lies: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"


def data_folder(name: str) -> Path:
    """Return the folder "templates", "resources" or "compiled" of the running program.

    A wheel and a frozen build carry the first two in `_data`; an editable install uses the checkout itself.
    "compiled" comes with a frozen build; the others make it where it can be written.
    """
    root = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parents[1]
    return root / name


def changeable_code(*packages: str) -> tuple[Path, ...]:
    """Return the folders of packages whose code may change without a new version: those of a checkout."""
    return () if _BUNDLED.is_dir() else tuple(_PACKAGE / package for package in packages)

"""Where the program's own data lies: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"


def data_folder(name: str) -> Path:
    """Return the folder "templates" or "resources" of the running program.

    A wheel and a frozen build carry both in `_data`; an editable install uses the checkout itself.
    """
    root = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parents[1]
    return root / name

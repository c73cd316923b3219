"""What the program ships, as loaded: read once, then kept compiled.

The readers are imported only where something has to be read: a command starts faster without them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careleaf.compiled import compiled
from careleaf.datafiles import changeable_code, data_folder
from careleaf.domain.library import Library
from careleaf.domain.safety import Rules

if TYPE_CHECKING:
    from careleaf.domain.figures import Figures

T = TypeVar("T")


def shipped_content(resources: Path, language: str) -> tuple[Library, Rules]:
    """Return the library of a language, and the rules. Raises InvalidFiles with every problem found."""
    library_folder, rules_folder = resources / "library" / language, resources / "rules"

    def load() -> tuple[Library, Rules]:
        from careleaf.content.library_loader import load_library
        from careleaf.content.rule_loader import load_rules

        library = load_library(library_folder)
        return library, load_rules(rules_folder, library)

    return _compiled(f"content-{language}", (library_folder, rules_folder), load)


def shipped_figures(resources: Path) -> Figures:
    """Return every figure by id. Raises InvalidFiles with every problem found."""
    folder = resources / "figures"

    def load() -> Figures:
        from careleaf.content.figure_loader import load_figures

        return load_figures(folder)

    return _compiled("figures", (folder,), load)


def _compiled(name: str, folders: tuple[Path, ...], load: Callable[[], T]) -> T:
    # content may import no more than these
    code = changeable_code("content", "domain", "errors.py", "i18n.py", "lazy_dataclass.py")
    return compiled(data_folder("compiled") / f"{name}.pickle", (*folders, *code), load)

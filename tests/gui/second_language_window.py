"""Open the whole window in a made-up language and write, as JSON, what is not in it and what is cut.

Run by itself: the language is chosen before any module with words is imported.
Arguments: the folder of catalogues, a folder for the program's files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gui.pseudo_locale import LANGUAGE
from PySide6.QtWidgets import QApplication

from careleaf.gui.interface_text import use_languages
from careleaf.gui.language import translate_qt


def main(catalogues: Path, home: Path) -> None:
    """Walk through the window."""
    assert use_languages(catalogues, [LANGUAGE]) == LANGUAGE
    app = QApplication([])
    translate_qt(app, LANGUAGE)
    from gui.second_language_walk import Walk  # its words are translated from here on

    print(json.dumps(Walk(app, home).findings()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""The words of the window in the language of the person at it: one gettext catalogue, chosen once.

The language is chosen before any other module of the window is imported, so that words in constants are
translated too. A text that no catalogue holds stays English. A text with a value in it is a whole sentence
with a named place, filled after it was translated: `_("Saved as {name}").format(name=name)`.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_languages(folder: Path, languages: Sequence[str]) -> str:
    """Take the first language that has a catalogue `LANGUAGE/LC_MESSAGES/careleaf.mo`, and return it.

    With none the words stay English, and the empty text is returned.
    """
    global _catalogue
    found = gettext.find("careleaf", folder, languages)
    _catalogue = gettext.translation("careleaf", folder, languages, fallback=True)
    return Path(found).parents[1].name if found else ""


def _(text: str) -> str:
    """Translate a text of the window."""
    return _catalogue.gettext(text)


def counted(one: str, many: str, number: int) -> str:
    """Translate a text that depends on a number, and put the number where it says {number}."""
    return _catalogue.ngettext(one, many, number).format(number=number)

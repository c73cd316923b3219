"""The language of the window: the settings', else the system's, as far as there is a catalogue for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from careleaf.datafiles import data_folder
from careleaf.gui.interface_text import use_languages
from careleaf.storage.locations import locations
from careleaf.storage.settings_file import read_settings

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set says it
_NAME = re.compile(r"[A-Za-z][\w.@-]*")
_ENGLISH = ("en", "C", "POSIX")


def choose_language(environment: Mapping[str, str]) -> str:
    """Choose the language before any module with words is imported; return it, "" for English."""
    chosen = read_settings(locations(environment).settings).get("language")
    wanted = [chosen] if isinstance(chosen, str) and chosen else wanted_languages(environment)
    return use_languages(data_folder("resources") / "locale", _before_english(wanted))


def wanted_languages(environment: Mapping[str, str]) -> list[str]:
    """Return the languages that the system is set to, the dearest first, such as "de_AT.UTF-8"."""
    value = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return [name for name in value.split(":") if name]


def translate_qt(app: QCoreApplication, language: str) -> None:
    """Let the words on Qt's own buttons be in the language, where Qt has it."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language and translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)


def _before_english(languages: list[str]) -> list[str]:
    """Leave out what comes after English, which every text has, and what is no name of a language."""
    before = []
    for name in languages:
        if re.split(r"[_.@-]", name)[0] in _ENGLISH:
            break
        if _NAME.fullmatch(name):
            before.append(name.replace("-", "_"))
    return before

"""The window in another language: nothing is left in English, nothing is cut, and the right one is chosen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from gui.pseudo_locale import LANGUAGE, pseudo, write_catalogue

from careleaf.datafiles import data_folder
from careleaf.gui import interface_text
from careleaf.gui.interface_text import counted, use_languages
from careleaf.gui.language import choose_language, wanted_languages

TEMPLATE = data_folder("resources") / "locale" / "careleaf.pot"
GUI = Path(interface_text.__file__).parent
TESTS = Path(__file__).parents[1]


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """Return a folder with the catalogue of the made-up language."""
    write_catalogue(TEMPLATE, tmp_path / "locale")
    return tmp_path / "locale"


@pytest.fixture
def english_again():
    """Go back to English at the end."""
    yield
    use_languages(Path(), [])


def test_the_template_holds_every_text_of_the_window() -> None:
    """`make words` brings it up to date."""
    keywords = {**DEFAULT_KEYWORDS, "counted": (1, 2)}
    found = {words for _, _, words, _, _ in extract_from_dir(GUI, keywords=keywords)}
    with TEMPLATE.open("rb") as file:
        kept = {message.id for message in read_po(file) if message.id}
    assert kept == found


def test_every_text_is_translated_and_none_is_cut(catalogues: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("second_language_window.py")
    done = subprocess.run(
        [sys.executable, script, catalogues, tmp_path / "home"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(GUI.parents[1])])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"foreign": [], "cut": []}


def test_the_first_language_that_has_a_catalogue_is_used(catalogues: Path, english_again: None) -> None:
    assert use_languages(catalogues, ["fr", "de_AT.UTF-8", "en"]) == LANGUAGE
    assert interface_text._("Save preset") == pseudo("Save preset")
    assert counted("{number} page", "{number} pages", 3) == pseudo("{number} pages").format(number=3)


def test_without_a_catalogue_the_words_are_english(catalogues: Path) -> None:
    assert use_languages(catalogues, ["fr"]) == ""
    assert interface_text._("Save preset") == "Save preset"
    assert counted("{number} page", "{number} pages", 1) == "1 page"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"LANGUAGE": "de:fr", "LANG": "es_ES.UTF-8"}, ["de", "fr"]),
        ({"LANGUAGE": "", "LC_ALL": "de_AT.UTF-8", "LANG": "en_US.UTF-8"}, ["de_AT.UTF-8"]),
        ({"LC_MESSAGES": "fr_FR", "LANG": "en_US.UTF-8"}, ["fr_FR"]),
        ({}, []),
    ],
)
def test_the_language_of_the_system_is_read_as_gettext_does(environment, wanted) -> None:
    assert wanted_languages(environment) == wanted


@pytest.mark.parametrize(
    ("settings", "languages", "chosen"),
    [
        ('language = "de"', "fr", "de"),
        ('language = "de-AT"', "", "de"),
        ('language = "en"', "de", ""),
        ("language = 7", "de_DE.UTF-8", "de"),
        ('language = "../de"', "", ""),
        ("", "en_GB:de", ""),
        ("", "C", ""),
    ],
)
def test_the_settings_win_over_the_system_and_english_over_what_comes_after(
    catalogues: Path, tmp_path: Path, monkeypatch, english_again: None, settings, languages, chosen
) -> None:
    (tmp_path / "settings.toml").write_text(settings)
    monkeypatch.setattr("careleaf.gui.language.data_folder", lambda _: catalogues.parent)
    assert choose_language({"CARELEAF_HOME": str(tmp_path), "LANGUAGE": languages}) == chosen

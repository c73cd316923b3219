"""`careleaf library reword`: a file to start from, that changes nothing until somebody writes in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import shipped_library, topic_of
from command import DONE, NOT_DELIVERED, WRONG_USAGE, Careleaf
from overlays import load


def test_the_file_started_changes_nothing(careleaf: Careleaf) -> None:
    for topic_id in ("cold", "ex-catcamel", "faq", "dx-tests", "med-relaxant"):
        done = careleaf("library", "reword", topic_id)
        assert done.code == DONE
        assert Path(done.out.strip()).is_relative_to(careleaf.home)
    overlay = load(careleaf.home)
    assert overlay.problems == ()
    assert overlay.library == shipped_library()


@pytest.mark.parametrize("topic_id", ["cold", "ex-catcamel", "faq", "dx-tests"])
def test_taking_the_marks_away_gives_the_librarys_own_words(careleaf: Careleaf, topic_id: str) -> None:
    path = Path(careleaf("library", "reword", topic_id).out.strip())
    head, _, lines = path.read_text(encoding="utf-8").partition("\n\n")
    path.write_text(head + "\n\n" + lines.replace("# ", ""), encoding="utf-8")
    overlay = load(careleaf.home)
    assert overlay.problems == ()
    old, new = topic_of(shipped_library(), topic_id), topic_of(overlay.library, topic_id)
    assert [point.texts for point in new.points] == [point.texts for point in old.points]
    assert not new.has_clinic_words
    assert not any(f'"{point.id}"' in lines for point in old.points if point.locked)


@pytest.mark.parametrize(
    ("topic_id", "words"),
    [
        ("cald", 'There is no topic "cald" (did you mean "cold"?).'),
        ("red-flags", '"red-flags" is not reworded'),
        ("../x", 'There is no topic "../x".'),
    ],
)
def test_what_cannot_be_reworded_starts_no_file(careleaf: Careleaf, topic_id: str, words: str) -> None:
    done = careleaf("library", "reword", topic_id)
    assert done.code == WRONG_USAGE
    assert words in done.err
    assert not (careleaf.home / "library").exists()


def test_a_file_that_is_there_stays(careleaf: Careleaf) -> None:
    path = Path(careleaf("library", "reword", "cold").out.strip())
    path.write_text("mine", encoding="utf-8")
    done = careleaf("library", "reword", "cold")
    assert done.code == WRONG_USAGE
    assert "is there already" in done.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(careleaf: Careleaf) -> None:
    (careleaf.home / "library").write_text("a file in the way", encoding="utf-8")
    assert careleaf("library", "reword", "cold").code == NOT_DELIVERED

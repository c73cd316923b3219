"""A clinic's own pictures: taken with their words, refused without, never with what else a file holds."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from builders import write
from handouts import NOW, program
from PIL import Image
from rendering.pdf.gate import failures
from rendering.pdf.structure_reader import read_structure

from careleaf.app.bootstrap import start
from careleaf.app.handout_making import make
from careleaf.content.own_pictures import KEPT, load_own_pictures
from careleaf.domain.draft import Draft
from careleaf.domain.logo import PixelLogo
from careleaf.domain.people import Clinic
from careleaf.errors import InvalidFiles

WORDS = 'format_version = 1\nalt = "Hands and knees, back rounded."\ncaption = "As we showed you"\n'
IDS = list(program().figures)


def photo(path: Path, size: tuple[int, int] = (800, 600)) -> Path:
    """Write a photo with a place and a name in its metadata."""
    path.parent.mkdir(exist_ok=True)
    image = Image.new("RGB", size, "#336699")
    exif = Image.Exif()
    exif[0x010E] = "Secret name"
    image.save(path, exif=exif)
    return path


def problems(folder: Path) -> str:
    with pytest.raises(InvalidFiles) as invalid:
        load_own_pictures(folder, IDS)
    return "\n".join(str(problem) for problem in invalid.value.problems)


def test_a_picture_with_its_words_is_taken_without_its_metadata(tmp_path: Path) -> None:
    photo(tmp_path / "ex-catcamel.jpg")
    write(tmp_path / "ex-catcamel.toml", WORDS)
    own = load_own_pictures(tmp_path, IDS)["ex-catcamel"]
    assert (own.alt, own.caption) == ("Hands and knees, back rounded.", "As we showed you")
    assert isinstance(own.picture, PixelLogo)
    assert own.picture.width <= KEPT[0]
    assert own.picture.height <= KEPT[1]
    assert b"Secret" not in own.picture.png
    assert not Image.open(io.BytesIO(own.picture.png)).getexif()


def test_no_folder_is_no_pictures(tmp_path: Path) -> None:
    assert load_own_pictures(tmp_path / "pictures", IDS) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (None, "needs ex-catcamel.toml beside it"),
        ("format_version = 1\n", "alt is missing"),
        ('format_version = 1\nalt = " "\n', "must say what the picture shows"),
        (f'format_version = 1\nalt = "{"x" * 601}"\n', "at most 600 characters"),
        (WORDS + 'colour = "red"\n', "unknown key"),
    ],
)
def test_a_picture_without_its_words_is_refused(tmp_path: Path, words: str | None, said: str) -> None:
    photo(tmp_path / "ex-catcamel.png")
    if words is not None:
        write(tmp_path / "ex-catcamel.toml", words)
    assert said in problems(tmp_path).replace(":", "").replace("  ", " ")


def test_all_that_is_wrong_with_all_files_is_said_at_once(tmp_path: Path) -> None:
    photo(tmp_path / "ex-catcaml.png")
    (tmp_path / "ex-bridge.png").write_bytes(b"no picture at all")
    write(tmp_path / "ex-bridge.toml", WORDS)
    (tmp_path / "ex-plank.jpg").write_bytes(b"\xff" * 5_000_001)
    write(tmp_path / "ex-plank.toml", WORDS)
    said = problems(tmp_path)
    assert 'did you mean "ex-catcamel"' in said
    assert "ex-bridge.png" in said
    assert "larger than 5 MB" in said


def test_the_page_shows_it_in_place_of_ours(tmp_path: Path) -> None:
    photo(tmp_path / "pictures" / "ex-catcamel.png")
    write(tmp_path / "pictures" / "ex-catcamel.toml", WORDS)
    own_program = start({"CARELEAF_HOME": str(tmp_path)})
    for style in ("standard", "large-print", "mono"):
        draft = Draft(topics=("ex-catcamel", "ex-bridge"), style=style)
        page = make(own_program, draft, Clinic(name="Elm Street", phone="555-0100"), NOW).typeset
        figures = [figure.text for figure in read_structure(page.pdf).find("Figure")]
        ours = [pose.alt for pose in program().figures["ex-bridge"].poses]
        assert figures == ["Hands and knees, back rounded.", *ours]
        assert failures(page.pdf) == []

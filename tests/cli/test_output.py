"""Where the handout goes: a file, standard output, a pipe, a full disk. No traceback, no half a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from command import DONE, NOT_DELIVERED, WRONG_USAGE, Careleaf, acute, process
from pdf_reading import words_of

FULL = "Standard output could not be written: No space left on device."
BUFFERING = pytest.mark.parametrize("unbuffered", ["", "1"])

on_linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def test_a_dash_sends_the_handout_and_nothing_else_to_standard_output(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--patient-name", "Ana Ruiz", to="-"))
    assert (done.code, done.err) == (DONE, "")
    assert done.raw.startswith(b"%PDF-")
    assert "For Ana Ruiz" in words_of(done.raw)
    assert list(careleaf.folder.iterdir()) == []
    careleaf(*acute("--patient-name", "Ana Ruiz"))
    assert Path("a.pdf").read_bytes() == done.raw


def test_summary_and_handout_cannot_share_standard_output(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--json", to="-"))
    assert done.code == WRONG_USAGE
    assert "--json and the handout cannot both go to standard output" in done.err


def test_missing_folders_are_made(careleaf: Careleaf) -> None:
    assert careleaf(*acute(to="a/b/c.pdf")).code == DONE
    assert Path("a/b/c.pdf").is_file()


@pytest.mark.parametrize("where", [".", "folder", "file.txt/a.pdf", "a" * 300, "", "/proc/none/a.pdf"])
def test_a_place_that_takes_no_file_is_named(careleaf: Careleaf, where: str) -> None:
    Path("folder").mkdir()
    kept = careleaf.write("file.txt", "kept")
    done = careleaf(*acute(to=where))
    assert done.code == NOT_DELIVERED
    assert len(done.lines) == 1
    assert "could not be written: " in done.err
    assert kept.read_text() == "kept"
    assert sorted(path.name for path in careleaf.folder.rglob("*")) == ["file.txt", "folder"]


def test_a_new_file_replaces_the_old_one_and_keeps_its_rights(careleaf: Careleaf) -> None:
    older = careleaf.write("a.pdf", "older")
    older.chmod(0o640)
    assert careleaf(*acute()).code == DONE
    assert older.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(older.stat().st_mode) == 0o640
    assert [path.name for path in careleaf.folder.iterdir()] == ["a.pdf"]


def test_a_link_keeps_pointing_to_its_file(careleaf: Careleaf) -> None:
    real = careleaf.write("real.pdf", "older")
    Path("link.pdf").symlink_to("real.pdf")
    assert careleaf(*acute(to="link.pdf")).code == DONE
    assert Path("link.pdf").is_symlink()
    assert real.read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(os.name != "posix", reason="needs a named pipe")
def test_a_pipe_is_written_to_and_stays_a_pipe(careleaf: Careleaf) -> None:
    """A device such as /dev/null must not be replaced by a file: as root that would break the machine."""
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert careleaf(*acute("--format", "text", to="pipe")).code == DONE
        assert b"YOUR BACK SPASM PLAN" in os.read(reader, 100_000)
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_a_failure_after_the_page_is_made_leaves_no_file(careleaf: Careleaf) -> None:
    """The summary counts pages, so a text that cannot be set as a PDF fails before the file is written."""
    done = careleaf(
        *acute("--patient-name", "Ana \N{GRINNING FACE}", "--format", "text", "--json", to="a.txt")
    )
    assert done.code == 3
    assert list(careleaf.folder.iterdir()) == []


@BUFFERING
@pytest.mark.parametrize(
    "arguments",
    [
        ["library", "list", "--json"],
        ["library", "facts"],
        ["presets", "list"],
        ["--help"],
        acute("--json"),
        acute(to="-"),
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, arguments: list[str], unbuffered: str) -> None:
    done = process(arguments, tmp_path, shell="{careleaf} | head -c 1", PYTHONUNBUFFERED=unbuffered)
    assert (done.code, done.err) == (DONE, "")
    assert len(done.raw) == 1


@on_linux
@BUFFERING
@pytest.mark.parametrize(
    "arguments",
    [["library", "list"], ["presets", "list", "--json"], ["--help"], acute("--json"), acute(to="-"), acute()],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_a_full_disk_at_standard_output_is_told_in_words(
    tmp_path: Path, arguments: list[str], unbuffered: str
) -> None:
    done = process(arguments, tmp_path, shell="{careleaf} >/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert (done.code, done.err) == (NOT_DELIVERED, f"careleaf: {FULL}\n")


@on_linux
def test_a_full_disk_under_the_file_is_told_in_words(careleaf: Careleaf) -> None:
    done = careleaf(*acute(to="/dev/full"))
    assert done.code == NOT_DELIVERED
    assert done.lines == ["careleaf: /dev/full could not be written: No space left on device."]
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_closed_standard_output_is_told_in_words(tmp_path: Path) -> None:
    done = process(["presets", "list"], tmp_path, shell="{careleaf} >&-")
    assert (done.code, done.err) == (NOT_DELIVERED, "careleaf: Standard output is closed.\n")


def test_output_is_utf_8_whatever_the_terminal_claims(tmp_path: Path) -> None:
    done = process(["library", "list", "--json"], tmp_path, PYTHONIOENCODING="ascii")
    assert done.code == DONE
    assert "°F" in done.out


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_text_is_written_and_said(tmp_path: Path) -> None:
    name = b"b\xfcro.pdf"
    done = process(acute(to=os.fsdecode(name)), tmp_path)
    assert (done.code, done.raw) == (DONE, name + b"\n")
    assert os.listdir(bytes(tmp_path)) == [name]  # noqa: PTH208 - pathlib cannot list bytes

"""The frozen program: two programs in one folder that make the source tree's own page and do all its work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import ASKED, DONE, NOT_DELIVERED, ROOT, WRONG_USAGE, acute, process
from made_packages import ENDING, PAGE, run, succeeds
from mail_server import authorities
from record_server import TOKEN, Records, record_server

from careleaf import __version__

pytestmark = pytest.mark.packages

PATIENCE = 90  # seconds that a window may take on a busy machine
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc, or at X11")
PROGRAMS = ("careleaf", "careleaf-cli")
EARLIER = ROOT / "tests" / "packaging" / "earlier_home"
CLINIC = str(EARLIER / "clinic.toml")


@pytest.mark.parametrize("name", PROGRAMS)
def test_both_programs_know_their_version(frozen: Path, tmp_path: Path, name: str) -> None:
    assert (
        succeeds([frozen / (name + ENDING), "--version"], tmp_path) == f"careleaf {__version__}{os.linesep}"
    )


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_both_programs_make_the_page_of_the_source_tree(
    frozen: Path, tmp_path: Path, name: str, style: str
) -> None:
    for place in ("source", "frozen"):
        (tmp_path / place).mkdir()
    assert process([*PAGE, "--style", style], tmp_path / "source").code == DONE
    succeeds([frozen / (name + ENDING), *PAGE, "--style", style], tmp_path / "frozen")
    made = [(tmp_path / place / "a.pdf").read_bytes() for place in ("source", "frozen")]
    assert made[0].startswith(b"%PDF-")
    assert made[0] == made[1]


def test_the_console_program_runs_where_there_is_no_qt(frozen: Path, tmp_path: Path) -> None:
    shutil.copytree(
        frozen,
        tmp_path / "bare",
        copy_function=os.link,
        ignore=shutil.ignore_patterns("PySide6", "shiboken6"),
    )
    succeeds([tmp_path / "bare" / f"careleaf-cli{ENDING}", *PAGE], tmp_path)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    window = run([tmp_path / "bare" / f"careleaf{ENDING}"], tmp_path, QT_QPA_PLATFORM="offscreen")
    assert window.returncode == NOT_DELIVERED


def test_the_console_program_says_that_it_has_no_window(frozen: Path, tmp_path: Path) -> None:
    done = run([frozen / f"careleaf-cli{ENDING}", "open"], tmp_path)
    assert done.returncode == WRONG_USAGE
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["library", "list"],
        ["library", "facts"],
        ["library", "rules"],
        ["library", "figures"],
        ["library", "lint"],
        ["presets", "show", "sciatica"],
        ["clinics", "import", CLINIC],
        ["share", "status"],
        acute("--format", "fhir", to="-"),
    ],
)
def test_every_kind_of_command_finds_what_it_needs(frozen: Path, tmp_path: Path, words: list[str]) -> None:
    succeeds([frozen / f"careleaf-cli{ENDING}", *words], tmp_path)


def test_a_batch_works_in_several_processes_and_what_it_makes_can_be_verified(
    frozen: Path, tmp_path: Path
) -> None:
    program = frozen / f"careleaf-cli{ENDING}"
    (tmp_path / "list.csv").write_text("name,age,all\nAna Ruiz,40,no\nBo Chen,41,no\n", encoding="utf-8")
    words = ["batch", "acute-72h", "list.csv", "-o", "made", "--clinic", "sample", "--jobs", "2"]
    succeeds([program, *words], tmp_path)
    made = sorted((tmp_path / "made").glob("*.pdf"))
    assert len(made) == 2
    for file in made:
        assert succeeds([program, "verify", file], tmp_path)


class Desktop:
    """A desktop session in a folder, without a safe or with one that is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "DBUS_SESSION_BUS_ADDRESS": ""}

    def without_safe(self, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
        """Run a program where nothing keeps a secret."""
        return run(words, self.folder, **self.places)

    def with_safe(self, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
        """Run a program where GNOME's keyring keeps secrets."""
        unlock = 'printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
        return self.without_safe("dbus-run-session", "--", "sh", "-c", unlock, "sh", *words)


@on_linux
def test_a_password_goes_into_the_safe_of_the_desktop_where_there_is_one(
    frozen: Path, tmp_path: Path
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "password").write_text("a secret")
    share = [frozen / f"careleaf-cli{ENDING}", "share", "set-git", tmp_path / "shared"]
    words = [*share, "--user", "front-desk", "--password-file", tmp_path / "password"]
    desktop = Desktop(tmp_path)
    assert b"no place that keeps a password" in desktop.without_safe(*words).stderr
    done = desktop.with_safe(*words)
    assert done.returncode == DONE
    assert b"no place that keeps a password" not in done.stderr


@on_linux
def test_a_handout_goes_to_a_record_over_tls_with_the_token_from_the_safe(
    frozen: Path, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text(TOKEN)
    records = Records()
    set_up = '"$0" record set-server "$1" --certificate "$2" --token-file token && shift 2'
    send = 'exec "$0" record send acute-72h --patient p-1 --clinic "$@"'
    with record_server(records, authorities(tmp_path)) as server:
        words = [frozen / f"careleaf-cli{ENDING}", server.address, server.certificate, CLINIC, *ASKED]
        done = Desktop(tmp_path).with_safe("sh", "-c", f"{set_up} && {send}", *words)
    assert done.returncode == DONE, done.stderr.decode()
    assert len(records.bundles) == 1


def test_sharing_through_git_works_frozen(frozen: Path, tmp_path: Path) -> None:
    program = frozen / f"careleaf-cli{ENDING}"
    (tmp_path / "shared").mkdir()
    shutil.copytree(EARLIER, tmp_path / "home")
    succeeds([program, "share", "set-git", tmp_path / "shared", "--author", "Front desk"], tmp_path)
    succeeds([program, "share", "sync"], tmp_path)
    assert "presets/desk-work.toml" in succeeds([program, "share", "history"], tmp_path)


def test_what_an_earlier_version_left_is_used_and_kept(frozen: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(EARLIER, home)
    words = ["render", "desk-work", "-o", "a.pdf", "--check", "age=40", "--check", "all=no"]
    succeeds([frozen / f"careleaf-cli{ENDING}", *words], tmp_path)
    assert (tmp_path / "a.pdf").is_file()
    for path in EARLIER.rglob("*.toml"):
        assert (home / path.relative_to(EARLIER)).read_bytes() == path.read_bytes()


class Window:
    """The frozen program with its window; what it says goes into a file."""

    def __init__(self, frozen: Path, folder: Path, *words: str, **environment: str) -> None:
        kept = {key: v for key, v in os.environ.items() if not key.startswith(("PYTHON", "QT_", "CARELEAF"))}
        self.said = folder / "said"
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [frozen / f"careleaf{ENDING}", *words], cwd=folder, stderr=said,
                env=kept | {"CARELEAF_HOME": str(folder / "home"), **environment},
            )  # fmt: skip

    def __enter__(self) -> Window:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def until(self, found: Callable[[], bool]) -> None:
        """Wait for something to be found, as long as the program runs."""
        end = time.monotonic() + PATIENCE
        while not found():
            assert self.process.poll() is None, self.said.read_text(errors="replace")
            assert time.monotonic() < end, "it did not come"
            time.sleep(0.2)


@pytest.fixture
def display() -> Iterator[str]:
    """Start a screen and return its name; it stays the same screen when one program leaves it."""
    numbered, told = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-nolisten", "tcp", "-noreset"],
        pass_fds=[told], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(told)
    with os.fdopen(numbered) as answer:
        yield ":" + answer.readline().strip()
    screen.terminate()
    screen.wait()


@on_linux
def test_the_window_opens_offscreen_with_qt_from_files_that_can_be_replaced(
    frozen: Path, tmp_path: Path
) -> None:
    with Window(frozen, tmp_path, QT_QPA_PLATFORM="offscreen") as window:
        maps = Path(f"/proc/{window.process.pid}/maps")
        window.until(lambda: "libqoffscreen" in maps.read_text())
        time.sleep(3)
        assert window.process.poll() is None
        loaded = {Path(line.split()[-1]) for line in maps.read_text().splitlines() if "libQt6" in line}
    assert "Traceback" not in window.said.read_text(errors="replace")
    assert frozen / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Widgets.so.6" in loaded


@on_linux
def test_a_preset_file_opens_in_a_window_on_a_screen(frozen: Path, tmp_path: Path, display: str) -> None:
    preset = tmp_path / "desk work.careleaf"
    shutil.copy(EARLIER / "presets" / "desk-work.toml", preset)
    search = ["xdotool", "search", "--onlyvisible", "--name", "^Desk work - Careleaf$"]
    with Window(frozen, tmp_path, "open", str(preset), DISPLAY=display) as window:
        window.until(lambda: run(search, tmp_path, DISPLAY=display).returncode == 0)
    assert "Traceback" not in window.said.read_text(errors="replace")

"""How the program starts: only what a command needs, and words instead of an abort where no screen is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from command import DONE, NOT_DELIVERED, process

from careleaf.__main__ import names_a_screen

HEAVY = ("reportlab", "PIL", "pypdfium2", "jinja2", "PySide6", "shiboken6")
SELDOM = ("reportlab.platypus", "pypdfium2", "smtplib", "http.client", "email", "filelock")
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

_LIST_MODULES = """
import json, sys
from careleaf.__main__ import run
code = run({arguments!r})
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def modules_of(arguments: list[str], folder: Path) -> set[str]:
    """Return the modules that a command imports."""
    script = folder / "list_modules.py"
    script.write_text(_LIST_MODULES.format(arguments=arguments))
    done = process([], folder, shell=f"{sys.executable} {script}")
    assert done.code == DONE, done.err
    return set(json.loads(done.err))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["presets", "list"],
        ["library", "list"],
        ["check", "acute-72h", "--clinic", "sample"],
    ],
    ids=" ".join,
)
def test_a_command_without_a_page_loads_no_typesetter_and_no_window(
    tmp_path: Path, arguments: list[str]
) -> None:
    assert modules_of(arguments, tmp_path).isdisjoint(HEAVY)


def test_rendering_loads_the_typesetter_and_no_window(tmp_path: Path) -> None:
    """So the list of modules is one that could have found them."""
    modules = modules_of(["render", "acute-72h", "-o", "a.pdf", "--clinic", "sample"], tmp_path)
    assert "reportlab" in modules
    assert modules.isdisjoint(("PySide6", "shiboken6", *SELDOM))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux a screen has to be named")
def test_without_a_screen_the_program_says_so(tmp_path: Path) -> None:
    done = process([], tmp_path, remove=SCREENS)
    assert done.code == NOT_DELIVERED
    assert done.err == (
        "careleaf: the window cannot be opened: no screen can be reached here. Commands work without it.\n"
    )


@pytest.mark.parametrize("name", SCREENS)
def test_any_screen_named_is_tried(name: str) -> None:
    assert names_a_screen({name: "offscreen"}, "linux")
    assert not names_a_screen({name: ""}, "linux")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_no_screen_has_to_be_named(platform: str) -> None:
    assert names_a_screen({}, platform)


def test_the_command_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    done = process(["--version"], tmp_path)
    assert (done.code, done.out.split()[0]) == (DONE, "careleaf")


_SAYS_WHEN_TAKEN_DOWN = """
import atexit, sys
from careleaf.__main__ import main
atexit.register(print, "taken down")
sys.argv[1:] = {arguments!r}
main()
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"), [(["--version"], DONE, "careleaf "), (["presets", "show", "no"], 2, "")]
)
def test_a_command_ends_the_process_at_once_with_its_code_and_all_that_it_said(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    script = tmp_path / "says_when_taken_down.py"
    script.write_text(_SAYS_WHEN_TAKEN_DOWN.format(arguments=arguments))
    done = process([], tmp_path, shell=f"{sys.executable} {script}")
    assert (done.code, "taken down" in done.out, bool(done.err)) == (code, False, code != DONE)
    assert done.out.startswith(said)

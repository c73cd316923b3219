"""A screen reader at the real program, by AT-SPI: all that is there has a name, and rows can be worked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from careleaf.app.bootstrap import Program

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent
READER = ("/usr/bin/python3", "-W", "ignore", str(HERE / "screen_reader.py"))  # the bindings are Debian's
CARD, TOPIC, OUTLINE = "Acute spasm", "Ibuprofen", "Topics in your handout"
INNER = {"scroll bar"}  # of Qt's own, worked by its owner's keys
NAMED = {
    *(
        "check box",
        "check menu item",
        "combo box",
        "list",
        "list item",
        "menu item",
        "page tab",
        "password text",
    ),
    *("push button", "radio button", "slider", "spin button", "table", "table cell", "text", "toggle button"),
    "tree",
}


@contextmanager
def running(*command: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a program as long as it is needed."""
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as started:
        try:
            yield started
        finally:
            started.terminate()


def line_of(started: subprocess.Popen[str]) -> str:
    """Return the line in which a program tells where it is reached."""
    assert started.stdout
    line = started.stdout.readline().strip()
    assert line, f"{started.args} has not started"
    return line


def furnish(home: Path, clinic: Path) -> None:
    """Set up a clinic, so that no welcome stands in front."""
    (home / "clinics").mkdir()
    kept = [
        line for line in clinic.read_text("utf-8").splitlines() if not line.startswith(("logo", "sample"))
    ]
    (home / "clinics" / "mine.toml").write_text("\n".join(kept), "utf-8")


@pytest.fixture(scope="module")
def heard(program: Program) -> Iterator[dict[str, Any]]:
    """Return what a screen reader read, on a screen and a message bus of its own."""
    with TemporaryDirectory(prefix="reader-") as folder, ExitStack() as stack:
        furnish(Path(folder), program.resources / "clinics" / "sample.toml")
        # The bus for screen readers has its socket there: another test's must not be met.
        environment = {**os.environ, "XDG_RUNTIME_DIR": folder, "XDG_CACHE_HOME": folder}
        environment.pop("AT_SPI_BUS_ADDRESS", None)
        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24")
        bus = ("dbus-daemon", "--session", "--nofork", "--print-address")
        environment["DISPLAY"] = f":{line_of(stack.enter_context(running(*screen, environment=environment)))}"
        environment["DBUS_SESSION_BUS_ADDRESS"] = line_of(
            stack.enter_context(running(*bus, environment=environment))
        )
        environment |= {
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "CARELEAF_HOME": folder,
        }
        stack.enter_context(running(sys.executable, "-m", "careleaf", environment=environment))
        read = subprocess.run(
            [*READER, CARD, TOPIC, OUTLINE],
            env=environment,
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert read.returncode == 0, read.stderr
        yield json.loads(read.stdout)


def nameless(page: list[dict[str, Any]]) -> list[str]:
    """Return what has no name. A choice is named by what is chosen: something else has to say what for."""
    return [
        f"{each['role']} {each['name']!r}"
        for each in page
        if each["role"] in NAMED or (each["focusable"] and each["role"] not in INNER)
        if not each["name"].strip()
        or (each["role"] == "combo box" and not each["labelled"] and not each["about"].strip())
    ]


@pytest.mark.parametrize("page", ["start", "begun", "ticked", "unticked"])
def test_a_screen_reader_meets_nothing_without_a_name(heard, page):
    told = heard[page]["told"]
    assert sum(each["focusable"] for each in told) > 10
    assert nameless(told) == []


def test_a_screen_reader_begins_with_a_card(heard):
    assert heard["start"]["rows"] == []
    assert len(heard["begun"]["rows"]) > 3


def test_a_screen_reader_ticks_a_topic_and_unticks_it(heard):
    def there(page: str) -> tuple[bool, bool]:
        rows = [each for each in heard[page]["told"] if each["role"] == "table cell"]
        ticked = next(row["ticked"] for row in rows if row["name"].startswith(TOPIC))
        return ticked, any(row.startswith(TOPIC) for row in heard[page]["rows"])

    assert there("begun") == there("unticked") == (False, False)
    assert there("ticked") == (True, True)

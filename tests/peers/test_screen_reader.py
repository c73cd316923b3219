"""A screen reader at the real program, by AT-SPI: every control has a name, and a topic can be ticked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent
READER = ("/usr/bin/python3", "-W", "ignore", str(HERE / "screen_reader.py"))  # the bindings are Debian's
TOPIC, OUTLINE = "Ibuprofen", "Topics in your handout"
INNER = {"scroll bar"}  # of Qt's own, worked by its owner's keys


@contextmanager
def running(command: list[str], environment: dict[str, str], **pipes: Any) -> Iterator[subprocess.Popen]:
    """Run a program as long as it is needed."""
    with subprocess.Popen(command, env=environment, text=True, **pipes) as started:
        try:
            yield started
        finally:
            started.kill()


def line_of(started: subprocess.Popen) -> str:
    """Return the line in which a program tells where it is reached."""
    line = started.stdout.readline().strip()
    assert line, f"{started.args[0]} has not started"
    return line


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Any]:
    """Return how to let a screen reader work at the program, on a screen and a message bus of its own."""
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with ExitStack() as stack:
        screen = stack.enter_context(
            running(["Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24"], dict(os.environ), **quiet)
        )
        bus = stack.enter_context(
            running(["dbus-daemon", "--session", "--nofork", "--print-address"], dict(os.environ), **quiet)
        )
        environment = {
            **os.environ,
            "DISPLAY": f":{line_of(screen)}",
            "DBUS_SESSION_BUS_ADDRESS": line_of(bus),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "CARELEAF_HOME": str(tmp_path),
        }

        def read_with(*how: str) -> dict[str, Any]:
            command = [sys.executable, str(HERE / "shown_workbench.py"), *how]
            with running(command, environment, stderr=subprocess.DEVNULL):
                told = subprocess.run(
                    [*READER, TOPIC, OUTLINE], env=environment, capture_output=True, text=True, timeout=300
                )
            assert told.returncode == 0, told.stderr
            return json.loads(told.stdout)

        yield read_with


def nameless(everything: list[dict[str, Any]]) -> list[str]:
    """Return the roles of what can be worked with and has no name."""
    return [
        each["role"]
        for each in everything
        if each["works"] and each["role"] not in INNER and not each["name"].strip()
    ]


def test_a_screen_reader_meets_no_control_without_a_name_and_ticks_a_topic(read):
    told = read()
    assert sum(1 for each in told["everything"] if each["works"]) > 50
    assert nameless(told["everything"]) == []
    added = set(told["after"]) - set(told["before"])
    assert any(name.startswith(TOPIC) for name in added)


def test_a_name_taken_away_is_noticed(read):
    assert nameless(read("nameless")["everything"]) == ["text"]

"""Run Careleaf's command line the way a person does, and keep what came out of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from careleaf.cli.main import run

ROOT = Path(__file__).resolve().parents[1]

CLOCK = ("--now", "2026-11-21T09:00")
ASKED = ("--check", "age=40", "--check", "all=no")
RELAXANT = ("--tick", "med-relaxant", "--set", "med-relaxant.start=2026-11-21T21:00")

DONE, WRONG_USAGE, INVALID, BLOCKED, UNCONFIRMED, NOT_DELIVERED = 0, 2, 3, 4, 5, 6


def acute(*more: str, to: str | Path = "a.pdf", clinic: str | Path = "sample") -> list[str]:
    """Return the arguments that render the acute preset with every question answered."""
    return ["render", "acute-72h", "-o", str(to), "--clinic", str(clinic), *ASKED, *CLOCK, *more]


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code and what it said. `raw` is standard output as bytes."""

    code: int
    out: str
    err: str
    raw: bytes = b""

    @property
    def json(self) -> Any:
        """Return standard output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Return the lines of standard error."""
        return self.err.splitlines()

    @property
    def rules(self) -> list[str]:
        """Return the rules of the findings in the JSON, in order."""
        return [finding["rule"] for finding in self.json["findings"]]


class Careleaf:
    """The command line in a folder of its own, in this process."""

    def __init__(self, folder: Path, home: Path, captured: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.home, self._captured = folder, home, captured

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run one command. Whatever it raises fails the test: a person would see a traceback."""
        self._captured.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = self._captured.readouterr()
        assert b"Traceback" not in err
        return Outcome(code, out.decode(errors="replace"), err.decode(), out)

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder and return its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def clinic(self, file: str = "clinic.toml", **fields: str | None) -> Path:
        """Write a clinic file: a name and a phone, unless told otherwise (None leaves a field out)."""
        known = {"name": "Elm Street Clinic", "phone": "555-0100", **fields}
        lines = [f"{key} = {toml_text(value)}" for key, value in known.items() if value is not None]
        return self.write(file, "\n".join(["format_version = 1", *lines]))

    def preset(self, more: str, file: str = "mine.toml", topics: Sequence[str] = ("cold",)) -> Path:
        """Write a preset file with some topics and whatever tables are added."""
        head = f'format_version = 1\nid = "mine"\ntitle = "Mine"\ntopics = {json.dumps(list(topics))}\n'
        return self.write(file, head + more)


@pytest.fixture
def careleaf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Careleaf:
    """Give a command line whose folder, memory and temporary files are the test's own."""
    folder, home, temporary = tmp_path / "work", tmp_path / "home", tmp_path / "temporary"
    for path in (folder, home, temporary):
        path.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CARELEAF_HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(temporary))
    return Careleaf(folder, home, capfdbinary)


def process(
    arguments: Sequence[str],
    folder: Path,
    shell: str = "{careleaf}",
    python: Sequence[str] = (),
    remove: Sequence[str] = (),
    **environment: str,
) -> Outcome:
    """Run `python -m careleaf` as a process of its own, in a folder, through a line of shell.

    `{careleaf}` in the line stands for the command; `python` are flags for the interpreter.
    """
    kept = {key: value for key, value in os.environ.items() if key not in remove}
    kept |= {"CARELEAF_HOME": str(folder / "home"), **environment}
    words = [sys.executable, *python, "-m", "careleaf", *arguments]
    line = "set -o pipefail; " + shell.format(careleaf=' "$@"')
    done = subprocess.run(
        ["bash", "-c", line, "careleaf", *words], cwd=folder, env=kept, capture_output=True, check=False
    )
    return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(), done.stdout)


def toml_text(text: str) -> str:
    """Write a text as a TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

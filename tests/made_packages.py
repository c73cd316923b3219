"""What `make package` made, and how the tests of it run programs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from command import RELAXANT, ROOT, acute

DIST = ROOT / "dist"
FROZEN = DIST / "careleaf"
ENDING = ".exe" if os.name == "nt" else ""
PERSON = ("--patient-name", "Ana Ruiz", *RELAXANT, "--tick", "med-ibuprofen")
PAGE = acute(*PERSON)  # writes a.pdf


def needs_made(path: Path) -> Path:
    """Return a file or folder that was made; fail where it was not."""
    if not path.exists():
        pytest.fail(f"{path.relative_to(ROOT)} is not there: run make package first")
    return path


def run(
    words: Sequence[str | Path], folder: Path, seconds: float = 300, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a folder, with a home of its own there and nothing of this checkout's settings."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CARELEAF", "QT_"))
    }
    kept |= {"CARELEAF_HOME": str(folder / "home"), **environment}
    return subprocess.run(
        list(map(str, words)), cwd=folder, env=kept, capture_output=True, check=False, timeout=seconds
    )


def succeeds(words: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """Run a program that has to end well, and return what it says."""
    done = run(words, folder, **environment)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode(errors="replace")

"""Compare how fast the frozen program and the source tree start, in turns: start_up.py [ROUNDS].

With a screen (`xvfb-run -a`) also until the window is there, which xdotool tells.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FROZEN = Path(__file__).resolve().parents[1] / "dist" / "careleaf"
SOURCE = [sys.executable, "-m", "careleaf"]
PAGE = ["render", "acute-72h", "-o", "a.pdf", "--clinic", "sample", "--check", "age=40", "--check", "all=no"]


def until_done(words: list[str], folder: str) -> float:
    """Return how many seconds a program takes from its start to its end."""
    begin = time.perf_counter()
    subprocess.run(words, cwd=folder, env=home(folder), capture_output=True, check=True)
    return time.perf_counter() - begin


def until_shown(words: list[str], folder: str) -> float:
    """Return how many seconds pass from a program's start until its window can be seen."""
    begin = time.perf_counter()
    started = subprocess.Popen(words, cwd=folder, env=home(folder), stderr=subprocess.DEVNULL)
    try:
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", " - Careleaf$"]
        subprocess.run(find, capture_output=True, check=True, timeout=120)
        return time.perf_counter() - begin
    finally:
        started.kill()
        started.wait()


def home(folder: str) -> dict[str, str]:
    """Return the environment with nothing remembered."""
    return {**os.environ, "CARELEAF_HOME": folder}


def compare(
    name: str, rounds: int, measure: Callable[[list[str], str], float], program: str, *words: str
) -> None:
    """Print the medians of both in milliseconds and their ratio. The first round only warms up."""
    with tempfile.TemporaryDirectory() as folder:
        taken = [
            (measure([*SOURCE, *words], folder), measure([str(FROZEN / program), *words], folder))
            for _ in range(rounds + 1)
        ]
    source, frozen = (statistics.median(column) * 1000 for column in zip(*taken[1:], strict=True))
    print(f"{name}: source {source:.0f} ms, frozen {frozen:.0f} ms, ratio {frozen / source:.2f}")


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    compare("--version", rounds, until_done, "careleaf-cli", "--version")
    compare("a page", rounds, until_done, "careleaf-cli", *PAGE)
    if os.environ.get("DISPLAY"):
        compare("the window", rounds, until_shown, "careleaf", "open", "acute-72h")

"""Whoever builds the same commit gets the same bytes, in any folder, time zone and mode of the files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from command import ROOT

pytestmark = pytest.mark.slow

NEEDED = (
    "src",
    "templates",
    "resources",
    "docs",
    "packaging",
    "pyproject.toml",
    "Makefile",
    "constraints.txt",
)


def built(folder: Path, name: str, umask: int, zone: str) -> dict[str, bytes]:
    """Build wheel and sdist from a copy of the tree and return both by name."""
    tree, out = folder / name, folder / f"{name}-out"
    tree.mkdir()
    for each in [*NEEDED, *(path.name for path in ROOT.glob("*.md")), "LICENSE"]:
        if (ROOT / each).is_dir():
            shutil.copytree(ROOT / each, tree / each, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(ROOT / each, tree / each)
    for path in tree.rglob("*"):
        path.chmod((0o777 if path.is_dir() else 0o666) & ~umask)
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, tree],
        env={**kept, "TZ": zone}, cwd=folder, umask=umask, capture_output=True, check=True,
    )  # fmt: skip
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_wheel_and_source_are_the_same_bytes_twice(tmp_path: Path) -> None:
    first = built(tmp_path, "a", 0o022, "UTC")
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert built(tmp_path, "another", 0o077, "Asia/Kolkata") == first
    (source,) = tmp_path.glob("a-out/*.tar.gz")
    with tarfile.open(source) as opened:
        inside = {name.partition("/")[2] for name in opened.getnames()}
    assert {"packaging/make_packages.py", "resources/presets/acute-72h.toml", "constraints.txt"} <= inside
    assert not any("__pycache__" in name or name.startswith((".venv", "dist/", "build/")) for name in inside)

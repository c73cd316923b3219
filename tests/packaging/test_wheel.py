"""The wheel carries all the program needs and nothing else, and makes the same page as the source tree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from command import DONE, RELAXANT, ROOT, acute, process

pytestmark = pytest.mark.slow

PERSON = ("--patient-name", "Ana Ruiz", *RELAXANT, "--tick", "med-ibuprofen")


def run(words: Sequence[str | Path], folder: Path) -> str:
    """Run a program in a folder, free of this checkout's settings; return what it says."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CARELEAF"))}
    kept["CARELEAF_HOME"] = str(folder / "home")
    done = subprocess.run(
        list(map(str, words)), cwd=folder, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what the build needs, so that nothing is written to the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT], out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """Return the names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.parametrize("folder", ["templates", "resources"])
def test_the_wheel_carries_every_template_and_resource(names: list[str], folder: str) -> None:
    wanted = {
        f"careleaf/_data/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(wanted) > 2
    assert wanted <= set(names)


def test_the_wheel_carries_every_module(names: list[str]) -> None:
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert wanted <= set(names)


def test_the_wheel_carries_nothing_else(names: list[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"careleaf"}
    odd = [
        name
        for name in names
        if re.search(r"(^|/)tests?/|conftest|__pycache__|\.pyc$|benchmarks|\.git", name)
    ]
    assert odd == []
    assert not any(name.endswith(".py") for name in names if "/_data/" in name)


def test_the_wheel_has_its_licence_and_its_command(wheel: Path, names: list[str]) -> None:
    (info,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
    with zipfile.ZipFile(wheel) as archive:
        assert "careleaf = careleaf.__main__:main" in archive.read(f"{info}/entry_points.txt").decode()
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/THIRD_PARTY_NOTICES.md"} <= set(names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a fresh environment with the pinned versions; return its folder of programs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "-c", ROOT / "constraints.txt", wheel], folder)
    return programs


def test_the_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    from careleaf import __version__

    assert run([installed / "careleaf", "--version"], tmp_path) == f"careleaf {__version__}\n"


def test_the_installed_program_uses_its_own_files(installed: Path, tmp_path: Path) -> None:
    script = "import careleaf.datafiles as d; print(d.data_folder('resources'))"
    where = Path(run([installed / "python", "-c", script], tmp_path).strip())
    assert where.parts[-3:] == ("careleaf", "_data", "resources")
    assert ROOT not in where.parents


def test_the_installed_program_makes_the_same_page_as_the_source_tree(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "wheel").mkdir()
    assert process(acute(*PERSON), tmp_path / "source").code == DONE
    run([installed / "careleaf", *acute(*PERSON)], tmp_path / "wheel")
    made = [(tmp_path / place / "a.pdf").read_bytes() for place in ("source", "wheel")]
    assert made[0].startswith(b"%PDF-")
    assert made[0] == made[1]


def test_the_installed_library_passes_its_own_lint(installed: Path, tmp_path: Path) -> None:
    run([installed / "careleaf", "library", "lint"], tmp_path)

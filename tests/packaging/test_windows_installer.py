"""The installer for Windows, compiled and run here under Wine with a stand-in for the program.

The real program can only be frozen on Windows; what installs, upgrades and removes it is the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from command import ROOT
from made_packages import needs_made

pytestmark = pytest.mark.packages

WINE = "/usr/lib/wine/wine64"
INSTALLED = Path("drive_c/users") / os.environ.get("USER", "root") / "AppData/Local/Programs/Careleaf"
CLASSES = r"HKCU\Software\Classes"


class Windows:
    """A Windows of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "wine"
        self.run("wineboot", "--init")

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program in it, with a screen that nobody sees."""
        return subprocess.run(
            ["xvfb-run", "-a", WINE, *map(str, words)],
            env={**os.environ, "WINEPREFIX": str(self.folder), "WINEDEBUG": "-all"},
            capture_output=True, text=True, errors="replace", check=False, timeout=300,
        )  # fmt: skip

    def value(self, key: str) -> str:
        """Return the default value of a key of the registry, or nothing."""
        return self.run("reg", "query", key, "/ve").stdout

    @property
    def installed(self) -> Path:
        """Return where the program is installed for this person."""
        (programs,) = self.folder.glob("drive_c/users/*/AppData/Local")
        return programs / "Programs" / "Careleaf"

    def remove(self) -> None:
        """Run the uninstaller and wait for it: _?= keeps it from running a copy of itself."""
        self.run(self.installed / "uninstall.exe", "/S", rf"_?={self.inside(self.installed)}")

    def inside(self, path: Path) -> str:
        """Return a path as Windows writes it."""
        return "C:\\" + str(path.relative_to(self.folder / "drive_c")).replace("/", "\\")


def compiled(folder: Path, version: str, *names: str) -> Path:
    """Compile the installer of a version whose program consists of these files."""
    payload = folder / version
    for name in ("careleaf.exe", "careleaf-cli.exe", *names):
        (payload / name).parent.mkdir(parents=True, exist_ok=True)
        (payload / name).write_text(version)
    out = folder / f"Careleaf-{version}-setup.exe"
    defined = {
        "VERSION": version,
        "FROZEN": payload,
        "OUT": out,
        "ICON": needs_made(ROOT / "build/icons/careleaf.ico"),
    }
    script = ROOT / "packaging" / "windows" / "careleaf.nsi"
    words = ["makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in defined.items()), str(script)]
    subprocess.run(words, check=True, capture_output=True)
    return out


def files(folder: Path) -> set[str]:
    """Return the names of the files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Windows:
    """Start a Windows."""
    if not Path(WINE).exists():
        pytest.fail("Wine is not there: packaging/debian-packages.sh packaging installs it")
    return Windows(tmp_path_factory.mktemp("windows"))


def test_it_installs_upgrades_and_removes_the_program_and_nothing_else(
    windows: Windows, tmp_path: Path
) -> None:
    first = compiled(tmp_path, "1.0.0", "_internal/old.dll", "_internal/deep/er.txt")
    second = compiled(tmp_path, "1.1.0", "_internal/new.dll")
    settings = windows.installed.parents[1] / "careleaf" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('clinic = "mine"\n')

    assert windows.run(first, "/S").returncode == 0
    programs = {"careleaf.exe", "careleaf-cli.exe", "uninstall.exe"}
    assert files(windows.installed) == programs | {"_internal/old.dll", "_internal/deep/er.txt"}
    assert "Careleaf.Preset" in windows.value(rf"{CLASSES}\.careleaf")
    opened = windows.value(rf"{CLASSES}\Careleaf.Preset\shell\open\command")
    assert f'"{windows.inside(windows.installed)}\\careleaf.exe" open "%1"' in opened

    assert windows.run(second, "/S").returncode == 0
    assert files(windows.installed) == programs | {"_internal/new.dll"}
    assert (windows.installed / "careleaf.exe").read_text() == "1.1.0"

    somebody_elses = windows.installed / "notes.txt"
    somebody_elses.write_text("keep me")
    windows.remove()
    assert files(windows.installed) - {"uninstall.exe"} == {"notes.txt"}
    assert "Careleaf.Preset" not in windows.value(rf"{CLASSES}\.careleaf")
    assert not list(windows.folder.rglob("Careleaf.lnk"))
    assert settings.read_text() == 'clinic = "mine"\n'
    shutil.rmtree(windows.installed)

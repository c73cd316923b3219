"""Build everything this system can, into dist/: make_packages.py [--carry-system-libraries].

Order: wheel and sdist; an environment with the wheel alone, which runs once; the list of materials; icons and
licences; the frozen folder; the system's own package; checksums. SOURCE_DATE_EPOCH, where unset, is the last
commit's time.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import bill_of_materials
import debian_package
import linux_tree
import release_notes

from careleaf import __version__

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
BUILD, DIST = ROOT / "build", ROOT / "dist"
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
TOOLS, PROGRAM = BUILD / "tools", BUILD / "program"
ICONS, LICENCES = BUILD / "icons", BUILD / "licences"
FROZEN = DIST / "careleaf"
ONLY_TOOLS = ("altgraph", "macholib", "pefile", "pyinstaller", "pyinstaller-hooks-contrib",
              "pywin32-ctypes", "setuptools")  # fmt: skip


def main(flags: list[str]) -> None:
    """Build it all. Raises CalledProcessError where a step fails, after the step's own words."""
    stamp = epoch()
    os.environ |= {"SOURCE_DATE_EPOCH": str(stamp), "PYTHONHASHSEED": "1"}
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, ROOT)
    make_environments()
    sbom = DIST / f"careleaf-{__version__}.cdx.json"
    bill_of_materials.write(sbom, tool("cyclonedx-py"), python(PROGRAM), __version__, stamp)
    install(PROGRAM, "pyinstaller", "-c", HERE / "requirements.txt")
    run(python(PROGRAM), HERE / "icons.py", ICONS)
    run(python(PROGRAM), HERE / "licences.py", LICENCES, *ONLY_TOOLS)
    freeze(carry="--carry-system-libraries" in flags)
    package(sbom, stamp)
    write_checksums()


def epoch() -> int:
    """Return the time to put on files, in seconds since 1970: as set, else the last commit's."""
    if set_already := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(set_already)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(asked.stdout or (ROOT / "CHANGELOG.md").stat().st_mtime)


def make_environments() -> None:
    """Make one environment for the tools and one that holds the wheel and what it needs, not even pip."""
    for folder in (TOOLS, PROGRAM):
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", folder)
    install(TOOLS, "-r", HERE / "requirements.txt")
    (wheel,) = DIST.glob("*.whl")
    install(PROGRAM, "-c", ROOT / "constraints.txt", wheel)
    compile_data()


def compile_data() -> None:
    """Make one handout with the installed wheel: it then has compiled what the frozen program takes along."""
    handout = BUILD / "compiling.pdf"
    run(python(PROGRAM), "-m", "careleaf", "render", "acute-72h", "--clinic", "sample", "-o", handout)


def freeze(carry: bool) -> None:
    """Freeze the program into one folder, on wish with the system's libraries, for other systems to run."""
    os.environ |= {"CARELEAF_ICONS": str(ICONS), "CARELEAF_LICENCES": str(LICENCES)}
    os.environ["CARELEAF_CARRY_SYSTEM_LIBRARIES"] = str(int(carry))
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", BUILD / "pyinstaller"]
    run(python(PROGRAM), "-m", "PyInstaller", *words, HERE / "pyinstaller" / "careleaf.spec")


def package(sbom: Path, stamp: int) -> None:
    """Make what this system's people install."""
    if sys.platform == "linux" and shutil.which("dpkg-shlibdeps"):
        notes = release_notes.section(release_notes.CHANGELOG.read_text(encoding="utf-8"), __version__)
        release = linux_tree.Release(__version__, stamp, tuple(release_notes.entries(notes)))
        root = BUILD / "debian"
        shutil.rmtree(root, ignore_errors=True)
        linux_tree.lay_out(FROZEN, ICONS, sbom, root / "usr", release)
        debian_package.build(root, DIST, release)
    elif sys.platform == "win32":
        windows_installer(
            FROZEN, ICONS / "careleaf.ico", DIST / f"Careleaf-{__version__}-setup.exe", __version__
        )
    elif sys.platform == "darwin":
        image = DIST / f"Careleaf-{__version__}-{platform.machine()}.dmg"
        run("sh", HERE / "macos" / "disk-image.sh", DIST / "Careleaf.app", image)
    else:
        print("No package for this system: dist/careleaf is the program.")


def windows_installer(frozen: Path, icon: Path, out: Path, version: str) -> None:
    """Compile the installer; with CARELEAF_SIGN_COMMAND it and its uninstaller are signed by that command."""
    defined = {"VERSION": version, "FROZEN": frozen, "ICON": icon, "OUT": out}
    if command := os.environ.get("CARELEAF_SIGN_COMMAND"):
        defined["SIGN"] = command
    flags = [f"-D{name}={value}" for name, value in defined.items()]
    run("makensis", "-V2", *flags, HERE / "windows" / "careleaf.nsi")


def write_checksums() -> None:
    """Write the SHA-256 of each file that is handed out."""
    files = sorted(file for file in DIST.iterdir() if file.is_file())
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii", newline="\n")


def python(environment: Path) -> Path:
    """Return the interpreter of an environment."""
    return environment / PROGRAMS / ("python.exe" if os.name == "nt" else "python")


def tool(name: str) -> Path:
    """Return a program of the tools' environment."""
    return TOOLS / PROGRAMS / (f"{name}.exe" if os.name == "nt" else name)


def install(environment: Path, *what: str | Path) -> None:
    """Install into an environment that has no pip of its own. What is frozen is compiled then."""
    run(sys.executable, "-m", "pip", "--python", python(environment), "install", "--quiet",
        "--disable-pip-version-check", "--no-compile", *what)  # fmt: skip


def run(*words: str | Path) -> None:
    """Run a step; its words go where ours go."""
    subprocess.run([str(word) for word in words], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

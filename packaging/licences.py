"""Put the licence texts of all that is shipped into one folder: licences.py OUT [LEFT-OUT ...].

Run by the interpreter of an environment that holds the program and what it needs. Those named after OUT are
only tools of the build.
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "licences"
OWN = ("LICENSE", "THIRD_PARTY_NOTICES.md")
LGPL_WITHOUT_TEXT = ("pyside6-essentials", "shiboken6")  # their wheels carry none: ours lies in TEXTS
_TEXT = re.compile(r"\.dist-info/(licenses/.+|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", re.IGNORECASE)


class NoLicenceText(Exception):
    """Report what would be shipped without its licence."""


def write(out: Path, left_out: frozenset[str]) -> None:
    """Write a folder for each distribution, Python's own text, the LGPL's and ours. Raises NoLicenceText."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    missing = []
    for each in distributions():
        name = re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower()
        if name in left_out or name == "careleaf":
            continue
        if not copy_texts(each, out / name) and name not in LGPL_WITHOUT_TEXT:
            missing.append(name)
    if missing:
        raise NoLicenceText(f"No licence text was found for {', '.join(sorted(missing))}.")
    shutil.copytree(TEXTS, out, dirs_exist_ok=True)
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    if not found:
        raise NoLicenceText("No licence text was found for Python itself.")
    shutil.copy(found[0], out / "Python.txt")
    for name in OWN:
        shutil.copy(HERE.parent / name, out)


def copy_texts(distribution: Distribution, out: Path) -> int:
    """Copy a distribution's licence texts into a folder and return how many there are."""
    found = [file for file in distribution.files or () if _TEXT.search(file.as_posix())]
    for file in found:
        inside = file.as_posix().partition(".dist-info/")[2].removeprefix("licenses/")
        (out / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(str(distribution.locate_file(file))), out / inside)
    return len(found)


if __name__ == "__main__":
    write(Path(sys.argv[1]), frozenset(sys.argv[2:]))

"""Make the Debian package; what it depends on is worked out from its libraries."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from linux_tree import Release, copy, packed, write

HERE = Path(__file__).resolve().parent
# The project has no mailbox of its own: who publishes the package names one.
MAINTAINER = os.environ.get("CARELEAF_MAINTAINER", "Careleaf maintainers <maintainers@careleaf.invalid>")
DESCRIPTION = """\
Description: put together a patient handout in under a minute
 A clinician ticks what matters for a patient, changes the numbers, and gets an
 accessible PDF in plain words. Safety rules stop what could harm. It works
 offline and keeps no patient data; the first library is on lower-back spasm.
 .
 The library has not been reviewed by a clinician yet; every page says so.
"""


def build(root: Path, out: Path, release: Release) -> Path:
    """Pack a folder that holds usr/ into a .deb in another, owned by root, and return it."""
    add_documents(root / "usr" / "share", release)
    settle_modes(root, release.epoch)
    architecture = run("dpkg", "--print-architecture").strip()
    control = control_text(root, release.version, architecture)
    write(root / "DEBIAN" / "control", control)
    write(root / "DEBIAN" / "md5sums", checksums(root))
    package = out / f"careleaf_{release.version}_{architecture}.deb"
    run(
        "dpkg-deb",
        "--root-owner-group",
        "-Zxz",
        "-z2",
        "--build",
        str(root),
        str(package),
        epoch=release.epoch,
    )
    return package


def add_documents(share: Path, release: Release) -> None:
    """Add the copyright, the changelog and the reasoned overrides that Debian's policy asks for."""
    documents = share / "doc" / "careleaf"
    write(documents / "copyright", (HERE / "debian" / "copyright").read_bytes())
    when = format_datetime(datetime.fromtimestamp(release.epoch, UTC))
    wrapped = (
        textwrap.fill(note, 76, initial_indent="  * ", subsequent_indent="    ") for note in release.notes
    )
    lines = "\n".join(wrapped)
    entry = f"careleaf ({release.version}) stable; urgency=medium\n\n{lines}\n\n -- {MAINTAINER}  {when}\n"
    write(documents / "changelog.gz", packed(entry))
    copy(HERE / "debian" / "lintian-overrides", share / "lintian" / "overrides", "careleaf")


def settle_modes(root: Path, epoch: int) -> None:
    """Give each file the mode that Debian wants and the release's time: the same input packs alike."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.read_bytes()[:4] == b"\x7fELF" and ".so" not in path.name)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def control_text(root: Path, version: str, architecture: str) -> str:
    """Return the package's control file."""
    size = sum(file.lstat().st_size for file in root.rglob("*") if not file.is_dir()) // 1024
    return (
        f"Package: careleaf\nVersion: {version}\nArchitecture: {architecture}\n"
        "Section: science\nPriority: optional\n"
        f"Maintainer: {MAINTAINER}\nInstalled-Size: {size}\nDepends: {depends(root)}\n"
        f"Recommends: cups-client, gnome-keyring | kwalletmanager\n{DESCRIPTION}"
    )


def depends(root: Path) -> str:
    """Return the packages whose libraries the program links to and does not bring itself."""
    (root / "DEBIAN").mkdir(exist_ok=True)  # by this it tells where the package begins
    linked = [file for file in (root / "usr" / "lib" / "careleaf").rglob("*") if is_elf(file)]
    own = sorted({f"-l{file.parent}" for file in linked})
    with tempfile.TemporaryDirectory() as folder:
        write(
            Path(folder) / "debian" / "control", "Source: careleaf\n\nPackage: careleaf\nArchitecture: any\n"
        )
        quiet = ("-O", "--warnings=0", "--ignore-missing-info")  # the program's own libraries have no package
        found = run("dpkg-shlibdeps", *quiet, *own, *map(str, linked), folder=folder)
    return found.partition("shlibs:Depends=")[2].strip()


def is_elf(file: Path) -> bool:
    """Tell whether a file is a program or a library."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def checksums(root: Path) -> str:
    """Return the list by which "dpkg --verify" finds files that changed."""
    files = sorted(file for file in (root / "usr").rglob("*") if file.is_file() and not file.is_symlink())
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )


def run(*words: str, folder: str | None = None, epoch: int | None = None) -> str:
    """Run one of Debian's tools and return what it says. Raises CalledProcessError, after its words."""
    stamp = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    done = subprocess.run(
        words, cwd=folder, env={**os.environ, **stamp}, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout

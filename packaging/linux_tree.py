"""Lay the frozen program and its desktop files out as Linux systems expect them below /usr."""

from __future__ import annotations

import gzip
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).resolve().parent
APPLICATION = "org.careleaf.careleaf"
PROGRAMS = ("careleaf", "careleaf-cli")


@dataclass(frozen=True)
class Release:
    """What is being packed: its version, its date (seconds since 1970, UTC) and what it brings."""

    version: str
    epoch: int
    notes: tuple[str, ...]

    @property
    def day(self) -> str:
        """Return the date as 2026-11-21."""
        return datetime.fromtimestamp(self.epoch, UTC).date().isoformat()


def lay_out(frozen: Path, icons: Path, sbom: Path, usr: Path, release: Release) -> None:
    """Fill a folder that stands for /usr. Whatever was in it is gone."""
    shutil.rmtree(usr, ignore_errors=True)
    shutil.copytree(frozen, usr / "lib" / "careleaf", symlinks=True)
    (usr / "bin").mkdir()
    for name in PROGRAMS:
        (usr / "bin" / name).symlink_to(f"../lib/careleaf/{name}")
    share = usr / "share"
    copy(HERE / "linux" / f"{APPLICATION}.desktop", share / "applications")
    copy(HERE / "linux" / f"{APPLICATION}.xml", share / "mime" / "packages")
    write(share / "metainfo" / f"{APPLICATION}.metainfo.xml", metainfo(release))
    themed = share / "icons" / "hicolor"
    for icon in icons.glob("careleaf-*.png"):
        size = re.sub(r"\D", "", icon.stem)
        copy(icon, themed / f"{size}x{size}" / "apps", f"{APPLICATION}.png")
    copy(
        HERE.parent / "resources" / "icons" / "careleaf.svg",
        themed / "scalable" / "apps",
        f"{APPLICATION}.svg",
    )
    page = (HERE / "linux" / "careleaf.1").read_text(encoding="utf-8")
    page = page.replace('"" "Careleaf"', f'"{release.day}" "Careleaf {release.version}"')
    for name in PROGRAMS:
        words = page if name == PROGRAMS[0] else f".so man1/{PROGRAMS[0]}.1\n"
        write(share / "man" / "man1" / f"{name}.1.gz", packed(words))
    copy(sbom, share / "doc" / "careleaf")


def metainfo(release: Release) -> str:
    """Return the AppStream file with the release in it."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "linux"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    template = environment.get_template("metainfo.xml.j2")
    return template.render(
        application=APPLICATION, version=release.version, date=release.day, notes=release.notes
    )


def packed(words: str) -> bytes:
    """Pack a text with gzip as Debian wants it: as small as it gets, and without the time."""
    return gzip.compress(words.encode(), 9, mtime=0)


def copy(file: Path, folder: Path, name: str = "") -> None:
    """Copy a file into a folder that may not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder / (name or file.name))


def write(file: Path, content: str | bytes) -> None:
    """Write a file into a folder that may not be there yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)

"""What the program uses of others is named, and nothing of it is only under the GPL."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata, requires

import pytest
from command import ROOT
from packaging.requirements import Requirement

NOTICES = re.sub(r"[-_.]", "-", (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower())
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
)


def needed(name: str, known: set[str]) -> set[str]:
    """Return a distribution and all that it needs on any system; what is not installed here has no needs."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name not in known:
        known.add(name)
        try:
            lines = requires(name) or []
        except PackageNotFoundError:
            return known
        for line in map(Requirement, lines):
            marker = line.marker
            if marker is None or any(marker.evaluate({"extra": "", **system}) for system in SYSTEMS):
                needed(line.name, known)
    return known


PARTS = sorted(needed("careleaf", set()) - {"careleaf"})


def licence(part: str) -> str:
    """Return what a distribution says of its licence, as an expression where it gives one."""
    facts = metadata(part)
    classes = [line for line in facts.get_all("Classifier") or [] if line.startswith("License")]
    return facts.get("License-Expression") or " ".join(classes) or facts["License"]


def is_only_under_the_gpl(words: str) -> bool:
    """Tell whether each of the licences to choose from is the GPL or the AGPL."""
    gpl = re.compile(r"(?<!L)GPL|GNU (Affero )?General Public", re.IGNORECASE)
    return all(gpl.search(choice) for choice in words.split(" OR "))


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_named_in_the_third_party_notices(part: str) -> None:
    assert part in NOTICES


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_only_under_the_gpl(part: str) -> None:
    try:
        words = licence(part)
    except PackageNotFoundError:
        pytest.skip(f"{part} is for another system")
    assert words
    assert not is_only_under_the_gpl(words), words


@pytest.mark.parametrize(
    "words",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "License :: OSI Approved :: GNU General Public License (GPL)"],
)
def test_the_gpl_is_told_from_the_lgpl(words: str) -> None:
    assert is_only_under_the_gpl(words)
    assert not is_only_under_the_gpl(f"{words} OR Apache-2.0")
    assert not is_only_under_the_gpl("LGPL-3.0-only")
    assert not is_only_under_the_gpl("GNU Library or Lesser General Public License (LGPL)")

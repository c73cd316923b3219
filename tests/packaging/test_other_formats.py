"""What can be said here of the packages that cannot be made here: that their recipes are well formed."""

from __future__ import annotations

import json
import os
import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from command import ROOT
from linux_tree import APPLICATION
from made_packages import needs_made, run, succeeds

from careleaf import __version__

pytestmark = pytest.mark.packages

PACKAGING = ROOT / "packaging"


def test_the_flatpak_manifest_asks_for_rights_that_exist_and_hands_the_desktop_its_files(
    tmp_path: Path,
) -> None:
    file = PACKAGING / "flatpak" / f"{APPLICATION}.yaml"
    manifest = json.loads(succeeds(["flatpak-builder", "--show-manifest", file], tmp_path))
    assert needs_made(ROOT / "build/debian/usr/bin" / manifest["command"]).is_symlink()
    shutil.copytree(ROOT / "build/debian/usr/share", tmp_path / "made/files/share")
    (tmp_path / "made/var").mkdir()
    (tmp_path / "made/metadata").write_text(f"[Application]\nname={manifest['id']}\nruntime=none/none/none\n")
    rights = [f"--command={manifest['command']}", *manifest["finish-args"]]
    succeeds(["flatpak", "build-finish", *rights, tmp_path / "made"], tmp_path)
    handed = {path.name for path in (tmp_path / "made/export").rglob("*") if path.is_file()}
    assert handed == {f"{APPLICATION}.{kind}" for kind in ("desktop", "png", "svg", "xml", "metainfo.xml")}


def test_the_appimage_folder_starts_and_only_the_packer_is_missing(tmp_path: Path) -> None:
    needs_made(ROOT / "build" / "debian" / "usr")
    packer = tmp_path / "appimagetool"
    packer.write_text('#!/bin/sh\n[ "$1" = --no-appstream ] && "$2/AppRun" --version > "$3"\n')
    packer.chmod(0o755)
    out = tmp_path / "Careleaf.AppImage"
    script = PACKAGING / "appimage" / "build.sh"
    succeeds(["sh", script, out], tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert out.read_text() == f"careleaf {__version__}\n"
    folder = ROOT / "build" / "appimage"
    assert (folder / f"{APPLICATION}.desktop").is_file()
    assert (folder / ".DirIcon").resolve().is_file()


def test_without_the_packer_the_appimage_recipe_says_so(tmp_path: Path) -> None:
    done = run(["sh", PACKAGING / "appimage" / "build.sh", tmp_path / "none"], tmp_path)
    assert done.returncode == 1
    assert b"appimagetool" in done.stderr


@pytest.mark.parametrize("name", ["Info.plist", "entitlements.plist"])
def test_the_property_lists_of_macos_can_be_read(name: str) -> None:
    assert plistlib.loads((PACKAGING / "macos" / name).read_bytes())


@pytest.mark.parametrize("script", sorted(PACKAGING.rglob("*.sh")), ids=lambda path: path.name)
def test_every_script_parses(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_the_workflow_is_one() -> None:
    tool = needs_made(ROOT / "build" / "tools" / "bin" / "check-jsonschema")
    workflow = ROOT / ".github" / "workflows" / "packages.yml"
    subprocess.run(
        [tool, "--builtin-schema", "vendor.github-workflows", workflow], check=True, capture_output=True
    )


def test_the_bill_of_materials_is_valid() -> None:
    bill = needs_made(ROOT / "dist" / f"careleaf-{__version__}.cdx.json")
    script = """
import pathlib, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(pathlib.Path(sys.argv[1]).read_text())
sys.exit(str(wrong) if wrong else 0)
"""
    python = needs_made(ROOT / "build" / "tools" / "bin" / "python")
    done = subprocess.run([python, "-c", script, bill], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

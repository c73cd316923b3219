"""List everything that is shipped, in the CycloneDX form (SBOM), from the environment that will be frozen."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Two wheels name no licence in a form that the standard knows.
LICENCES = {"pypdfium2": "BSD-3-Clause AND Apache-2.0", "uharfbuzz": "Apache-2.0 AND MIT"}


def write(out: Path, tool: Path, python: Path, version: str, epoch: int) -> None:
    """Write the list of what an environment holds. It must hold nothing but the program and what it needs."""
    done = subprocess.run(
        [tool, "environment", "--pyproject", ROOT / "pyproject.toml", "--mc-type", "application",
         "--output-reproducible", "--of", "JSON", "--output-file", "-", python],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    bill = completed(json.loads(done.stdout), version, platform.python_version())
    out.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def completed(bill: dict[str, Any], version: str, python: str) -> dict[str, Any]:
    """Add the program's version, and what no package index knows of: Python and Qt."""
    parts = list(bill["components"])
    for part in parts:
        if "licenses" not in part:
            part["licenses"] = [{"expression": LICENCES[part["name"]]}]
    qt = next(part["version"] for part in parts if part["name"] == "PySide6_Essentials")
    parts += [
        _part("Python", python, "PSF-2.0", f"pkg:generic/python@{python}"),
        _part("Qt", qt, "LGPL-3.0-only", f"pkg:generic/qt@{qt}"),
    ]
    root = {**bill["metadata"]["component"], "version": version}
    needed = [*bill["dependencies"], {"ref": "Python"}, {"ref": "Qt"}]
    metadata = {**bill["metadata"], "component": root}
    return {**bill, "components": parts, "dependencies": needed, "metadata": metadata}


def _part(name: str, version: str, licence: str, address: str) -> dict[str, Any]:
    return {
        "type": "framework", "name": name, "version": version, "bom-ref": name, "purl": address,
        "licenses": [{"license": {"id": licence}}],
    }  # fmt: skip

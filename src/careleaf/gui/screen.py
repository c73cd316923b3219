"""Tell whether a window can be opened here: `python -m careleaf.gui.screen` succeeds only then."""

from __future__ import annotations

import os
import subprocess
import sys

_INVISIBLE = ("offscreen", "minimal", "vnc")
_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def reachable() -> bool:
    """Open and close a connection to the screen in another process: where there is none, Qt aborts."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _INVISIBLE:
        return False
    probe = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, check=False, timeout=60)
    return probe.returncode == 0


if __name__ == "__main__":
    if not reachable():
        print("No screen can be reached here, so the window cannot open.", file=sys.stderr)
        sys.exit(1)

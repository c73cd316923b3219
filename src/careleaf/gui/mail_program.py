"""The clinician's own mail program: asked to open an e-mail; and a folder shown where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

KIND = "message/rfc822"
PATIENCE = 5  # seconds


def open_email(file: Path) -> bool:
    """Open an e-mail as a draft, and tell whether a mail program was asked to.

    Where the system says yes without one (Linux), it is asked first who opens e-mails.
    """
    return _someone_opens_emails() and QDesktopServices.openUrl(QUrl.fromLocalFile(file))


def show_folder(folder: Path) -> bool:
    """Show a folder, and tell whether that could be asked for."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def open_address(address: str) -> bool:
    """Open a web address in the browser, and tell whether that could be asked for."""
    return QDesktopServices.openUrl(QUrl(address))


def _someone_opens_emails() -> bool:
    asker = shutil.which("xdg-mime") if sys.platform.startswith("linux") else None
    if asker is None:
        return True
    try:
        answer = subprocess.run(
            [asker, "query", "default", KIND], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(answer.stdout.strip())

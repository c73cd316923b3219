"""Write files so that nothing is lost: the old file stays until the new one is whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from careleaf.errors import DeliveryFailed

TEMPORARY = ".careleaf-"  # how the name of a file begins that is not whole yet


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file in one step. Raises DeliveryFailed; the file that was there before then stays.

    The content goes to a nameless neighbour first and is moved over the old file once it is on disk.
    """
    try:
        replace_whole(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeliveryFailed(
            f"{path} could not be written: {reason}. What was there before is unchanged."
        ) from None


def replace_whole(path: Path, content: bytes) -> None:
    """Write a file as `write_atomically`, for those who can do something about an OSError."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=TEMPORARY, delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Keep the rights of the old file; a new one gets what the user's own settings give."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

"""What the program does with memory that it no longer needs."""

from __future__ import annotations

import ctypes
import sys

# mallopt(3) of the GNU C library
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 128 << 20  # bytes
_LARGEST = 32 << 20  # bytes; the library takes no more


def keep_freed_memory() -> None:
    """Keep memory for the next picture of a page where the system would take it back and give it again.

    A picture has 2 to 8 MB: to get them in small pieces each time takes as long as to draw it. Elsewhere than
    with the GNU C library nothing is done.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGEST)
        mallopt(_TRIM_THRESHOLD, _KEPT)

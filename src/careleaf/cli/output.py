"""What the commands say on standard output: always UTF-8, and a full disk is told in words."""

from __future__ import annotations

import os
import sys
from typing import Any

from careleaf.errors import DeliveryFailed


def say(text: str) -> None:
    """Write a line. Raises DeliveryFailed, or BrokenPipeError where the reader went away."""
    put(f"{text}\n".encode("utf-8", "surrogateescape"))


def say_json(value: Any) -> None:
    """Write a value as JSON. Raises as `say`."""
    import json  # few commands write any

    say(json.dumps(value, ensure_ascii=False, indent=2))


def put(content: bytes) -> None:
    """Write bytes, all of them, now. Raises as `say`."""
    if sys.stdout is None:
        raise DeliveryFailed("Standard output is closed.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        _let_go()
        if isinstance(error, BrokenPipeError):
            raise
        raise DeliveryFailed(f"Standard output could not be written: {error.strerror}.") from None


def _let_go() -> None:
    """Send what is still held back nowhere: Python would try, and fail, to write it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

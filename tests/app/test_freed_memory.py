"""What is freed stays with the program: the next picture of a page finds it."""

from __future__ import annotations

import subprocess
import sys

import pytest

_FAULTS = """
import resource, sys
from careleaf.app.freed_memory import keep_freed_memory
if "keep" in sys.argv:
    keep_freed_memory()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for number in range(20):
    pictures = [b"x" * 4_000_000 for _ in range(2)]
    del pictures
    if number == 9:
        before = faults()
print(faults() - before)
"""


def faults(*arguments: str) -> int:
    """Return how often a process that takes and frees pictures had to ask the system for memory."""
    done = subprocess.run([sys.executable, "-c", _FAULTS, *arguments], capture_output=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is done")
def test_memory_of_pictures_is_not_asked_for_again():
    assert faults("keep") < 0.1 * faults()

"""What the tests of the packages share."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_packages import FROZEN, needs_made


@pytest.fixture(scope="session")
def frozen() -> Path:
    """Return the folder with the frozen program."""
    return needs_made(FROZEN)

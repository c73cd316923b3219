"""What every layer's tests share."""

from __future__ import annotations

import os

import pytest

from careleaf.app.bootstrap import Program, start

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program as shipped, with an empty folder of the user's own."""
    return start({"CARELEAF_HOME": str(tmp_path_factory.mktemp("home"))})

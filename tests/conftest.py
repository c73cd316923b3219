"""What every layer's tests share: the program, library, rules and facts as shipped, loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator

import builders
import pytest
from hypothesis import settings
from system_safe import Safe, safe_in_use

from careleaf.app.bootstrap import Program, start
from careleaf.domain.facts import Fact
from careleaf.domain.library import Library
from careleaf.domain.safety import Rules

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A slow machine fails no test; a gate tries the same examples each time, a person's run new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program as shipped, with an empty folder of the user's own."""
    return start({"CARELEAF_HOME": str(tmp_path_factory.mktemp("home"))})


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the library that the program ships."""
    return builders.shipped_library()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """Return the rules that the program ships."""
    return builders.shipped_rules()


@pytest.fixture(scope="session")
def facts() -> tuple[Fact, ...]:
    """Return every fact with its verdict."""
    return builders.shipped_facts()


@pytest.fixture
def safe() -> Iterator[Safe]:
    """Let the program find a safe for passwords, and return what it keeps."""
    safe = Safe()
    with safe_in_use(safe):
        yield safe

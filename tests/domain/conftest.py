"""The shipped library, rules and facts, loaded once."""

from __future__ import annotations

import builders
import pytest
from hypothesis import settings

from careleaf.domain.facts import Fact
from careleaf.domain.library import Library
from careleaf.domain.safety import Rules

settings.register_profile("untimed", deadline=None)  # a slow machine fails no test
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library that the program ships."""
    return builders.shipped_library()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that the program ships."""
    return builders.shipped_rules()


@pytest.fixture(scope="session")
def facts() -> tuple[Fact, ...]:
    """Every fact with its verdict."""
    return builders.shipped_facts()

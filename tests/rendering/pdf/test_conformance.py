"""Every handout keeps PDF/UA-1 and PDF/A-2a: presets by discovery, and documents made to break it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rendering.pdf.gate import failures
from rendering.pdf.presets import LOOKS, PRESETS, handout
from rendering.pdf.sample_documents import every_block, hostile, names_everywhere, setting

from careleaf.domain.blocks import Document


@pytest.mark.parametrize(("style", "page"), LOOKS)
@pytest.mark.parametrize("preset", PRESETS)
def test_preset_passes(preset: str, style: str, page: str) -> None:
    assert failures(handout(preset, style, page).typeset.pdf) == []


def test_there_are_presets_to_check() -> None:
    assert len(PRESETS) >= 2


@pytest.mark.parametrize(("style", "page"), LOOKS)
@pytest.mark.parametrize("sample", [every_block, names_everywhere, hostile])
def test_sample_passes(sample: Callable[[], Document], style: str, page: str) -> None:
    assert failures(setting(sample(), style, page).pdf) == []

"""Every handout keeps PDF/UA-1 and PDF/A-2a: presets by discovery, and documents made to break it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from rendering.pdf.gate import failures
from rendering.pdf.sample_documents import (
    NOW,
    PAGES,
    STYLES,
    every_block,
    hostile,
    names_everywhere,
    setting,
)

from careleaf.app.bootstrap import Program, start
from careleaf.app.handout_making import make
from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document
from careleaf.domain.preset import draft_from

COMBINATIONS = list(itertools.product(STYLES, PAGES))
PRESETS = sorted(path.stem for path in (data_folder("resources") / "presets").glob("*.toml"))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    home = str(tmp_path_factory.mktemp("home"))
    return start({**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})


@pytest.mark.parametrize(("style", "page"), COMBINATIONS)
@pytest.mark.parametrize("preset", PRESETS)
def test_preset_passes(program: Program, preset: str, style: str, page: str) -> None:
    draft = replace(draft_from(program.preset(preset)), style=style, page=page)
    made = make(program, draft, program.clinic("sample"), NOW)
    assert failures(made.typeset.pdf) == []


def test_there_are_presets_to_check() -> None:
    assert len(PRESETS) >= 2


@pytest.mark.parametrize(("style", "page"), COMBINATIONS)
@pytest.mark.parametrize("sample", [every_block, names_everywhere, hostile])
def test_sample_passes(sample: Callable[[], Document], style: str, page: str) -> None:
    assert failures(setting(sample(), style, page).pdf) == []

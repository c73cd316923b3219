"""The program's own handouts for tests: every preset there is, with the sample clinic."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from functools import lru_cache

from rendering.pdf.sample_documents import NOW, PAGES, STYLES

from careleaf.app.bootstrap import Program, start
from careleaf.app.handout_making import Made, make
from careleaf.datafiles import data_folder
from careleaf.domain.preset import draft_from

PRESETS = sorted(path.stem for path in (data_folder("resources") / "presets").glob("*.toml"))
LOOKS = list(itertools.product(STYLES, PAGES))


@lru_cache(maxsize=1)
def program() -> Program:
    """Start the program once, away from the home of whoever runs the tests."""
    away = "/nonexistent/careleaf-tests"
    return start({**os.environ, "HOME": away, "XDG_CONFIG_HOME": away, "XDG_DATA_HOME": away})


def handout(preset: str, style: str, page: str) -> Made:
    """Make a preset's handout in a look."""
    draft = replace(draft_from(program().preset(preset)), style=style, page=page)
    return make(program(), draft, program().clinic("sample"), NOW)

"""Handout in, XML text out, by the program's own Jinja2 templates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from careleaf.domain.handout import Handout


@lru_cache(maxsize=4)
def _environment(templates: Path) -> Environment:
    """Escape every value, once: what a person typed can never become markup."""
    return Environment(
        loader=FileSystemLoader(templates / "handout"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def handout_xml(handout: Handout, templates: Path) -> str:
    """Write a handout as XML, in the order of the page."""
    return _environment(templates).get_template("handout.xml.j2").render(h=handout)

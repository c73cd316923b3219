"""Handout in, XML text out; clinic in, the words of an e-mail out: by the program's own Jinja2 templates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from careleaf.domain.email import EmailWords
from careleaf.domain.handout import Handout
from careleaf.domain.people import Clinic


@lru_cache(maxsize=4)
def _environment(folder: Path, escaped: bool) -> Environment:
    """Escape every value of a page, once: what a person typed can never become markup."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def handout_xml(handout: Handout, templates: Path) -> str:
    """Write a handout as XML, in the order of the page."""
    return _environment(templates / "handout", True).get_template("handout.xml.j2").render(h=handout)


def email_words(clinic: Clinic, locked: bool, templates: Path) -> EmailWords:
    """Write an e-mail's words: plain text, the same for all. `locked`: the PDF has a password."""
    environment = _environment(templates / "email", False)
    return EmailWords(
        subject=environment.get_template("subject.txt.j2").render().strip(),
        body=environment.get_template("body.txt.j2").render(clinic=clinic, locked=locked),
    )

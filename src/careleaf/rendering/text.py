"""Handout in, XML out; clinic in, the words of an e-mail out: by the program's own Jinja2 templates."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from careleaf.compiled import compiled
from careleaf.datafiles import changeable_code, data_folder
from careleaf.domain.handout import Handout, HandoutSection
from careleaf.domain.people import Clinic
from careleaf.domain.remembered import Remembered
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.xml_part import Part, place

if TYPE_CHECKING:
    from careleaf.domain.email import EmailWords


def _environment(escaped: bool) -> Environment:
    return Environment(
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=4)
def _pages(folder: Path) -> Environment:
    """Escape every value of a page, once: what a person typed can never become markup.

    To read and compile the templates takes 80 ms, to load the compiled ones six.
    """
    environment = _environment(escaped=True)
    kept = data_folder("compiled") / f"templates-{jinja2.__version__}.pickle"
    made_from = (folder, *changeable_code("rendering/text.py"))
    environment.loader = _CompiledTemplates(compiled(kept, made_from, lambda: _codes(environment, folder)))
    return environment


def _codes(environment: Environment, folder: Path) -> dict[str, bytes]:
    return {
        path.name: marshal.dumps(environment.compile(path.read_text("utf-8"), path.name, str(path)))
        for path in sorted(folder.glob("*.j2"))
    }


class _CompiledTemplates(BaseLoader):
    """Find templates by name among those compiled."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self._codes = codes

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template. Raises KeyError for one that is not there: a fault of ours."""
        code = marshal.loads(self._codes[name])
        return environment.template_class.from_code(environment, code, globals or {})


@lru_cache(maxsize=4)
def _mails(folder: Path) -> Environment:
    environment = _environment(escaped=False)
    environment.loader = FileSystemLoader(folder)
    return environment


def handout_xml(handout: Handout, templates: Path) -> Part:
    """Write a handout as XML, in the order of the page."""
    sections = [_section(handout, section) for section in handout.sections]
    given = {"h": handout, "nobodys": handout.nobodys, "sections": sections}
    return _write(_pages(templates / "handout"), "handout.xml.j2", given)


def _section(handout: Handout, section: HandoutSection) -> Mapping[str, object]:
    topics = {topic.id for topic in section.topics}
    return {
        "section": section,
        "rows": tuple(row for row in handout.medicines if row.topic in topics),
        "courses": tuple(course for course in handout.courses if course.topic in topics),
        "band": handout.band if handout.band and handout.band.section == section.id else None,
        "log_days": handout.log_days,
    }


def _write(environment: Environment, template: str, given: Mapping[str, object]) -> Part:
    parts: list[Part] = []

    def part(inner: str, name: str = "", **values: object) -> Markup:
        """Put another template here; of those with the same file and name the last one is kept."""
        parts.append(_written(_Order(f"{inner} {name}", environment, inner, values)))
        return Markup(place(len(parts) - 1))

    xml = environment.get_template(template).render(given, part=part)
    return Part(template, xml, tuple(parts))


@dataclass(frozen=True)
class _Order:
    """All that a part is written from: a template sees no more than the values it is given."""

    id: str
    environment: Environment
    template: str
    given: Mapping[str, object]


@Remembered
def _written(order: _Order) -> Part:
    return _write(order.environment, order.template, order.given)


def email_words(clinic: Clinic, locked: bool, templates: Path) -> EmailWords:
    """Write an e-mail's words: plain text, the same for all. `locked`: the PDF has a password."""
    from careleaf.domain.email import EmailWords  # no page needs it: commands start faster

    environment = _mails(templates / "email")
    return EmailWords(
        subject=environment.get_template("subject.txt.j2").render().strip(),
        body=environment.get_template("body.txt.j2").render(clinic=clinic, locked=locked),
    )

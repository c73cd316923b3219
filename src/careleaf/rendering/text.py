"""Handout in, XML text out; clinic in, the words of an e-mail out: by the program's own Jinja2 templates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from careleaf.domain.email import EmailWords
from careleaf.domain.handout import Band, CourseBox, Handout, HandoutSection, MedicineRow
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
        auto_reload=False,
    )


def handout_xml(handout: Handout, templates: Path) -> str:
    """Write a handout as XML, in the order of the page."""
    sections = [_section_in(handout, section, templates) for section in handout.sections]
    template = _environment(templates / "handout", True).get_template("handout.xml.j2")
    return template.render(h=handout, sections=sections)


def _section_in(handout: Handout, section: HandoutSection, templates: Path) -> Markup:
    topics = {topic.id for topic in section.topics}
    return _section_xml(
        templates,
        section,
        tuple(row for row in handout.medicines if row.topic in topics),
        tuple(course for course in handout.courses if course.topic in topics),
        handout.band if handout.band and handout.band.section == section.id else None,
        handout.log_days,
    )


@lru_cache(maxsize=128)  # most edits change one section or none
def _section_xml(
    templates: Path,
    section: HandoutSection,
    rows: tuple[MedicineRow, ...],
    courses: tuple[CourseBox, ...],
    band: Band | None,
    log_days: tuple[str, ...],
) -> Markup:
    template = _environment(templates / "handout", True).get_template("section.xml.j2")
    return Markup(template.render(section=section, rows=rows, courses=courses, band=band, log_days=log_days))


def email_words(clinic: Clinic, locked: bool, templates: Path) -> EmailWords:
    """Write an e-mail's words: plain text, the same for all. `locked`: the PDF has a password."""
    environment = _environment(templates / "email", False)
    return EmailWords(
        subject=environment.get_template("subject.txt.j2").render().strip(),
        body=environment.get_template("body.txt.j2").render(clinic=clinic, locked=locked),
    )

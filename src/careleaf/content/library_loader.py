"""Load a library folder: every problem of every file at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from careleaf.content.param_reader import read_conditions, read_param
from careleaf.content.toml_reader import Problems, Table, read_toml
from careleaf.content.topic_check import check_topic
from careleaf.domain.library import (
    BandText,
    Form,
    Layout,
    Library,
    Medicine,
    MedicineClass,
    Point,
    Product,
    Section,
    Term,
    Text,
    Tier,
    Timing,
    Topic,
    TopicKind,
)
from careleaf.domain.params import Condition, Param
from careleaf.errors import InvalidFiles, Problem, did_you_mean
from careleaf.i18n import LANGUAGES

FORMS = {"point": Form.LINE, "step": Form.STEP, "row": Form.ROW, "question": Form.QUESTION}
MOST_EXCLUDED = 60  # words a reading score may leave out before it stops meaning anything
_UNKNOWN_DAY = date(1970, 1, 1)


def load_library(folder: Path) -> Library:
    """Load the library of one language. Raises InvalidFiles with every problem of every file."""
    table, problems = read_toml(folder / "library.toml")
    head = Table(table, problems)
    head.format_version()
    language = head.one_of("language", tuple(LANGUAGES))
    version, title = head.text("version"), head.text("title")
    handout_title = head.text("handout_title")
    sections = tuple(_section(entry, folder, problems) for entry in head.tables("section"))
    head.no_more()
    excluded, glossary = _glossary(folder / "glossary.toml", problems)
    _each_once(sections, problems)
    _cross_references(sections, problems)
    problems.raise_any()
    return Library(LANGUAGES[language], version, title, handout_title, sections, excluded, glossary)


def _section(entry: Table, folder: Path, problems: Problems) -> Section:
    section_id, title, heading = entry.text("id"), entry.text("title"), entry.text("heading")
    icon = entry.text("icon", "")
    topics = []
    for topic_id in entry.words("topics"):
        path = folder / section_id / f"{topic_id}.toml"
        if path.parent.parent != folder or not path.is_file():
            entry.problem("topics", f'"{topic_id}" has no file {section_id}/{topic_id}.toml')
            continue
        try:
            topics.append(load_topic(path, section_id))
        except InvalidFiles as error:
            problems.found.extend(error.problems)
    entry.no_more()
    return Section(section_id, title, heading, tuple(topics), icon)


def load_topic(path: Path, section: str) -> Topic:
    """Load one topic file. Raises InvalidFiles with all of its problems."""
    raw, problems = read_toml(path, f"{section}/{path.name}")
    topic = read_topic_file(Table(raw, problems), path.stem, section)
    problems.raise_any()
    return topic


def read_topic_file(table: Table, name: str, section: str) -> Topic:
    """Read a topic as `read_topic`, and hold it against the name and the folder of its file."""
    topic = read_topic(table)
    if topic.id != name:
        table.problem("id", f'is "{topic.id}", but the file is {name}.toml')
    if topic.section != section:
        table.problem("section", f'is "{topic.section}", but the file lies in {section}')
    return topic


def read_topic(table: Table) -> Topic:
    """Turn a topic's table into a topic, noting every problem in the table's list."""
    table.format_version()
    params = tuple(read_param(entry) for entry in table.tables("param"))
    points = tuple(
        _point(entry, form, index)
        for key, form in FORMS.items()
        for index, entry in enumerate(table.tables(key))
    )
    medicine = table.table("medicine")
    topic = Topic(
        id=table.text("id"),
        section=table.text("section"),
        kind=TopicKind(table.one_of("kind", [kind.value for kind in TopicKind])),
        layout=Layout(table.one_of("layout", [layout.value for layout in Layout])),
        title=table.text("title"),
        grade_target=table.number("grade_target", 6.0) or 6.0,
        reviewed=table.day("reviewed") or _UNKNOWN_DAY,
        review_due=table.day("review_due") or _UNKNOWN_DAY,
        reviewer=table.text("reviewer"),
        message=read_text(table, "message"),
        why=read_text(table, "why"),
        plan=read_text(table, "plan"),
        dose=read_text(table, "dose"),
        stop=read_text(table, "stop"),
        band=_band(table),
        needs=table.words("needs"),
        figure=table.text("figure", ""),
        columns=table.words("columns"),
        params=params,
        points=points,
        medicine=_medicine(medicine) if medicine else None,
        only_suggested=table.flag("only_suggested") or medicine is not None,
    )
    table.no_more()
    check_topic(topic, table)
    return topic


def read_text(table: Table, key: str) -> Text | None:
    """Read a text with its facts; None where the key is absent."""
    inner = table.table(key)
    if inner is None:
        return None
    text = Text(inner.text("text"), inner.words("facts"), inner.text("source", ""))
    inner.no_more()
    return text


def _band(table: Table) -> BandText | None:
    inner = table.table("band")
    if inner is None:
        return None
    text = Text(inner.text("text"), inner.words("facts"), inner.text("source", ""))
    band = BandText(text, inner.text("start", ""), inner.text("end", ""))
    inner.no_more()
    return band


def _point(entry: Table, form: Form, index: int) -> Point:
    is_row, is_step = form is Form.ROW, form is Form.STEP
    tier = entry.one_of("tier", [tier.value for tier in Tier], "")
    point = Point(
        id=entry.text("id", f"step-{index + 1}" if is_step else None),
        text="" if is_row else entry.text("text"),
        facts=entry.words("facts"),
        form=form,
        ticked=entry.flag("ticked") if entry.has("ticked") else is_step,
        locked=entry.flag("locked"),
        when=read_conditions(entry),
        tier=Tier(tier) if tier else None,
        group=entry.text("group", ""),
        ask=entry.text("ask") if form is Form.QUESTION else "",
        cells=entry.words("cells") if is_row else (),
        source=entry.text("source", ""),
    )
    entry.no_more()
    return point


def _medicine(table: Table) -> Medicine:
    medicine = Medicine(
        drug_class=MedicineClass(table.one_of("class", [c.value for c in MedicineClass])),
        purpose=table.text("purpose"),
        timing=Timing(table.one_of("timing", [t.value for t in Timing])),
        products=tuple(_product(entry) for entry in table.tables("product")),
        drug=table.text("drug", ""),
        dose=table.text("dose", ""),
        start=table.text("start", ""),
        hours=table.text("hours", ""),
        gap=table.text("gap", ""),
        daily_max=table.text("daily_max", ""),
        days=table.text("days", ""),
        slots=table.text("slots", ""),
        tell=table.text("tell", ""),
    )
    table.no_more()
    return medicine


def _product(entry: Table) -> Product:
    drug_class = entry.one_of("class", [c.value for c in MedicineClass], "")
    product = Product(
        drug=entry.text("drug", ""),
        name=entry.text("name"),
        brands=entry.words("brands"),
        drug_class=MedicineClass(drug_class) if drug_class else None,
    )
    entry.no_more()
    return product


def _glossary(path: Path, problems: Problems) -> tuple[frozenset[str], tuple[Term, ...]]:
    """Read the terms that the second reading score leaves out, and the medical words."""
    try:
        raw, own = read_toml(path)
    except InvalidFiles as error:
        problems.found.extend(error.problems)
        return frozenset(), ()
    table = Table(raw, own)
    table.format_version()
    excluded = table.words("score_excluded")
    if len(excluded) > MOST_EXCLUDED:
        table.problem("score_excluded", f"has {len(excluded)} words; at most {MOST_EXCLUDED} are allowed")
    terms = []
    for entry in table.tables("term"):
        terms.append(Term(entry.text("word"), entry.text("plain"), entry.text("known", "")))
        entry.no_more()
    table.no_more()
    problems.found.extend(own.found)
    return frozenset(excluded), tuple(terms)


def _each_once(sections: tuple[Section, ...], problems: Problems) -> None:
    seen: set[str] = set()
    for topic in (topic for section in sections for topic in section.topics):
        if topic.id in seen:
            problems.add(("section",), f'the topic "{topic.id}" stands in two sections')
        seen.add(topic.id)


def _cross_references(sections: tuple[Section, ...], problems: Problems) -> None:
    """Check that each condition names a param that exists, in its own topic or as topic.param."""
    topics = {topic.id: topic for section in sections for topic in section.topics}
    for topic in topics.values():
        known = {param.id for param in topic.params}
        known |= {f"{other.id}.{param.id}" for other in topics.values() for param in other.params}
        for condition in conditions_of(topic):
            if condition.param not in known:
                problems.found.append(
                    Problem(
                        f"{topic.section}/{topic.id}.toml",
                        "when",
                        f'"{condition.param}" names no param{did_you_mean(condition.param, sorted(known))}',
                    )
                )


def conditions_of(topic: Topic) -> list[Condition]:
    """Return the conditions of a topic's points and params."""
    holders: list[Point | Param] = [*topic.points, *topic.params]
    return [condition for holder in holders for condition in holder.when]

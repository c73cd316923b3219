"""Load the facts that the library's points cite."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.facts import Fact, MayPrint
from careleaf.errors import InvalidFiles, Problem

ARTICLES = "articles.toml"


def load_facts(folder: Path) -> tuple[Fact, ...]:
    """Load every fact and addition. Raises InvalidFiles with every problem of every file."""
    facts: list[Fact] = []
    found: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == ARTICLES:
            continue
        try:
            facts += _read(path)
        except InvalidFiles as error:
            found += error.problems
    ids = [fact.id for fact in facts]
    found += [
        Problem("facts", twice, "stands twice") for twice in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if found:
        raise InvalidFiles(found)
    return tuple(facts)


def _read(path: Path) -> list[Fact]:
    raw, problems = read_toml(path, f"facts/{path.name}")
    table = Table(raw, problems)
    table.format_version()
    facts = [_fact(entry) for entry in table.tables("fact")]
    facts += [_addition(entry) for entry in table.tables("addition")]
    table.no_more()
    problems.raise_any()
    return facts


def _fact(entry: Table) -> Fact:
    fact = Fact(
        id=entry.text("id"),
        topic=entry.text("topic"),
        fact=entry.text("fact"),
        audience=entry.one_of("audience", ("patient", "clinician-only", "exclude")),
        status=entry.one_of("verdict", ("ok", "conflict", "unsafe", "off-topic")),
        may_print=MayPrint(entry.one_of("print", [kind.value for kind in MayPrint])),
        use_instead=entry.text("use_instead", ""),
    )
    if fact.may_print is MayPrint.USE_INSTEAD and not fact.use_instead:
        entry.problem("use_instead", "is missing: it is all that may be printed")
    for key in ("conflict_with", "articles", "at", "note"):
        entry.raw(key)
    entry.no_more()
    return fact


def _addition(entry: Table) -> Fact:
    """Read an addition: it may print, in words as cautious as its source is checked."""
    addition = Fact(
        id=entry.text("id"),
        topic=entry.text("topic"),
        fact=entry.text("fact"),
        audience=entry.one_of("audience", ("patient", "clinician-only")),
        status=entry.one_of("verified", ("verified", "partly", "unverified")),
        may_print=MayPrint.FACT if entry.raw("audience") == "patient" else MayPrint.NONE,
    )
    entry.text("source")
    entry.raw("note")
    entry.no_more()
    return addition

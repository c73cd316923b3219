"""Load the safety rules that are data: the table, the questions of the patient check, relaxant names."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.param_reader import read_conditions
from careleaf.content.toml_reader import FORMAT_VERSION, Problems, Table, read_toml
from careleaf.domain.check import SEVERITIES, Kind, Question
from careleaf.domain.library import Library, MedicineClass
from careleaf.domain.safety import Level, Rules, TableRule
from careleaf.errors import InvalidFiles, Problem, did_you_mean


def load_rules(folder: Path, library: Library) -> Rules:
    """Load resources/rules. Raises InvalidFiles with every problem of every file."""
    found: list[Problem] = []
    questions_table, rules_table, names_table = (
        _table(folder / name, found) for name in ("check.toml", "rules.toml", "relaxants.toml")
    )
    questions = _questions(questions_table)
    table = _rules(rules_table, questions)
    names = _names(names_table)
    for read in (questions_table, rules_table, names_table):
        found += read.problems.found
    if found:
        raise InvalidFiles(found)
    return Rules(table, questions, tuple(sorted({*names, *_library_names(library)})))


def _table(path: Path, found: list[Problem]) -> Table:
    """Read a file; one that cannot be read leaves an empty table, so that the others are still checked."""
    try:
        return Table(*read_toml(path))
    except InvalidFiles as error:
        found += error.problems
        return Table({"format_version": FORMAT_VERSION}, Problems(path.name))


def _questions(table: Table) -> tuple[Question, ...]:
    table.format_version()
    questions = []
    for entry in table.tables("question"):
        questions.append(
            Question(
                id=entry.text("id"),
                label=entry.text("label"),
                group=entry.text("group"),
                kind=Kind(entry.one_of("kind", [kind.value for kind in Kind], Kind.YES_NO.value)),
                min=int(entry.number("min", 0) or 0),
                max=int(entry.number("max", 0) or 0),
            )
        )
        entry.no_more()
    table.no_more()
    return tuple(questions)


def _rules(table: Table, questions: tuple[Question, ...]) -> tuple[TableRule, ...]:
    table.format_version()
    known = [question.id for question in questions]
    rules = []
    for entry in table.tables("rule"):
        classes = [name for name in entry.words("classes") if _is_class(entry, name)]
        low, high = entry.number("min"), entry.number("max")
        rule = TableRule(
            id=entry.text("id"),
            level=Level(entry.one_of("level", [level.value for level in Level])),
            text=entry.text("text"),
            source=entry.text("source"),
            topics=entry.words("topics"),
            classes=tuple(MedicineClass(name) for name in classes),
            when=read_conditions(entry),
            also_yes=entry.words("also_yes"),
            any_yes=entry.words("any_yes"),
            severities=entry.words("severities"),
            number=entry.text("number", ""),
            min=int(low) if low is not None else None,
            max=int(high) if high is not None else None,
        )
        for key in (*rule.also_yes, *rule.any_yes, *((rule.number,) if rule.number else ())):
            if key not in known:
                entry.problem("any_yes", f'"{key}" is no check key{did_you_mean(key, known)}')
        for severity in rule.severities:
            if severity not in SEVERITIES:
                entry.problem("severities", f'"{severity}" is not one of {", ".join(SEVERITIES)}')
        entry.no_more()
        rules.append(rule)
    table.no_more()
    return tuple(rules)


def _is_class(entry: Table, name: str) -> bool:
    known = [drug_class.value for drug_class in MedicineClass]
    if name not in known:
        entry.problem("classes", f'"{name}" is not one of {", ".join(known)}{did_you_mean(name, known)}')
    return name in known


def _names(table: Table) -> tuple[str, ...]:
    table.format_version()
    names = table.words("names")
    table.no_more()
    return tuple(name.lower() for name in names)


def _library_names(library: Library) -> set[str]:
    medicines = [t.medicine for t in library if t.medicine]
    return {
        name.lower()
        for medicine in medicines
        if medicine.drug_class is MedicineClass.RELAXANT
        for product in medicine.products
        for name in (product.name, *product.brands)
    }

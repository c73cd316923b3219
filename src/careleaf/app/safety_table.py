"""The list of all safety rules, drawn from the rules themselves: docs/safety.md, `careleaf library rules`."""

from __future__ import annotations

from careleaf.domain.library import Library
from careleaf.domain.params import Condition
from careleaf.domain.safety import CODE_RULES, Rules, TableRule
from careleaf.lazy_dataclass import dataclass

_HEAD = """# Safety rules

Made by `careleaf library rules > docs/safety.md` from `resources/rules/rules.toml` and the rules that are
code; a test fails when it is out of date. No clinician has reviewed these rules yet.

`block`: the handout cannot be made, and nobody can override it. `confirm`: it needs a reason, which stays off
the patient's page. `warn` and `info` hold nothing back. "On the page" is what
the patient reads of it, where the topic is printed.

An unanswered question is never a no: for the block rules of medicines (and of TENS and inversion) it asks
for a confirmation, R0. A draft with nothing ticked is the emergency sheet; only R1 and its own ranges hold
for it.

R52 to R54 also hold for the library's own words: `careleaf library lint` (patterns in
`resources/rules/wording.toml`).
"""
_COLUMNS = "\n| Rule | Level | When | What it says | On the page | Source |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True)
class RuleLine:
    """One rule in words."""

    id: str
    level: str
    when: str
    text: str
    page: str
    source: str


def rule_lines(library: Library, rules: Rules) -> tuple[RuleLine, ...]:
    """Return every rule in words, in the order of their numbers."""
    when = [(r, r.when) for r in CODE_RULES] + [(r, _when(r, library, rules)) for r in rules.table]
    lines = [RuleLine(r.id, str(r.level), w, r.text, _page(r.page, library), r.source) for r, w in when]
    return tuple(sorted(lines, key=lambda line: _rank(line.id)))


def safety_table(library: Library, rules: Rules) -> str:
    """Return docs/safety.md as it has to be."""
    rows = "".join(
        f"| {line.id} | {line.level} | {_cell(line.when)} | {_cell(line.text)} | {_cell(line.page)} "
        f"| {_cell(line.source)} |\n"
        for line in rule_lines(library, rules)
    )
    return _HEAD + _COLUMNS + rows


def _page(names: tuple[str, ...], library: Library) -> str:
    """Return what the patient is told, in the library's words, each once."""
    said = {}
    for name in names:
        topic_id, _, point_id = name.partition(".")
        topic = library.topic(topic_id)
        point = topic.point(point_id) if topic else None
        said.update(dict.fromkeys((point.text or point.cells[-1],) if point else ()))
    return " / ".join(said)


def _rank(rule_id: str) -> tuple[int, str]:
    digits = rule_id.lstrip("R")
    return (int(digits), "") if digits.isdigit() else (10_000, rule_id)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _when(rule: TableRule, library: Library, rules: Rules) -> str:
    parts = [_subject(rule, library)]
    parts += [_condition(condition) for condition in rule.when]
    if rule.points:
        parts.append(f"its point {_any(rule.points)} printed")
    if rule.also_topics:
        parts.append(f"{_any(_titles(rule.also_topics, library))} on the page too")
    if rule.alone:
        parts.append("no other medicine")
    if rule.from_default:
        parts.append(f"{rule.from_default} at the library's number or above")
    parts += [f"{_quoted(key, rules)}: yes" for key in rule.also_yes]
    if rule.any_yes:
        grave = f" ({' or '.join(rule.severities)})" if rule.severities else ""
        parts.append(f"{_any([_quoted(key, rules) for key in rule.any_yes])}: yes{grave}")
    if rule.number:
        parts.append(f"{_quoted(rule.number, rules)}: {_span(rule.min, rule.max)}")
    return "; ".join(parts)


def _quoted(key: str, rules: Rules) -> str:
    return f'"{rules.label(key)}"'


def _subject(rule: TableRule, library: Library) -> str:
    if rule.whole_page:
        return "Any handout"
    classes = [f"a medicine of class {drug_class}" for drug_class in rule.classes]
    return _any([*classes, *_titles(rule.topics, library)])


def _titles(ids: tuple[str, ...], library: Library) -> list[str]:
    return [topic.title if (topic := library.topic(topic_id)) else topic_id for topic_id in ids]


def _condition(condition: Condition) -> str:
    if condition.is_set is not None:
        return f"{condition.param} {'set' if condition.is_set else 'not set'}"
    if condition.one_of:
        return f"{condition.param} {_any([str(value) for value in condition.one_of])}"
    return f"{condition.param} {_span(condition.min, condition.max)}"


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high:g}"
    return f"{low:g} or more" if high is None else f"{low:g} to {high:g}"


def _any(words: list[str] | tuple[str, ...]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)

"""Safety rules that are table rows: these topics on the page x these answers -> a level and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careleaf.domain.check import NO, Check, Question
from careleaf.domain.draft import Draft
from careleaf.domain.findings import Finding, Level
from careleaf.domain.library import MedicineClass
from careleaf.domain.params import Condition, Value
from careleaf.domain.ticked import Ticked


@dataclass(frozen=True)
class TableRule:
    """A rule that is a table row. Whatever it names has to hold; what it leaves out does not matter.

    It looks at printed topics named in `topics` or whose medicine class is in `classes`, or once at the
    `whole_page`. `when` holds for the topic's values (those of another printed topic
    are TOPIC.PARAM, the phase is visit.phase), one of `points` prints, one of `also_topics` is on the page,
    the param `from_default` is at the library's number or above, `alone` is no other medicine.
    All of `also_yes` and one of `any_yes` are answered yes (at one of the `severities`, if given), and the
    number `number` lies from `min` to `max`. `asked`: what is unanswered is asked (of medicines always).
    """

    id: str
    level: Level
    text: str
    source: str
    topics: tuple[str, ...] = ()
    classes: tuple[MedicineClass, ...] = ()
    whole_page: bool = False
    when: tuple[Condition, ...] = ()
    points: tuple[str, ...] = ()
    also_topics: tuple[str, ...] = ()
    from_default: str = ""
    alone: bool = False
    also_yes: tuple[str, ...] = ()
    any_yes: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    number: str = ""
    min: int | None = None
    max: int | None = None
    asked: bool = False


@dataclass(frozen=True)
class Rules:
    """Every rule that is data: the table, the patient check's questions, names of drugs and people."""

    table: tuple[TableRule, ...]
    questions: tuple[Question, ...]
    relaxant_names: tuple[str, ...] = ()
    medicine_names: tuple[str, ...] = ()
    opioid_names: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    plain_words: tuple[str, ...] = ()

    def question(self, key: str) -> Question | None:
        """Return the check question with this key, if there is one."""
        return next((question for question in self.questions if question.id == key), None)

    def label(self, key: str) -> str:
        """Return how a check key reads in the window."""
        question = self.question(key)
        return question.label if question else key


def by_table(printed: list[Ticked], draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Run every row on the topics that print; a page with nothing ticked is none for them."""
    page: Mapping[str, Value] = printed[0].known if printed else {}
    for rule in rules.table:
        because = _because(rule, draft.checked)
        if because is None:
            continue
        words = _words(rule, because, rules)
        if rule.whole_page:
            if all(condition.holds(page) for condition in rule.when):
                yield Finding(rule.id, rule.level, words, because=because)
            continue
        concerned = [ticked for ticked in printed if _concerns(rule, ticked, printed)]
        if rule.level is Level.INFO:
            concerned = concerned[:1]
        for ticked in concerned:
            yield Finding(rule.id, rule.level, words, ticked.topic.id, because=because)


def unanswered(printed: list[Ticked], check: Check, rules: Rules) -> Iterator[Finding]:
    """Group what was not asked of the block rules into one finding a topic: unknown is never no."""
    for ticked in printed:
        is_medicine = ticked.topic.medicine is not None
        blocking = (r for r in rules.table if r.level is Level.BLOCK and (is_medicine or r.asked))
        concerned = [rule for rule in blocking if _concerns(rule, ticked, printed)]
        asks = tuple(dict.fromkeys(key for rule in concerned for key in _open_keys(rule, check)))
        if asks:
            words = "; ".join(rules.label(key) for key in asks)
            yield Finding(
                "R0", Level.CONFIRM, f"{ticked.topic.title}, not asked: {words}.", ticked.topic.id, asks=asks
            )


def _concerns(rule: TableRule, ticked: Ticked, printed: list[Ticked]) -> bool:
    if ticked.topic.id not in rule.topics and ticked.drug_class not in rule.classes:
        return False
    others = [other for other in printed if other is not ticked]
    if rule.also_topics and not any(other.topic.id in rule.also_topics for other in others):
        return False
    if rule.alone and any(other.topic.medicine for other in others):
        return False
    if rule.points and not any(ticked.prints(point) for point in rule.points):
        return False
    if rule.from_default and not _from_default(rule.from_default, ticked):
        return False
    return all(condition.holds(ticked.known) for condition in rule.when)


def _from_default(param_id: str, ticked: Ticked) -> bool:
    param = ticked.topic.param(param_id, ticked.values)
    value, default = ticked.values.get(param_id), param.default if param else None
    return isinstance(value, int | float) and isinstance(default, int | float) and value >= default


def _because(rule: TableRule, check: Check) -> tuple[str, ...] | None:
    """Return the keys whose answers make a row fire, or None where it does not."""
    if not all(check.yes(key) for key in rule.also_yes):
        return None
    given = tuple(key for key in rule.any_yes if _counts(rule, check, key))
    if rule.any_yes and not given:
        return None
    if rule.number and not _in_range(rule, check):
        return None
    return (*rule.also_yes, *given, *((rule.number,) if rule.number else ()))


def _counts(rule: TableRule, check: Check, key: str) -> bool:
    if not check.yes(key):
        return False
    return not rule.severities or not check.severity(key) or check.severity(key) in rule.severities


def _in_range(rule: TableRule, check: Check) -> bool:
    value = check.number(rule.number)
    if value is None:
        return False
    return (rule.min is None or value >= rule.min) and (rule.max is None or value <= rule.max)


def _words(rule: TableRule, because: tuple[str, ...], rules: Rules) -> str:
    """Return the row's words, with the answers that made it fire where there are several to choose from."""
    given = [rules.label(key) for key in because if key in rule.any_yes]
    return f"{rule.text} ({'; '.join(given)})" if len(rule.any_yes) > 1 else rule.text


def _open_keys(rule: TableRule, check: Check) -> tuple[str, ...]:
    if any(check.answers.get(key) == NO for key in rule.also_yes):
        return ()
    if open_gates := tuple(key for key in rule.also_yes if not check.answered(key)):
        return open_gates
    keys = (*rule.any_yes, *((rule.number,) if rule.number else ()))
    return tuple(key for key in keys if not check.answered(key))

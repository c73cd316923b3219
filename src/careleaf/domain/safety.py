"""Safety rules and what they find. Tables of conditions are data; arithmetic and dates are code here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from careleaf.domain.check import NO, Check, Question
from careleaf.domain.draft import Draft, printed_topics
from careleaf.domain.freetext import read_for_relaxant, speaks_of_taking
from careleaf.domain.library import Layout, MedicineClass, Timing, Topic, TopicKind
from careleaf.domain.params import Condition, Value
from careleaf.domain.relaxant import MAX_HOURS, MIN_HOURS, CourseRefused
from careleaf.domain.values import Setting, course_of, dose_tablets, problems_of, topic_values


class Level(StrEnum):
    """How much a finding holds back: `block` nobody can override, `confirm` needs a reason."""

    BLOCK = "block"
    CONFIRM = "confirm"
    WARN = "warn"
    INFO = "info"


_ORDER = tuple(Level)


@dataclass(frozen=True)
class Finding:
    """What a rule found. `asks` are the check questions still open, `param` the value it is about."""

    rule: str
    level: Level
    text: str
    topic: str = ""
    param: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRule:
    """A rule that is a table row: these topics ticked x these answers -> level and words.

    It looks at printed topics named in `topics` or whose medicine class is in `classes`, while `when`
    holds for their values. It fires where all of `also_yes` and one of `any_yes` are answered yes (at one
    of the `severities`, if given), or the number `number` lies from `min` to `max`; with none, always.
    """

    id: str
    level: Level
    text: str
    source: str
    topics: tuple[str, ...] = ()
    classes: tuple[MedicineClass, ...] = ()
    when: tuple[Condition, ...] = ()
    also_yes: tuple[str, ...] = ()
    any_yes: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    number: str = ""
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True)
class Rules:
    """Every rule that is data: the table, the questions of the patient check, names of relaxants."""

    table: tuple[TableRule, ...]
    questions: tuple[Question, ...]
    relaxant_names: tuple[str, ...] = ()

    def question(self, key: str) -> Question | None:
        """Return the check question with this key, if there is one."""
        return next((question for question in self.questions if question.id == key), None)

    def label(self, key: str) -> str:
        """Return how a check key reads in the window."""
        question = self.question(key)
        return question.label if question else key


@dataclass(frozen=True)
class _Ticked:
    """A printed topic with the values it has."""

    topic: Topic
    values: Mapping[str, Value]

    @property
    def drug_class(self) -> MedicineClass | None:
        """Return the class of the chosen product, else that of the topic; None for no medicine."""
        medicine = self.topic.medicine
        if medicine is None:
            return None
        drug = self.values.get(medicine.drug, "")
        chosen = next((product for product in medicine.products if product.drug == drug), None)
        return (chosen.drug_class if chosen else None) or medicine.drug_class


def find(setting: Setting, rules: Rules) -> tuple[Finding, ...]:
    """Run every rule on a draft; the gravest findings come first, then in page order."""
    printed = [
        _Ticked(topic, topic_values(topic, setting))
        for topic in printed_topics(setting.draft, setting.library)
    ]
    found: list[Finding] = [
        *_page_invariants(setting),
        *_ranges(printed + _set_aside(printed, setting)),
        *_relaxant_courses(printed + _set_aside(printed, setting), setting),
        *_one_relaxant(printed),
        *_daily_maximum(printed),
        *_free_text(printed, setting, rules),
        *_table(printed, setting.draft.check, rules),
        *_unanswered(printed, setting.draft.check, rules),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _ORDER.index(finding.level)))


def blocks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that forbid to print."""
    return tuple(finding for finding in findings if finding.level is Level.BLOCK)


def unconfirmed(findings: Iterable[Finding], draft: Draft) -> tuple[Finding, ...]:
    """Return the findings that still need a reason."""
    given = {rule for rule, reason in draft.confirmations.items() if reason.strip()}
    return tuple(f for f in findings if f.level is Level.CONFIRM and f.rule not in given)


def _page_invariants(setting: Setting) -> Iterator[Finding]:
    boxes = [t for t in setting.library if t.layout is Layout.EMERGENCY and t.kind is TopicKind.LOCKED]
    if not any(point.locked for topic in boxes for point in topic.points):
        yield Finding(
            "R1", Level.BLOCK, "The library has no emergency box: nothing can be printed without it."
        )
    if not setting.clinic.name.strip():
        yield Finding(
            "R2",
            Level.BLOCK,
            "No clinic is set: the page needs a clinic name and a phone to call.",
            "call-us",
        )
        return
    call_us = next((t for t in setting.library if t.layout is Layout.CALL_US), None)
    phone = topic_values(call_us, setting).get("phone") if call_us else None
    if not isinstance(phone, str) or not any(char.isdigit() for char in phone):
        yield Finding(
            "R2",
            Level.BLOCK,
            "The clinic has no phone number: the page must say whom to call.",
            "call-us",
            "phone",
        )


def _set_aside(printed: list[_Ticked], setting: Setting) -> list[_Ticked]:
    """Return the topics that do not print but hold values: a hard range is hard wherever a value stands."""
    shown = {ticked.topic.id for ticked in printed}
    held = (t for t in setting.library if t.id not in shown and setting.draft.choice(t.id).values)
    return [_Ticked(topic, topic_values(topic, setting)) for topic in held]


def _ranges(printed: list[_Ticked]) -> Iterator[Finding]:
    for ticked in printed:
        for param, wrong in problems_of(ticked.topic, ticked.values):
            if not _is_course_hours(ticked.topic, param.id):
                yield Finding(
                    param.rule or "RANGE",
                    Level.BLOCK,
                    f"{ticked.topic.title}, {param.label.lower()}: {wrong}.",
                    ticked.topic.id,
                    param.id,
                )


def _is_course_hours(topic: Topic, param_id: str) -> bool:
    medicine = topic.medicine
    return medicine is not None and medicine.timing is Timing.BEDTIME and param_id == medicine.hours


def _relaxant_courses(printed: list[_Ticked], setting: Setting) -> Iterator[Finding]:
    for ticked in printed:
        medicine = ticked.topic.medicine
        if medicine is None or medicine.timing is not Timing.BEDTIME:
            continue
        hours = ticked.values.get(medicine.hours)
        if isinstance(hours, int | float) and not MIN_HOURS <= hours <= MAX_HOURS:
            yield Finding(
                "R3",
                Level.BLOCK,
                f"{hours:g} hours is refused: our clinic's rule stops every muscle relaxant after "
                f"{MIN_HOURS} to {MAX_HOURS} hours, and no setting goes past it.",
                ticked.topic.id,
                medicine.hours,
            )
        elif not problems_of(ticked.topic, ticked.values):
            try:
                course_of(ticked.topic, ticked.values, setting.zone)
            except CourseRefused as refused:
                where = medicine.start if refused.rule == "R5" else medicine.hours
                words = str(refused)
                yield Finding(
                    refused.rule, Level.BLOCK, f"{words[0].upper()}{words[1:]}.", ticked.topic.id, where
                )


def _one_relaxant(printed: list[_Ticked]) -> Iterator[Finding]:
    relaxants = [t.topic for t in printed if t.drug_class is MedicineClass.RELAXANT]
    for extra in relaxants[1:]:
        yield Finding("R6", Level.BLOCK, "Two muscle relaxants are ticked: only one is allowed.", extra.id)


def _daily_maximum(printed: list[_Ticked]) -> Iterator[Finding]:
    """Hold every dose against its daily maximum, whatever the single ranges say."""
    for ticked in printed:
        medicine = ticked.topic.medicine
        if medicine is None or not medicine.daily_max:
            continue
        tablets = dose_tablets(ticked.topic, medicine, ticked.values)
        most, slots = ticked.values.get(medicine.daily_max), ticked.values.get(medicine.slots, ())
        if tablets is None or not isinstance(most, int | float):
            continue
        times = len(slots) if isinstance(slots, tuple) and slots else 1
        total = float(tablets.count) * tablets.mg * times
        if total > most:
            yield Finding(
                "R24",
                Level.BLOCK,
                f"{ticked.topic.title}: {total:g} mg a day is more than the daily maximum of {most:g} mg.",
                ticked.topic.id,
                medicine.dose,
            )


def _free_text(printed: list[_Ticked], setting: Setting, rules: Rules) -> Iterator[Finding]:
    relaxants = [t for t in printed if t.drug_class is MedicineClass.RELAXANT]
    chosen = {name for ticked in relaxants for name in _chosen_names(ticked)}
    for ticked in printed:
        choice = setting.draft.choice(ticked.topic.id)
        typed = [choice.note, *choice.wording.values()]
        typed += [v for k, v in choice.values.items() if isinstance(v, str) and _is_text(ticked.topic, k)]
        for text in typed:
            meant = ticked in relaxants or (
                bool(relaxants) and ticked.topic.medicine is None and speaks_of_taking(text)
            )
            read = read_for_relaxant(text, rules.relaxant_names, meant)
            if read.refused:
                words = f"{ticked.topic.title}: {read.refused}. Nothing typed may outlast the limit."
                yield Finding("R3", Level.BLOCK, words, ticked.topic.id, "note")
            others = sorted(read.named - chosen)
            if others and relaxants:
                words = f"{ticked.topic.title}: the text names {others[0]}, a second muscle relaxant."
                yield Finding("R6", Level.BLOCK, words, ticked.topic.id, "note")


def _is_text(topic: Topic, param_id: str) -> bool:
    return any(param.id == param_id and param.type == "text" for param in topic.params)


def _chosen_names(ticked: _Ticked) -> set[str]:
    medicine = ticked.topic.medicine
    assert medicine is not None
    drug = ticked.values.get(medicine.drug, "")
    names = (p for p in medicine.products if p.drug == drug)
    return {name.lower() for product in names for name in (product.name, *product.brands)}


def _concerns(rule: TableRule, ticked: _Ticked) -> bool:
    named = ticked.topic.id in rule.topics or ticked.drug_class in rule.classes
    return named and all(condition.holds(ticked.values) for condition in rule.when)


def _fires(rule: TableRule, check: Check) -> bool:
    if not all(check.yes(key) for key in rule.also_yes):
        return False
    if rule.any_yes:
        return any(_counts(rule, check, key) for key in rule.any_yes)
    if rule.number:
        value = check.number(rule.number)
        low, high = rule.min, rule.max
        return value is not None and (low is None or value >= low) and (high is None or value <= high)
    return True


def _counts(rule: TableRule, check: Check, key: str) -> bool:
    if not check.yes(key):
        return False
    return not rule.severities or not check.severity(key) or check.severity(key) in rule.severities


def _table(printed: list[_Ticked], check: Check, rules: Rules) -> Iterator[Finding]:
    for rule in rules.table:
        concerned = [ticked for ticked in printed if _concerns(rule, ticked)]
        if concerned and _fires(rule, check):
            if rule.level is Level.INFO:
                concerned = concerned[:1]
            yield from (Finding(rule.id, rule.level, rule.text, ticked.topic.id) for ticked in concerned)


def _unanswered(printed: list[_Ticked], check: Check, rules: Rules) -> Iterator[Finding]:
    """Group what was not asked of the block rules into one finding a medicine: unknown is never no."""
    for ticked in printed:
        if ticked.topic.medicine is None:
            continue
        blocking = [r for r in rules.table if r.level is Level.BLOCK and _concerns(r, ticked)]
        asks = tuple(dict.fromkeys(key for rule in blocking for key in _open_keys(rule, check)))
        if asks:
            words = "; ".join(rules.label(key) for key in asks)
            yield Finding(
                "R0", Level.CONFIRM, f"{ticked.topic.title}, not asked: {words}.", ticked.topic.id, asks=asks
            )


def _open_keys(rule: TableRule, check: Check) -> tuple[str, ...]:
    if any(check.answers.get(key) == NO for key in rule.also_yes):
        return ()
    if open_gates := tuple(key for key in rule.also_yes if not check.answered(key)):
        return open_gates
    keys = (*rule.any_yes, *((rule.number,) if rule.number else ()))
    return tuple(key for key in keys if not check.answered(key))

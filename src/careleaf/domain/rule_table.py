"""Safety rules that are table rows: these topics on the page x these answers -> a level and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache

from careleaf.domain.check import NO, Check, Question
from careleaf.domain.claim_text import Claim
from careleaf.domain.draft import Draft
from careleaf.domain.findings import Finding, Level
from careleaf.domain.known_medicines import KnownMedicines
from careleaf.domain.library import MedicineClass
from careleaf.domain.params import Condition, Value
from careleaf.domain.ticked import PHASE, Ticked
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True, eq=False)
class TableRule:
    """A rule that is a table row. Whatever it names has to hold; what it leaves out does not matter.

    It looks at printed topics named in `topics` or whose medicine class is in `classes`, or once at the
    `whole_page`. `when` holds for the topic's values (those of another printed topic
    are TOPIC.PARAM, the phase is visit.phase), one of `points` prints, one of `also_topics` is on the page,
    the param `from_default` is at the library's number or above, `alone` is no other medicine.
    All of `also_yes` and one of `any_yes` are answered yes (at one of the `severities`, if given), and the
    number `number` lies from `min` to `max`. `asked`: what is unanswered is asked (of medicines always).
    `page` are the points (TOPIC.POINT) that tell the patient, where their topic is on the page.
    Compared by identity, as Rules are.
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
    page: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the check questions that the row reads."""
        return (*self.also_yes, *self.any_yes, *((self.number,) if self.number else ()))


@dataclass(frozen=True, eq=False)
class Rules:
    """Every rule that is data: the table, the check's questions, medicines known by name, claims.

    The names are what typed texts are read for, in lower case. `class_names` can be of one class only,
    `totalled_names` hold a drug whose daily total is added up. `given_names` are people's; `plain_words` are
    those of them that are words too.
    Compared by identity, so that what was read with these rules is quickly found again.
    """

    table: tuple[TableRule, ...]
    questions: tuple[Question, ...]
    medicines: KnownMedicines = field(default_factory=KnownMedicines)
    relaxant_names: tuple[str, ...] = ()
    opioid_names: tuple[str, ...] = ()
    medicine_names: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    class_names: Mapping[MedicineClass, tuple[str, ...]] = field(default_factory=dict)
    totalled_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given_names: tuple[str, ...] = ()
    plain_words: tuple[str, ...] = ()

    @cached_property
    def every_name(self) -> tuple[str, ...]:
        """Return every name of a medicine that texts are read for."""
        return (*self.medicine_names, *self.opioid_names, *self.relaxant_names)

    @cached_property
    def block_keys(self) -> frozenset[str]:
        """Return the check questions that a block hangs on."""
        return frozenset(key for rule in self.table if rule.level is Level.BLOCK for key in rule.keys)

    def question(self, key: str) -> Question | None:
        """Return the check question with this key, if there is one."""
        return next((question for question in self.questions if question.id == key), None)

    def label(self, key: str) -> str:
        """Return how a check key reads in the window."""
        question = self.question(key)
        return question.label if question else key


class Page:
    """The printed topics, also by id and by medicine class: most rows name none of them.

    `values` are those of every topic (TOPIC.PARAM) and the phase of the visit.
    """

    def __init__(self, printed: tuple[Ticked, ...], phase: str) -> None:
        self.printed = printed
        self.values: dict[str, Value] = {PHASE: phase} if phase else {}
        for ticked in printed:
            self.values.update(ticked.named_values)
        self.medicines = [ticked for ticked in printed if ticked.topic.medicine]
        self._places = {ticked.topic.id: place for place, ticked in enumerate(printed)}
        self._concerned: dict[TableRule, list[Ticked]] = {}
        self._by_class: dict[MedicineClass | None, list[int]] = {}
        for ticked in self.medicines:
            self._by_class.setdefault(ticked.drug_class, []).append(self._places[ticked.topic.id])

    def topic(self, topic_id: str) -> Ticked | None:
        """Return a printed topic by its id."""
        place = self._places.get(topic_id)
        return None if place is None else self.printed[place]

    def named_by(self, rule: TableRule) -> list[Ticked]:
        """Return the topics that a row names, in print order."""
        places = [self._places[topic_id] for topic_id in rule.topics if topic_id in self._places]
        for drug_class in rule.classes:
            places += self._by_class.get(drug_class, ())
        return [self.printed[place] for place in sorted({*places})]

    def concerned_by(self, rule: TableRule) -> list[Ticked]:
        """Return those of them for which what the row says of the page holds, in print order."""
        if rule not in self._concerned:
            self._concerned[rule] = [t for t in self.named_by(rule) if self._concerns(rule, t)]
        return self._concerned[rule]

    def _concerns(self, rule: TableRule, ticked: Ticked) -> bool:
        also = (topic_id for topic_id in rule.also_topics if topic_id != ticked.topic.id)
        if rule.also_topics and not any(topic_id in self._places for topic_id in also):
            return False
        if rule.alone and any(other is not ticked for other in self.medicines):
            return False
        if rule.points and not any(ticked.prints(point) for point in rule.points):
            return False
        if rule.from_default and not _from_default(rule.from_default, ticked):
            return False
        return all(
            condition.holds(ticked.values if condition.param in ticked.values else self.values)
            for condition in rule.when
        )


page_of = lru_cache(maxsize=8)(Page)  # an answer, a name or a reason given leaves the page as it is


def by_table(page: Page, draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Run every row on the topics that print; a page with nothing ticked is none for them."""
    check = draft.checked
    every_yes = check.every_yes
    for rule in rules.table:
        if rule.any_yes and every_yes.isdisjoint(rule.any_yes):  # most rows: nothing more to look at
            continue
        because = _because(rule, check) if rule.keys else ()
        if because is None:
            continue
        if rule.whole_page:
            if all(condition.holds(page.values) for condition in rule.when):
                yield Finding(rule.id, rule.level, _words(rule, because, draft.check, rules), because=because)
            continue
        concerned = page.concerned_by(rule)
        if not concerned:
            continue
        words = _words(rule, because, draft.check, rules)
        for ticked in concerned[:1] if rule.level is Level.INFO else concerned:
            yield Finding(rule.id, rule.level, words, ticked.topic.id, because=because)


def unanswered(page: Page, check: Check, rules: Rules) -> Iterator[Finding]:
    """Group what was not asked of the block rules into one finding a topic: unknown is never no."""
    still_open = rules.block_keys.difference(check.every_answer)
    asked: dict[str, list[str]] = {}
    for rule in rules.table if still_open else ():
        if rule.level is not Level.BLOCK or still_open.isdisjoint(rule.keys):
            continue
        if open_keys := _open_keys(rule, check):
            for ticked in page.concerned_by(rule):
                if rule.asked or ticked.topic.medicine:
                    asked.setdefault(ticked.topic.id, []).extend(open_keys)
    for ticked in page.printed:
        if ticked.topic.id in asked:
            asks = tuple(dict.fromkeys(asked[ticked.topic.id]))
            words = "; ".join(rules.label(key) for key in asks)
            yield Finding(
                "R0", Level.CONFIRM, f"{ticked.topic.title}, not asked: {words}.", ticked.topic.id, asks=asks
            )


def keys_that_hold_back(page: Page, rules: Rules) -> Iterator[str]:
    """Yield the keys that a rule reads which could hold this page back, once for each such rule."""
    for rule in rules.table:
        if rule.level not in (Level.BLOCK, Level.CONFIRM):
            continue
        if rule.whole_page or page.concerned_by(rule):
            yield from (*rule.also_yes, *rule.any_yes)


def _from_default(param_id: str, ticked: Ticked) -> bool:
    param = ticked.topic.param(param_id, ticked.values)
    if param is None:
        return False
    value = ticked.values.get(param_id)
    default = param.default if param.library_default is None else param.library_default
    return isinstance(value, int | float) and isinstance(default, int | float) and value >= default


def _because(rule: TableRule, check: Check) -> tuple[str, ...] | None:
    """Return the keys whose answers make a row fire, or None where it does not."""
    if not check.every_yes.issuperset(rule.also_yes):
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


def _words(rule: TableRule, because: tuple[str, ...], check: Check, rules: Rules) -> str:
    """Return the row's words, with the answers that made it fire where there are several to choose from.

    A medicine that answered by its name is named.
    """
    given = [key for key in because if key in rule.any_yes]
    several = len(rule.any_yes) > 1
    said = [_answer_words(rules.label(key) if several else "", check.sources(key)) for key in given]
    told = "; ".join(words for words in said if words)
    return f"{rule.text} ({told})" if told else rule.text


def _answer_words(label: str, sources: tuple[str, ...]) -> str:
    return ": ".join(words for words in (label, ", ".join(sources)) if words)


def _open_keys(rule: TableRule, check: Check) -> tuple[str, ...]:
    if any(check.answer(key) == NO for key in rule.also_yes):
        return ()
    if open_gates := tuple(key for key in rule.also_yes if not check.answered(key)):
        return open_gates
    return tuple(key for key in rule.keys if not check.answered(key))

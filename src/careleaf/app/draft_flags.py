"""Build a draft from words: what the command line says, one flag at a time, in the library's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from careleaf.domain.check import Check, read_answer
from careleaf.domain.confirmation import REASON_LIMIT, Confirmation
from careleaf.domain.current_medicine import read_current_medicine
from careleaf.domain.draft import Draft, set_value, tick_point, tick_topic, untick_topic
from careleaf.domain.library import Library, Topic, TopicKind
from careleaf.domain.params import ParamType, UnreadableValue, Value, read_value
from careleaf.domain.people import NAME_LIMIT, Clinician, Patient
from careleaf.domain.plaintext import clean_line
from careleaf.domain.safety import Finding, Rules
from careleaf.errors import UsageError, did_you_mean

ALL = "all"
_RULE = re.compile(r"[Rr]\d{1,3}", re.ASCII)


def tick(draft: Draft, library: Library, name: str, ticked: bool) -> Draft:
    """Tick or untick TOPIC or TOPIC.POINT. Raises UsageError."""
    topic_id, _, point_id = name.partition(".")
    topic = _topic(library, topic_id)
    if point_id:
        return _tick_point(draft, library, topic, point_id, ticked)
    if topic.kind is not TopicKind.TICK:
        raise UsageError(f'"{topic.id}" is put on the page by the program; its points can be ticked.')
    return tick_topic(draft, library, topic.id) if ticked else untick_topic(draft, topic.id)


def _tick_point(draft: Draft, library: Library, topic: Topic, point_id: str, ticked: bool) -> Draft:
    point = topic.point(point_id)
    if point is None:
        known = [point.id for point in topic.points]
        raise UsageError(f'"{topic.id}" has no point "{point_id}"{did_you_mean(point_id, known)}.')
    if point.locked and not ticked:
        raise UsageError(f'"{topic.id}.{point.id}" is a safety line; it cannot be unticked.')
    if ticked and topic.kind is TopicKind.TICK:
        draft = tick_topic(draft, library, topic.id)
    return tick_point(draft, topic.id, point, ticked)


def set_params(draft: Draft, library: Library, settings: Iterable[str]) -> Draft:
    """Set TOPIC.PARAM=VALUE for each setting. Raises UsageError.

    Choices go first, so that a dose is read as that of the drug chosen, whatever the order of the flags.
    """
    read = [_setting(library, setting) for setting in settings]
    for topic, name, raw in sorted(read, key=lambda entry: not _is_choice(entry[0], entry[1])):
        param = topic.param(name, _known_values(topic, draft))
        if param is None:
            known = sorted({p.id for p in topic.params} | {p.alias for p in topic.params if p.alias})
            raise UsageError(f'"{topic.id}" has no param "{name}"{did_you_mean(name, known)}.')
        try:
            value = read_value(param, raw)
        except UnreadableValue as error:
            raise UsageError(f"{topic.id}.{name}: {error}.") from None
        draft = set_value(draft, topic.id, param.id, value)
    return draft


def _setting(library: Library, setting: str) -> tuple[Topic, str, str]:
    name, equals, raw = setting.partition("=")
    topic_id, dot, param = name.strip().partition(".")
    if not equals or not dot:
        raise UsageError(f'"{setting}" is not TOPIC.PARAM=VALUE, such as cold.minutes=15.')
    return _topic(library, topic_id), param, raw.strip()


def _is_choice(topic: Topic, name: str) -> bool:
    return any(param.id == name and param.type is ParamType.CHOICE for param in topic.params)


def _known_values(topic: Topic, draft: Draft) -> dict[str, Value]:
    defaults = {param.id: param.default for param in topic.params if param.default is not None}
    return {**defaults, **draft.choice(topic.id).values}


def _topic(library: Library, topic_id: str) -> Topic:
    topic = library.topic(topic_id)
    if topic is None:
        known = [topic.id for topic in library]
        raise UsageError(f'There is no topic "{topic_id}"{did_you_mean(topic_id, known)}.')
    return topic


def answer_check(check: Check, rules: Rules, answers: Iterable[str]) -> Check:
    """Answer KEY=VALUE for each; "all=no" answers every yes-or-no question not named. Raises UsageError."""
    everything_no, named = False, set()
    for entry in answers:
        key, equals, raw = (part.strip() for part in entry.partition("="))
        if not equals:
            raise UsageError(f'"{entry}" is not KEY=VALUE, such as age=71.')
        if key == ALL:
            if raw.lower() != "no":
                raise UsageError(f'"all" can only be answered with no, not "{raw}".')
            everything_no = True
            continue
        named.add(key)
        question = rules.question(key)
        if question is None:
            known = [ALL, *(question.id for question in rules.questions)]
            raise UsageError(f'There is no check "{key}"{did_you_mean(key, known)}.')
        try:
            check = check.with_answer(key, read_answer(question, raw))
        except ValueError as error:
            raise UsageError(f"{key}: {error}.") from None
    return check.all_no(rules.questions, keep=named) if everything_no else check


def take(check: Check, rules: Rules, takes: Iterable[str]) -> Check:
    """Put current medicines on the check, such as "Tylenol 500 mg x 4". Raises UsageError.

    A name that is not recognised stays on the list: the safety rules say so, and hold what it leaves open.
    """
    for typed in takes:
        medicine = read_current_medicine(typed, rules.medicines)
        if not medicine.name:
            raise UsageError('--takes needs the name of a medicine, such as "Eliquis".')
        if len(medicine.name) > NAME_LIMIT:
            raise UsageError(
                f"A current medicine has {len(medicine.name):,} characters; at most {NAME_LIMIT} fit."
            )
        check = check.taking(medicine)
    return check


def confirm(draft: Draft, confirmations: Iterable[str], now: datetime) -> Draft:
    """Note RULE=reason for each, given by the draft's clinician now (aware).

    Raises UsageError for a reason that is none or too long; it does not repeat it.
    """
    given = dict(draft.confirmations)
    for entry in confirmations:
        rule, _, reason = (part.strip() for part in entry.partition("="))
        confirmation = Confirmation(reason, now, draft.clinician.name)
        if not _RULE.fullmatch(rule) or not confirmation.counts:
            raise UsageError('A --confirm is not RULE="reason", such as R8="slept badly, family at home".')
        if len(reason) > REASON_LIMIT:
            raise UsageError(
                f"The reason for {rule} has {len(reason):,} characters; at most {REASON_LIMIT} fit."
            )
        given[rule.upper()] = confirmation
    return replace(draft, confirmations=given)


def require_fired(draft: Draft, findings: Iterable[Finding]) -> None:
    """Raise UsageError for a confirmation of a rule that did not ask for one."""
    asked = {finding.rule for finding in findings if finding.level == "confirm"}
    for rule in draft.confirmations:
        if rule not in asked:
            known = ", ".join(sorted(asked)) or "none"
            raise UsageError(f"{rule} did not ask for a confirmation here (asked: {known}).")


def name_people(draft: Draft, patient: str, identifier: str, clinician: str) -> Draft:
    """Put the names in. Raises UsageError for one that is too long to print."""
    named = {
        "patient's name": patient,
        "patient's identifier": identifier,
        "clinician's name": clinician,
    }
    for what, text in named.items():
        if len(clean_line(text)) > NAME_LIMIT:
            raise UsageError(f"The {what} has {len(text):,} characters; at most {NAME_LIMIT} fit.")
    return replace(draft, patient=Patient(patient, identifier), clinician=Clinician(clinician))

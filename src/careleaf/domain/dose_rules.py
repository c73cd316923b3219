"""Safety rules on numbers: hard ranges, the relaxant course, one of a class, a topic's daily maximum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careleaf.domain.findings import CodeRule, Finding, Level
from careleaf.domain.library import MedicineClass, Timing, Topic
from careleaf.domain.relaxant import MAX_HOURS, MIN_HOURS, CourseRefused
from careleaf.domain.ticked import Ticked
from careleaf.domain.values import Setting, course_of

_OTC = "OTC drug facts"
RULES = (
    CodeRule(
        "RANGE", Level.BLOCK, "A value lies outside its hard range", "What is outside what.", "The library"
    ),
    CodeRule(
        "R3",
        Level.BLOCK,
        "A relaxant course, ticked or not, over 72 hours or under 24, or one no tablet makes",
        "Our clinic's rule stops every muscle relaxant after 24 to 72 hours.",
        "Source articles 000 and 004; stricter than the labels",
        page=("med-relaxant.limit",),
    ),
    CodeRule(
        "R5",
        Level.BLOCK,
        "A relaxant starts outside 19:00 to 02:00 clinic time",
        "The first dose is between 19:00 and 02:00.",
        "Source article 000",
        page=("med-relaxant.dose",),
    ),
    CodeRule(
        "R6",
        Level.BLOCK,
        "Two muscle relaxants are ticked",
        "Only one is allowed.",
        "General knowledge",
        page=("med-relaxant.dose",),
    ),
    CodeRule(
        "R18",
        Level.BLOCK,
        "Two NSAIDs are ticked",
        "Only one is allowed.",
        "OTC labels",
        page=("med-ibuprofen.one-only", "med-naproxen.one-only", "med-topical.one-only"),
    ),
    CodeRule(
        "R24",
        Level.BLOCK,
        "Ibuprofen over 1,200 mg a day on the whole page, over its own daily maximum, or over 10 days",
        "How much a day, and the most allowed.",
        f"{_OTC} (6 tablets of 200 mg, 10 days)",
    ),
    CodeRule(
        "R25",
        Level.BLOCK,
        "Naproxen over 660 mg a day on the page, 440 mg more often than every 12 hours, or over 10 days",
        "How much, and the most allowed.",
        f"{_OTC} (3 tablets of 220 mg, seen in a secondary page; 10 days)",
    ),
    CodeRule(
        "R34",
        Level.BLOCK,
        "Cold over 20 minutes, or a gap under 1 hour",
        "The range.",
        "Article 003",
        page=("cold.limit",),
    ),
    CodeRule("R38", Level.BLOCK, "Water outside 4 to 10 glasses", "The range.", "General knowledge"),
    CodeRule("R46", Level.BLOCK, "Fasting outside 6 to 12 hours", "The range.", "Radiology leaflets"),
)


def ranges(topics: Sequence[Ticked]) -> Iterator[Finding]:
    """Hold every value against its hard range."""
    for ticked in topics:
        for param, wrong in ticked.problems:
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


def relaxant_courses(topics: Sequence[Ticked], setting: Setting) -> Iterator[Finding]:
    """Refuse every course past the limit or away from bedtime."""
    for ticked in topics:
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
        elif not ticked.problems:
            try:
                course_of(ticked.topic, ticked.values, setting.zone)
            except CourseRefused as refused:
                where = medicine.start if refused.rule == "R5" else medicine.hours
                words = str(refused)
                yield Finding(
                    refused.rule, Level.BLOCK, f"{words[0].upper()}{words[1:]}.", ticked.topic.id, where
                )


# Classes of which only one medicine may be ticked, with the rule that says so.
_ONE_OF_A_CLASS = {
    MedicineClass.RELAXANT: ("R6", "muscle relaxants"),
    MedicineClass.NSAID: ("R18", "NSAIDs"),
}


def one_of_a_class(medicines: Sequence[Ticked]) -> Iterator[Finding]:
    """Refuse two medicines where one is the most."""
    for drug_class, (rule, plural) in _ONE_OF_A_CLASS.items():
        same = [ticked for ticked in medicines if ticked.drug_class is drug_class]
        for extra in same[1:]:
            words = f"{same[0].topic.title} and {extra.topic.title} are both {plural}: only one is allowed."
            yield Finding(rule, Level.BLOCK, words, extra.topic.id)


def daily_maximum(medicines: Sequence[Ticked]) -> Iterator[Finding]:
    """Hold every dose against its daily maximum, whatever the single ranges say."""
    for ticked in medicines:
        medicine = ticked.topic.medicine
        total, most = _by_the_clock(ticked), _own_maximum(ticked)
        if medicine is None or total is None or most is None or total <= most:
            continue
        limit = ticked.topic.param(medicine.daily_max, ticked.values)
        yield Finding(
            (limit and limit.rule) or "R24",
            Level.BLOCK,
            f"{ticked.topic.title}: {total:g} mg a day is more than the daily maximum of {most:g} mg.",
            ticked.topic.id,
            medicine.dose,
        )


_NAPROXEN_MG, _NAPROXEN_HOURS = 440, 12


def naproxen_spacing(medicines: Sequence[Ticked]) -> Iterator[Finding]:
    """Refuse more naproxen in 12 hours than the label allows, though the day's total would do."""
    for ticked in medicines:
        medicine = ticked.topic.medicine
        if medicine is None or not ticked.is_drug("naproxen"):
            continue
        tablets, gap = ticked.tablets, ticked.values.get(medicine.gap)
        if tablets is None or not isinstance(gap, int | float) or gap >= _NAPROXEN_HOURS:
            continue
        dose = float(tablets.count) * tablets.mg
        if dose >= _NAPROXEN_MG and not ticked.values.get(medicine.slots):
            words = (
                f"Naproxen: {dose:g} mg every {gap:g} hours is too much; 440 mg needs 12 hours between doses."
            )
            yield Finding("R25", Level.BLOCK, words, ticked.topic.id, medicine.gap)


def _by_the_clock(ticked: Ticked) -> float | None:
    """Return the milligrams a day of the doses at chosen times of day; of one dose, where none is chosen."""
    medicine = ticked.topic.medicine
    if medicine is None or not medicine.daily_max:
        return None
    tablets = ticked.tablets
    slots = ticked.values.get(medicine.slots, ())
    times = len(slots) if isinstance(slots, tuple) and slots else 1
    return float(tablets.count) * tablets.mg * times if tablets else None


def _own_maximum(ticked: Ticked) -> float | None:
    medicine = ticked.topic.medicine
    most = ticked.values.get(medicine.daily_max) if medicine else None
    return most if isinstance(most, int | float) else None


def most_a_day(ticked: Ticked) -> float | None:
    """Return the most a patient may take who keeps to the page.

    None where the topic's own values break a range: that is a finding already.
    """
    if ticked.problems:
        return None
    own = _own_maximum(ticked)
    return own if own is not None else _by_the_clock(ticked)

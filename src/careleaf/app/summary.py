"""Machine-readable summaries: what `--json` prints. Their keys are a contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careleaf.app.handout_making import Made
from careleaf.app.sign_off import TopicReview
from careleaf.domain.current_medicine import CurrentMedicine
from careleaf.domain.library import Library, Origin, Point, Timing, Topic
from careleaf.domain.needs import NEEDS, unmet_needs
from careleaf.domain.params import Param, ParamType, Value
from careleaf.domain.preset import Preset
from careleaf.domain.relaxant import CourseRefused
from careleaf.domain.safety import unconfirmed
from careleaf.domain.values import course_of, topic_values


def check_summary(made: Made) -> dict[str, Any]:
    """Summarise findings, needs and current medicines. Reasons of confirmations belong to the chart only."""
    still_open = unconfirmed(made.findings, made.setting.draft)
    return {
        "findings": [
            {"rule": f.rule, "level": str(f.level), "text": f.text, "topic": f.topic}
            | ({"confirmed": f not in still_open} if f.level == "confirm" else {})
            for f in made.findings
        ],
        "takes": [
            {"name": m.name, "recognised": m.recognised, "answers": list(m.answers), "asks": _asks(m)}
            for m in made.setting.draft.check.takes
        ],
        "needs": _needs(made),
    }


def _needs(made: Made) -> dict[str, Any]:
    unmet = {need.id: need for need in unmet_needs(made.setting)}
    return {
        "met": [need for need in NEEDS if need not in unmet],
        "unmet": [
            {"id": need.id, "label": need.label, "topics": [topic.id for topic in need.topics]}
            for need in unmet.values()
        ],
    }


def _asks(medicine: CurrentMedicine) -> list[str]:
    """Return what the name leaves open; of one that is not recognised that is all, and says nothing."""
    return list(medicine.asks) if medicine.recognised else []


def render_summary(made: Made, out: str, size: int) -> dict[str, Any]:
    """Summarise a handout that was made: what is in it, how it reads, when the relaxant stops."""
    handout = made.handout
    return {
        "out": out,
        "pages": made.typeset.pages,
        "bytes": size,
        "topics": list(dict.fromkeys(point.partition(".")[0] for point in handout.points)),
        "points": list(handout.points),
        "facts": list(handout.facts),
        **check_summary(made),
        "reading": {
            "fkgl": made.reading.fkgl,
            "smog": made.reading.smog,
            "fkgl_without_terms": made.reading_without_terms.fkgl,
            "smog_without_terms": made.reading_without_terms.smog,
        },
        "relaxant": _relaxant(made),
    }


def _relaxant(made: Made) -> dict[str, Any] | None:
    """Summarise the course: aware times, the last tablet's evening, tablets in all (halves as .5)."""
    setting = made.setting
    for topic_id in setting.draft.topics:
        topic = setting.library.topic(topic_id)
        if topic is None or topic.medicine is None or topic.medicine.timing is not Timing.BEDTIME:
            continue
        values = topic_values(topic, setting)
        try:
            course = course_of(topic, values, setting.zone)
        except CourseRefused:
            return None
        total = float(course.tablets)
        return {
            "drug": values[topic.medicine.drug],
            "start": course.start.isoformat(),
            "last": course.last_night.isoformat(),
            "stop": course.stop.isoformat(),
            "tablets": int(total) if total.is_integer() else total,
        }
    return None


def library_summary(library: Library, reviews: Iterable[TopicReview]) -> list[dict[str, Any]]:
    """Summarise every topic with its points, its params and how it stands with the clinic."""
    stands = {review.topic.id: review for review in reviews}
    return [
        {
            "id": topic.id,
            "section": topic.section,
            "title": topic.title,
            "origin": str(topic.origin),
            "points": [_point(point) for point in topic.points],
            "params": [_param(topic, param) for param in topic.params],
            "needs": list(topic.needs),
            "review": _review(stands[topic.id]),
        }
        for topic in library
    ]


def clinic_mark(topic: Topic) -> str:
    """Return what a list says of a topic with the clinic's words, or nothing."""
    if topic.origin is Origin.CLINIC:
        return ", the clinic's own"
    return ", with the clinic's wording" if topic.has_clinic_words else ""


def _point(point: Point) -> dict[str, Any]:
    reworded = {"library_text": _text(point.replaces)} if point.replaces else {}
    return {
        "id": point.id,
        "text": _text(point),
        "ticked": point.ticked,
        "locked": point.locked,
        "origin": str(point.origin),
        **reworded,
    }


def _text(point: Point) -> str:
    return point.text or " | ".join(point.cells)


def _review(stands: TopicReview) -> dict[str, Any]:
    signed = stands.signed
    return {"state": str(stands.review)} | (
        {"name": signed.name, "day": signed.day.isoformat(), "due": signed.due.isoformat()} if signed else {}
    )


def _param(topic: Topic, param: Param) -> dict[str, Any]:
    return {
        "id": f"{topic.id}.{param.id}",
        "label": param.label,
        "type": str(param.type),
        "unit": param.unit,
        "default": _json_value(param.default),
        "min": param.min,
        "max": param.max,
        "table_id": param.table_id,
    } | ({"choices": [choice.id for choice in param.choices]} if param.type is ParamType.CHOICE else {})


def _json_value(value: Value | None) -> Any:
    if value is None or isinstance(value, int | float | str):
        return value
    return list(value) if isinstance(value, tuple) else value.isoformat()


def preset_summary(preset: Preset) -> dict[str, Any]:
    """Summarise a preset: what it ticks and what it only suggests."""
    return {
        "id": preset.id,
        "title": preset.title,
        "topics": list(preset.topics),
        "suggests": list(preset.suggests),
    }

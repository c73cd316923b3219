"""The texts of a topic that a clinic wrote or reworded."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain.library import Form, Origin, Point, Text, Topic
from careleaf.domain.params import ParamType
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class ClinicText:
    """One text in the clinic's words, where it stands (keys and ids), and the library's words it replaces.

    `is_label`: a title or a choice, which states nothing of its own. `point` is the point it belongs to.
    """

    where: tuple[str, ...]
    text: str
    facts: tuple[str, ...] = ()
    source: str = ""
    replaced: str = ""
    is_label: bool = False
    point: str = ""


def clinic_texts(topic: Topic) -> Iterator[ClinicText]:
    """Yield every text of a topic that can print in the clinic's words, in file order."""
    if not topic.holds_clinic_texts:
        return
    if topic.origin is Origin.CLINIC:
        yield from _labels(topic)
    band = topic.band.text if topic.band else None
    texts = {
        "message": topic.message,
        "why": topic.why,
        "plan": topic.plan,
        "dose": topic.dose,
        "stop": topic.stop,
        "band": band,
    }
    for name, text in texts.items():
        if text is not None and text.origin is Origin.CLINIC:
            yield _of_text(name, text)
    for point in topic.points:
        if point.origin is Origin.CLINIC:
            yield from _of_point(point)


def _labels(topic: Topic) -> Iterator[ClinicText]:
    """Yield the short words that print as they stand."""
    yield ClinicText(("title",), topic.title, is_label=True)
    if topic.columns:
        yield ClinicText(("columns",), ". ".join(topic.columns), is_label=True)
    drug = topic.medicine.drug if topic.medicine else ""  # its choices are products, which are checked
    for param in topic.params:
        if param.id != drug and param.type in (ParamType.CHOICE, ParamType.CHOICES):
            yield ClinicText(
                ("param", param.id, "choices"),
                ". ".join(choice.label for choice in param.choices),
                is_label=True,
            )
        if param.words:
            yield ClinicText(("param", param.id, "words"), ". ".join(param.words), is_label=True)
        if isinstance(param.default, str) and param.type is ParamType.TEXT:
            yield ClinicText(("param", param.id, "default"), param.default, is_label=True)
    if topic.medicine:
        yield ClinicText(("medicine", "purpose"), topic.medicine.purpose, is_label=True)
        if topic.medicine.tell:
            yield ClinicText(("medicine", "tell"), topic.medicine.tell, is_label=True)


def _of_text(name: str, text: Text) -> ClinicText:
    replaced = text.replaces.text if text.replaces else ""
    return ClinicText((name, "text"), text.text, text.facts, text.source, replaced)


def _of_point(point: Point) -> Iterator[ClinicText]:
    old = point.replaces.texts if point.replaces else ()
    where = ("point" if point.form is Form.LINE else str(point.form), point.id)
    for index, text in enumerate(point.texts):
        replaced = old[index] if index < len(old) else ""
        if text != replaced:
            yield ClinicText(where, text, point.facts, point.source, replaced, point=point.id)

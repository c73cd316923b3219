"""Texts on a page that are not the library's: what a clinician typed, and the clinic's own wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careleaf.domain.clinic_words import ClinicText, clinic_texts
from careleaf.domain.library import Origin, Point, Topic
from careleaf.domain.params import ParamType
from careleaf.domain.plaintext import fill, fill_known
from careleaf.domain.ticked import Ticked
from careleaf.domain.values import value_texts
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class ForeignText:
    """One such text, with the library's own words that it stands for and their facts.

    Of the clinic's words, `unfilled` leaves open what a medicine's checked fields fill in.
    """

    text: str
    where: str
    own: str = ""
    facts: tuple[str, ...] = ()
    is_value: bool = False
    unfilled: str = ""

    @property
    def is_clinic(self) -> bool:
        """Tell whether the words are the clinic's, and not typed for this page."""
        return bool(self.unfilled)


def typed_texts(ticked: Ticked) -> Iterator[ForeignText]:
    """Yield what was typed for this page at a topic: its note, edited wording, text values."""
    choice, topic = ticked.choice, ticked.topic
    if choice.note.strip():
        yield ForeignText(choice.note, "note")
    for point_id, words in choice.wording.items():
        point = topic.point(point_id)
        own, facts = (_of_library(point), point.facts) if point else ("", ())
        yield ForeignText(words, point_id, own, facts)
    if not choice.values:
        return
    texts = {param.id for param in topic.params_of(ParamType.TEXT)}
    for key, value in choice.values.items():
        if key in texts and isinstance(value, str):
            yield ForeignText(value, key, is_value=True)


def printed_clinic_texts(ticked: Ticked) -> Iterator[ForeignText]:
    """Yield the clinic's words of a topic that print on this page."""
    if not (own := tuple(clinic_texts(ticked.topic))):
        return
    texts = value_texts(ticked.topic, ticked.values, ticked.language)
    for text in own:
        if text.point and (not ticked.prints(text.point) or text.point in ticked.choice.wording):
            continue
        if filled := fill(text.text, texts):
            yield of_clinic(ticked.topic, text, filled, texts)


def of_clinic(topic: Topic, text: ClinicText, filled: str, texts: Mapping[str, str]) -> ForeignText:
    """Return a clinic's text as the rules read it, filled with values."""
    open_texts = {name: words for name, words in texts.items() if name not in _checked(topic)}
    return ForeignText(
        filled,
        text.point or text.where[0],
        own=fill_known(text.replaced, open_texts, open_texts) or "",
        unfilled=fill_known(text.text, open_texts, open_texts) or filled,
    )


def _of_library(point: Point) -> str:
    """Return the library's words of a point: what a clinic adds is never taken as checked."""
    if point.origin is Origin.LIBRARY:
        return point.text
    return point.replaces.text if point.replaces else ""


def _checked(topic: Topic) -> set[str]:
    """Return the params whose values are checked: the library's, a medicine's, and the derived ones."""
    medicine = topic.medicine
    if topic.origin is Origin.LIBRARY:
        return {name for param in topic.params for name in (param.id, param.alias)}
    if medicine is None:
        return set()
    fields = {medicine.dose, medicine.start, medicine.hours, medicine.gap, medicine.daily_max, medicine.days}
    return {
        name
        for param in topic.params
        if param.type is ParamType.DERIVED or {param.id, param.alias} & (fields - {""})
        for name in (param.id, param.alias)
    }

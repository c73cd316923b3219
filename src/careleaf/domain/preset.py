"""A preset: a draft without the patient. The type has no place for patient details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from careleaf.domain.draft import Draft, TopicChoice
from careleaf.domain.library import Library
from careleaf.domain.optional_blocks import USUAL_BLOCKS


@dataclass(frozen=True)
class Preset:
    """A choice of topics, points, values and wording that is made once and used often.

    `suggests` are topics offered but never ticked: medicines, injections, manipulation, inversion.
    `handout_title` heads the page; without one it is the library's. `assume_age`: the age that rules count
    with until one is given.
    """

    id: str
    title: str
    topics: tuple[str, ...]
    note: str = ""
    handout_title: str = ""
    suggests: tuple[str, ...] = ()
    choices: Mapping[str, TopicChoice] = field(default_factory=dict)
    blocks: frozenset[str] = USUAL_BLOCKS
    style: str = "standard"
    language: str = "en"
    assume_age: int | None = None
    author: str = ""
    made: date | None = None
    reviewed: date | None = None
    review_due: date | None = None


def draft_from(preset: Preset, draft: Draft | None = None) -> Draft:
    """Start a draft from a preset; patient, check and page size come from the draft at hand, if any."""
    return replace(
        draft or Draft(),
        title=preset.title,
        handout_title=preset.handout_title,
        topics=preset.topics,
        choices=dict(preset.choices),
        assume_age=preset.assume_age,
        confirmations={},
        blocks=preset.blocks,
        style=preset.style,
        language=preset.language,
    )


def preset_from(draft: Draft, library: Library, preset_id: str, title: str, made: date) -> Preset:
    """Make a preset of a draft, leaving out the patient, notes and every personal param.

    A preset never ticks a medicine: those of the draft are suggested.
    """
    medicines = tuple(t.id for t in map(library.topic, draft.topics) if t and t.medicine)
    return Preset(
        id=preset_id,
        title=title,
        handout_title=draft.handout_title,
        topics=tuple(topic for topic in draft.topics if topic not in medicines),
        suggests=medicines,
        choices={
            topic_id: kept
            for topic_id, choice in sorted(draft.choices.items())
            if (kept := _without_patient(library, topic_id, choice)) != TopicChoice()
        },
        blocks=draft.blocks,
        style=draft.style,
        language=draft.language,
        assume_age=draft.assume_age,
        made=made,
    )


def _without_patient(library: Library, topic_id: str, choice: TopicChoice) -> TopicChoice:
    topic = library.topic(topic_id)
    if topic is None:
        return TopicChoice()
    personal = {param.id for param in topic.params if param.personal or param.visit}
    values = {key: value for key, value in choice.values.items() if key not in personal}
    return replace(choice, values=values, note="")

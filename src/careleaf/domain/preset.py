"""A preset: a draft without the patient. The type has no place for patient details."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date

from careleaf.domain.draft import NOTHING_CHANGED, Draft, TopicChoice
from careleaf.domain.library import Library, Topic
from careleaf.domain.made_from import MADE_FROM_NOTHING, MadeFrom
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.params import Value
from careleaf.lazy_dataclass import dataclass

TITLE_LIMIT = 120  # characters; the window's title bar and a list row show it whole
HANDOUT_TITLE_LIMIT = 60  # characters: two lines of the page
NOTE_LINE_LIMIT = 500  # characters of the note for colleagues


@dataclass(frozen=True)
class Preset:
    """A choice of topics, points, values and wording that is made once and used often.

    `suggests` are topics offered but never ticked: medicines, injections, manipulation, inversion.
    `handout_title` heads the page; without one it is the library's. `assume_age`: the age that rules count
    with until one is given. `library` is the version it was made with. The notes of its choices are standing
    notes: written for everyone who gets this preset.
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
    icd10: str = ""
    library: str = ""
    made_from: MadeFrom = MADE_FROM_NOTHING

    def choice(self, topic_id: str) -> TopicChoice:
        """Return what the preset changes in a topic."""
        return self.choices.get(topic_id, NOTHING_CHANGED)

    def is_stale(self, today: date) -> bool:
        """Tell whether the day its review was due has passed."""
        return self.review_due is not None and self.review_due < today


def draft_from(preset: Preset, draft: Draft | None = None) -> Draft:
    """Start a draft from a preset; patient, check and page size come from the draft at hand, if any."""
    return replace(
        draft or Draft(),
        preset=preset.id,
        review_due=preset.review_due,
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


def preset_from(
    draft: Draft,
    library: Library,
    preset_id: str,
    title: str,
    made: date,
    *,
    was: Preset | None = None,
    standing_notes: Collection[str] = (),
) -> Preset:
    """Make a preset of a draft, leaving out the patient, notes and every personal param.

    A preset never ticks a medicine and its like: those of the draft are suggested. `was` is the preset the
    draft started from: what it has of another library is kept. `standing_notes` are the topics whose note
    was chosen, on purpose, to stand in the preset.
    """
    was = was or Preset("", "", ())
    offered = [t.id for t in map(library.topic, draft.topics) if t and t.only_suggested]
    topics = [topic for topic in draft.topics if library.topic(topic) and topic not in offered]
    choices = {
        topic_id: kept
        for topic_id in sorted({*draft.choices, *was.choices})
        if (kept := _kept(library, topic_id, draft, was, topic_id in standing_notes)) != NOTHING_CHANGED
    }
    return Preset(
        id=preset_id,
        title=title,
        handout_title=draft.handout_title,
        topics=_with_foreign(topics, was.topics, library),
        suggests=tuple(dict.fromkeys((*(s for s in was.suggests if s not in topics), *offered))),
        choices=choices,
        blocks=draft.blocks,
        style=draft.style,
        language=draft.language,
        assume_age=draft.assume_age,
        made=made,
        library=library.version,
    )


def _with_foreign(topics: list[str], before: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Put topics that only another library has back where they stood: after the topic before them."""
    kept = list(topics)
    for place, topic_id in enumerate(before):
        if library.topic(topic_id) is None and topic_id not in kept:
            above = [kept.index(other) for other in before[:place] if other in kept]
            kept.insert(above[-1] + 1 if above else 0, topic_id)
    return tuple(kept)


def _kept(library: Library, topic_id: str, draft: Draft, was: Preset, keep_note: bool) -> TopicChoice:
    """Return what a preset keeps of one topic's changes."""
    topic, before = library.topic(topic_id), was.choice(topic_id)
    if topic is None:
        return before
    choice = draft.choice(topic_id)
    known = {param.id for param in topic.params}
    foreign = {key: value for key, value in before.values.items() if key not in known}
    return replace(
        choice,
        values={**_general(topic, choice.values), **foreign},
        note=choice.note if keep_note else "",
    )


def _general(topic: Topic, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values that are not about one patient and that apply beside the others."""
    defaults = {param.id: param.default for param in topic.params if param.default is not None}
    everything = {**defaults, **values}
    return {
        param.id: values[param.id]
        for param in topic.params
        if param.id in values and not (param.personal or param.visit) and param.applies(everything)
    }


def foreign_parts(preset: Preset, library: Library) -> tuple[str, ...]:
    """Name what the preset has and the library has not: TOPIC, TOPIC.POINT or TOPIC.PARAM.

    It came from another library, is kept when the preset is saved, and does not print.
    """
    found = [topic for topic in (*preset.topics, *preset.suggests) if library.topic(topic) is None]
    for topic_id, choice in sorted(preset.choices.items()):
        topic = library.topic(topic_id)
        if topic is None:
            found.append(topic_id)
            continue
        points, params = {point.id for point in topic.points}, {param.id for param in topic.params}
        found += [
            f"{topic_id}.{p}" for p in sorted({*choice.ticked, *choice.unticked, *choice.wording} - points)
        ]
        found += [f"{topic_id}.{p}" for p in sorted({*choice.values} - params)]
    return tuple(dict.fromkeys(found))

"""The draft: everything the clinician has chosen, immutable; each change makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from careleaf.domain.check import Check
from careleaf.domain.confirmation import Confirmation
from careleaf.domain.library import Library, Point, Topic, TopicKind
from careleaf.domain.optional_blocks import USUAL_BLOCKS
from careleaf.domain.params import Value
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.plaintext import clean
from careleaf.lazy_dataclass import dataclass

AGE = "age"  # the check key
NOTE_LIMIT = 10_000  # characters of one note
WORDING_LIMIT = 1_000  # characters of one reworded point


class TooLong(ValueError):
    """Say that a text is longer than the page can carry."""


@dataclass(frozen=True)
class TopicChoice:
    """What the clinician changed in one topic; kept while the topic is unticked.

    What was typed may speak of the patient, so none of it shows when the object is printed.
    """

    ticked: frozenset[str] = frozenset()
    unticked: frozenset[str] = frozenset()
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    wording: Mapping[str, str] = field(default_factory=dict, repr=False)
    note: str = field(default="", repr=False)

    def prints(self, point: Point) -> bool:
        """Tell whether a point is ticked; a locked one always is."""
        if point.locked or point.id in self.ticked:
            return True
        return point.ticked and point.id not in self.unticked


NOTHING_CHANGED = TopicChoice()


@dataclass(frozen=True)
class Draft:
    """The editable choices. `topics` are the ticked ones in print order.

    `assume_age` is the age that rules count with until one is given; a preset for older people sets it.
    `preset` is the id of the preset it started from, `review_due` the day that preset was to be reviewed.
    `undated`: for no visit in particular, so no day is worked out and none is printed.
    `confirmations` are by rule id.
    """

    preset: str = ""
    review_due: date | None = None
    title: str = ""
    handout_title: str = ""
    topics: tuple[str, ...] = ()
    choices: Mapping[str, TopicChoice] = field(default_factory=dict)
    patient: Patient = Patient()
    clinician: Clinician = Clinician()
    check: Check = Check()
    assume_age: int | None = None
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict, repr=False)
    blocks: frozenset[str] = USUAL_BLOCKS
    style: str = "standard"
    page: str = "letter"
    language: str = "en"
    undated: bool = False

    @cached_property
    def checked(self) -> Check:
        """Return the check as the rules read it: with the assumed age, while none is given."""
        if self.assume_age is None or self.check.answered(AGE):
            return self.check
        return self.check.with_answer(AGE, self.assume_age)

    def choice(self, topic_id: str) -> TopicChoice:
        """Return what was changed in a topic."""
        return self.choices.get(topic_id, NOTHING_CHANGED)

    def with_choice(self, topic_id: str, choice: TopicChoice) -> Draft:
        """Return the draft with the changes of one topic replaced."""
        others = {key: value for key, value in self.choices.items() if key != topic_id}
        return replace(self, choices=others if choice == NOTHING_CHANGED else {**others, topic_id: choice})


def tick_topic(draft: Draft, library: Library, topic_id: str) -> Draft:
    """Tick a topic; it goes where the library has it, before the first ticked topic that follows it there."""
    if topic_id in draft.topics:
        return draft
    rank = library.rank
    mine = rank.get(topic_id, len(rank))
    at = next((i for i, other in enumerate(draft.topics) if rank.get(other, -1) > mine), len(draft.topics))
    return replace(draft, topics=(*draft.topics[:at], topic_id, *draft.topics[at:]))


def untick_topic(draft: Draft, topic_id: str) -> Draft:
    """Untick a topic; what was changed in it is kept for when it is ticked again."""
    return replace(draft, topics=tuple(other for other in draft.topics if other != topic_id))


def move_topic(draft: Draft, topic_id: str, by: int) -> Draft:
    """Move a ticked topic up (negative) or down among the ticked ones, as far as it goes."""
    if topic_id not in draft.topics:
        return draft
    rest = [other for other in draft.topics if other != topic_id]
    at = max(0, min(len(rest), draft.topics.index(topic_id) + by))
    return replace(draft, topics=(*rest[:at], topic_id, *rest[at:]))


def tick_point(draft: Draft, topic_id: str, point: Point, ticked: bool) -> Draft:
    """Tick or untick one point; a locked point stays as it is."""
    if point.locked:
        return draft
    choice = draft.choice(topic_id)
    with_it, without_it = choice.ticked - {point.id}, choice.unticked - {point.id}
    if ticked != point.ticked:
        with_it, without_it = (
            (with_it | {point.id}, without_it) if ticked else (with_it, without_it | {point.id})
        )
    return draft.with_choice(topic_id, replace(choice, ticked=with_it, unticked=without_it))


def set_value(draft: Draft, topic_id: str, param_id: str, value: Value | None) -> Draft:
    """Set a param's value, or clear it back to the library's default with None."""
    choice = draft.choice(topic_id)
    values = {key: other for key, other in choice.values.items() if key != param_id}
    if value is not None:
        values[param_id] = value
    return draft.with_choice(topic_id, replace(choice, values=values))


def set_note(draft: Draft, topic_id: str, note: str) -> Draft:
    """Set the clinician's note to the patient on one topic. Raises TooLong."""
    if len(note) > NOTE_LIMIT:
        raise TooLong(f"the note has {len(note):,} characters; at most {NOTE_LIMIT:,} fit")
    return draft.with_choice(topic_id, replace(draft.choice(topic_id), note=note))


def set_wording(draft: Draft, topic_id: str, point: Point, wording: str) -> Draft:
    """Reword a point, or give it back the library's words with an empty text. Locked points stay."""
    if len(wording) > WORDING_LIMIT:
        raise TooLong(f"the wording has {len(wording):,} characters; at most {WORDING_LIMIT:,} fit")
    if point.locked:
        return draft
    choice = draft.choice(topic_id)
    others = {key: text for key, text in choice.wording.items() if key != point.id}
    if clean(wording) and clean(wording) != point.text:
        others[point.id] = wording
    return draft.with_choice(topic_id, replace(choice, wording=others))


def printed_topics(draft: Draft, library: Library) -> tuple[Topic, ...]:
    """Return every topic that goes on the page: locked ones, ticked ones in their order, automatic ones.

    An automatic topic comes with the first ticked topic of its section; sources always come.
    """
    return topics_with(draft.topics, library)


def topics_with(topic_ids: tuple[str, ...], library: Library) -> tuple[Topic, ...]:
    """Return every topic that goes on a page with these ticked."""
    ticked = [topic for topic in map(library.topic, topic_ids) if topic is not None]
    chosen = [topic for topic in ticked if topic.kind is TopicKind.TICK]
    sections = {topic.section for topic in chosen}
    rank = library.rank
    for topic in library.topics_of(TopicKind.AUTO):
        if topic.section in sections or topic.layout == "sources":
            same_section = [place for place, other in enumerate(chosen) if other.section == topic.section]
            before = [place for place in same_section if rank[chosen[place].id] < rank[topic.id]]
            first = same_section[0] if same_section else len(chosen)
            chosen.insert(before[-1] + 1 if before else first, topic)
    return (*library.topics_of(TopicKind.LOCKED), *chosen)

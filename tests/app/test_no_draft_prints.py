"""No draft whatsoever prints what must never print, drawn from every preset, topic, value and text.

What is looked at is the page itself, not the rules: its text, its dates and the medicines on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from builders import CLINIC, NOW, confirmed, topic_of, with_topic
from handouts import program as shipped_program
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.app.bootstrap import Program
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.domain.check import Check
from careleaf.domain.draft import Draft, set_note, set_value, set_wording, tick_point, tick_topic
from careleaf.domain.library import Library, Topic
from careleaf.domain.params import Param, ParamType
from careleaf.domain.preset import draft_from
from careleaf.errors import Blocked

RELAXANT, SECOND = "med-relaxant", "med-other-relaxant"
NSAIDS = ("med-ibuprofen", "med-naproxen", "med-topical")
Change = Callable[[Draft], Draft]


@cache
def program() -> Program:
    """Return the program with a second relaxant in its library."""
    shipped = shipped_program()
    second = replace(topic_of(shipped.library, RELAXANT), id=SECOND)
    return replace(shipped, library=with_topic(shipped.library, second))


def library() -> Library:
    return program().library


def a_value(param: Param) -> st.SearchStrategy[Any]:
    """Draw a value for a param: inside its range, at its edges, beyond them, or nonsense."""
    if param.type in (ParamType.INTEGER, ParamType.NUMBER):
        low, high = int(param.min or 0), int(param.max or 100)
        edges = st.sampled_from([low - 1, low, high, high + 1, 73, 96, 72.5, float("nan"), float("inf")])
        made = st.sampled_from([strength.mg for strength in param.strengths]) if param.strengths else edges
        return st.integers(low, high) | edges | made
    if param.type is ParamType.CHOICE:
        return st.sampled_from([choice.id for choice in param.choices])
    if param.type is ParamType.CHOICES:
        return st.lists(st.sampled_from([c.id for c in param.choices]), unique=True).map(tuple)
    if param.type is ParamType.DATE:
        return st.integers(-2, 30).map(lambda days: NOW.date() + timedelta(days=days))
    if param.type is ParamType.DATETIME:
        return st.integers(-80, 200).map(lambda h: datetime(2026, 11, 21, 21) + timedelta(hours=h))
    return a_text()


def a_text() -> st.SearchStrategy[str]:
    """Draw a text: any characters, plain advice, or words about a relaxant."""
    plain = st.sampled_from(
        ["Walk every day.", "Call us in 3 days.", "Use the blue pack.", "Rest for 5 days."]
    )
    return plain | st.text(max_size=30) | dangerous_text() | st.tuples(plain, dangerous_text()).map(" ".join)


def dangerous_text() -> st.SearchStrategy[str]:
    """Draw a text that gives a relaxant for longer than 72 hours, once more, or without an end."""
    names = st.sampled_from(["Flexeril", "cyclobenzaprine", "your muscle relaxer", "Robaxin", "SKELAXIN"])
    spans = st.sampled_from(
        [
            "for 4 nights",
            "for 96 hours",
            "for five days",
            "another week",
            "every night",
            "for two more nights",
        ]
    )
    return st.tuples(st.sampled_from(["Take", "Use", "Go on with"]), names, spans).map(
        lambda words: f"{' '.join(words)}."
    )


@st.composite
def a_change(draw: st.DrawFn) -> Change:
    """Draw one change a clinician can make: of any topic, point, value, note or wording."""
    topic = draw(
        st.sampled_from([topic_of(library(), name) for name in (RELAXANT, SECOND, *NSAIDS)])
        | st.sampled_from(list(library()))
    )
    kind = draw(st.sampled_from(["tick", "tick", "point", "value", "note", "wording"]))
    point = draw(st.sampled_from(topic.points)) if topic.points else None
    params = [param for param in topic.params if param.type is not ParamType.DERIVED]
    if kind == "point" and point:
        return lambda draft: tick_point(
            draft, topic.id, point, ticked=point.id not in draft.choice(topic.id).ticked
        )
    if kind == "wording" and point:
        words = draw(a_text())
        return lambda draft: set_wording(
            tick_point(draft, topic.id, point, ticked=True), topic.id, point, words
        )
    if kind == "note":
        words = draw(a_text())
        return lambda draft: set_note(draft, topic.id, words)
    if kind == "value" and params:
        param = draw(st.sampled_from(params))
        value = draw(a_value(param))
        return lambda draft: set_value(draft, topic.id, param.id, value)
    return lambda draft: tick_topic(draft, library(), topic.id) if topic in library().tickable else draft


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Draw a draft: a preset or nothing, medicines, a few changes, a reason for each rule that takes one."""
    preset = draw(st.sampled_from(["", *shipped_program().preset_files()]))
    draft = draft_from(program().preset(preset)) if preset else Draft()
    for name in draw(st.lists(st.sampled_from([RELAXANT, SECOND, *NSAIDS]), unique=True, max_size=3)):
        draft = tick_topic(draft, library(), name)
        if name in (RELAXANT, SECOND):
            draft = set_value(draft, name, "hours", draw(st.sampled_from([72, 24, 48, 73, 96])))
        if name == "med-topical":
            draft = set_value(draft, name, "kind", draw(st.sampled_from(["menthol", "nsaid-gel"])))
    for change in draw(st.lists(a_change(), max_size=3)):
        draft = change(draft)
    check = Check({"age": draw(st.sampled_from([40, 71, 17]))}).all_no(program().rules.questions)
    reasons = {f"R{number}": "a reason" for number in range(100)}
    blocks = draw(st.sampled_from([draft.blocks, frozenset[str]()]))
    return replace(draft, check=check, confirmations=confirmed(**reasons), blocks=blocks)


def medicines(made: Made) -> dict[str, list[str]]:
    """Return the relaxants and the NSAIDs on the page, told by topic and by the kind of skin product."""
    printed = {topic.id for section in made.handout.sections for topic in section.topics}
    gel = made.setting.draft.choice("med-topical").values.get("kind") == "nsaid-gel"
    nsaids = printed & ({*NSAIDS} if gel else {*NSAIDS} - {"med-topical"})
    return {"relaxant": sorted(printed & {RELAXANT, SECOND}), "nsaid": sorted(nsaids)}


def courses_in(text: str) -> list[tuple[date, datetime]]:
    """Read the last evening and the stop of every relaxant course out of a page of 2026 or 2027."""

    def day(words: str) -> date:
        made = datetime.strptime(f"{words} 2026", "%a %d %b %Y").date()
        return made if made >= NOW.date() - timedelta(days=30) else made.replace(year=2027)

    lasts = [day(words) for words in re.findall(r"Last tablets?: (\w{3} \d+ \w{3}), bedtime", text)]
    stops = [
        datetime.combine(day(words), datetime.strptime(clock, "%I:%M %p").time())
        for words, clock in re.findall(r"Stop by (\w{3} \d+ \w{3}), (\d+:\d+ [AP]M)", text)
    ]
    return list(zip(lasts, stops, strict=True))


def start_of(made: Made) -> datetime | None:
    """Return when the relaxant on the page starts, as it was chosen."""
    for topic_id in medicines(made)["relaxant"]:
        chosen = made.setting.draft.choice(topic_id).values.get("start", datetime(2026, 11, 21, 21))
        return chosen if isinstance(chosen, datetime) else None
    return None


@settings(max_examples=200)
@given(draft=drafts())
def test_no_draft_prints_what_must_never_print(draft: Draft) -> None:
    made = make(program(), draft, CLINIC, NOW)
    try:
        require_safe(made)
    except Blocked:
        with pytest.raises(Blocked):
            made.chart_note(NOW)
        return
    text = made.text
    signs = [p.text for p in topic_of(library(), "red-flags").points if p.locked]
    assert all(sign in text for sign in signs)
    assert (
        text.upper().index("GET HELP NOW") < text.upper().find("YOUR PLAN") or "YOUR PLAN" not in text.upper()
    )
    assert len(medicines(made)["relaxant"]) <= 1
    assert len(medicines(made)["nsaid"]) <= 1
    courses, start = courses_in(text), start_of(made)
    assert len(courses) == len(medicines(made)["relaxant"])
    for last, stop in courses:
        assert start is not None
        assert stop - start <= timedelta(hours=72)
        assert last - start.date() <= timedelta(days=2)
    assert not re.search(
        r"\b(?:Flexeril|Robaxin|SKELAXIN|relaxer|cyclobenzaprine)\b[^.]{0,20} (?:for|another|every)\b", text
    )


@settings(max_examples=60)
@given(
    words=dangerous_text(),
    place=st.sampled_from(["note", "wording", "value"]),
    topic=st.sampled_from([t.id for t in shipped_program().library if t.points]),
)
def test_no_typed_text_lengthens_a_relaxant_wherever_it_stands(words: str, place: str, topic: str) -> None:
    made_of = typed_into(topic_of(library(), topic), place, words)
    if made_of is None:
        return
    made = make(program(), made_of, CLINIC, NOW)
    with pytest.raises(Blocked, match="R3"):
        require_safe(made)


def typed_into(topic: Topic, place: str, words: str) -> Draft | None:
    """Return a draft with words typed at a place of a topic; None where it has no such place."""
    draft = draft_from(program().preset("acute-72h"))
    for name in (topic.id, RELAXANT):
        if topic_of(library(), name) in library().tickable:
            draft = tick_topic(draft, library(), name)
    for neighbour in library().tickable:  # brings the topics that come with a section
        if neighbour.section == topic.section and topic not in library().tickable:
            draft = tick_topic(draft, library(), neighbour.id)
            break
    if place == "note":
        return set_note(draft, topic.id, words)
    if place == "wording":
        point = next((point for point in topic.points if not point.locked), None)
        return set_wording(draft, topic.id, point, words) if point else None
    param = next((p for p in topic.params if p.type is ParamType.TEXT), None)
    return set_value(draft, topic.id, param.id, words) if param else None


def test_the_drawn_drafts_reach_both_sides() -> None:
    """Some print with a relaxant or an NSAID, and some are blocked: the properties hold of something."""
    seen = set()

    @settings(max_examples=120, database=None, derandomize=True)
    @given(draft=drafts())
    def look(draft: Draft) -> None:
        made = make(program(), draft, CLINIC, NOW)
        try:
            require_safe(made)
        except Blocked:
            seen.add("blocked")
            return
        seen.update(name for name, found in medicines(made).items() if found)

    look()
    assert {"blocked", "relaxant", "nsaid"} <= seen

"""The library and presets as shipped keep the promises of the library format and the rulings."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import RESOURCES, draft_of, found, param_of, setting, shipped_library, topic_of

from careleaf.content.preset_loader import load_preset
from careleaf.domain.draft import printed_topics
from careleaf.domain.facts import Fact, MayPrint
from careleaf.domain.library import Layout, Library, Tier, Topic, TopicKind
from careleaf.domain.lint import carried
from careleaf.domain.params import ParamType
from careleaf.domain.plaintext import placeholders
from careleaf.domain.preset import draft_from
from careleaf.domain.safety import blocks

TOPICS = tuple(shipped_library())
PRESETS = sorted((RESOURCES / "presets").glob("*.toml"))
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
each_preset = pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)


@pytest.mark.parametrize(
    ("name", "table_id", "default", "low", "high"),
    [
        ("med-relaxant.drug", "p.rel.drug", "cyclobenzaprine", None, None),
        ("med-relaxant.dose", "p.rel.dose.cyclo", 5, 5, 10),
        ("med-relaxant.start", "p.rel.startstop", None, None, None),
        ("med-relaxant.hours", "p.rel.hours", 72, 24, 72),
        ("cold.minutes", "p.ice.min", 15, 10, 20),
        ("call-us.temperature", "p.warn.temp", 101, 100.4, 101),
        ("call-us.days", "p.warn.days", 7, 3, 7),
        ("call-us.phone", "p.warn.phone", None, None, None),
    ],
)
def test_the_fixed_params_stay(
    library: Library, name: str, table_id: str, default: object, low: float | None, high: float | None
) -> None:
    param = param_of(library, name)
    assert (param.table_id, param.default, param.min, param.max) == (table_id, default, low, high)


def test_each_row_of_the_fact_table_is_one_param(library: Library) -> None:
    rows = [param.table_id for topic in library for param in topic.params if param.table_id]
    assert len(rows) > 40
    assert sorted(rows) == sorted(set(rows))
    assert all(row.startswith("p.") for row in rows)


@each_topic
def test_a_param_about_the_patient_has_no_default(topic: Topic) -> None:
    for param in topic.params:
        assert param.number_from, f"{param.id} names no origin"
        assert not (param.personal and param.default is not None), param.id
        assert param.personal or not param.visit, param.id


@each_topic
def test_every_fact_a_topic_states_exists_and_may_print(topic: Topic, facts: tuple[Fact, ...]) -> None:
    by_id = {fact.id: fact for fact in facts}
    for point in topic.points:
        assert point.facts, point.id
    for fact_id in [f for carrier in (*topic.points, *topic.texts) for f in carrier.facts]:
        assert by_id[fact_id].may_print is not MayPrint.NONE, fact_id


@each_topic
def test_every_fact_for_patients_is_carried_by_a_point(
    topic: Topic, library: Library, facts: tuple[Fact, ...]
) -> None:
    said = {fact_id for other in library for point in other.points for fact_id in point.facts}
    meant = {fact.id for fact in facts if fact.topic == topic.id and fact.for_patients}
    assert meant or topic.kind is not TopicKind.TICK
    assert meant - said == set()


def test_every_fact_belongs_to_a_topic_and_none_that_may_not_print_is_carried(
    library: Library, facts: tuple[Fact, ...]
) -> None:
    assert [fact.id for fact in facts if fact.for_patients and library.topic(fact.topic) is None] == []
    points = carried(library)
    assert [fact.id for fact in facts if fact.may_print is MayPrint.NONE and fact.id in points] == []
    assert sum(fact.for_patients for fact in facts) > 450


def test_a_fact_with_a_replacement_never_prints_as_it_stands(
    library: Library, facts: tuple[Fact, ...]
) -> None:
    texts = [text for topic in library for point in topic.points for text in point.texts]
    texts += [text.text for topic in library for text in topic.texts]
    said = " ".join(texts).casefold()
    replaced = [fact for fact in facts if fact.may_print is MayPrint.USE_INSTEAD]
    assert len(replaced) > 40
    assert [fact.id for fact in replaced if fact.fact.rstrip(".").casefold() in said] == []


@each_topic
def test_a_topic_opens_with_few_points_and_keeps_its_safety_lines(topic: Topic) -> None:
    assert any(point.ticked for point in topic.points)
    assert all(point.ticked for point in topic.points if point.locked), "a locked point is shown as ticked"
    always = {text.text for point in topic.points if point.locked for text in [point]}
    personal = {param.id for param in topic.params if param.personal}
    assert not any(set(placeholders(text)) & personal for text in always), "a locked line always prints"


@each_topic
def test_points_end_in_a_full_stop(topic: Topic) -> None:
    if topic.layout not in (Layout.EMERGENCY, Layout.CALL_US):
        assert [p.id for p in topic.points if p.text and p.text[-1] not in ".?!"] == []


@each_topic
def test_warning_signs_have_a_tier_and_nothing_else_has(topic: Topic) -> None:
    tiers = {point.tier for point in topic.points}
    if topic.layout is Layout.EMERGENCY:
        assert tiers == {Tier.EMERGENCY}
        assert all(point.locked for point in topic.points)
    elif topic.layout is Layout.CALL_US:
        assert tiers == {Tier.SAME_DAY, Tier.CALL}
    else:
        assert tiers == {None}


def test_the_emergency_box_names_each_sign_of_R1(library: Library) -> None:
    text = " ".join(point.text.lower() for point in topic_of(library, "red-flags").points)
    for sign in ("numb genitals", "passing urine", "bowel", "both legs", "a leg turning weak",
                 "bad fall", "chest pain", "sexual", "throbbing in your belly"):  # fmt: skip
        assert sign in text


def test_a_relaxant_cannot_be_ticked_without_its_warnings(library: Library) -> None:
    locked = " ".join(p.text.lower() for p in topic_of(library, "med-relaxant").points if p.locked)
    for words in ("not drive", "machines", "alcohol", "fall", "at bedtime", "only one relaxant", "72 hours"):
        assert words in locked
    ids = [topic.id for topic in printed_topics(draft_of(library, ["med-relaxant"]), library)]
    assert "med-safety" in ids


def test_only_the_program_puts_the_boxes_on_the_page(library: Library) -> None:
    kinds = {topic.id: topic.kind for topic in library if topic.kind is not TopicKind.TICK}
    assert kinds == {
        "red-flags": TopicKind.LOCKED,
        "call-us": TopicKind.LOCKED,
        "med-safety": TopicKind.AUTO,
        "ex-rules": TopicKind.AUTO,
        "sources": TopicKind.AUTO,
    }


def test_every_dose_the_library_offers_can_be_made_from_tablets(library: Library) -> None:
    doses = [param for topic in library for param in topic.params if param.strengths]
    assert len(doses) == 6
    for param in doses:
        assert param.type in (ParamType.INTEGER, ParamType.NUMBER)
        assert isinstance(param.default, int | float), "the lowest dose is chosen by default"


@each_preset
def test_a_preset_ticks_no_medicine_and_its_file_has_its_name(path: Path, library: Library) -> None:
    preset = load_preset(path, library)
    assert preset.id == path.stem
    assert [t for t in preset.topics if topic_of(library, t).medicine is not None] == []
    assert preset.topics or preset.id == "emergency"


@each_preset
def test_a_preset_breaks_no_rule_and_holds_nothing_personal(path: Path, library: Library) -> None:
    preset = load_preset(path, library)
    assert blocks(found(setting(library, draft=draft_from(preset)))) == ()
    for topic_id, choice in preset.choices.items():
        personal = {param.id for param in topic_of(library, topic_id).params if param.personal}
        assert not personal & set(choice.values)
        assert choice.note == ""


@each_preset
def test_a_medicine_suggested_is_a_topic_of_the_library(path: Path, library: Library) -> None:
    preset = load_preset(path, library)
    assert not set(preset.suggests) & set(preset.topics)
    assert all(library.topic(topic_id) for topic_id in preset.suggests)

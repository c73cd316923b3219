"""Edits as a clinician makes them, drawn by chance from a seed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from careleaf.app.bootstrap import Program
from careleaf.domain.draft import Draft, set_note, set_value, tick_topic, untick_topic
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS
from careleaf.domain.params import ParamType
from careleaf.domain.people import Patient

_WORDS = ("Walk", "a little", "every day.", "Ruhe", "Zażółć", "مرحبا", "नमस्ते", "fine", "Ω", "1 2 3", "№")


def edited(draft: Draft, program: Program, chance: Random) -> Draft:
    """Return the draft after one edit."""
    return chance.choice(_EDITS)(draft, program, chance)


def _tick(draft: Draft, program: Program, chance: Random) -> Draft:
    topic = chance.choice(list(program.library.tickable)).id
    ticked = topic in draft.topics
    return untick_topic(draft, topic) if ticked else tick_topic(draft, program.library, topic)


def _move(draft: Draft, _: Program, chance: Random) -> Draft:
    return replace(draft, topics=tuple(chance.sample(draft.topics, len(draft.topics))))


def _type_note(draft: Draft, _: Program, chance: Random) -> Draft:
    if not draft.topics:
        return draft
    words = " ".join(chance.choices(_WORDS, k=chance.choice((0, 1, 9, 120))))
    return set_note(draft, chance.choice(draft.topics), words)


def _type_name(draft: Draft, _: Program, chance: Random) -> Draft:
    return replace(draft, patient=Patient(" ".join(chance.choices(_WORDS, k=2))))


def _change_number(draft: Draft, program: Program, chance: Random) -> Draft:
    numbers = [
        (topic.id, param)
        for topic in program.library
        for param in topic.params
        if topic.id in draft.topics and param.type in (ParamType.INTEGER, ParamType.NUMBER)
    ]
    if not numbers:
        return draft
    topic_id, param = chance.choice(numbers)
    return set_value(draft, topic_id, param.id, chance.randint(1, 20))


def _change_look(draft: Draft, _: Program, chance: Random) -> Draft:
    return replace(
        draft,
        style=chance.choice(("standard", "standard", "large-print", "mono")),
        page=chance.choice(("letter", "a4")),
    )


def _change_blocks(draft: Draft, _: Program, chance: Random) -> Draft:
    block = chance.choice(sorted(OPTIONAL_BLOCKS))
    return replace(draft, blocks=draft.blocks ^ {block})


_EDITS = (
    _tick,
    _tick,
    _tick,
    _move,
    _type_note,
    _type_note,
    _type_name,
    _change_number,
    _change_look,
    _change_blocks,
)

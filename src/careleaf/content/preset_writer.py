"""Write presets in one form, so that the files of two versions differ only where the presets do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomli_w

from careleaf.content.preset_upgrades import PRESET_FORMAT
from careleaf.domain.draft import TopicChoice
from careleaf.domain.made_from import MadeFrom
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS, USUAL_BLOCKS
from careleaf.domain.params import Value
from careleaf.domain.preset import Preset


def preset_text(preset: Preset) -> str:
    """Write a preset as TOML: keys in one order, what is usual or empty left out."""
    choices = sorted(preset.choices.items())
    blocks = [name for name in OPTIONAL_BLOCKS if name in preset.blocks]
    head = {
        "format_version": PRESET_FORMAT,
        "id": preset.id,
        "title": preset.title,
        "note": preset.note,
        "handout_title": preset.handout_title,
        "language": preset.language,
        "style": preset.style,
        "icd10": preset.icd10,
        "author": preset.author,
        "made": preset.made,
        "reviewed": preset.reviewed,
        "review_due": preset.review_due,
        "library": preset.library,
        "assume_age": preset.assume_age,
    }
    tables = {
        "points": {topic_id: _points(choice) for topic_id, choice in choices if _points(choice)},
        "params": {t: {k: _toml(v) for k, v in sorted(c.values.items())} for t, c in choices if c.values},
        "wording": {t: dict(sorted(c.wording.items())) for t, c in choices if c.wording},
        "notes": {t: c.note for t, c in choices if c.note},
        "made_from": _made_from(preset.made_from),
    }
    lists = {"topics": list(preset.topics), "suggests": list(preset.suggests)}
    if preset.blocks != USUAL_BLOCKS:
        lists["blocks"] = blocks
    return tomli_w.dumps({**_present(head), **lists, **_present(tables)})


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", {})}


def _points(choice: TopicChoice) -> dict[str, list[str]]:
    parts = {"ticked": sorted(choice.ticked), "unticked": sorted(choice.unticked)}
    return {key: ids for key, ids in parts.items() if ids}


def _toml(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _made_from(made_from: MadeFrom) -> Mapping[str, Any]:
    topics = {
        topic_id: " ".join(f"{name}:{digits}" for name, digits in sorted(parts.items()))
        for topic_id, parts in sorted(made_from.topics.items())
    }
    return _present({"preset": made_from.preset, "ticked": " ".join(made_from.ticked), "topics": topics})

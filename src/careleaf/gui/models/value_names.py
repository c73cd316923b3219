"""A line's values as a clinician reads them while rewording it: "[minutes each time]" for "{{ minutes }}"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from careleaf.domain.library import Topic
from careleaf.domain.plaintext import fill_known, placeholders

_BRACKETED = re.compile(r"\[\s*([^\[\]]*?)\s*\]")


def value_names(topic: Topic, text: str) -> dict[str, str]:
    """Return each name a line of the topic may hold in {{ }}, with its words; those in `text` come first.

    Two params never share their words: the later one keeps its bare name.
    """
    labels = {name: param.label.lower() for param in topic.params for name in (param.alias, param.id) if name}
    shown: dict[str, str] = {}
    for name in (*placeholders(text), *labels):
        if name in labels and name not in shown:
            words = labels[name]
            shown[name] = name if words in shown.values() else words
    return shown


def readable(text: str, names: Mapping[str, str]) -> str:
    """Write a library text's values in brackets; any other {{ name }} stays as typed."""
    return fill_known(text, {name: f"[{words}]" for name, words in names.items()}, names) or ""


def stored(text: str, names: Mapping[str, str]) -> str:
    """Turn bracketed words back into {{ name }}; brackets around anything else stay as typed."""
    by_words = {words: name for name, words in names.items()}

    def put_back(match: re.Match[str]) -> str:
        name = by_words.get(match.group(1).lower())
        return match.group(0) if name is None else "{{ " + name + " }}"

    return _BRACKETED.sub(put_back, text)


def lost(library: str, wording: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of the values that the library's text has and the new wording has not."""
    kept = set(placeholders(wording))
    gone = (name for name in placeholders(library) if name not in kept)
    return tuple(dict.fromkeys(names.get(name, name) for name in gone))

"""Which way each letter runs: the Unicode bidirectional algorithm (UAX 9) for one paragraph.

python-bidi's own code does the weak and neutral types and the levels. It predates rule N0, the pairing of
brackets, which stands here. Embeddings, overrides and isolates count for nothing: in a handout they could
only turn words and numbers round.
"""

from __future__ import annotations

import unicodedata
from typing import Any

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # numbers count as right-to-left between brackets
_CLOSING = dict(zip("([{⁅⁽₍〈⟦⟨〈《「『【", ")]}⁆⁾₎〉⟧⟩〉》」』】", strict=True))
_WITHOUT_CONTROLS = str.maketrans(
    dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "\u200b")
)


def base_level(text: str) -> int:
    """Return 1 if the first letter that has a direction runs right to left, else 0."""
    from bidi import algorithm  # few handouts run that way, and the others are made faster

    return int(algorithm.get_base_level(text))


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter or number runs right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def levels(text: str) -> list[int]:
    """Return the level of each character: even runs left to right, odd right to left."""
    from bidi import algorithm

    base = base_level(text)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text.translate(_WITHOUT_CONTROLS), storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    for run in storage["runs"]:
        _resolve_brackets(storage["chars"][run["start"] : run["start"] + run["length"]], run["sor"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {char["index"]: char["level"] for char in storage["chars"]}
    found, level = [], base
    for index in range(len(text)):
        level = known.get(index, level)  # an invisible character goes with the one before it (rule X9)
        found.append(level)
    return found


def visual_order(run_levels: list[int]) -> list[int]:
    """Return the runs of a line, by index, from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and run_levels[order[stop]] >= level:
                stop += 1
            order[start:stop] = reversed(order[start:stop])
            start = max(stop, start + 1)
    return order


def _resolve_brackets(chars: list[dict[str, Any]], start_type: str) -> None:
    """Give both brackets of a pair the direction of what they enclose (rule N0)."""
    if not chars:
        return
    embedding = "LR"[chars[0]["level"] & 1]
    for opening, closing in _pairs(chars):
        inside = {_STRONG.get(char["type"]) for char in chars[opening + 1 : closing]}
        if embedding in inside:
            direction = embedding
        elif inside & {"L", "R"}:
            before = _strong_before(chars, opening) or start_type
            direction = before if before in inside else embedding
        else:
            continue
        for at in (opening, closing):
            _set_direction(chars, at, direction)


def _strong_before(chars: list[dict[str, Any]], at: int) -> str:
    """Return the direction of the last letter or number before a place, or nothing."""
    return next((_STRONG[chars[i]["type"]] for i in range(at - 1, -1, -1) if chars[i]["type"] in _STRONG), "")


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Match brackets (rule BD16), in order of the opening one. The stack holds 63, as the rule says."""
    waiting: list[tuple[str, int]] = []
    pairs = []
    for at, char in enumerate(chars):
        if char["type"] != "ON":
            continue
        if char["ch"] in _CLOSING:
            if len(waiting) == 63:
                break
            waiting.append((_CLOSING[char["ch"]], at))
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == char["ch"]:
                pairs.append((waiting[depth][1], at))
                del waiting[depth:]
                break
    return sorted(pairs)


def _set_direction(chars: list[dict[str, Any]], at: int, direction: str) -> None:
    """Set a bracket, and the marks that stand on it, to a direction."""
    chars[at]["type"] = direction
    mark = at + 1
    while mark < len(chars) and unicodedata.bidirectional(chars[mark]["ch"]) == "NSM":
        chars[mark]["type"] = direction
        mark += 1

"""What a screen reader does, by AT-SPI: walk the program's tree, tick a topic, look at the outline.

Run by the system's Python, which has the bindings; prints JSON. `screen_reader.py TOPIC OUTLINE`: the name of
the topic to tick begins with TOPIC, the list to look at before and afterwards is called OUTLINE.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 120  # seconds for a slow machine
STATE = Atspi.StateType


def walk(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    """Yield what is shown, from the top."""
    yield node
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is not None and child.get_state_set().contains(STATE.SHOWING):
            yield from walk(child)


def told(node: Atspi.Accessible) -> dict[str, object]:
    """Return what a screen reader would say of a control."""
    states, actions = node.get_state_set(), node.get_n_actions()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "works": states.contains(STATE.ENABLED) and (states.contains(STATE.FOCUSABLE) or actions > 0),
    }


def program() -> Atspi.Accessible:
    """Return the program once a window of it is shown."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            if found is not None and found.get_child_count():
                return found
        time.sleep(0.1)
    raise SystemExit("no program has come")


def named(nodes: list[Atspi.Accessible], role: str, name: str) -> Atspi.Accessible | None:
    """Return the control of a role whose name begins so, if it is shown."""
    return next((n for n in nodes if n.get_role_name() == role and n.get_name().startswith(name)), None)


def rows_of(outline: Atspi.Accessible) -> list[str]:
    """Return the names of the rows of a list, as they are now."""
    outline.clear_cache()
    return [outline.get_child_at_index(place).get_name() for place in range(outline.get_child_count())]


def main(topic: str, outline_name: str) -> None:
    """Wait for the topic and the outline, walk, tick and look."""
    row = outline = None
    end = time.monotonic() + PATIENCE
    while row is None or outline is None:
        if time.monotonic() > end:
            raise SystemExit(f"{topic} and {outline_name} have not come")
        nodes = list(walk(program()))
        row, outline = named(nodes, "table cell", topic), named(nodes, "list", outline_name)
    everything, before = [told(node) for node in nodes], rows_of(outline)
    actions = [row.get_action_name(place) for place in range(row.get_n_actions())]
    row.do_action(actions.index("Toggle"))
    while not any(name.startswith(topic) for name in rows_of(outline)) and time.monotonic() < end:
        time.sleep(0.1)
    after = rows_of(outline)
    print(json.dumps({"everything": everything, "before": before, "after": after}))


if __name__ == "__main__":
    main(*sys.argv[1:])

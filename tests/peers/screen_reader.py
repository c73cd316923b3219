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

PATIENCE = 60  # seconds for a slow machine
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
    states = node.get_state_set()
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "works": states.contains(STATE.FOCUSABLE) and states.contains(STATE.ENABLED),
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


def find(role: str, name: str) -> Atspi.Accessible:
    """Return the control of a role whose name begins so, once it is shown."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for node in walk(program()):
            if node.get_role_name() == role and node.get_name().startswith(name):
                return node
        time.sleep(0.1)
    raise SystemExit(f"no {role} {name} has come")


def names_in(outline: str) -> list[str]:
    """Return the names of the rows of a list."""
    return [node.get_name() for node in walk(find("list", outline)) if node.get_role_name() == "list item"]


def main(topic: str, outline: str) -> None:
    """Walk, tick and look."""
    before = names_in(outline)
    everything = [told(node) for node in walk(program())]
    row = find("tree item", topic)
    actions = [row.get_action_name(place) for place in range(row.get_n_actions())]
    row.do_action(actions.index("Toggle"))
    end = time.monotonic() + PATIENCE
    while names_in(outline) == before and time.monotonic() < end:
        time.sleep(0.1)
    print(json.dumps({"everything": everything, "before": before, "after": names_in(outline)}))


if __name__ == "__main__":
    main(*sys.argv[1:])

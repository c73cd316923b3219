"""What a screen reader does at the program, by AT-SPI: read all there is, and work it by its actions alone.

Run by the system's Python, which has the bindings. `screen_reader.py CARD TOPIC OUTLINE` begins with the
card, toggles the topic twice (both by how their names begin) and reads the list called OUTLINE. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 90  # seconds for a slow machine
CALL_MS, FIRST_CALL_MS = 20_000, 60_000


@dataclass(frozen=True)
class Told:
    """What a screen reader can say of a control."""

    role: str
    name: str
    about: str
    labelled: bool
    focusable: bool
    ticked: bool


class Page:
    """Everything that is shown, from the top, as it was at one moment, and all rows of the outline."""

    def __init__(self, outline: str) -> None:
        self.nodes: list[Atspi.Accessible] = []
        self.told: list[Told] = []
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for place in range(desktop.get_child_count()):
            self._walk(desktop.get_child_at_index(place))
        listed = self.named("list", outline)
        places = range(listed.get_child_count()) if listed else ()
        self.rows: list[str] = [listed.get_child_at_index(place).get_name() for place in places]

    def named(self, role: str, name: str) -> Atspi.Accessible | None:
        """Return the control of a role whose name begins so, if it is shown."""
        found = (
            node
            for node, told in zip(self.nodes, self.told, strict=True)
            if told.role == role and told.name.startswith(name)
        )
        return next(found, None)

    def _walk(self, node: Atspi.Accessible | None) -> None:
        if node is None:
            return
        self.nodes.append(node)
        self.told.append(told(node))
        for place in range(node.get_child_count()):
            child = node.get_child_at_index(place)
            if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
                self._walk(child)


def told(node: Atspi.Accessible) -> Told:
    """Return what can be said of a control."""
    states = node.get_state_set()
    return Told(
        node.get_role_name(),
        node.get_name(),
        node.get_description(),
        any(r.get_relation_type() == Atspi.RelationType.LABELLED_BY for r in node.get_relation_set()),
        states.contains(Atspi.StateType.FOCUSABLE),
        states.contains(Atspi.StateType.CHECKED),
    )


def wait_for(outline: str, wanted: Callable[[Page], Any]) -> Page:
    """Read until what is wanted is there and a second reading says the same: then nothing is on its way."""
    end, before = time.monotonic() + PATIENCE, None
    while time.monotonic() < end:
        try:
            page = Page(outline)
            if wanted(page) and before == page.told:
                return page
            before = page.told
        except GLib.Error:  # something went away while it was read
            before = None
        time.sleep(0.2)
    raise SystemExit(f"What was waited for has not come. Read last: {before}")


def toggle(node: Atspi.Accessible) -> None:
    """Do the one thing that can be done with a row."""
    actions = [node.get_action_name(place) for place in range(node.get_n_actions())]
    node.do_action(actions.index("Toggle"))


def main(card: str, topic: str, outline: str) -> None:
    """Begin a handout, put a topic in and take it out, and tell what was there each time."""
    Atspi.set_timeout(CALL_MS, FIRST_CALL_MS)

    def holds_topic(page: Page) -> bool:
        return any(row.startswith(topic) for row in page.rows)

    start = wait_for(outline, lambda page: page.named("list item", card))
    toggle(start.named("list item", card))
    begun = wait_for(outline, lambda page: page.rows and page.named("table cell", topic))
    toggle(begun.named("table cell", topic))
    ticked = wait_for(outline, holds_topic)
    toggle(ticked.named("table cell", topic))
    unticked = wait_for(outline, lambda page: page.rows and not holds_topic(page))
    pages = {"start": start, "begun": begun, "ticked": ticked, "unticked": unticked}
    read = {
        name: {"told": [asdict(each) for each in page.told], "rows": page.rows}
        for name, page in pages.items()
    }
    json.dump(read, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])

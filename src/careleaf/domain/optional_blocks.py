"""The blocks of a page that a clinician can switch."""

from __future__ import annotations

# Each, and whether it is on when nothing is said.
OPTIONAL_BLOCKS = {
    "plan": True,
    "band": True,
    "pictures": True,  # of exercises
    "care-pictures": True,  # of everything else, where no other sheet of paper is needed for them
    "follow-up": True,
    "sources": True,
    "log": False,
    "pain-log": False,
    "course-bar": False,
    "warning-map": False,
    "teach-back": False,
    "qr": False,
    "sign-off": False,
}
USUAL_BLOCKS = frozenset(name for name, usual in OPTIONAL_BLOCKS.items() if usual)

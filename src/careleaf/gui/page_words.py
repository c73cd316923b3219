"""Styles, page sizes and optional blocks, in the words the window uses."""

from __future__ import annotations

STYLES = {"standard": "Standard", "large-print": "Large print", "mono": "Black and white"}
PAGES = {"letter": "Letter", "a4": "A4"}
BLOCKS = {
    "plan": "Your plan in short",
    "band": "Cold and heat by day",
    "pictures": "Pictures of exercises",
    "care-pictures": "Pictures of daily habits and care",
    "follow-up": "Next visit",
    "sources": "Sources",
    "log": "Days to tick off",
    "pain-log": "Pain by day, to fill in",
    "course-bar": "Muscle relaxant nights as a bar",
    "warning-map": "Where warning signs are felt",
    "qr": "Link to scan",
    "sign-off": "Line to sign",
    "teach-back": "Teach-back, for your copy",
}

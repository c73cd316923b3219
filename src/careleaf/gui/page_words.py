"""Styles, page sizes and optional blocks, in the words the window uses."""

from __future__ import annotations

STYLES = {"standard": "Standard", "large-print": "Large print", "mono": "Black and white"}
PAGES = {"letter": "Letter", "a4": "A4"}
BLOCKS = {
    "plan": "Your plan in short",
    "band": "Cold and heat by day",
    "follow-up": "Next visit",
    "sources": "Sources",
    "log": "Days to tick off",
    "qr": "Link to scan",
    "sign-off": "Line to sign",
    "teach-back": "Teach-back, for your copy",
}

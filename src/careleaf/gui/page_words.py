"""Styles, page sizes and optional blocks, in the words the window uses."""

from __future__ import annotations

from careleaf.gui.interface_text import _

STYLES = {"standard": _("Standard"), "large-print": _("Large print"), "mono": _("Black and white")}
PAGES = {"letter": _("Letter"), "a4": _("A4")}
BLOCKS = {
    "plan": _("Your plan in short"),
    "band": _("Cold and heat by day"),
    "pictures": _("Pictures of exercises"),
    "care-pictures": _("Pictures of daily habits and care"),
    "follow-up": _("Next visit"),
    "sources": _("Sources"),
    "log": _("Days to tick off"),
    "pain-log": _("Pain by day, to fill in"),
    "course-bar": _("Muscle relaxant nights as a bar"),
    "warning-map": _("Where warning signs are felt"),
    "qr": _("Link to scan"),
    "sign-off": _("Line to sign"),
    "teach-back": _("Teach-back, for your copy"),
}

"""The footer: whose page it is, which library, and honestly who reviewed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from careleaf.domain.library import Origin, Topic
from careleaf.domain.library import Review as TopicReview
from careleaf.domain.plaintext import clean_line
from careleaf.domain.resolved import Resolved
from careleaf.domain.signoff import Review, SignOff, review_of, signed_by
from careleaf.domain.values import Setting
from careleaf.i18n import Language, dated, listed

NAMED = 2  # signers; more than these would fill the line


def footer(setting: Setting, resolved: list[Resolved]) -> str:
    """Write the footer: the clinic's review where every printed topic is signed, else the library's."""
    language = setting.library.language
    signed = [_signature(item, setting) for item in resolved]
    held = [signature for signature in signed if signature]
    if held and len(held) == len(signed):
        parts = [
            setting.clinic.footer,
            f"Reviewed for {setting.clinic.name} by {_signers(held, language)}",
            f"Library {setting.library.version}, {_due(min(s.due for s in held), setting)}",
        ]
    else:
        topics = [item.topic for item in resolved]
        own = [topic.clinic_review for topic in topics if topic.clinic_review]
        due = min((*(t.review_due for t in topics), *(r.review_due for r in own)), default=setting.today)
        parts = [
            setting.clinic.name,
            setting.clinic.footer,
            f"Library {setting.library.version}, {_read(t for t in topics if t.origin is Origin.LIBRARY)}",
            f"With the clinic's own wording, {_read(own)}" if own else "",
            _due(due, setting),
        ]
    of_preset = setting.draft.review_due
    if of_preset is not None and of_preset < setting.today:
        parts.append(f"preset review was due {dated(of_preset, language)}")
    return " · ".join(clean_line(part) for part in parts if part)


def _read(reviews: Iterable[Topic | TopicReview]) -> str:
    """Tell honestly whether somebody has reviewed all of it."""
    return "not yet reviewed by a clinician" if any("not yet" in r.reviewer for r in reviews) else "reviewed"


def _signature(item: Resolved, setting: Setting) -> SignOff | None:
    """Return the topic's signature where it covers the words on this page: none of them edited since."""
    signed = signed_by(item.topic, setting.signoffs, setting.clinic.name)
    if signed is None:
        return None
    edited = any(point.id in item.choice.wording and not point.locked for point in item.printing)
    return signed if not edited and review_of(item.topic, signed, setting.today) is Review.SIGNED else None


def _signers(held: list[SignOff], language: Language) -> str:
    """Name who signed, in page order, with the day of the oldest signature."""
    names = list(dict.fromkeys(signature.name for signature in held))
    more = len(names) - NAMED
    if more > 0:
        names = [*names[:NAMED], f"{more} more"]
    return f"{listed(names, language)}, {dated(min(signature.day for signature in held), language)}"


def _due(due: date, setting: Setting) -> str:
    words = "review was due" if due < setting.today else "review due"
    return f"{words} {dated(due, setting.library.language)}"

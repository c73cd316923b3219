"""The eight needs of people with low back pain, and which of them a draft leaves unmet.

The headings are those of a review of what patients ask for (Lim 2019). Of 41 published sheets one met all.
"""

from __future__ import annotations

from careleaf.domain.draft import printed_topics
from careleaf.domain.library import Topic
from careleaf.domain.values import Setting
from careleaf.lazy_dataclass import dataclass

NEEDS = {
    "general-facts": "General facts and cause",
    "diagnosis": "Diagnosis and scans",
    "prognosis-work": "How long it lasts, and work",
    "flare-plan": "What sets it off, and a plan for then",
    "general-management": "Treatment in general",
    "self-management": "What patients can do themselves",
    "prevention": "Prevention",
    "support": "Where to find help",
}


@dataclass(frozen=True)
class UnmetNeed:
    """A need that no printed topic meets, with the topics that would."""

    id: str
    label: str
    topics: tuple[Topic, ...]


def unmet_needs(setting: Setting) -> tuple[UnmetNeed, ...]:
    """Return the needs that the draft leaves unmet, with the topics to tick, in the library's order.

    Boxes and topics that the program adds count as the others do. Only topics are asked, not points.
    """
    met = {need for topic in printed_topics(setting.draft, setting.library) for need in topic.needs}
    return tuple(
        UnmetNeed(need, label, tuple(topic for topic in setting.library.tickable if need in topic.needs))
        for need, label in NEEDS.items()
        if need not in met
    )

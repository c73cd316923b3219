"""Make handouts without the command line, for tests that enter further down the path."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from careleaf.app.bootstrap import Program, start
from careleaf.app.handout_making import Made, make
from careleaf.domain.draft import Draft, set_note, set_value, set_wording
from careleaf.domain.people import Clinic, Clinician, Patient

NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("America/New_York"))
CLINIC = Clinic(name="Elm Street Clinic", phone="555-0100")


@cache
def program() -> Program:
    """Load the library once for all tests; nothing of the user's is read."""
    return start({"CARELEAF_HOME": "/nonexistent"})


def made(draft: Draft, clinic: Clinic = CLINIC, now: datetime = NOW) -> Made:
    """Make a handout from a draft."""
    return make(program(), draft, clinic, now)


def typed(text: str, style: str = "standard") -> Draft:
    """Return a draft with one text typed wherever a clinician can type freely, as far as it fits."""
    draft = Draft(
        topics=("cold", "ex-catcamel", "dx-visit", "med-ibuprofen"),
        patient=Patient(text[:120], text[:120]),
        clinician=Clinician(text[:120]),
        style=style,
    )
    library = program().library
    for topic_id in ("cold", "ex-catcamel", "red-flags", "call-us"):
        draft = set_note(draft, topic_id, text)
    for topic_id, point_id in (("cold", "wrap"), ("ex-catcamel", "round")):
        topic = library.topic(topic_id)
        assert topic is not None
        draft = set_wording(draft, topic_id, topic.point(point_id), text[:1000])
    for topic_id, param_id in (("dx-visit", "bring"), ("med-safety", "allergies")):
        draft = set_value(draft, topic_id, param_id, text[:300].strip())
    return draft


def lettered(text: str) -> Clinic:
    """Return a clinic whose letterhead is one text, as far as it fits."""
    return replace(CLINIC, name=text[:60], address=text[:120], hours=text[:60], after_hours=text[:40])

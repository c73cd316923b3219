"""A draft written for crash recovery and read back is the same draft, with all of the patient's."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from builders import shipped_library, shipped_rules, taking
from hypothesis import given, settings
from hypothesis import strategies as st

from careleaf.content.draft_as_json import DRAFT_FORM, UnreadableDraft, draft_json, read_draft_json
from careleaf.domain.check import Check
from careleaf.domain.confirmation import Confirmation
from careleaf.domain.draft import Draft, TopicChoice
from careleaf.domain.people import Clinician, Patient

MEDICINES = shipped_rules().medicines
TEXT = st.text(st.characters(), max_size=30)  # lone surrogates and control characters too
IDS = st.sampled_from([topic.id for topic in shipped_library()]) | TEXT
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
ZONES = st.timezones() | st.just(UTC) | st.just(timezone(timedelta(hours=-5)))
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1))
VALUES = st.one_of(
    st.integers(), st.floats(allow_nan=False), TEXT, DAYS, MOMENTS, st.lists(TEXT, max_size=3).map(tuple)
)
CHOICES = st.builds(
    TopicChoice,
    ticked=st.frozensets(TEXT, max_size=3),
    unticked=st.frozensets(TEXT, max_size=3),
    values=st.dictionaries(TEXT, VALUES, max_size=4),
    wording=st.dictionaries(TEXT, TEXT, max_size=3),
    note=TEXT,
)
NAMED = st.lists(
    st.sampled_from(["Tylenol 500 mg x 4", "aspirin", "Xyzol", "oxycodone-acetaminophen 5/325"]) | TEXT
)
CHECKS = st.builds(
    lambda answers, names, none: replace(taking(Check(), *names), answers=answers, none_apply=none),
    st.dictionaries(TEXT, TEXT | st.integers(0, 120), max_size=4),
    NAMED,
    st.frozensets(TEXT, max_size=3),
)
# One entry for each field of a draft: a new field without one fails here, and where it is not written, below.
PARTS = {
    "preset": TEXT,
    "review_due": st.none() | DAYS,
    "title": TEXT,
    "handout_title": TEXT,
    "topics": st.lists(IDS, max_size=5).map(tuple),
    "choices": st.dictionaries(IDS, CHOICES, max_size=3),
    "patient": st.builds(Patient, TEXT, TEXT),
    "clinician": st.builds(Clinician, TEXT),
    "check": CHECKS,
    "assume_age": st.none() | st.integers(0, 120),
    "confirmations": st.dictionaries(
        TEXT,
        st.builds(Confirmation, TEXT, st.datetimes(timezones=ZONES, allow_imaginary=False), TEXT),
        max_size=2,
    ),
    "blocks": st.frozensets(TEXT, max_size=4),
    "style": TEXT,
    "page": TEXT,
    "language": TEXT,
    "undated": st.booleans(),
}
DRAFTS = st.builds(Draft, **{field.name: PARTS[field.name] for field in fields(Draft)})


@settings(max_examples=60)
@given(DRAFTS)
def test_a_draft_written_and_read_is_the_same_draft(draft: Draft) -> None:
    read = read_draft_json(draft_json(draft), MEDICINES)
    assert read == draft
    assert draft_json(read) == draft_json(draft)


def test_whole_numbers_stay_whole_and_broken_ones_broken() -> None:
    draft = Draft(choices={"cold": TopicChoice(values={"minutes": 15, "width": 15.0})})
    values = read_draft_json(draft_json(draft), MEDICINES).choice("cold").values
    assert [type(value) for value in values.values()] == [int, float]


@pytest.mark.parametrize(("form", "whose"), [(DRAFT_FORM + 1, "newer"), (DRAFT_FORM - 1, "older")])
def test_another_versions_form_is_named_as_such(form: int, whose: str) -> None:
    written = json.loads(draft_json(Draft())) | {"form": form}
    with pytest.raises(UnreadableDraft, match=f"{whose} version"):
        read_draft_json(json.dumps(written).encode(), MEDICINES)


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"\xff\x00", b"[]", b"{}", b'{"form": "one"}', b"[" * 100_000,
        draft_json(Draft()).replace(b'"patient": ["", ""]', b'"patient": 3'),
        draft_json(Draft()).replace(b'"review_due": null', b'"review_due": "soon"'),
        draft_json(Draft()).replace(b'"choices": {}', b'"choices": {"cold": 1}'),
        draft_json(Draft()).replace(b'"takes": []', b'"takes": [1]'),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_draft_is_said_to_be_damaged(broken: bytes) -> None:
    with pytest.raises(UnreadableDraft, match="damaged"):
        read_draft_json(broken, MEDICINES)

"""Use cases around the draft: presets, the next patient, reasons, the clinic, the file's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from handouts import CLINIC, Draft, program

from careleaf.app.bootstrap import start
from careleaf.app.clinic_profiles import save_profile
from careleaf.app.confirmations import keep_confirmations
from careleaf.app.draft_flags import confirm, name_people, set_params, tick
from careleaf.app.draft_starts import next_patient, use_preset
from careleaf.delivery.export import save_file, suggested_name
from careleaf.domain.check import Check
from careleaf.domain.draft import set_note, set_value
from careleaf.domain.people import Clinician, Patient
from careleaf.domain.safety import Finding, Level
from careleaf.errors import DeliveryFailed, UsageError

LIBRARY = program().library
ACUTE = program().preset("acute-72h")
BUSY = Draft(
    topics=("faq",),
    patient=Patient("Ana Ruiz", "MRN 1"),
    clinician=Clinician("Dr Osei"),
    check=Check({"age": 71}),
    confirmations={"R8": "family at home"},
    page="a4",
)


def test_a_preset_starts_again_for_the_same_patient() -> None:
    draft = set_note(set_value(BUSY, "dx-visit", "follow-up", date(2026, 12, 4)), "faq", "Ana asked this")
    started = use_preset(ACUTE, draft, LIBRARY, CLINIC)
    assert started.topics == ACUTE.topics
    assert (started.patient, started.clinician, started.check, started.page) == (
        BUSY.patient, BUSY.clinician, BUSY.check, "a4",
    )  # fmt: skip
    assert started.choice("dx-visit").values["follow-up"] == date(2026, 12, 4)
    assert started.choice("faq").note == ""
    assert started.confirmations == {}


def test_the_next_patient_gets_nothing_of_the_last() -> None:
    draft = set_note(set_value(BUSY, "dx-visit", "follow-up", date(2026, 12, 4)), "faq", "Ana asked this")
    started = next_patient(ACUTE, draft, CLINIC)
    assert started == next_patient(ACUTE, Draft(clinician=BUSY.clinician, page="a4"), CLINIC)
    assert started.patient == Patient()
    assert started.check == Check()
    assert started.clinician == BUSY.clinician


def finding(topic: str = "med-relaxant", asks: tuple[str, ...] = (), level: Level = Level.CONFIRM) -> Finding:
    """Return a finding of rule R0."""
    return Finding("R0", level, "words", topic, asks=asks)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ((finding(),), (finding(),), True),
        ((finding(asks=("age", "maoi")),), (finding(asks=("age",)),), True),
        ((finding(asks=("age",)),), (finding(asks=("age", "maoi")),), False),
        ((finding(),), (finding(), finding("med-ibuprofen")), False),
        ((finding(),), (), True),
        ((), (finding(),), False),
        ((), (finding(level=Level.INFO),), True),
    ],
)
def test_a_reason_holds_for_what_it_was_given_for(
    before: tuple[Finding, ...], after: tuple[Finding, ...], kept: bool
) -> None:
    draft = Draft(confirmations={"R0": "asked by phone", "R8": "family at home"})
    left = keep_confirmations(draft, before, after).confirmations
    assert ("R0" in left) == kept
    assert left["R8"] == "family at home"


def test_ticking_a_point_ticks_its_topic() -> None:
    draft = tick(Draft(), LIBRARY, "cold.gel", ticked=True)
    assert draft.topics == ("cold",)
    assert "gel" in draft.choice("cold").ticked
    assert tick(draft, LIBRARY, "cold.gel", ticked=False).topics == ("cold",)


def test_ticked_topics_stand_where_the_library_has_them() -> None:
    draft = Draft()
    for topic in ("sleep", "cold", "keep-moving"):
        draft = tick(draft, LIBRARY, topic, ticked=True)
    order = [topic.id for topic in LIBRARY]
    assert list(draft.topics) == sorted(draft.topics, key=order.index)


def test_a_setting_may_hold_spaces_and_equals_signs() -> None:
    draft = set_params(Draft(), LIBRARY, [" dx-visit.bring = a = b "])
    assert draft.choice("dx-visit").values == {"bring": "a = b"}


def test_the_last_setting_of_a_param_counts() -> None:
    draft = set_params(Draft(), LIBRARY, ["cold.minutes=12", "cold.minutes=14"])
    assert draft.choice("cold").values == {"minutes": 14}


def test_rules_are_named_in_any_case() -> None:
    assert confirm(Draft(), ["r8 = family at home"]).confirmations == {"R8": "family at home"}


def test_a_name_is_measured_as_it_prints() -> None:
    spaced = f"  {'Ana ' * 30} "
    assert name_people(Draft(), spaced, "", "").patient.name == spaced
    with pytest.raises(UsageError, match="at most 120 fit"):
        name_people(Draft(), "Ana " * 31, "", "")


def test_the_clinic_that_is_set_up_is_there_at_the_next_start(tmp_path: Path) -> None:
    environment = {"CARELEAF_HOME": str(tmp_path / "new")}
    assert save_profile(start(environment), CLINIC) == CLINIC
    assert start(environment).clinic() == CLINIC


def test_nothing_is_written_by_a_start(tmp_path: Path) -> None:
    start({"CARELEAF_HOME": str(tmp_path / "new")}).clinic()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Your back spasm plan", "your-back-spasm-plan-2026-11-21.pdf"),
        ("Plan für später: 72 h!", "plan-fur-spater-72-h-2026-11-21.pdf"),
        ("../../etc/passwd", "etc-passwd-2026-11-21.pdf"),
        ("План", "handout-2026-11-21.pdf"),
        ("", "handout-2026-11-21.pdf"),
    ],
)
def test_the_suggested_name_comes_from_the_title_and_the_day(title: str, name: str) -> None:
    assert suggested_name(title, date(2026, 11, 21)) == name


def test_the_suggested_name_cannot_hold_the_patient() -> None:
    """It is not given one: the name is made of the handout's title, which belongs to the library."""
    assert (
        suggested_name(LIBRARY.handout_title, date(2026, 11, 21), "txt")
        == "your-back-spasm-plan-2026-11-21.txt"
    )


def test_a_file_that_cannot_be_saved_leaves_the_older_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    (tmp_path / "a.pdf" / "kept").write_text("kept")
    with pytest.raises(DeliveryFailed, match="could not be written"):
        save_file(tmp_path / "a.pdf", b"new")
    assert [path.name for path in tmp_path.rglob("*")] == ["a.pdf", "kept"]

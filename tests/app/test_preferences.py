"""What is chosen once for a computer: kept beside other settings, and never in the way of a start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import CLINIC

from careleaf.app.bootstrap import Program
from careleaf.app.clinic_profiles import save_profile
from careleaf.app.preferences import (
    Preferences,
    read_preferences,
    save_preferences,
    skip_welcome,
    wants_welcome,
)
from careleaf.errors import DeliveryFailed
from careleaf.storage.locations import Locations
from careleaf.storage.settings_file import read_settings, remember


def test_preferences_come_back_as_they_were_saved(tmp_path):
    settings = tmp_path / "settings.toml"
    remember(settings, printer="desk")
    chosen = Preferences(begin_with="chronic", recovery=True)
    save_preferences(settings, chosen)
    assert read_preferences(settings) == chosen
    assert read_settings(settings)["printer"] == "desk"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"recovery = 1\nbegin_with = 3", b'recovery = "true"', b"recovery =", None]
)
def test_what_cannot_be_read_counts_as_not_chosen(tmp_path, content):
    settings = tmp_path / "settings.toml"
    if content is not None:
        settings.write_bytes(content)
    assert read_preferences(settings) == Preferences()


def test_preferences_that_cannot_be_written_are_told(tmp_path):
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(DeliveryFailed, match=r"settings\.toml"):
        save_preferences(tmp_path / "settings.toml", Preferences())


def test_the_welcome_is_wanted_until_a_clinic_is_there_or_it_was_skipped(program: Program, tmp_path):
    own = replace(program, locations=Locations(tmp_path / "one"))
    assert wants_welcome(own)
    skip_welcome(own.locations.settings)
    assert not wants_welcome(own)
    other = replace(program, locations=Locations(tmp_path / "two"))
    save_profile(other, CLINIC)
    assert not wants_welcome(other)


def test_a_welcome_whose_skipping_cannot_be_written_comes_once_more(program: Program, tmp_path):
    (tmp_path / "home").write_text("in the way")
    own = replace(program, locations=Locations(tmp_path / "home"))
    skip_welcome(own.locations.settings)
    assert wants_welcome(own)

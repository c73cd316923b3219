"""Spelling: the library's and medicine words are known, slips are told, and no patient's name is kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from full_disk import disk_full_after

from careleaf.app.spelling import Spelling
from careleaf.domain.people import Patient
from careleaf.errors import DeliveryFailed
from careleaf.storage.locations import Locations

NOBODY = Patient()
ANA = Patient("Ana Quackenbush-Zorn", "ZQX 77")


@pytest.fixture
def own(program, tmp_path):
    """Return the program with an empty folder of the user's own."""
    return replace(program, locations=Locations(tmp_path))


def wrong(spelling: Spelling, text: str, patient: Patient = NOBODY) -> list[str]:
    """Return the words of a text that are not known."""
    return [text[start : start + length] for start, length in spelling.misspelled(text, patient)]


def test_slips_are_told_and_plain_words_are_not(own):
    text = "Do the excercise untill it hurts, that's all. Don't stop. It’s fine: see clinic@example.org, L4."
    assert wrong(Spelling(own), text) == ["excercise", "untill"]


def test_words_of_the_library_and_names_of_medicines_are_known(own):
    spelling = Spelling(own)
    for topic in own.library:
        for point in topic.points:
            assert wrong(spelling, re.sub(r"{{.*?}}", "15", point.text)) == []
    assert wrong(spelling, "Cyclobenzaprine, Flexeril, tizanidine and NSAIDs.") == []


def test_suggestions_are_the_most_usual_words_one_slip_away(own):
    spelling = Spelling(own)
    assert spelling.suggestions("excercise") == ("exercise",)
    assert "Until" in spelling.suggestions("Untill")
    assert spelling.suggestions("zzqqzxxw") == ()


def test_added_word_is_known_from_then_on(own):
    spelling = Spelling(own)
    assert wrong(spelling, "Use the Zorbopad.") == ["Zorbopad"]
    spelling.keep("Zorbopad")
    assert wrong(spelling, "Use the zorbopad’s strap.") == []
    assert wrong(Spelling(own), "Use the Zorbopad.") == []


def test_name_of_the_patient_at_hand_is_no_mistake_and_is_never_kept(own):
    spelling = Spelling(own)
    assert wrong(spelling, "Ana Quackenbush: see Zorn.", ANA) == []
    assert not spelling.may_keep("quackenbush", ANA)
    assert spelling.may_keep("Quackenbush", NOBODY)


def test_list_that_cannot_be_read_holds_no_words(own):
    own.locations.own_words.write_bytes(b"\xff\xfe\x00")
    assert wrong(Spelling(own), "Zorbopad") == ["Zorbopad"]


def test_full_disk_leaves_the_list_as_it_was(own):
    spelling = Spelling(own)
    spelling.keep("Zorbopad")
    with disk_full_after(4), pytest.raises(DeliveryFailed):
        spelling.keep("Quuxband")
    assert own.locations.own_words.read_text() == "Zorbopad\n"

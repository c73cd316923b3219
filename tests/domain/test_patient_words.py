"""Texts of a preset are read for what looks like a patient's: often enough right to be worth a warning."""

from __future__ import annotations

import pytest

from careleaf.domain.library import Library
from careleaf.domain.patient_words import Suspicion, Vocabulary, suspicions, vocabulary
from careleaf.domain.people import Patient
from careleaf.domain.safety import Rules

NAMES = [
    "For Maria Lopez", "Ana Ruiz, acute", "Patient: Jane Doe", "Mr. Jones", "Mrs Garcia's plan", "John Smith",
    "SMITH, John", "Smith, John", "J. Okafor", "for Maria", "Dear Mrs Lee", "Hi Tom", "Patient name Li Wei",
    "Zebulon Quackenbush: take it easy", "Ask Zofia Qwzxvbnm to come", "Żofia Kowalska",
]  # fmt: skip
BIRTHS = ["DOB 03/04/1961", "born 1961", "born on 4 March 1961", "1961-03-04", "March 4, 1961", "4.3.1961"]
PHONES = ["Call 555-0142", "(555) 014-2233", "+1 555 014 2233", "Call 555 014 2233 after six", "555.014.2233"]
NUMBERS = ["MRN 12345", "MRN-739102846", "record no. 55-12", "123-45-6789", "AB1234567", "7391028"]
NOBODY = [
    "Acute spasm, first week", "Gym plan", "Weekend Warriors", "Warehouse Workers", "Office workers over 50",
    "For runners", "For Spanish speakers", "Dr Kim's acute sheet", "Elm Street Clinic", "Plan B",
    "Take 400 to 600 mg, at most 1,200 mg", "Rest 10-15 minutes, then walk 1,000 steps", "Call 911",
    "Reviewed 2026-11-21", "Updated 21 Nov 2026", "Version 2026.11", "M54.50 Low back pain", "L4-L5 disc",
    "Ice 15 minutes, 3 times a day", "Physical Therapy First", "Post-op Day 10", "2026 update",
    "Sets of 10-12-15", "24-48-72 hours", "Knee To Chest", "For Monday", "Age 65 and over", "Dear patient",
    "Name your goal", "Bring your MRI disc", "Case 2: no improvement", "Take 1 tablet (500 mg) 2-3 times",
    "Back School Class", "In May and June swim outside", "NSAID Free Plan", "Sciatica: Nerve Glides",
    "Low Back Care, Night Shift Nurses", "Swim 20 lengths in 30 minutes", "Williams exercises", "Tai Chi",
    "McKenzie exercises", "Truck Drivers", "Return To Golf", "Heavy Lifting Jobs", "",
]  # fmt: skip


@pytest.fixture(scope="module")
def known(library: Library, rules: Rules) -> Vocabulary:
    return vocabulary(library, rules.given_names, rules.plain_words)


def looks(text: str, known: Vocabulary) -> set[str]:
    return {suspicion.looks_like for suspicion in suspicions(text, known)}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_told(text: str, known: Vocabulary) -> None:
    assert "a name" in looks(text, known)


@pytest.mark.parametrize("text", BIRTHS)
def test_a_date_of_birth_is_told(text: str, known: Vocabulary) -> None:
    assert looks(text, known) == {"a date of birth"}


@pytest.mark.parametrize("text", PHONES)
def test_a_phone_number_is_told(text: str, known: Vocabulary) -> None:
    assert looks(text, known) == {"a phone number"}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_record_number_is_told(text: str, known: Vocabulary) -> None:
    assert looks(text, known) == {"a record number"}


def test_an_address_for_mail_is_told(known: Vocabulary) -> None:
    assert looks("jane.doe@mail.example", known) == {"an e-mail address"}


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_about_nobody_is_left_alone(text: str, known: Vocabulary) -> None:
    assert suspicions(text, known) == ()


def test_no_line_of_the_library_is_taken_for_a_patient(library: Library, known: Vocabulary) -> None:
    for topic in library:
        for text in (
            topic.title,
            *(t.text for t in topic.texts),
            *(t for p in topic.points for t in p.texts),
        ):
            assert suspicions(text, known) == (), text


def test_a_name_is_told_once_and_whole(known: Vocabulary) -> None:
    assert suspicions("For Maria Lopez", known) == (Suspicion("Maria Lopez", "a name"),)


ANA = Patient("Ana Ruiz-Ortega", "MRN 55-1204")


@pytest.mark.parametrize(
    "text", ["the blue pack, ana", "RUIZ plan", "Ortega's walk", "Aná", "no. 551204 again"]
)
def test_the_patient_at_hand_is_known_however_written(text: str, known: Vocabulary) -> None:
    assert any(suspicion.is_patient for suspicion in suspicions(text, known, ANA))


@pytest.mark.parametrize("text", ["a banana", "anatomy", "Walk 55 steps", "Or"])
def test_other_words_are_not_the_patient_at_hand(text: str, known: Vocabulary) -> None:
    assert not any(suspicion.is_patient for suspicion in suspicions(text, known, ANA))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("李伟", "给李伟的计划"),
        ("Bo Li", "plan of Bo Li"),
        ("Rose Cold", "For Rose Cold"),
        ("Łukasz Ś", "dla łukasz"),
    ],
)
def test_short_names_names_that_are_words_and_other_scripts_are_known(
    name: str, text: str, known: Vocabulary
) -> None:
    assert any(suspicion.is_patient for suspicion in suspicions(text, known, Patient(name)))


def test_a_short_part_of_a_name_alone_is_told_and_not_refused(known: Vocabulary) -> None:
    assert suspicions("Li plan", known, Patient("Bo Li")) == (Suspicion("li", "the patient's name"),)


def test_a_long_text_without_spaces_is_read_at_once(known: Vocabulary) -> None:
    for letters in ("a" * 10_000, "A" * 10_000, "1" * 10_000, "A-" * 5_000, "1." * 5_000, "A a" * 3_000):
        suspicions(letters, known, ANA)


def test_a_patient_whose_name_is_a_word_is_told_and_not_refused(known: Vocabulary) -> None:
    found = suspicions("Put the cold pack on.", known, Patient("Cold"))
    assert found == (Suspicion("cold", "the patient's name", is_patient=False),)

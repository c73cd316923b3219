"""What a clinician types may not outlast the limit: notes and wording are read for it."""

from __future__ import annotations

import pytest
from builders import shipped_library, topic_of
from hypothesis import given
from hypothesis import strategies as st

from careleaf.domain.plaintext import fill
from careleaf.domain.relaxant_text import read_for_relaxant, speaks_of_taking

NAMES = ("cyclobenzaprine", "flexeril", "soma", "valium")

TOO_LONG = """
Flexeril 10 for 5 more nights
take them another week
10-14 days
10–14 days
ten to fourteen days
one to two weeks
a fortnight
take it 4 nights
take it (4 nights)
take it for 96 hours
96h
1,000 hours
for 7.5 days
take it ninety-six hours
eleven nights
twenty days
several nights
for weeks
5d
three weeks
a couple of weeks
a couple more weeks
one and a half weeks
take it all week
the rest of the week
it can last 5 days
TAKE IT FOR FIVE NIGHTS
take it for ５ nights
take it for ٥ nights
Up to 5 nights is fine
For at most 7 days
no longer than 7 days
never longer than a week
Do not take it for more than 5 days
Do not take less than 5 nights
Stop after 5 nights.
Stop it in 10 days
5 nights without a break
Do not worry and take it for 5 days
no problem to take it 5 days
"""
AGAIN = """
until Friday
through Sunday
keep taking it
carry on as long as it helps
refill once
repeat the course
a second course
restart it if the spasm comes back
If it hurts again, take it again
Call us for a refill
Call us for another week
every night
every single night
nightly
Take it every night without fail
Take it every night and stop on Friday
Take it nightly and do not drive
Take no more than one tablet every night
take one daily at most
Take up to 2 every night
3x daily
3 x a day
3x/day
3 tablets a day
take 1 tablet tid
twice a day
one every 8 hours
1 tablet morning and night
take it when you need it
as needed
PRN
take it 3 nights and then 3 more
take more, not less
one extra night
an additional night
two more tablets
You may take it longer than 72 hours
Take it past Tuesday
Finish all the tablets
Ignore the 72 hour rule
Don't stop until the pain is gone
Don’t stop
no need to stop after 3 nights
"""
HARMLESS = """
Do not drive.
Call us if you feel dizzy.
Stop after 3 nights.
Do not take it for more than 72 hours.
No more than 72 hours.
Seventy-two hours is the limit.
More than 72 hours is not allowed.
At most 3 nights.
3 nights only
72 hours at most
One tablet at bedtime.
2 x 5 mg at bedtime for 3 nights.
Take 1 tablet with water and lie down.
Take it 30 minutes before bed.
Your first tablet is tonight.
Wait 8 hours before you drive.
Wait 14 days after your last MAOI.
Did you take an MAOI in the last 14 days?
Do not drive for 24 hours after the last tablet.
You may be sleepy the next morning.
Until you are fully awake, do not drive or run machines, even the next morning.
You can drive again when you are awake.
It may help you sleep through the night.
It makes you sleepy and unsteady, and you could fall.
Call us in 5 days if it is not better.
See us next week.
Come back in 10 days.
If the pain continues, call us.
If it is not better stop it and call us.
The spasm should settle in 2 weeks.
Walk daily.
Do not take it again for 30 days.
Do not take it every night.
Do not repeat it.
Take none after that.
Take no more after that.
Never restart it on your own.
Another dose would not help.
Daily use is not safe.
Skip a missed dose. Never double.
Do not drink alcohol. Take no sleep or anxiety medicine unless we agree.
Avoid alcohol for a week.
Keep it away from children.
"""


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("text", lines(TOO_LONG))
def test_a_longer_course_is_refused(text: str) -> None:
    assert "longer than 72 hours (3 nights)" in refusal(text) or "repeat or lengthen" in refusal(text)


@pytest.mark.parametrize("text", lines(AGAIN))
def test_a_repeated_or_unlimited_course_is_refused(text: str) -> None:
    assert refusal(text)


@pytest.mark.parametrize("text", lines(HARMLESS))
def test_harmless_advice_on_a_relaxant_passes(text: str) -> None:
    assert refusal(text) == ""


def refusal(text: str) -> str:
    return read_for_relaxant(text, NAMES, about_relaxant=True).refused


@pytest.mark.parametrize(
    "text",
    [
        "take it for 5\nnights",
        "take it for five\n  Nights",
        "Take it for a we\u200bek",
        "Take it for a we\xadek",
        "No need to st\u200bop",
        "take\u00a0it\u20035\u00a0nights",
        "Do not drive.\nTake it 5 nights.",
        "Do not drive.\u2028Take it 5 nights.",
        "Ｔａｋｅ ｉｔ ａｎｏｔｈｅｒ ｗｅｅｋ",
        "take it anothér wëek",
    ],
)
def test_no_way_of_typing_hides_it(text: str) -> None:
    assert refusal(text)


@pytest.mark.parametrize(
    "text", ["Walk every day", "Use it for 5 days", "Come again until it eases", "take it daily"]
)
def test_other_topics_may_speak_of_days(text: str) -> None:
    assert read_for_relaxant(text, NAMES, about_relaxant=False).refused == ""


@pytest.mark.parametrize(
    "text",
    [
        "Flexeril for 5 days",
        "the muscle relaxer, 5 days",
        "FLEX\u200bERIL daily",
        "Relaxants again if needed",
    ],
)
def test_a_named_relaxant_is_meant_wherever_it_stands(text: str) -> None:
    assert read_for_relaxant(text, NAMES, about_relaxant=False).refused


def test_the_drugs_a_text_names_are_told() -> None:
    read = read_for_relaxant("Not Valium, and no SOMA. Some soma-like cream.", NAMES, about_relaxant=False)
    assert read.named == {"valium", "soma"}
    assert read_for_relaxant("Somatic pain, flexerilled.", NAMES, about_relaxant=False).named == frozenset()


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("take them another week", True),
        ("2 tablets", True),
        ("stay on it", True),
        ("Walk every day", False),
        ("Take a short walk", False),
    ],
)
def test_a_text_that_speaks_of_taking_is_known(text: str, speaks: bool) -> None:
    assert speaks_of_taking(text) is speaks


RELAXANT_LINES = [p.text for p in topic_of(shipped_library(), "med-relaxant").points]


@pytest.mark.parametrize("text", RELAXANT_LINES)
def test_the_library_s_own_lines_on_relaxants_may_be_typed(text: str) -> None:
    filled = fill(text, {"nights": "3 nights", "tablets": "3 tablets", "stop": "Tue 24 Nov, 9:00 PM"})
    assert filled
    assert refusal(filled) == ""
    assert refusal(filled.upper()) == ""


@given(number=st.integers(4, 999), unit=st.sampled_from(["nights", "days", "evenings"]), word=st.booleans())
def test_any_number_of_nights_over_three_is_refused(number: int, unit: str, word: bool) -> None:
    assert refusal(f"Take 1 tablet{' at bedtime' if word else ''} for {number} {unit}.")


@given(hours=st.integers(73, 9999))
def test_any_number_of_hours_over_72_is_refused(hours: int) -> None:
    assert refusal(f"Stop after {hours} hours.")
    assert refusal(f"Take it for {hours} h")


@given(st.text(max_size=300))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    assert isinstance(read_for_relaxant(text, NAMES, about_relaxant=True).refused, str)

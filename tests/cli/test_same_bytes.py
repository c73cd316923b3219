"""The same input and clock give the same bytes: what was seen is what goes out."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
from command import DONE, RELAXANT, Careleaf, acute, process
from pdf_reading import metadata, pages_of

PERSON = ("--patient-name", "Ana Ruiz", *RELAXANT)


def test_twice_in_one_process(careleaf: Careleaf) -> None:
    assert careleaf(*acute(*PERSON, to="-")).raw == careleaf(*acute(*PERSON, to="-")).raw


def test_in_processes_that_hash_differently(tmp_path: Path) -> None:
    made = [
        process(acute(*PERSON, to="-"), tmp_path, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale)
        for seed, zone, locale in (
            ("0", "UTC", "C"),
            ("1", "Asia/Tokyo", "C.UTF-8"),
            ("4242", "EST5EDT", "C"),
        )
    ]
    assert [done.code for done in made] == [DONE] * 3
    assert len({done.raw for done in made}) == 1


def test_the_order_of_flags_does_not_matter(careleaf: Careleaf) -> None:
    one = careleaf(
        *acute("--set", "cold.minutes=12", "--set", "cold.gap=1", "--tick", "faq", "--tick", "sleep", to="-")
    )
    two = careleaf(
        *acute("--tick", "sleep", "--tick", "faq", "--set", "cold.gap=1", "--set", "cold.minutes=12", to="-")
    )
    assert one.raw == two.raw


def test_another_minute_changes_the_files_date_and_not_a_word(careleaf: Careleaf) -> None:
    one = careleaf(*acute(*PERSON, to="-")).raw
    two = careleaf(*acute(*PERSON, "--now", "2026-11-21T09:01", to="-")).raw
    assert one != two
    assert pages_of(one) == pages_of(two)
    assert _without_dates(one) == _without_dates(two)
    assert metadata(one)["CreationDate"] == "D:20261121140000+00'00'"
    assert metadata(two)["CreationDate"] == "D:20261121140100+00'00'"


def _without_dates(pdf: bytes) -> bytes:
    """Cut out what is a date or drawn from one: the dates and the file identifier."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes()
        document.Root.Metadata = document.make_stream(re.sub(rb"<xmp:(\w+Date)>[^<]*<", b"<", metadata))
        for key in ("/CreationDate", "/ModDate"):
            del document.docinfo[key]
        del document.trailer.ID
        document.save(out, static_id=True)
    return out.getvalue()


def test_another_day_changes_the_days_on_the_page(careleaf: Careleaf) -> None:
    one = careleaf(*acute(*RELAXANT, "--format", "text", to="-")).out.splitlines()
    two = careleaf(
        *acute(*RELAXANT, "--now", "2026-11-22T09:00", "--format", "text", to="-")
    ).out.splitlines()
    changed = [(old, new) for old, new in zip(one, two, strict=True) if old != new]
    assert changed
    assert all(_no_days(old) == _no_days(new) for old, new in changed)
    assert ("21" in changed[0][0], "22" in changed[0][1]) == (True, True)


def _no_days(line: str) -> str:
    line = re.sub(r"No\.\s[0-9A-F]{4}-[0-9A-F]{4}", "NUMBER", line)  # the days are part of what it counts
    return re.sub(
        r"(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)? \d+ Nov(ember)?( 2026)?", "DAY", line
    )


def test_the_relaxant_days_follow_the_start_and_not_the_clock(careleaf: Careleaf) -> None:
    summaries = [
        careleaf(*acute(*RELAXANT, "--now", now, "--json")).json["relaxant"]
        for now in ("2026-11-21T09:00", "2026-11-21T20:59")
    ]
    assert summaries[0] == summaries[1]


def test_without_a_start_the_course_begins_tonight_by_the_clinics_clock(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--tick", "med-relaxant", "--now", "2026-11-22T03:00+00:00", "--json"))
    assert done.json["relaxant"]["start"] == "2026-11-21T21:00:00-05:00"

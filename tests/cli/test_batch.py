"""A handout for each row of a list: bad rows stop no other, a second run makes what is missing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from command import BLOCKED, CLOCK, DONE, INVALID, NOT_DELIVERED, UNCONFIRMED, WRONG_USAGE, Careleaf, Outcome
from leak_search import Search
from pdf_reading import words_of

HEAD = "name,identifier,age,tick,cold.minutes,R8"
GOOD = "Ana Ruiz,MRN-1,40,,12,"
FILE = re.compile(r"\d{6}_[0-9A-F]{4}-[0-9A-F]{4}\.pdf")
NAMES = ("Ana Ruiz", "Qwzxvbnm", "MRN-1", "MRN-2")


class Batch:
    """A list of patients and the folder its handouts go to."""

    def __init__(self, careleaf: Careleaf) -> None:
        self.careleaf = careleaf
        self.out = careleaf.folder / "out"
        self.clinic = careleaf.clinic()

    def run(self, *rows: str, head: str = HEAD, more: tuple[str, ...] = ()) -> Outcome:
        """Write the list and work it off in this process."""
        self.careleaf.write("patients.csv", "\n".join([head, *rows]) + "\n")
        return self.again(*more)

    def again(self, *more: str) -> Outcome:
        flags = ("--clinic", self.clinic, "--check", "all=no", "--jobs", "1", *CLOCK)
        return self.careleaf("batch", "acute-72h", "patients.csv", "-o", self.out, *flags, *more)

    @property
    def report(self) -> list[dict[str, str]]:
        with (self.out / "batch-report.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def results(self) -> list[str]:
        return [line["result"] for line in self.report]

    @property
    def files(self) -> list[Path]:
        return sorted(self.out.glob("*.pdf"))


@pytest.fixture
def batch(careleaf: Careleaf) -> Batch:
    return Batch(careleaf)


def test_each_row_becomes_the_handout_that_render_makes(batch: Batch) -> None:
    done = batch.run(GOOD, "Żofia Qwzxvbnm,MRN-2,71,med-relaxant,,family at home")
    assert (done.code, batch.results) == (DONE, ["made", "made"])
    ana, other = (file.read_bytes() for file in batch.files)
    batch.careleaf(
        "render", "acute-72h", "-o", "a.pdf", "--clinic", batch.clinic, *CLOCK, "--check", "all=no",
        "--check", "age=40", "--set", "cold.minutes=12", "--patient-name", "Ana Ruiz",
        "--patient-id", "MRN-1",
    )  # fmt: skip
    assert ana == (batch.careleaf.folder / "a.pdf").read_bytes()
    assert "For Żofia Qwzxvbnm (MRN-2)" in words_of(other)
    assert "Last tablet:" in words_of(other)
    for line, file in zip(batch.report, batch.files, strict=True):
        assert line["file"] == file.name
        assert FILE.fullmatch(file.name)
        assert file.name == f"{int(line['row']):06}_{line['number']}.pdf"


def test_a_bad_row_is_told_by_its_number_and_stops_no_other(batch: Batch) -> None:
    done = batch.run(
        "Bo,MRN-2,71,med-relaxant,,",
        "Kid,MRN-3,12,med-ibuprofen,,",
        "Cy,MRN-4,forty,colds,twelve,",
        "too,few",
        ",,40,,,",
        "Emoji \N{GRINNING FACE},MRN-5,40,,,",
        f"{'x' * 200},MRN-6,40,,,",
        "Dee,MRN-7,40,,,not asked",
        GOOD,
    )
    assert done.code == BLOCKED
    assert [(line["row"], line["result"], line["reason"]) for line in batch.report] == [
        ("2", "skipped", "needs a confirmation of R8"),
        ("3", "skipped", "blocked by R17"),
        ("4", "skipped", "cannot be read: age, tick, cold.minutes"),
        ("5", "skipped", "not as many cells as columns"),
        ("6", "skipped", "neither name nor identifier"),
        ("7", "skipped", "a character that no font of the program has"),
        ("8", "skipped", "cannot be read: name"),
        ("9", "skipped", "cannot be read: taken together"),
        ("10", "made", ""),
    ]
    assert len(batch.files) == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [("Bo,M,71,med-relaxant,,", UNCONFIRMED), ("Cy,M,forty,,,", INVALID)],
    ids=["ask", "read"],
)
def test_the_exit_code_says_what_held_rows_back(batch: Batch, row: str, code: int) -> None:
    assert batch.run(row, GOOD).code == code


def test_a_second_run_makes_only_what_is_missing_or_changed(batch: Batch) -> None:
    rows = [GOOD, "Bo,MRN-2,50,,,", "Cy,MRN-3,50,,,"]
    batch.run(*rows)
    stamps = [file.stat().st_mtime_ns for file in batch.files]
    assert batch.again().code == DONE
    assert batch.results == ["unchanged"] * 3
    assert [file.stat().st_mtime_ns for file in batch.files] == stamps
    batch.files[1].unlink()
    batch.files[1].write_bytes(b"%PDF- damaged")
    batch.run("Ana Ruiz-Lopez,MRN-1,40,,12,", *rows[1:])
    assert batch.results == ["made", "made", "made"]
    batch.run("Ana Ruiz-Lopez,MRN-1,40,,12,", "Bo,MRN-2,50,,13,", rows[2])
    assert batch.results == ["unchanged", "made", "unchanged"]
    batch.again("--now", "2026-11-22T09:00")
    assert batch.results == ["made"] * 3  # the days on the page are others


def test_no_outdated_handout_stays_under_a_row_that_changed(batch: Batch) -> None:
    batch.run(GOOD, "Bo,MRN-2,50,,,")
    before = [file.name for file in batch.files]
    assert batch.run("Ana Ruiz,MRN-1,40,,15,", "Bo,MRN-2,12,med-ibuprofen,,").code == BLOCKED
    assert [file.name for file in batch.files] == [batch.report[0]["file"]]
    assert batch.report[0]["file"] not in before


def test_what_a_shorter_list_leaves_behind_is_told(batch: Batch) -> None:
    batch.run(GOOD, "Bo,MRN-2,50,,,")
    done = batch.run(GOOD)
    assert batch.results == ["unchanged", "left"]
    assert "1 left from an earlier list" in done.out
    assert len(batch.files) == 2


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [GOOD, "Bo,MRN-2,50,,,", "Cy,MRN-3,50,,,"]
    from careleaf.app import batch as running

    real, calls = running.make_row, []

    def interrupted(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(running, "make_row", interrupted)
    done = batch.run(*rows)
    assert (done.code, len(batch.files)) == (NOT_DELIVERED, 2)
    assert "run the same command again" in done.err
    monkeypatch.setattr(running, "make_row", real)
    assert batch.again().code == DONE
    assert batch.results == ["unchanged", "unchanged", "made"]


def test_several_processes_make_the_same_files_in_the_order_of_the_list(batch: Batch) -> None:
    rows = [GOOD, "Bo,MRN-2,12,med-ibuprofen,,", *(f"P{n},MRN-{n},50,,," for n in range(3, 7))]
    batch.run(*rows)
    one = {file.name: file.read_bytes() for file in batch.files}
    for file in batch.files:
        file.unlink()
    assert batch.again("--jobs", "2").code == BLOCKED
    assert {file.name: file.read_bytes() for file in batch.files} == one
    assert [line["row"] for line in batch.report] == ["2", "3", "4", "5", "6", "7"]


def test_all_that_is_wrong_with_the_columns_is_told_before_anything_is_made(batch: Batch) -> None:
    done = batch.run(GOOD, head="name,name,aeg,cold.minuts,telephone,#R8 old")
    assert done.code == INVALID
    assert len(done.lines) == 4
    assert 'column "aeg": is not known (did you mean "age"?)' in done.err
    assert not batch.out.exists()
    assert "needs a column name or identifier" in batch.run("40", head="age").err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--set", "cold.minuts=3"), WRONG_USAGE),
        (("--jobs", "0"), WRONG_USAGE),
        (("--confirm", "R8=all of them"), WRONG_USAGE),  # a reason belongs to one patient
        (("--clinic", "none.toml"), INVALID),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_flag_is_said_first(batch: Batch, more: tuple[str, ...], code: int) -> None:
    assert batch.run(GOOD, more=more).code == code
    assert not batch.out.exists()


def test_a_folder_or_list_that_cannot_be_used_is_told_in_words(batch: Batch) -> None:
    assert batch.careleaf("batch", "acute-72h", "none.csv", "-o", "out").code == NOT_DELIVERED
    batch.out.write_text("a file in the way")
    done = batch.run(GOOD)
    assert (done.code, "cannot be written to" in done.err) == (NOT_DELIVERED, True)


def test_a_second_batch_in_the_same_folder_waits_its_turn(batch: Batch) -> None:
    from careleaf.storage.batch_report import batch_folder

    with batch_folder(batch.out):
        done = batch.run(GOOD)
    assert (done.code, "Another batch is at work" in done.err) == (NOT_DELIVERED, True)


def test_a_report_that_somebody_changed_makes_no_other_file_go(batch: Batch) -> None:
    batch.run(GOOD)
    precious = batch.careleaf.write("precious.pdf", "keep")
    report = batch.out / "batch-report.csv"
    report.write_text(f"row,result,file,number,reason,mark\n2,made,../precious.pdf,{'x' * 9},,\n\0,,\n")
    assert batch.again().code == DONE
    assert precious.exists()


def test_only_the_pages_name_a_patient(batch: Batch) -> None:
    batch.run(
        GOOD, "Żofia Qwzxvbnm,MRN-2,71,med-relaxant,,qjxz family at home", "Ana Ruiz,MRN-1,Ana Ruiz,,,",
        head=HEAD,
    )  # fmt: skip
    done = batch.again()
    search = Search((*NAMES, "qjxz")).data("messages", done.err.encode()).data("said", done.raw)
    for file in batch.out.iterdir():
        search.data("file name", file.name.encode())
        if file.suffix != ".pdf":
            search.data(file.name, file.read_bytes())
    search.folder(batch.careleaf.home).folder(batch.careleaf.folder.parent / "temporary")
    assert search.found == []
    assert Search(NAMES).folder(batch.out).found  # it does find what stands on the pages
    key = batch.careleaf.home / "batch.key"
    assert key.stat().st_mode & 0o077 == 0


def test_the_clinic_may_log_each_handout_without_the_patient(batch: Batch) -> None:
    batch.run(GOOD)
    assert not (batch.careleaf.home / "log").exists()  # off unless the clinic turns it on
    batch.careleaf.write("clinic.toml", 'format_version = 1\nname = "Elm"\nphone = "555"\nlog = true\n')
    batch.run(GOOD, "Bo,MRN-2,12,med-ibuprofen,,")
    (log,) = (batch.careleaf.home / "log").iterdir()
    (line,) = log.read_text().splitlines()
    when, how, number, content, preset = line.split("\t")
    assert (log.name, when, how, preset) == (
        "handouts-2026-11.tsv",
        "2026-11-21T14:00:00Z",
        "batch",
        "acute-72h",
    )
    assert number == batch.report[0]["number"]
    assert batch.careleaf("verify", batch.files[0], "--json").json["content"] == content
    assert Search(NAMES).data("log", log.read_bytes()).found == []

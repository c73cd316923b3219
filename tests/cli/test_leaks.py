"""What is said of a patient goes to the page that was asked for, and nowhere else."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from command import RELAXANT, Outcome, acute, process
from leak_search import Search, strip_pages

from careleaf.rendering.pdf.raster import page_texts

NAME, IDENTIFIER, REASON = "Żofia Qwzxvbnm", "MRN-739102846", "zvqxw slept badly"
SECRETS = (NAME, "Qwzxvbnm", IDENTIFIER, REASON, "hjkqzx penicillin")
PERSON = (
    "--patient-name", NAME, "--patient-id", IDENTIFIER,
    "--set", "med-safety.allergies=hjkqzx penicillin",
    *RELAXANT, "--check", "age=71", "--confirm", f"R8={REASON}",
)  # fmt: skip


class Traces:
    """A folder for everything a command can leave behind: its home, temporary files, and messages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outcomes: list[Outcome] = []
        for name in ("home", "temporary", "out"):
            (root / name).mkdir()

    def run(self, *arguments: str) -> Outcome:
        """Run a command as a process whose home, temporary and configuration folders are watched."""
        places = {
            name: str(self.root / "home")
            for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        }
        done = process(
            arguments,
            self.root,
            CARELEAF_HOME=str(self.root / "home"),
            TMPDIR=str(self.root / "temporary"),
            **places,
        )
        self.outcomes.append(done)
        return done

    def search(self, secrets: Sequence[str] = SECRETS) -> Search:
        """Look through everything but the handouts that were asked for."""
        search = Search(tuple(secrets)).folder(self.root / "home").folder(self.root / "temporary")
        for number, done in enumerate(self.outcomes):
            search.data(f"messages of command {number}", done.err.encode())
            assert "Traceback" not in done.err
        return search


@pytest.fixture
def traces(tmp_path: Path) -> Traces:
    """Give a folder to look for traces in."""
    return Traces(tmp_path)


@pytest.mark.parametrize("form", ["pdf", "text", "xml", "chart-note"])
def test_a_handout_leaves_no_trace_of_the_patient(traces: Traces, form: str) -> None:
    done = traces.run(*acute(*PERSON, "--format", form, "--json", to="out/handout"))
    assert done.code == 0, done.err
    search = traces.search().data("summary", done.raw)
    assert search.found == []
    handout = Search((NAME, IDENTIFIER)).folder(traces.root / "out")
    assert len(handout.found) >= 2, handout.opened  # the search finds what is on the page


def test_the_files_metadata_has_no_patient(traces: Traces) -> None:
    traces.run(*acute(*PERSON, to="out/a.pdf"))
    pdf = (traces.root / "out" / "a.pdf").read_bytes()
    assert NAME in "".join(page_texts(pdf))
    outside = Search(SECRETS).data("outside the pages", strip_pages(pdf))
    assert outside.found == []
    everything = Search((REASON,)).data("a.pdf", pdf)
    assert any("metadata" in place for place in everything.opened)
    assert any("stream" in place for place in everything.opened)
    assert everything.found == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--set", "med-relaxant.hours=96"], 4),
        (["--check", "maoi=yes"], 4),
        (["--check", "maoi=unknown"], 5),
        (["--confirm", "R24=zvqxw slept badly"], 2),
        (["--check", "kidny=yes"], 2),
        (["--set", "cold.minuts=12"], 2),
        (["--tick", "colds"], 2),
        (["--timezone", "Mars/Olympus"], 2),
        (["--style", "pretty"], 2),
        (["--clinic", "none.toml"], 3),
        (["--clinician", "\N{GRINNING FACE}"], 3),
        (["-o", "home"], 6),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_fails_leaves_no_trace_of_the_patient(
    traces: Traces, more: list[str], code: int
) -> None:
    done = traces.run(*acute(*PERSON, *more, to="out/a.pdf"))
    assert done.code == code
    assert traces.search().data("standard output", done.raw).found == []
    assert list((traces.root / "out").iterdir()) == []
    done = traces.run(
        "check", "acute-72h", "--clinic", "sample", *PERSON, *(more if more[0] != "-o" else []), "--json"
    )
    assert traces.search().data("standard output", done.raw).found == []


def test_an_unprintable_note_leaves_no_trace_of_the_patient(traces: Traces) -> None:
    preset = traces.root / "note.toml"
    preset.write_text(
        'format_version = 1\nid = "n"\ntitle = "N"\ntopics = ["cold"]\n[notes]\ncold = "\N{GRINNING FACE}"\n'
    )
    done = traces.run("render", "note.toml", "-o", "out/a.pdf", "--clinic", "sample", "--patient-name", NAME)
    assert done.code == 3
    assert traces.search().found == []
    assert list((traces.root / "out").iterdir()) == []


def test_a_name_that_is_too_long_is_not_repeated(traces: Traces) -> None:
    done = traces.run(*acute("--patient-name", NAME * 20))
    assert done.code == 2
    assert traces.search().found == []


# The search itself

PLANTED = {
    "plain": NAME.encode(),
    "without accents": b"patient: zofia  QWZXVBNM",
    "UTF-16": NAME.encode("utf-16"),
    "UTF-16 at an odd place": b"x" + NAME.encode("utf-16-le"),
    "UTF-16, other end first": NAME.encode("utf-16-be"),
    "URL": f"mailto:?subject={quote(NAME)}".encode(),
    "URL with plus": quote(NAME).replace("%20", "+").encode(),
    "entities": b"&#379;ofia&nbsp;Qwzxvbnm",
    "JSON": json.dumps({"name": NAME}).encode(),
    "gzip or zlib": zlib.compress(NAME.encode()),
    "hexadecimal": b"/Title <FEFF" + NAME.encode("utf-16-be").hex().encode() + b">",
}


@pytest.mark.parametrize("content", PLANTED.values(), ids=PLANTED)
def test_the_search_finds_a_planted_name(content: bytes) -> None:
    assert Search((NAME,)).data("planted", content).found
    assert not Search(("Ana Ruiz",)).data("planted", content).found


def test_the_search_looks_into_archives_and_mails() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", NAME.encode("utf-16"))
    mail = EmailMessage()
    mail["Subject"] = "Your plan"
    mail.set_content("See the file.")
    mail.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="plan.zip")
    search = Search((NAME,)).data("mail", bytes(mail))
    assert search.found
    assert any("inside.txt" in place for place in search.opened)


def test_the_search_looks_into_file_names_and_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "qwzxvbnm-zofia.log").write_text("nothing")
    assert Search(("Qwzxvbnm",)).folder(tmp_path).found


def test_the_search_looks_into_pages_and_metadata_of_a_pdf() -> None:
    from reportlab.pdfgen.canvas import Canvas

    for where in ("page", "title", "bookmark"):
        out = io.BytesIO()
        canvas = Canvas(out)
        if where == "page":
            canvas.drawString(72, 72, "Patient Qwzxvbnm")
        elif where == "title":
            canvas.setTitle("Plan for Żofia Qwzxvbnm")
        else:
            canvas.bookmarkPage("x")
            canvas.addOutlineEntry("Qwzxvbnm", "x")
        canvas.showPage()
        canvas.save()
        assert Search(("Qwzxvbnm",)).data("planted.pdf", out.getvalue()).found, where
        if where != "page":
            assert Search(("Qwzxvbnm",)).data("planted.pdf", strip_pages(out.getvalue())).found, where


def test_a_trace_in_any_watched_place_is_found(traces: Traces) -> None:
    for place in ("home", "temporary"):
        planted = traces.root / place / "state.json"
        planted.write_text(json.dumps({"last": NAME}))
        assert traces.search().found, place
        planted.unlink()
    traces.outcomes.append(Outcome(1, "", f"KeyError: {IDENTIFIER}"))
    assert traces.search().found

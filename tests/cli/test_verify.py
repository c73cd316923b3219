"""The number in the footer, and whether a file is what the program made."""

from __future__ import annotations

import re

import pikepdf
import pytest
from command import DONE, INVALID, NOT_DELIVERED, Careleaf, acute
from pdf_reading import pages_of

from careleaf.domain.handout_number import content_hash, handout_number
from careleaf.rendering.pdf.seal import read_seal

PERSON = ("--patient-name", "Ana Ruiz", "--patient-id", "MRN-7")
NUMBER = re.compile(r"No\.\s([0-9A-F]{4}-[0-9A-F]{4})")


def numbers(careleaf: Careleaf, *flags: str) -> set[str]:
    """Return the numbers in the footers of a handout."""
    pdf = careleaf(*acute(*flags, to="-")).raw
    return {match for page in pages_of(pdf) for match in NUMBER.findall(" ".join(page.split()))}


def test_a_file_as_it_was_made_is_recognised_by_the_number_of_its_footer(careleaf: Careleaf) -> None:
    assert careleaf(*acute(*PERSON, to="a.pdf")).code == DONE
    done = careleaf("verify", "a.pdf", "--json")
    assert done.code == DONE
    (number,) = numbers(careleaf, *PERSON)
    assert done.json["number"] == number == handout_number(done.json["content"])
    assert done.json["made"] == "2026-11-21T14:00:00+00:00"
    words = careleaf("verify", "a.pdf").out
    assert number in words
    assert "proves nothing against somebody who changes a file on purpose" in words


def test_the_full_hash_stands_in_the_metadata(careleaf: Careleaf) -> None:
    careleaf(*acute(*PERSON, to="a.pdf"))
    with pikepdf.open(careleaf.folder / "a.pdf") as pdf:
        xmp = pdf.Root.Metadata.read_bytes()
    content = careleaf("verify", "a.pdf", "--json").json["content"]
    assert f"<careleaf:content>{content}</careleaf:content>".encode() in xmp


def test_the_number_follows_what_the_pages_say_and_not_whom_they_are_for(careleaf: Careleaf) -> None:
    plain = numbers(careleaf)
    assert len(plain) == 1
    assert numbers(careleaf, *PERSON) == plain
    assert numbers(careleaf, "--now", "2026-11-21T17:30") == plain
    for other in (
        ("--set", "cold.minutes=12"), ("--style", "mono"), ("--page", "a4"), ("--now", "2026-11-22T09:00"),
    ):  # fmt: skip
        assert numbers(careleaf, *other) != plain, other


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9], ids=str)
def test_one_changed_byte_is_found(careleaf: Careleaf, place: float) -> None:
    careleaf(*acute(to="a.pdf"))
    file = careleaf.folder / "a.pdf"
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(bytes(content))
    done = careleaf("verify", "a.pdf")
    assert done.code == INVALID
    assert "changed" in done.err


def test_a_file_that_was_saved_again_or_cut_off_is_not_what_was_made(careleaf: Careleaf) -> None:
    careleaf(*acute(to="a.pdf"))
    whole = (careleaf.folder / "a.pdf").read_bytes()
    with pikepdf.open(careleaf.folder / "a.pdf") as pdf:
        pdf.save(careleaf.folder / "again.pdf")
    (careleaf.folder / "cut.pdf").write_bytes(whole[:-200])
    (careleaf.folder / "longer.pdf").write_bytes(whole + b"\n%%EOF\n")
    (careleaf.folder / "twice.pdf").write_bytes(whole + whole)
    for name in ("again.pdf", "cut.pdf", "longer.pdf", "twice.pdf"):
        assert careleaf("verify", name).code == INVALID, name


def test_what_is_no_handout_is_said_in_words(careleaf: Careleaf) -> None:
    careleaf.write("text.pdf", "no PDF")
    careleaf.write("empty.pdf", "")
    for name in ("text.pdf", "empty.pdf"):
        done = careleaf("verify", name)
        assert (done.code, "is no PDF of this program" in done.err) == (INVALID, True)
    for name in ("missing.pdf", "."):
        done = careleaf("verify", name)
        assert (done.code, "could not be read" in done.err) == (NOT_DELIVERED, True)


def test_a_seal_is_one_digest_in_one_place() -> None:
    assert read_seal(b"%PDF-1.7\nnothing") is None
    assert content_hash("a", "b") != content_hash("ab", "") != content_hash("", "ab")

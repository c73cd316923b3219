"""What a reader copies or searches is what was put in, as PDFium extracts it."""

from __future__ import annotations

import pytest
from rendering.pdf.sample_documents import NAMES, document, every_block, names_everywhere, runs, setting
from rendering.pdf.structure_reader import lines, read_structure

from careleaf.domain.blocks import Paragraph, Run
from careleaf.rendering.pdf.raster import page_texts

RIGHT_TO_LEFT = {"Arabic", "Hebrew", "Persian"}


def extracted(text: str, around: str = "") -> str:
    before, _, after = around.partition("|")
    made = setting(document(Paragraph((Run(before), Run(text, bool(around)), Run(after)))))
    (page,) = page_texts(made.pdf)
    return " ".join(page.split())


@pytest.mark.parametrize("script", NAMES)
def test_name_comes_out_as_it_went_in(script: str) -> None:
    assert NAMES[script] in extracted(NAMES[script])


@pytest.mark.parametrize("script", NAMES)
def test_each_word_is_found_inside_other_text(script: str) -> None:
    text = extracted(NAMES[script], "For | (room 12) · 21 November 2026")
    for word in NAMES[script].replace("\u200c", " ").split():
        assert word in text


@pytest.mark.parametrize("script", sorted(set(NAMES) - RIGHT_TO_LEFT))
def test_line_with_a_name_comes_out_whole(script: str) -> None:
    line = f"For {NAMES[script]} (room 12) · 21 November 2026"
    assert line in extracted(NAMES[script], "For | (room 12) · 21 November 2026")


@pytest.mark.parametrize(
    "text",
    [
        "office efficient first fluff affix",  # ligatures
        "AVATAR Tomorrow WAVE, To. Ya",  # kerning
        "Il1 O0 3x8 2 x 3 1/2 ½ 38.3 °C – 101 °F ≥ 5 → ✓",
        "Nguyễn Hồng",  # combining marks, composed by the font
        "Hồng",
        "don't “quote” it's naïve façade",
    ],
)
def test_letters_are_kept_whatever_their_glyphs(text: str) -> None:
    assert text in extracted(text)


def test_words_of_two_lines_never_stick_together() -> None:
    words = " ".join(f"word{n}" for n in range(300))
    made = setting(document(Paragraph(runs(words))))
    assert " ".join(" ".join(page_texts(made.pdf)).split()).count(words[:900]) == 1


def test_long_word_stays_one_word_in_the_tree() -> None:
    assert "x" * 300 in lines(read_structure(setting(document(Paragraph(runs("x" * 300)))).pdf))


def test_stamp_and_footer_are_in_the_text_of_each_page() -> None:
    for page in page_texts(setting(every_block()).pdf):
        assert "SAMPLE - not for a patient" in page
        assert "Library 0.1 · review due 2027" in page


def test_all_scripts_stand_on_one_page() -> None:
    made = setting(names_everywhere())
    text = " ".join(" ".join(page_texts(made.pdf)).split())
    for name in NAMES.values():
        assert name in text

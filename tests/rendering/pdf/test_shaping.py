"""Shaping: the right face for each letter, the right letters for each glyph, a clear error for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering.pdf.chinese_font import write_chinese_font
from rendering.pdf.sample_documents import NAMES, runs, setting

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import Document, Paragraph
from careleaf.errors import UnprintableText
from careleaf.rendering.pdf.fonts import BOLD, REGULAR, SEMIBOLD, Fonts, fonts_in
from careleaf.rendering.pdf.shaping import ShapedText

FOLDER = data_folder("resources") / "fonts"
FONTS = fonts_in(FOLDER)


def shaped(text: str, face: str = REGULAR) -> ShapedText:
    return ShapedText([(text, face)], FONTS)


def faces(text: str, face: str = REGULAR) -> list[str]:
    return [run.face.name for run in shaped(text, face).runs]


def glyphs(text: str) -> list[int]:
    return [glyph.number for run in shaped(text).runs for glyph in run.glyphs]


@pytest.mark.parametrize("script", ["Latin", "Vietnamese", "Cyrillic", "Greek"])
def test_inter_has_the_european_scripts(script: str) -> None:
    assert faces(NAMES[script]) == [REGULAR]


@pytest.mark.parametrize("script", ["Arabic", "Hebrew", "Devanagari"])
def test_other_scripts_fall_back_in_the_same_weight(script: str) -> None:
    assert set(faces(NAMES[script])) == {f"NotoSans{script}-Regular"}
    assert set(faces(NAMES[script], SEMIBOLD)) == {f"NotoSans{script}-Bold"}
    assert set(faces(NAMES[script], BOLD)) == {f"NotoSans{script}-Bold"}


def test_faces_change_only_where_they_must() -> None:
    assert faces("For प्रिया शर्मा (12)") == [REGULAR, "NotoSansDevanagari-Regular", REGULAR]


def test_words_of_two_weights_are_kerned_apart_but_spelled_together() -> None:
    text = ShapedText([("AV", REGULAR), ("AT", BOLD)], FONTS)
    assert text.text == "AVAT"
    assert [run.face.name for run in text.runs] == [REGULAR, BOLD]


def test_kerning_and_length_agree() -> None:
    text = shaped("AVATAR To")
    loose = sum(text.runs[0].face.advance(glyph.number) for glyph in text.runs[0].glyphs)
    assert text.ends[-1] == pytest.approx(sum(glyph.move for glyph in text.runs[0].glyphs))
    assert text.ends[-1] < loose


def test_letters_that_look_alike_are_told_apart() -> None:
    nominal = [FONTS.face(REGULAR).shaper.get_nominal_glyph(ord(char)) for char in "Il1"]
    assert glyphs("Il1") != nominal
    assert len(set(glyphs("Il1"))) == 3


def test_an_x_between_numbers_stays_an_x() -> None:
    assert glyphs("2 x 3")[2] == FONTS.face(REGULAR).shaper.get_nominal_glyph(ord("x"))


@pytest.mark.parametrize("text", [*NAMES.values(), "कि र्मा क्ष", "مُحَمَّد", "שָׁלוֹם", "Hồng", "office"])
def test_glyphs_spell_the_text(text: str) -> None:
    spelled = ""
    for run in shaped(text).runs:
        in_order = reversed(run.glyphs) if run.level & 1 else run.glyphs
        spelled += "".join(glyph.text for glyph in in_order)
    assert spelled == text


def test_white_space_folds() -> None:
    assert shaped(" \n one\t\r\n two \u2028").text == "one two "


def test_invisible_characters_leave_no_glyph() -> None:
    assert glyphs("a\u00ad\u200b\u2060\ufeff\u202eb") == glyphs("ab")


def test_the_machine_language_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = glyphs("Iğdır ş ț")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    assert glyphs("Iğdır ş ț") == before


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("take 🙂 now", "U+1F642", "SLIGHTLY SMILING FACE"),
        ("你好", "U+4F60", "CJK UNIFIED IDEOGRAPH-4F60"),
        ("a\x00b", "U+0000", "no name"),
        ("a\ud800b", "U+D800", "no name"),
        ("a\ue000b", "U+E000", "no name"),
        ("a\uffffb", "U+FFFF", "no name"),
    ],
)
def test_error_names_the_character(text: str, code: str, name: str) -> None:
    with pytest.raises(UnprintableText) as caught:
        shaped(text)
    assert code in str(caught.value)
    assert name in str(caught.value)
    str(caught.value).encode()


@pytest.mark.parametrize("place", ["title", "footer", "stamp"])
def test_error_comes_from_every_place(place: str) -> None:
    words = {"title": "t", "footer": "f", "stamp": "s"} | {place: "🙂"}
    blocks = (Paragraph(runs(words["title"])),)
    with pytest.raises(UnprintableText):
        setting(Document("en", words["title"], words["footer"], words["stamp"], blocks))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make a user's folder of fonts in which one has a Chinese letter."""
    write_chinese_font(tmp_path / "own" / "Chinese-Regular.ttf")
    return tmp_path / "own"


def test_font_that_a_user_added_is_used(own: Path) -> None:
    text = ShapedText([("A \u4f60", REGULAR)], Fonts(FOLDER, own))
    assert [run.face.name for run in text.runs] == [REGULAR, "Chinese-Regular"]


def test_font_that_a_user_added_may_have_the_name_of_one_of_ours(tmp_path: Path) -> None:
    write_chinese_font(tmp_path / "own" / f"{REGULAR}.ttf")
    first, second = ShapedText([("A \u4f60", REGULAR)], Fonts(FOLDER, tmp_path / "own")).runs
    assert first.face.name == second.face.name
    assert first.face.resource != second.face.resource


def test_font_that_was_added_to_the_programs_own_folder_still_counts(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ttf"):
        (tmp_path / path.name).symlink_to(path)
    write_chinese_font(tmp_path / "add-on" / "Chinese-Bold.ttf")
    for fonts in (Fonts(tmp_path), Fonts(tmp_path, tmp_path / "none")):
        assert ShapedText([("\u4f60", REGULAR)], fonts).runs[0].face.name == "Chinese-Bold"


def test_file_that_is_no_font_is_passed_over(own: Path) -> None:
    (own / "Broken-Regular.ttf").write_bytes(b"no font")
    assert ShapedText([("\u4f60", REGULAR)], Fonts(FOLDER, own)).runs[0].face.name == "Chinese-Regular"


def test_fallback_fonts_stay_closed_until_a_text_needs_one() -> None:
    fonts = Fonts(FOLDER)
    ShapedText([("Take 1 tablet. Ελένη", REGULAR)], fonts)
    assert "outlines" in fonts.face(REGULAR).__dict__
    assert "outlines" not in fonts.face("NotoSansArabic-Regular").__dict__
    assert "outlines" not in fonts.face(BOLD).__dict__

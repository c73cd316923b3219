"""Whatever a person types comes out as typed, or is refused in words: nothing is obeyed, nothing is lost."""

from __future__ import annotations

import pytest
from handouts import NOW, lettered, made, program, typed
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_reading import holds, metadata, occurrences, pages_of, running_text

from careleaf.domain.blocks import Document, Paragraph, Run
from careleaf.domain.draft import Draft, set_note
from careleaf.domain.plaintext import clean_line, placeholders
from careleaf.errors import CareleafError, UnprintableText
from careleaf.rendering.pdf.document import typeset
from careleaf.rendering.pdf.fonts import REGULAR, fonts_in

HOSTILE = (
    "O'Brien <b>& co",
    "{{ 7*7 }}",
    "{% for x in y %}{{ x }}{% endfor %}",
    "{{ minutes }}",
    "{#- gone -#}",
    '<img src="/etc/passwd"/>',
    "<para><font size=40>big</font></para>",
    "</item></list></callout>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<!-- gone -->",
    "<?php exit ?>",
    "# x",
    "]]>",
    "<![CDATA[x]]>",
    "&#65;&lt;&amp;",
    "%s %(name)s {0} {name}",
    "\\n \\t \\x00 \\",
    "(unbalanced ) \\( PDF << /JS >>",
    "Nguyễn Thị Ánh Tuyết ở Đắk Lắk",
    "Αθανάσιος Παπαδόπουλος, Ῥόδος",
    "Щербакова Ольга Ђорђевић Їжак",
    "Zoe\u0308 Ange\u0301lique",  # decomposed
    "x\u0323\u0302y\u0327\u0301",  # marks with no letter of their own
    "“Quoted” – dashed — … €£ ½ °C ™ ≥ 5",
    "well-known twenty-one e-mail co-op" * 3,
    "İstanbul ıslak ẞ ß",
)


def pdf_of(text: str, style: str = "standard") -> bytes:
    """Set a handout with the text typed everywhere."""
    return made(typed(text, style)).typeset.pdf


def assert_nothing_lost(text: str, style: str = "standard") -> None:
    """Assert that the text stands in each place where it was typed."""
    wanted = clean_line(text)
    handout = made(typed(text, style))
    pdf = running_text(handout.typeset.pdf, handout.handout.footer)
    if not wanted:
        return
    note = " ".join(wanted.split())
    title = handout.handout.title
    assert holds(pdf, f"{title} For {clean_line(text[:120])} ({clean_line(text[:120])}) ·"), "patient"
    assert holds(pdf, f"· with {clean_line(text[:120])}"), "clinician"
    assert holds(pdf, f"Bring with you: {clean_line(text[:300])}."), "text param"
    assert holds(pdf, f"Your allergies: {clean_line(text[:300])}."), "personal text param"
    if not placeholders(wanted):  # an edited wording may name the topic's params
        after = program().library.topic("cold").point("limit").text
        assert holds(pdf, f"{clean_line(text[:1000])} {after}"), "wording of a point"
        assert holds(pdf, f"2. {clean_line(text[:1000])} 3."), "wording of a step"
    for topic in handout.handout.sections:
        for printed in topic.topics:
            if printed.note:
                assert " ".join(printed.note) == note
    assert occurrences(pdf, note) >= 4, "notes"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_prints_as_typed(text: str) -> None:
    assert_nothing_lost(text)


@pytest.mark.parametrize("style", ["large-print", "mono"])
def test_hostile_text_prints_as_typed_in_every_style(style: str) -> None:
    for text in HOSTILE[::4]:
        assert_nothing_lost(text, style)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_letterhead_prints_as_typed(text: str) -> None:
    clinic = lettered(text)
    handout = made(typed("x"), clinic)
    pdf = running_text(handout.typeset.pdf, handout.handout.footer)
    for wanted in (clinic.name, clinic.address, clinic.hours, clinic.after_hours):
        assert holds(pdf, clean_line(wanted)), wanted


def test_no_file_is_read_because_a_text_names_it() -> None:
    pdf = pdf_of('<img src="/etc/passwd"/>')
    assert "root:" not in "".join(pages_of(pdf))
    assert b"/Subtype /Image" not in pdf


def test_a_placeholder_that_somebody_typed_is_never_filled() -> None:
    """Only an edited wording may name the params of its topic: that is how it is edited."""
    pdf = running_text(pdf_of("{{ bring }} {{ minutes }}"))
    assert holds(pdf, "Bring with you: {{ bring }} {{ minutes }}.")
    assert holds(pdf, "Your allergies: {{ bring }} {{ minutes }}.")


def test_an_edited_wording_names_the_params_of_its_topic() -> None:
    assert holds(running_text(pdf_of("Cold: {{ minutes }}.")), "Cold: 15 minutes.")


def test_an_edited_wording_with_an_unknown_placeholder_prints_as_typed_or_is_refused() -> None:
    try:
        pdf = running_text(pdf_of("Sit for {{ 7*7 }} breaths."))
    except CareleafError:
        return
    assert holds(pdf, "2. Sit for {{ 7*7 }} breaths. 3.")


def test_control_characters_and_direction_overrides_are_dropped_and_the_rest_stays() -> None:
    pdf = running_text(pdf_of("Ana\x00\x07\x1b[31m \u202eziuR\u202c\u2066 \u200b\ufeffend\x85"))
    assert holds(pdf, "For Ana[31m ziuR end (")
    assert not any(char in pdf for char in "\x00\x07\x1b\u202e\u2066\u200b\ufeff")


def test_decomposed_letters_are_composed() -> None:
    assert "Zoë Angélique" in pages_of(pdf_of("Zoe\u0308 Ange\u0301lique"))[0]


LONG = "".join(chr(ord("a") + (7 * n + n // 26) % 26) for n in range(10_000))


@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_a_note_of_ten_thousand_characters_without_a_space_prints_whole(style: str) -> None:
    for topic in ("cold", "ex-catcamel", "red-flags", "call-us"):
        draft = set_note(Draft(topics=("cold", "ex-catcamel"), style=style), topic, LONG)
        printed = "".join(running_text(made(draft).typeset.pdf).split())
        assert LONG in printed, topic


def test_a_long_note_in_words_prints_whole() -> None:
    words = " ".join(f"word{n}" for n in range(1200))
    for topic in ("cold", "red-flags", "call-us"):
        draft = set_note(Draft(topics=("cold",)), topic, words)
        assert holds(running_text(made(draft).typeset.pdf), words), topic


def test_a_letterhead_without_spaces_stays_whole() -> None:
    clinic = lettered("W" * 120)
    pdf = "".join(running_text(made(typed("x"), clinic).typeset.pdf).split())
    assert "W" * 120 in pdf


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ก", "THAI CHARACTER KO KAI"),
        ("李小龙", "CJK UNIFIED IDEOGRAPH-674E"),
        ("Ana \N{GRINNING FACE}", "GRINNING FACE"),
        ("สวัสดี", "THAI CHARACTER SO SUA"),
        ("\ue000", "U+E000"),
        ("ﬁrst", "LATIN SMALL LIGATURE FI"),
    ],
)
def test_a_character_that_cannot_be_printed_is_named(text: str, named: str) -> None:
    with pytest.raises(UnprintableText, match=r"No font of the program has the character") as refused:
        pdf_of(text)
    assert named in str(refused.value)
    assert "Latin, Greek, Cyrillic, Arabic" in str(refused.value)


def printable() -> str:
    """Return every character that the text font itself promises to print.

    But for the joiner that nobody sees, and marks over two letters: readers put those after the second.
    """
    face, left_out = fonts_in(program().resources / "fonts").face(REGULAR), {0x034F, *range(0x035C, 0x0363)}
    known = (chr(code) for code in sorted(set(face.outlines.unicodes) - left_out))
    return "".join(char for char in known if face.has(char) and clean_line(f"a{char}") != "a")


TYPED = st.text(st.sampled_from(printable()), min_size=1, max_size=60) | st.text(
    st.sampled_from("ab {}<>&%\\#'\"-/\n"), min_size=1, max_size=120
)


@settings(max_examples=60, deadline=None)
@given(TYPED)
@example("a" * 200)
@example("- - -")
@example(" \u00a0 ")
def test_any_printable_text_is_found_again_where_it_was_typed(text: str) -> None:
    assert_nothing_lost(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_prints_or_is_refused_in_words(text: str) -> None:
    try:
        assert_nothing_lost(text)
    except UnprintableText:
        return  # in words: see above


def test_no_patient_in_the_files_metadata() -> None:
    pdf = made(typed("Qwzx Vbnm")).typeset.pdf
    assert "Qwzx" in pages_of(pdf)[0]
    assert not any("Qwzx" in value for value in metadata(pdf).values())


def test_every_character_the_fonts_promise_is_read_back() -> None:
    """Each in its own line, between letters: so that a wrong map from glyphs to text shows."""
    chars = printable()
    for start in range(0, len(chars), 100):
        wanted = [f"x{n}q a{char}b q{n}x" for n, char in enumerate(chars[start : start + 100])]
        blocks = tuple(Paragraph((Run(clean_line(text)),)) for text in wanted)
        pdf = typeset(Document("en", "t", "foot", "", blocks), program().resources, "standard", "a4", NOW).pdf
        text = "\n".join(pages_of(pdf))
        assert [line for line in wanted if not holds(text, clean_line(line))] == []

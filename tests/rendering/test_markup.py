"""The XML between template and typesetter: strict, with lines, and nothing reaches outside of it."""

from __future__ import annotations

import pytest

from careleaf.domain.blocks import (
    BulletList,
    Callout,
    Card,
    Cell,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Section,
    StepList,
    Table,
)
from careleaf.rendering.markup import MarkupError, parse
from careleaf.rendering.xml_part import Part, place


def blocks(inside: str) -> tuple:
    """Parse some blocks."""
    return parse(f'<handout language="en" title="T" footer="F" stamp="">{inside}</handout>').blocks


def refused(xml: str) -> str:
    """Return what the parser says of an XML text that it refuses."""
    with pytest.raises(MarkupError) as error:
        parse(xml)
    return str(error.value)


def refused_inside(inside: str) -> str:
    """Return what the parser says of blocks that start on line 2."""
    return refused(f"<handout>\n{inside}\n</handout>")


def test_a_document_has_language_title_footer_and_stamp() -> None:
    document = parse('<handout language="en" title="Plan" footer="Foot" stamp="SAMPLE"/>')
    assert (document.language, document.title, document.footer, document.stamp) == (
        "en",
        "Plan",
        "Foot",
        "SAMPLE",
    )
    assert document.blocks == ()


def test_every_kind_of_block() -> None:
    assert blocks(
        '<letterhead name="N" phone="P" details="D" colour="#000000"/>'
        '<heading level="3" topic="cold">Cold</heading><p>One</p><p role="note">Two</p>'
        '<list boxes="yes"><item>a</item></list><steps><item>s</item></steps>'
        '<callout kind="plan" topic="t"><p>in</p></callout><card topic="c"><p>in</p></card>'
        '<section heading="H"><p>in</p></section>'
    ) == (
        Letterhead("N", "P", "D", "#000000"),
        Heading(3, (Run("Cold"),), "cold"),
        Paragraph((Run("One"),)),
        Paragraph((Run("Two"),), "note"),
        BulletList(((Run("a"),),), boxes=True),
        StepList(((Run("s"),),)),
        Callout("plan", (Paragraph((Run("in"),)),), "t"),
        Card((Paragraph((Run("in"),)),), "c"),
        Section((Run("H"),), (Paragraph((Run("in"),)),)),
    )  # fmt: skip


def test_a_table_has_a_header_rows_spans_and_widths() -> None:
    (table,) = blocks(
        '<table widths="2 1 1"><header><cell>A</cell><cell>B</cell><cell>C</cell></header>'
        '<row><cell><b>a</b> x</cell><cell span="2" align="center">y</cell></row></table>'
    )
    assert table == Table(
        (Cell((Run("A"),)), Cell((Run("B"),)), Cell((Run("C"),))),
        ((Cell((Run("a", True), Run(" x"))), Cell((Run("y"),), 2, "center")),),
        (2.0, 1.0, 1.0),
    )


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("  a \n\t b  ", (Run("a b"),)),
        ("a <b> b </b> c", (Run("a "), Run("b ", True), Run("c"))),
        ("a<b>b</b>c", (Run("a"), Run("b", True), Run("c"))),
        (" <b> a</b> ", (Run("a", True),)),
        ("a <b> </b>", (Run("a"),)),
        ("", ()),
        ("   ", ()),
        ("no\u00a0break", (Run("no\u00a0break"),)),
        ("&lt;b&gt; &amp; &quot;", (Run('<b> & "'),)),
        ("a&#65;", (Run("aA"),)),
    ],
)
def test_white_space_folds_as_in_print(text: str, runs: tuple[Run, ...]) -> None:
    assert blocks(f"<p>{text}</p>") == (Paragraph(runs),)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<img/>", "line 2: <img>: unknown element"),
        ("<p/>\n<para/>", "line 3: <para>: unknown element"),
        ("<p colour='red'>x</p>", "line 2: <p>: unknown attribute 'colour'"),
        ("<callout kind='plan' sort='x'/>", "line 2: <callout>: unknown attribute 'sort'"),
        ("<p><i>x</i></p>", "line 2: <i>: only <b> is allowed inside text"),
        ("<p><b><b>x</b></b></p>", "line 2: <b>: nothing may stand inside <b>"),
        ("<p><b class='x'>x</b></p>", "line 2: <b>: unknown attribute 'class'"),
        ("words", "line 1: <handout>: text outside an element: 'words'"),
        ("<card>words</card>", "line 2: <card>: text outside an element: 'words'"),
        ("<list>words</list>", "line 2: <list>: text outside an element: 'words'"),
        ("<list><p>x</p></list>", "line 2: <p>: expected <item>"),
        ("<list><item mark='x'>x</item></list>", "line 2: <item>: unknown attribute 'mark'"),
        ("<table/>", "line 2: <table>: expected one <header>, then <row>s"),
        ("<table><row/></table>", "line 2: <table>: expected one <header>, then <row>s"),
        ("<table><header><p/></header></table>", "line 2: <p>: expected <cell>"),
        ("<p>\n\n<i/></p>", "line 4: <i>: only <b> is allowed inside text"),
    ],
)
def test_what_is_no_handout_is_refused_with_its_line(inside: str, words: str) -> None:
    assert refused_inside(inside) == words


@pytest.mark.parametrize(
    "rows",
    [
        "<row><cell/></row>",
        "<row><cell/><cell/><cell/></row>",
        "<row><cell span='3'/></row>",
        "<row/>",
    ],
)
def test_a_row_with_other_columns_than_the_header_is_refused(rows: str) -> None:
    table = f"<table><header><cell>A</cell><cell>B</cell></header>{rows}</table>"
    assert refused_inside(table) == "line 2: <table>: expected 2 columns in every row"


def test_widths_for_other_columns_are_refused() -> None:
    table = "<table widths='1 1 1'><header><cell>A</cell><cell>B</cell></header></table>"
    assert "expected 2 columns in every row" in refused_inside(table)


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE handout><handout/>",
        '<!DOCTYPE handout SYSTEM "file:///etc/passwd"><handout/>',
        '<!DOCTYPE h [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><handout><p>&b;</p></handout>',
    ],
)
def test_a_document_type_is_refused(xml: str) -> None:
    assert refused(xml) == "line 1: a document type is not allowed"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<handout>\n<p>&e;</p></handout>", "line 2: undefined entity"),
        ("<handout>\n<p></handout>", "line 2: mismatched tag"),
        ("", "line 1: no element found"),
        ("<handout/><handout/>", "line 1: junk after document element"),
        ("<handout><p>\x01</p></handout>", "line 1: not well-formed (invalid token)"),
        ("<page/>", "line 1: <page>: expected <handout>"),
        ("<handout lang='en'/>", "line 1: <handout>: unknown attribute 'lang'"),
    ],
)
def test_what_is_no_xml_is_refused_with_its_line(xml: str, words: str) -> None:
    assert refused(xml) == words


INNER = Part("inner.xml.j2", "<p>In</p><p>and in</p>")
OUTER = Part("outer.xml.j2", f'<section heading="H">{place(0)}<p>after</p></section>', (INNER,))
PAGE = f"<handout>{place(0)}{place(1)}</handout>"


def test_a_part_stands_in_its_place_however_deep() -> None:
    blocks = parse(PAGE, (OUTER, INNER)).blocks
    inside = (Paragraph((Run("In"),)), Paragraph((Run("and in"),)))
    assert blocks == (Section((Run("H"),), (*inside, Paragraph((Run("after"),)))), *inside)
    whole = Part("page.xml.j2", PAGE, (OUTER, INNER)).text
    assert whole == (
        '<handout><section heading="H"><p>In</p><p>and in</p><p>after</p></section>'
        "<p>In</p><p>and in</p></handout>"
    )


def test_a_part_that_writes_nothing_leaves_no_block() -> None:
    assert parse(f"<handout>{place(0)}</handout>", (Part("empty.xml.j2", "\n"),)).blocks == ()


def test_an_error_in_a_part_names_the_templates_on_the_way_to_it() -> None:
    wrong = Part("inner.xml.j2", "<p>One</p>\n<image/>")
    with pytest.raises(MarkupError) as error:
        parse(f"<handout>{place(0)}</handout>", (Part("outer.xml.j2", place(0), (wrong,)),))
    assert str(error.value) == "outer.xml.j2: inner.xml.j2: line 2: <image>: unknown element"


def test_without_parts_a_place_is_no_element() -> None:
    assert refused_inside(place(0)) == "line 2: <part>: unknown element"

"""The templates: every value escaped once, whatever it is, and the page in its order."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from handouts import CLINIC, made, program, typed

from careleaf.domain.blocks import Callout, Heading, Letterhead, Paragraph, Section, plain, texts
from careleaf.rendering.markup import parse
from careleaf.rendering.text import handout_xml


def xml_of(text: str) -> str:
    """Return the XML of a handout with a text typed everywhere, letterhead included."""
    clinic = replace(CLINIC, name=text, address=text, hours=text, after_hours=text, phone=f"5 {text}")
    return made(typed(text), clinic).xml


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("O'Brien <b>& co", "O&#39;Brien &lt;b&gt;&amp; co"),
        ("&#65; &amp;", "&amp;#65; &amp;amp;"),
        (']]> " end', "]]&gt; &#34; end"),
        ("</handout><p>", "&lt;/handout&gt;&lt;p&gt;"),
    ],
)
def test_values_are_escaped_once(text: str, escaped: str) -> None:
    xml = xml_of(text)
    assert f"<b>{escaped}</b>" in xml  # the name
    assert f'name="{escaped}"' in xml  # an attribute
    assert escaped.replace("&", "&amp;") not in xml
    raw = text.replace("&amp;", "")
    assert raw not in re.sub(re.escape(escaped), "", xml)


@pytest.mark.parametrize(
    "text",
    ["O'Brien <b>& co", "&#65; &amp;", ']]> "', "</p></handout>", "{{ h }} {% x %}", '<part n="0"/>'],
)
def test_what_was_typed_comes_back_from_the_xml(text: str) -> None:
    document = parse(xml_of(text))
    said = [words for block in document.blocks for words in texts(block)]
    assert f"For {text} ({text}) · Saturday 21 November 2026 · with {text}" in said
    assert f"Bring with you: {text}." in said
    assert said.count(text) >= 5  # notes and letterhead
    head = next(block for block in document.blocks if isinstance(block, Letterhead))
    assert (head.name, head.phone, head.details) == (text, f"5 {text}", f"{text} · {text}")
    assert document.footer.startswith(f"{text} · Library")


def test_typed_text_never_adds_or_takes_an_element() -> None:
    def shape(text: str) -> list[str]:
        return re.findall(r"</?[a-z]+", xml_of(text))

    assert shape("</item></list><img/><p>&<b>]]>") == shape("harmless")


def test_the_page_stands_in_its_order() -> None:
    document = made(typed("x")).document
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds[:3] == ["Letterhead", "Heading", "Paragraph"]
    boxes = [block.kind for block in document.blocks if isinstance(block, Callout)]
    assert boxes == ["emergency", "plan", "call-us"]
    order = [block for block in document.blocks if isinstance(block, Callout | Section)]
    assert isinstance(order[0], Callout)
    assert order[0].kind == "emergency"
    assert isinstance(order[-1], Callout)
    assert order[-1].kind == "call-us"
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.role == "small"


def test_there_is_one_title_and_levels_do_not_jump() -> None:
    def headings(blocks: tuple) -> list[Heading]:
        found = []
        for block in blocks:
            if isinstance(block, Heading):
                found.append(block)
            elif hasattr(block, "blocks"):
                found += headings(block.blocks)
        return found

    every = headings(made(typed("x")).document.blocks)
    assert [plain(h.runs) for h in every if h.level == 1] == [program().library.handout_title]
    assert {h.level for h in every} == {1, 2, 3}
    assert all(h.topic for h in every if h.level == 3)


def test_an_unknown_value_in_a_template_is_an_error() -> None:
    """A slip in a template must not print a gap in silence."""
    from jinja2 import UndefinedError

    broken = made(typed("x")).handout

    class NoTitle:
        def __getattr__(self, name: str) -> object:
            if name == "title":
                raise AttributeError(name)
            return getattr(broken, name)

    with pytest.raises(UndefinedError):
        handout_xml(NoTitle(), program().templates)  # type: ignore[arg-type]


def test_compiled_templates_write_what_fresh_ones_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careleaf.rendering.text.data_folder", lambda _: tmp_path / "compiled")
    handout, written = made(typed("<b>&")).handout, set()
    for name in ("first", "second"):  # each folder is asked for once: the second finds what the first kept
        templates = tmp_path / name
        shutil.copytree(program().templates, templates)
        written.add(handout_xml(handout, templates).text)
    assert written == {handout_xml(handout, program().templates).text}
    assert len(list((tmp_path / "compiled").iterdir())) == 1


def test_a_changed_template_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careleaf.rendering.text.data_folder", lambda _: tmp_path / "compiled")
    handout = made(typed("x")).handout
    for name, title in (("first", "Careful"), ("second", "Painful")):
        templates = tmp_path / name
        shutil.copytree(program().templates, templates)
        page = templates / "handout" / "handout.xml.j2"
        page.write_text(page.read_text("utf-8").replace("{{ h.title }}", title), "utf-8")
        assert title in handout_xml(handout, templates).text

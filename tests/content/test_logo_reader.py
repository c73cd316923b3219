"""The logo: read from PNG, JPEG or SVG, made anew, and refused in words where it could do harm."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from builders import RESOURCES
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from careleaf.content import logo_reader
from careleaf.content.logo_reader import KEPT, UnusableLogo, load_logo, read_logo
from careleaf.domain.logo import PixelLogo, Shape, VectorLogo

SQUARE = '<rect width="10" height="10" fill="#336699"/>'


def picture(
    mode: str = "RGB", size: tuple[int, int] = (60, 40), colour: object = None, **how: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, how.pop("form", "PNG"), **how)
    return out.getvalue()


def pixels(content: bytes) -> Image.Image:
    logo = read_logo(content)
    assert isinstance(logo, PixelLogo)
    image = Image.open(io.BytesIO(logo.png))
    assert (image.mode, image.size) == ("RGB", (logo.width, logo.height))
    return image


def colour_of(content: bytes) -> object:
    return pixels(content).getpixel((5, 5))


def svg(inside: str, head: str = 'viewBox="0 0 10 10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode()


def drawing(inside: str, head: str = 'viewBox="0 0 10 10"') -> VectorLogo:
    logo = read_logo(svg(inside, head))
    assert isinstance(logo, VectorLogo)
    return logo


def shape(inside: str) -> Shape:
    (only,) = drawing(inside).shapes
    return only


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (picture("RGB", colour=(10, 20, 30)), (10, 20, 30)),
        (picture("L", colour=90), (90, 90, 90)),
        (picture("1", colour=1), (255, 255, 255)),
        (picture("P", colour=0), (0, 0, 0)),
        (picture("RGBA", colour=(255, 0, 0, 0)), (255, 255, 255)),
        (picture("LA", colour=(0, 0)), (255, 255, 255)),
        (picture("RGB", colour=(9, 9, 9), transparency=(9, 9, 9)), (255, 255, 255)),
        (picture("I;16", colour=128 * 257), (128, 128, 128)),
    ],
    ids=["colour", "grey", "two-levels", "palette", "see-through", "grey-alpha", "keyed", "16-bit"],
)
def test_every_kind_of_png_is_flattened_on_white(content: bytes, colour: object) -> None:
    assert colour_of(content) == colour


def test_a_cmyk_jpeg_keeps_its_colour() -> None:
    red, green, blue = pixels(picture("CMYK", colour=(0, 255, 255, 0), form="JPEG")).getpixel((5, 5))
    assert red > 200
    assert max(green, blue) < 60


def test_an_animated_picture_shows_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), shade) for shade in ("#ff0000", "#0000ff")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    assert colour_of(out.getvalue()) == (255, 0, 0)


def test_a_large_picture_is_made_smaller_in_its_own_proportions() -> None:
    assert pixels(picture(size=(3000, 1000))).size == (600, 200)
    assert pixels(picture(size=(100, 2000))).size == (12, KEPT[1])


def test_a_photo_on_its_side_is_set_upright_and_keeps_nothing_it_was_taken_with() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Ana Ruiz, 12 Mill Lane"
    content = picture(size=(60, 40), form="JPEG", exif=exif, comment=b"SECRET")
    assert b"Ana Ruiz" in content
    logo = read_logo(content)
    assert isinstance(logo, PixelLogo)
    assert (logo.width, logo.height) == (40, 60)
    chunks = [logo.png[at : at + 4] for at in range(len(logo.png)) if logo.png[at : at + 4].isalpha()]
    assert b"eXIf" not in chunks
    assert b"Ana Ruiz" not in logo.png
    assert b"SECRET" not in logo.png


def test_a_picture_read_back_stays_as_it_is() -> None:
    once = read_logo(picture(size=(900, 500), colour=(1, 2, 3)))
    assert read_logo(once.file()) == once


def bomb(width: int, height: int) -> bytes:
    """Make a PNG of some hundred bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(99))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no PNG, JPEG or SVG"),
        (b"GIF89a" + bytes(50), "is no PNG, JPEG or SVG"),
        (b"%PDF-1.7", "is no PNG, JPEG or SVG"),
        (picture()[:60], "is broken"),
        (picture(form="JPEG", size=(300, 300))[:400], "is broken"),
        (bomb(5000, 5000), "5,000 x 5,000 pixels; at most 20 million"),
        (bomb(12_000, 9_000), "pixels; at most 20 million"),
        (bomb(60_000, 60_000), "far too large"),
        (bomb(10, 10), "is broken"),
    ],
    ids=["empty", "gif", "pdf", "cut-png", "cut-jpeg", "bomb-25", "bomb-108", "bomb-3600", "short-data"],
)
def test_a_bad_picture_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnusableLogo, match=words):
        read_logo(content)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(logo_reader.MOST_BYTES + 1)
    monkeypatch.setattr(logo_reader, "read_logo", None)
    with pytest.raises(UnusableLogo, match="larger than 5 MB"):
        load_logo(huge)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableLogo, match="cannot be read: No such file"):
        load_logo(tmp_path / "none.png")


# ------------------------------------------------------------------ drawings


def test_shapes_become_outlines_on_a_grid_of_1000() -> None:
    made = drawing(SQUARE, 'viewBox="0 0 20 10"')
    assert (made.width, made.height) == (1000, 500)
    steps = (("M", (0, 0)), ("L", (500, 0)), ("L", (500, 500)), ("L", (0, 500)), ("Z", ()))
    assert made.shapes == (Shape(steps, "#336699"),)


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("M1 1 2 2", (2, 2)), ("m1 1 2 2", (3, 3)), ("M1,1H4", (4, 1)), ("M1 1h-.5.5", (1, 1)),
        ("M1 1V4", (1, 4)), ("M1 1v1e0", (1, 2)), ("M1 1C2 2 3 3 4 4", (4, 4)), ("M1 1c1 1 2 2 3-3", (4, -2)),
        ("M1 1S2 2 4 1", (4, 1)), ("M1 1Q2 3 4 1", (4, 1)), ("M1 1T2 3t1 1", (3, 4)),
        ("M1 1A3 3 0 0 1 4 4", (4, 4)), ("M1 1a3 3 0 013 3", (4, 4)), ("M1 1A0 3 0 0 1 4 4", (4, 4)),
    ],
)  # fmt: skip
def test_every_letter_of_a_path_is_read(path: str, end: tuple[float, float]) -> None:
    _, numbers = shape(f'<path d="{path}"/>').steps[-1]
    assert numbers[-2:] == pytest.approx([100 * n for n in end])


def test_a_circle_is_round() -> None:
    steps = shape('<circle cx="5" cy="5" r="4"/>').steps
    for letter, numbers in steps:
        if letter == "C":
            for x, y in ((numbers[4], numbers[5]),):
                assert ((x - 500) ** 2 + (y - 500) ** 2) ** 0.5 == pytest.approx(400, abs=0.1)
    assert {letter for letter, _ in steps} == {"M", "C", "Z"}


def test_transforms_move_and_scale_outlines_and_lines() -> None:
    inside = (
        '<g transform="translate(1 2) scale(2)"><path transform="rotate(90)" d="M1 0H2" stroke="#000"/></g>'
    )
    moved = shape(inside)
    assert moved.steps == (("M", (100, 400)), ("L", (100, 600)))
    assert moved.line == 200


@pytest.mark.parametrize(
    ("look", "colour"),
    [
        ('fill="teal"', "#008080"),
        ('style="fill: rgb(1,2,3) !important"', "#010203"),
        ('class="a"', "#ff0000"),
        ('fill="#000" opacity="0.5"', "#808080"),
        ('fill="#000" fill-opacity="50%"', "#808080"),
        ('fill="#000000" id="b"', "#0000ff"),
        ('color="#abcdef" fill="currentColor"', "#abcdef"),
        ("", "#000000"),
    ],
)
def test_colours_are_read_as_they_look_on_white(look: str, colour: str) -> None:
    sheet = "<defs><style>/* none */ .a{fill:red} #b, .c{fill:#00f;}</style></defs>"
    assert shape(f'{sheet}<rect width="5" height="5" {look}/>').fill == colour


def test_what_does_not_show_is_not_kept() -> None:
    inside = (
        '<metadata><x xmlns="urn:x" who="Ana Ruiz"/></metadata>'
        '<g display="none"><rect width="1" height="1"/></g>'
        '<rect width="3" height="3" fill="none"/><rect width="3" height="0"/><!-- Ana Ruiz -->'
    )
    assert b"Ana" not in drawing(inside + SQUARE).file()
    assert len(drawing(inside + SQUARE).shapes) == 1


def test_a_drawing_read_back_stays_as_it_is() -> None:
    once = load_logo(RESOURCES / "clinics" / "sample-logo.svg")
    assert isinstance(once, VectorLogo)
    assert read_logo(once.file()) == once


def test_the_head_that_drawing_programs_write_is_no_hindrance() -> None:
    head = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
    )
    assert read_logo(head.encode() + svg(SQUARE)) == drawing(SQUARE)


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (svg("<script>x()</script>" + SQUARE), "a script"),
        (svg('<rect onclick="x()" width="1" height="1"/>'), "link or a script"),
        (svg('<image href="file:///etc/passwd"/>'), "a picture inside"),
        (svg('<a href="https://x.example"><rect width="1" height="1"/></a>'), "a, which is not read"),
        (svg('<use href="other.svg#a"/>'), "a copy of another part"),
        (svg("<foreignObject/>"), "foreignObject"),
        (svg("<text>Clinic</text>"), "turn it into paths"),
        (svg('<rect fill="url(#g)" width="1" height="1"/>'), "gradient"),
        (svg('<rect style="fill:URL(http://x.example/a.svg#g)" width="1" height="1"/>'), "gradient"),
        (svg("<style>@import 'http://x.example/a.css';</style>" + SQUARE), "refers to another file"),
        (svg('<style>.a{fill:url(x)}</style><rect class="a" width="1" height="1"/>'), "gradient"),
        (svg(f"<style>{'.a{fill:red}' * 301}</style>" + SQUARE), "style sheet is too long"),
        (svg("<style>g > path{fill:red}</style>" + SQUARE), "style sheet has"),
        (b'<?xml-stylesheet href="x.css"?>' + svg(SQUARE), "instruction"),
        (BOMB.encode() + svg("&b;" + SQUARE), "entities"),
        (OUTSIDE.encode() + svg("&a;" + SQUARE), "entities"),
        (svg("<g>" * 60 + SQUARE + "</g>" * 60), "too intricate"),
        (svg("<g/>" * 6000), "too intricate"),
        (svg(f'<path d="M0 0{"h1" * 21_000}"/>'), "20,000 steps"),
        (svg(f'<path d="M0 0{"h1" * 11_000}"/>' * 2), "20,000 steps"),
        (svg('<path d="M0 0 L1e999 1"/>'), "too large"),
        (svg('<path d="M0 0 L1"/>'), "lacks a number"),
        (svg('<path d="L1 1"/>'), 'a path has "L"'),
        (svg('<path d="M1 1 X3"/>'), 'a path has "X"'),
        (svg('<path d="M1 1 Z 5"/>'), "a number where a letter"),
        (svg('<path d="M1 1 A1 1 0 2 0 3 3"/>'), "lacks a flag"),
        (svg('<rect width="5%" height="5"/>'), 'a length "5%"'),
        (svg('<rect width="5" height="5" fill="blurple"/>'), 'colour "blurple"'),
        (svg('<rect width="5" height="5" transform="spin(3)"/>'), 'transform "spin"'),
        (svg('<path d="M1 1H5" stroke="red" stroke-dasharray="2 1"/>'), "dashed"),
        (svg(SQUARE, 'viewBox="0 0 0 0"'), "no width and height"),
        (svg(SQUARE, ""), "no width and height"),
        (svg(""), "draws nothing"),
        (b"<html/>", "no SVG drawing"),
        (b"<svg", "no SVG drawing that can be read"),
        (svg(SQUARE).decode().encode("utf-16"), "is no PNG, JPEG or SVG"),
        (b" " * (logo_reader.MOST_SVG_BYTES + 1) + svg(SQUARE), "larger than 500 KB"),
    ],
)
def test_a_drawing_that_reaches_out_or_cannot_be_drawn_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UnusableLogo) as refused:
        read_logo(content)
    assert words in str(refused.value)


PATHS = st.text(max_size=60).map(lambda text: svg(f'<path d="M1 1{text}"/>'))


@given(st.one_of(st.binary(max_size=200), PATHS))
def test_whatever_comes_is_a_logo_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnusableLogo):
        assert read_logo(content).width > 0

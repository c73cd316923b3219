"""Typst, WeasyPrint, fpdf2 and Chromium with the same handout; runs in an environment of their own.

One JSON line in, one out. First the folder of the fonts and the handouts as pieces (see pieces.py); then for
each line [program, number of the handout] the seconds and the bytes that its PDF took.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from chromium import Chromium

Piece = list[Any]
MARGINS = {"left": 44, "top": 34, "right": 44, "bottom": 38}


def weasyprint(fonts: Path) -> Callable[[list[Piece]], bytes]:
    """Return a maker of tagged PDF/UA-1."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    style = CSS(string=_faces(fonts) + _STYLE, font_config=known)

    def make(handout: list[Piece]) -> bytes:
        page = f"<html lang=en><title>Plan</title><body>{''.join(map(_html, handout))}</body></html>"
        pdf: bytes = HTML(string=page).write_pdf(
            stylesheets=[style], font_config=known, pdf_variant="pdf/ua-1"
        )
        return pdf

    return make


def chromium(fonts: Path) -> Callable[[list[Piece]], bytes]:
    """Return a maker of tagged PDF."""
    style = _faces(fonts) + _STYLE
    browser = Chromium(
        f"<!doctype html><html lang=en><title>Plan</title><style>{style}</style><body></body></html>"
    )
    return lambda handout: browser.pdf("".join(map(_html, handout)))


def _faces(fonts: Path) -> str:
    return "".join(
        f"@font-face {{ font-family: Inter; font-weight: {weight}; "
        f"src: url(file://{fonts}/Inter-{name}.ttf) }}"
        for weight, name in ((400, "Regular"), (700, "Bold"))
    )


_STYLE = """
@page { size: letter; margin: 34pt 44pt 38pt;
        @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 12pt/15pt Inter }
img { height: 90pt }
.box { border: 1.6pt solid #0b5c63; padding: 7pt 13pt; break-inside: avoid }
table { width: 100%; border-collapse: collapse }
td, th { border-bottom: .7pt solid #ccc }
"""


def _html(piece: Piece) -> str:
    match piece:
        case ["heading", level, text]:
            return f"<h{level}>{escape(text)}</h{level}>"
        case ["paragraph", text]:
            return f"<p>{escape(text)}</p>"
        case ["bullets" | "steps" as kind, items]:
            name = "ul" if kind == "bullets" else "ol"
            return f"<{name}>{''.join(f'<li>{escape(text)}</li>' for text in items)}</{name}>"
        case ["table", header, rows]:
            head = "".join(f"<th scope=col>{escape(text)}</th>" for text in header)
            body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case ["picture", svg, alt]:
            data = base64.b64encode(svg.encode()).decode()
            return f'<p><img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}"></p>'
        case ["box", inside]:
            return f"<div class=box>{''.join(map(_html, inside))}</div>"
    raise ValueError(piece[0])


def typst(fonts: Path) -> Callable[[list[Piece]], bytes]:
    """Return a maker of tagged PDF/UA-1 with one compiler that remembers, as while editing."""
    from typst import Compiler

    folder = Path(tempfile.mkdtemp())
    source = folder / "handout.typ"
    source.write_text("")
    compiler = Compiler(str(source), root=str(folder), font_paths=[str(fonts)])

    def make(handout: list[Piece]) -> bytes:
        source.write_text(_TYPST + "\n".join(map(_typst, handout)))
        pdf: bytes = compiler.compile(format="pdf", pdf_standards=["ua-1"])
        return pdf

    return make


_TYPST = """#set document(title: "Plan")
#set text(font: "Inter", size: 12pt, lang: "en")
#set page("us-letter", margin: (x: 44pt, top: 34pt, bottom: 38pt), numbering: "1 of 1")
#let box-of = block.with(stroke: 1.6pt + rgb("#0b5c63"), inset: (x: 13pt, y: 7pt),
  width: 100%, breakable: false)
"""


def _typst(piece: Piece) -> str:
    match piece:
        case ["heading", level, text]:
            return f"#heading(level: {level}, {json.dumps(text)})\n"
        case ["paragraph", text]:
            return f"#par[#text({json.dumps(text)})]\n"
        case ["bullets" | "steps" as kind, items]:
            inside = ", ".join(f"[#text({json.dumps(text)})]" for text in items)
            return f"#{'list' if kind == 'bullets' else 'enum'}({inside})\n"
        case ["table", header, rows]:
            cells = lambda row: "".join(f"[#text({json.dumps(text)})], " for text in row)  # noqa: E731
            body = "".join(map(cells, rows))
            return f"#table(columns: {len(header)}, table.header({cells(header)}), {body})\n"
        case ["picture", svg, alt]:
            return f"#image(bytes({json.dumps(svg)}), alt: {json.dumps(alt)}, height: 90pt)\n"
        case ["box", inside]:
            return f"#box-of[\n{''.join(map(_typst, inside))}]\n"
    raise ValueError(piece[0])


def fpdf2(fonts: Path) -> Callable[[list[Piece]], bytes]:
    """Return a maker of plain PDF: fpdf2 has no tags for text."""
    from fpdf import FPDF

    def make(handout: list[Piece]) -> bytes:
        pdf = FPDF(format="letter", unit="pt")
        pdf.set_margins(MARGINS["left"], MARGINS["top"], MARGINS["right"])
        pdf.set_auto_page_break(True, MARGINS["bottom"])
        pdf.add_font("Inter", "", fonts / "Inter-Regular.ttf")
        pdf.add_font("Inter", "B", fonts / "Inter-Bold.ttf")
        pdf.add_page()
        for piece in handout:
            _fpdf2(pdf, piece)
        return bytes(pdf.output())

    return make


def _fpdf2(pdf: Any, piece: Piece) -> None:
    def write(text: str, size: float = 12, style: str = "") -> None:
        pdf.set_font("Inter", style, size)
        pdf.multi_cell(0, size * 1.25, text, new_x="LMARGIN", new_y="NEXT")

    match piece:
        case ["heading", level, text]:
            write(text, {1: 22, 2: 15, 3: 13}[level], "B")
        case ["paragraph", text]:
            write(text)
        case ["bullets" | "steps", items]:
            for text in items:
                write(f"• {text}")
        case ["table", header, rows]:
            pdf.set_font("Inter", "", 12)
            with pdf.table() as table:
                for row in [header, *rows]:
                    line = table.row()
                    for text in row:
                        line.cell(text)
        case ["picture", svg, _]:
            pdf.image(io.BytesIO(svg.encode()), h=90)
        case ["box", inside]:
            top = pdf.get_y()
            for each in inside:
                _fpdf2(pdf, each)
            if pdf.get_y() > top:
                pdf.rect(MARGINS["left"], top, pdf.epw, pdf.get_y() - top)


def main() -> None:
    """Serve until the input ends."""
    first = json.loads(sys.stdin.readline())
    fonts, handouts = Path(first["fonts"]), first["handouts"]
    known = {maker.__name__: maker for maker in (typst, weasyprint, fpdf2, chromium)}
    makers: dict[str, Callable[[list[Piece]], bytes]] = {}
    for line in sys.stdin:
        program, number = json.loads(line)
        if program not in makers:
            makers[program] = known[program](fonts)
        begin = time.perf_counter()
        pdf = makers[program](handouts[number])
        print(json.dumps([time.perf_counter() - begin, len(pdf)]), flush=True)


if __name__ == "__main__":
    main()

"""Read a tagged PDF as a screen reader does: by its structure tree, not by its pages.

Written apart from the program's own writer, from ISO 32000-1, 14.6 to 14.9, so that both must be right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Marks = dict[tuple[int, int], str]


@dataclass
class Node:
    """An element of the structure tree with what is read for it, before its kids: its description, the text
    that stands for its content, or its content."""

    role: str
    attributes: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    kids: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, role: str) -> list[Node]:
        """Return the nodes of a role, in reading order."""
        return [node for node in self.walk() if node.role == role]

    def outline(self) -> Any:
        """Return roles as nested tuples, for comparing trees."""
        return (self.role, *(kid.outline() for kid in self.kids))


def read_structure(pdf_bytes: bytes) -> Node:
    """Return the Document element with all text bound to it."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        marks: Marks = {}
        pages = {}
        for number, page in enumerate(pdf.pages):
            pages[page.obj.objgen] = number
            marks |= {(number, mark): text for mark, text in marked_texts(page).items() if mark >= 0}
        (top,) = (
            pdf.Root.StructTreeRoot.K if _is_array(pdf.Root.StructTreeRoot.K) else [pdf.Root.StructTreeRoot.K]
        )
        return _node(top, marks, pages)


def artifacts(pdf_bytes: bytes) -> list[str]:
    """Return the text of each page that belongs to no element."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return [marked_texts(page).get(-1, "") for page in pdf.pages]


def lines(node: Node, skip: frozenset[str] = frozenset({"Lbl"})) -> list[str]:
    """Return the texts of a tree in reading order, white space folded, labels left out."""
    found = [] if node.role in skip else [" ".join(node.text.split())]
    for kid in node.kids if node.role not in skip else []:
        found += lines(kid, skip)
    return [text for text in found if text]


def _node(element: Any, marks: Marks, pages: dict[Any, int]) -> Node:
    node = Node(str(element.S)[1:])
    if "/A" in element:
        node.attributes = {key[1:]: str(value).lstrip("/") for key, value in element.A.items()}
    text = ""
    kids = element.get("/K", [])
    for kid in kids if _is_array(kids) else [kids]:
        if isinstance(kid, int):
            text += marks[pages[element.Pg.objgen], kid]
        elif "/MCID" in kid:
            text += marks[pages[kid.Pg.objgen], int(kid.MCID)]
        else:
            node.kids.append(_node(kid, marks, pages))
    node.text = str(element.get("/Alt", element.get("/ActualText", text)))
    return node


def marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each marked sequence of a page by its number; what is an artifact has -1.

    Raises AssertionError for text outside any sequence.
    """
    maps = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    owner: list[int] = []
    stack: list[tuple[str, str | None]] = []  # operator's tag, ActualText
    found: dict[int, str] = {}
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                tag, properties = str(operands[0]), operands[1] if len(operands) > 1 else {}
                actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
                if actual is not None:
                    found[owner[-1]] += actual
                stack.append((tag, actual))
                number = int(properties["/MCID"]) if "/MCID" in properties else None
                owner.append(number if number is not None else -1 if tag == "/Artifact" else owner[-1])
                found.setdefault(owner[-1], "")
            case "EMC":
                stack.pop()
                owner.pop()
            case "Tf":
                letters = maps[str(operands[0])]
            case "Tj" | "TJ":
                assert owner, "text that nobody owns"
                if any(actual is not None for _, actual in stack):
                    continue
                shown = operands[0] if _is_array(operands[0]) else [operands[0]]
                text = "".join(_decoded(bytes(s), letters, stack) for s in _strings(shown))
                found[owner[-1]] += text
    assert not stack, "a marked sequence that does not end"
    return found


def _strings(shown: Any) -> list[Any]:
    return [item for item in shown if isinstance(item, pikepdf.String)]


def _decoded(codes: bytes, letters: dict[int, str], stack: list[tuple[str, str | None]]) -> str:
    texts = [letters[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)]
    reversed_ = any(tag == "/ReversedChars" for tag, _ in stack)
    return "".join(reversed(texts) if reversed_ else texts)


def _letters(font: Any) -> dict[int, str]:
    """Read a font's ToUnicode map."""
    rows = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", font.ToUnicode.read_bytes(), re.MULTILINE)
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in rows
        if code != b"0000"
    }  # 0000 is the code space


def _is_array(value: Any) -> bool:
    return isinstance(value, pikepdf.Array | list)

"""Read an SVG drawing: plain shapes in plain colours. Whatever would reach outside the file is refused.

Text, pictures, gradients, masks and copies (`use`) are refused too, in words: a page can do without, and each
is a way in. Nothing of the file survives but outlines and colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import islice
from math import sqrt
from xml.parsers import expat

from careleaf.content.svg_measures import Matrix, combined, length, matrix, moved
from careleaf.content.svg_path import MOST_STEPS, PathReader
from careleaf.domain.logo import CAPS, JOINS, Shape, VectorLogo
from careleaf.lazy_dataclass import dataclass

_SVG = "http://www.w3.org/2000/svg"
_LONGEST = 1000.0  # units of the longer side, whatever the file counts in
_DEEPEST, _MOST_ELEMENTS, _MOST_RULES = 40, 5_000, 300
_SKIPPED = {  # they draw nothing by themselves; a shape that refers to one is refused
    "title", "desc", "metadata", "defs", "style", "clipPath", "filter", "linearGradient", "marker", "mask",
    "pattern", "radialGradient", "symbol",
}  # fmt: skip
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_ADVICE = {
    "text": "text; have your drawing program turn it into paths (outlines)",
    "image": "a picture inside the drawing; save the logo as PNG",
    "use": "a copy of another part (use); save it as a plain SVG, or as PNG",
    "script": "a script; save it as a plain SVG",
}
_LOOK = {
    "fill": "#000000", "stroke": "none", "stroke-width": "1", "fill-rule": "nonzero", "color": "#000000",
    "fill-opacity": "1", "stroke-opacity": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter",
    "stroke-dasharray": "none", "visibility": "visible", "clip-rule": "nonzero",
}  # fmt: skip
_NOT_PASSED_ON = ("opacity", "display", "clip-path", "mask", "filter")


@dataclass
class _Node:
    name: str
    attributes: Mapping[str, str]
    kids: list[_Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def read_svg(content: bytes) -> VectorLogo:
    """Read a drawing. Raises ValueError, with words, for one that cannot be printed as it is meant."""
    root = _tree(content)
    if root.name != "svg":
        raise ValueError("it is no SVG drawing")
    left, top, width, height = _view(root)
    scale = _LONGEST / max(width, height)
    rules = list(islice(_style_rules(root), _MOST_RULES + 1))
    if len(rules) > _MOST_RULES:
        raise ValueError("its style sheet is too long; save it as PNG")
    root.name = "g"
    at: Matrix = (scale, 0, 0, scale, -left * scale, -top * scale)
    shapes = tuple(_shapes(root, dict(_LOOK), 1.0, at, rules))
    if not shapes:
        raise ValueError("it draws nothing")
    if sum(len(shape.steps) for shape in shapes) > MOST_STEPS:
        raise ValueError(f"it has more than {MOST_STEPS:,} steps; draw it more simply, or save it as PNG")
    return VectorLogo(round(width * scale, 2), round(height * scale, 2), shapes)


def _tree(content: bytes) -> _Node:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    open_nodes, count = [_Node("", {})], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST_ELEMENTS or len(open_nodes) > _DEEPEST:
            raise ValueError("it is too intricate; save it as PNG")
        space, _, local = name.rpartition(" ")
        node = _Node(local if space in ("", _SVG) else "metadata", attributes)
        open_nodes[-1].kids.append(node)
        open_nodes.append(node)

    def refuse(*_: object) -> None:
        raise ValueError("it declares entities; save it as a plain SVG")

    def refuse_subset(_: str, __: str | None, ___: str | None, has_subset: int) -> None:
        if has_subset:
            refuse()

    def refuse_instruction(target: str, _: str) -> None:
        raise ValueError(f"it has an instruction ({target[:20]}); save it as a plain SVG")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_nodes.pop()
    parser.CharacterDataHandler = lambda text: open_nodes[-1].text.append(text)
    parser.StartDoctypeDeclHandler = refuse_subset
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse_instruction
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(f"it is no SVG drawing that can be read ({error})") from None
    return open_nodes[0].kids[0]


def _view(root: _Node) -> tuple[float, float, float, float]:
    words = re.split(r"[\s,]+", root.attributes.get("viewBox", "").strip())
    if len(words) == 4:
        left, top, width, height = (length(word) for word in words)
    else:
        left, top = 0.0, 0.0
        width, height = (length(root.attributes.get(key, "0")) for key in ("width", "height"))
    if not (width > 0 and height > 0):
        raise ValueError("it has no width and height")
    return left, top, width, height


def _style_rules(node: _Node) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rules of all style sheets: a class, an id or a name of elements, with its properties."""
    if node.name == "style":
        start, *rest = "".join(node.text).split("/*")
        sheet = start + "".join(piece.partition("*/")[2] for piece in rest)
        if "@" in sheet or "\\" in sheet:
            raise ValueError("its style sheet refers to another file; save it as a plain SVG")
        for selectors, brace, body in (part.partition("{") for part in sheet.split("}")):
            for selector in selectors.split(",") if brace else ():
                if not re.fullmatch(r"[.#]?[\w-]+", selector.strip()):
                    raise ValueError(f'its style sheet has "{selector.strip()[:40]}", which is not read')
                yield selector.strip(), _properties(body)
    for kid in node.kids:
        yield from _style_rules(kid)


def _properties(text: str) -> dict[str, str]:
    pairs = (entry.partition(":") for entry in text.split(";") if entry.strip())
    return {key.strip(): value.replace("!important", "").strip() for key, _, value in pairs}


def _shapes(
    node: _Node,
    inherited: dict[str, str],
    opacity: float,
    at: Matrix,
    rules: list[tuple[str, dict[str, str]]],
) -> Iterator[Shape]:
    if node.name in _SKIPPED:
        return
    if node.name not in _SHAPES and node.name != "g":
        raise ValueError(
            f"it has {_ADVICE.get(node.name) or node.name + ', which is not read; save it as PNG'}"
        )
    own = _own_look(node, rules)
    if own.get("display") == "none":
        return
    look = inherited | {key: value for key, value in own.items() if key in _LOOK and value != "inherit"}
    opacity *= _share(own.get("opacity", "1"))
    at = combined(at, matrix(node.attributes.get("transform", "")))
    if node.name in _SHAPES:
        shape = _shape(node, look, opacity, at)
        if shape.steps and (shape.fill or shape.stroke) and look["visibility"] == "visible":
            yield shape
    for kid in node.kids:
        yield from _shapes(kid, look, opacity, at, rules)


def _own_look(node: _Node, rules: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """Return an element's own properties; its style goes before style sheets, these before attributes."""
    for key, value in node.attributes.items():
        name = key.rpartition(" ")[2].lower()
        if name == "href" or (name.startswith("on") and " " not in key):
            raise ValueError("it has a link or a script; save it as a plain SVG")
        if "url(" in value.lower():
            raise ValueError(f"its {name} refers to a gradient, pattern, mask or file; save it as PNG")
    known = (*_LOOK, *_NOT_PASSED_ON)
    own = {key: value.strip() for key, value in node.attributes.items() if key in known}
    names = {node.name, *(f".{name}" for name in node.attributes.get("class", "").split())}
    names.add(f"#{node.attributes.get('id', '')}")
    for selector, properties in rules:
        if selector in names:
            own |= properties
    own |= _properties(node.attributes.get("style", ""))
    for key, value in own.items():
        if "url(" in value.lower():
            raise ValueError(f"its {key} refers to a gradient, pattern, mask or file; save it as PNG")
    if own.get("stroke-dasharray", "none") not in ("none", "0", ""):
        raise ValueError("it has dashed lines; save it as PNG")
    return own


def _shape(node: _Node, look: Mapping[str, str], opacity: float, at: Matrix) -> Shape:
    steps = moved(PathReader(_path_data(node)).read(), at)
    fill = _colour(look["fill"], look["color"], opacity * _share(look["fill-opacity"]))
    stroke = _colour(look["stroke"], look["color"], opacity * _share(look["stroke-opacity"]))
    line = length(look["stroke-width"]) * sqrt(abs(at[0] * at[3] - at[1] * at[2]))
    if not stroke or line <= 0:
        return Shape(steps, fill, even_odd=look["fill-rule"] == "evenodd")
    cap = CAPS.index(look["stroke-linecap"]) if look["stroke-linecap"] in CAPS else 0
    join = JOINS.index(look["stroke-linejoin"]) if look["stroke-linejoin"] in JOINS else 0
    return Shape(steps, fill, stroke, round(line, 2), look["fill-rule"] == "evenodd", cap, join)


def _path_data(node: _Node) -> str:
    """Write any shape as path data."""

    def size(key: str) -> float:
        return length(node.attributes.get(key, "0"))

    match node.name:
        case "path":
            return node.attributes.get("d", "")
        case "rect":
            return _rectangle(node, size("x"), size("y"), size("width"), size("height"))
        case "circle" | "ellipse":
            rx, ry = (size("r"), size("r")) if node.name == "circle" else (size("rx"), size("ry"))
            half = f"a{rx} {ry} 0 1 0 "
            return f"M{size('cx') - rx} {size('cy')}{half}{2 * rx} 0{half}{-2 * rx} 0Z" if rx and ry else ""
        case "line":
            return f"M{size('x1')} {size('y1')}L{size('x2')} {size('y2')}"
    points = node.attributes.get("points", "").strip()
    return f"M{points}{'Z' if node.name == 'polygon' else ''}" if points else ""


def _rectangle(node: _Node, x: float, y: float, width: float, height: float) -> str:
    if width <= 0 or height <= 0:
        return ""
    given = [length(node.attributes[key]) for key in ("rx", "ry") if key in node.attributes]
    rx, ry = (given[0], given[-1]) if given else (0.0, 0.0)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not rx or not ry:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    wide, high, bow = width - 2 * rx, height - 2 * ry, f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{wide}{bow} {rx} {ry}v{high}{bow} {-rx} {ry}h{-wide}{bow} {-rx} {-ry}"
        f"v{-high}{bow} {rx} {-ry}Z"
    )


def _share(text: str) -> float:
    number = text.strip()
    value = length(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    return max(0.0, min(1.0, value))


def _colour(text: str, current: str, opacity: float) -> str:
    """Return a colour as it looks on white, or "" for none."""
    words = (current if text.lower() == "currentcolor" else text).lower()
    if words in ("none", "transparent") or opacity == 0:
        return ""
    if opacity == 1 and re.fullmatch("#[0-9a-f]{6}", words):
        return words
    from PIL import ImageColor  # knows CSS's names; a drawing of our own making never needs it

    try:
        red, green, blue, *alpha = ImageColor.getrgb(words)
    except ValueError:
        raise ValueError(f'it has a colour "{words[:20]}", which is not read') from None
    share = opacity * (alpha[0] / 255 if alpha else 1.0)
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in (red, green, blue))

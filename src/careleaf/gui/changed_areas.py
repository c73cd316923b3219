"""Which parts of the pages a change has touched, told from the pictures of before and after."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from careleaf.app.drawn_pages import Pages
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.raster import PagePicture

LEAST_ROWS = 3  # less is rounding
FOOT = 38  # points at the foot of a page: the footer's number is another one after every change


@dataclass(frozen=True)
class Area:
    """A band across a page; `top` and `bottom` in points."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True)
class _Part:
    """One topic's band on a page, in rows of pixels; `last` runs to the page's end."""

    page: int
    top: int
    bottom: int
    last: bool


def changed_areas(before: Pages, after: Pages) -> tuple[Area, ...]:
    """Return what differs, topic by topic; a topic that only moved has not changed.

    Every page has to be drawn. Nothing is told of pictures of another size, which cannot be compared, nor
    where more than a page of it differs: that is another handout.
    """
    if before.scale != after.scale or {_size(p) for p in before.drawn} != {_size(p) for p in after.drawn}:
        return ()
    old, new = _parts(before), _parts(after)
    areas = []
    for key, part in new.items():
        rows = _changed_rows(before, old.get(key), after, part)
        if rows is not None and rows[1] - rows[0] >= LEAST_ROWS:
            areas.append(Area(part.page, rows[0] / after.scale, rows[1] / after.scale))
    tallest = max((p.height for p in after.drawn), default=0) / after.scale
    return tuple(areas) if sum(area.bottom - area.top for area in areas) <= tallest else ()


def _changed_rows(before: Pages, was: _Part | None, after: Pages, now: _Part) -> tuple[int, int] | None:
    """Return the first row that differs and the row after the last one, or nothing."""
    if was is None:
        return now.top, now.bottom
    if (was.page, was.top) != (now.page, now.top):
        grown = abs((was.bottom - was.top) - (now.bottom - now.top)) > 1  # a row is lost in rounding
        return (now.top, now.bottom) if grown and not (was.last or now.last) else None
    one, other = before.drawn[was.page], after.drawn[now.page]
    rows = range(now.top, min(was.bottom, now.bottom))
    differing = one.differing_rows(other, rows)
    if not differing:
        return (rows.stop, now.bottom) if now.bottom > was.bottom + 1 and not now.last else None
    return differing[0], now.bottom if was.bottom != now.bottom else differing[-1] + 1


def _parts(pages: Pages) -> dict[tuple[str, int], _Part]:
    """Return the band of each topic, the head of each page among them, by topic and how often it came."""
    count: Counter[str] = Counter()
    parts = {}
    for topic, part in _bands(pages):
        parts[topic, count[topic]] = part
        count[topic] += 1
    return parts


def _bands(pages: Pages) -> Iterator[tuple[str, _Part]]:
    order = sorted(pages.typeset.places, key=lambda place: (place.page, place.top))
    for number, picture in enumerate(pages.drawn):
        begin, end = (
            bisect_right(order, page, key=lambda place: place.page) for page in (number - 1, number)
        )
        places = order[begin:end]
        end_of_text = picture.height - round(FOOT * pages.scale)
        tops = [min(end_of_text, round(place.top * pages.scale)) for place in places]
        edges = [0, *tops, end_of_text]
        for index, topic in enumerate(["", *(place.topic for place in places)]):
            last = index == len(places)
            yield topic, _Part(number, edges[index], edges[index + 1], last)


def _size(picture: PagePicture) -> tuple[int, int, int]:
    return picture.width, picture.height, picture.stride

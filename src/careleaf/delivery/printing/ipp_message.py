"""Messages of the Internet Printing Protocol as bytes (RFC 8010): only what printing a PDF needs."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from enum import IntEnum

from careleaf.lazy_dataclass import dataclass

VERSION = (2, 0)


class Tag(IntEnum):
    """What follows in a message."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


_FIRST_VALUE_TAG = 0x10
_WITH_LANGUAGE = (0x35, 0x36)  # a text or name that says its language first
_STRINGS = range(0x40, 0x50)
Value = str | int | bool
Attribute = tuple[Tag, str, Value | tuple[Value, ...]]
Group = dict[str, tuple[Value, ...]]


class NoIppMessage(ValueError):
    """Say that bytes are no message of this protocol."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status code, and the groups of attributes in order, each with its tag."""

    status: int
    groups: tuple[tuple[int, Group], ...]

    def groups_of(self, tag: Tag) -> tuple[Group, ...]:
        """Return the groups of one kind."""
        return tuple(group for kind, group in self.groups if kind == tag)


def request(operation: int, of_operation: Iterable[Attribute], of_job: Iterable[Attribute] = ()) -> bytes:
    """Write a request; a document follows it as it is."""
    head = struct.pack(">BBHI", *VERSION, operation, 1)
    named: tuple[Attribute, ...] = (
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
        *of_operation,
    )
    body = bytes([Tag.OPERATION]) + b"".join(_attribute(*each) for each in named)
    job = b"".join(_attribute(*each) for each in of_job)
    return head + body + (bytes([Tag.JOB]) + job if job else b"") + bytes([Tag.END])


def _attribute(tag: Tag, name: str, value: Value | tuple[Value, ...]) -> bytes:
    values = value if isinstance(value, tuple) else (value,)
    names = (name, *[""] * (len(values) - 1))
    return b"".join(
        bytes([tag]) + _sized(each.encode()) + _sized(_value(one))
        for each, one in zip(names, values, strict=True)
    )


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return bytes([value])
    return struct.pack(">i", value) if isinstance(value, int) else value.encode()


def _sized(content: bytes) -> bytes:
    return struct.pack(">H", len(content)) + content


def read_answer(content: bytes) -> Answer:
    """Read what came back. Raises NoIppMessage."""
    try:
        _, _, status, _ = struct.unpack_from(">BBHI", content)
        return Answer(status, tuple(_groups(content, 8)))
    except (struct.error, IndexError) as error:
        raise NoIppMessage(str(error)) from None


def _groups(content: bytes, place: int) -> list[tuple[int, Group]]:
    groups: list[tuple[int, Group]] = []
    name = ""
    while content[place] != Tag.END:
        tag = content[place]
        place += 1
        if tag < _FIRST_VALUE_TAG:
            groups.append((tag, {}))
            continue
        named, place = _part(content, place)
        raw, place = _part(content, place)
        name = named.decode("utf-8", "replace") or name
        if not groups:
            raise IndexError("a value outside every group")
        group = groups[-1][1]
        group[name] = (*group.get(name, ()), *_read(tag, raw))
    return groups


def _part(content: bytes, place: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", content, place)
    end = place + 2 + length
    if end > len(content):
        raise IndexError("cut off")
    return content[place + 2 : end], end


def _read(tag: int, raw: bytes) -> tuple[Value, ...]:
    """Return the value, or nothing for a kind that printing does not look at."""
    if tag in (Tag.INTEGER, Tag.ENUM):
        return struct.unpack(">i", raw)
    if tag == Tag.BOOLEAN:
        return (raw != b"\0",)
    if tag in _WITH_LANGUAGE:
        _, place = _part(raw, 0)
        text, _ = _part(raw, place)
        return (text.decode("utf-8", "replace"),)
    return (raw.decode("utf-8", "replace"),) if tag in _STRINGS else ()

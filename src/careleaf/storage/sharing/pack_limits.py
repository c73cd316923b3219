"""Look through what a server sent before any of it is unpacked: a small file can swell to gigabytes."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from careleaf.errors import DeliveryFailed

LARGEST_TRANSFER = 200_000_000  # bytes; ten years of a busy clinic's changes are a tenth of it
LARGEST_OBJECT = 6_000_000  # bytes: one picture, see shared_files.LARGEST
MOST_OBJECTS = 500_000

_OFFSET_DELTA, _REFERENCE_DELTA = 6, 7
_CHUNK = 65_536


def check_pack(file: BinaryIO) -> None:
    """Read a Git pack from its start, in little memory. Raises DeliveryFailed for one over the limits.

    Sizes are checked as declared and as found; a delta by what it says it will become.
    """
    stream = _Stream(file)
    head = stream.take(12)
    count = int.from_bytes(head[8:12], "big")
    if head[:4] != b"PACK" or count > MOST_OBJECTS:
        raise _refused(f"{count:,} pieces")
    for _ in range(count):
        kind, size = _object_head(stream)
        if size > LARGEST_OBJECT:
            raise _refused(f"a piece of {size:,} bytes")
        if kind == _OFFSET_DELTA:
            while stream.byte() & 0x80:
                pass
        elif kind == _REFERENCE_DELTA:
            stream.take(20)
        start = _inflate(stream, size)
        if kind in (_OFFSET_DELTA, _REFERENCE_DELTA) and (becomes := _delta_result(start)) > LARGEST_OBJECT:
            raise _refused(f"a piece of {becomes:,} bytes")


def _object_head(stream: _Stream) -> tuple[int, int]:
    """Read an object's kind and the size it says it has: 4 bits, then 7 bits a byte, lowest first."""
    byte = stream.byte()
    kind, size, shift = byte >> 4 & 7, byte & 15, 4
    while byte & 0x80 and shift < 64:
        byte = stream.byte()
        size |= (byte & 0x7F) << shift
        shift += 7
    return kind, size


def _inflate(stream: _Stream, size: int) -> bytes:
    """Unpack one object without keeping it; return its first bytes."""
    unpacking, found, start = zlib.decompressobj(), 0, b""
    data = b""
    try:
        while not unpacking.eof:
            data = data or stream.some()
            out = unpacking.decompress(data, _CHUNK)
            data = unpacking.unconsumed_tail
            found += len(out)
            start = start or out[:32]
            if found > size:
                raise _refused("a piece larger than it says")
    except zlib.error:
        raise _refused("a piece that cannot be unpacked") from None
    stream.give_back(unpacking.unused_data)
    return start


def _delta_result(start: bytes) -> int:
    """Return the size of what a delta makes: the second of the two numbers it begins with."""
    numbers, value, shift = [], 0, 0
    for byte in start:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            numbers.append(value)
            value, shift = 0, 0
        if len(numbers) == 2:
            return numbers[1]
    raise _refused("a piece that cannot be unpacked")


class _Stream:
    """A file read from the front, with bytes given back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._held = file, b""

    def some(self) -> bytes:
        data, self._held = self._held or self._file.read(_CHUNK), b""
        if not data:
            raise _refused("less than it says")
        return data

    def take(self, size: int) -> bytes:
        data = self.some()
        while len(data) < size:
            more = self._file.read(_CHUNK)
            if not more:
                raise _refused("less than it says")
            data += more
        self._held = data[size:]
        return data[:size]

    def byte(self) -> int:
        return self.take(1)[0]

    def give_back(self, data: bytes) -> None:
        self._held = data + self._held


def _refused(what: str) -> DeliveryFailed:
    return DeliveryFailed(f"The shared library sent {what}. Nothing was taken from it.")

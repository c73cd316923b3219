"""Save into one shared folder from a process of its own; test_shared_folder runs this by name.

savers.py append PLACE NAME COUNT    add lines to one file that others add to as well
savers.py save   PLACE NAME COUNT    save a workstation's own preset again and again
savers.py killed PLACE NAME COUNT    the same without end, killed COUNT times in the middle
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from sharing.stations import Station, station

from careleaf.domain.sharing import Engine
from careleaf.storage.sharing.shared_files import digest
from careleaf.storage.sharing.shared_folder import SharedFolder

COMMON = "presets/common.toml"


def append(place: Path, name: str, count: int) -> None:
    """Add lines to the common file, each on top of what is there."""
    shared = SharedFolder(place)
    for number in range(count):
        while True:
            seen = shared.fetch()
            if shared.send({COMMON: seen.files.get(COMMON, b"") + f"{name}-{number} = 1\n".encode()}, seen):
                break


def save(place: Path, name: str, count: int) -> None:
    """Save versions of a preset, and exchange after each."""
    room = station(place.parent / name, place, Engine.FOLDER)
    for number in range(count):
        room.write(f"presets/{name}-{number % 10}.toml", checked(number))
        room.exchange()


def killed(place: Path, name: str, count: int) -> None:
    """Let children save without end and kill each with no warning."""
    for number in range(count):
        child = os.fork()
        if not child:
            _endlessly(station(place.parent / f"{name}-{number % 4}", place, Engine.FOLDER), number)
        time.sleep(random.uniform(0.02, 0.09))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _endlessly(room: Station, start: int) -> None:
    for number in range(start * 1_000, sys.maxsize):
        for path in ("presets/big.toml", f"presets/{room.home.name}.toml"):
            seen = room.shared.fetch()
            room.shared.send({path: checked(number).encode()}, seen)
        room.exchange()


def checked(number: int) -> str:
    """Write a preset of some size that tells whether it is whole."""
    body = f'title = "{number}"\nnote = "{str(number) * 5_000}"\n'
    return f'{body}sum = "{digest(body.encode())}"\n'


def is_whole(content: bytes) -> bool:
    """Tell whether a preset was written to its end."""
    body, mark, rest = content.partition(b"sum = ")
    return bool(mark) and rest == f'"{digest(body)}"\n'.encode()


if __name__ == "__main__":
    {"append": append, "save": save, "killed": killed}[sys.argv[1]](
        Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    )

"""Read TOML that anybody may have written: every problem of a file at once, with its line."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from careleaf.errors import InvalidFiles, Problem, did_you_mean, shown
from careleaf.lazy_dataclass import dataclass

MOST_BYTES = 1_000_000  # the largest file of the library is a hundredth of this
MOST_PROBLEMS = 100  # told of one file; each costs a search for its line
LONGEST_HEAD = 200  # characters of a table's head; a longer line is never one
FORMAT_VERSION = 1


@dataclass
class Problems:
    """The problems found so far in one file."""

    file: str
    text: str = ""
    found: list[Problem] = field(default_factory=list)

    def add(self, path: Sequence[str | int], message: str) -> None:
        """Note a problem at a key path such as ("point", 2, "text"); of very many only the first."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(Problem(self.file, _written(path), message, line_of(self.text, path)))
        elif len(self.found) == MOST_PROBLEMS:
            self.found.append(Problem(self.file, "", "has more problems than these"))

    def raise_any(self) -> None:
        """Raise InvalidFiles if anything was found."""
        if self.found:
            raise InvalidFiles(self.found)


def _written(path: Sequence[str | int]) -> str:
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


_HEAD = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """Find the line of a key, or of the table that should have held it."""
    lines = text.splitlines()
    names = [part for part in path if isinstance(part, str)]
    start, depth, seen = -1, 0, 0
    for number, line in enumerate(lines):
        head = _head(line)
        parts = [part.strip("\"' ") for part in head.group(1).split(".")] if head else []
        if not parts or names[: len(parts)] != parts or len(parts) < depth:
            continue
        seen = 0 if len(parts) > depth else seen + 1
        if seen <= _index_after(path, len(parts)):
            start, depth = number, len(parts)
    key = re.compile(rf"\s*[\"']?{re.escape(names[depth])}[\"']?\s*[=.]") if depth < len(names) else None
    for number in range(start + 1, len(lines)):
        if key is None or _head(lines[number]):
            break
        if key.match(lines[number]):
            return number + 1
    return max(start, 0) + 1 if lines else None


def _head(line: str) -> re.Match[str] | None:
    return _HEAD.match(line) if len(line) <= LONGEST_HEAD else None


def _index_after(path: Sequence[str | int], depth: int) -> int:
    """Return which table of a list is meant at a depth of names; a plain table is the first."""
    places = [at for at, part in enumerate(path) if isinstance(part, str)]
    after = places[depth - 1] + 1
    return int(path[after]) if after < len(path) and isinstance(path[after], int) else 0


def read_toml(path: Path, shown_as: str = "") -> tuple[dict[str, Any], Problems]:
    """Read a TOML file into a table. Raises InvalidFiles for a file that cannot be one.

    `shown_as` names the file in messages. Files over a megabyte, other encodings than UTF-8, syntax
    errors and nesting too deep to read are refused.
    """
    name = shown_as or path.name
    try:
        kind = path.stat()
        if kind.st_size > MOST_BYTES:
            raise InvalidFiles([Problem(name, "", f"is larger than {MOST_BYTES:,} bytes")])
        if not (stat.S_ISREG(kind.st_mode) or stat.S_ISDIR(kind.st_mode)):  # its end may never come
            raise InvalidFiles([Problem(name, "", "is no file but a device or a pipe")])
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), Problems(name, text)
    except UnicodeDecodeError as error:
        problem = Problem(name, "", f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        problem = Problem(name, "", f"is not TOML: {error}", int(line.group(1)) if line else None)
    except ValueError:  # Python refuses to read a number of thousands of digits
        problem = Problem(name, "", "has a number too long to read")
    except RecursionError:
        problem = Problem(name, "", "is nested too deep")
    except OSError as error:
        problem = Problem(name, "", f"cannot be read: {error.strerror or error}")
    raise InvalidFiles([problem]) from None


class Table:
    """One table of a file. Each getter notes a problem and returns a stand-in, so that reading goes on."""

    def __init__(self, raw: object, problems: Problems, path: tuple[str | int, ...] = ()) -> None:
        self.problems, self.path = problems, path
        self._asked: set[str] = set()
        if not isinstance(raw, dict):
            problems.add(path, f"expected a table, found {_kind(raw)}")
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def problem(self, key: str, message: str) -> None:
        """Note a problem with one key."""
        self.problems.add((*self.path, key) if key else self.path, message)

    def problem_at(self, where: Sequence[str], message: str) -> None:
        """Note a problem at keys; in a list of tables the next word is the id of the one that is meant."""
        path: list[str | int] = [*self.path]
        inside: Any = self._raw
        for word in where:
            if isinstance(inside, list):
                ids = [entry.get("id") if isinstance(entry, dict) else None for entry in inside]
                if word not in ids:
                    break
                path.append(ids.index(word))
                inside = inside[ids.index(word)]
            else:
                path.append(word)
                inside = inside.get(word) if isinstance(inside, dict) else None
        self.problems.add(path, message)

    @property
    def size(self) -> int:
        """Return how many keys the table has."""
        return len(self._raw)

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        self._asked.add(key)
        return key in self._raw

    def raw(self, key: str) -> Any:
        """Return the value as TOML has it, or None."""
        self._asked.add(key)
        return self._raw.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self._typed(key, str, "a text", default)
        if default is None and value == "" and self.has(key):
            self.problem(key, "must not be empty")
        return str(value or "")

    def flag(self, key: str) -> bool:
        """Return true or false; absent is false."""
        return bool(self._typed(key, bool, "true or false", False))

    def day(self, key: str, required: bool = True) -> date | None:
        """Return a date."""
        value = self.raw(key)
        if value is None and not required:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.problem(key, f"expected a date such as 2026-11-21, found {_kind(value)}")
        return None

    def number(self, key: str, default: float | None = None) -> float | None:
        """Return a number, or the default where the key is absent."""
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
            return value
        self.problem(key, f"expected a number, found {_kind(value)}")
        return default

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent is none."""
        value = self.raw(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.problem(key, f"expected a list of texts, found {_kind(value)}")
        return ()

    def one_of(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        """Return one of some known words."""
        value = self.text(key, default)
        if value and value not in known and value != default:
            self.problem(key, f'"{value}" is not one of {", ".join(known)}{did_you_mean(value, known)}')
        return value if value in known else (default if default is not None else known[0])

    def table(self, key: str) -> Table | None:
        """Return a table inside this one, or None where it is absent."""
        return Table(self.raw(key), self.problems, (*self.path, key)) if self.has(key) else None

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list of tables."""
        value = self.raw(key)
        if value is not None and not isinstance(value, list):
            self.problem(key, f"expected a list of tables, found {_kind(value)}")
            return
        for index, item in enumerate(value or ()):
            yield Table(item, self.problems, (*self.path, key, index))

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield every key with its value, as TOML has them."""
        self._asked.update(self._raw)
        yield from self._raw.items()

    def format_version(self, newest: int = FORMAT_VERSION) -> None:
        """Refuse a file of a newer format, in words."""
        value = self.raw("format_version")
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.problem("format_version", f"expected {newest}, found {_kind(value)}")
        elif value > newest:
            self.problem(
                "format_version",
                f"is {shown(value)}: made by a newer Careleaf; this one reads up to {newest}",
            )

    def no_more(self) -> None:
        """Note every key that nobody asked for."""
        known = sorted(self._asked)
        unknown = [key for key in self._raw if key not in self._asked]
        for key in unknown[: MOST_PROBLEMS + 1]:
            self.problem(key, f"unknown key{did_you_mean(key, known)}")

    def _typed(self, key: str, kind: type, wanted: str, default: Any) -> Any:
        value = self.raw(key)
        if value is None:
            if default is None:
                self.problem(key, f"is missing: expected {wanted}")
            return default
        if isinstance(value, kind):
            return value
        self.problem(key, f"expected {wanted}, found {_kind(value)}")
        return default


def _kind(value: object) -> str:
    return "nothing" if value is None else shown(value)

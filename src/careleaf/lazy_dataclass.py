"""Dataclasses whose methods are written when they are first called.

Python's own decorator writes and compiles up to six methods of every class while it is imported: a fifth of a
command's time, for methods most of which nobody calls. The class that comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from dataclasses import dataclass as python_dataclass
from typing import TYPE_CHECKING, Any, NoReturn


def _dataclass(cls: Any = None, /, *, frozen: bool = False, eq: bool = True) -> Any:
    """Make a class a dataclass. All that `field` can say is heeded, but for `hash` and `kw_only`."""
    if cls is None:
        return lambda decorated: _dataclass(decorated, frozen=frozen, eq=eq)
    cls.__doc__ = cls.__doc__ or cls.__name__  # else Python works out a signature to stand there
    python_dataclass(init=False, repr=False, eq=False)(cls)
    cls.__init__, cls.__repr__ = _Unwritten(cls, _init), _Unwritten(cls, _repr)
    if eq:
        cls.__eq__, cls.__hash__ = _Unwritten(cls, _eq), _Unwritten(cls, _hash) if frozen else None
    if frozen:
        cls.__setattr__ = cls.__delattr__ = _refuse
    return cls


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _refuse(instance: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(instance).__name__}.{name} is not to be changed")


class _Unwritten:
    """A method that is written when it is first looked up, and takes the place of this."""

    def __init__(self, owner: type[Any], text: Callable[[type[Any]], str]) -> None:
        self._owner, self._text = owner, text

    def __get__(self, instance: object, kind: type | None = None) -> Any:
        owner, name = self._owner, f"_{self._text.__name__}__"
        names: dict[str, Any] = {
            "__name__": owner.__module__,
            "_put": object.__setattr__,
            "_missing": MISSING,
            "_default": {f.name: f.default for f in fields(owner)},
            "_make": {f.name: f.default_factory for f in fields(owner)},
        }
        exec(self._text(owner), names)
        method = names[name]
        method.__qualname__ = f"{owner.__qualname__}.{name}"
        setattr(owner, name, method)
        return method.__get__(instance, kind)


def _init(owner: type[Any]) -> str:
    parameters, lines = ["self"], ["pass"]
    for f in fields(owner):
        name, value = f.name, f.name
        if f.default_factory is not MISSING:
            name, value = f"{name}=_missing", f"_make['{name}']() if {name} is _missing else {name}"
        elif f.default is not MISSING:
            name = f"{name}=_default['{name}']"
        if f.init:
            parameters.append(name)
            lines.append(f"_put(self, '{f.name}', {value})")
    if hasattr(owner, "__post_init__"):
        lines.append("self.__post_init__()")
    return f"def __init__({', '.join(parameters)}): {'; '.join(lines)}"


def _repr(owner: type[Any]) -> str:
    shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fields(owner) if f.repr)
    return f"def __repr__(self): return f'{{type(self).__qualname__}}({shown})'"


def _eq(owner: type[Any]) -> str:
    mine, others = _compared(owner, "self"), _compared(owner, "other")
    return (
        f"def __eq__(self, other): return {mine} == {others} if type(self) is type(other) else NotImplemented"
    )


def _hash(owner: type[Any]) -> str:
    return f"def __hash__(self): return hash({_compared(owner, 'self')})"


def _compared(owner: type[Any], whose: str) -> str:
    return f"({''.join(f'{whose}.{f.name},' for f in fields(owner) if f.compare)})"

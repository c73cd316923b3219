"""Dataclasses whose methods are written when they are first called.

Python's own decorator writes and compiles up to six methods of every class while it is imported: a fifth of a
command's time, for methods most of which nobody calls. The class that comes out is the same. Compiling takes
longest: classes with as many fields share what was compiled, each with the names of its own put in.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields
from dataclasses import dataclass as python_dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn


def _dataclass(cls: Any = None, /, *, frozen: bool = False, eq: bool = True) -> Any:
    """Make a class a dataclass. All that `field` can say is heeded, but for `hash` and `kw_only`."""
    if cls is None:
        return lambda decorated: _dataclass(decorated, frozen=frozen, eq=eq)
    cls.__doc__ = cls.__doc__ or cls.__name__  # else Python works out a signature to stand there
    python_dataclass(init=False, repr=False, eq=False)(cls)
    cls.__init__, cls.__repr__ = _Unwritten(cls, "__init__"), _repr
    if eq:
        cls.__eq__, cls.__hash__ = _Unwritten(cls, "__eq__"), _Unwritten(cls, "__hash__") if frozen else None
    if frozen:
        cls.__setattr__ = cls.__delattr__ = _refuse
    return cls


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _refuse(instance: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(instance).__name__}.{name} is not to be changed")


def _repr(instance: Any) -> str:
    shown = (f"{f.name}={getattr(instance, f.name)!r}" for f in fields(instance) if f.repr)
    return f"{type(instance).__qualname__}({', '.join(shown)})"


class _Unwritten:
    """A method that is written when it is first looked up, and takes the place of this."""

    def __init__(self, owner: type[Any], name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, kind: type | None = None) -> Any:
        method = _written(self._owner, self._name)
        setattr(self._owner, self._name, method)
        return method.__get__(instance, kind)


def _written(owner: type[Any], name: str) -> FunctionType:
    """Write a method. In its text the fields are _0, _1 and so on, until their names are put in."""
    if name == "__init__":
        used = [f for f in fields(owner) if f.init]
        made_anew = tuple(f.default_factory is not MISSING for f in used)
        text = _init(made_anew, owner.__setattr__ is _refuse, hasattr(owner, "__post_init__"))
    else:
        used = [f for f in fields(owner) if f.compare]
        mine, others = ("".join(f"{who}._{at}," for at in range(len(used))) for who in ("self", "other"))
        text = _COMPARING[name].format(mine=mine, others=others)
    code, names = _compiled(text), {f"_{at}": f.name for at, f in enumerate(used)}
    put_in: dict[str, Any] = {
        part: tuple([names.get(word, word) for word in getattr(code, part)])
        for part in ("co_varnames", "co_names", "co_consts")
    }
    known = {"__name__": owner.__module__, "_put": object.__setattr__, "_missing": MISSING}
    known["_make"] = {f.name: f.default_factory for f in used}
    defaults = [f.default for f in used if f.default is not MISSING or f.default_factory is not MISSING]
    code = code.replace(co_qualname=f"{owner.__qualname__}.{name}", **put_in)
    return FunctionType(code, known, name, tuple(defaults))


@cache
def _compiled(text: str) -> CodeType:
    return next(part for part in compile(text, "<dataclass>", "exec").co_consts if isinstance(part, CodeType))


def _init(made_anew: tuple[bool, ...], frozen: bool, then_more: bool) -> str:
    """Return the text of `__init__`: a default made anew for each instance is missing until it is made."""
    lines = ["pass"]
    for at, anew in enumerate(made_anew):
        value = f"_make['_{at}']() if _{at} is _missing else _{at}" if anew else f"_{at}"
        lines.append(f"_put(self, '_{at}', {value})" if frozen else f"self._{at} = {value}")
    if then_more:
        lines.append("self.__post_init__()")
    return f"def __init__(self{''.join(f', _{at}' for at in range(len(made_anew)))}): {'; '.join(lines)}"


_COMPARING = {
    "__eq__": "def __eq__(self, other): return ({mine}) == ({others}) if type(self) is type(other) "
    "else NotImplemented",
    "__hash__": "def __hash__(self): return hash(({mine}))",
}

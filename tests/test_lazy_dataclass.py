"""A lazy dataclass is what Python's own decorator makes of the same class."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from types import SimpleNamespace
from typing import Any

import pytest

from careleaf import lazy_dataclass

MAKERS = {"lazy": lazy_dataclass.dataclass, "Python's own": dataclasses.dataclass}


def declared(dataclass: Any) -> SimpleNamespace:
    """Declare a class of each kind that the program has."""

    @dataclass(frozen=True)
    class Dose:
        """So much of a medicine."""

        name: str
        milligrams: int = 200
        words: dict[str, str] = field(default_factory=dict)
        secret: str = field(default="", repr=False)

    @dataclass(frozen=True)
    class Daily(Dose):
        times: int = 1
        total: int = field(init=False, repr=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "total", self.milligrams * self.times)

    @dataclass(frozen=True)
    class Other:
        unit: str
        hash: int = 7
        tags: list[str] = field(default_factory=list)
        note: str = "none"

    @dataclass(frozen=True)
    class Nothing:
        pass

    @dataclass(frozen=True, eq=False)
    class Place:
        page: int

    @dataclass
    class Tally:
        count: int = 0

    return SimpleNamespace(Dose=Dose, Daily=Daily, Other=Other, Nothing=Nothing, Place=Place, Tally=Tally)


@pytest.fixture(params=MAKERS.values(), ids=MAKERS)
def kinds(request: pytest.FixtureRequest) -> SimpleNamespace:
    return declared(request.param)


def test_an_instance_has_what_was_given_and_defaults_made_anew_for_each(kinds: SimpleNamespace) -> None:
    first, second = kinds.Dose("ibuprofen", 400), kinds.Dose(name="naproxen")
    assert (first.name, first.milligrams, second.milligrams, second.secret) == ("ibuprofen", 400, 200, "")
    assert first.words == {}
    assert first.words is not second.words
    assert kinds.Daily("ibuprofen", times=3).total == 600


def test_classes_with_as_many_fields_keep_their_own_names_and_defaults(kinds: SimpleNamespace) -> None:
    assert vars(kinds.Other("ms", 3)) == {"unit": "ms", "hash": 3, "tags": [], "note": "none"}
    assert vars(kinds.Dose("a", 3)) == {"name": "a", "milligrams": 3, "words": {}, "secret": ""}
    assert kinds.Other("ms", 3) == kinds.Other(unit="ms", hash=3, tags=[], note="none")
    assert kinds.Other("ms") != kinds.Other("s")


def test_a_wrong_call_is_refused(kinds: SimpleNamespace) -> None:
    with pytest.raises(TypeError, match=r"Dose.__init__\(\) missing 1 required positional argument: 'name'"):
        kinds.Dose()
    with pytest.raises(TypeError):
        kinds.Daily("ibuprofen", total=3)


def test_what_is_frozen_stays(kinds: SimpleNamespace) -> None:
    dose = kinds.Dose("ibuprofen")
    with pytest.raises(FrozenInstanceError):
        dose.name = "naproxen"
    with pytest.raises(FrozenInstanceError):
        dose.other = "naproxen"
    with pytest.raises(FrozenInstanceError):
        del dose.name
    tally = kinds.Tally()
    tally.count += 1
    assert tally == kinds.Tally(1)


def test_alike_is_equal_but_only_in_the_same_class(kinds: SimpleNamespace) -> None:
    assert kinds.Dose("a", words={"b": "c"}) == kinds.Dose("a", words={"b": "c"})
    assert kinds.Dose("a", words={"b": "c"}) != kinds.Dose("a")
    assert kinds.Dose("a", secret="b") != kinds.Dose("a")
    assert kinds.Dose("a") != kinds.Daily("a")
    assert kinds.Nothing() == kinds.Nothing()
    assert kinds.Nothing() != ()
    assert kinds.Place(1) != kinds.Place(1)


def test_what_is_frozen_and_equal_has_the_same_hash(kinds: SimpleNamespace) -> None:
    assert hash(kinds.Dose("a", words=())) == hash(kinds.Dose("a", words=()))
    assert hash(kinds.Dose("a", words=())) != hash(kinds.Dose("a", 1, words=()))
    assert hash(kinds.Daily("a", words=(), times=2)) != hash(kinds.Daily("a", words=(), times=3))
    assert len({kinds.Nothing(), kinds.Nothing()}) == 1
    assert len({kinds.Place(1), kinds.Place(1)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(kinds.Tally())


def test_an_instance_shows_its_fields_but_for_those_that_stay_hidden(kinds: SimpleNamespace) -> None:
    assert repr(kinds.Dose("a", secret="b")).endswith("Dose(name='a', milligrams=200, words={})")
    assert repr(kinds.Daily("a")).endswith("Daily(name='a', milligrams=200, words={}, times=1)")


def test_the_tools_of_dataclasses_know_it(kinds: SimpleNamespace) -> None:
    dose = kinds.Dose("a", 1)
    assert replace(dose, name="b") == kinds.Dose("b", 1)
    assert asdict(dose) == {"name": "a", "milligrams": 1, "words": {}, "secret": ""}
    match dose:
        case kinds.Dose(name, milligrams):
            assert (name, milligrams) == ("a", 1)


def test_it_is_declared_as_python_would_declare_it() -> None:
    lazy, own = (declared(make) for make in MAKERS.values())
    for name, of_python in vars(own).items():
        made = getattr(lazy, name)
        assert _parameters(made) == _parameters(of_python)
        assert [f.name for f in fields(made)] == [f.name for f in fields(of_python)]
        assert made.__match_args__ == of_python.__match_args__
        assert made.__init__.__qualname__ == of_python.__init__.__qualname__
    assert lazy.Dose.__doc__ == own.Dose.__doc__


def _parameters(made: type) -> list[tuple[str, bool]]:
    parameters = inspect.signature(made).parameters.values()
    return [(parameter.name, parameter.default is parameter.empty) for parameter in parameters]


@lazy_dataclass.dataclass(frozen=True)
class Kept:
    """At the top of a module, where pickle finds it."""

    name: str


def test_what_is_unpickled_is_whole_before_any_method_was_written() -> None:
    kept = object.__new__(Kept)  # as pickle makes it
    vars(kept)["name"] = "a"
    first, second = (pickle.loads(pickle.dumps(kept)) for _ in range(2))
    assert hash(first) == hash(second)
    assert first == second == Kept("a")


def test_no_method_is_written_before_it_is_called() -> None:
    kinds = declared(lazy_dataclass.dataclass)
    unwritten = lazy_dataclass._Unwritten
    assert all(isinstance(vars(kinds.Dose)[name], unwritten) for name in ("__init__", "__eq__", "__hash__"))
    assert kinds.Dose("a") == kinds.Dose("a")
    assert inspect.isfunction(vars(kinds.Dose)["__init__"])
    assert inspect.isfunction(vars(kinds.Dose)["__eq__"])
    assert isinstance(vars(kinds.Dose)["__hash__"], unwritten)

"""Load the medicines that are known by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from careleaf.content.toml_reader import Table
from careleaf.domain.known_medicines import KnownMedicine, KnownMedicines, words_of
from careleaf.errors import did_you_mean, shown


def read_medicines(table: Table, keys: Collection[str]) -> KnownMedicines:
    """Read medicines.toml; `keys` are the check keys there are. Problems are noted in the table."""
    table.format_version()
    plain, tall = table.words("plain_words"), table.words("tall_man")
    groups = [known for group in table.tables("group") for known in _group(group, keys)]
    substances = {known.name: known for known in groups if known.substances == (known.name,)}
    products = [known for product in table.tables("product") for known in _product(product, keys, substances)]
    every = [*groups, *products]
    _tell_doubles(table, every)
    known_as = {known.name.lower() for known in every}
    for key, words in (("plain_words", plain), ("tall_man", tall)):
        for word in words:
            if word.lower() not in known_as:
                table.problem(key, f'"{word}" is no name here{did_you_mean(word.lower(), sorted(known_as))}')
    letters = {word.lower(): word for word in tall}
    shown = (letters.get(known.name.lower(), "") for known in every)
    return KnownMedicines(
        tuple(replace(known, tall=tall) if tall else known for known, tall in zip(every, shown, strict=True)),
        frozenset(word.lower() for word in plain),
    )


def _group(group: Table, keys: Collection[str]) -> Iterable[KnownMedicine]:
    """Yield the class names of a group, then every medicine under its own name and its brands."""
    answers, asks = _keys(group, "answers", keys), _keys(group, "asks", keys)
    label = group.text("label", "")
    for name in (*((label,) if label else ()), *group.words("called")):
        yield KnownMedicine(name, answers=answers, asks=asks, is_class=True)
    for names in _lists(group, "medicines"):
        for name in names:
            yield KnownMedicine(name, answers=answers, asks=asks, substances=(names[0],))
    group.no_more()


def _product(
    product: Table, keys: Collection[str], substances: Mapping[str, KnownMedicine]
) -> Iterable[KnownMedicine]:
    """Yield a product under each of its names."""
    contents = product.words("of")
    for name in contents:
        if name not in substances:
            product.problem("of", f'"{name}" is in no group{did_you_mean(name, sorted(substances))}')
    of = [substances[name] for name in contents if name in substances]
    answers = _keys(product, "answers", keys) or tuple(dict.fromkeys(k for each in of for k in each.answers))
    asks = _keys(product, "asks", keys) or tuple(dict.fromkeys(k for each in of for k in each.asks))
    mg, unit = _milligrams(product, contents), product.text("unit", "tablet")
    names = product.words("names")
    if not names:
        product.problem("names", "is missing: expected at least one name")
    for name in names:
        yield KnownMedicine(name, answers=answers, asks=asks, substances=contents, mg=mg, unit=unit)
    product.no_more()


def _milligrams(product: Table, contents: Collection[str]) -> Mapping[str, float]:
    table = product.table("mg")
    found: dict[str, float] = {}
    for name, amount in table.items() if table else ():
        if name not in contents:
            product.problem("mg", f'"{name}" is not in "of"')
        elif isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount <= 5000:
            product.problem("mg", f"expected milligrams up to 5,000, found {shown(amount)}")
        else:
            found[name] = amount
    return found


def _keys(table: Table, name: str, known: Collection[str]) -> tuple[str, ...]:
    keys = table.words(name)
    for key in keys:
        if key not in known:
            table.problem(name, f'"{key}" is no check key{did_you_mean(key, sorted(known))}')
    return keys


def _lists(table: Table, key: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of lists of texts, none of them empty."""
    value = table.raw(key)
    rows = value if isinstance(value, list) else [] if value is None else [value]
    if all(isinstance(row, list) and row and all(isinstance(n, str) for n in row) for row in rows):
        return tuple(tuple(row) for row in rows)
    table.problem(key, "expected a list of lists of names")
    return ()


def _tell_doubles(table: Table, every: Iterable[KnownMedicine]) -> None:
    """Note every name that stands twice, however it is spelled, and every name that is none."""
    seen: dict[str, str] = {}
    for known in every:
        spelled = "".join(words_of(known.name))
        if not spelled:
            table.problem("", f"{shown(known.name)} is no name")
        elif spelled in seen:
            table.problem("", f'"{known.name}" stands twice')
        seen[spelled] = known.name

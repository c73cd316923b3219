"""A medicine that a clinic adds: it has to look to the safety rules as the library's own do.

Rules find a medicine by its class, its drug's generic name and the names of its params. So a clinic's topic
declares them as the library's topic of that class does, and it cannot be printed without the safety lines
that the library prints with the class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careleaf.domain.library import Layout, Library, Medicine, MedicineClass, Point, Product, Timing, Topic
from careleaf.domain.medicine_text import names_in
from careleaf.domain.params import Param, ParamType, Value
from careleaf.domain.plaintext import placeholders
from careleaf.domain.relaxant import MAX_HOURS, MIN_HOURS
from careleaf.domain.rule_table import Rules
from careleaf.lazy_dataclass import dataclass

_FIELDS = ("drug", "dose", "start", "hours", "gap", "daily_max", "days", "slots")
_RANGES = ("dose", "gap", "daily_max", "days", "hours")
_DAYS_LIMITED = (MedicineClass.NSAID, MedicineClass.ACETAMINOPHEN)


@dataclass(frozen=True)
class Fault:
    """What a clinic's medicine topic lacks, and where in its file: keys, and ids within lists."""

    where: tuple[str, ...]
    words: str


def faults_of(topic: Topic, library: Library, rules: Rules) -> Iterator[Fault]:
    """Yield what keeps the safety rules from seeing a clinic's medicine as one of the library's."""
    medicine = topic.medicine
    if medicine is None:
        if topic.layout is Layout.MEDICINE or _is_of_medicines(topic, library):
            yield Fault(("medicine",), "is missing: a medicine declares its class and its products")
        return
    if topic.layout is not Layout.MEDICINE:
        yield Fault(("layout",), 'expected "medicine" for a topic with [medicine]')
    if (medicine.timing is Timing.BEDTIME) != (medicine.drug_class is MedicineClass.RELAXANT):
        yield Fault(("medicine",), "bedtime is the timing of a relaxant, and of nothing else")
    yield from _field_faults(medicine, library)
    yield from _amount_faults(topic, medicine)
    yield from _product_faults(topic, medicine, library, rules)
    yield from _range_faults(topic, medicine, library)


def with_safety_lines(topic: Topic, library: Library) -> Topic:
    """Put the safety lines of its class before a clinic's medicine topic, and work out its last day."""
    lines, params = _safety_lines(topic, library)
    own = {param.id for param in topic.params}
    added = tuple(param for param in params if param.id not in own)
    return replace(topic, points=(*lines, *topic.points), params=(*topic.params, *added))


def safety_line_ids(topic: Topic, library: Library) -> frozenset[str]:
    """Return the ids that the safety lines of a medicine's class take up."""
    return frozenset(line.id for line in _safety_lines(topic, library)[0])


def _safety_lines(topic: Topic, library: Library) -> tuple[tuple[Point, ...], tuple[Param, ...]]:
    model = _model(topic, library)
    if model is None:
        return (), ()
    own = {param.id for param in topic.params}
    lines = tuple(p for p in model.points if p.locked and all(condition.param in own for condition in p.when))
    named = {name for line in lines for name in placeholders(line.text)}
    days = topic.medicine.days if topic.medicine else ""
    params = (p for p in model.params if p.id in named or (days and p.formula == "last-day" and p.of == days))
    return lines, tuple(param for param in params if param.type is ParamType.DERIVED)


def _model(topic: Topic, library: Library) -> Topic | None:
    """Return the library's topic of the class: the same drug, else the one that warns of most others."""
    if topic.medicine is None:
        return None
    alike = _of_class(topic.medicine.drug_class, library)
    names = {p.name.lower() for t in alike if t.medicine for p in t.medicine.products}
    mine = {product.name.lower() for product in topic.medicine.products}

    def rank(other: Topic) -> tuple[bool, int]:
        lines = " ".join(p.text.lower() for p in other.points if p.locked)
        assert other.medicine is not None
        same = any(product.name.lower() in mine for product in other.medicine.products)
        return same, sum(name in lines for name in names)

    return max(alike, key=rank, default=None)


def _of_class(drug_class: MedicineClass, library: Library) -> list[Topic]:
    return [t for t in library if t.medicine is not None and t.medicine.drug_class is drug_class]


def _is_of_medicines(topic: Topic, library: Library) -> bool:
    return any(other.medicine is not None for other in library if other.section == topic.section)


def _field_faults(medicine: Medicine, library: Library) -> Iterator[Fault]:
    """Rules ask for a param by its name: "drug", "dose", "kind"."""
    alike = [t.medicine for t in _of_class(medicine.drug_class, library) if t.medicine]
    for name in _FIELDS:
        usual = sorted({value for other in alike if (value := getattr(other, name))})
        mine = getattr(medicine, name)
        if mine and usual and mine not in usual:
            words = f'"{mine}": the safety rules know this param of a {medicine.drug_class} as "{usual[0]}"'
            yield Fault(("medicine", name), words)


def _amount_faults(topic: Topic, medicine: Medicine) -> Iterator[Fault]:
    for name in _RANGES:
        wanted = getattr(medicine, name)
        for param in (p for p in topic.params if wanted and wanted in (p.id, p.alias)):
            if param.type not in (ParamType.INTEGER, ParamType.NUMBER):
                yield Fault(("param", param.id), "expected a number with a hard range")
            elif name == "dose" and not param.strengths:
                yield Fault(("param", param.id), "strengths are missing: the tablets that make the dose")
            elif name == "hours" and not MIN_HOURS <= (param.min or 0) <= (param.max or 0) <= MAX_HOURS:
                yield Fault(("param", param.id), f"a relaxant stops after {MIN_HOURS} to {MAX_HOURS} hours")
    if medicine.drug_class in _DAYS_LIMITED and not medicine.days:
        yield Fault(("medicine", "days"), "is missing: the param with the days after which to stop")
    if medicine.timing is Timing.AS_NEEDED and medicine.dose:
        for name in ("gap", "daily_max", "days"):
            if not getattr(medicine, name):
                yield Fault(("medicine", name), "is missing: a dose has a gap, a daily maximum and days")
        if medicine.gap and medicine.gap not in placeholders(medicine.tell):
            words = f'says how long to wait, such as "Wait {{{{ {medicine.gap} }}}}."'
            yield Fault(("medicine", "tell"), words)


def _product_faults(topic: Topic, medicine: Medicine, library: Library, rules: Rules) -> Iterator[Fault]:
    where = ("medicine", "product")
    if not medicine.products:
        yield Fault(where, "is missing: each drug with its generic name and its brands")
    chooser = next((param for param in topic.params if param.id == medicine.drug), None)
    printed = [product.name for product in medicine.products]
    printed += [choice.label for choice in chooser.choices] if chooser else []
    for name in printed:
        if any(char.isdigit() for char in name):
            yield Fault(where, f'"{name}": a drug is named without a number; the dose is a param')
    if chooser and (chooser.type is not ParamType.CHOICE or chooser.default is None):
        yield Fault(("param", chooser.id), "the drug is a choice with a default")
    known = {choice.id for choice in chooser.choices} if chooser else {""}
    for drug in sorted(known ^ {product.drug for product in medicine.products}):
        yield Fault(where, f'"{drug}": each choice of the drug has a product, and each product a choice')
    for product in medicine.products:
        if product.drug_class not in (None, medicine.drug_class):
            yield Fault(where, f'"{product.name}" is of another class: give it a topic of its own')
        yield from _name_faults(product, medicine, library, rules)


def _name_faults(product: Product, medicine: Medicine, library: Library, rules: Rules) -> Iterator[Fault]:
    """A drug is told by its names: totals by the generic, classes and opioids by any of them."""
    where, drug_class, names = ("medicine", "product"), medicine.drug_class, _names(product)
    held = [drug for drug, holding in rules.totalled_names.items() if names_in(names, holding)]
    for generic in held:
        if not names_in(product.name, (generic,)):
            yield Fault(where, f'"{product.name}" holds {generic}: write the generic name as its name')
    if drug_class is MedicineClass.ACETAMINOPHEN and "acetaminophen" not in held:
        yield Fault(where, f'"{product.name}" is not known to hold acetaminophen')
    for name in names_in(names, rules.opioid_names):
        yield Fault(where, f'"{name}" is an opioid: this program gives no dose of one')
    for known, of_class in rules.class_names.items():
        for name in names_in(names, of_class):
            if known is not drug_class:
                yield Fault(("medicine", "class"), f'"{name}" is of class "{known}", not "{drug_class}"')
    for other in (p for t in library if t.medicine for p in t.medicine.products):
        if other.drug and medicine.drug and other.drug != product.drug and _same_drug(product, other):
            yield Fault(where, f'"{product.name}": the safety rules know it as drug = "{other.drug}"')


def _names(product: Product) -> str:
    return "; ".join((product.name, *product.brands))


def _same_drug(one: Product, other: Product) -> bool:
    """Tell whether two products name the same drug; "Diclofenac gel" is known by its first word."""
    names = (other.name, other.name.split()[0], *other.brands)
    return bool(names_in(_names(one), [name.lower() for name in names]))


def _range_faults(topic: Topic, medicine: Medicine, library: Library) -> Iterator[Fault]:
    """Hold the hard ranges to the limits that the library gives the same drug."""
    for model in (t for t in library if t.medicine):
        theirs = model.medicine
        assert theirs is not None
        for product in medicine.products:
            drug = next((p.drug for p in theirs.products if _same_drug(product, p)), None)
            for name in _RANGES if drug is not None else ():
                here = _param(topic, getattr(medicine, name), {medicine.drug: product.drug})
                there = _param(model, getattr(theirs, name), {theirs.drug: drug or ""})
                if here and there and (limit := _overstepped(name, here, there)):
                    words = f"reaches past the library's limit for {product.name}: {limit}"
                    yield Fault(("param", here.id), words)


def _param(topic: Topic, name: str, values: dict[str, Value]) -> Param | None:
    return topic.param(name, values) if name else None


def _overstepped(name: str, here: Param, there: Param) -> str:
    """Return the library's limit that a range goes past: a gap may be longer, anything else less."""
    if name == "gap":
        low = there.min
        return f"at least {low:g}" if low is not None and here.min is not None and here.min < low else ""
    high = there.max
    return f"at most {high:g}" if high is not None and here.max is not None and here.max > high else ""

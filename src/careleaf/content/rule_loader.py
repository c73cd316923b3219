"""Load the safety rules that are data: the table, the check's questions, known medicines, claims."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.medicine_loader import read_medicines
from careleaf.content.param_reader import read_conditions
from careleaf.content.toml_reader import FORMAT_VERSION, Problems, Table, read_toml
from careleaf.content.wording_loader import read_claims, read_wording
from careleaf.domain.check import SEVERITIES, Kind, Question
from careleaf.domain.daily_totals import TOTALLED
from careleaf.domain.known_medicines import KnownMedicines
from careleaf.domain.library import Library, Medicine, MedicineClass
from careleaf.domain.safety import Level, Rules, TableRule
from careleaf.domain.ticked import PHASE
from careleaf.errors import InvalidFiles, Problem, did_you_mean


def load_rules(folder: Path, library: Library) -> Rules:
    """Load resources/rules. Raises InvalidFiles with every problem of every file."""
    found: list[Problem] = []
    files = ("check.toml", "rules.toml", "medicines.toml", "wording.toml", "people.toml")
    read = [_table(folder / name, found) for name in files]
    questions_table, rules_table, medicines_table, wording_table, people_table = read
    questions = _questions(questions_table)
    table = _rules(rules_table, questions, library)
    medicines = read_medicines(medicines_table, [question.id for question in questions])
    read_wording(wording_table)
    claims = read_claims(wording_table)
    given_names, plain_words = _names(people_table, "names"), _names(people_table, "plain_words")
    for file in read:
        file.no_more()
        found += file.problems.found
    if found:
        raise InvalidFiles(found)
    relaxants = _relaxants(medicines) | _library_names(library, MedicineClass.RELAXANT)
    return Rules(
        table,
        questions,
        medicines,
        relaxant_names=tuple(sorted(relaxants)),
        opioid_names=tuple(sorted(known.name.lower() for known in medicines.answering("opioid"))),
        medicine_names=tuple(sorted(_names_in_notes(medicines) | _library_names(library))),
        claims=claims,
        class_names=_class_names(medicines, library, relaxants),
        totalled_names={drug: tuple(sorted(_holding(medicines, drug))) for drug in TOTALLED},
        given_names=given_names,
        plain_words=plain_words,
    )


def _table(path: Path, found: list[Problem]) -> Table:
    """Read a file; one that cannot be read leaves an empty table, so that the others are still checked."""
    try:
        return Table(*read_toml(path))
    except InvalidFiles as error:
        found += error.problems
        return Table({"format_version": FORMAT_VERSION}, Problems(path.name))


def _questions(table: Table) -> tuple[Question, ...]:
    table.format_version()
    questions = []
    for entry in table.tables("question"):
        questions.append(
            Question(
                id=entry.text("id"),
                label=entry.text("label"),
                group=entry.text("group"),
                kind=Kind(entry.one_of("kind", [kind.value for kind in Kind], Kind.YES_NO.value)),
                min=int(entry.number("min", 0) or 0),
                max=int(entry.number("max", 0) or 0),
            )
        )
        entry.no_more()
    return tuple(questions)


def _rules(table: Table, questions: tuple[Question, ...], library: Library) -> tuple[TableRule, ...]:
    table.format_version()
    known = [question.id for question in questions]
    rules = []
    for entry in table.tables("rule"):
        classes = [name for name in entry.words("classes") if _is_class(entry, name)]
        low, high = entry.number("min"), entry.number("max")
        rule = TableRule(
            id=entry.text("id"),
            level=Level(entry.one_of("level", [level.value for level in Level])),
            text=entry.text("text"),
            source=entry.text("source"),
            topics=entry.words("topics"),
            classes=tuple(MedicineClass(name) for name in classes),
            whole_page=entry.flag("whole_page"),
            when=read_conditions(entry),
            points=entry.words("points"),
            also_topics=entry.words("also_topics"),
            from_default=entry.text("from_default", ""),
            alone=entry.flag("alone"),
            also_yes=entry.words("also_yes"),
            any_yes=entry.words("any_yes"),
            severities=entry.words("severities"),
            number=entry.text("number", ""),
            min=int(low) if low is not None else None,
            max=int(high) if high is not None else None,
            asked=entry.flag("asked"),
            page=entry.words("page"),
        )
        for key in (*rule.also_yes, *rule.any_yes, *((rule.number,) if rule.number else ())):
            if key not in known:
                entry.problem("any_yes", f'"{key}" is no check key{did_you_mean(key, known)}')
        for severity in rule.severities:
            if severity not in SEVERITIES:
                entry.problem("severities", f'"{severity}" is not one of {", ".join(SEVERITIES)}')
        _check_library(rule, entry, library)
        entry.no_more()
        rules.append(rule)
    return tuple(rules)


def _check_library(rule: TableRule, entry: Table, library: Library) -> None:
    """Hold what a row says of topics, points and params against the library: a slip would be a rule less."""
    if not (rule.topics or rule.whole_page or entry.words("classes")):
        entry.problem("topics", "is missing: expected topics, classes or whole_page")
    known = [topic.id for topic in library]
    for key, names in (("topics", rule.topics), ("also_topics", rule.also_topics)):
        for name in names:
            if name not in known:
                entry.problem(key, f'"{name}" is no topic of the library{did_you_mean(name, known)}')
    own = [
        topic
        for topic in library
        if topic.id in rule.topics or (topic.medicine and _of_class(topic.medicine, rule.classes))
    ]
    every_point = [f"{topic.id}.{point.id}" for topic in library for point in topic.points]
    for name in rule.page:
        if name not in every_point:
            entry.problem("page", f'"{name}" is no point of the library{did_you_mean(name, every_point)}')
    points = [point.id for topic in own for point in topic.points]
    for name in rule.points:
        if name not in points:
            entry.problem("points", f'"{name}" is no point of these topics{did_you_mean(name, points)}')
    params = [PHASE, *(param.id for topic in own for param in topic.params)]
    params += [f"{topic.id}.{param.id}" for topic in library for param in topic.params]
    for name in (*(c.param for c in rule.when), *((rule.from_default,) if rule.from_default else ())):
        if name not in params:
            entry.problem("when", f'"{name}" is no param of these topics{did_you_mean(name, params)}')


def _of_class(medicine: Medicine, classes: tuple[MedicineClass, ...]) -> bool:
    return bool({medicine.drug_class, *(p.drug_class for p in medicine.products)} & set(classes))


def _is_class(entry: Table, name: str) -> bool:
    known = [drug_class.value for drug_class in MedicineClass]
    if name not in known:
        entry.problem("classes", f'"{name}" is not one of {", ".join(known)}{did_you_mean(name, known)}')
    return name in known


def _names_in_notes(medicines: KnownMedicines) -> set[str]:
    """Return what notes are read for: no classes ("water pill"), and no names that are plain words too."""
    names = {known.name.lower() for known in medicines.all if not known.is_class}
    return names - medicines.plain_words


def _names(table: Table, key: str) -> tuple[str, ...]:
    table.format_version()
    return tuple(name.lower() for name in table.words(key))


def _class_names(
    medicines: KnownMedicines, library: Library, relaxants: set[str]
) -> dict[MedicineClass, tuple[str, ...]]:
    """Return the names that can be of one class only."""
    nsaids = _nsaids(medicines) | _library_names(library, MedicineClass.NSAID)
    return {
        MedicineClass.RELAXANT: tuple(sorted(relaxants)),
        MedicineClass.NSAID: tuple(sorted(nsaids)),
        MedicineClass.ACETAMINOPHEN: tuple(sorted(_holding(medicines, "acetaminophen", alone=True))),
    }


def _relaxants(medicines: KnownMedicines) -> set[str]:
    return {known.name.lower() for known in medicines.answering("other-relaxant") if not known.is_class}


def _nsaids(medicines: KnownMedicines) -> set[str]:
    """Return the names of NSAIDs that hold nothing else; aspirin is one, whatever it is taken for."""
    alone = (known for known in medicines.all if len(known.substances) == 1)
    return {known.name.lower() for known in alone if "other-nsaid" in (*known.answers, *known.asks)}


def _holding(medicines: KnownMedicines, drug: str, alone: bool = False) -> set[str]:
    """Return the names that hold a drug, or nothing but it."""
    return {
        known.name.lower()
        for known in medicines.all
        if drug in known.substances and (len(known.substances) == 1 or not alone)
    } - medicines.plain_words


def _library_names(library: Library, of_class: MedicineClass | None = None) -> set[str]:
    medicines = [t.medicine for t in library if t.medicine]
    return {
        name.lower()
        for medicine in medicines
        if of_class is None or medicine.drug_class is of_class
        for product in medicine.products
        for name in (product.name, *product.brands)
    }

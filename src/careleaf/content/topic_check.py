"""Hold a topic that was read against itself."""

from __future__ import annotations

from collections.abc import Iterable

from careleaf.content.toml_reader import Table
from careleaf.domain.library import Form, Medicine, MedicineClass, Timing, Topic
from careleaf.domain.needs import NEEDS
from careleaf.domain.params import Param
from careleaf.domain.plaintext import placeholders
from careleaf.errors import did_you_mean


def check_topic(topic: Topic, table: Table) -> None:
    """Hold a topic against itself: ids once, names that exist, cells that fit the columns."""
    ids = [point.id for point in topic.points]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        table.problem("point", f'the id "{twice}" is used more than once')
    param_ids = [param.id for param in topic.params]
    for twice in sorted({i for i in param_ids if param_ids.count(i) > 1}):
        table.problem("param", f'the id "{twice}" is used more than once')
    tell = [topic.medicine.tell] if topic.medicine else []
    for text in [*(t for point in topic.points for t in point.texts), *(t.text for t in topic.texts), *tell]:
        check_placeholders(text, topic.params, table)
    for name in (topic.band.start, topic.band.end) if topic.band else ():
        if name and name not in param_ids:
            table.problem("band", f'"{name}" names no param of this topic{did_you_mean(name, param_ids)}')
    for need in topic.needs:
        if need not in NEEDS:
            table.problem("needs", f'"{need}" is not one of the eight needs{did_you_mean(need, list(NEEDS))}')
    for point in topic.points:
        if point.form is Form.ROW and len(point.cells) != len(topic.columns):
            table.problem(
                "row", f'"{point.id}" has {len(point.cells)} cells for {len(topic.columns)} columns'
            )
    if topic.medicine:
        _check_medicine(topic.medicine, param_ids, table)


def check_placeholders(text: str, params: Iterable[Param], table: Table, key: str = "") -> None:
    """Note braces of a text that are anything else than {{ param }}."""
    names = sorted({name for param in params for name in (param.id, param.alias) if name})
    for name in placeholders(text):
        if name not in names:
            words = f'"{{{{ {name} }}}}" names no param of this topic{did_you_mean(name, names)}'
            table.problem(key, words)
    if "{" in text.replace("{{", "").replace("}}", "") or text.count("{{") != len(placeholders(text)):
        table.problem(key, f'only {{{{ param }}}} is allowed in braces: "{text[:60]}"')


def _check_medicine(medicine: Medicine, param_ids: list[str], table: Table) -> None:
    named = (
        medicine.drug, medicine.dose, medicine.start, medicine.hours, medicine.gap, medicine.daily_max,
        medicine.days, medicine.slots,
    )  # fmt: skip
    for name in named:
        if name and name not in param_ids:
            table.problem("medicine", f'"{name}" names no param of this topic{did_you_mean(name, param_ids)}')
    if medicine.drug_class is MedicineClass.RELAXANT:
        missing = [k for k in ("drug", "dose", "start", "hours") if not getattr(medicine, k)]
        if missing or medicine.timing is not Timing.BEDTIME:
            table.problem("medicine", "a relaxant is taken at bedtime and names drug, dose, start and hours")

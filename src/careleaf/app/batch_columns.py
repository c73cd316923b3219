"""What the columns of a list of patients mean, and the choices that a row makes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import Choices
from careleaf.app.draft_flags import ALL, answer_check, set_params, tick
from careleaf.domain.check import Check
from careleaf.domain.draft import Draft
from careleaf.domain.people import NAME_LIMIT
from careleaf.errors import InvalidFiles, Problem, UsageError, did_you_mean

NAME, IDENTIFIER, CLINICIAN, TICK, UNTICK = "name", "identifier", "clinician", "tick", "untick"
PEOPLE = (NAME, IDENTIFIER, CLINICIAN)
IGNORED = "#"  # how the name of a column begins that is for others
_RULE = re.compile(r"R\d{1,3}", re.ASCII | re.IGNORECASE)


def require_columns(program: Program, path: Path, columns: tuple[str, ...]) -> None:
    """Raise InvalidFiles with everything that is wrong with the columns of a list."""
    wrong = [
        Problem(str(path), f'column "{column[:60]}"', words, 1)
        for place, column in enumerate(columns)
        if (words := _wrong(program, column, columns[:place]))
    ]
    if not {NAME, IDENTIFIER} & set(columns):
        wrong.append(Problem(str(path), "", f"needs a column {NAME} or {IDENTIFIER}", 1))
    if wrong:
        raise InvalidFiles(wrong)


def _wrong(program: Program, column: str, before: tuple[str, ...]) -> str:
    if column.startswith(IGNORED):
        return ""
    if column in before:
        return "stands there twice"
    if column in (*PEOPLE, TICK, UNTICK, ALL) or program.rules.question(column) or _RULE.fullmatch(column):
        return ""
    topic_id, dot, name = column.partition(".")
    topic = program.library.topic(topic_id) if dot else None
    if topic is not None and any(name in (param.id, param.alias) for param in topic.params):
        return ""
    known = [*PEOPLE, TICK, UNTICK, ALL, *(question.id for question in program.rules.questions)]
    known += [f"{each.id}.{param.id}" for each in program.library for param in each.params]
    return f'is not known{did_you_mean(column, known)}; begin its name with "{IGNORED}" to have it ignored'


def row_choices(choices: Choices, cells: dict[str, str]) -> Choices:
    """Add what a row says to what holds for every row; a row's own word comes last and wins."""
    said = {column: cell for column, cell in cells.items() if cell and not column.startswith(IGNORED)}
    params = tuple(f"{column}={cell}" for column, cell in said.items() if "." in column)
    rules = tuple(f"{column}={cell}" for column, cell in said.items() if _RULE.fullmatch(column))
    named = (*PEOPLE, TICK, UNTICK)
    answers = tuple(
        f"{column}={cell}"
        for column, cell in said.items()
        if column not in named and "." not in column and not _RULE.fullmatch(column)
    )
    return replace(
        choices,
        ticks=(*choices.ticks, *said.get(TICK, "").split()),
        unticks=(*choices.unticks, *said.get(UNTICK, "").split()),
        settings=(*choices.settings, *params),
        answers=(*choices.answers, *answers),
        confirmations=rules,
        patient_name=said.get(NAME, ""),
        patient_id=said.get(IDENTIFIER, ""),
        clinician=said.get(CLINICIAN, choices.clinician),
    )


def wrong_columns(program: Program, cells: dict[str, str]) -> tuple[str, ...]:
    """Return the columns of a row that cannot be read, by name only: a cell may hold anything."""
    return tuple(_unreadable(program, {column: cell for column, cell in cells.items() if cell}))


def _unreadable(program: Program, said: dict[str, str]) -> Iterator[str]:
    for column, cell in said.items():
        alone = row_choices(Choices(), {column: cell})
        try:
            for name in (*alone.ticks, *alone.unticks):
                tick(Draft(), program.library, name, ticked=True)
            set_params(Draft(), program.library, alone.settings)
            answer_check(Check(), program.rules, alone.answers)
        except UsageError:
            yield column
            continue
        if column in PEOPLE and len(cell) > NAME_LIMIT:
            yield column

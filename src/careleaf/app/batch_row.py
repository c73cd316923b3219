"""One row of a list of patients: made, left as it is, or skipped with the reason."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from pathlib import Path

from careleaf import __version__
from careleaf.app.batch_columns import row_choices, wrong_columns
from careleaf.app.bootstrap import Program
from careleaf.app.draft_choices import Choices, draft_of
from careleaf.app.draft_flags import require_fired
from careleaf.app.handout_making import Made, make, require_safe
from careleaf.content.patient_list import PatientRow
from careleaf.delivery.export import save_file
from careleaf.domain.batch import Result, RowOutcome
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.domain.safety import Finding, blocks, unconfirmed
from careleaf.errors import Blocked, InvalidFiles, NeedsConfirmation, UnprintableText, UsageError
from careleaf.lazy_dataclass import dataclass
from careleaf.rendering.pdf.seal import read_seal


@dataclass(frozen=True)
class BatchOrder:
    """What is the same for every row. `now` is aware; `key` keeps the marks from being guessed."""

    preset: Preset
    choices: Choices
    clinic: Clinic
    now: datetime
    folder: Path
    key: bytes = field(repr=False)


def make_row(program: Program, order: BatchOrder, row: PatientRow, before: RowOutcome | None) -> RowOutcome:
    """Make the handout of a row, unless what is there is what would be made. Raises DeliveryFailed."""
    if row.cells is None:
        return _skipped(row, "not as many cells as columns", InvalidFiles.exit_code)
    choices = row_choices(order.choices, row.cells)
    if not choices.patient_name and not choices.patient_id:
        return _skipped(row, "neither name nor identifier", InvalidFiles.exit_code)
    try:
        made = make(
            program,
            draft_of(program, order.preset, choices, order.clinic, order.now),
            order.clinic,
            order.now,
        )
        require_fired(made.setting.draft, made.findings)
    except UsageError:
        wrong = ", ".join(wrong_columns(program, row.cells)) or "taken together"
        return _skipped(row, f"cannot be read: {wrong}", InvalidFiles.exit_code)
    try:
        require_safe(made)
        return _written(order, row, made, before)
    except Blocked:
        return _skipped(row, f"blocked by {_rules(blocks(made.findings))}", Blocked.exit_code)
    except NeedsConfirmation:
        asking = _rules(unconfirmed(made.findings, made.setting.draft))
        return _skipped(row, f"needs a confirmation of {asking}", NeedsConfirmation.exit_code)
    except UnprintableText:
        return _skipped(row, "a character that no font of the program has", UnprintableText.exit_code)


def _written(order: BatchOrder, row: PatientRow, made: Made, before: RowOutcome | None) -> RowOutcome:
    number = made.handout.number
    name = f"{row.number:06}_{number}.pdf"
    mark = hmac.digest(order.key, f"{__version__}\n{made.xml}".encode(), "sha256").hex()
    path = order.folder / name
    if before is not None and (before.mark, before.file) == (mark, name) and _is_whole(path):
        return RowOutcome(row.number, Result.UNCHANGED, name, number, mark=mark, content=made.handout.content)
    save_file(path, made.typeset.pdf)
    return RowOutcome(row.number, Result.MADE, name, number, mark=mark, content=made.handout.content)


def _is_whole(path: Path) -> bool:
    """Tell whether a file is there as it was made."""
    try:
        sealed = read_seal(path.read_bytes())
    except OSError:
        return False
    return sealed is not None and sealed.unchanged


def _rules(findings: Iterable[Finding]) -> str:
    return ", ".join(dict.fromkeys(finding.rule for finding in findings))


def _skipped(row: PatientRow, reason: str, code: int) -> RowOutcome:
    return RowOutcome(row.number, Result.SKIPPED, reason=reason, code=code)

"""A handout for every row of a list of patients, in several processes, with one report."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from careleaf.app.batch_columns import require_columns
from careleaf.app.batch_row import BatchOrder, make_row
from careleaf.app.bootstrap import Program, start
from careleaf.app.draft_choices import Choices
from careleaf.app.handout_log import log_given
from careleaf.content.patient_list import PatientList, PatientRow, open_patient_list
from careleaf.domain.batch import BatchCount, Result, RowOutcome
from careleaf.domain.people import Clinic
from careleaf.domain.preset import Preset
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass
from careleaf.storage.batch_key import batch_key
from careleaf.storage.batch_report import BatchReport, batch_folder, read_earlier, remove_file
from careleaf.storage.locations import HOME_VARIABLE

GO_ON = "What is done stays: run the same command again and it goes on from there."
_AHEAD = 4  # rows handed out to each process before the oldest is done: memory stays flat
_ROWS_A_PROCESS = 2_000  # then a fresh one takes its place

Told = Callable[[BatchCount], None]


@dataclass(frozen=True)
class Batch:
    """A list that can be worked off: its columns are known and its folder is named."""

    program: Program
    order: BatchOrder
    patients: PatientList

    def run(self, jobs: int, told: Told) -> tuple[BatchCount, Path]:
        """Make what is missing; return the counts and where the report is.

        `told` hears of the counts after each row. Raises DeliveryFailed where going on makes no sense, as on
        a full disk; what is done by then stays.
        """
        with batch_folder(self.order.folder):
            earlier = read_earlier(self.order.folder)
            report = BatchReport(self.order.folder)
            try:
                count = self._work(report, earlier, jobs, told)
                return count, report.finish()
            except DeliveryFailed as error:
                raise DeliveryFailed(f"{error}\n{GO_ON}") from None
            finally:
                report.close()

    def _work(self, report: BatchReport, earlier: dict[int, RowOutcome], jobs: int, told: Told) -> BatchCount:
        count = BatchCount()
        for outcome in self._outcomes(earlier, jobs):
            before = earlier.pop(outcome.row, None)
            if before is not None and before.file != outcome.file:
                remove_file(self.order.folder, before.file)
            report.add(outcome)
            if outcome.result is Result.MADE:
                order = self.order
                log_given(self.program, order.clinic, outcome.content, "batch", order.preset.id, order.now)
            count.add(outcome)
            told(count)
        for before in earlier.values():
            left = RowOutcome(
                before.row, Result.LEFT, before.file, before.number, "no such row any more", before.mark
            )
            report.add(left)
            count.add(left)
        return count

    def _outcomes(self, earlier: dict[int, RowOutcome], jobs: int) -> Iterator[RowOutcome]:
        """Yield what became of each row, in the order of the list."""
        if jobs == 1:
            for row in self.patients.rows():
                yield make_row(self.program, self.order, row, earlier.get(row.number))
            return
        pool = ProcessPoolExecutor(
            jobs,
            get_context("spawn"),
            _start_worker,
            (str(self.program.locations.home), self.order),
            max_tasks_per_child=_ROWS_A_PROCESS,
        )
        waiting: deque[Future[RowOutcome]] = deque()
        try:
            for row in self.patients.rows():
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(_work_row, row, earlier.get(row.number)))
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise DeliveryFailed("A process of the batch was ended from outside.") from None
        finally:
            pool.shutdown(cancel_futures=True)


def plan_batch(
    program: Program,
    path: Path,
    preset: Preset,
    choices: Choices,
    clinic: Clinic,
    now: datetime,
    folder: Path,
) -> Batch:
    """Look through the list. Raises InvalidFiles with all that is wrong with it, or DeliveryFailed."""
    patients = open_patient_list(path)
    require_columns(program, path, patients.columns)
    key = batch_key(program.locations.batch_key)
    return Batch(program, BatchOrder(preset, choices, clinic, now, folder, key), patients)


_worker: tuple[Program, BatchOrder] | None = None


def _start_worker(home: str, order: BatchOrder) -> None:
    """Load the program once for all rows of this process."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that leads says what was stopped, once
    _worker = (start({HOME_VARIABLE: home}), order)


def _work_row(row: PatientRow, before: RowOutcome | None) -> RowOutcome:
    assert _worker is not None
    return make_row(*_worker, row, before)

"""Printers, what can be asked of them, and what became of a job."""

from __future__ import annotations

from enum import StrEnum

from careleaf.lazy_dataclass import dataclass

COPIES_LIMIT = 99
JOB_TITLE = "Handout"  # what queues and banners show: never anything of the patient's


class Sides(StrEnum):
    """On which sides of the paper to print, in the words of IPP (RFC 8011, 5.2.8)."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True)
class Printer:
    """A printer as its queue describes it. `trouble` says why it prints nothing now; empty if it does."""

    name: str
    title: str
    is_default: bool = False
    trouble: str = ""
    sides: frozenset[Sides] = frozenset({Sides.ONE})


@dataclass(frozen=True)
class PrintChoices:
    """What was chosen for one job. `grey` is asked of the printer; the page itself stays as it is."""

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    grey: bool = False


class JobState(StrEnum):
    """What became of a job so far."""

    WAITING = "waiting"
    PRINTING = "printing"
    HELD = "held"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"
    PRINTED = "printed"
    HANDED_OVER = "handed over"
    UNKNOWN = "unknown"


ENDED = frozenset(
    {JobState.CANCELLED, JobState.FAILED, JobState.PRINTED, JobState.HANDED_OVER, JobState.UNKNOWN}
)


@dataclass(frozen=True)
class JobReport:
    """A job's state, with what the printer says about it."""

    state: JobState
    says: str = ""


def job_words(printer: str, report: JobReport) -> str:
    """Say what became of a job: only one that the queue calls completed was printed."""
    says = f" It says: {report.says.rstrip('.')}." if report.says else ""
    words = {
        JobState.WAITING: f"Waiting in the queue of {printer}.",
        JobState.PRINTING: f"Printing on {printer}.",
        JobState.HELD: f"Not printed yet: {printer} holds the job back.",
        JobState.STOPPED: f"Not printed: {printer} has stopped.",
        JobState.CANCELLED: f"Not printed: the job was cancelled at {printer}.",
        JobState.FAILED: f"Not printed: {printer} gave the job up.",
        JobState.PRINTED: f"Printed on {printer}.",
        JobState.HANDED_OVER: f"Handed to {printer}. What becomes of it is not told here: look.",
        JobState.UNKNOWN: f"The queue of {printer} no longer tells of the job. Look at the printer.",
    }
    return words[report.state] + says

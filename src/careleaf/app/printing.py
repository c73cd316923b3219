"""Print a handout and follow its job until it is known what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from careleaf.app.handout_making import Made, require_safe
from careleaf.delivery.printing.cups import Cups, Job
from careleaf.domain.printing import ENDED, JobReport, PrintChoices, Printer, Sides
from careleaf.errors import Blocked
from careleaf.storage.settings_file import read_settings, remember

_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_NAMED_IN = (Path("/etc/cups/client.conf"),)
FOLLOW = 120.0  # seconds; a job that waits longer is left to the queue, and that is said
_PAUSE = 0.5  # seconds between two looks at a job
SAMPLE_REFUSED = "The sample clinic's pages are for trying out and are not printed. Set up your clinic first."


class PrintService(Protocol):
    """Where pages can be printed."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers, the default one first. Raises DeliveryFailed."""

    def send(self, pdf: bytes, choices: PrintChoices) -> Job:
        """Hand a PDF to a printer's queue. Raises DeliveryFailed."""

    def report(self, job: Job) -> JobReport:
        """Return how a job stands. Raises DeliveryFailed."""

    def cancel(self, job: Job) -> None:
        """Take a job out of its queue. Raises DeliveryFailed."""


def cups_of(environment: Mapping[str, str], user: str) -> Cups:
    """Return the CUPS that the environment names, else the computer's own."""
    sockets = (path for path in _SOCKETS if Path(path).exists())
    server = environment.get("CUPS_SERVER") or _configured() or next(sockets, "localhost")
    return Cups(server.partition("/version=")[0], user)


def _configured() -> str:
    """Return the server that the computer's settings name, if any."""
    for path in _NAMED_IN:
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            word, _, rest = line.strip().partition(" ")
            if word.lower() == "servername" and rest.strip():
                return rest.split()[0]
    return ""


def require_printable(made: Made) -> None:
    """Raise Blocked or NeedsConfirmation where a rule holds the handout back, or the clinic is the sample."""
    if made.setting.clinic.sample:
        raise Blocked(SAMPLE_REFUSED)
    require_safe(made)


def follow(
    service: PrintService, job: Job, wait: Callable[[float], None] = time.sleep, seconds: float = FOLLOW
) -> Iterator[JobReport]:
    """Yield how a job stands, each time that changes, until it or the time ends. Raises DeliveryFailed."""
    last, passed = None, 0.0
    while True:
        report = service.report(job)
        if report != last:
            yield report
        last = report
        if report.state in ENDED or passed >= seconds:
            return
        wait(_PAUSE)
        passed += _PAUSE


def remembered(settings: Path, printers: tuple[Printer, ...]) -> PrintChoices | None:
    """Return the choices of last time, on the default printer if theirs is gone; None without printers."""
    if not printers:
        return None
    kept = read_settings(settings)
    names = {printer.name for printer in printers}
    name = kept.get("printer") if kept.get("printer") in names else printers[0].name
    sides = kept.get("print_sides")
    known = {str(side): side for side in Sides}
    chosen = known.get(sides, Sides.ONE) if isinstance(sides, str) else Sides.ONE
    return PrintChoices(str(name), sides=chosen, grey=kept.get("print_grey") == "yes")


def remember_choices(settings: Path, choices: PrintChoices) -> None:
    """Keep printer, sides and grey for next time; copies start at one. Raises DeliveryFailed."""
    grey = "yes" if choices.grey else "no"
    remember(settings, printer=choices.printer, print_sides=str(choices.sides), print_grey=grey)

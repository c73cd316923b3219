"""What printing takes besides pages: where to print, what was chosen last time, what may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from careleaf.app.handout_making import Made, require_safe
from careleaf.delivery.printing.cups import Cups, Job
from careleaf.domain.printing import JobReport, PrintChoices, Printer, Sides
from careleaf.errors import Blocked
from careleaf.storage.settings_file import read_settings, remember

_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
_NAMED_IN = (Path("/etc/cups/client.conf"),)
SAMPLE_REFUSED = "The sample clinic's pages are for trying out and are not printed. Set up your clinic first."


class PrintService(Protocol):
    """Where pages can be printed; `at_once` if it must be asked in the window's own thread."""

    @property
    def at_once(self) -> bool:
        """Tell whether it may be asked in no other thread than the window's."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers, the default one first. Raises DeliveryFailed."""

    def send(self, pdf: bytes, choices: PrintChoices) -> Job:
        """Hand a PDF to a printer's queue. Raises DeliveryFailed."""

    def report(self, job: Job) -> JobReport:
        """Return how a job stands. Raises DeliveryFailed."""


def cups_of(environment: Mapping[str, str]) -> Cups:
    """Return the CUPS that the environment names, else the computer's own."""
    user = environment.get("USER") or environment.get("LOGNAME") or "careleaf"
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

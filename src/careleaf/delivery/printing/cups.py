"""Print through CUPS, on Linux and macOS: the PDF's own bytes, by IPP, with no file in between."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterable
from urllib.parse import quote

from careleaf.delivery.printing.ipp_message import (
    Answer,
    Attribute,
    Group,
    NoIppMessage,
    Tag,
    Value,
    read_answer,
    request,
)
from careleaf.domain.plaintext import clean_line
from careleaf.domain.printing import JOB_TITLE, JobReport, JobState, PrintChoices, Printer, Sides
from careleaf.errors import DeliveryFailed
from careleaf.lazy_dataclass import dataclass

PRINT_JOB, GET_JOB, GET_DEFAULT, GET_PRINTERS = 0x0002, 0x0009, 0x4001, 0x4002
_OK = range(0x0100)
_NOT_FOUND = (0x0406, 0x0407)  # not-found, gone
_STOPPED = 5  # a printer's state
_STATES = {
    3: JobState.WAITING, 4: JobState.HELD, 5: JobState.PRINTING, 6: JobState.STOPPED,
    7: JobState.CANCELLED, 8: JobState.FAILED, 9: JobState.PRINTED,
}  # fmt: skip
_REFUSED = {
    0x0403: "it does not let you print",
    0x0401: "it does not let you print",
    0x0406: "there is no such printer any more",
    0x040A: "it does not take PDF files",
    0x0408: "the handout is too large for it",
    0x0503: "it is out of order",
    0x0506: "it takes no jobs now",
    0x0507: "it is busy",
    0x0508: "the job was cancelled",
}
_LIMIT = 8 * 1024 * 1024  # bytes of an answer; that of a thousand printers has less
_LOOK_AT = (
    "printer-name", "printer-info", "printer-state", "printer-state-message", "printer-is-accepting-jobs",
    "sides-supported",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A job in a queue."""

    printer: str
    id: int


class _Local(http.client.HTTPConnection):
    """A connection to the computer's own CUPS through its socket file."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket file."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


@dataclass(frozen=True)
class Cups:
    """A CUPS server: the path of its socket file or HOST[:PORT]; `user` is who prints. Waits `timeout` s."""

    server: str
    user: str
    timeout: float = 20.0
    at_once = False

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers, the default one first. Raises DeliveryFailed where CUPS does not answer."""
        found = self._ask("/", GET_PRINTERS, [(Tag.KEYWORD, "requested-attributes", _LOOK_AT)])
        if found.status in _NOT_FOUND:
            return ()
        self._require(found, "The print server does not list its printers")
        default = self._default()
        printers = [_printer(group, default) for group in found.groups_of(Tag.PRINTER)]
        named = (printer for printer in printers if printer.name)
        return tuple(sorted(named, key=lambda each: (not each.is_default, each.title.casefold())))

    def send(self, pdf: bytes, choices: PrintChoices) -> Job:
        """Hand a PDF to a queue. Raises DeliveryFailed with the reason where the queue refuses it."""
        answer = self._ask(
            _path(choices.printer),
            PRINT_JOB,
            [
                self._printer_uri(choices.printer),
                self._user(),
                (Tag.NAME, "job-name", JOB_TITLE),
                (Tag.MIME_TYPE, "document-format", "application/pdf"),
            ],
            [
                (Tag.INTEGER, "copies", choices.copies),
                (Tag.KEYWORD, "sides", str(choices.sides)),
                *([(Tag.KEYWORD, "print-color-mode", "monochrome")] if choices.grey else []),
            ],
            pdf,
        )
        self._require(answer, f"{choices.printer} did not take the handout. Nothing was printed")
        for group in answer.groups_of(Tag.JOB):
            for number in group.get("job-id", ()):
                if isinstance(number, int):
                    return Job(choices.printer, number)
        raise DeliveryFailed(f"{choices.printer} did not say if it took the handout. Look at the printer.")

    def report(self, job: Job) -> JobReport:
        """Return how a job stands. Raises DeliveryFailed where CUPS does not answer."""
        asked = [self._printer_uri(job.printer), (Tag.INTEGER, "job-id", job.id), self._user()]
        answer = self._ask(_path(job.printer), GET_JOB, asked)
        if answer.status in _NOT_FOUND:
            return JobReport(JobState.UNKNOWN)
        self._require(answer, f"{job.printer} does not say what became of the handout. Look at the printer")
        group = next(iter(answer.groups_of(Tag.JOB)), {})
        state = _STATES.get(_number(group, "job-state"), JobState.UNKNOWN)
        if state is JobState.PRINTED:
            errors = "job-completed-with-errors" in group.get("job-state-reasons", ())
            return JobReport(JobState.FAILED if errors else state, _says(group) if errors else "")
        return JobReport(state, _says(group))

    def _default(self) -> str:
        answer = self._ask("/", GET_DEFAULT, [(Tag.KEYWORD, "requested-attributes", "printer-name")])
        groups = answer.groups_of(Tag.PRINTER)
        return _text(groups[0], "printer-name") if answer.status in _OK and groups else ""

    def _user(self) -> Attribute:
        return (Tag.NAME, "requesting-user-name", self.user)

    def _printer_uri(self, printer: str) -> Attribute:
        return (Tag.URI, "printer-uri", f"ipp://localhost{_path(printer)}")

    def _require(self, answer: Answer, what: str) -> None:
        if answer.status in _OK:
            return
        said = "".join(str(text) for group in answer.groups_of(Tag.OPERATION) for text in _message(group))
        why = _REFUSED.get(answer.status) or f"it answers with the error {answer.status:#06x}"
        raise DeliveryFailed(f"{what}: {why}.{f' It says: {said}' if said else ''}")

    def _ask(
        self,
        path: str,
        operation: int,
        of_operation: Iterable[Attribute],
        of_job: Iterable[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        body = request(operation, of_operation, of_job) + document
        connection = self._connection()
        try:
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            content = response.read(_LIMIT)
        except (OSError, http.client.HTTPException) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise DeliveryFailed(f"The print service of this computer does not answer: {why}.") from None
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK:
            raise DeliveryFailed(_http_words(response.status))
        try:
            return read_answer(content)
        except NoIppMessage:
            raise DeliveryFailed("What answers in place of the print service does not speak IPP.") from None

    def _connection(self) -> http.client.HTTPConnection:
        if self.server.startswith("/"):
            return _Local(self.server, self.timeout)
        host, _, port = self.server.partition(":")
        number = int(port) if port.isdecimal() else 631
        return http.client.HTTPConnection(host, number, timeout=self.timeout)


def _http_words(status: int) -> str:
    if status in (401, 403, 426):
        return "The print service wants you to sign in. Save the PDF and print it from your PDF viewer."
    return f"The print service answers with the error {status}."


def _path(printer: str) -> str:
    return f"/printers/{quote(printer, safe='')}"


def _printer(group: Group, default: str) -> Printer:
    name = _text(group, "printer-name")
    trouble = ""
    if group.get("printer-is-accepting-jobs") == (False,):
        trouble = "takes no jobs now"
    elif _number(group, "printer-state") == _STOPPED:
        trouble = "has stopped"
    said = _text(group, "printer-state-message")
    known = {str(side) for side in Sides}
    sides = frozenset(Sides(side) for side in group.get("sides-supported", ()) if side in known)
    return Printer(
        name,
        _text(group, "printer-info") or name,
        name == default,
        f"{trouble}: {said}" if trouble and said else trouble,
        sides | {Sides.ONE},
    )


def _says(group: Group) -> str:
    """Return what the printer says about a job, else the reason's keyword in words."""
    for name in ("job-printer-state-message", "job-state-message"):
        if said := _text(group, name):
            return said
    reasons = (*group.get("job-printer-state-reasons", ()), *group.get("job-state-reasons", ()))
    plain = [str(reason).replace("-", " ") for reason in reasons if reason != "none"]
    return ", ".join(dict.fromkeys(plain))


def _message(group: Group) -> tuple[Value, ...]:
    return group.get("status-message", ())


def _text(group: Group, name: str) -> str:
    return clean_line(" ".join(str(value) for value in group.get(name, ())))


def _number(group: Group, name: str) -> int:
    return next((value for value in group.get(name, ()) if isinstance(value, int)), 0)

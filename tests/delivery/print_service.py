"""A print service for the tests that speaks IPP and says whatever it is told to: a queue in any weather."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from careleaf.delivery.printing.ipp_message import Attribute, Tag, read_answer, request

NO_GROUPS: tuple[tuple[Tag, list[Attribute]], ...] = ()


def answer(status: int, *groups: tuple[Tag, list[Attribute]], message: str = "") -> bytes:
    """Write an answer: the status, and groups of attributes."""
    said: list[Attribute] = [(Tag.TEXT, "status-message", message)] if message else []
    head = request(status, said)[:-1]
    parts = [bytes([tag]) + request(0, attributes)[_EMPTY:-1] for tag, attributes in groups]
    return head + b"".join(parts) + bytes([Tag.END])


_EMPTY = len(request(0, [])) - 1


def printer(name: str, **more: Any) -> tuple[Tag, list[Attribute]]:
    """Describe a printer as CUPS does."""
    state = more.get("state", 3)
    return Tag.PRINTER, [
        (Tag.NAME, "printer-name", name),
        (Tag.TEXT, "printer-info", more.get("info", "")),
        (Tag.ENUM, "printer-state", state),
        (Tag.TEXT, "printer-state-message", more.get("says", "")),
        (Tag.BOOLEAN, "printer-is-accepting-jobs", more.get("accepts", True)),
        (Tag.KEYWORD, "sides-supported", more.get("sides", ("one-sided", "two-sided-long-edge"))),
    ]


def job(number: int, state: int, says: str = "", reason: str = "none") -> tuple[Tag, list[Attribute]]:
    """Describe a job as CUPS does."""
    return Tag.JOB, [
        (Tag.INTEGER, "job-id", number),
        (Tag.ENUM, "job-state", state),
        (Tag.TEXT, "job-printer-state-message", says),
        (Tag.KEYWORD, "job-state-reasons", reason),
    ]


@dataclass
class PrintService:
    """Answers by operation, each used up in turn, the last for ever; and what was asked."""

    answers: dict[int, list[bytes]] = field(default_factory=dict)
    asked: list[tuple[int, str, dict[str, Any], bytes]] = field(default_factory=list)
    http_status: int = 200

    def __post_init__(self) -> None:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                content = service.take(self.path, body)
                self.send_response(service.http_status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Return where it answers."""
        return f"127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, path: str, body: bytes) -> bytes:
        """Note what was asked and return the next answer."""
        (operation,) = struct.unpack_from(">H", body, 2)
        end = body.index(b"\x03", body.rindex(b"%PDF") - 1 if b"%PDF" in body else len(body) - 1)
        groups = read_answer(body).groups
        asked = {name: value for _, group in groups for name, value in group.items()}
        self.asked.append((operation, path, asked, body[end + 1 :]))
        waiting = self.answers.get(operation) or [answer(0x0406)]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

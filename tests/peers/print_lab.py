"""Real printing for the tests: CUPS and a printer by IPP, all in one folder and on ports of their own.

`ippeveprinter` wants somebody to announce itself to: a message bus and Avahi run along, on the loopback only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

QUEUE = "TestQueue"
_PROGRAMS = ("dbus-daemon", "avahi-daemon", "ippeveprinter", "cupsd", "lpadmin", "ipptool")
_TURN = "careleaf-print-lab.lock"  # a machine has one Avahi at a time, whoever starts it
_BUS = "DBUS_SYSTEM_BUS_ADDRESS"

_AVAHI = """[server]
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
"""
_CUPSD = """LogLevel debug
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
IdleExitTimeout 0
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """User lp
Group lp
SystemGroup root
Sandboxing relaxed
ServerRoot {folder}/root
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/log/access_log
ErrorLog {folder}/log/error_log
PageLog {folder}/log/page_log
"""
_RECORD = """#!/bin/sh
sleep $(cat {folder}/seconds)
n=$(date +%s%N)
env | grep -E '^(IPP_|CONTENT_TYPE)' | sort > {folder}/arrived/$n.ticket
cp "$1" {folder}/arrived/$n.pdf
"""


@dataclass(frozen=True)
class Arrived:
    """What came out at the printer: the document, and its ticket as `IPP_` variables."""

    document: bytes
    ticket: dict[str, str]


class PrintLab:
    """CUPS with one queue to one printer."""

    def __init__(self) -> None:
        for program in _PROGRAMS:
            if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
                raise FileNotFoundError(
                    f"{program} is missing: packaging/debian-packages.sh peers installs it"
                )
        self.folder = Path(tempfile.mkdtemp(prefix="careleaf-print-lab-"))
        self.folder.chmod(0o755)
        for name in ("root", "spool/tmp", "cache", "state", "log", "arrived", "printer"):
            (self.folder / name).mkdir(parents=True)
        self.port, self._printer_port = _free_port(), _free_port()
        self._environment = {
            **os.environ,
            _BUS: f"unix:path={self.folder}/bus",
            "CUPS_SERVER": self.server,
            "PATH": f"{os.environ['PATH']}:/usr/sbin",
        }
        self._running: list[subprocess.Popen[bytes]] = []
        self._printer: subprocess.Popen[bytes] | None = None
        self._turn: IO[str] | None = None

    @property
    def server(self) -> str:
        """Return where CUPS answers."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything once no other lab runs, and set the queue up. Raises AssertionError."""
        self._turn = (Path(tempfile.gettempdir()) / _TURN).open("w")
        fcntl.flock(self._turn, fcntl.LOCK_EX)  # given back when the file is closed
        self._write_files()
        self._run(
            "dbus-daemon", "--session", f"--address={self._environment[_BUS]}", "--nofork", "--nopidfile"
        )
        _wait(lambda: (self.folder / "bus").exists(), "the message bus")
        switches = ("--no-drop-root", "--no-chroot", "--no-rlimits")
        self._run("avahi-daemon", "-f", str(self.folder / "avahi.conf"), *switches)
        _wait(lambda: "startup complete" in self._said("avahi-daemon"), "Avahi")
        self.start_printer()
        cupsd = self.folder / "cupsd.conf"
        self._run("cupsd", "-f", "-c", str(cupsd), "-s", str(self.folder / "cups-files.conf"))
        _wait(lambda: _answers(self.port), "CUPS")
        printer = f"ipp://localhost:{self._printer_port}/ipp/print"
        self.tell("lpadmin", "-p", QUEUE, "-E", "-v", printer, "-m", "everywhere", "-D", "Front desk")
        self.tell("lpadmin", "-p", QUEUE, "-o", "printer-error-policy=retry-current-job")
        self.tell("lpadmin", "-d", QUEUE)

    def start_printer(self) -> None:
        """Switch the printer on."""
        words = (
            "-2",
            "-s",
            "600,600",
            "-c",
            str(self.folder / "record.sh"),
            "-d",
            str(self.folder / "printer"),
        )
        place = ("-p", str(self._printer_port), "-n", "localhost", "-r", "off", "-f", "application/pdf")
        self._printer = self._run("ippeveprinter", *words, *place, "Lab")
        _wait(lambda: _answers(self._printer_port), "the printer")

    def stop_printer(self) -> None:
        """Pull the printer's plug."""
        if self._printer is not None:
            _end(self._printer)

    def slow_down(self, seconds: float) -> None:
        """Let the printer take its time over each job."""
        (self.folder / "seconds").write_text(str(seconds))

    def tell(self, *words: str) -> str:
        """Run a command of CUPS against this CUPS and return what it says."""
        done = subprocess.run(words, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stderr}{self._said('cupsd')[-2000:]}"
        return done.stdout

    @property
    def arrived(self) -> list[Arrived]:
        """Return what came out at the printer, oldest first."""
        tickets = sorted((self.folder / "arrived").glob("*.ticket"))
        return [
            Arrived(
                ticket.with_suffix(".pdf").read_bytes(),
                dict(line.split("=", 1) for line in ticket.read_text().splitlines() if "=" in line),
            )
            for ticket in tickets
            if ticket.with_suffix(".pdf").exists()
        ]

    def remove(self) -> None:
        """End everything that was started, the last first, and remove the folder."""
        for process in reversed(self._running):
            _end(process)
        if self._turn is not None:
            self._turn.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write_files(self) -> None:
        (self.folder / "avahi.conf").write_text(_AVAHI)
        (self.folder / "cupsd.conf").write_text(_CUPSD.format(port=self.port))
        (self.folder / "cups-files.conf").write_text(_FILES.format(folder=self.folder))
        record = self.folder / "record.sh"
        record.write_text(_RECORD.format(folder=self.folder))
        record.chmod(0o755)
        self.slow_down(0)

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{program}.log").open("ab") as log:
            process = subprocess.Popen(
                [program, *words],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def _said(self, program: str) -> str:
        path = self.folder / f"{program}.log"
        return path.read_text(errors="replace") if path.exists() else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program as it wants to be: Avahi would leave a mark that keeps the next one from starting."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, request)
        try:
            process.wait(timeout=5)
            return
        except subprocess.TimeoutExpired:
            continue


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready, what: str, seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until, f"{what} did not start"
        time.sleep(0.05)

"""Chromium as a maker of tagged PDF, warm: one page that stays open and gets each handout put in."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-extensions",
    "--remote-debugging-pipe",
)
_FOOTER = (
    "<span style='font-size:8px'>Page <span class=pageNumber></span> of <span class=totalPages></span></span>"
)


def program() -> str | None:
    """Return the path of Chromium where it is installed."""
    return shutil.which("chromium")


class Chromium:
    """Speak to a Chromium through two pipes, in its DevTools protocol: one JSON message, then a zero byte.

    It ends when the pipes do, with this process.
    """

    def __init__(self, page: str) -> None:
        """Start it and open a page, as HTML with an empty body."""
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        home = tempfile.mkdtemp()
        file = Path(home) / "page.html"
        file.write_text(page, encoding="utf-8")
        command = [program() or "", *_FLAGS, f"--user-data-dir={home}"]
        self._process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "sh", *command],
            pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._number, self._unread, self._session = 0, b"", ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        self._ask("Page.navigate", url=file.as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def pdf(self, body: str) -> bytes:
        """Put HTML into the page and return it as tagged PDF."""
        self._run(f"document.body.innerHTML = {json.dumps(body)}; document.fonts.ready.then(() => 1)")
        printed = self._ask(
            "Page.printToPDF",
            generateTaggedPDF=True, preferCSSPageSize=True, printBackground=True,
            displayHeaderFooter=True, headerTemplate="<span></span>", footerTemplate=_FOOTER,
        )  # fmt: skip
        return base64.b64decode(printed["data"])

    def _run(self, script: str) -> None:
        self._ask("Runtime.evaluate", expression=script, awaitPromise=True)

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                result: dict[str, Any] = answer["result"]
                return result

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            part = os.read(self._from, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended")
            self._unread += part
        whole, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(whole)
        return message

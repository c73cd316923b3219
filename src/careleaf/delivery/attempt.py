"""One attempt to reach a server, which a person can stop from another thread."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Event

from careleaf.errors import DeliveryFailed

STOPPED = "Stopped. Nothing was sent."

Progress = Callable[[str, float], object]


class Attempt:
    """One attempt: tells how far it is, and can be stopped from another thread."""

    def __init__(self, progress: Progress = lambda *_: None) -> None:
        self.progress = progress
        self._stop = Event()
        self._socket: socket.socket | None = None

    @property
    def stopped(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop now: whoever waits for the server waits no longer."""
        self._stop.set()
        if self._socket is not None:
            try:
                # Not the TLS socket's own method, which would change it under the thread that reads from it.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:  # closed already
                return

    def watch(self, connection: socket.socket | None) -> None:
        """Say which connection `stop` ends. Raises DeliveryFailed where it was asked for already."""
        self._socket = connection
        self.go_on()

    def go_on(self) -> None:
        """Raise DeliveryFailed where somebody asked to stop."""
        if self.stopped:
            raise DeliveryFailed(STOPPED)

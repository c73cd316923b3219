"""Keep the token of the clinic's record server in the system's own safe."""

from __future__ import annotations

from careleaf.domain.record import RecordServer
from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe

SERVICE = "Careleaf record server"


class RecordToken:
    """The token of a record server. What the system cannot keep is known until the program ends."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def keep(self, server: RecordServer, token: str) -> str:
        """Keep a token, and return words where only until the end."""
        self._known[server.address] = token
        try:
            system_safe.keep(SERVICE, server.address, token)
        except DeliveryFailed as error:
            return str(error)
        return ""

    def find(self, server: RecordServer) -> str:
        """Return the token, or an empty text."""
        return self._known.get(server.address) or system_safe.kept(SERVICE, server.address)

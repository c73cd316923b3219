"""Keep the secrets of the clinic's mail server in the system's own safe."""

from __future__ import annotations

from careleaf.domain.email import MailServer, SecretKind
from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe

SERVICE = "Careleaf e-mail"


class EmailSecrets:
    """The secrets of a mail server. What the system cannot keep is known until the program ends."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def keep(self, kind: SecretKind, server: MailServer, secret: str) -> str:
        """Keep a secret, and return words where only until the end."""
        name = _name(kind, server)
        self._known[name] = secret
        try:
            system_safe.keep(SERVICE, name, secret)
        except DeliveryFailed as error:
            return str(error)
        return ""

    def find(self, kind: SecretKind, server: MailServer) -> str:
        """Return a secret, or an empty text."""
        name = _name(kind, server)
        return self._known.get(name) or system_safe.kept(SERVICE, name)


def _name(kind: SecretKind, server: MailServer) -> str:
    whose = server.client_id if kind is SecretKind.CLIENT_SECRET else f"{server.user} at {server.host}"
    return f"{kind} of {whose}"

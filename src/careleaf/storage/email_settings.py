"""Save the settings of the clinic's mail server, and keep its secrets in the system's own safe."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.email import MailServer
from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe

SERVICE = "Careleaf e-mail"


class Kind(StrEnum):
    """What is kept: a password, a sign-in with Microsoft or Google, Google's client secret."""

    PASSWORD = "password"
    SIGN_IN = "sign-in"
    CLIENT_SECRET = "client secret"


def save_mail_server(path: Path, server: MailServer) -> None:
    """Write the settings as TOML, without what is empty. Raises DeliveryFailed; the old file then stays."""
    kept = {key: value if key == "port" else str(value) for key, value in asdict(server).items() if value}
    write_atomically(path, tomli_w.dumps({"format_version": 1, **kept}).encode())


class EmailSecrets:
    """The secrets of a mail server. What the system cannot keep is known until the program ends."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def keep(self, kind: Kind, server: MailServer, secret: str) -> str:
        """Keep a secret, and return words where only until the end."""
        name = _name(kind, server)
        self._known[name] = secret
        try:
            system_safe.keep(SERVICE, name, secret)
        except DeliveryFailed as error:
            return str(error)
        return ""

    def find(self, kind: Kind, server: MailServer) -> str:
        """Return a secret, or an empty text."""
        name = _name(kind, server)
        return self._known.get(name) or system_safe.kept(SERVICE, name)


def _name(kind: Kind, server: MailServer) -> str:
    whose = server.client_id if kind is Kind.CLIENT_SECRET else f"{server.user} at {server.host}"
    return f"{kind} of {whose}"

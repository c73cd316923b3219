"""Save the settings of the clinic's mail server. A password is never among them: see `email_secrets`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import tomli_w

from careleaf.atomic_file import write_atomically
from careleaf.domain.email import MailServer


def save_mail_server(path: Path, server: MailServer) -> None:
    """Write the settings as TOML, without what is empty. Raises DeliveryFailed; the old file then stays."""
    kept = {key: value if key == "port" else str(value) for key, value in asdict(server).items() if value}
    write_atomically(path, tomli_w.dumps({"format_version": 1, **kept}).encode())

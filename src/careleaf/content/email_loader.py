"""Load the settings of the clinic's mail server."""

from __future__ import annotations

from pathlib import Path

from careleaf.content.toml_reader import Table, read_toml
from careleaf.domain.email import MailServer, Security, SignIn, one_address
from careleaf.domain.plaintext import clean_line
from careleaf.errors import UsageError

PORTS = range(1, 65_536)


def load_mail_server(path: Path) -> MailServer | None:
    """Load the settings, or None where there are none. Raises InvalidFiles with all of their problems."""
    if not path.exists():
        return None
    raw, problems = read_toml(path)
    table = Table(raw, problems)
    table.format_version()
    port = table.number("port", 587) or 0
    if port not in PORTS:
        table.problem("port", "expected a whole number from 1 to 65535")
    server = MailServer(
        host=table.text("host"),
        sender=_address(table, "sender"),
        port=int(port),
        security=Security(table.one_of("security", [str(each) for each in Security], Security.STARTTLS)),
        sender_name=clean_line(table.text("sender_name", "")),
        user=table.text("user", ""),
        sign_in=SignIn(table.one_of("sign_in", [str(each) for each in SignIn], SignIn.PASSWORD)),
        client_id=table.text("client_id", ""),
        tenant=table.text("tenant", ""),
        certificate=table.text("certificate", ""),
    )
    table.no_more()
    problems.raise_any()
    return server


def _address(table: Table, key: str) -> str:
    typed = table.text(key)
    try:
        return one_address(typed) if typed else ""
    except UsageError as error:
        table.problem(key, str(error))
        return ""

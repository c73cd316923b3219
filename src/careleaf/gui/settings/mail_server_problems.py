"""What is missing or wrong in a mail server that somebody typed, in words."""

from __future__ import annotations

from careleaf.domain.email import MailServer, SignIn, one_address
from careleaf.errors import UsageError
from careleaf.gui.interface_text import _


def problems_of_server(server: MailServer) -> tuple[str, ...]:
    """Return every problem."""
    found = [] if server.host else [_("Server: where is it?")]
    try:
        one_address(server.sender)
    except UsageError as error:
        found.append(_("Sender's address: {problem}").format(problem=error))
    if server.sign_in is not SignIn.PASSWORD and not (server.client_id and server.user):
        found.append(_("User name and Client ID: both are needed to sign in."))
    return tuple(found)

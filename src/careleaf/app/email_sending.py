"""Hand e-mails to the mail program, or to the clinic's server; keep what a server does not have yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Event

from careleaf.content.email_loader import load_mail_server
from careleaf.delivery.smtp import Attempt, Secret, send, try_server
from careleaf.domain.email import Envelope, MailServer, SignIn
from careleaf.errors import DeliveryFailed, PerhapsSent
from careleaf.storage.email_drafts import SHOWN_FOR, clear_drafts, put_draft
from careleaf.storage.email_settings import EmailSecrets, Kind, save_mail_server
from careleaf.storage.locations import Locations
from careleaf.storage.outbox import Outbox, Unsent, open_outbox

Now = Callable[[], datetime]


class EmailSending:
    """The e-mail of this workstation. What speaks to a server takes seconds."""

    def __init__(self, places: Locations, now: Now) -> None:
        self._places, self._now = places, now
        self._secrets = EmailSecrets()

    # The mail program

    def put_draft(self, content: bytes) -> Path:
        """Write a draft to a private file for the mail program. Raises DeliveryFailed."""
        self.clear_drafts()
        return put_draft(self._places.email_drafts, content)

    def clear_drafts(self) -> None:
        """Remove the drafts that the mail program has had time to read."""
        clear_drafts(self._places.email_drafts, self._now() - SHOWN_FOR)

    # The clinic's server

    def server(self) -> MailServer | None:
        """Return the server that was set up, if any. Raises InvalidFiles."""
        return load_mail_server(self._places.mail_server)

    def try_out(self, server: MailServer, password: str, attempt: Attempt) -> str:
        """Connect, sign in (with the kept password unless one is given), and say how it went."""
        tls = try_server(server, self._secret(server, password), attempt)
        signed_in = f", signed in as {server.user}" if server.user else ""
        return f"It works: connected to {server.host} with {tls}{signed_in}."

    def set_up(self, server: MailServer, password: str) -> str:
        """Use a server from now on. Returns words where the password lasts only until the end.

        Raises DeliveryFailed; the settings then stay as they were.
        """
        save_mail_server(self._places.mail_server, server)
        return self._secrets.keep(Kind.PASSWORD, server, password) if password else ""

    def sign_in(
        self, server: MailServer, client_secret: str, open_browser: Callable[[str], bool], stop: Event
    ) -> str:
        """Have a person sign in with Microsoft or Google. Returns words where it lasts only until the end."""
        from careleaf.delivery.sign_in import Registration, authority_of, sign_in  # as seldom as this

        if client_secret:
            self._secrets.keep(Kind.CLIENT_SECRET, server, client_secret)
        registration = Registration(
            server.client_id, client_secret or self._secrets.find(Kind.CLIENT_SECRET, server)
        )
        tokens = sign_in(authority_of(server), registration, server.user, open_browser, stop)
        return self._secrets.keep(Kind.SIGN_IN, server, tokens.refresh)

    def send(self, envelope: Envelope, attempt: Attempt) -> None:
        """Send an e-mail, kept until the server has it. Raises DeliveryFailed and PerhapsSent.

        What was surely not sent stays in the outbox, unless somebody stopped it.
        """
        outbox = self._outbox
        self._send(envelope, outbox.put(envelope, self._now()) if outbox else None, attempt)

    # The outbox

    @property
    def keeps_unsent(self) -> bool:
        """Tell whether this computer has a safe for the outbox's key."""
        return self._outbox is not None

    def unsent(self) -> tuple[Unsent, ...]:
        """Return what is still here, the oldest first."""
        return self._outbox.unsent() if self._outbox else ()

    def remove_old(self) -> int:
        """Remove what is too old to be sent or can no longer be opened, and return how many."""
        return self._outbox.remove_old(self._now()) if self._outbox else 0

    def send_again(self, unsent: Unsent, attempt: Attempt) -> None:
        """Send what is still here. Raises as `send`."""
        self._send(unsent.envelope, unsent, attempt)

    def remove(self, unsent: Unsent) -> None:
        """Forget an e-mail that is not to be sent. Raises DeliveryFailed."""
        if self._outbox:
            self._outbox.remove(unsent)

    @cached_property
    def _outbox(self) -> Outbox | None:
        return open_outbox(self._places.outbox)

    def _send(self, envelope: Envelope, unsent: Unsent | None, attempt: Attempt) -> None:
        if (server := self.server()) is None:
            raise DeliveryFailed("No mail server is set up.")
        outbox = self._outbox
        if outbox is None or unsent is None:
            send(server, self._secret(server), envelope, attempt)
            return
        unsent = outbox.is_sending(unsent)
        try:
            send(server, self._secret(server), envelope, attempt)
        except PerhapsSent:
            outbox.remove(unsent)  # it is told now; a second one by mistake would be worse than none
            raise
        except DeliveryFailed:
            if attempt.stopped:
                outbox.remove(unsent)
            else:
                outbox.was_not_sent(unsent)
            raise
        outbox.remove(unsent)

    def _secret(self, server: MailServer, password: str = "") -> Secret:
        if server.sign_in is SignIn.PASSWORD:
            return Secret(password or self._secrets.find(Kind.PASSWORD, server))
        from careleaf.delivery.sign_in import Registration, authority_of, renew

        kept = self._secrets.find(Kind.SIGN_IN, server)
        if not kept:
            raise DeliveryFailed("Nobody is signed in to the mail server. Sign in in the settings.")
        registration = Registration(server.client_id, self._secrets.find(Kind.CLIENT_SECRET, server))
        tokens = renew(authority_of(server), registration, kept)
        if tokens.refresh != kept:
            self._secrets.keep(Kind.SIGN_IN, server, tokens.refresh)
        return Secret(tokens.access)

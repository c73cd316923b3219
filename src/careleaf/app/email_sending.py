"""Hand e-mails to the mail program, or to the clinic's server; keep what a server does not have yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from careleaf.content.email_loader import load_mail_server
from careleaf.delivery.attempt import Attempt
from careleaf.domain.email import Envelope, MailServer, SecretKind, SignIn, Unsent
from careleaf.errors import DeliveryFailed, PerhapsSent
from careleaf.storage.email_drafts import SHOWN_FOR, clear_drafts, put_draft
from careleaf.storage.locations import Locations
from careleaf.storage.mail_server_file import save_mail_server

if TYPE_CHECKING:
    from careleaf.delivery.smtp import Secret
    from careleaf.storage.email_secrets import EmailSecrets
    from careleaf.storage.outbox import Outbox

Now = Callable[[], datetime]


class EmailSending:
    """The e-mail of this workstation. What speaks to a server takes seconds."""

    def __init__(self, places: Locations, now: Now) -> None:
        self._places, self._now = places, now

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
        from careleaf.delivery.smtp import try_server  # the window opens sooner without

        tls = try_server(server, self._secret(server, password), attempt)
        signed_in = f", signed in as {server.user}" if server.user else ""
        return f"It works: connected to {server.host} with {tls}{signed_in}."

    def set_up(self, server: MailServer, password: str) -> str:
        """Use a server from now on. Returns words where the password lasts only until the end.

        Raises DeliveryFailed; the settings then stay as they were.
        """
        save_mail_server(self._places.mail_server, server)
        return self._secrets.keep(SecretKind.PASSWORD, server, password) if password else ""

    def sign_in(
        self, server: MailServer, client_secret: str, open_browser: Callable[[str], bool], stop: Event
    ) -> str:
        """Have a person sign in with Microsoft or Google. Returns words where it lasts only until the end."""
        from careleaf.delivery.sign_in import Registration, authority_of, sign_in  # as seldom as this

        if client_secret:
            self._secrets.keep(SecretKind.CLIENT_SECRET, server, client_secret)
        registration = Registration(
            server.client_id, client_secret or self._secrets.find(SecretKind.CLIENT_SECRET, server)
        )
        tokens = sign_in(authority_of(server), registration, server.user, open_browser, stop)
        return self._secrets.keep(SecretKind.SIGN_IN, server, tokens.refresh)

    def keep(self, envelope: Envelope) -> Unsent | None:
        """Keep an e-mail until a server has it; None where this computer has no safe for its key.

        Raises DeliveryFailed.
        """
        return self._outbox.put(envelope, self._now()) if self._outbox else None

    def send(self, envelope: Envelope, kept: Unsent | None, attempt: Attempt) -> None:
        """Send an e-mail. Raises DeliveryFailed and PerhapsSent.

        What was surely not sent stays kept, unless somebody stopped it.
        """
        if (server := self.server()) is None:
            raise DeliveryFailed("No mail server is set up.")
        from careleaf.delivery.smtp import send

        outbox = self._outbox
        if outbox is None or kept is None:
            send(server, self._secret(server), envelope, attempt)
            return
        kept = outbox.is_sending(kept)
        try:
            send(server, self._secret(server), envelope, attempt)
        except PerhapsSent:
            outbox.remove(kept)  # it is told now; a second one by mistake would be worse than none
            raise
        except DeliveryFailed:
            if attempt.stopped:
                outbox.remove(kept)
            else:
                outbox.was_not_sent(kept)
            raise
        outbox.remove(kept)

    # The outbox

    def unsent(self) -> tuple[Unsent, ...]:
        """Return what is still here, the oldest first."""
        return self._outbox.unsent() if self._is_anything_kept() and self._outbox else ()

    def remove_old(self) -> int:
        """Remove what is too old to be sent or can no longer be opened, and return how many."""
        return self._outbox.remove_old(self._now()) if self._is_anything_kept() and self._outbox else 0

    def remove(self, unsent: Unsent) -> None:
        """Forget an e-mail that is not to be sent. Raises DeliveryFailed."""
        if self._outbox:
            self._outbox.remove(unsent)

    def _is_anything_kept(self) -> bool:
        """Tell it without the key: who never e-mails never waits for the system's safe."""
        return self._places.outbox.is_dir() and any(self._places.outbox.iterdir())

    # Loaded only where they are used: the system's safe and the ciphers cost time at each start.

    @cached_property
    def _outbox(self) -> Outbox | None:
        from careleaf.storage.outbox import open_outbox

        return open_outbox(self._places.outbox)

    @cached_property
    def _secrets(self) -> EmailSecrets:
        from careleaf.storage.email_secrets import EmailSecrets

        return EmailSecrets()

    def _secret(self, server: MailServer, password: str = "") -> Secret:
        from careleaf.delivery.smtp import Secret

        if server.sign_in is SignIn.PASSWORD:
            return Secret(password or self._secrets.find(SecretKind.PASSWORD, server))
        from careleaf.delivery.sign_in import Registration, authority_of, renew

        kept = self._secrets.find(SecretKind.SIGN_IN, server)
        if not kept:
            raise DeliveryFailed("Nobody is signed in to the mail server. Sign in in the settings.")
        registration = Registration(server.client_id, self._secrets.find(SecretKind.CLIENT_SECRET, server))
        tokens = renew(authority_of(server), registration, kept)
        if tokens.refresh != kept:
            self._secrets.keep(SecretKind.SIGN_IN, server, tokens.refresh)
        return Secret(tokens.access)

"""Write the e-mail that carries a handout: only where nothing holds it back and the patient agreed."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from secrets import choice

from careleaf.app.handout_making import Made, require_safe
from careleaf.domain.email import EmailWords, Envelope, MailServer, one_address, pdf_password
from careleaf.errors import DeliveryFailed, NeedsConfirmation
from careleaf.lazy_dataclass import dataclass

AGREED = "The patient wants it by e-mail, and knows that it is not encrypted"
_SYLLABLES = tuple(first + second for first in "bdfghkmnprstvz" for second in "aeiou")


@dataclass(frozen=True)
class Request:
    """What the clinician asks for. Without a password the PDF is open; the patient must have agreed."""

    recipient: str = field(repr=False)
    agreed: bool
    password: str = field(default="", repr=False)

    @property
    def locked(self) -> bool:
        """Tell whether the PDF asks for a password."""
        return bool(self.password)


def email_of(made: Made, pdf: bytes, request: Request, server: MailServer, now: datetime) -> Envelope:
    """Write the e-mail for the clinic's server. `pdf` is what the preview shows, `now` aware.

    Raises Blocked or NeedsConfirmation while anything holds the handout back, DeliveryFailed for the sample
    clinic, and UsageError for an address or a password that cannot be.
    """
    from careleaf.delivery.email import write_email  # as the templates: the window opens sooner without

    words, attached = _checked(made, pdf, request)
    moment = now.astimezone(made.setting.zone)
    return write_email(words, attached, request.recipient, server.sender, server.sender_name, moment)


def draft_of(made: Made, pdf: bytes, request: Request) -> bytes:
    """Write the e-mail for the clinician's own mail program. Raises as above."""
    from careleaf.delivery.email import write_draft

    words, attached = _checked(made, pdf, request)
    return write_draft(words, attached, request.recipient)


def suggest_password() -> str:
    """Make up a password that is easy to read out: 4 syllables and 6 digits, 44 bits by chance."""
    word = "".join(choice(_SYLLABLES) for _ in range(4))
    return f"{word}-{''.join(choice('0123456789') for _ in range(6))}"


def _checked(made: Made, pdf: bytes, request: Request) -> tuple[EmailWords, bytes]:
    require_safe(made)
    clinic = made.setting.clinic
    if clinic.sample:
        raise DeliveryFailed(
            "This is the sample clinic: nothing is sent with it. Set up your own clinic first."
        )
    one_address(request.recipient)
    if not request.agreed and not request.locked:
        raise NeedsConfirmation(
            "The e-mail is not encrypted: tick that the patient agrees, or lock the PDF with a password."
        )
    from careleaf.rendering.text import email_words

    words = email_words(clinic, request.locked, made.program.templates)
    if not request.locked:
        return words, pdf
    from careleaf.rendering.pdf.locking import lock  # only a locked PDF needs it

    return words, lock(pdf, pdf_password(request.password))

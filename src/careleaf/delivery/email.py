"""Build an e-mail with the handout in it. Nothing typed can add a header or a second recipient."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from careleaf.domain.email import ATTACHED, EmailWords, Envelope, one_address
from careleaf.domain.plaintext import unprinted
from careleaf.errors import UsageError


def write_email(
    words: EmailWords, pdf: bytes, recipient: str, sender: str, sender_name: str, moment: datetime
) -> Envelope:
    """Write an e-mail that a server can take. `moment` is aware. Raises UsageError for a wrong field."""
    recipient, sender = one_address(recipient), one_address(sender)
    message = _message(words, pdf, recipient)
    message["From"] = _address(sender, _one_line("The sender's name", sender_name))
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = make_msgid(domain=_ascii_domain(sender))
    return Envelope(sender, recipient, _bytes(message, sender + recipient))


def write_draft(words: EmailWords, pdf: bytes, recipient: str) -> bytes:
    """Write an e-mail that a mail program opens to be looked over and sent. Raises UsageError as above.

    X-Unsent is what Outlook and Thunderbird look at; the sender is left to them.
    """
    recipient = one_address(recipient)
    message = _message(words, pdf, recipient)
    message["X-Unsent"] = "1"
    return _bytes(message, recipient)


def _message(words: EmailWords, pdf: bytes, recipient: str) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["To"] = _address(recipient)
    message["Subject"] = _one_line("The subject", words.subject)
    message.set_content(words.body, cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=ATTACHED)
    return message


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, username=local, domain=domain)


def _one_line(what: str, text: str) -> str:
    if unprinted(text) or len(text.splitlines()) > 1:
        raise UsageError(f"{what} must be one line without hidden characters.")
    return text.strip()


def _ascii_domain(address: str) -> str:
    domain = address.rpartition("@")[2]
    return domain if domain.isascii() else "localhost"


def _bytes(message: EmailMessage, addresses: str) -> bytes:
    """Write headers as UTF-8 only where an address needs it: encoded words are not allowed inside one."""
    return message.as_bytes(policy=policy.SMTP if addresses.isascii() else policy.SMTPUTF8)

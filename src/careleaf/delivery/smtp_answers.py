"""What goes wrong between this program and a mail server, in words a clinician can act on.

The server's own words are left out: they often repeat the patient's address.
"""

from __future__ import annotations

import smtplib
import socket
import ssl

from careleaf.delivery.tls import IT, distrust
from careleaf.domain.email import MailServer, Security, SignIn


def in_words(error: Exception, server: MailServer, size: int = 0) -> str:
    """Say what went wrong and what to do. `size` is that of the e-mail in bytes. Nothing was sent."""
    return f"Not sent. {_reason(error, server, size)}"


def _reason(error: Exception, server: MailServer, size: int) -> str:
    host = server.host
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _recipient(code, _text(said), server)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _not_signed_in(error.smtp_code, server)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error, host, size)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _not_offered(str(error), host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return distrust(error, host)
    if isinstance(error, ssl.SSLError):
        return f"{host} does not speak TLS on port {server.port}. {_other_way(server)}"
    return _unreachable(error, server)


def _recipient(code: int, said: str, server: MailServer) -> str:
    host = server.host
    if code in (552, 452, 422) or "2.2" in said[:5]:
        return "The patient's mailbox is full. Give the handout another way, or try again later."
    if 400 <= code < 500:
        return f"{host} does not take e-mail for this address just now (answer {code}). Try again later."
    if code in (550, 551, 553):
        return f"{host} does not know this e-mail address, or may not send to it (answer {code}). Check it."
    if not server.user:
        return _sign_in_first(host, code)
    return f"{host} refused this e-mail address (answer {code})."


def _not_signed_in(code: int, server: MailServer) -> str:
    if code == 454 or code == 421:
        return f"{server.host} cannot check the sign-in just now (answer {code}). Try again later."
    if server.sign_in is SignIn.PASSWORD:
        return f"{server.host} did not accept the user name or the password. Type both again in the settings."
    return (
        f"{server.host} did not accept the sign-in of {server.user}: it has expired, or belongs to another "
        "account. Sign in again in the settings."
    )


def _answer(error: smtplib.SMTPResponseException, host: str, size: int) -> str:
    code, said = error.smtp_code, _text(error.smtp_error)
    if said.startswith(("5.2.2", "4.2.2")):
        return "The patient's mailbox is full. Give the handout another way, or try again later."
    if said.startswith(("5.3.4", "5.2.3")) or (code == 552 and isinstance(error, smtplib.SMTPSenderRefused)):
        return f"The e-mail is too large for {host}: {size / 1e6:.1f} MB. Choose fewer topics or no logo."
    if code == 552:
        return f"The patient's mailbox is full, or the e-mail too large for it: {size / 1e6:.1f} MB."
    if code == 452:
        return f"{host} has no room just now, or the patient's mailbox is full. Try again later."
    if code in (530, 554) and isinstance(error, smtplib.SMTPSenderRefused):
        return _sign_in_first(host, code)
    if isinstance(error, smtplib.SMTPSenderRefused) and code >= 500:
        return f"{host} does not let this account send from {error.sender} (answer {code}). {IT}"
    if code < 500:
        return f"{host} cannot take the e-mail just now (answer {code}). Try again later."
    return f"{host} refused the e-mail (answer {code}). {IT}"


def _sign_in_first(host: str, code: int) -> str:
    return f"{host} wants a sign-in first (answer {code}). Give a user name in the settings."


def _not_offered(said: str, host: str) -> str:
    if "STARTTLS" in said:
        return f"{host} does not offer encryption, and nothing is sent without it. {IT}"
    if "SMTPUTF8" in said:
        return f"{host} cannot send to an address with letters such as é or ñ. Ask for another address."
    return f"{host} offers no way to sign in that this program knows. {IT}"


def _unreachable(error: Exception, server: MailServer) -> str:
    host, port = server.host, server.port
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"There is no mail server named {host}, or this computer is offline. Check both."
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"{host} did not answer in time. Check the network and the port {port}, then try again."
    if isinstance(error, ConnectionRefusedError):
        return f"Nothing answers on port {port} of {host}. Check the port; 587 and 465 are usual."
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return f"{host} broke the connection. {_other_way(server)}"
    return f"{host} could not be reached ({type(error).__name__}). Check the network, then try again."


def _other_way(server: MailServer) -> str:
    if server.security is Security.TLS:
        return 'Try the encryption "after connecting", usual on port 587.'
    return 'Try the encryption "from the start", usual on port 465.'


def _text(said: bytes | str) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else said

"""E-mails through Postfix and Dovecot, read back over IMAP as the patient's own mail program would."""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pikepdf
import pytest
from builders import CLINIC, NOW, draft_of
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from mail_server import authorities
from peers.mail_peers import LIMIT, PASSWORD, PATIENT, USER, MailPeers

from careleaf.app.bootstrap import Program
from careleaf.app.email_writing import Request, email_of
from careleaf.app.handout_making import Made, make
from careleaf.delivery.attempt import Attempt
from careleaf.delivery.smtp import Secret, send, try_server
from careleaf.domain.email import MailServer, Security, SignIn
from careleaf.errors import DeliveryFailed

pytestmark = pytest.mark.peers


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailPeers]:
    peers = MailPeers(authorities(tmp_path_factory.mktemp("authority")))
    try:
        peers.start()
        yield peers
    finally:
        peers.remove()


@pytest.fixture
def server(peers: MailPeers) -> MailServer:
    return MailServer("localhost", USER, peers.port, user=USER, certificate=peers.trusted.certificate)


@pytest.fixture(scope="module")
def made(program: Program) -> Made:
    return make(program, draft_of(program.library, ["cold"]), CLINIC, NOW)


def send_and_read(
    peers: MailPeers, server: MailServer, made: Made, secret: str, request: Request
) -> EmailMessage:
    """Send the handout and return what arrived."""
    before = _count(peers)
    send(server, Secret(secret), email_of(made, made.typeset.pdf, request, server, NOW), Attempt())
    message = message_from_bytes(peers.newest(before + 1), policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def _count(peers: MailPeers) -> int:
    return len(list((peers.folder / "mail").glob("pat/Maildir/*/*")))


def attached(message: EmailMessage) -> bytes:
    (part,) = message.iter_attachments()
    assert part.get_filename() == "document.pdf"
    return bytes(part.get_content())


@pytest.mark.parametrize("security", Security)
def test_the_pdf_arrives_byte_for_byte(
    peers: MailPeers, server: MailServer, made: Made, security: Security
) -> None:
    port = peers.tls_port if security is Security.TLS else peers.port
    server = replace(server, security=security, port=port)
    message = send_and_read(peers, server, made, PASSWORD, Request(PATIENT, agreed=True))
    assert attached(message) == made.typeset.pdf
    assert message["To"] == PATIENT
    assert message["Subject"] == "Information from your clinic"
    assert "127.0.0.1" in message["Received"]


def test_a_locked_pdf_arrives_and_opens_with_its_password(
    peers: MailPeers, server: MailServer, made: Made
) -> None:
    request = Request(PATIENT, agreed=False, password="tóhuvapa-482913")
    pdf = attached(send_and_read(peers, server, made, PASSWORD, request))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf))
    with pikepdf.open(io.BytesIO(pdf), password=request.password) as opened:
        assert len(opened.pages) == made.typeset.pages
        assert opened.encryption.R == 6


def test_a_token_opens_the_server_and_an_expired_one_does_not(
    peers: MailPeers, server: MailServer, made: Made
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    peers.trust_tokens_of(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    server = replace(server, sign_in=SignIn.MICROSOFT)
    message = send_and_read(peers, server, made, _token(key, 300), Request(PATIENT, agreed=True))
    assert attached(message) == made.typeset.pdf
    for wrong in (_token(key, -60), _token(key, 300, "eve@example.test"), "garbage"):
        with pytest.raises(DeliveryFailed, match="expired, or belongs to another account"):
            try_server(server, Secret(wrong), Attempt())


def _token(key: rsa.RSAPrivateKey, seconds: int, email: str = USER) -> str:
    """Sign a token as Microsoft would (RFC 7519), good for so many seconds."""
    now = int(time.time())
    head = {"alg": "RS256", "typ": "JWT", "kid": "k1"}
    claims = {"email": email, "sub": email, "iat": now - 120, "nbf": now - 120, "exp": now + seconds}
    text = ".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{_base64(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_what_postfix_refuses_is_told_in_words(peers: MailPeers, server: MailServer, made: Made) -> None:
    def refusal(server: MailServer, secret: str = PASSWORD, size: int = 0) -> str:
        letter = email_of(made, made.typeset.pdf, Request(PATIENT, agreed=True), server, NOW)
        with pytest.raises(DeliveryFailed) as caught:
            send(server, Secret(secret), replace(letter, content=letter.content + b"x\r\n" * size), Attempt())
        return str(caught.value)

    before = _count(peers)
    assert "did not accept the user name or the password" in refusal(server, "wrong")
    assert "wants a sign-in first" in refusal(replace(server, user=""))
    assert "too large for localhost" in refusal(server, size=LIMIT)
    assert "Nobody this computer trusts" in refusal(replace(server, certificate=""))
    assert "belongs to another server" in refusal(replace(server, host="127.0.0.1"))
    assert _count(peers) == before

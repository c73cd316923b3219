"""Encrypt what a file may not say: AES-256-GCM, with a key that only the system's own safe keeps."""

from __future__ import annotations

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careleaf.errors import DeliveryFailed
from careleaf.storage import system_safe

_NONCE = 12  # bytes: NIST SP 800-38D, 8.2


class Cipher:
    """Seal and open bytes. `purpose` is what they are for: sealed for one, they open for no other."""

    def __init__(self, key: bytes, purpose: bytes) -> None:
        self._cipher, self._purpose = AESGCM(key), purpose

    def seal(self, content: bytes) -> bytes:
        """Return the content so that it says nothing but its size."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, self._purpose)

    def open(self, sealed: bytes) -> bytes | None:
        """Return what was sealed, or None where another key sealed it or a byte is not as it was."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._purpose)
        except (ValueError, InvalidTag):
            return None


def kept_cipher(service: str, name: str, purpose: bytes) -> Cipher | None:
    """Return the cipher of a key that the system's safe keeps, or None where it gives none."""
    try:
        key = system_safe.kept(service, name)
        return Cipher(base64.b64decode(key), purpose) if key else None
    except ValueError:
        return None


def cipher_in_safe(service: str, name: str, purpose: bytes) -> Cipher | None:
    """Return the cipher of a kept key, or of a new one; None where the system has no safe for it."""
    if not system_safe.kept(service, name):
        try:
            system_safe.keep(service, name, base64.b64encode(AESGCM.generate_key(256)).decode())
        except DeliveryFailed:
            return None
    return kept_cipher(service, name, purpose)

"""Trust a server or not: one way for every server the program speaks to by itself."""

from __future__ import annotations

import ssl

from careleaf.errors import DeliveryFailed

IT = "Show this to whoever looks after the clinic's computers."
_EXPIRED = 10  # OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED
_OTHER_NAME = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH


def verifying(certificate: str) -> ssl.SSLContext:
    """Verify a server's certificate and name, always: by the system's authorities or the clinic's own file.

    Raises DeliveryFailed where the file cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=certificate or None)
    except (OSError, ValueError):
        raise DeliveryFailed(
            f"The certificate file {certificate} cannot be read. Choose a PEM file, or none."
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def distrust(error: ssl.SSLCertVerificationError, host: str) -> str:
    """Say why a server is not trusted, and what to do."""
    if error.verify_code in _OTHER_NAME:
        return f"The certificate belongs to another server than {host}. Check the server's name. {IT}"
    if error.verify_code == _EXPIRED:
        return f"The certificate of {host} has expired. {IT}"
    return (
        f"Nobody this computer trusts vouches for {host}. Where the clinic signs its own certificates, "
        f"choose its certificate file in the settings. {IT}"
    )

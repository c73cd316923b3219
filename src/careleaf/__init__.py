"""Careleaf: patient handouts, put together by a clinician in under a minute."""

__version__ = "0.1.0"

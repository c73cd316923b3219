"""The command line for the tests of this folder."""

from command import careleaf

__all__ = ["careleaf"]

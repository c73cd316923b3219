"""Bytes out of the program."""

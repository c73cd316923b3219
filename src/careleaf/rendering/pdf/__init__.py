"""Blocks in, PDF bytes and page pictures out: the only package that knows ReportLab."""

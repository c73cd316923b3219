"""Pages to paper."""

"""The clock of the window's tests."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)  # a Saturday, 10:00 in New York

"""Stand in the way of Qt: everything but the window runs without it."""

raise ImportError("shiboken6 is not installed here")

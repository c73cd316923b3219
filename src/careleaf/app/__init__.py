"""Use cases: the layers joined."""

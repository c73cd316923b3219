"""The presets used last, by id: nothing of any patient."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from careleaf.errors import DeliveryFailed
from careleaf.storage.settings_file import read_settings, remember

MOST = 4  # one row of cards
_KEY = "recent_presets"


def recent_presets(settings: Path) -> tuple[str, ...]:
    """Return the ids of the presets used last, the newest first."""
    kept = read_settings(settings).get(_KEY)
    return tuple(name for name in kept if isinstance(name, str))[:MOST] if isinstance(kept, list) else ()


def note_recent(settings: Path, preset_id: str) -> None:
    """Put a preset first among those used last."""
    others = [name for name in recent_presets(settings) if name != preset_id]
    with suppress(DeliveryFailed):  # a full disk must not keep a handout from being started
        remember(settings, **{_KEY: [preset_id, *others][:MOST]})


def forget_recent(settings: Path) -> None:
    """Forget which presets were used last. Raises DeliveryFailed."""
    remember(settings, **{_KEY: []})

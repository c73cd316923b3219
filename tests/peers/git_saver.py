"""Change 20 presets of one workstation, exchanging after each; test_git_server runs three of these at once.

git_saver.py ADDRESS CERTIFICATE HOME    prints how many times another workstation was quicker
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

from peers.git_server import USERS  # noqa: E402

from careleaf.domain.sharing import Changes, Engine, Sharing  # noqa: E402
from careleaf.storage.sharing.engine import Theirs  # noqa: E402
from careleaf.storage.sharing.exchange import Workstation  # noqa: E402
from careleaf.storage.sharing.git_history import GitHistory  # noqa: E402


class Counting(GitHistory):
    """Count how often another workstation was quicker."""

    overtaken = 0

    def send(self, changes: Changes, seen: Theirs) -> frozenset[str]:
        """Send, and note where nothing was taken."""
        sent = super().send(changes, seen)
        self.overtaken += not sent
        return sent


def main(address: str, certificate: str, home: Path) -> None:
    """Save and exchange 20 times."""
    (home / "presets").mkdir(parents=True)
    sharing = Sharing(Engine.GIT, address, "drkim", home.name, certificate)
    shared = Counting(sharing, USERS["drkim"], home / "notes" / "record", lambda: datetime.now(UTC))
    side = Workstation(home, home / "notes", address)
    for number in range(20):
        preset = home / "presets" / f"{home.name}-{number}.toml"
        preset.write_text(f'title = "{home.name} {number}"\n')
        while side.waiting():
            side.exchange(shared)
    print(shared.overtaken)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

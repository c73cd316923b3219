"""The folder of the user's own presets: one file each, none ever lost, safe for two programs at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from careleaf.atomic_file import write_atomically
from careleaf.errors import ChangedMeanwhile, DeliveryFailed
from careleaf.lazy_dataclass import dataclass

ENDING = ".toml"
LOCK = ".careleaf.lock"
PATIENCE = 10  # seconds to wait for another program that is saving


@dataclass(frozen=True)
class PresetFolder:
    """Files by preset id. What is in them is none of its business, so the folder may be a shared one.

    A deleted file goes to the folder `trash` beside the others, under its id and a number.
    """

    folder: Path

    def files(self) -> dict[str, Path]:
        """Return every preset file by its name without the ending."""
        return {path.stem: path for path in sorted(self.folder.glob(f"[!.]*{ENDING}"))}

    def deleted(self) -> dict[str, Path]:
        """Return the preset files in the trash by id, of each id the one deleted last."""
        return {
            path.stem.rpartition("~")[0]: path
            for path in sorted(self._trash.glob(f"*~[0-9][0-9][0-9][0-9]{ENDING}"))
        }

    def read(self, preset_id: str) -> bytes:
        """Return what a file holds. Raises ChangedMeanwhile where it is gone, or DeliveryFailed."""
        path = self._path(preset_id)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise ChangedMeanwhile(
                f'The preset "{preset_id}" is no longer there: it was deleted or moved.'
            ) from None
        except OSError as error:
            raise DeliveryFailed(f"{path} could not be read: {error.strerror or error}.") from None

    def add(self, preset_id: str, content: bytes) -> None:
        """Write a file that is not there yet. Raises ChangedMeanwhile where it is, or DeliveryFailed."""
        with self._locked():
            if self._path(preset_id).exists():
                raise ChangedMeanwhile(f'There is a preset "{preset_id}" already.')
            write_atomically(self._path(preset_id), content)

    def replace(self, preset_id: str, content: bytes, was: bytes) -> None:
        """Write a file anew. Raises ChangedMeanwhile where it no longer holds `was`, or DeliveryFailed."""
        with self._locked():
            if self.read(preset_id) not in (was, content):
                raise ChangedMeanwhile(
                    f'The preset "{preset_id}" was changed by somebody else since it was opened. '
                    "Save yours under another title, or open theirs first."
                )
            write_atomically(self._path(preset_id), content)

    def delete(self, preset_id: str) -> None:
        """Move a file to the trash. Raises ChangedMeanwhile where it is gone, or DeliveryFailed."""
        with self._locked():
            self.read(preset_id)
            last = self.deleted().get(preset_id)
            number = int(last.stem.rpartition("~")[2]) + 1 if last else 1
            self._move(self._path(preset_id), self._trash / f"{preset_id}~{number:04d}{ENDING}")

    def restore(self, preset_id: str) -> None:
        """Take the file deleted last out of the trash. Raises ChangedMeanwhile, or DeliveryFailed."""
        with self._locked():
            path = self.deleted().get(preset_id)
            if path is None:
                raise ChangedMeanwhile(f'There is no deleted preset "{preset_id}".')
            if self._path(preset_id).exists():
                raise ChangedMeanwhile(f'There is a preset "{preset_id}" again; delete that one first.')
            self._move(path, self._path(preset_id))

    @property
    def _trash(self) -> Path:
        return self.folder / "trash"

    def _path(self, preset_id: str) -> Path:
        return self.folder / f"{preset_id}{ENDING}"

    def _move(self, path: Path, to: Path) -> None:
        try:
            to.parent.mkdir(exist_ok=True)
            path.replace(to)
        except OSError as error:
            raise DeliveryFailed(f"{path} could not be moved: {error.strerror or error}.") from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other programs from writing meanwhile."""
        from filelock import FileLock, Timeout  # who only reads needs none: commands start faster

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK, timeout=PATIENCE)
            lock.acquire()
        except Timeout:
            raise DeliveryFailed(
                f"Another program has been saving in {self.folder} for {PATIENCE} seconds. Try again."
            ) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise DeliveryFailed(f"Nothing can be saved in {self.folder}: {reason}.") from None
        try:
            yield
        finally:
            lock.release()

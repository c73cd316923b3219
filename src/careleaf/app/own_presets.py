"""The user's own presets: kept, renamed, copied, put in the trash and back, taken in and given out."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from careleaf.app.bootstrap import Program
from careleaf.app.preset_notices import built_in_preset
from careleaf.content.preset_loader import load_kept_preset, load_preset, read_preset
from careleaf.content.preset_writer import preset_text
from careleaf.content.toml_reader import Problems, Table
from careleaf.delivery.export import save_file
from careleaf.domain.plaintext import clean_line
from careleaf.domain.preset import Preset
from careleaf.domain.preset_changes import with_made_from
from careleaf.domain.preset_names import id_for
from careleaf.errors import UsageError, did_you_mean
from careleaf.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Kept:
    """A preset of the user's own as it was opened: saving over it asks whether the file still is that."""

    preset: Preset
    content: bytes


@dataclass(frozen=True)
class OwnPresets:
    """What can be done with the user's own presets. The built-in ones can be copied, never changed.

    Everything raises InvalidFiles for a file that is no preset, ChangedMeanwhile where somebody else was
    there first, and DeliveryFailed where the disk refuses; what was there before then stays.
    """

    program: Program

    def open(self, preset_id: str) -> Kept:
        """Open a preset of the user's own. Raises UsageError for a built-in one or none."""
        folder = self.program.own_presets
        files = folder.files()
        if preset_id in self.program.built_in_files():
            raise UsageError(f'"{preset_id}" is a built-in preset: it stays as it is. Save a copy of it.')
        if preset_id not in files:
            raise UsageError(f'You have no preset "{preset_id}"{did_you_mean(preset_id, list(files))}.')
        content = folder.read(preset_id)
        return Kept(load_kept_preset(files[preset_id], self.program.library), content)

    def add(self, preset: Preset) -> Kept:
        """Keep a preset as a new one; its id comes from its title."""
        named = replace(preset, id=id_for(preset.title, self._taken()))
        content = self._written(named)
        self.program.own_presets.add(named.id, content)
        return Kept(named, content)

    def replace(self, kept: Kept, preset: Preset) -> Kept:
        """Keep a preset in the place of one that was opened before; its id and the day it was made stay."""
        named = replace(preset, id=kept.preset.id, made=kept.preset.made)
        content = self._written(named)
        self.program.own_presets.replace(named.id, content, kept.content)
        return Kept(named, content)

    def rename(self, preset_id: str, title: str) -> Kept:
        """Give a preset another title; its id stays, for whatever names it."""
        kept = self.open(preset_id)
        return self.replace(kept, replace(kept.preset, title=clean_line(title)))

    def duplicate(self, preset_id: str, title: str = "") -> Kept:
        """Copy a preset, built-in or own, under another title."""
        preset = self.program.preset(preset_id)
        copy = replace(preset, title=clean_line(title) or f"{preset.title} (copy)")
        built_in = built_in_preset(self.program, preset_id)
        if built_in is not None:
            copy = with_made_from(
                replace(copy, library=self.program.library.version), self.program.library, built_in
            )
        return self.add(copy)

    def delete(self, preset_id: str) -> None:
        """Put a preset in the trash, also one that cannot be read."""
        if preset_id in self.program.built_in_files():
            raise UsageError(f'"{preset_id}" is a built-in preset and cannot be deleted.')
        self.program.own_presets.delete(preset_id)

    def restore(self, preset_id: str) -> None:
        """Take a preset out of the trash."""
        self.program.own_presets.restore(preset_id)

    def take_in(self, path: Path) -> Kept:
        """Keep a preset file from anywhere as a new preset; its id stays where it is free."""
        preset = load_preset(path, self.program.library)
        if preset.id in self._taken():
            return self.add(preset)
        content = self._written(preset)
        self.program.own_presets.add(preset.id, content)
        return Kept(preset, content)

    def give_out(self, preset_id: str, path: Path) -> None:
        """Write a preset, built-in or own, to a file anywhere."""
        save_file(path, preset_text(self.program.preset(preset_id)).encode())

    def _taken(self) -> set[str]:
        folder = self.program.own_presets
        own = {name.lower() for name in (*folder.files(), *folder.deleted())}
        return own | set(self.program.built_in_files())

    def _written(self, preset: Preset) -> bytes:
        """Write a preset and read it back: what is kept can be opened again."""
        text = preset_text(preset)
        problems = Problems(f"{preset.title[:40]}")
        read_preset(Table(tomllib.loads(text), problems), self.program.library)
        problems.raise_any()
        return text.encode()

"""What is compiled from the program's own files: found again as long as all of them are the same."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from full_disk import disk_full_after

import careleaf
from careleaf.app.bootstrap import start
from careleaf.compiled import compiled
from careleaf.datafiles import changeable_code, data_folder


@dataclass
class Source:
    """A folder with a file in it, what is made from it, and how often that was made."""

    folder: Path
    kept: Path
    made: list[str] = field(default_factory=list)

    def read(self) -> list[str]:
        """Return the names and texts of all files, as compiled."""

        def make() -> list[str]:
            self.made.append("")
            files = sorted(path for path in self.folder.rglob("*") if path.is_file())
            return [f"{path.name}: {path.read_text()}" for path in files]

        return compiled(self.kept, (self.folder,), make)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "library" / "heat").mkdir(parents=True)
    (tmp_path / "library" / "heat" / "pack.toml").write_text("warm")
    return Source(tmp_path / "library", tmp_path / "compiled" / "content.pickle")


def test_it_is_made_once_as_long_as_nothing_changes(source: Source) -> None:
    assert source.read() == source.read() == ["pack.toml: warm"]
    assert len(source.made) == 1


def test_a_changed_new_renamed_or_missing_file_makes_it_anew(source: Source) -> None:
    source.read()
    pack = source.folder / "heat" / "pack.toml"
    pack.write_text("cold")
    assert source.read() == ["pack.toml: cold"]
    (source.folder / "heat" / "bath.toml").write_text("warm")
    assert source.read() == ["bath.toml: warm", "pack.toml: cold"]
    pack.rename(pack.with_name("bag.toml"))
    assert source.read() == ["bag.toml: cold", "bath.toml: warm"]
    (source.folder / "heat" / "bath.toml").unlink()
    assert source.read() == ["bag.toml: cold"]


def test_words_that_move_from_one_file_to_the_next_make_it_anew(source: Source) -> None:
    for name, text in (("a.toml", "one two"), ("b.toml", "")):
        (source.folder / name).write_text(text)
    source.read()
    for name, text in (("a.toml", "one "), ("b.toml", "two")):
        (source.folder / name).write_text(text)
    assert "b.toml: two" in source.read()


def test_a_file_that_keeps_its_size_and_its_date_but_not_its_words_makes_it_anew(source: Source) -> None:
    source.read()
    pack = source.folder / "heat" / "pack.toml"
    before = pack.stat()
    pack.write_text("cool")
    os.utime(pack, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert source.read() == ["pack.toml: cool"]


def test_another_version_of_the_program_makes_it_anew(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.read()
    monkeypatch.setattr(careleaf, "__version__", "99.0")
    source.read()
    assert len(source.made) == 2


@pytest.mark.parametrize("damage", [b"", b"not ours", None, 40, -1])
def test_what_is_damaged_is_made_anew_and_quietly(source: Source, damage: bytes | int | None) -> None:
    source.read()
    whole = source.kept.read_bytes()
    if damage is None:
        source.kept.write_bytes(whole[:-3])
    elif isinstance(damage, int):
        source.kept.write_bytes(whole[:damage] + bytes([whole[damage] ^ 1]) + whole[damage:][1:])
    else:
        source.kept.write_bytes(damage)
    assert source.read() == ["pack.toml: warm"]
    assert source.kept.read_bytes() == whole


def test_where_it_cannot_be_kept_it_is_made_each_time(source: Source) -> None:
    source.kept.parent.write_text("a file in the place of the folder")
    assert source.read() == source.read() == ["pack.toml: warm"]
    assert len(source.made) == 2


def test_a_full_disk_leaves_nothing_half_written(source: Source) -> None:
    source.kept.parent.mkdir()
    with disk_full_after(8):
        assert source.read() == ["pack.toml: warm"]
    assert list(source.kept.parent.iterdir()) == []


def test_what_cannot_be_made_is_told_and_nothing_is_kept(source: Source) -> None:
    def fail() -> str:
        raise ValueError("a problem in a file")

    with pytest.raises(ValueError, match="a problem"):
        compiled(source.kept, (source.folder, source.folder / "gone.toml"), fail)
    assert not source.kept.exists()


def test_a_checkout_compiles_anew_when_the_code_that_reads_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(path.exists() for path in changeable_code("content", "domain", "errors.py", "i18n.py"))
    code, kept = tmp_path / "reader.py", tmp_path / "compiled"
    monkeypatch.setattr("careleaf.app.shipped.changeable_code", lambda *_: (code,))
    monkeypatch.setattr(
        "careleaf.app.shipped.data_folder", lambda name: kept if name == "compiled" else data_folder(name)
    )
    seals = set()
    for words in ("first", "first", "second"):
        code.write_text(words)
        start({"CARELEAF_HOME": str(tmp_path)})
        seals.add((kept / "content-en.pickle").read_bytes()[:32])
    assert len(seals) == 2


def test_a_start_from_what_is_compiled_loads_what_a_first_start_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {"compiled": tmp_path / "compiled"}
    monkeypatch.setattr(
        "careleaf.app.shipped.data_folder", lambda name: folders.get(name) or data_folder(name)
    )
    first, second = (start({"CARELEAF_HOME": str(tmp_path)}) for _ in range(2))
    assert first.library == second.library
    assert first.figures == second.figures
    assert vars(first.rules).keys() == vars(second.rules).keys()
    assert [vars(row) for row in first.rules.table] == [vars(row) for row in second.rules.table]
    assert first.rules.medicines == second.rules.medicines
    assert [vars(claim) for claim in first.rules.claims] == [vars(claim) for claim in second.rules.claims]
    assert len(list(folders["compiled"].iterdir())) == 2

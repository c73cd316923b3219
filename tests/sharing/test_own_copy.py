"""A version kept beside another: its own name, its own id, all else untouched."""

from __future__ import annotations

import tomllib

import pytest

from careleaf.storage.sharing.own_copy import own_copy
from careleaf.storage.sharing.shared_files import refusal

PRESET = b'format_version = 1\nid = "mine"\ntitle = "Say \\"hi\\""\n# kept\n[x]\nid = "inner"\n'


def test_a_preset_s_copy_has_its_own_id_and_title_and_all_else() -> None:
    path, content = own_copy("presets/mine.toml", PRESET, ())
    assert path == "presets/mine-copy.toml"
    assert content == PRESET.replace(b'"mine"', b'"mine-copy"').replace(b'\\""', b'\\" (copy)"')


def test_a_name_that_is_taken_is_counted_up() -> None:
    taken = {"presets/mine-copy.toml", "presets/mine-copy-2.toml"}
    assert own_copy("presets/mine.toml", PRESET, taken)[0] == "presets/mine-copy-3.toml"


def test_a_name_as_long_as_can_be_is_shortened() -> None:
    path, _ = own_copy(f"presets/{'x' * 80}.toml", PRESET, ())
    assert refusal(path) == ""
    assert path.endswith("-copy.toml")


def test_a_letterhead_keeps_its_name_and_a_picture_its_bytes() -> None:
    letterhead = b'name = "Elm"\ntitle = "Elm"\nid = "elm"\n'
    assert own_copy("clinics/elm.toml", letterhead, ())[1] == letterhead.replace(
        b'id = "elm"', b'id = "elm-copy"'
    )
    assert own_copy("clinics/elm.png", b"\x89PNG\xff", ()) == ("clinics/elm-copy.png", b"\x89PNG\xff")


@pytest.mark.parametrize(
    "text",
    [
        'note = """\nid = "not the id"\n"""\nid = "mine"\n',
        'title = "no id"\n',
        "id = [broken",
        "[x]\nid = 'y'\n",
    ],
)
def test_a_text_whose_id_cannot_be_told_is_kept_as_it_is(text: str) -> None:
    content = own_copy("presets/mine.toml", text.encode(), ())[1]
    assert content == text.encode()
    assert "(copy)" not in content.decode() or tomllib.loads(content.decode())

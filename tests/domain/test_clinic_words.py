"""What the rules say of a clinic's own wording, read for itself, as the lint does."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import shipped_rules, topic_of
from overlays import CLASS, COLD, lay, load, painkiller, relaxant

from careleaf.domain.clinic_words import clinic_texts
from careleaf.domain.library import Library
from careleaf.domain.text_rules import harm_in_clinic_words
from careleaf.i18n import ENGLISH


def harm(home: Path, file: str, text: str) -> list[tuple[str, str]]:
    """Return the blocks that a file of the clinic's would cause: where, and by which rule."""
    lay(home, file, text)
    overlay = load(home)
    assert overlay.problems == ()
    return [
        (".".join(text.where), finding.rule)
        for topic in overlay.library
        for text, finding in harm_in_clinic_words(topic, shipped_rules(), ENGLISH)
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("first-days/cold.toml", COLD),
        ("exercises/gym-class.toml", CLASS),
        ("exercises/gym-class.toml", CLASS.replace("Our class", "Use the pack every 2 hours. Our class")),
        (
            "exercises/gym-class.toml",
            CLASS.replace("Our class", "Take the class twice daily for weeks. Our class"),
        ),
        ("exercises/gym-class.toml", CLASS.replace("Our class", "Ask us before you take Advil. Our class")),
        ("medicines/clinic-meloxicam.toml", painkiller()),
        ("medicines/clinic-tizanidine.toml", relaxant()),
        (
            "medicines/clinic-meloxicam.toml",
            painkiller().replace("Take it with food.", "Take {{ dose }}, then wait {{ gap }}."),
        ),
    ],
)
def test_sound_words_of_a_clinic_block_nothing(tmp_path: Path, file: str, text: str) -> None:
    assert harm(tmp_path, file, text) == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Take Flexeril 10 for 5 more nights.", "R3"),
        ("Take the muscle relaxer for 96 hours.", "R3"),
        ("Take 400 mg of ibuprofen.", "R55"),
        ("Take 2 tablets of Aleve in the morning.", "R55"),
        ("Take oxycodone 5 mg at night.", "R32"),
        ("Roll your lower back on the ball.", "R52"),
    ],
)
@pytest.mark.parametrize("place", ["point", "title", "plan", "choice"])
def test_harm_is_found_in_every_text_that_prints(tmp_path: Path, words: str, rule: str, place: str) -> None:
    texts = {
        "point": CLASS.replace("Our class is each Tuesday at 6 PM.", words),
        "title": CLASS.replace("Our back class", words),
        "plan": CLASS.replace("[[point]]", f'[plan]\ntext = "{words}"\nsource = "Ours"\n\n[[point]]'),
        "choice": CLASS.replace(
            "[[point]]",
            '[[param]]\nid = "what"\nlabel = "What"\ntype = "choice"\nnumber_from = "Ours"\n'
            f'choices = [{{ id = "a", label = "{words}" }}]\n\n[[point]]',
        ),
    }
    found = harm(tmp_path, "exercises/gym-class.toml", texts[place])
    assert rule in {name for _, name in found}


def test_a_rewording_may_keep_the_amounts_of_the_library_and_add_none(tmp_path: Path) -> None:
    head = COLD.partition("[defaults]")[0].replace("cold", "med-relaxant")
    maoi = f'{head}[[point]]\nid = "maoi"\ntext = "Not with an MAOI: wait 14 days after the last.{{}}"\n'
    assert harm(tmp_path, "medicines/med-relaxant.toml", maoi.format("")) == []
    assert harm(tmp_path, "medicines/med-relaxant.toml", maoi.format(" Take 2 tablets.")) == [
        ("point.maoi", "R55")
    ]


def test_a_param_beside_the_checked_ones_gives_no_dose(tmp_path: Path) -> None:
    extra = '[[param]]\nid = "more"\nlabel = "More"\ntype = "integer"\nmin = 1\nmax = 9\ndefault = 8\n'
    extra += 'number_from = "A test"\n'
    text = painkiller().replace("Take it with food.", "Take {{ more }} tablets.")
    lay(tmp_path, "medicines/clinic-meloxicam.toml", text.replace("[[point]]", f"{extra}\n[[point]]", 1))
    topic = topic_of(load(tmp_path).library, "clinic-meloxicam")
    assert [finding.rule for _, finding in harm_in_clinic_words(topic, shipped_rules(), ENGLISH)] == ["R55"]


def test_the_library_has_no_words_of_a_clinic(library: Library) -> None:
    assert [text for topic in library for text in clinic_texts(topic)] == []

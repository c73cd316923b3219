"""A clinic's own files over the library: what is taken over, and what is refused with which words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import param_of, point_of, shipped_library, topic_of
from overlays import CLASS, COLD, lay, load, told

from careleaf.content.overlay_loader import MOST_FILES, Overlay
from careleaf.domain.library import Library, Origin


def test_without_a_folder_the_library_is_the_programs(tmp_path: Path, library: Library) -> None:
    assert load(tmp_path) == Overlay(library)


def test_a_point_is_reworded_and_keeps_the_rest(tmp_path: Path, library: Library) -> None:
    lay(tmp_path, "first-days/cold.toml", COLD)
    overlay = load(tmp_path)
    assert overlay.problems == ()
    old, new = point_of(library, "cold.wrap"), point_of(overlay.library, "cold.wrap")
    assert new.text == "Wrap the pack in a towel. Keep it on for {{ minutes }}."
    assert (new.origin, new.replaces, new.source) == (Origin.CLINIC, old, "Clinic guideline 2026")
    assert (new.ticked, new.facts) == (old.ticked, old.facts)
    topic = topic_of(overlay.library, "cold")
    assert topic.origin is Origin.LIBRARY
    assert topic.has_clinic_words
    assert [point.id for point in topic.points] == [point.id for point in topic_of(library, "cold").points]
    assert {t.id for t in overlay.library if t.has_clinic_words} == {"cold"}


def test_a_default_moves_within_the_hard_range_and_says_so(tmp_path: Path) -> None:
    lay(tmp_path, "first-days/cold.toml", COLD)
    param = param_of(load(tmp_path).library, "cold.minutes")
    assert (param.default, param.library_default, param.min, param.max) == (10, 15, 10, 20)
    assert param.note.endswith("The clinic's usual; the library starts with 15.")


def test_a_line_may_start_ticked_without_new_words(tmp_path: Path) -> None:
    head = COLD.partition("[defaults]")[0]
    lay(tmp_path, "first-days/cold.toml", f'{head}[[point]]\nid = "until"\nticked = true\n')
    point = point_of(load(tmp_path).library, "cold.until")
    assert point.ticked
    assert point.origin is Origin.LIBRARY, "its words are the library's"
    assert not topic_of(load(tmp_path).library, "cold").has_clinic_words


def test_why_and_plan_can_be_reworded(tmp_path: Path, library: Library) -> None:
    head = COLD.partition("[defaults]")[0].replace("cold", "stress")
    lay(tmp_path, "daily-habits/stress.toml", f'{head}[plan]\ntext = "Breathe slowly."\nsource = "Ours"\n')
    plan, old = (topic_of(lib, "stress").plan for lib in (load(tmp_path).library, library))
    assert plan is not None
    assert (plan.text, plan.replaces, plan.origin) == ("Breathe slowly.", old, Origin.CLINIC)


def test_a_topic_is_added_at_the_end_of_its_section(tmp_path: Path, library: Library) -> None:
    lay(tmp_path, "exercises/gym-class.toml", CLASS)
    overlay = load(tmp_path)
    topic = topic_of(overlay.library, "gym-class")
    assert overlay.problems == ()
    assert overlay.library.section_of(topic).topics[-1] is topic
    assert topic.origin is Origin.CLINIC
    assert all(point.origin is Origin.CLINIC for point in topic.points)
    assert topic.clinic_review is not None
    assert len(tuple(overlay.library)) == len(tuple(library)) + 1


def test_every_problem_of_a_file_is_told_at_once_and_other_files_are_used(tmp_path: Path) -> None:
    lay(tmp_path, "exercises/gym-class.toml", CLASS)
    bad = COLD.replace("minutes = 10", 'minutes = 30\ngab = 2\n\n[[point]]\nid = "limit"\ntext = "No limit."')
    lay(tmp_path, "first-days/cold.toml", bad.replace('source = "Clinic', 'sauce = "Clinic'))
    overlay = load(tmp_path)
    assert [str(problem).removeprefix("library/en/first-days/") for problem in overlay.problems] == [
        'cold.toml:12: point[1].id: "limit" is a safety line of cold and cannot be reworded',
        'cold.toml:18: point[2].sauce: unknown key (did you mean "source"?)',
        "cold.toml:8: defaults.minutes: 30 min is outside 10 to 20 min",
        'cold.toml:9: defaults.gab: cold has no such param (did you mean "gap"?)',
    ]
    assert overlay.library.topic("gym-class") is not None
    assert not topic_of(overlay.library, "cold").has_clinic_words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("format_version = 1", "format_version = 2", "made by a newer Careleaf"),
        ('rewords = "cold"', 'rewords = "colt"', 'no topic of the library (did you mean "cold"?)'),
        ('rewords = "cold"', 'rewords = "massage"', '"massage" is no topic of the library'),
        ('rewords = "cold"', 'rewords = "red-flags"', '"red-flags" always prints as the library has it'),
        ('rewords = "cold"', 'rewords = "sources"', '"sources" always prints as the library has it'),
        ('rewords = "cold"', 'rewords = "call-us"', '"call-us" always prints as the library has it'),
        ('rewords = "cold"', 'rewords = "stress"', "the file belongs in daily-habits/stress.toml"),
        ('id = "wrap"', 'id = "warp"', '"warp" is no point of cold (did you mean "wrap"?)'),
        ('id = "wrap"', 'id = "who"', '"who" is a safety line of cold and cannot be reworded'),
        ('id = "wrap"', 'id = "wrap"\nlocked = true', "locked: unknown key"),
        ('id = "wrap"', 'id = "wrap"\nwhen = { minutes = 10 }', "when: unknown key"),
        ("[[point]]", "[[step]]", '"wrap" is no step of cold'),
        ("{{ minutes }}", "{{ minuts }}", 'names no param of this topic (did you mean "minutes"?)'),
        ("{{ minutes }}", "{% for x in y %}", "only {{ param }} is allowed in braces"),
        ("{{ minutes }}", "{{ minutes.__class__ }}", "names no param of this topic"),
        ("{{ minutes }}", "{# x #}", "only {{ param }} is allowed in braces"),
        ("{{ minutes }}", '{{ minutes }}."\nask = "Why?', "ask: unknown key"),
        ("minutes = 10", "minutes = 9", "9 min is outside 10 to 20 min"),
        ("minutes = 10", "minutes = nan", "expected a whole number, found nan"),
        ("minutes = 10", "max = 40", "defaults.max: cold has no such param"),
        ("minutes = 10", "cold-until = 2026-12-01", "is worked out by the program"),
        (
            'source = "Clinic guideline 2026"',
            'facts = ["ice.warp"]',
            '"ice.warp" is no fact (did you mean "ice.wrap"?)',
        ),
        (
            'source = "Clinic guideline 2026"',
            'facts = ["opi.aafp"]',
            '"opi.aafp" is a fact that must never print',
        ),
        ("Wrap the pack", "It cures. Wrap the pack", 'says "cures": promise no cure'),
        ("Wrap the pack", "Wrap\\u202e the pack", "holds a character that does not print (U+202E)"),
        ("Wrap the pack", "Wrap\\u0007 the pack", "holds a character that does not print (U+0007)"),
        ("Wrap the pack", "Wrap the pack " * 80, "characters; at most 1,000 fit"),
        ('reviewer = "not yet reviewed by a clinician"', "", "reviewer: is missing"),
        ('[[point]]\nid = "wrap"', '[dose]\ntext = "1 pack"\n\n[[point]]\nid = "wrap"', "dose: unknown key"),
        ('[[point]]\nid = "wrap"', '[[param]]\nid = "x"\n\n[[point]]\nid = "wrap"', "param: unknown key"),
    ],
)
def test_a_rewording_that_is_wrong_is_not_used(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in COLD
    problems = told(tmp_path, "first-days/cold.toml", COLD.replace(old, new, 1))
    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "tick"', 'kind = "locked"', 'kind: expected "tick"'),
        ('kind = "tick"', 'kind = "auto"', 'kind: expected "tick"'),
        ('kind = "tick"', 'kind = "tick"\nfigure = "catcamle"', '"catcamle" is no figure of the library'),
        ('layout = "points"', 'layout = "emergency"', '"emergency" is the library\'s own box'),
        ('layout = "points"', 'layout = "call-us"', '"call-us" is the library\'s own box'),
        ('layout = "points"', 'layout = "medicine"', "medicine: is missing: a medicine declares its class"),
        ('section = "exercises"', 'section = "safety"', 'is "safety", but the file lies in exercises'),
        ('id = "gym-class"', 'id = "../../etc"', "expected lower-case words joined by hyphens"),
        ('id = "when"', 'id = "when it is"', "expected lower-case words joined by hyphens"),
        ('id = "when"', 'id = "when"\ntier = "emergency"', "only warning signs have a tier"),
        ('id = "when"', 'id = "when"\nwhen = { "cold.minuts" = 10 }', '(did you mean "cold.minutes"?)'),
        ('source = "Clinic guideline 2026"', "", "rests on nothing: name facts, or a source of your own"),
        ('title = "Our back class"', 'title = "{{ title }}"', "is printed as it stands: no braces"),
        (
            'title = "Our back class"',
            'title = "' + "Back " * 20 + '"',
            "title: has 100 characters; at most 60 fit",
        ),
        (
            'title = "Our back class"',
            'title = "Pain-free"',
            'says "Pain-free": promise no life',
        ),
        (
            "[[point]]",
            '[[param]]\nid = "onset"\nlabel = "x"\ntype = "date"\nvisit = true\nnote = "x"\n\n[[point]]',
            "what belongs to the visit is the library's",
        ),
        (
            "[[point]]",
            '[[param]]\nid = "x"\nlabel = "x"\ntype = "number"\nmin = nan\nmax = 1\n\n[[point]]',
            "min: expected a number, found nan",
        ),
    ],
)
def test_a_topic_that_is_wrong_is_not_used(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in CLASS
    problems = told(tmp_path, "exercises/gym-class.toml", CLASS.replace(old, new, 1))
    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        (
            "first-days/cold.toml",
            CLASS.replace("gym-class", "cold").replace("exercises", "first-days"),
            'the library has a "cold": choose another id, or write rewords',
        ),
        (
            "safety/gym-class.toml",
            CLASS.replace("exercises", "safety"),
            '"safety" holds only what always prints',
        ),
        ("yoga/gym-class.toml", CLASS.replace("exercises", "yoga"), '"yoga" is no section of the library'),
        (
            "medicines/gym-class.toml",
            CLASS.replace("exercises", "medicines"),
            "a medicine declares its class",
        ),
        ("gym-class.toml", CLASS, "lies in the wrong folder: expected SECTION/TOPIC.toml"),
        ("a/b/gym-class.toml", CLASS, "lies in the wrong folder"),
        ("exercises/gym-class.toml", "", "format_version: expected 1, found nothing"),
        ("exercises/gym-class.toml", "x" * 1_100_000, "is larger than 1,000,000 bytes"),
        ("exercises/gym-class.toml", "a = " + "[" * 5000 + "]" * 5000, "is nested too deep"),
        (
            "exercises/gym-class.toml",
            CLASS + "\na" + ".a" * 1000 + ' = "{"',
            "is printed as it stands: no braces",
        ),
    ],
)
def test_a_file_that_cannot_be_a_topic_is_told(tmp_path: Path, file: str, text: str, words: str) -> None:
    problems = told(tmp_path, file, text)
    assert any(words in problem for problem in problems), problems


def test_another_encoding_is_told(tmp_path: Path) -> None:
    path = lay(tmp_path, "first-days/cold.toml", "")
    path.write_bytes(COLD.replace("Wrap the", "Wrap à").encode("latin-1"))
    (problem,) = load(tmp_path).problems
    assert "is not UTF-8 text" in problem.message


def test_an_id_stands_in_one_section_only(tmp_path: Path) -> None:
    lay(tmp_path, "exercises/gym-class.toml", CLASS)
    lay(tmp_path, "other-care/gym-class.toml", CLASS.replace("exercises", "other-care"))
    overlay = load(tmp_path)
    assert [problem.message for problem in overlay.problems] == ['"gym-class" stands in exercises already']
    assert topic_of(overlay.library, "gym-class").section == "exercises"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(COLD)
    link = lay(tmp_path, "first-days/cold.toml", "")
    link.unlink()
    link.symlink_to(secret)
    (tmp_path / "library" / "en" / "exercises").symlink_to(tmp_path, target_is_directory=True)
    overlay = load(tmp_path)
    assert [problem.message for problem in overlay.problems] == [
        "leads out of the folder; put the file itself here"
    ]
    assert overlay.library == shipped_library()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_and_a_folder_with_the_name_of_a_file_are_not_read(tmp_path: Path) -> None:
    pipe = lay(tmp_path, "first-days/cold.toml", "")
    pipe.unlink()
    os.mkfifo(pipe)
    (pipe.parent / "folder.toml").mkdir()
    assert [problem.message for problem in load(tmp_path).problems] == ["is no file", "is no file"]


def test_links_that_go_round_are_not_followed(tmp_path: Path) -> None:
    path = lay(tmp_path, "first-days/cold.toml", "")
    path.unlink()
    path.symlink_to(path)
    (problem,) = load(tmp_path).problems
    assert problem.message.startswith("leads out of the folder")


def test_ten_thousand_topics_are_refused_without_reading_one(tmp_path: Path) -> None:
    folder = lay(tmp_path, "exercises/t0.toml", CLASS).parent
    for number in range(1, 10_000):
        os.link(folder / "t0.toml", folder / f"t{number}.toml")
    (problem,) = load(tmp_path).problems
    assert str(problem) == f"en: holds 10,000 files; at most {MOST_FILES} are read, so none is used"


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, ".git/cold.toml", "x")
    lay(tmp_path, "first-days/.cold.toml", "x")
    assert load(tmp_path) == Overlay(shipped_library())

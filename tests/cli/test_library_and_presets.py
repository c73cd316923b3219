"""`careleaf library` and `careleaf presets`: what there is to choose from, for people and for programs."""

from __future__ import annotations

import pytest
from command import ASKED, CLOCK, DONE, INVALID, WRONG_USAGE, Careleaf

FIXED_PARAMS = (
    "med-relaxant.drug", "med-relaxant.dose", "med-relaxant.start", "med-relaxant.hours",
    "cold.minutes", "call-us.temperature", "call-us.days", "call-us.phone",
)  # fmt: skip


def test_library_list_gives_topics_with_points_and_params(careleaf: Careleaf) -> None:
    done = careleaf("library", "list", "--json")
    assert done.code == DONE
    for topic in done.json:
        assert {"id", "section", "title", "points", "params"} <= set(topic)
        assert all({"id", "text"} <= set(point) for point in topic["points"])
        for param in topic["params"]:
            assert {"id", "label", "unit", "default", "min", "max", "table_id"} <= set(param)
            assert param["id"].startswith(f"{topic['id']}.")


def test_library_list_has_the_params_whose_names_are_fixed(careleaf: Careleaf) -> None:
    params = {
        param["id"]: param
        for topic in careleaf("library", "list", "--json").json
        for param in topic["params"]
    }
    assert [name for name in FIXED_PARAMS if name not in params] == []
    hours = params["med-relaxant.hours"]
    assert (hours["min"], hours["max"], hours["default"], hours["table_id"]) == (24, 72, 72, "p.rel.hours")
    assert params["med-relaxant.drug"]["choices"] == ["cyclobenzaprine", "metaxalone", "methocarbamol"]


def test_no_param_about_the_patient_has_a_default(careleaf: Careleaf) -> None:
    params = {
        param["id"]: param
        for topic in careleaf("library", "list", "--json").json
        for param in topic["params"]
    }
    for name in ("med-safety.allergies", "med-safety.opioid", "med-relaxant.start", "dx-visit.follow-up"):
        assert params[name]["default"] is None


def test_library_list_in_words_names_every_topic(careleaf: Careleaf) -> None:
    listed = careleaf("library", "list").out
    for topic in careleaf("library", "list", "--json").json:
        assert any(line.split()[0] == topic["id"] and topic["title"] in line for line in listed.splitlines())


def test_library_facts_gives_each_fact_its_verdict_and_its_points(careleaf: Careleaf) -> None:
    rows = careleaf("library", "facts", "--json").json
    assert len({row["id"] for row in rows}) == len(rows) > 100
    assert all(set(row) == {"id", "status", "print", "points"} for row in rows)
    by_id = {row["id"]: row for row in rows}
    assert "med-relaxant.limit" in by_id["relax.72h"]["points"]
    assert [row["id"] for row in rows if row["print"] == "none" and row["points"]] == []


def test_library_facts_in_words_has_a_line_a_fact(careleaf: Careleaf) -> None:
    facts = careleaf("library", "facts", "--json").json
    assert [line.split()[0] for line in careleaf("library", "facts").out.splitlines()] == [
        f["id"] for f in facts
    ]


def test_library_lint_finds_nothing(careleaf: Careleaf) -> None:
    done = careleaf("library", "lint", "--json", "--strict", *CLOCK)
    assert (done.code, done.json) == (DONE, [])
    assert careleaf("library", "lint", *CLOCK).err == "0 findings\n"


def test_an_overdue_review_fails_the_lint_only_where_that_is_asked(careleaf: Careleaf) -> None:
    late = ("library", "lint", "--now", "2030-01-01T09:00")
    done = careleaf(*late)
    assert (done.code, done.err) == (DONE, "50 findings\n")
    assert (
        "first-days/cold.toml: review_due: warning: was due for review on 2027-11-21; read it against its "
        "sources, then renew reviewed and review_due"
    ) in done.out.splitlines()
    strict = careleaf(*late, "--strict", "--json")
    assert strict.code == INVALID
    assert set(strict.json[0]) == {"file", "point", "message", "suggestion", "severity"}


def test_library_show_writes_a_whole_topic(careleaf: Careleaf) -> None:
    assert careleaf("library", "show", "cold").out.startswith("Cold pack\n\n")
    wrong = careleaf("library", "show", "cld")
    assert (wrong.code, 'did you mean "cold"' in wrong.err) == (WRONG_USAGE, True)


def test_presets_list_gives_what_is_ticked_and_what_is_only_suggested(careleaf: Careleaf) -> None:
    presets = careleaf("presets", "list", "--json").json
    assert all(set(preset) == {"id", "title", "topics", "suggests"} for preset in presets)
    acute = next(preset for preset in presets if preset["id"] == "acute-72h")
    assert "cold" in acute["topics"]
    assert {"med-ibuprofen", "med-relaxant"} <= set(acute["suggests"])


def test_no_preset_ticks_a_medicine(careleaf: Careleaf) -> None:
    for preset in careleaf("presets", "list", "--json").json:
        assert [topic for topic in preset["topics"] if topic.startswith("med-")] == []


def test_presets_show_is_one_of_the_list(careleaf: Careleaf) -> None:
    for preset in careleaf("presets", "list", "--json").json:
        assert careleaf("presets", "show", preset["id"], "--json").json == preset
        shown = careleaf("presets", "show", preset["id"]).out
        assert shown.startswith(f"{preset['title']}\n")
        assert f"ticks:    {', '.join(preset['topics'])}\n" in shown


def test_presets_list_in_words(careleaf: Careleaf) -> None:
    presets = careleaf("presets", "list", "--json").json
    assert careleaf("presets", "list").out.splitlines() == [f"{p['id']:20} {p['title']}" for p in presets]


def every_preset() -> list[str]:
    """Return the id of every built-in preset, by discovery."""
    from careleaf.datafiles import data_folder

    return sorted(path.stem for path in (data_folder("resources") / "presets").glob("*.toml"))


@pytest.mark.parametrize("preset", every_preset())
@pytest.mark.parametrize("style", ["standard", "large-print", "mono"])
def test_every_preset_renders_in_every_style(careleaf: Careleaf, preset: str, style: str) -> None:
    done = careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample", *ASKED, "--style", style, "--json")
    assert done.code == DONE
    listed = {found["id"]: found for found in careleaf("presets", "list", "--json").json}
    assert set(listed[preset]["topics"]) <= set(done.json["topics"])

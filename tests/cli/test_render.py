"""`careleaf render`: the handout a clinician asks for, or a clear reason why there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import ASKED, BLOCKED, CLOCK, DONE, RELAXANT, UNCONFIRMED, WRONG_USAGE, Careleaf, acute
from pdf_reading import PAGE_NUMBER, holds, page_sizes, pages_of, words_of

# What the emergency box has to warn of, in a word or two each: the library words it.
EMERGENCIES = (
    "umb",
    "genitals",
    "urine",
    "bowel",
    "legs",
    "foot",
    "sexual",
    "fall",
    "Chest",
    "belly",
)


@pytest.fixture
def relaxed(careleaf: Careleaf) -> tuple[dict, bytes]:
    """Render the acute handout with three nights of relaxant; return its summary and the PDF."""
    done = careleaf(*acute("--patient-name", "Ana Ruiz", *RELAXANT, "--json"))
    assert (done.code, done.err) == (DONE, "")
    return done.json, Path("a.pdf").read_bytes()


def test_the_acute_handout_says_who_when_and_where_to_call(relaxed: tuple[dict, bytes]) -> None:
    _, pdf = relaxed
    words = words_of(pdf)
    assert "For Ana Ruiz" in words
    assert "Saturday 21 November 2026" in words
    assert "Riverside Spine & Physio" in words
    assert "555-0142" in words


def test_the_acute_handout_takes_three_pages_at_most(relaxed: tuple[dict, bytes]) -> None:
    _, pdf = relaxed
    assert len(pages_of(pdf)) <= 3
    assert set(page_sizes(pdf)) == {(612, 792)}


def test_the_relaxant_course_leads_with_the_last_tablet_and_names_the_stop(
    relaxed: tuple[dict, bytes],
) -> None:
    _, pdf = relaxed
    words = words_of(pdf)
    assert "Last tablet: Mon 23 Nov, bedtime. Take none after that." in words
    assert "Tue 24 Nov, 9:00 PM" in words
    assert words.index("Last tablet: Mon 23 Nov") < words.index("Tue 24 Nov, 9:00 PM")


def test_every_emergency_sign_stands_on_page_one(relaxed: tuple[dict, bytes], careleaf: Careleaf) -> None:
    _, pdf = relaxed
    first = pages_of(pdf)[0]
    assert holds(first, "Get help now")
    assert [word for word in EMERGENCIES if word not in first] == []
    library = {topic["id"]: topic for topic in careleaf("library", "list", "--json").json}
    signs = [point["text"] for point in library["red-flags"]["points"] if point["ticked"]]
    assert len(signs) >= 9
    assert [sign for sign in signs if not holds(first, sign)] == []


def test_a_page_with_the_sample_clinic_says_so_each_time(relaxed: tuple[dict, bytes]) -> None:
    _, pdf = relaxed
    pages = pages_of(pdf)
    assert all("SAMPLE - not for a patient" in page for page in pages)
    assert [PAGE_NUMBER.search(page).groups() for page in pages] == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]


def test_the_summary_has_the_keys_of_the_contract(relaxed: tuple[dict, bytes]) -> None:
    summary, _ = relaxed
    assert {"out", "pages", "bytes", "topics", "points", "facts", "findings", "reading", "relaxant"} <= set(
        summary
    )
    assert {"fkgl", "smog"} <= set(summary["reading"])
    assert set(summary["relaxant"]) == {"drug", "start", "last", "stop", "tablets"}
    assert all({"rule", "level", "text", "topic"} <= set(finding) for finding in summary["findings"])


def test_the_summary_tells_the_truth_about_the_file(relaxed: tuple[dict, bytes]) -> None:
    summary, pdf = relaxed
    assert summary["out"] == "a.pdf"
    assert summary["bytes"] == len(pdf)
    assert summary["pages"] == len(pages_of(pdf))


def test_the_summary_names_the_topics_points_and_facts_that_print(
    relaxed: tuple[dict, bytes], careleaf: Careleaf
) -> None:
    summary, pdf = relaxed
    assert {"red-flags", "call-us", "cold", "med-relaxant", "med-safety"} <= set(summary["topics"])
    assert "med-ibuprofen" not in summary["topics"]
    library = {topic["id"]: topic for topic in careleaf("library", "list", "--json").json}
    known = {f"{topic}.{point['id']}" for topic, found in library.items() for point in found["points"]}
    assert set(summary["points"]) <= known
    assert {point.partition(".")[0] for point in summary["points"]} == set(summary["topics"])
    facts = {fact["id"]: fact for fact in careleaf("library", "facts", "--json").json}
    assert all(facts[fact]["print"] != "none" for fact in summary["facts"])
    assert "relax.72h" in summary["facts"]
    assert "ice.gel" not in summary["facts"]  # its point is not ticked
    plain = [
        (topic, point) for topic, found in library.items() for point in found["points"]
        if f"{topic}.{point['id']}" in summary["points"] and not set("{|") & set(point["text"])
    ]  # fmt: skip
    text = "\n".join(pages_of(pdf))
    assert len(plain) > 20
    assert [f"{topic}.{point['id']}" for topic, point in plain if not holds(text, point["text"])] == []


def test_the_summary_tells_the_course_in_numbers(relaxed: tuple[dict, bytes]) -> None:
    summary, _ = relaxed
    assert summary["relaxant"] == {
        "drug": "cyclobenzaprine",
        "start": "2026-11-21T21:00:00-05:00",
        "last": "2026-11-23",
        "stop": "2026-11-24T21:00:00-05:00",
        "tablets": 3,
    }


def test_the_summary_gives_grades_a_patient_can_read(relaxed: tuple[dict, bytes]) -> None:
    summary, _ = relaxed
    assert 0 < summary["reading"]["fkgl"] <= 6
    assert 0 < summary["reading"]["smog"] <= 9


def test_without_a_relaxant_the_summary_has_no_course(careleaf: Careleaf) -> None:
    assert careleaf(*acute("--json")).json["relaxant"] is None


def test_the_relaxant_finding_names_rule_level_words_and_topic(relaxed: tuple[dict, bytes]) -> None:
    summary, _ = relaxed
    (found,) = [finding for finding in summary["findings"] if finding["rule"] == "R7"]
    assert (found["level"], found["topic"]) == ("info", "med-relaxant")
    assert "no driving" in found["text"]


@pytest.mark.parametrize(("hours", "tablets"), [(24, 1), (25, 2), (48, 2), (49, 3), (72, 3)])
def test_one_tablet_for_each_bedtime_before_the_stop(careleaf: Careleaf, hours: int, tablets: int) -> None:
    done = careleaf(*acute(*RELAXANT, "--set", f"med-relaxant.hours={hours}", "--json"))
    assert done.code == DONE
    assert done.json["relaxant"]["tablets"] == tablets
    last_night = f"{20 + tablets}"
    assert done.json["relaxant"]["last"] == f"2026-11-{last_night}"
    assert f"{last_night} Nov, bedtime. Take none after that." in words_of(Path("a.pdf").read_bytes())


@pytest.mark.parametrize("hours", [73, 96, 10_000, 23, 0, -5])
def test_hours_outside_the_limit_make_no_page(careleaf: Careleaf, hours: int) -> None:
    done = careleaf(*acute(*RELAXANT, "--set", f"med-relaxant.hours={hours}"))
    assert done.code == BLOCKED
    assert len(done.lines) == 1
    assert done.lines[0].startswith("careleaf: R3: ")
    assert f"{hours} hours is refused" in done.lines[0]
    assert "72 hours" in done.lines[0]
    assert done.out == ""
    assert list(careleaf.folder.iterdir()) == []


def test_a_refused_handout_leaves_the_older_file_alone(careleaf: Careleaf) -> None:
    older = careleaf.write("a.pdf", "the one from last week")
    done = careleaf(*acute(*RELAXANT, "--set", "med-relaxant.hours=96"))
    assert done.code == BLOCKED
    assert older.read_text() == "the one from last week"


def test_with_json_a_refused_handout_still_prints_its_findings(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--set", "med-relaxant.hours=96", "--json"))
    assert done.code == BLOCKED
    assert done.json["findings"][0] | {"text": ""} == {
        "rule": "R3", "level": "block", "topic": "med-relaxant", "text": "",
    }  # fmt: skip
    assert not Path("a.pdf").exists()


def test_questions_nobody_asked_hold_a_medicine_back(careleaf: Careleaf) -> None:
    done = careleaf("render", "acute-72h", "-o", "a.pdf", "--clinic", "sample", *CLOCK, *RELAXANT)
    assert done.code == UNCONFIRMED
    assert [line for line in done.lines if "R0: Muscle relaxant, not asked: " in line]
    assert "Age in years" in done.err
    assert not Path("a.pdf").exists()


def test_all_no_never_answers_the_age(careleaf: Careleaf) -> None:
    done = careleaf(
        "render", "acute-72h", "-o", "a.pdf", "--clinic", "sample", *CLOCK, *RELAXANT, "--check", "all=no"
    )
    assert done.code == UNCONFIRMED
    assert done.lines == ["careleaf: R0: Muscle relaxant, not asked: Age in years."]


@pytest.mark.parametrize("order", [("all=no", "maoi=yes"), ("maoi=yes", "all=no")])
def test_a_single_answer_goes_before_all_no(careleaf: Careleaf, order: tuple[str, str]) -> None:
    checks = [word for answer in order for word in ("--check", answer)]
    done = careleaf(
        "render",
        "acute-72h",
        "-o",
        "a.pdf",
        "--clinic",
        "sample",
        *CLOCK,
        *RELAXANT,
        "--check",
        "age=40",
        *checks,
    )
    assert done.code == BLOCKED
    assert done.err.startswith("careleaf: R9: ")


@pytest.mark.parametrize("command", ["render", "check"])
@pytest.mark.parametrize(
    ("clinic", "missing"),
    [(None, "No clinic is set"), ({"phone": None}, "no phone"), ({"phone": "ask us"}, "no phone")],
)
def test_no_page_without_a_clinic_and_its_phone(
    careleaf: Careleaf, command: str, clinic: dict | None, missing: str
) -> None:
    flags = [] if clinic is None else ["--clinic", careleaf.clinic(**clinic)]
    where = ["-o", "a.pdf"] if command == "render" else []
    done = careleaf(command, "acute-72h", *where, *flags, *ASKED, *CLOCK)
    assert done.code == BLOCKED
    assert "R2" in done.out + done.err
    assert missing in done.out + done.err
    assert not Path("a.pdf").exists()


def test_a_phone_for_this_page_can_stand_in_for_the_clinics(careleaf: Careleaf) -> None:
    clinic = careleaf.clinic(phone=None)
    done = careleaf(*acute("--set", "call-us.phone=555-0199", clinic=clinic))
    assert done.code == DONE
    assert "555-0199" in words_of(Path("a.pdf").read_bytes())


def test_the_clinic_that_was_set_up_on_this_computer_is_used(careleaf: Careleaf) -> None:
    (careleaf.home / "clinic.toml").write_text('format_version = 1\nname = "Elm Street"\nphone = "555-0100"')
    done = careleaf("render", "acute-72h", "-o", "a.pdf", *ASKED, *CLOCK)
    assert done.code == DONE
    words = words_of(Path("a.pdf").read_bytes())
    assert "Elm Street" in words
    assert "SAMPLE" not in words


def test_an_older_patient_needs_a_reason_for_a_relaxant(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--check", "age=71"))
    assert done.code == UNCONFIRMED
    assert [line[:14] for line in done.lines] == ["careleaf: R8: "]
    assert not Path("a.pdf").exists()


@pytest.mark.parametrize("form", ["pdf", "text", "xml"])
def test_a_reason_lets_the_page_through_and_stays_off_it(careleaf: Careleaf, form: str) -> None:
    reason = "qzvx slept badly, family at home"
    done = careleaf(
        *acute(
            *RELAXANT, "--check", "age=71", "--confirm", f"R8={reason}", "--json", "--format", form, to="made"
        )
    )
    assert done.code == DONE
    assert [f["confirmed"] for f in done.json["findings"] if f["rule"] == "R8"] == [True]
    made = Path("made").read_bytes()
    page = words_of(made) if form == "pdf" else made.decode()
    for written in (page, done.out, done.err, made.decode("latin-1")):
        assert "qzvx" not in written


def test_one_reason_does_not_cover_another_rule(careleaf: Careleaf) -> None:
    done = careleaf(
        "render", "acute-72h", "-o", "a.pdf", "--clinic", "sample", *CLOCK, *RELAXANT,
        "--check", "age=71", "--confirm", "R8=family at home",
    )  # fmt: skip
    assert done.code == UNCONFIRMED
    assert "R0: " in done.err
    assert "R8: " not in done.err


def test_a_reason_for_a_rule_that_did_not_ask_is_wrong_usage(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--confirm", "R8=just in case"))
    assert done.code == WRONG_USAGE
    assert "R8 did not ask for a confirmation here (asked: none)." in done.err
    assert not Path("a.pdf").exists()


def test_no_reason_overrides_a_block(careleaf: Careleaf) -> None:
    done = careleaf(
        *acute(*RELAXANT, "--set", "med-relaxant.hours=96", "--confirm", "R3=the patient insists")
    )
    assert done.code == WRONG_USAGE
    assert not Path("a.pdf").exists()


def test_a_block_goes_before_a_missing_reason(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--check", "age=71", "--check", "maoi=yes"))
    assert done.code == BLOCKED
    assert "R9" in done.err
    assert "R8" not in done.err


def test_text_and_xml_say_what_the_pdf_says(careleaf: Careleaf) -> None:
    name = ("--patient-name", "Ana Ruiz", *RELAXANT)
    careleaf(*acute(*name))
    careleaf(*acute(*name, "--format", "text", to="a.txt"))
    careleaf(*acute(*name, "--format", "xml", to="a.xml"))
    text, xml = Path("a.txt").read_text(), Path("a.xml").read_text()
    pdf = "\n".join(pages_of(Path("a.pdf").read_bytes()))
    for words in ("For Ana Ruiz", "Last tablet: Mon 23 Nov, bedtime. Take none after that.", "Get help now"):
        assert holds(pdf, words)
        assert words.lower() in text.lower()
    assert xml.startswith("<handout")
    assert "<b>Ana Ruiz</b>" in xml
    for line in text.splitlines():
        if line[:2] == "- " and "; " not in line:
            assert holds(pdf, line.removeprefix("- ")), line


def test_formats_differ_in_size_and_the_summary_knows(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--format", "text", "--json", to="a.txt"))
    assert done.json["bytes"] == Path("a.txt").stat().st_size
    assert done.json["pages"] > 1


def test_without_json_the_command_says_where_the_file_is(careleaf: Careleaf) -> None:
    done = careleaf(*acute(to="sub/folder/a.pdf"))
    assert (done.code, done.out, done.err) == (DONE, "sub/folder/a.pdf\n", "")
    assert Path("sub/folder/a.pdf").read_bytes().startswith(b"%PDF-")


def test_second_identifier_and_clinician_print(careleaf: Careleaf) -> None:
    people = ("--patient-name", "Ana Ruiz", "--patient-id", "1984-02-03", "--clinician", "Dr Kim Osei")
    careleaf(*acute(*people))
    assert "For Ana Ruiz (1984-02-03) · Saturday 21 November 2026 · with Dr Kim Osei" in words_of(
        Path("a.pdf").read_bytes()
    )


def test_an_identifier_prints_without_a_name_too(careleaf: Careleaf) -> None:
    careleaf(*acute("--patient-id", "MRN 1234567"))
    assert "For MRN 1234567 · Saturday 21 November 2026" in words_of(Path("a.pdf").read_bytes())


def test_ticks_and_unticks_decide_what_prints(careleaf: Careleaf) -> None:
    done = careleaf(
        *acute("--untick", "sleep", "--untick", "cold.until", "--tick", "cold.gel", "--tick", "faq", "--json")
    )
    assert done.code == DONE
    assert "sleep" not in done.json["topics"]
    assert "faq" in done.json["topics"]
    assert "cold.gel" in done.json["points"]
    assert "cold.until" not in done.json["points"]
    points = {
        f"{topic['id']}.{point['id']}": point["text"]
        for topic in careleaf("library", "list", "--json").json
        for point in topic["points"]
    }
    words = words_of(Path("a.pdf").read_bytes())
    assert points["cold.gel"] in words
    assert points["sleep.position"] not in words


def test_a_value_prints_where_the_text_names_it(careleaf: Careleaf) -> None:
    careleaf(*acute("--set", "cold.minutes=12", "--set", "cold.gap=1"))
    words = words_of(Path("a.pdf").read_bytes())
    assert "12 minutes" in words
    assert "15 minutes" not in words
    assert "wait 1 hour" in words


def test_a_dose_is_read_for_the_drug_chosen_whatever_the_order_of_flags(careleaf: Careleaf) -> None:
    dose, drug = "med-relaxant.dose=400", "med-relaxant.drug=metaxalone"
    for first, second in ((dose, drug), (drug, dose)):
        done = careleaf(*acute(*RELAXANT, "--set", first, "--set", second, "--json"))
        assert done.code == DONE
        assert done.json["relaxant"]["drug"] == "metaxalone"
        assert "Metaxalone 400 mg" in words_of(Path("a.pdf").read_bytes())


def test_the_clock_is_read_in_the_clinics_time_zone(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--timezone", "Europe/Madrid", "--json"))
    assert done.json["relaxant"]["start"] == "2026-11-21T21:00:00+01:00"
    assert done.json["relaxant"]["stop"] == "2026-11-24T21:00:00+01:00"


def test_an_instant_falls_on_the_clinics_own_day(careleaf: Careleaf) -> None:
    late = ("--now", "2026-11-21T23:30+00:00")
    careleaf(*acute(*late, "--timezone", "America/New_York"))
    assert "Saturday 21 November 2026" in words_of(Path("a.pdf").read_bytes())
    careleaf(*acute(*late, "--timezone", "Asia/Tokyo"))
    assert "Sunday 22 November 2026" in words_of(Path("a.pdf").read_bytes())


def test_two_medicines_still_fit_two_sides(careleaf: Careleaf) -> None:
    done = careleaf(*acute(*RELAXANT, "--tick", "med-ibuprofen", "--json"))
    assert done.json["pages"] == 2
    large = careleaf(*acute(*RELAXANT, "--tick", "med-ibuprofen", "--style", "large-print", "--json"))
    assert large.json["pages"] > 2, "large print is never squeezed"


def test_72_hours_stay_72_hours_when_the_clocks_change(careleaf: Careleaf) -> None:
    done = careleaf(
        *acute(
            *RELAXANT, "--set", "med-relaxant.start=2026-10-30T21:00", "--now", "2026-10-30T09:00", "--json"
        )
    )
    assert done.json["relaxant"] == {
        "drug": "cyclobenzaprine",
        "start": "2026-10-30T21:00:00-04:00",
        "last": "2026-11-01",
        "stop": "2026-11-02T20:00:00-05:00",
        "tablets": 3,
    }


def test_a_preset_file_renders_like_a_built_in_one(careleaf: Careleaf) -> None:
    preset = careleaf.preset(
        '[params.cold]\nminutes = 11\n[notes]\ncold = "Use the blue pack."', topics=("cold",)
    )
    done = careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample", *CLOCK, "--json")
    assert done.code == DONE
    words = words_of(Path("a.pdf").read_bytes())
    assert "11 minutes" in words
    assert "Use the blue pack." in words


def test_a_saved_preset_is_known_by_its_id(careleaf: Careleaf) -> None:
    (careleaf.home / "presets").mkdir()
    careleaf.preset("").rename(careleaf.home / "presets" / "mine.toml")
    assert careleaf("check", "mine", "--clinic", "sample").code == DONE
    assert "mine" in [preset["id"] for preset in careleaf("presets", "list", "--json").json]


def test_no_preset_file_gets_past_the_limit(careleaf: Careleaf) -> None:
    preset = careleaf.preset("[params.med-relaxant]\nhours = 96\n", topics=("med-relaxant",))
    done = careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample", *ASKED, *CLOCK)
    assert done.code == BLOCKED
    assert "96 hours is refused" in done.err
    assert not Path("a.pdf").exists()


def test_no_note_in_a_preset_gets_past_the_limit(careleaf: Careleaf) -> None:
    preset = careleaf.preset('[notes]\nmed-relaxant = "Take them another week."\n', topics=("med-relaxant",))
    done = careleaf("render", preset, "-o", "a.pdf", "--clinic", "sample", *ASKED, *CLOCK)
    assert done.code == BLOCKED
    assert "R3" in done.err
    assert not Path("a.pdf").exists()


def test_json_keeps_letters_as_they_are(careleaf: Careleaf) -> None:
    done = careleaf(*acute("--json", to="Привет ñ.pdf"))
    assert '"out": "Привет ñ.pdf"' in done.out
    assert json.loads(done.out)["bytes"] == Path("Привет ñ.pdf").stat().st_size

"""A preset as a leaflet: for nobody in particular, on no day, under the name OpenEMR looks for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from builders import CLINIC, NOW

from careleaf.app.bootstrap import Program
from careleaf.app.leaflet import make_leaflet, openemr_file
from careleaf.errors import Blocked, UsageError

DAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b2[1-9] Nov\b|21 November")


def test_no_built_in_preset_prints_a_day_as_a_leaflet(program: Program) -> None:
    for preset_id in program.built_in_files():
        text = make_leaflet(program, program.preset(preset_id), CLINIC, NOW).text
        assert not DAY.search(text.replace("Mon-Fri", "").replace("review due 21 Nov 2027", "")), preset_id
        assert "GET HELP NOW" in text


def test_a_leaflet_keeps_what_depends_on_no_day(program: Program) -> None:
    text = make_leaflet(program, program.preset("acute-72h"), CLINIC, NOW).text
    assert "Wrap it in a thin towel." in text
    assert "Cold pack" in text


def test_a_leaflet_with_a_medicine_is_refused(program: Program) -> None:
    preset = replace(program.preset("acute-72h"), topics=("cold", "med-ibuprofen"))
    with pytest.raises(Blocked, match="A leaflet for everyone cannot hold Ibuprofen"):
        make_leaflet(program, preset, CLINIC, NOW)


def test_a_leaflet_without_a_clinic_is_refused(program: Program) -> None:
    with pytest.raises(Blocked, match="R2"):
        make_leaflet(program, program.preset("acute-72h"), replace(CLINIC, phone=""), NOW)


def test_the_file_is_named_by_the_presets_code_or_another(program: Program) -> None:
    preset = replace(program.preset("acute-72h"), icd10="M54.50")
    assert openemr_file(preset) == "icd10_m54.50_en.pdf"
    assert openemr_file(preset, "s39.012a") == "icd10_s39.012a_en.pdf"
    with pytest.raises(UsageError, match="has no ICD-10-CM code"):
        openemr_file(replace(preset, icd10=""))
    with pytest.raises(UsageError, match="is no ICD-10-CM code"):
        openemr_file(preset, "../../x")

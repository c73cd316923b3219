"""Files of a clinic's own library, and a home folder to lay them into."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from builders import RESOURCES, shipped_library, shipped_rules, write

from careleaf.content.overlay_loader import Overlay, Yardstick, load_overlay, yardstick_of

REVIEW = 'reviewed = 2026-11-21\nreview_due = 2027-11-21\nreviewer = "not yet reviewed by a clinician"\n'
COLD = f"""\
format_version = 1
rewords = "cold"
{REVIEW}
[defaults]
minutes = 10

[[point]]
id = "wrap"
text = "Wrap the pack in a towel. Keep it on for {{{{ minutes }}}}."
source = "Clinic guideline 2026"
"""
CLASS = f"""\
format_version = 1
id = "gym-class"
section = "exercises"
kind = "tick"
layout = "points"
title = "Our back class"
needs = ["support"]
{REVIEW}
[[point]]
id = "when"
ticked = true
text = "Our class is each Tuesday at 6 PM."
source = "Clinic guideline 2026"
"""
_AMOUNTS = """
[[param]]
id = "dose"
label = "Dose"
type = "number"
default = {dose}
min = {dose}
max = {twice}
strengths = [{{ mg = {dose} }}]
words = ["mg", "mg"]
number_from = "Clinic guideline 2026"

[[param]]
id = "gap"
label = "Hours between doses"
type = "integer"
default = {gap}
min = {gap}
max = {gap}
words = ["hour", "hours"]
number_from = "Clinic guideline 2026"

[[param]]
id = "daily-max"
label = "Most in a day"
type = "number"
default = {most}
min = {dose}
max = {most}
number_from = "Clinic guideline 2026"

[[param]]
id = "days"
label = "Stop after"
type = "integer"
default = 5
min = 1
max = 10
words = ["day", "days"]
number_from = "Clinic guideline 2026"
"""
_MEDICINE = """\
format_version = 1
id = "{id}"
section = "medicines"
kind = "tick"
layout = "medicine"
title = "{name}"
{review}
{params}
[[point]]
id = "food"
ticked = true
text = "Take it with food."
source = "Clinic guideline 2026"

[medicine]
class = "{drug_class}"
purpose = "for pain"
{fields}
[[medicine.product]]
drug = "{drug}"
name = "{name}"
brands = {brands}
"""
_AS_NEEDED = """\
timing = "as-needed"
dose = "dose"
gap = "gap"
daily_max = "daily-max"
days = "days"
tell = "Wait {{ gap }}."
"""
_COURSE = """
[[param]]
id = "drug"
label = "Relaxant"
type = "choice"
choices = [{ id = "tizanidine", label = "tizanidine" }]
default = "tizanidine"
number_from = "Clinic guideline 2026"

[[param]]
id = "dose"
label = "At bedtime"
type = "number"
default = 2
min = 2
max = 4
strengths = [{ mg = 2 }]
number_from = "Clinic guideline 2026"

[[param]]
id = "start"
label = "First dose"
type = "datetime"
personal = true
number_from = "Clinic guideline 2026"

[[param]]
id = "hours"
label = "Stop after"
type = "integer"
default = 48
min = 24
max = 72
number_from = "Clinic guideline 2026"
"""
_BEDTIME = 'timing = "bedtime"\ndrug = "drug"\ndose = "dose"\nstart = "start"\nhours = "hours"\n'


def painkiller(
    name: str = "Meloxicam", drug_class: str = "nsaid", dose: float = 7.5, most: float = 15, gap: int = 12
) -> str:
    """Return the file of a medicine in tablets, taken as needed; its id is `clinic-` and the name."""
    return _MEDICINE.format(
        id=f"clinic-{name.lower()}", name=name, review=REVIEW, drug="", brands="[]", fields=_AS_NEEDED,
        drug_class=drug_class, params=_AMOUNTS.format(dose=dose, twice=2 * dose, most=most, gap=gap),
    )  # fmt: skip


def relaxant() -> str:
    """Return the file of a relaxant that the library does not have."""
    return _MEDICINE.format(
        id="clinic-tizanidine", name="Tizanidine", review=REVIEW, drug="tizanidine", brands='["Zanaflex"]',
        fields=_BEDTIME, drug_class="relaxant", params=_COURSE,
    )  # fmt: skip


@cache
def _yardstick() -> Yardstick:
    return yardstick_of(shipped_library(), shipped_rules(), RESOURCES)


def load(home: Path) -> Overlay:
    """Lay what is in a home folder over the shipped library."""
    return load_overlay(home / "library" / "en", shipped_library(), _yardstick)


def told(home: Path, file: str, text: str) -> list[str]:
    """Return the problems of one file, which is then not used."""
    lay(home, file, text)
    overlay = load(home)
    assert overlay.library == shipped_library()
    assert all(str(problem).startswith(f"library/en/{file}:") for problem in overlay.problems)
    return [str(problem).removeprefix("library/en/") for problem in overlay.problems]


def lay(home: Path, file: str, text: str) -> Path:
    """Write a file of the clinic's own library, such as first-days/cold.toml, and return its path."""
    return write(home / "library" / "en" / file, text)

"""Cases for every safety rule: flags with which `careleaf check` finds it, and nearby ones that do not.

Every case starts from the acute preset, age 40, every other question answered no. `note` is typed on the
topic "sleep", or as TOPIC: note.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleCase:
    """A rule at a level: what makes it fire, and what is as near as can be and must not."""

    rule: str
    level: str
    fires: str
    quiet: str
    note: str = ""
    quiet_note: str = ""
    library: str = "shipped"

    def __str__(self) -> str:
        return f"{self.rule} {self.level}: {self.note or self.fires}"


RELAXANT, IBUPROFEN, NAPROXEN = "--tick med-relaxant", "--tick med-ibuprofen", "--tick med-naproxen"
ACETAMINOPHEN, CREAM, MANUAL = "--tick med-acetaminophen", "--tick med-topical", "--tick tx-manual"
SCREENED = f"{MANUAL} --set tx-manual.screen=nerve-signs,fracture,infection,cancer,osteoporosis,fused-spine"
INVERSION = "--tick tx-inversion --set tx-inversion.allow=supervised"
METAXALONE = f"{RELAXANT} --set med-relaxant.drug=metaxalone"
METHOCARBAMOL = f"{RELAXANT} --set med-relaxant.drug=methocarbamol"
SALICYLATE = f"{CREAM} --set med-topical.kind=salicylate"
ACUTE = "--set about-spasm.phase=acute"
TEST, AS_TEST = "--tick dx-tests --set dx-tests.test", "--tick as-tests --set as-tests.tests"
GALL_TEST = "--tick gall-tests --set gall-tests.test"
PLAN = "--untick ex-catcamel"


def answer(key: str, value: str = "yes") -> str:
    """Return the flag that answers a question."""
    return f"--check {key}={value}"


def with_answer(rule: str, level: str, topic: str, key: str, other: str | None = None) -> RuleCase:
    """Return the case of a yes: quiet with the same yes beside another topic, or without the yes."""
    quiet = topic if other is None else f"{other} {answer(key)}"
    return RuleCase(rule, level, f"{topic} {answer(key)}", quiet)


CASES = (
    RuleCase("R0", "confirm", f"{RELAXANT} {answer('maoi', 'unknown')}", RELAXANT),
    RuleCase("R1", "block", "", "", library="no emergency box"),
    RuleCase("R2", "block", "--set call-us.phone=ask", "--set call-us.phone=555-0199"),
    RuleCase("RANGE", "block", "--set heat-bath.minutes=31", "--set heat-bath.minutes=30"),
    RuleCase(
        "R3", "block",
        f"{RELAXANT} --set med-relaxant.hours=73",
        f"{RELAXANT} --set med-relaxant.hours=72",
    ),
    RuleCase(
        "R3", "block", RELAXANT, RELAXANT,
        "med-relaxant: Take them another week.", "med-relaxant: Stop after 3 nights.",
    ),
    with_answer("R4", "confirm", RELAXANT, "relaxant-last-30-days"),
    RuleCase(
        "R5", "block",
        f"{RELAXANT} --set med-relaxant.start=2026-11-21T18:59",
        f"{RELAXANT} --set med-relaxant.start=2026-11-21T19:00",
    ),
    RuleCase("R6", "block", f"{RELAXANT} --tick med-other-relaxant", RELAXANT, library="two relaxants"),
    with_answer("R6", "block", RELAXANT, "other-relaxant"),
    RuleCase("R6", "block", RELAXANT, RELAXANT, "You have baclofen at home.", "You have Flexeril at home."),
    RuleCase("R7", "info", RELAXANT, IBUPROFEN),
    RuleCase("R8", "confirm", f"{RELAXANT} {answer('age', '65')}", f"{RELAXANT} {answer('age', '64')}"),
    with_answer("R9", "block", RELAXANT, "maoi", METHOCARBAMOL),
    with_answer("R10", "confirm", RELAXANT, "ssri", METHOCARBAMOL),
    with_answer("R10", "confirm", METAXALONE, "maoi", METHOCARBAMOL),
    with_answer("R11", "block", RELAXANT, "heart-block", METHOCARBAMOL),
    with_answer("R12", "warn", RELAXANT, "glaucoma", METAXALONE),
    RuleCase(
        "R13", "block",
        f"{METAXALONE} {answer('kidney-disease', 'moderate')}",
        f"{METAXALONE} {answer('kidney-disease', 'mild')}",
    ),
    with_answer("R13", "block", METAXALONE, "haemolytic-anaemia", RELAXANT),
    RuleCase(
        "R14", "block",
        f"{RELAXANT} {answer('liver-disease', 'moderate')}", f"{RELAXANT} {answer('liver-disease', 'mild')}",
    ),
    RuleCase(
        "R14", "confirm",
        f"{RELAXANT} {answer('liver-disease', 'mild')} --set med-relaxant.dose=7.5",
        f"{RELAXANT} {answer('liver-disease', 'mild')} --set med-relaxant.dose=5",
    ),
    with_answer("R15", "confirm", RELAXANT, "opioid", IBUPROFEN),
    RuleCase(
        "R15", "confirm",
        f"{RELAXANT} --set med-safety.opioid=elsewhere", f"{RELAXANT} --set med-safety.opioid=none",
    ),
    with_answer("R16", "confirm", RELAXANT, "breastfeeding", IBUPROFEN),
    RuleCase("R17", "block", f"{CREAM} {answer('age', '17')}", f"{CREAM} {answer('age', '18')}"),
    RuleCase(
        "R17", "block",
        f"--tick med-injections {answer('age', '17')}",
        f"--tick med-injections {answer('age', '18')}",
    ),
    RuleCase("R18", "block", f"{IBUPROFEN} {NAPROXEN}", IBUPROFEN),
    with_answer("R18", "block", IBUPROFEN, "other-nsaid", ACETAMINOPHEN),
    with_answer("R18", "block", IBUPROFEN, "salicylate", ACETAMINOPHEN),
    with_answer("R18", "confirm", IBUPROFEN, "heart-aspirin", ACETAMINOPHEN),
    RuleCase(
        "R19", "block",
        f"{IBUPROFEN} {answer('pregnant')} {answer('pregnancy-weeks', '30')}",
        f"{IBUPROFEN} {answer('pregnant')} {answer('pregnancy-weeks', '29')}",
    ),
    with_answer("R19", "confirm", IBUPROFEN, "pregnant", RELAXANT),
    with_answer("R19", "confirm", IBUPROFEN, "possible-pregnancy", RELAXANT),
    with_answer("R20", "confirm", NAPROXEN, "warfarin", ACETAMINOPHEN),
    RuleCase("R21", "warn", f"{IBUPROFEN} {answer('age', '60')}", f"{IBUPROFEN} {answer('age', '59')}"),
    RuleCase("R21", "confirm", f"{IBUPROFEN} {answer('age', '75')}", f"{IBUPROFEN} {answer('age', '74')}"),
    RuleCase(
        "R21", "confirm",
        f"{IBUPROFEN} {answer('age', '65')} {answer('steroid')}",
        f"{IBUPROFEN} {answer('age', '64')} {answer('steroid')}",
    ),
    with_answer("R22", "confirm", IBUPROFEN, "asthma", ACETAMINOPHEN),
    with_answer("R23", "block", IBUPROFEN, "nsaid-allergy", CREAM),
    RuleCase(
        "R24", "block",
        f"{IBUPROFEN} --set med-ibuprofen.days=11",
        f"{IBUPROFEN} --set med-ibuprofen.days=10",
    ),
    RuleCase(
        "R24", "block",
        f"{IBUPROFEN} --set med-ibuprofen.dose=400 --set med-ibuprofen.times=morning,noon,evening,bedtime",
        f"{IBUPROFEN} --set med-ibuprofen.dose=400 --set med-ibuprofen.times=morning,noon,evening",
    ),
    RuleCase(
        "R25", "block",
        f"{NAPROXEN} --set med-naproxen.dose=440 --set med-naproxen.gap=8",
        f"{NAPROXEN} --set med-naproxen.dose=440 --set med-naproxen.gap=12",
    ),
    RuleCase(
        "R25", "block",
        f"{NAPROXEN} --set med-naproxen.days=11",
        f"{NAPROXEN} --set med-naproxen.days=10",
    ),
    RuleCase(
        "R26", "block",
        f"{ACETAMINOPHEN} --set med-acetaminophen.daily-max=4001",
        f"{ACETAMINOPHEN} --set med-acetaminophen.daily-max=4000",
    ),
    RuleCase(
        "R26", "block",
        f"{ACETAMINOPHEN} --tick med-other-acetaminophen",
        ACETAMINOPHEN, library="two acetaminophens",
    ),
    RuleCase("R26", "warn", "--takes 'Tylenol 500 mg x 9'", "--takes 'Tylenol 500 mg x 8'"),
    with_answer("R26", "confirm", ACETAMINOPHEN, "other-acetaminophen", IBUPROFEN),
    RuleCase(
        "R27", "confirm",
        f"{ACETAMINOPHEN} --set med-acetaminophen.daily-max=3500",
        f"{ACETAMINOPHEN} --set med-acetaminophen.daily-max=3000",
    ),
    with_answer("R28", "confirm", ACETAMINOPHEN, "warfarin", IBUPROFEN),
    RuleCase("R29", "warn", ACETAMINOPHEN, f"{ACETAMINOPHEN} {CREAM}"),
    RuleCase("R30", "info", CREAM, f"{CREAM} --untick heat-bath"),
    with_answer("R31", "warn", SALICYLATE, "anticoagulant", CREAM),
    RuleCase(
        "R32", "block",
        "",
        "",
        "You have oxycodone, 5 mg.",
        "You have oxycodone. Ask us before you mix it.",
    ),
    RuleCase("R33", "info", CREAM, ""),
    RuleCase("R33", "info", "--tick med-injections", ""),
    RuleCase("R34", "block", "--set cold.minutes=21", "--set cold.minutes=20"),
    RuleCase("R34", "block", "--set cold.gap=0", "--set cold.gap=1"),
    with_answer("R35", "confirm", "", "raynaud", "--untick cold"),
    with_answer("R36", "confirm", "", "reduced-feeling", "--untick heat-bath"),
    with_answer("R37", "warn", "--tick heat-bath.bath", "faint-risk", ""),
    RuleCase(
        "R38", "block",
        "--tick fluids-food --set fluids-food.glasses=11",
        "--tick fluids-food --set fluids-food.glasses=10",
    ),
    with_answer(
        "R38", "block", "--tick fluids-food", "heart-failure",
        "--tick fluids-food --set fluids-food.glasses=7",
    ),
    RuleCase(
        "R38", "block",
        f"--tick fluids-food {answer('kidney-disease', 'moderate')}",
        f"--tick fluids-food {answer('kidney-disease', 'mild')}",
    ),
    with_answer(
        "R39", "confirm", "--tick fluids-food.potassium", "potassium-raising",
        "--tick fluids-food",
    ),
    with_answer("R40", "block", INVERSION, "glaucoma", "--tick tx-inversion"),
    RuleCase("R40", "confirm", INVERSION, "--tick tx-inversion"),
    RuleCase("R41", "block", MANUAL, SCREENED),
    with_answer("R41", "block", SCREENED, "fused-spine"),
    with_answer("R41", "confirm", SCREENED, "osteoporosis"),
    with_answer("R42", "confirm", SCREENED, "ankylosing-spondylitis"),
    RuleCase("R42", "confirm", f"{SCREENED} --tick as-care", f"{SCREENED} --tick gall-about"),
    with_answer("R43", "block", "--tick tx-tens", "pacemaker", "--tick tx-physio"),
    with_answer("R43", "confirm", "--tick tx-tens", "epilepsy"),
    RuleCase("R44", "warn", f"{TEST}=mri {ACUTE}", f"{TEST}=mri {ACUTE} {answer('night-pain')}"),
    with_answer("R45", "confirm", f"{TEST}=ct", "pregnant", f"{TEST}=mri"),
    with_answer("R45", "confirm", f"{AS_TEST}=x-ray", "pregnant", f"{AS_TEST}=mri"),
    with_answer("R45", "confirm", f"{GALL_TEST}=ercp", "pregnant", f"{GALL_TEST}=mrcp"),
    with_answer("R45", "confirm", f"{TEST}=mri", "icd", f"{TEST}=ct"),
    with_answer("R45", "confirm", f"{AS_TEST}=mri", "icd", f"{AS_TEST}=x-ray"),
    with_answer("R45", "confirm", f"{GALL_TEST}=mrcp", "icd", f"{GALL_TEST}=ercp"),
    RuleCase(
        "R46", "block",
        "--tick gall-tests --set gall-tests.fast-hours=4",
        "--tick gall-tests --set gall-tests.fast-hours=6",
    ),
    RuleCase("R46", "info", "--tick gall-tests", f"{GALL_TEST}=mrcp"),
    with_answer("R46", "warn", "--tick gall-tests", "diabetes", f"{GALL_TEST}=mrcp"),
    RuleCase("R47", "info", "--tick gall-about", "--tick as-about"),
    with_answer("R48", "block", "", "saddle-numbness"),
    RuleCase(
        "R48", "block",
        "--tick sciatica --set sciatica.side=both",
        "--tick sciatica --set sciatica.side=left",
    ),
    with_answer("R49", "warn", "", "night-pain"),
    RuleCase("R49", "warn", f"{ACUTE} {answer('age', '51')}", f"{ACUTE} {answer('age', '50')}"),
    with_answer("R49", "confirm", "", "major-injury"),
    RuleCase("R50", "warn", f"--tick ex-plank {ACUTE}", "--tick ex-plank"),
    RuleCase("R50", "warn", "--tick ex-birddog --tick ex-rules.easing-in", "--tick ex-rules.easing-in"),
    RuleCase("R50", "warn", f"{ACUTE} --set ex-rules.level=core", "--set ex-rules.level=core"),
    with_answer("R51", "confirm", "", "recent-surgery", f"{PLAN} --tick ex-walk"),
    RuleCase("R52", "block", "", "", "Roll on your lower back.", "Never roll on your lower back."),
    RuleCase("R53", "block", "", "", "This cures your back.", "There is no cure yet."),
    RuleCase(
        "R54", "warn", "", "",
        "Rehabilitation necessitates progressive remobilisation and continuous supervision by us alone.",
        "Lie on your side. Put a soft pillow between your knees.",
    ),
    RuleCase("R65", "confirm", f"{IBUPROFEN} --takes aspirin", f"{IBUPROFEN} --takes 'aspirin 81'"),
    RuleCase("R65", "warn", "--takes Zorbitrol", "--takes Eliquis"),
    RuleCase("R55", "block", "", "", library="a clinic's dose"),
    RuleCase("R55", "confirm", "", "", "Take ibuprofen if it hurts.", "No ibuprofen."),
    RuleCase("R56", "block", "--set dx-visit.follow-up=2026-11-20", "--set dx-visit.follow-up=2026-11-21"),
    RuleCase("R56", "block", "--set about-spasm.onset=2026-11-22", "--set about-spasm.onset=2026-11-21"),
    RuleCase(
        "R56", "block",
        f"{RELAXANT} --set med-relaxant.start=2026-11-17T21:00",
        f"{RELAXANT} --set med-relaxant.start=2026-11-19T21:00",
    ),
    with_answer("R57", "confirm", NAPROXEN, "snri", ACETAMINOPHEN),
    with_answer("R58", "confirm", IBUPROFEN, "lithium", ACETAMINOPHEN),
    with_answer("R59", "confirm", IBUPROFEN, "methotrexate", ACETAMINOPHEN),
    with_answer("R60", "confirm", RELAXANT, "gabapentinoid", IBUPROFEN),
    with_answer("R61", "confirm", RELAXANT, "sedating-antihistamine", IBUPROFEN),
    with_answer("R62", "confirm", RELAXANT, "copd", IBUPROFEN),
    with_answer("R63", "confirm", METHOCARBAMOL, "myasthenia-gravis", RELAXANT),
    with_answer("R64", "block", RELAXANT, "relaxant-allergy", IBUPROFEN),
    with_answer("R64", "block", ACETAMINOPHEN, "acetaminophen-allergy", IBUPROFEN),
    with_answer("R64", "block", SALICYLATE, "nsaid-allergy", CREAM),
)  # fmt: skip

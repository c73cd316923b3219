"""Safety rules: what fires, what must not, and that nothing gets past the blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from builders import (
    CLINIC,
    NOW,
    TONIGHT,
    confirmed,
    draft_of,
    found,
    levels,
    setting,
    taking,
    topic_of,
    with_param,
    with_point,
    with_topic,
)
from hypothesis import example, given
from hypothesis import strategies as st

from careleaf.app.confirmations import keep_confirmations
from careleaf.domain.check import Check, Kind
from careleaf.domain.compose import compose
from careleaf.domain.draft import Draft, TopicChoice, set_value, tick_topic
from careleaf.domain.handout import Handout
from careleaf.domain.library import Layout, Library, MedicineClass, Topic, TopicKind
from careleaf.domain.people import Clinic
from careleaf.domain.safety import CODE_RULES, Finding, Level, Rules, TableRule, blocks, find, unconfirmed
from careleaf.domain.values import course_of, topic_values

RELAXANT, IBUPROFEN, CREAM = "med-relaxant", "med-ibuprofen", "med-topical"
METAXALONE = {"med-relaxant.drug": "metaxalone"}
GEL = {"med-topical.kind": "nsaid-gel"}
METHOCARBAMOL = {"med-relaxant.drug": "methocarbamol"}
NAPROXEN, ACETAMINOPHEN = "med-naproxen", "med-acetaminophen"
INVERSION, SUPERVISED = "tx-inversion", {"tx-inversion.allow": "supervised"}
MANUAL, SIGNS = "tx-manual", ("nerve-signs", "fracture", "infection", "cancer", "osteoporosis", "fused-spine")
SCREENED = {"tx-manual.screen": SIGNS}
ACUTE = {"about-spasm.phase": "acute"}
AS_MRI, AS_X_RAY = {"as-tests.tests": ("mri",)}, {"as-tests.tests": ("x-ray",)}
MRCP, ERCP = {"gall-tests.test": "mrcp"}, {"gall-tests.test": "ercp"}
SEROTONERGIC = "ssri snri tricyclic tramadol triptan bupropion linezolid meperidine verapamil"
TODAY = NOW.date()


@dataclass(frozen=True)
class Case:
    """One draft with answers, and whether a rule fires at a level."""

    rule: str
    level: str
    ticks: tuple[str, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    takes: tuple[str, ...] = ()

    def draft(self, library: Library) -> Draft:
        """Return the draft; every other question is answered no, and the age is 40."""
        answers = {"age": 40, **self.answers}
        draft = draft_of(library, self.ticks, self.values, self.notes, self.wording, answers, all_no=True)
        return replace(draft, check=taking(draft.check, *self.takes))

    def __str__(self) -> str:
        told = {
            **dict.fromkeys(self.takes, "taken"),
            **self.answers,
            **self.values,
            **self.notes,
            **self.wording,
        }
        return f"{self.rule} {self.level}: {'+'.join(self.ticks)} {told}"


def case(rule: str, level: str, *ticks: str, **more: Any) -> Case:
    return Case(rule, level, ticks, **more)


def yes(*keys: str) -> dict[str, str]:
    return dict.fromkeys(keys, "yes")


def each(rule: str, level: str, *ticks: str, keys: str, **more: Any) -> list[Case]:
    """Return a case for each answer that is enough by itself; further answers come with it."""
    more_answers = more.pop("answers", {})
    return [case(rule, level, *ticks, answers={**more_answers, **yes(key)}, **more) for key in keys.split()]


# Each row of resources/rules/rules.toml, answer by answer.
TABLE_FIRES = [
    case("R6", "block", RELAXANT, answers=yes("other-relaxant")),
    case("R7", "info", RELAXANT),
    case("R8", "confirm", RELAXANT, answers={"age": 65}),
    case("R8", "confirm", RELAXANT, answers={"age": 100}, values=METHOCARBAMOL),
    case("R9", "block", RELAXANT, answers=yes("maoi")),
    case("R11", "block", RELAXANT, answers=yes("recent-heart-attack")),
    case("R11", "block", RELAXANT, answers=yes("arrhythmia")),
    case("R11", "block", RELAXANT, answers=yes("heart-block")),
    case("R11", "block", RELAXANT, answers=yes("heart-failure")),
    case("R11", "block", RELAXANT, answers=yes("hyperthyroidism")),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "moderate"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "severe"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "yes"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "moderate"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "severe"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers=yes("haemolytic-anaemia"), values=METAXALONE),
    case("R14", "block", RELAXANT, answers={"liver-disease": "moderate"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "severe"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "yes"}),
    case("R17", "block", RELAXANT, answers={"age": 17}),
    case("R17", "block", IBUPROFEN, answers={"age": 17}),
    case("R17", "block", CREAM, answers={"age": 0}),
    case("R17", "block", "med-injections", answers={"age": 17}),
    case("R18", "block", IBUPROFEN, answers=yes("other-nsaid")),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 30}),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 45}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 29}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 20}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 5}),
    case("R19", "confirm", IBUPROFEN, answers={"pregnant": "yes"}),
    case("R23", "block", IBUPROFEN, answers=yes("heart-surgery")),
    case("R23", "block", IBUPROFEN, answers=yes("nsaid-allergy")),
    case("R18", "block", CREAM, answers=yes("other-nsaid"), values=GEL),
    case("R19", "block", CREAM, answers={"pregnant": "yes", "pregnancy-weeks": 30}, values=GEL),
    case("R19", "confirm", CREAM, answers=yes("pregnant"), values=GEL),
    case("R23", "block", CREAM, answers=yes("nsaid-allergy"), values=GEL),
    case("R33", "info", RELAXANT),
    case("R33", "info", IBUPROFEN),
    case("R33", "info", CREAM, values=GEL),
    case("R33", "info", CREAM),
    case("R4", "confirm", RELAXANT, answers=yes("relaxant-last-30-days")),
    *each("R10", "confirm", RELAXANT, keys=SEROTONERGIC),
    *each("R10", "confirm", RELAXANT, keys="ssri tramadol maoi", values=METAXALONE),
    *each("R12", "warn", RELAXANT, keys="glaucoma urinary-retention enlarged-prostate anticholinergic"),
    case("R14", "confirm", RELAXANT, answers={"liver-disease": "mild"}, values={"med-relaxant.dose": 7.5}),
    *each(
        "R15", "confirm", RELAXANT, keys="opioid benzodiazepine sleep-aid three-drinks-a-day alcohol-today"
    ),
    *each("R15", "confirm", RELAXANT, keys="opioid", values=METHOCARBAMOL),
    case("R15", "confirm", RELAXANT, values={"med-safety.opioid": "elsewhere"}),
    case("R15", "confirm", RELAXANT, values={"med-safety.opioid": "review"}),
    *each("R16", "confirm", RELAXANT, keys="pregnant possible-pregnancy breastfeeding"),
    *each("R18", "block", IBUPROFEN, keys="salicylate"),
    *each("R18", "confirm", IBUPROFEN, keys="heart-aspirin"),
    *each("R19", "confirm", IBUPROFEN, keys="possible-pregnancy"),
    *each("R20", "confirm", IBUPROFEN, keys="ulcer-or-bleeding anticoagulant warfarin steroid"),
    *each("R20", "confirm", IBUPROFEN, keys="three-drinks-a-day"),
    *each("R20", "confirm", NAPROXEN, keys="anticoagulant"),
    *each("R20", "confirm", CREAM, keys="anticoagulant", values=GEL),
    case("R21", "warn", IBUPROFEN, answers={"age": 60}),
    case("R21", "confirm", IBUPROFEN, answers={"age": 75}),
    *each("R21", "confirm", IBUPROFEN, answers={"age": 65}, keys="anticoagulant warfarin steroid"),
    *each("R21", "confirm", IBUPROFEN, answers={"age": 74}, keys="antiplatelet heart-aspirin"),
    *each("R22", "confirm", IBUPROFEN, keys="heart-disease heart-failure recent-heart-attack stroke"),
    *each("R22", "confirm", IBUPROFEN, keys="high-blood-pressure asthma diuretic ace-inhibitor"),
    *each("R22", "confirm", IBUPROFEN, keys="kidney-disease liver-disease"),
    *each("R28", "confirm", ACETAMINOPHEN, keys="liver-disease three-drinks-a-day warfarin"),
    case("R29", "warn", ACETAMINOPHEN),
    case("R30", "info", CREAM, "heat-bath"),
    case("R30", "info", CREAM, "heat-bath", values={"med-topical.kind": "salicylate"}),
    case("R30", "info", CREAM, "heat-bath", values={"med-topical.kind": "capsaicin"}),
    *each("R31", "warn", CREAM, keys="anticoagulant warfarin", values={"med-topical.kind": "salicylate"}),
    *each("R35", "confirm", "cold", keys="reduced-feeling raynaud poor-circulation"),
    *each("R36", "confirm", "heat-bath", keys="reduced-feeling"),
    *each("R37", "warn", "heat-bath", "heat-bath.bath", keys="pregnant heart-failure open-wound faint-risk"),
    *each("R38", "block", "fluids-food", keys="heart-failure kidney-disease fluid-restriction"),
    *each("R38", "block", "fluids-food", keys="heart-failure", values={"fluids-food.glasses": 10}),
    case("R38", "block", "fluids-food", answers={"kidney-disease": "moderate"}),
    *each("R39", "confirm", "fluids-food", "fluids-food.potassium", keys="kidney-disease potassium-raising"),
    *each("R39", "confirm", "fluids-food", "fluids-food.magnesium", keys="kidney-disease"),
    *each("R40", "block", INVERSION, keys="glaucoma high-blood-pressure heart-disease", values=SUPERVISED),
    *each("R40", "block", INVERSION, keys="heart-failure pregnant", values=SUPERVISED),
    *each("R40", "block", INVERSION, keys="osteoporosis retinal-disease", values=SUPERVISED),
    case("R40", "confirm", INVERSION, values=SUPERVISED),
    *each("R41", "block", MANUAL, keys="fused-spine", values=SCREENED),
    *each("R41", "confirm", MANUAL, keys="osteoporosis cancer-history immune-problem", values=SCREENED),
    *each("R41", "confirm", MANUAL, keys="iv-drugs major-injury", values=SCREENED),
    *each("R42", "confirm", MANUAL, keys="ankylosing-spondylitis", values=SCREENED),
    case("R42", "confirm", MANUAL, "as-about", values=SCREENED),
    case("R42", "confirm", MANUAL, "as-care", values=SCREENED),
    *each("R43", "block", "tx-tens", keys="pacemaker icd"),
    *each("R43", "confirm", "tx-tens", keys="pregnant possible-pregnancy epilepsy"),
    *each("R45", "confirm", "dx-tests", keys="pregnant possible-pregnancy", values={"dx-tests.test": "ct"}),
    *each("R45", "confirm", "dx-tests", keys="metal-implant pacemaker icd", values={"dx-tests.test": "mri"}),
    *each("R45", "confirm", "as-tests", keys="pregnant possible-pregnancy", values=AS_X_RAY),
    *each("R45", "confirm", "as-tests", keys="metal-implant pacemaker icd", values=AS_MRI),
    *each("R45", "confirm", "gall-tests", keys="pregnant possible-pregnancy", values=ERCP),
    *each("R45", "confirm", "gall-tests", keys="metal-implant pacemaker icd", values=MRCP),
    case("R46", "info", "gall-tests"),
    case("R46", "info", "gall-tests", values={"gall-tests.test": "ultrasound"}),
    *each("R46", "warn", "gall-tests", keys="diabetes"),
    case("R47", "info", "gall-about"),
    case("R47", "info", "gall-tests"),
    *each("R48", "block", "sleep", keys="saddle-numbness bladder-or-bowel both-legs new-leg-weakness"),
    case("R48", "block", "sciatica", values={"sciatica.side": "both"}),
    *each("R49", "warn", "sleep", keys="cancer-history steroid weight-loss osteoporosis"),
    *each("R49", "warn", "sleep", keys="iv-drugs immune-problem night-pain"),
    *each("R49", "confirm", "sleep", keys="major-injury"),
    case("R49", "warn", "sleep", answers={"age": 51}, values=ACUTE),
    case("R50", "warn", "ex-plank", values=ACUTE),
    case("R50", "warn", "ex-bridge", values={"about-spasm.onset": NOW.date() - timedelta(days=27)}),
    case("R50", "warn", "ex-birddog", "ex-rules.easing-in"),
    case("R50", "warn", "ex-walk", values={**ACUTE, "ex-rules.level": "core"}),
    *each("R51", "confirm", "ex-childpose", keys="osteoporosis fused-spine recent-surgery pregnant"),
    *each("R57", "confirm", NAPROXEN, keys="ssri snri"),
    *each("R58", "confirm", IBUPROFEN, keys="lithium"),
    *each("R59", "confirm", IBUPROFEN, keys="methotrexate"),
    *each("R60", "confirm", RELAXANT, keys="gabapentinoid"),
    *each("R61", "confirm", RELAXANT, keys="sedating-antihistamine"),
    *each("R62", "confirm", RELAXANT, keys="sleep-apnoea copd"),
    *each("R63", "confirm", RELAXANT, keys="myasthenia-gravis", values=METHOCARBAMOL),
    *each("R64", "block", RELAXANT, keys="relaxant-allergy"),
    *each("R64", "block", ACETAMINOPHEN, keys="acetaminophen-allergy"),
    *each("R64", "block", CREAM, keys="nsaid-allergy", values={"med-topical.kind": "salicylate"}),
]
# Not in the shipped library: a second relaxant and a second product with acetaminophen.
SECOND_RELAXANT, SECOND_ACETAMINOPHEN = "med-other-relaxant", "med-other-acetaminophen"
HARD_NOTE = "Rehabilitation necessitates progressive remobilisation and continuous supervision by us alone."
HARMLESS = (
    "Walk every day.",
    "Call us in 3 days.",
    "See you in 2 weeks.",
    "Call us if you feel dizzy.",
    "Blue pack from the top shelf.",
    "Take 10 slow breaths.",
    "Take 10 minutes for yourself.",
    "Rest when you need to.",
    "Your daughter can help you at home.",
    "Come back on 4 December at 10:30.",
)
CLAIMS = (
    "Back seizures go away.",
    "It was a seizure of the back muscle.",
    "Hyperventilate for a minute.",
    "Breathe fast for 1 minute.",
    "We put your spine back into place.",
    "Your pelvis is out of alignment.",
    "Try CBD oil.",
    "CBD oil helps many people.",
    "Flexall relaxes the muscle.",
    "This will cure your back.",
    "It is not only a cure.",
    "Do not worry, this cures it.",
    "\uff23\uff35\uff32\uff25 for all.",
    "You will be pain-free soon.",
    "Pain free in 3 days!",
)
NO_CLAIMS = (
    "There is no cure.",
    "You had a seizure in 2019.",
    "Do not hyperventilate.",
    "Nothing is put back in place.",
    "We advise against CBD.",
    "You told us that you use CBD.",
    "Flexall is not a muscle relaxant.",
    "Move in your pain-free range.",
    "Secure the rug. Keep your spine in line.",
)
FORBIDDEN = (
    "No Tylenol.",
    "Please avoid aspirin!",
    "Do not take aspirin or Advil with it.",
    "Avoid Aleve, Advil and aspirin. Walk every day.",
)
DENIED_AND_YET_SAID = (
    "No Tylenol unless it hurts.",
    "No Tylenol, only Advil.",
    "No Tylenol? Take 2.",
    "No Tylenol - Advil is fine.",
    "No Tylenol for 3 days.",
    "No Tylenol and take 2 Advil.",
    "No more than 2 Tylenol.",
    "No Tylenol. Until it hurts.",
    "Do not stop Tylenol.",
    "Never take Advil. Take 400 mg.",
    "No problem, Tylenol is fine.",
)
CODE_FIRES = [
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 96}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 73}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 23}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 96, **METAXALONE}),
    case("R3", "block", "cold", values={"med-relaxant.hours": 96}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Flexeril 10 for 5 more nights"}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "take them another week"}),
    case("R3", "block", "cold", notes={"cold": "Flexeril 10 for 5 more nights"}),
    case("R3", "block", "cold", RELAXANT, notes={"cold": "take them another week"}),
    case("R3", "block", RELAXANT, notes={"med-safety": "Take it as needed."}),
    case("R3", "block", RELAXANT, wording={"med-relaxant.missed": "Missed one? Take it one night longer."}),
    case("R3", "block", "cold", wording={"cold.gel": "Take your muscle relaxer every night."}),
    case("R3", "block", RELAXANT, values={"med-safety.allergies": "none, so Flexeril for 10 days is fine"}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 21, 18, 59)}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 22, 2, 1)}),
    case("R6", "block", RELAXANT, notes={RELAXANT: "Your Soma tonight."}),
    case("R6", "block", RELAXANT, notes={"med-safety": "You have baclofen at home."}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 600}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 300}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.daily-max": 1600}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.days": 11}),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 400, "med-ibuprofen.daily-max": 200}),
    case(
        "R24",
        "block",
        IBUPROFEN,
        values={"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening", "bedtime")},
    ),
    case("R34", "block", "cold", values={"cold.minutes": 30}),
    case("R34", "block", "cold", values={"cold.gap": 0}),
    case("R34", "block", "sleep", values={"cold.minutes": 30}),
    case("RANGE", "block", "heat-bath", values={"heat-bath.minutes": 31}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 6}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 30}),
    case("RANGE", "block", "sleep", values={"call-us.temperature": 103}),
    case("RANGE", "block", "sleep", values={"red-flags.action": ""}),
    case("R6", "block", RELAXANT, SECOND_RELAXANT),
    case("R18", "block", IBUPROFEN, NAPROXEN),
    case("R18", "block", IBUPROFEN, CREAM, values=GEL),
    case("R25", "block", NAPROXEN, values={"med-naproxen.dose": 660}),
    case("R25", "block", NAPROXEN, values={"med-naproxen.days": 11}),
    case("R25", "block", NAPROXEN, values={"med-naproxen.dose": 440, "med-naproxen.gap": 8}),
    case("R26", "block", ACETAMINOPHEN, values={"med-acetaminophen.daily-max": 4001}),
    case("R26", "block", ACETAMINOPHEN, SECOND_ACETAMINOPHEN),
    case("R26", "block", ACETAMINOPHEN, takes=("Percocet 5/325 x 4",)),
    case("R26", "confirm", ACETAMINOPHEN, answers=yes("other-acetaminophen")),
    case("R26", "confirm", ACETAMINOPHEN, takes=("NyQuil",)),
    case("R26", "confirm", ACETAMINOPHEN, takes=("Tylenol 500 mg",)),
    case("R26", "warn", "cold", takes=("Tylenol 500 mg x 9",)),
    case("R27", "confirm", ACETAMINOPHEN, takes=("Tylenol 500 mg x 1",)),
    case("R65", "confirm", RELAXANT, takes=("Zorbitrol",)),
    case("R65", "confirm", IBUPROFEN, takes=("aspirin",)),
    case("R65", "confirm", ACETAMINOPHEN, takes=("cold medicine",)),
    case("R65", "warn", "cold", takes=("Zorbitrol",)),
    case("R27", "confirm", ACETAMINOPHEN, values={"med-acetaminophen.daily-max": 3001}),
    case("R27", "confirm", ACETAMINOPHEN, values={"med-acetaminophen.daily-max": 4000}),
    case("R32", "block", "sleep", notes={"sleep": "You have oxycodone, 5 mg."}),
    case("R32", "block", "cold", wording={"cold.gel": "Take two tablets of Norco with it."}),
    case("R32", "block", "sleep", notes={"sleep": "Percocet every 6 hours."}),
    case("R32", "block", "sleep", notes={"sleep": "Norco 10 nightly."}),
    case("R38", "block", "fluids-food", values={"fluids-food.glasses": 11}),
    case("R41", "block", MANUAL),
    case("R41", "block", MANUAL, values={"tx-manual.screen": SIGNS[:5]}),
    case("R41", "block", MANUAL, values={"tx-manual.screen": SIGNS[1:]}),
    case("R44", "warn", "dx-tests", values={**ACUTE, "dx-tests.test": "mri"}),
    case(
        "R44",
        "warn",
        "dx-tests",
        values={"dx-tests.test": "x-ray", "about-spasm.onset": TODAY - timedelta(days=41)},
    ),
    case("R46", "block", "gall-tests", values={"gall-tests.fast-hours": 4}),
    case("R52", "block", "massage-roller", notes={"massage-roller": "Lie on the roller with your low back."}),
    case("R52", "block", "sleep", notes={"sleep": "Roll on your lower back each day."}),
    *(case("R53", "block", "sleep", notes={"sleep": words}) for words in CLAIMS),
    case("R53", "block", "cold", wording={"cold.gel": "A gel pack cures your back."}),
    case("R53", "block", "dx-visit", values={"dx-visit.bring": "try CBD oil"}),
    case("R54", "warn", "sleep", notes={"sleep": HARD_NOTE}),
    case("R55", "confirm", "sleep", notes={"sleep": "Take ibuprofen if it hurts."}),
    case("R55", "confirm", "sleep", notes={"sleep": "Take two tablets at night."}),
    *(case("R55", "confirm", "sleep", notes={"sleep": words}) for words in DENIED_AND_YET_SAID),
    case("R55", "confirm", IBUPROFEN, notes={IBUPROFEN: "Use it for 5 days."}),
    case("R55", "confirm", IBUPROFEN, notes={IBUPROFEN: "400 mg is fine."}),
    case("R55", "confirm", "sleep", notes={"sleep": "Take 2 at bedtime."}),
    case("R55", "confirm", "sleep", notes={"sleep": "A quarter tablet will do."}),
    case("R55", "confirm", IBUPROFEN, notes={IBUPROFEN: "Take it three times a day."}),
    case("R55", "confirm", IBUPROFEN, notes={"med-safety": "Tylenol is fine too."}),
    case("R55", "confirm", IBUPROFEN, wording={"med-ibuprofen.kind": "Ibuprofen is like Celebrex."}),
    case("R55", "confirm", "as-care", values={"as-care.medicine": "adalimumab 40 mg"}),
    case("R56", "block", RELAXANT, values={"med-relaxant.start": TONIGHT - timedelta(days=4)}),
    case("R56", "block", "sleep", values={"dx-visit.follow-up": TODAY - timedelta(days=1)}),
    case("R56", "block", "dx-tests", values={"dx-tests.test-date": TODAY - timedelta(days=1)}),
    case("R56", "block", "gall-tests", values={"gall-tests.test-date": TODAY - timedelta(days=300)}),
    case("R56", "block", "sleep", values={"about-spasm.onset": TODAY + timedelta(days=1)}),
]
MUST_NOT_FIRE = [
    case("R3", "block", RELAXANT),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 72}),
    case("R3", "block", RELAXANT, values={"med-relaxant.hours": 24}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Do not drive. Stop after 3 nights."}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Do not take it for more than 72 hours."}),
    case("R3", "block", RELAXANT, notes={RELAXANT: "Call us if you feel dizzy."}),
    case("R3", "block", RELAXANT, "keep-moving", notes={"keep-moving": "Walk every day."}),
    case("R3", "block", RELAXANT, IBUPROFEN, notes={IBUPROFEN: "Take ibuprofen for 5 days."}),
    case("R3", "block", "cold", notes={"cold": "Take them another week."}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 21, 19, 0)}),
    case("R5", "block", RELAXANT, values={"med-relaxant.start": datetime(2026, 11, 22, 2, 0)}),
    case("R6", "block", RELAXANT),
    case("R6", "block", RELAXANT, notes={RELAXANT: "This is your Flexeril."}),
    case("R6", "block", IBUPROFEN, answers=yes("other-relaxant")),
    case("R7", "info", IBUPROFEN),
    case("R8", "confirm", RELAXANT, answers={"age": 64}),
    case("R8", "confirm", IBUPROFEN, answers={"age": 70}),
    case("R9", "block", RELAXANT, answers=yes("maoi"), values=METAXALONE),
    case("R9", "block", RELAXANT, answers=yes("maoi"), values=METHOCARBAMOL),
    case("R9", "block", IBUPROFEN, answers=yes("maoi")),
    case("R11", "block", RELAXANT, answers=yes("heart-failure"), values=METHOCARBAMOL),
    case("R11", "block", RELAXANT, answers=yes("heart-disease")),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "mild"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"liver-disease": "mild"}, values=METAXALONE),
    case("R13", "block", RELAXANT, answers={"kidney-disease": "severe"}),
    case("R13", "block", RELAXANT, answers=yes("haemolytic-anaemia"), values=METHOCARBAMOL),
    case("R14", "block", RELAXANT, answers={"liver-disease": "mild"}),
    case("R14", "block", RELAXANT, answers={"liver-disease": "severe"}, values=METHOCARBAMOL),
    case("R17", "block", RELAXANT, answers={"age": 18}),
    case("R17", "block", "cold", answers={"age": 10}),
    case("R18", "block", IBUPROFEN),
    case("R18", "block", CREAM, answers=yes("other-nsaid")),
    case("R19", "confirm", CREAM, answers=yes("pregnant")),
    case("R18", "block", RELAXANT, answers=yes("other-nsaid")),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "yes", "pregnancy-weeks": 29}),
    case("R19", "block", IBUPROFEN, answers={"pregnant": "no", "pregnancy-weeks": 35}),
    case("R19", "confirm", IBUPROFEN),
    case("R19", "confirm", RELAXANT, answers=yes("pregnant")),
    case("R23", "block", IBUPROFEN),
    case("R23", "block", CREAM, answers=yes("nsaid-allergy")),
    case("R23", "block", RELAXANT, answers=yes("nsaid-allergy")),
    case("R24", "block", IBUPROFEN, values={"med-ibuprofen.dose": 400}),
    case(
        "R24",
        "block",
        IBUPROFEN,
        values={"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening")},
    ),
    case("R33", "info", "cold"),
    case("R34", "block", "cold", values={"cold.minutes": 20, "cold.gap": 1}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.dose": 7.5}),
    case("RANGE", "block", RELAXANT, values={"med-relaxant.hours": 96}),
    case("R4", "confirm", IBUPROFEN, answers=yes("relaxant-last-30-days")),
    case("R10", "confirm", RELAXANT, answers=yes("ssri"), values=METHOCARBAMOL),
    case("R10", "confirm", RELAXANT, answers=yes("maoi")),
    case("R12", "warn", RELAXANT, answers=yes("glaucoma"), values=METHOCARBAMOL),
    case("R14", "confirm", RELAXANT, answers={"liver-disease": "mild"}),
    case("R15", "confirm", IBUPROFEN, answers=yes("opioid")),
    case("R15", "confirm", RELAXANT, values={"med-safety.opioid": "none"}),
    case("R15", "confirm", IBUPROFEN, values={"med-safety.opioid": "elsewhere"}),
    case("R16", "confirm", IBUPROFEN, answers=yes("pregnant")),
    case("R18", "confirm", ACETAMINOPHEN, answers=yes("heart-aspirin")),
    case("R18", "block", IBUPROFEN, CREAM),
    case("R20", "confirm", ACETAMINOPHEN, answers=yes("anticoagulant")),
    case("R20", "confirm", CREAM, answers=yes("anticoagulant")),
    case("R21", "warn", IBUPROFEN, answers={"age": 59}),
    case("R21", "confirm", IBUPROFEN, answers={"age": 74}),
    case("R21", "confirm", IBUPROFEN, answers={"age": 64, **yes("steroid")}),
    case("R21", "warn", ACETAMINOPHEN, answers={"age": 80}),
    case("R22", "confirm", ACETAMINOPHEN, answers=yes("asthma")),
    case("R25", "block", NAPROXEN, values={"med-naproxen.dose": 440, "med-naproxen.gap": 12}),
    case("R25", "block", NAPROXEN, values={"med-naproxen.dose": 220, "med-naproxen.gap": 8}),
    case("R26", "block", ACETAMINOPHEN, values={"med-acetaminophen.daily-max": 4000}),
    case("R26", "confirm", IBUPROFEN, answers=yes("other-acetaminophen")),
    case("R26", "confirm", ACETAMINOPHEN, takes=("Percocet 5/325 x 4",)),
    case("R26", "confirm", ACETAMINOPHEN, takes=("Eliquis",)),
    case("R26", "warn", "cold", takes=("Tylenol 500 mg x 8",)),
    case("R26", "warn", ACETAMINOPHEN, takes=("Tylenol 500 mg x 9",)),
    case("R65", "confirm", RELAXANT, takes=("aspirin", "Eliquis")),
    case("R65", "confirm", "cold", takes=("Zorbitrol",)),
    case("R65", "confirm", IBUPROFEN, takes=("aspirin 81 mg",)),
    case("R65", "warn", "cold", takes=("aspirin", "levothyroxine")),
    case("R27", "confirm", ACETAMINOPHEN),
    case("R28", "confirm", IBUPROFEN, answers=yes("warfarin")),
    case("R29", "warn", ACETAMINOPHEN, IBUPROFEN),
    case("R29", "warn", IBUPROFEN),
    case("R30", "info", CREAM),
    case("R30", "info", CREAM, "heat-bath", values=GEL),
    case("R31", "warn", CREAM, answers=yes("anticoagulant")),
    case("R32", "block", "sleep", notes={"sleep": "You take oxycodone. Ask us before you mix it."}),
    case("R35", "confirm", "heat-bath", answers=yes("raynaud")),
    case("R36", "confirm", "cold", answers=yes("reduced-feeling")),
    case("R37", "warn", "heat-bath", answers=yes("pregnant")),
    case("R37", "warn", "heat-bath", "heat-bath.bath"),
    case("R38", "block", "fluids-food"),
    case("R38", "block", "fluids-food", answers={"kidney-disease": "mild"}),
    case("R38", "block", "fluids-food", answers=yes("heart-failure"), values={"fluids-food.glasses": 6}),
    case("R38", "block", "sleep", answers=yes("heart-failure")),
    case("R39", "confirm", "fluids-food", answers=yes("kidney-disease")),
    case("R40", "block", INVERSION, answers=yes("glaucoma")),
    case("R40", "confirm", INVERSION, values={"tx-inversion.allow": "no"}),
    case("R41", "block", MANUAL, values=SCREENED),
    case("R41", "confirm", MANUAL, values=SCREENED),
    case("R42", "confirm", "as-care", answers=yes("ankylosing-spondylitis")),
    case("R42", "confirm", MANUAL, values=SCREENED),
    case("R43", "block", "tx-tens", answers=yes("pregnant")),
    case("R43", "confirm", "tx-physio", answers=yes("epilepsy")),
    case("R44", "warn", "dx-tests", values=ACUTE),
    case("R44", "warn", "dx-tests", values={**ACUTE, "dx-tests.test": "emg"}),
    case("R44", "warn", "dx-tests", values={"dx-tests.test": "mri"}),
    case("R44", "warn", "dx-tests", values={**ACUTE, "dx-tests.test": "mri"}, answers=yes("night-pain")),
    case(
        "R44",
        "warn",
        "dx-tests",
        values={"dx-tests.test": "x-ray", "about-spasm.onset": TODAY - timedelta(days=42)},
    ),
    case("R45", "confirm", "dx-tests", answers=yes("pregnant"), values={"dx-tests.test": "mri"}),
    case("R45", "confirm", "dx-tests", answers=yes("icd"), values={"dx-tests.test": "ct"}),
    case("R46", "info", "gall-tests", values=MRCP),
    case("R46", "warn", "gall-tests", answers=yes("diabetes"), values=MRCP),
    case("R48", "block", answers=yes("saddle-numbness")),
    case("R48", "block", "sleep"),
    case("R48", "block", "sciatica", values={"sciatica.side": "left"}),
    case("R48", "block", "sleep", values={"sciatica.side": "both"}),
    case("R49", "warn", "sleep", answers={"age": 50}, values=ACUTE),
    case("R49", "warn", "sleep", answers={"age": 80}),
    case("R49", "warn", answers=yes("night-pain")),
    case("R50", "warn", "ex-plank"),
    case("R50", "warn", "ex-catcamel", values=ACUTE),
    case("R50", "warn", "ex-plank", values={"about-spasm.phase": "recurrent", "ex-rules.level": "core"}),
    case("R50", "warn", "ex-plank", values={"about-spasm.onset": TODAY - timedelta(days=28)}),
    case("R51", "confirm", "ex-walk", answers=yes("pregnant")),
    case("R52", "block", "sleep", notes={"sleep": "Never roll on your low back."}),
    case("R52", "block", "sleep", notes={"sleep": "Roll to your side to get up, and spare your low back."}),
    case("R52", "block", "massage-roller", notes={"massage-roller": "Roll your buttock, not your low back."}),
    *(case("R53", "block", "sleep", notes={"sleep": words}) for words in NO_CLAIMS),
    case("R53", "block", RELAXANT, wording={"med-relaxant.flexall": "Flexall relaxes like a skin gel does."}),
    *(case("R55", "confirm", "sleep", notes={"sleep": words}) for words in FORBIDDEN),
    case("R54", "warn", "sleep", notes={"sleep": "Lie on your side. Put a soft pillow between your knees."}),
    case("R54", "warn", "sleep", notes={"sleep": "Physiotherapy recommended."}),
    *(case("R55", "confirm", "sleep", IBUPROFEN, notes={"sleep": words}) for words in HARMLESS),
    *(case("R55", "confirm", IBUPROFEN, notes={IBUPROFEN: words}) for words in HARMLESS),
    case("R55", "confirm", IBUPROFEN, notes={IBUPROFEN: "This is your Advil."}),
    case("R55", "confirm", IBUPROFEN, values={"med-safety.allergies": "penicillin, aspirin"}),
    case("R56", "block", RELAXANT, values={"med-relaxant.start": TONIGHT - timedelta(days=2)}),
    case("R56", "block", "sleep", values={"dx-visit.follow-up": TODAY}),
    case("R56", "block", "dx-tests", values={"dx-tests.test-date": TODAY}),
    case("R56", "block", "sleep", values={"dx-tests.test-date": TODAY - timedelta(days=1)}),
    case("R56", "block", "sleep", values={"about-spasm.onset": TODAY - timedelta(days=400)}),
    case("R57", "confirm", ACETAMINOPHEN, answers=yes("ssri")),
    case("R58", "confirm", RELAXANT, answers=yes("lithium")),
    case("R59", "confirm", ACETAMINOPHEN, answers=yes("methotrexate")),
    case("R60", "confirm", IBUPROFEN, answers=yes("gabapentinoid")),
    case("R61", "confirm", IBUPROFEN, answers=yes("sedating-antihistamine")),
    case("R62", "confirm", IBUPROFEN, answers=yes("copd")),
    case("R63", "confirm", RELAXANT, answers=yes("myasthenia-gravis")),
    case("R64", "block", IBUPROFEN, answers=yes("relaxant-allergy", "acetaminophen-allergy")),
    case("R64", "block", RELAXANT, answers=yes("acetaminophen-allergy")),
]


@pytest.mark.parametrize("fires", TABLE_FIRES + CODE_FIRES, ids=str)
def test_a_rule_fires(fires: Case, library: Library, rules: Rules) -> None:
    library = with_seconds(library)
    findings = found(setting(library, draft=fires.draft(library)), rules)
    assert (fires.rule, fires.level) in levels(findings)
    assert all(finding.text.strip() for finding in findings)


@pytest.mark.parametrize("quiet", MUST_NOT_FIRE, ids=str)
def test_a_rule_stays_quiet(quiet: Case, library: Library, rules: Rules) -> None:
    findings = found(setting(library, draft=quiet.draft(library)), rules)
    assert (quiet.rule, quiet.level) not in levels(findings)


def test_a_medicine_by_name_fires_whatever_its_yes_by_hand_does(library: Library, rules: Rules) -> None:
    """For every question that a name can answer, with all medicines of the library on the page."""
    medicines = tuple(topic.id for topic in library if topic.medicine)
    nothing = draft_of(library, medicines, answers={"age": 40}, all_no=True)
    answering = {key: next(rules.medicines.answering(key)) for key in rules.medicines.keys}
    fired = 0
    for known in answering.values():
        by_hand = draft_of(library, medicines, answers={"age": 40, **yes(*known.answers)}, all_no=True)
        by_name = replace(nothing, check=taking(nothing.check, known.name))
        wanted = levels(found(setting(library, draft=by_hand), rules))
        assert wanted <= levels(found(setting(library, draft=by_name), rules)), known.name
        fired += wanted > levels(found(setting(library, draft=nothing), rules))
    assert fired > len(answering) / 2


def with_seconds(library: Library) -> Library:
    """Return the library with a second relaxant and a second product with acetaminophen."""
    for first, second in ((RELAXANT, SECOND_RELAXANT), (ACETAMINOPHEN, SECOND_ACETAMINOPHEN)):
        library = with_topic(library, replace(topic_of(library, first), id=second))
    return library


def test_every_rule_that_is_code_is_listed_and_has_its_cases() -> None:
    listed = {(rule.id, str(rule.level)) for rule in CODE_RULES}
    assert {(case.rule, case.level) for case in CODE_FIRES} == listed - {
        ("R0", "confirm"),
        ("R1", "block"),
        ("R2", "block"),
        ("R55", "block"),
    }, "R0, R1, R2 and what the clinic's own wording blocks have tests of their own"
    assert {rule.id for rule in CODE_RULES} - {"R0", "R1", "R2"} <= {case.rule for case in MUST_NOT_FIRE}
    assert all(rule.when and rule.text and rule.source for rule in CODE_RULES)


def test_every_rule_of_the_table_has_a_case_that_fires_and_one_that_does_not(rules: Rules) -> None:
    always = {rule.id for rule in rules.table if rule.level is Level.INFO}
    assert {rule.id for rule in rules.table} <= {case.rule for case in TABLE_FIRES}
    assert {rule.id for rule in rules.table} - always <= {case.rule for case in MUST_NOT_FIRE}


def test_without_any_one_row_or_answer_of_the_table_a_case_no_longer_fires(
    library: Library, rules: Rules
) -> None:
    for index, row in enumerate(rules.table):
        poorer = [rules.table[:index] + rules.table[index + 1 :]]
        poorer += [
            (
                *rules.table[:index],
                replace(row, any_yes=tuple(k for k in row.any_yes if k != key)),
                *rules.table[index + 1 :],
            )
            for key in row.any_yes
            if len(row.any_yes) > 1
        ]
        for table in poorer:
            missed = [
                fires
                for fires in TABLE_FIRES
                if fires.rule == row.id
                and (fires.rule, fires.level)
                not in levels(find(setting(library, draft=fires.draft(library)), replace(rules, table=table)))
            ]
            assert missed, f"{row.id} ({row.text}) can be weakened unnoticed"


def test_every_question_a_rule_reads_exists(rules: Rules) -> None:
    for row in rules.table:
        for key in (*row.also_yes, *row.any_yes, *([row.number] if row.number else [])):
            question = rules.question(key)
            assert question is not None, key
            assert (question.kind is Kind.NUMBER) == (key == row.number)
        assert row.source, "every rule names where it is from"


# --- R0: what was not asked ------------------------------------------------------------------------------


def test_what_was_not_asked_is_one_finding_a_medicine(library: Library) -> None:
    findings = found(setting(library, ticks=[RELAXANT, IBUPROFEN, "cold"]))
    open_ones = [finding for finding in findings if finding.rule == "R0"]
    assert [finding.topic for finding in open_ones] == [IBUPROFEN, RELAXANT]
    assert {finding.level for finding in open_ones} == {Level.CONFIRM}
    assert "age" in open_ones[0].asks
    assert {"maoi", "other-relaxant", "heart-block"} <= set(open_ones[1].asks)
    assert "MAOI, now or in the last 14 days" in open_ones[1].text


def test_only_what_the_chosen_drug_needs_is_asked(library: Library) -> None:
    (asked,) = (f for f in found(setting(library, ticks=[RELAXANT], values=METHOCARBAMOL)) if f.rule == "R0")
    assert set(asked.asks) == {"other-relaxant", "age", "relaxant-allergy"}


def test_all_no_leaves_the_age_to_be_asked(library: Library) -> None:
    (asked,) = (f for f in found(setting(library, ticks=[IBUPROFEN], all_no=True)) if f.rule == "R0")
    assert asked.asks == ("age",)


def test_nothing_is_asked_once_all_is_answered(library: Library) -> None:
    findings = found(setting(library, ticks=[RELAXANT, IBUPROFEN, CREAM], answers={"age": 40}, all_no=True))
    assert levels(findings) == {("R7", "info"), ("R33", "info")}


def test_only_what_could_block_is_asked(library: Library, rules: Rules) -> None:
    for level in (Level.CONFIRM, Level.BLOCK):
        ssri = TableRule("R10", level, "No.", "A test", classes=(MedicineClass.NSAID,), any_yes=("ssri",))
        more = replace(rules, table=(*rules.table, ssri))
        (asked,) = (f for f in found(setting(library, ticks=[IBUPROFEN]), more) if f.rule == "R0")
        assert ("ssri" in asked.asks) is (level is Level.BLOCK)


def test_weeks_are_asked_only_of_the_pregnant(library: Library) -> None:
    def asks(pregnant: str) -> tuple[str, ...]:
        answers = {"age": 40, "pregnant": pregnant}
        findings = found(setting(library, ticks=[IBUPROFEN], answers=answers, all_no=pregnant != "unknown"))
        return next((finding.asks for finding in findings if finding.rule == "R0"), ())

    assert asks("yes") == ("pregnancy-weeks",)
    assert asks("no") == ()
    assert "pregnant" in asks("unknown")
    assert "pregnancy-weeks" not in asks("unknown")


@given(key=st.sampled_from(sorted({"maoi", "arrhythmia", "liver-disease", "other-relaxant", "age"})))
def test_no_unanswered_question_of_a_block_is_let_pass(library: Library, rules: Rules, key: str) -> None:
    everything = draft_of(library, [RELAXANT], answers={"age": 40}, all_no=True).check.answers
    check = Check({k: v for k, v in everything.items() if k != key})
    findings = find(setting(library, draft=draft_of(library, [RELAXANT], answers=check.answers)), rules)
    assert ("R0", "confirm") in levels(findings)


def test_a_page_without_medicine_asks_nothing(library: Library) -> None:
    assert found(setting(library, ticks=["cold", "sleep"])) == ()


# --- the page itself -------------------------------------------------------------------------------------


def test_without_a_clinic_nothing_prints(library: Library) -> None:
    (finding,) = blocks(found(setting(library, ticks=["cold"], clinic=Clinic(name=""))))
    assert finding.rule == "R2"
    assert "No clinic" in finding.text
    assert ("R2", "block") in levels(
        found(setting(library, ticks=["cold"], clinic=Clinic(name="  ", phone="555")))
    )


@pytest.mark.parametrize("phone", ["", "   ", "ask at the desk"])
def test_without_a_phone_nothing_prints(library: Library, phone: str) -> None:
    (finding,) = blocks(found(setting(library, ticks=["cold"], clinic=replace(CLINIC, phone=phone))))
    assert (finding.rule, finding.param) == ("R2", "phone")


def test_a_phone_typed_for_this_page_is_a_phone(library: Library) -> None:
    made = setting(
        library, ticks=["cold"], clinic=replace(CLINIC, phone=""), values={"call-us.phone": "555-0199"}
    )
    assert blocks(found(made)) == ()


def test_a_library_without_emergency_box_prints_nothing(library: Library) -> None:
    sections = tuple(
        replace(s, topics=tuple(t for t in s.topics if t.layout is not Layout.EMERGENCY))
        for s in library.sections
    )
    assert ("R1", "block") in levels(found(setting(replace(library, sections=sections))))


def test_an_emergency_box_that_could_be_emptied_prints_nothing(library: Library) -> None:
    unlocked = library
    for point in topic_of(library, "red-flags").points:
        unlocked = with_point(unlocked, f"red-flags.{point.id}", locked=False)
    assert ("R1", "block") in levels(found(setting(unlocked)))


def test_two_relaxants_are_one_too_many(library: Library) -> None:
    relaxant = topic_of(library, RELAXANT)
    both = with_topic(library, replace(relaxant, id="med-other-relaxant"))
    ticked = draft_of(both, [RELAXANT, "med-other-relaxant"], answers={"age": 40}, all_no=True)
    assert [f.topic for f in blocks(found(setting(both, draft=ticked)))] == ["med-other-relaxant"]


# --- findings and their answers --------------------------------------------------------------------------


def test_the_gravest_findings_come_first_and_none_twice(library: Library) -> None:
    findings = found(
        setting(library, ticks=[RELAXANT, IBUPROFEN], answers={"age": 70}, values={"cold.minutes": 99})
    )
    order = [list(Level).index(finding.level) for finding in findings]
    assert len(set(order)) >= 3
    assert order == sorted(order)
    assert len(set(findings)) == len(findings)


def test_a_confirm_needs_a_reason_and_a_block_takes_none(library: Library) -> None:
    def held_back(**reasons: str) -> list[str]:
        draft = draft_of(
            library, [RELAXANT], answers={"age": 71}, all_no=True, confirmations=confirmed(**reasons)
        )
        return [finding.rule for finding in unconfirmed(found(setting(library, draft=draft)), draft)]

    assert held_back() == ["R8"]
    for nothing in ("  ", "-", "...", "\u200b\u202e", "\x00\x1b"):
        assert held_back(R8=nothing) == ["R8"], "no letter and no digit is no reason"
    assert held_back(R6="wrong rule") == ["R8"]
    assert held_back(R8="lives with family") == []
    too_long = draft_of(
        library, [RELAXANT], values={"med-relaxant.hours": 96}, confirmations=confirmed(R3="please")
    )
    assert ("R3", "block") in levels(blocks(found(setting(library, draft=too_long))))


def test_a_finding_says_where_it_belongs(library: Library) -> None:
    (finding,) = blocks(found(setting(library, ticks=["cold"], values={"cold.minutes": 30})))
    assert (finding.topic, finding.param) == ("cold", "minutes")
    assert finding.text == "Cold pack, minutes each time: 30 min is outside 10 to 20 min."


def test_a_value_of_a_drug_not_chosen_breaks_no_range(library: Library) -> None:
    values = {"med-relaxant.dose-metaxalone": 5000}
    answers = {"age": 40}
    assert (
        blocks(found(setting(library, ticks=[RELAXANT], values=values, answers=answers, all_no=True))) == ()
    )
    both = {**values, **METAXALONE}
    assert blocks(found(setting(library, ticks=[RELAXANT], values=both, answers=answers, all_no=True)))


def test_dose_times_doses_a_day_is_held_against_the_daily_maximum(library: Library) -> None:
    four = {"med-ibuprofen.dose": 400, "med-ibuprofen.times": ("morning", "noon", "evening", "bedtime")}
    (finding,) = blocks(
        found(setting(library, ticks=[IBUPROFEN], values=four, answers={"age": 40}, all_no=True))
    )
    assert finding.text == "Ibuprofen: 1600 mg a day is more than the daily maximum of 1200 mg."


def test_no_range_of_a_library_makes_a_course_longer(library: Library) -> None:
    generous = with_param(library, "med-relaxant.hours", max=720, default=168)
    draft = draft_of(generous, [RELAXANT], answers={"age": 40}, all_no=True)
    assert ("R3", "block") in levels(found(setting(generous, draft=draft)))
    assert compose(setting(generous, draft=draft)).courses == ()


# --- a blocked course is never worded --------------------------------------------------------------------


def relaxant_draft(library: Library, values: Mapping[str, Any]) -> Draft:
    draft = tick_topic(Draft(), library, RELAXANT).with_choice(RELAXANT, TopicChoice(values=values))
    return tick_topic(draft, library, "cold")


def emergency_signs(library: Library) -> set[str]:
    return {point.text for point in topic_of(library, "red-flags").points if point.locked}


anything = st.integers() | st.floats() | st.integers(20, 100) | st.text(max_size=5) | st.booleans()


@example(hours=72, dose=5, start=TONIGHT, drug="cyclobenzaprine")
@example(hours=72.5, dose=5, start=TONIGHT, drug="cyclobenzaprine")
@example(hours=24, dose=1500, start=TONIGHT, drug="methocarbamol")
@given(
    hours=anything,
    dose=anything | st.sampled_from([5, 7.5, 10, 15]),
    start=st.datetimes() | st.datetimes(TONIGHT, TONIGHT + timedelta(hours=6)),
    drug=st.sampled_from(["cyclobenzaprine", "metaxalone", "methocarbamol"]),
)
def test_no_draft_words_a_course_over_72_hours(
    library: Library, hours: Any, dose: Any, start: datetime, drug: str
) -> None:
    doses = {"dose": dose, "dose-metaxalone": dose, "dose-methocarbamol": dose}
    draft = relaxant_draft(library, {"hours": hours, "start": start, "drug": drug, **doses})
    made = setting(library, draft=draft)
    handout = compose(made)
    refused = bool({"R3", "R5", "RANGE"} & {finding.rule for finding in blocks(found(made))})
    assert emergency_signs(library) <= set(handout.emergency.signs)
    assert len(handout.courses) == len(medicines(handout)) == (0 if refused else 1)
    assert any(drug in line for line in handout.plan) is not refused
    if not refused:
        assert 24 <= hours <= 72
        assert "Take none after that." in handout.courses[0].lead


def medicines(handout: Handout) -> list[str]:
    return [row.name for row in handout.medicines]


@pytest.mark.parametrize("hours", [96, 73, 23, 0, -1, float("nan"), float("inf")])
def test_a_refused_course_leaves_no_number_of_tablets_or_nights(library: Library, hours: float) -> None:
    draft = relaxant_draft(library, {"hours": hours})
    course = topic_of(library, RELAXANT).point("course")
    assert course is not None
    ticked = draft.with_choice(RELAXANT, replace(draft.choice(RELAXANT), ticked=frozenset({"course"})))
    (topic,) = (
        t for s in compose(setting(library, draft=ticked)).sections for t in s.topics if t.id == RELAXANT
    )
    assert not any("in all" in line for line in topic.lines)
    assert compose(setting(library, draft=ticked)).medicines == ()


def test_a_medicine_class_has_rules_of_its_own(library: Library, rules: Rules) -> None:
    classes = {topic.medicine.drug_class for topic in library if topic.medicine}
    read = {drug_class for row in rules.table for drug_class in row.classes}
    assert classes <= read
    assert MedicineClass.RELAXANT in classes


def test_a_day_of_the_clinic_decides_what_tonight_is(library: Library) -> None:
    tokyo = replace(CLINIC, timezone="Asia/Tokyo")
    topic: Topic = topic_of(library, RELAXANT)
    made = setting(library, clinic=tokyo, ticks=[RELAXANT], now=NOW.replace(hour=12))
    assert topic.medicine is not None
    assert made.today.isoformat() == "2026-11-22"
    assert compose(made).courses[0].lead == "Last tablet: Tue 24 Nov, bedtime. Take none after that."


# --- nothing gets past all of the rules ------------------------------------------------------------------


@given(data=st.data())
def test_no_draft_without_a_block_prints_what_must_never_print(library: Library, data: st.DataObject) -> None:
    library = with_seconds(library)
    doses = [RELAXANT, SECOND_RELAXANT, IBUPROFEN, NAPROXEN, CREAM, ACETAMINOPHEN, "cold", "sleep"]
    hours = st.sampled_from([24, 72, 73, 96]) | anything
    values = {
        "med-relaxant.hours": data.draw(hours),
        f"{SECOND_RELAXANT}.hours": data.draw(hours),
        "med-relaxant.start": data.draw(st.sampled_from([TONIGHT, TONIGHT.replace(hour=9)]) | st.datetimes()),
        "med-topical.kind": data.draw(st.sampled_from(["menthol", "nsaid-gel"])),
        "med-ibuprofen.daily-max": data.draw(st.sampled_from([1200, 2400]) | anything),
    }
    answers = data.draw(st.dictionaries(st.sampled_from(["pregnant", "both-legs", "maoi"]), st.just("yes")))
    draft = draft_of(
        library, data.draw(st.lists(st.sampled_from(doses), unique=True)), answers=answers, all_no=True
    )
    for name, value in values.items():
        topic_id, _, param = name.partition(".")
        draft = set_value(draft, topic_id, param, value)
    made = setting(library, draft=draft)
    if blocks(found(made)):
        return
    handout = compose(made)
    assert emergency_signs(library) <= set(handout.emergency.signs)
    assert len(handout.courses) <= 1
    printed = {topic.id for section in handout.sections for topic in section.topics}
    for topic_id in printed & {RELAXANT, SECOND_RELAXANT}:
        topic = topic_of(library, topic_id)
        course = course_of(topic, topic_values(topic, made), made.zone)
        assert course.stop.timestamp() - course.start.timestamp() <= 72 * 3600
        assert course.nights <= 3
    assert len(printed & {RELAXANT, SECOND_RELAXANT}) <= 1
    gel = {CREAM} if values["med-topical.kind"] == "nsaid-gel" else set()
    assert len(printed & {IBUPROFEN, NAPROXEN, *gel}) <= 1
    assert not answers.keys() & {"both-legs"} or not printed, "both legs: the emergency sheet alone"


@given(words=st.text(max_size=80), topic=st.sampled_from(["cold", RELAXANT, "med-safety"]))
def test_no_typed_text_breaks_the_rules(library: Library, words: str, topic: str) -> None:
    find_all = found(setting(library, ticks=["cold", RELAXANT], notes={topic: words}))
    assert all(finding.text for finding in find_all)


# --- what was typed --------------------------------------------------------------------------------------


def test_the_library_s_own_words_add_no_medicine(library: Library) -> None:
    """R55 and its kin look at what a clinician adds: a point reworded without a number says nothing new."""
    for topic in library:
        for point in topic.points:
            if point.locked or not point.text:
                continue
            wording = {f"{topic.id}.{point.id}": f"{point.text} You can do it."}
            ticks = [topic.id] if topic.kind is TopicKind.TICK else ["cold"]
            findings = found(setting(library, ticks=ticks, wording=wording, answers={"age": 40}, all_no=True))
            assert not {"R32", "R52", "R53", "R55"} & {finding.rule for finding in findings}, wording


def test_a_reason_for_one_text_does_not_cover_the_next(library: Library) -> None:
    def because(note: str) -> tuple[str, ...]:
        (finding,) = (f for f in found(setting(library, ticks=["sleep"], notes={"sleep": note})))
        assert finding.rule == "R55"
        return finding.because

    assert because("Advil is fine.") != because("Aleve is fine.")


def test_a_finding_names_the_answers_it_fired_for(library: Library) -> None:
    def r15(*keys: str) -> Finding:
        findings = found(setting(library, ticks=[RELAXANT], answers={"age": 40, **yes(*keys)}, all_no=True))
        return next(finding for finding in findings if finding.rule == "R15")

    assert r15("opioid").because == ("opioid",)
    assert r15("opioid", "sleep-aid").text.endswith("(Opioid; Sleeping pill or another sedative)")
    one, both = (r15("opioid"),), (r15("opioid", "sleep-aid"),)
    reasoned = Draft(confirmations=confirmed(R15="stable for years"))
    assert keep_confirmations(reasoned, one, one) == reasoned
    assert keep_confirmations(reasoned, one, both).confirmations == {}


# --- the emergency sheet, and an assumed age --------------------------------------------------------------


def test_a_draft_with_nothing_ticked_is_the_emergency_sheet(library: Library) -> None:
    left_over = {"med-relaxant.hours": 96, "dx-visit.follow-up": TODAY - timedelta(days=1)}
    made = setting(library, clinic=replace(CLINIC, phone=""), values=left_over, answers=yes("both-legs"))
    assert found(made) == (), "nothing it does not print may hold it back"
    handout = compose(made)
    assert handout.title == topic_of(library, "red-flags").title
    assert emergency_signs(library) <= set(handout.emergency.signs)
    assert (handout.plan, handout.sections, handout.sources, handout.call_us.signs) == ((), (), (), ())
    assert handout.next_visit == ""


def test_the_emergency_sheet_says_what_to_do(library: Library) -> None:
    made = setting(library, values={"red-flags.action": ""})
    assert levels(found(made)) == {("RANGE", "block")}


def test_an_assumed_age_counts_until_one_is_given(library: Library) -> None:
    def rules_at(**answers: Any) -> set[tuple[str, str]]:
        return levels(found(setting(library, ticks=[RELAXANT], assume_age=65, answers=answers, all_no=True)))

    assert {("R8", "confirm"), ("R0", "confirm")} <= rules_at(), "the age itself is still asked"
    assert ("R8", "confirm") in rules_at(age="unknown")
    assert not {("R8", "confirm"), ("R0", "confirm")} & rules_at(age=50)


@pytest.mark.parametrize(
    ("topic", "values", "asks"),
    [
        ("tx-tens", {}, {"pacemaker", "icd"}),
        (MANUAL, SCREENED, set()),
        (INVERSION, SUPERVISED, {"glaucoma", "high-blood-pressure", "retinal-disease"}),
        (INVERSION, {}, set()),
        ("med-injections", {}, {"age"}),
        (CREAM, {"med-topical.kind": "salicylate"}, {"age", "nsaid-allergy"}),
        ("fluids-food", {}, set()),
    ],
)
def test_a_treatment_asks_what_could_block_it(
    library: Library, topic: str, values: Mapping[str, Any], asks: set[str]
) -> None:
    findings = found(setting(library, ticks=[topic], values=values))
    open_ones = {key for finding in findings if finding.rule == "R0" for key in finding.asks}
    assert asks <= open_ones
    assert bool(asks) == bool(open_ones)


@pytest.mark.parametrize(
    ("topic", "point"),
    [(CREAM, "no-heat"), ("heat-bath", "safe"), ("gall-about", "urgent"), (RELAXANT, "sleepy")],
)
def test_what_a_rule_says_is_on_the_page_is_a_safety_line(library: Library, topic: str, point: str) -> None:
    safety_line = topic_of(library, topic).point(point)
    assert safety_line is not None
    assert safety_line.locked
    assert safety_line.when == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Flexeril for your back", {("R3", "block")}),
        ("Take your muscle relaxer for 7 days", {("R3", "block")}),
        ("Your ibuprofen 800 mg plan", {("R55", "confirm")}),
        ("Your sciatica plan", set()),
        ("Your plan for the first 3 days", set()),
    ],
)
def test_the_title_of_a_page_is_read_like_any_typed_text(
    library: Library, title: str, expected: set[tuple[str, str]]
) -> None:
    draft = replace(draft_of(library, ["cold"]), handout_title=title)
    assert levels(found(setting(library, draft=draft))) & {("R3", "block"), ("R55", "confirm")} == expected

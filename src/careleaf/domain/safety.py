"""Safety rules and what they find. Tables of conditions are data; arithmetic, dates and texts are code."""

from __future__ import annotations

from collections.abc import Iterator

from careleaf.domain import daily_totals, dose_rules, medicine_rules, text_rules, visit_rules
from careleaf.domain.findings import (
    CodeRule,
    Finding,
    Level,
    blocks,
    gravest_first,
    unconfirmed,
)
from careleaf.domain.library import Layout, TopicKind
from careleaf.domain.rule_table import Rules, TableRule, by_table, page_of, unanswered
from careleaf.domain.ticked import is_emergency_sheet, phase_of, set_aside, ticked_topics
from careleaf.domain.values import Setting, topic_values

__all__ = [
    "CODE_RULES",
    "EMERGENCY_ONLY",
    "CodeRule",
    "Finding",
    "Level",
    "Rules",
    "TableRule",
    "blocks",
    "find",
    "unconfirmed",
]

EMERGENCY_ONLY = "R48"  # the rule that leaves nothing to print but the emergency sheet

CODE_RULES = (
    CodeRule(
        "R0",
        Level.CONFIRM,
        "A question of a block rule has no answer",
        "Which questions were not asked, in one finding a topic.",
        "House rule: unknown is never no",
    ),
    CodeRule(
        "R1",
        Level.BLOCK,
        "The library has no emergency box with locked signs",
        "Nothing can be printed without it. The box is first on every page and cannot be taken off.",
        "NHS and Sheffield back pain pages; PMC3082683",
        page=(
            "red-flags.saddle",
            "red-flags.urine",
            "red-flags.leaks",
            "red-flags.both-legs",
            "red-flags.leg-weakness",
            "red-flags.sexual",
            "red-flags.injury",
            "red-flags.chest",
            "red-flags.belly",
        ),
    ),
    CodeRule(
        "R2",
        Level.BLOCK,
        "No clinic is set, or the clinic has no phone (not asked of the emergency sheet)",
        "The page must say whom to call. The call-us box cannot be taken off.",
        "Source article 000; general knowledge",
        page=("call-us.fever", "call-us.not-easing"),
    ),
    *dose_rules.RULES,
    *daily_totals.RULES,
    *medicine_rules.RULES,
    *visit_rules.RULES,
    *text_rules.RULES,
)


def find(setting: Setting, rules: Rules) -> tuple[Finding, ...]:
    """Run every rule on a draft; the gravest findings come first, then in page order."""
    printed = ticked_topics(setting)
    if is_emergency_sheet(setting):  # what it does not print must not hold it back
        box = [ticked for ticked in printed if ticked.topic.layout is Layout.EMERGENCY]
        return gravest_first((*_page_invariants(setting), *dose_rules.ranges(box)))
    held = printed + set_aside(printed, setting)
    page = page_of(printed, phase_of(setting))
    medicines = page.medicines
    return gravest_first(
        (
            *_page_invariants(setting),
            *dose_rules.ranges(held),
            *dose_rules.relaxant_courses(held, setting),
            *dose_rules.one_of_a_class(medicines),
            *dose_rules.daily_maximum(medicines),
            *daily_totals.daily_totals(medicines, setting.draft.check),
            *daily_totals.unknown_acetaminophen(medicines, setting.draft.check),
            *dose_rules.naproxen_spacing(medicines),
            *visit_rules.screen_before_manipulation(page),
            *visit_rules.dates_that_do_not_fit(printed, setting),
            *visit_rules.early_imaging(page, setting),
            *text_rules.free_text(page, setting, rules),
            *by_table(page, setting.draft, rules),
            *medicine_rules.unclear_medicines(page, setting.draft.check, rules),
            *unanswered(page, setting.draft.check, rules),
        )
    )


def _page_invariants(setting: Setting) -> Iterator[Finding]:
    boxes = (t for t in setting.library.topics_of(TopicKind.LOCKED) if t.layout is Layout.EMERGENCY)
    if not any(point.locked for topic in boxes for point in topic.points):
        yield Finding(
            "R1", Level.BLOCK, "The library has no emergency box: nothing can be printed without it."
        )
    if is_emergency_sheet(setting):
        return
    if not setting.clinic.name.strip():
        yield Finding(
            "R2",
            Level.BLOCK,
            "No clinic is set: the page needs a clinic name and a phone to call.",
            "call-us",
        )
        return
    call_us = next((t for t in setting.library if t.layout is Layout.CALL_US), None)
    phone = topic_values(call_us, setting).get("phone") if call_us else None
    if not isinstance(phone, str) or not any(char.isdigit() for char in phone):
        yield Finding(
            "R2",
            Level.BLOCK,
            "The clinic has no phone number: the page must say whom to call.",
            "call-us",
            "phone",
        )

"""Compose: the draft's choices become a handout, every value put in and every date worked out.

Pure: the clock comes in with the setting, and nothing is read from files.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from careleaf.domain.care_band import care_band
from careleaf.domain.footer import footer
from careleaf.domain.handout import (
    Answered,
    Handout,
    HandoutSection,
    HandoutTopic,
    SignGroup,
    WarningBox,
)
from careleaf.domain.library import Form, Layout, Tier
from careleaf.domain.medicine_grid import course_box, medicine_row
from careleaf.domain.plaintext import clean_line, fill
from careleaf.domain.resolved import Resolved, resolve
from careleaf.domain.ticked import is_emergency_sheet
from careleaf.domain.values import Setting
from careleaf.i18n import long_day, short_day

LOG_DAYS, PAIN_DAYS = 14, 14
WARNING_MAP = "warning-signs"  # the figure of where warning signs are felt
PLAN_LINES = 5  # a plan of more actions is not kept (standards: 3 to 5)
SAMPLE_STAMP = "SAMPLE - not for a patient"
_BOXES = (Layout.EMERGENCY, Layout.CALL_US, Layout.SOURCES)


def compose(setting: Setting, stamp: str = "") -> Handout:
    """Resolve a draft into the handout it prints as.

    `stamp` stands on every page; the sample clinic always has its own. Values that a rule blocks leave the
    texts that name them unprinted, so a course over the limit can never be worded. A draft with nothing
    ticked is the emergency sheet: the emergency box, clinic and patient, and no word of self-care.
    """
    resolved = resolve(setting)
    emergency_sheet = is_emergency_sheet(setting)
    if emergency_sheet:
        resolved = [item for item in resolved if item.topic.layout is Layout.EMERGENCY]
    by_layout = {item.topic.layout: item for item in resolved}
    body = [item for item in resolved if item.topic.layout not in _BOXES]
    follow_up = None if emergency_sheet else setting.visit_value("follow-up")
    emergency = _emergency_box(by_layout.get(Layout.EMERGENCY))
    call_us = by_layout.get(Layout.CALL_US)
    draft, clinic = setting.draft, setting.clinic
    medicines = [item for item in body if item.topic.medicine]
    return Handout(
        language=setting.library.language.code,
        title=emergency.title if emergency_sheet else draft.handout_title or setting.library.handout_title,
        clinic=clinic,
        patient=clean_line(draft.patient.name),
        identifier=clean_line(draft.patient.identifier),
        clinician=clean_line(draft.clinician.name),
        visit="" if draft.undated else long_day(setting.today, setting.library.language),
        next_visit=short_day(follow_up, setting.library.language) if isinstance(follow_up, date) else "",
        stamp=SAMPLE_STAMP if clinic.sample else stamp,
        message=next((item.message for item in body if item.message), ""),
        emergency=emergency,
        plan=_plan(body, call_us, setting.today) if "plan" in draft.blocks else (),
        sections=_sections(body, setting),
        medicines=tuple(row for item in medicines if (row := medicine_row(item, setting.zone))),
        courses=tuple(
            box for item in medicines if (box := course_box(item, setting.zone, "course-bar" in draft.blocks))
        ),
        band=care_band(body, setting) if "band" in draft.blocks and not draft.undated else None,
        log_days=_log_days(body, setting) if "log" in draft.blocks and not draft.undated else (),
        pain_days=_pain_days(body, setting) if "pain-log" in draft.blocks and not draft.undated else (),
        warning_map=WARNING_MAP if "warning-map" in draft.blocks else "",
        teach_back=_teach_back(body) if "teach-back" in draft.blocks and body else (),
        signed="sign-off" in draft.blocks,
        follow_up="follow-up" in draft.blocks and isinstance(follow_up, date),
        qr="qr" in draft.blocks and bool(clinic.link) and not emergency_sheet,
        call_us=_call_us_box(call_us),
        phone=call_us.texts.get("phone", "") if call_us else clinic.phone,
        sources=_lines_of(by_layout.get(Layout.SOURCES)) if "sources" in draft.blocks else (),
        footer=footer(setting, resolved),
        points=tuple(name for item in resolved for name in item.printing_names),
        facts=tuple(dict.fromkeys(fact for item in resolved for fact in item.facts)),
    )


@lru_cache(maxsize=8)
def _emergency_box(item: Resolved | None) -> WarningBox:
    if item is None:
        return WarningBox("", "", "", ())
    return WarningBox(
        item.topic.id,
        item.topic.title,
        item.texts.get("action", ""),
        item.lines(Form.LINE, Tier.EMERGENCY),
        note=item.note,
        groups=_sign_groups(item),
        why=item.text(item.topic.why),
    )


def _sign_groups(item: Resolved) -> tuple[SignGroup, ...]:
    """Gather the signs under their sub-headings; they stand where their first sign does."""
    groups: dict[str, list[str]] = {}
    for point in item.printing:
        if point.tier is Tier.EMERGENCY:
            groups.setdefault(point.group, []).append(item.words(point))
    return tuple(SignGroup(heading, tuple(signs)) for heading, signs in groups.items())


@lru_cache(maxsize=8)
def _call_us_box(item: Resolved | None) -> WarningBox:
    if item is None:
        return WarningBox("", "", "", ())
    return WarningBox(
        item.topic.id,
        item.topic.title,
        "",
        item.lines(Form.LINE, Tier.CALL),
        item.lines(Form.LINE, Tier.SAME_DAY),
        item.note,
        why=item.text(item.topic.why),
    )


def _lines_of(item: Resolved | None) -> tuple[str, ...]:
    return item.lines(Form.LINE) if item else ()


def _plan(body: list[Resolved], call_us: Resolved | None, today: date) -> tuple[str, ...]:
    """Draw 3 to 5 actions from what is ticked, and when to call: that and medicines are never left out."""
    actions = [item for item in body if item.plan]
    if not actions:
        return ()
    last = [call_us] if call_us and call_us.plan else []
    spare = max(0, len(actions) + len(last) - PLAN_LINES)
    can_go = [item for item in reversed(actions) if item.topic.medicine is None]
    left_out = sorted(can_go, key=lambda item: not _begins_later(item, today))[:spare]
    kept = [item for item in (*actions, *last) if item not in left_out]
    return tuple(item.plan for item in kept)


def _begins_later(item: Resolved, today: date) -> bool:
    start = item.values.get(item.topic.band.start) if item.topic.band else None
    return isinstance(start, date) and start > today


def _sections(body: list[Resolved], setting: Setting) -> tuple[HandoutSection, ...]:
    """Group topics by section; a section stands where its first topic was ticked."""
    groups: dict[str, list[Resolved]] = {}
    for item in body:
        groups.setdefault(item.topic.section, []).append(item)
    sections = []
    for section_id, items in groups.items():
        section = setting.library.section_of(items[0].topic)
        topics = tuple(_handout_topic(item, _pictures(item) in setting.draft.blocks) for item in items)
        sections.append(HandoutSection(section_id, section.heading, section.icon, topics))
    return tuple(sections)


def _pictures(item: Resolved) -> str:
    """Return the block that has a topic's figure print."""
    return "pictures" if item.topic.layout is Layout.EXERCISE else "care-pictures"


@lru_cache(maxsize=256)  # an edit changes one topic
def _handout_topic(item: Resolved, illustrated: bool) -> HandoutTopic:
    topic = item.topic
    rows = (p for p in item.printing if p.form is Form.ROW)
    questions = (p for p in item.printing if p.form is Form.QUESTION)
    return HandoutTopic(
        id=topic.id,
        title=topic.title,
        layout=topic.layout,
        why=item.text(topic.why),
        dose=item.text(topic.dose),
        lines=item.lines(Form.LINE),
        steps=item.lines(Form.STEP),
        stop=item.text(topic.stop),
        columns=topic.columns,
        rows=tuple(tuple(fill(cell, item.texts) or "" for cell in row.cells) for row in rows),
        answers=tuple(Answered(fill(q.ask, item.texts) or "", item.words(q)) for q in questions),
        figure=topic.figure if illustrated else "",
        note=item.note,
    )


def _log_days(body: list[Resolved], setting: Setting) -> tuple[str, ...]:
    """Return the days to tick off, from today, where there is an exercise to do."""
    if not any(item.topic.layout is Layout.EXERCISE for item in body):
        return ()
    return _days(setting, LOG_DAYS)


def _pain_days(body: list[Resolved], setting: Setting) -> tuple[str, ...]:
    """Return the days to mark the pain on, from today, on a page that is more than the emergency sheet."""
    return _days(setting, PAIN_DAYS) if body else ()


def _days(setting: Setting, count: int) -> tuple[str, ...]:
    days = (setting.today + timedelta(days=n) for n in range(count))
    return tuple(f"{setting.library.language.short_weekdays[day.weekday()]} {day.day}" for day in days)


def _teach_back(body: list[Resolved]) -> tuple[str, ...]:
    """Return what the patient is asked to say or show in own words (AHRQ teach-back)."""
    relaxants = [item for item in body if "last-tablet" in item.texts]
    exercises = [
        item.topic.title for item in body if item.topic.layout is Layout.EXERCISE and item.topic.figure
    ]
    return (
        *(["When do you take the last tablet?"] if relaxants else []),
        "Which signs mean that you get help now?",
        *([f"Show me: {exercises[0]}."] if exercises else []),
    )

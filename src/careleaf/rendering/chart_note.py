"""The chart note: what was given to a patient, and which rules were confirmed with which reason, as text.

It goes into the patient's own record, so it names the patient with the identifier that was given; reasons and
initials stand here and nowhere else. Whatever was typed stays inside its line and its quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from careleaf.domain.email import HandedOver, Outcome
from careleaf.domain.findings import Finding, Level
from careleaf.domain.handout import Handout, MedicineRow
from careleaf.domain.plaintext import clean_line
from careleaf.domain.record import Recorded
from careleaf.domain.ticked import Ticked, ticked_topics
from careleaf.domain.values import Setting
from careleaf.i18n import Language, clock, long_day, short_day

_PAGES = {"letter": "Letter", "a4": "A4"}
_BLANK = "_" * 24
_NOTHING_SAID = "none"
_EMAILED = {
    Outcome.SENT: "Sent by the clinic's server to",
    Outcome.DRAFTED: "Opened as a draft in the mail program for",
    Outcome.UNSURE: "Perhaps sent (the connection broke) to",
}
_AGREED = "Not encrypted; the patient was told so and agreed."
_LOCKED = "PDF locked with a password, which is not in the e-mail."


def chart_note(
    setting: Setting,
    handout: Handout,
    findings: Iterable[Finding],
    pages: int,
    now: datetime,
    emails: Iterable[HandedOver] = (),
    recorded: Iterable[Recorded] = (),
) -> str:
    """Write the note. `now` (aware) is when it is written; a reason without initials is the clinician's."""
    found = tuple(findings)
    emailed, filed = tuple(_emailed(setting, emails)), tuple(_filed(setting, recorded))
    parts = (
        _head(setting, handout, pages, now),
        ("GIVEN", *_given(setting)),
        ("MEDICINES", *(list(_medicines(setting, handout)) or [_NOTHING_SAID])),
        ("CONFIRMED", *(list(_confirmed(setting, found, handout.clinician)) or [_NOTHING_SAID])),
        ("WARNINGS IN FORCE", *(list(_warnings(found)) or [_NOTHING_SAID])),
        *([("E-MAIL", *emailed)] if emailed else []),
        *([("RECORD", *filed)] if filed else []),
        ("TEACH-BACK", f"Patient said in own words: {_BLANK}", f"Heard by: {_BLANK}  Date: {_BLANK}"),
    )
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _head(setting: Setting, handout: Handout, pages: int, now: datetime) -> Iterator[str]:
    draft, language = setting.draft, setting.library.language
    yield "CHART NOTE: patient handout"
    if handout.stamp:
        yield f"[{handout.stamp}]"
    yield f"Written: {_moment(now, setting)}"
    patient = " · ".join(part for part in (handout.patient, handout.identifier) if part)
    yield f"Patient: {patient or _BLANK}"
    yield f"Clinician: {handout.clinician or _BLANK}"
    yield f"Clinic: {_listed((setting.clinic.name, handout.phone))}"
    yield f"Handout: {clean_line(draft.title) or handout.title}, visit {handout.visit}"
    paper = f"{pages} page{'' if pages == 1 else 's'} {_PAGES.get(draft.page, draft.page)}"
    yield f"Style: {draft.style}, {paper}, language {handout.language}"
    yield f"Library: {clean_line(setting.library.version)}. {_reviewed(ticked_topics(setting), language)}"


def _reviewed(printed: tuple[Ticked, ...], language: Language) -> str:
    """Say who reviewed how many of the topics, and when the first of them is due again."""
    reviewers = [ticked.topic.reviewer for ticked in printed]
    who = "; ".join(f"{clean_line(name)} ({reviewers.count(name)} topics)" for name in sorted({*reviewers}))
    due = min((ticked.topic.review_due for ticked in printed), default=None)
    return f"Review: {who}" + (f"; due {long_day(due, language)}" if due else "")


def _given(setting: Setting) -> Iterator[str]:
    for ticked in ticked_topics(setting):
        own = [
            *(["a note"] if clean_line(ticked.choice.note) else []),
            *(["own wording"] if ticked.choice.wording else []),
        ]
        yield f"- {ticked.topic.title}" + (f" (with {' and '.join(own)})" if own else "")


def _medicines(setting: Setting, handout: Handout) -> Iterator[str]:
    courses = {box.topic: box for box in handout.courses}
    rows = {row.topic: row for row in handout.medicines}
    for ticked in ticked_topics(setting):
        if ticked.topic.medicine is None:
            continue
        row, box = rows.get(ticked.topic.id), courses.get(ticked.topic.id)
        if row is None:
            name = ticked.product.name if ticked.product else ticked.topic.title
            yield _medicine(name, (_last_day(ticked, setting.library.language),))
        elif box is None:
            yield _medicine(row.name, _as_printed(row))
        else:
            yield _medicine(row.name, (f"{row.slots[-1]} at bedtime", box.lead, box.count, box.stop))


def _as_printed(row: MedicineRow) -> Iterator[str]:
    times = zip(("morning", "noon", "evening", "bedtime"), row.slots, strict=False)
    yield ", ".join(f"{slot} {tablets}" for slot, tablets in times if tablets) or row.as_needed
    yield f"At most {row.most} a day" if row.most else ""
    yield f"Last day: {row.last}" if row.last else ""


def _last_day(ticked: Ticked, language: Language) -> str:
    ends = (ticked.values.get(param.id) for param in ticked.topic.params if param.formula == "last-day")
    return next((f"Last day: {short_day(end, language)}" for end in ends if isinstance(end, date)), "")


def _medicine(name: str, parts: Iterable[str]) -> str:
    said = " ".join(part if part.endswith(".") else f"{part}." for part in map(clean_line, parts) if part)
    return f"- {name}: {said}" if said else f"- {name}"


def _confirmed(setting: Setting, findings: tuple[Finding, ...], clinician: str) -> Iterator[str]:
    asked = [finding for finding in findings if finding.level is Level.CONFIRM]
    for rule in dict.fromkeys(finding.rule for finding in asked):
        given = setting.draft.confirmations.get(rule)
        if given is None or not given.counts:
            continue
        yield from (f"{rule}: {clean_line(f.text)}" for f in asked if f.rule == rule)
        yield f"  Reason: {_quoted(given.reason)}"
        yield f"  By: {_signed(given.by or clinician)}, {_moment(given.at, setting)}"


def _warnings(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        if finding.level is Level.WARN:
            yield f"- {finding.rule}: {clean_line(finding.text)}"


def _emailed(setting: Setting, emails: Iterable[HandedOver]) -> Iterator[str]:
    for email in emails:
        yield f"- {_EMAILED[email.outcome]} {email.recipient}, {_moment(email.at, setting)}."
        yield f"  {_LOCKED if email.locked else _AGREED}"


def _filed(setting: Setting, recorded: Iterable[Recorded]) -> Iterator[str]:
    for each in recorded:
        sent = "PDF sent to" if each.sure else "PDF perhaps sent (the answer was not clear) to"
        yield f"- {sent} {each.host}, {_moment(each.at, setting)}."


def _signed(by: str) -> str:
    return _quoted(by) if clean_line(by) else _BLANK


def _quoted(typed: str) -> str:
    """Put a typed text in quotes that it cannot close: one line, and no double quote inside."""
    return f'"{clean_line(typed).replace(chr(34), chr(39))}"'


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(part for part in map(clean_line, parts) if part) or _BLANK


def _moment(moment: datetime, setting: Setting) -> str:
    """Write a moment in the clinic's time zone, which it names."""
    there, language = moment.astimezone(setting.zone), setting.library.language
    return f"{long_day(there.date(), language)}, {clock(there, language)} {there:%Z}"

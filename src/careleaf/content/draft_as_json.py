"""Write a whole draft, the patient's details with it, and read the same draft back: for crash recovery alone.

What is written is for this program on this computer and has to be encrypted. A medicine is kept by its name
and read anew, by the rules of the program that restores it.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from careleaf.domain.check import Check
from careleaf.domain.confirmation import Confirmation
from careleaf.domain.current_medicine import read_current_medicine
from careleaf.domain.draft import Draft, TopicChoice
from careleaf.domain.known_medicines import KnownMedicines
from careleaf.domain.params import Value
from careleaf.domain.people import Clinician, Patient

DRAFT_FORM = 1  # raised when a draft holds something that an older program would lose


class UnreadableDraft(ValueError):
    """Say why a draft cannot be read, in words to show."""


def draft_json(draft: Draft) -> bytes:
    """Write a draft."""
    written = {
        "form": DRAFT_FORM,
        "preset": draft.preset,
        "review_due": draft.review_due.isoformat() if draft.review_due else None,
        "title": draft.title,
        "handout_title": draft.handout_title,
        "topics": draft.topics,
        "choices": {topic_id: _choice(choice) for topic_id, choice in draft.choices.items()},
        "patient": [draft.patient.name, draft.patient.identifier],
        "clinician": draft.clinician.name,
        "answers": dict(draft.check.answers),
        "takes": [medicine.name for medicine in draft.check.takes],
        "none_apply": sorted(draft.check.none_apply),
        "assume_age": draft.assume_age,
        "confirmations": {
            rule: [given.reason, given.at.isoformat(), given.by]
            for rule, given in draft.confirmations.items()
        },
        "blocks": sorted(draft.blocks),
        "style": draft.style,
        "page": draft.page,
        "language": draft.language,
        "undated": draft.undated,
    }
    return json.dumps(written).encode()


def read_draft_json(content: bytes, medicines: KnownMedicines) -> Draft:
    """Read a draft. Raises UnreadableDraft."""
    try:
        written = json.loads(content)
        if (form := written["form"]) != DRAFT_FORM:
            whose = "a newer" if form > DRAFT_FORM else "an older"
            raise UnreadableDraft(f"{whose} version of Careleaf wrote it, and only that one can read it")
        return _draft(written, medicines)
    except UnreadableDraft:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableDraft("it is damaged") from None


def _draft(written: dict[str, Any], medicines: KnownMedicines) -> Draft:
    due = written["review_due"]
    name, identifier = written["patient"]
    return Draft(
        preset=written["preset"],
        review_due=date.fromisoformat(due) if due else None,
        title=written["title"],
        handout_title=written["handout_title"],
        topics=tuple(written["topics"]),
        choices={topic_id: _read_choice(choice) for topic_id, choice in written["choices"].items()},
        patient=Patient(name, identifier),
        clinician=Clinician(written["clinician"]),
        check=Check(
            answers=written["answers"],
            takes=tuple(read_current_medicine(name, medicines) for name in written["takes"]),
            none_apply=frozenset(written["none_apply"]),
        ),
        assume_age=written["assume_age"],
        confirmations={
            rule: Confirmation(reason, datetime.fromisoformat(at), by)
            for rule, (reason, at, by) in written["confirmations"].items()
        },
        blocks=frozenset(written["blocks"]),
        style=written["style"],
        page=written["page"],
        language=written["language"],
        undated=written["undated"],
    )


def _choice(choice: TopicChoice) -> dict[str, Any]:
    return {
        "ticked": sorted(choice.ticked),
        "unticked": sorted(choice.unticked),
        "values": {name: _value(value) for name, value in choice.values.items()},
        "wording": dict(choice.wording),
        "note": choice.note,
    }


def _read_choice(written: dict[str, Any]) -> TopicChoice:
    return TopicChoice(
        ticked=frozenset(written["ticked"]),
        unticked=frozenset(written["unticked"]),
        values={name: _read_value(value) for name, value in written["values"].items()},
        wording=written["wording"],
        note=written["note"],
    )


def _value(value: Value) -> Any:
    """Write what JSON has no form for so that it tells what it is."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read_value(written: Any) -> Value:
    if isinstance(written, dict):
        moment = written.get("moment")
        return datetime.fromisoformat(moment) if moment else date.fromisoformat(written["day"])
    value: Value = tuple(written) if isinstance(written, list) else written
    return value

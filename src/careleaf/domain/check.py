"""The patient check: the questions that safety rules read. Unknown is never no."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Answer = str | int

YES, NO, UNKNOWN = "yes", "no", "unknown"
SEVERITIES = ("mild", "moderate", "severe")


class Kind(StrEnum):
    """What a check question takes for an answer."""

    YES_NO = "yes-no"
    SEVERITY = "severity"
    NUMBER = "number"


@dataclass(frozen=True)
class Question:
    """One question of the patient check. Only a number has a range."""

    id: str
    label: str
    group: str
    kind: Kind = Kind.YES_NO
    min: int = 0
    max: int = 0

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return the words this question takes for an answer."""
        severities = SEVERITIES if self.kind is Kind.SEVERITY else ()
        return (UNKNOWN,) if self.kind is Kind.NUMBER else (YES, NO, *severities, UNKNOWN)


def read_answer(question: Question, raw: str) -> Answer:
    """Turn an answer as typed into its value; raises ValueError with the words to show."""
    word = raw.strip().lower()
    if word in question.accepted:
        return word
    if question.kind is Kind.NUMBER:
        if word.isascii() and word.isdigit() and len(word) < 5 and question.min <= int(word) <= question.max:
            return int(word)
        raise ValueError(f'expected a whole number from {question.min} to {question.max}, found "{raw}"')
    raise ValueError(f'expected {", ".join(question.accepted)}; found "{raw}"')


@dataclass(frozen=True)
class Check:
    """The answers so far; whatever is not here is unknown."""

    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)

    def answered(self, key: str) -> bool:
        """Tell whether the question has an answer."""
        return self.answers.get(key, UNKNOWN) != UNKNOWN

    def yes(self, key: str) -> bool:
        """Tell whether the answer is yes, at whatever severity."""
        answer = self.answers.get(key)
        return answer == YES or answer in SEVERITIES

    def severity(self, key: str) -> str:
        """Return mild, moderate or severe; a bare yes counts as severe, anything else as nothing."""
        answer = self.answers.get(key)
        if answer == YES:
            return SEVERITIES[-1]
        return answer if isinstance(answer, str) and answer in SEVERITIES else ""

    def number(self, key: str) -> int | None:
        """Return a number answer, or None while it is unknown."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, int) else None

    def with_answer(self, key: str, answer: Answer) -> Check:
        """Return the check with one answer changed."""
        return Check({**self.answers, key: answer})

    def all_no(self, questions: tuple[Question, ...], keep: Collection[str] = ()) -> Check:
        """Answer no to every yes-or-no question still unknown, but for the keys to keep.

        Numbers are always asked for themselves.
        """
        still_open = (q for q in questions if q.kind is not Kind.NUMBER and not self.answered(q.id))
        rest = {question.id: NO for question in still_open if question.id not in keep}
        return Check({**rest, **{k: v for k, v in self.answers.items() if v != UNKNOWN}})

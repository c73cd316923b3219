"""The patient check: the questions that safety rules read. Unknown is never no."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property

from careleaf.domain.current_medicine import CurrentMedicine
from careleaf.lazy_dataclass import dataclass

Answer = str | int

YES, NO, UNKNOWN = "yes", "no", "unknown"
SEVERITIES = ("mild", "moderate", "severe")
_ANY_YES = (YES, *SEVERITIES)
WARNING_SIGNS, CURRENT_MEDICINES = "Warning signs", "Current medicines"  # groups of questions


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
    """The answers so far; whatever is not here is unknown.

    `answers` are given by hand; those in `none_apply` all at once. `takes` are the current medicines: each
    says yes to what its name tells, whatever the hand says, and never no. What a medicine leaves open is
    open again after "none apply"; an answer given to that very question stands.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    takes: tuple[CurrentMedicine, ...] = field(default=(), repr=False)
    none_apply: frozenset[str] = field(default=frozenset(), repr=False)

    def answer(self, key: str) -> Answer:
        """Return the answer that counts: by name, else by hand, else unknown."""
        return self.every_answer.get(key, UNKNOWN)

    @cached_property
    def every_answer(self) -> Mapping[str, Answer]:
        """Return the answers that count; none of them is unknown."""
        open_again = self.none_apply.intersection(key for medicine in self.takes for key in medicine.asks)
        by_hand = {k: a for k, a in self.answers.items() if k not in open_again and a != UNKNOWN}
        return {**by_hand, **{key: YES for medicine in self.takes for key in medicine.answers}}

    def sources(self, key: str) -> tuple[str, ...]:
        """Return the current medicines that say yes to a question."""
        return tuple(medicine.title for medicine in self.takes if key in medicine.answers)

    def answered(self, key: str) -> bool:
        """Tell whether the question has an answer."""
        return key in self.every_answer

    def yes(self, key: str) -> bool:
        """Tell whether the answer is yes, at whatever severity."""
        return self.answer(key) in _ANY_YES

    @cached_property
    def every_yes(self) -> frozenset[str]:
        """Return the questions whose answer is yes, by hand or by the name of a medicine."""
        return frozenset(key for key, given in self.every_answer.items() if given in _ANY_YES)

    def severity(self, key: str) -> str:
        """Return mild, moderate or severe; a bare yes counts as severe, anything else as nothing."""
        answer = self.answer(key)
        if answer == YES:
            return SEVERITIES[-1]
        return answer if isinstance(answer, str) and answer in SEVERITIES else ""

    def number(self, key: str) -> int | None:
        """Return a number answer, or None while it is unknown."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, int) else None

    def with_answer(self, key: str, answer: Answer) -> Check:
        """Return the check with one answer given by hand."""
        return replace(self, answers={**self.answers, key: answer}, none_apply=self.none_apply - {key})

    def without_answer(self, key: str) -> Check:
        """Return the check with the answer given by hand taken back."""
        rest = {other: answer for other, answer in self.answers.items() if other != key}
        return replace(self, answers=rest, none_apply=self.none_apply - {key})

    def taking(self, medicine: CurrentMedicine) -> Check:
        """Return the check with one more current medicine; one that is on the list already stays once."""
        others = tuple(other for other in self.takes if other.name.lower() != medicine.name.lower())
        return replace(self, takes=(*others, medicine))

    def not_taking(self, name: str) -> Check:
        """Return the check without a current medicine: its yes goes, an answer given by hand stays."""
        return replace(self, takes=tuple(medicine for medicine in self.takes if medicine.name != name))

    def all_no(self, questions: tuple[Question, ...], keep: Collection[str] = ()) -> Check:
        """Answer no to every yes-or-no question still unknown, but for the keys to keep.

        Numbers are always asked for themselves.
        """
        given = {key: answer for key, answer in self.answers.items() if answer != UNKNOWN}
        still_open = (q.id for q in questions if q.kind is not Kind.NUMBER and q.id not in given)
        rest = [key for key in still_open if key not in keep]
        return replace(
            self,
            answers={**dict.fromkeys(rest, NO), **given},
            none_apply=self.none_apply | frozenset(rest),
        )

"""The patient check: unknown is never no."""

from __future__ import annotations

import pytest
from builders import shipped_rules

from careleaf.domain.check import Answer, Check, Kind, Question, read_answer
from careleaf.domain.safety import Rules

YES_NO = Question("maoi", "MAOI", "Current medicines")
SEVERITY = Question("liver-disease", "Liver disease", "Kidney, liver and stomach", Kind.SEVERITY)
AGE = Question("age", "Age", "About you", Kind.NUMBER, 0, 120)


def test_what_was_not_asked_is_neither_yes_nor_no() -> None:
    assert not Check().answered("maoi")
    assert not Check().yes("maoi")
    assert not Check({"maoi": "unknown"}).answered("maoi")
    assert Check({"maoi": "no"}).answered("maoi")
    assert not Check({"maoi": "no"}).yes("maoi")


@pytest.mark.parametrize(
    ("answer", "yes", "severity"),
    [
        ("mild", True, "mild"),
        ("moderate", True, "moderate"),
        ("severe", True, "severe"),
        ("yes", True, "severe"),
        ("no", False, ""),
        ("unknown", False, ""),
    ],
)
def test_a_severity_is_a_yes_and_a_bare_yes_is_severe(answer: str, yes: bool, severity: str) -> None:
    check = Check({"liver-disease": answer})
    assert check.yes("liver-disease") is yes
    assert check.severity("liver-disease") == severity


def test_a_number_is_a_number_only_when_given() -> None:
    assert Check({"age": 71}).number("age") == 71
    assert Check({"age": "unknown"}).number("age") is None
    assert Check().number("age") is None
    assert not Check({"age": 1}).yes("age")


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (YES_NO, " Yes ", "yes"),
        (YES_NO, "no", "no"),
        (YES_NO, "unknown", "unknown"),
        (SEVERITY, "Moderate", "moderate"),
        (AGE, "71", 71),
        (AGE, "0", 0),
        (AGE, "120", 120),
        (AGE, "unknown", "unknown"),
    ],
)
def test_an_answer_is_read_as_typed(question: Question, typed: str, answer: Answer) -> None:
    assert read_answer(question, typed) == answer


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        (YES_NO, "maybe", "expected yes, no, unknown"),
        (YES_NO, "moderate", "expected yes, no, unknown"),
        (SEVERITY, "bad", "expected yes, no, mild, moderate, severe, unknown"),
        (AGE, "121", "a whole number from 0 to 120"),
        (AGE, "-1", "a whole number"),
        (AGE, "seventy", "a whole number"),
        (AGE, "yes", "a whole number"),
        (AGE, "٧١", "a whole number"),
        (AGE, "", "a whole number"),
    ],
)
def test_an_unreadable_answer_is_refused_with_what_was_expected(
    question: Question, typed: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        read_answer(question, typed)


def test_all_no_keeps_given_answers_and_never_answers_numbers() -> None:
    check = Check({"maoi": "yes"}).all_no((YES_NO, SEVERITY, AGE))
    assert check.answers == {"maoi": "yes", "liver-disease": "no"}
    assert not check.answered("age")


def test_all_no_answers_what_was_left_at_unknown() -> None:
    assert Check({"maoi": "unknown"}).all_no((YES_NO,)).answers == {"maoi": "no"}


def test_all_no_leaves_a_question_open_that_was_named_as_unknown() -> None:
    assert not Check({"maoi": "unknown"}).all_no((YES_NO, SEVERITY), keep={"maoi"}).answered("maoi")


def test_answers_do_not_show_when_a_check_is_printed() -> None:
    assert "maoi" not in repr(Check({"maoi": "yes"}))


@pytest.mark.parametrize("question", shipped_rules().questions, ids=lambda question: question.id)
def test_every_shipped_question_can_be_answered(question: Question, rules: Rules) -> None:
    assert rules.question(question.id) == question, "its id stands once"
    assert question.kind is not Kind.NUMBER or question.min < question.max
    for word in question.accepted:
        assert read_answer(question, word) == word

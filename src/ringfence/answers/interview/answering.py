"""What was typed or chosen -> the answer as it is kept, or the refusal that says what is wrong with it."""

import math
from bisect import bisect_right

from ringfence.answers.interview.questionnaire import NOT_READ, Question
from ringfence.errors import RingfenceError

LONGEST = 2_000  # characters of an open answer


class AnswerUnusable(RingfenceError):
    """An answer that the question does not take."""

    code = "answer-unusable"


def as_kept(question: Question, value: str) -> str:
    """The answer in the one form in which it is kept: a code, codes parted by blanks, a number, or words."""
    value = value.strip()
    if not value:
        if question.required:
            raise AnswerUnusable(f"{question.id}: no answer. If there is none, choose don't know or refused.")
        return ""
    if value in NOT_READ:
        return value
    return {"one": _one, "many": _many, "number": _number, "open": _words}[question.kind](question, value)


def _one(question: Question, value: str) -> str:
    if question.choice(value) is None:
        raise AnswerUnusable(f"{question.id}: “{value}” is none of its answers ({_codes(question)}).")
    return value


def _many(question: Question, value: str) -> str:
    given = list(dict.fromkeys(value.split()))
    chosen = [question.choice(code) for code in given]
    for code, choice in zip(given, chosen, strict=True):
        if choice is None:
            raise AnswerUnusable(f"{question.id}: “{code}” is none of its answers ({_codes(question)}).")
        if choice.alone and len(given) > 1:
            raise AnswerUnusable(f"{question.id}: “{choice.text}” cannot be given beside another answer.")
    if question.most is not None and len(given) > question.most:
        raise AnswerUnusable(f"{question.id}: {len(given)} answers, and {question.most:g} at most can be given.")
    if question.least is not None and len(given) < question.least:
        raise AnswerUnusable(f"{question.id}: {len(given)} answers, and {question.least:g} at least are asked for.")
    order = {choice.code: place for place, choice in enumerate(question.choices)}
    return " ".join(sorted(given, key=lambda code: order.get(code, len(order))))  # not in the order they were said


def _number(question: Question, value: str) -> str:
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise AnswerUnusable(f"{question.id}: “{value}” is no number.")
    if question.least is not None and number < question.least:
        raise AnswerUnusable(f"{question.id}: {number:g} is less than {question.least:g}.")
    if question.most is not None and number > question.most:
        raise AnswerUnusable(f"{question.id}: {number:g} is more than {question.most:g}.")
    return repr(int(number)) if number == int(number) else repr(number)


def _words(question: Question, value: str) -> str:
    words = " ".join("".join(mark if mark.isprintable() or mark.isspace() else " " for mark in value).split())
    if len(words) > LONGEST:
        raise AnswerUnusable(f"{question.id}: {len(words):,} characters, and {LONGEST:,} at most are kept. Shorten it.")
    return words


def _codes(question: Question) -> str:
    return ", ".join(each.code for each in question.choices) or "none"


def banded(question: Question, kept: str) -> str:
    """A number as the band between two cuts: “18-34”, “65+”; other answers as they are."""
    if question.kind != "number" or not question.cuts or kept in (*NOT_READ, ""):
        return kept
    place = bisect_right(question.cuts, float(kept))
    if place == 0:
        return f"under_{question.cuts[0]:g}"
    if place == len(question.cuts):
        return f"{question.cuts[-1]:g}_or_more"
    return f"{question.cuts[place - 1]:g}_to_under_{question.cuts[place]:g}"


def bands(question: Question) -> tuple[str, ...]:
    """The codes that a number with cuts can have."""
    if not question.cuts:
        return ()
    ends = [question.cuts[0] - 1, *question.cuts]
    return tuple(banded(question, repr(each)) for each in ends)

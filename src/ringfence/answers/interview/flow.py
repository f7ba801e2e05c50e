"""The interview as a value: each verb takes it and gives the next one back. Nothing here reads a clock or a disk.

    interview = begin(questionnaire, once)
    screen(questionnaire, interview)                     # what to read out now
    interview = answer(questionnaire, interview, "q4", "labour")
    interview = back(questionnaire, interview)           # the last answer is taken back, to be asked again
    interview = end(interview, "2.12")                   # broken off; nothing that was said is kept

A verb with the same interview and the same words gives the same interview: a client that heard no reply asks again.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from ringfence.answers.interview import expressions, outcomes
from ringfence.answers.interview.answering import AnswerUnusable, as_kept
from ringfence.answers.interview.questionnaire import NOT_READ, Choice, Question, Questionnaire
from ringfence.answers.interview.wording import filled
from ringfence.errors import RingfenceError

READ = "read"  # what stands as the answer to something that is only said
_ENDS = {"not_eligible": outcomes.NOT_ELIGIBLE.code, "refused": outcomes.REFUSED.code}


class OutOfTurn(RingfenceError):
    """An answer to a question that is not the one being asked."""

    code = "answer-out-of-turn"


class InterviewOver(RingfenceError):
    """A verb on an interview that has ended."""

    code = "interview-over"


class OtherQuestionnaire(RingfenceError):
    """An interview that was begun with a questionnaire that has since been changed."""

    code = "other-questionnaire"


class Said(Struct, frozen=True, array_like=True):
    """One question, and what was answered to it."""

    question: str
    value: str


class Interview(Struct, frozen=True, kw_only=True):
    """An interview under way, or over: `outcome` is then its AAPOR code. Holds no number, no name and no time."""

    questionnaire: str  # its digest
    once: str  # random: this interview and no other, for the one moment at which its answers are handed in
    said: tuple[Said, ...] = ()
    outcome: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {each.question: each.value for each in self.said}

    @property
    def complete(self) -> bool:
        return self.outcome == outcomes.COMPLETE.code


@dataclass(frozen=True, slots=True)
class Screen:
    """What the interviewer sees: the words to read out, the choices in their order, and how far this is."""

    question: Question
    text: str
    choices: tuple[Choice, ...]
    note: str
    place: int  # how many were asked before it
    can_go_back: bool


def begin(questionnaire: Questionnaire, once: str) -> Interview:
    """A new interview; `once` is random (32 hex digits), and also decides the order of shuffled choices."""
    return Interview(questionnaire=questionnaire.digest, once=once)


def asked(questionnaire: Questionnaire, interview: Interview) -> Question | None:
    """The question to ask now; None when the interview is over."""
    _same(questionnaire, interview)
    if interview.outcome:
        return None
    names = [each.id for each in questionnaire.questions]
    after = names.index(interview.said[-1].question) + 1 if interview.said else 0
    values = interview.values
    for question in questionnaire.questions[after:]:
        if not question.ask_if or expressions.read(question.ask_if).holds(values):
            return question
    return None


def screen(questionnaire: Questionnaire, interview: Interview, names: Mapping[str, str] | None = None) -> Screen | None:
    """What to show and read out now; None when the interview is over."""
    question = asked(questionnaire, interview)
    if question is None:
        return None
    put = {"names": names or {}, "values": interview.values}

    def words(text: str) -> str:
        return filled(text, questionnaire, put["values"], put["names"])

    shown = tuple(replace(each, text=words(each.text)) for each in _ordered(question, interview.once))
    return Screen(
        question, words(question.text), shown, words(question.note), len(interview.said), bool(interview.said)
    )


def _ordered(question: Question, once: str) -> list[Choice]:
    """The choices as this interview shows them, with the two that are always there at the end."""
    read_out = [each for each in question.choices if each.read_out]
    if question.shuffle:
        random.Random(f"{once}/{question.id}").shuffle(read_out)  # noqa: S311 - an order, not a secret
    others = [each for each in question.choices if not each.read_out]
    given = {each.code for each in question.choices}
    always = [question.choice(code) for code in NOT_READ if code not in given] if question.kind != "say" else []
    return [*read_out, *others, *(each for each in always if each)]


def answer(questionnaire: Questionnaire, interview: Interview, name: str, value: str) -> Interview:
    """The interview with an answer to the question being asked, or the refusal that says what is wrong with it.

    `value` is a code, several codes parted by blanks, a number, words, or “read” for what is only said. The answer that
    was given last, given again, changes nothing.
    """
    question = asked(questionnaire, interview)
    if interview.said and interview.said[-1].question == name and (question is None or question.id != name):
        if _kept(questionnaire, interview.said[-1].question, value) == interview.said[-1].value:
            return interview
        raise OutOfTurn(f"{name} has been answered already. Go back to change the answer.")
    if question is None:
        raise InterviewOver("This interview is over: no more answers can be given to it.")
    if question.id != name:
        raise OutOfTurn(f"{question.id} is being asked, not {name}. Answer what is on the screen.")
    kept = _kept(questionnaire, name, value)
    if question.must and kept not in NOT_READ and not expressions.read(question.must).holds(interview.values, kept):
        raise AnswerUnusable(question.must_say or f"{name}: this answer does not meet “{question.must}”. Ask again.")
    return _after(questionnaire, replace(interview, said=(*interview.said, Said(name, kept))), question, kept)


def _kept(questionnaire: Questionnaire, name: str, value: str) -> str:
    question = questionnaire.question(name)
    if question is None:
        raise OutOfTurn(f"There is no question {name} in this questionnaire.")
    return READ if question.kind == "say" else as_kept(question, value)


def _after(questionnaire: Questionnaire, interview: Interview, question: Question, kept: str) -> Interview:
    """The interview after an answer: over if the answer ends it, or if nothing is left to ask."""
    chosen = (question.choice(code) for code in kept.split()) if question.closed else ()
    for choice in chosen:
        if choice is not None and choice.ends:
            return end(interview, _ENDS[choice.ends])
    if asked(questionnaire, interview) is None:
        return replace(interview, outcome=outcomes.COMPLETE.code)
    return interview


def back(questionnaire: Questionnaire, interview: Interview) -> Interview:
    """The interview without its last answer, which is asked again; what was answered before stays."""
    _same(questionnaire, interview)
    if interview.outcome and not interview.complete:
        raise InterviewOver("This interview has ended; it cannot be taken up again.")
    if not interview.said:
        raise OutOfTurn("This is the first question: there is nothing to go back to.")
    return replace(interview, said=interview.said[:-1], outcome="")


def end(interview: Interview, code: str) -> Interview:
    """The interview ended before its time, with an outcome; every answer given so far is dropped from it."""
    found = outcomes.outcome(code)
    if interview.outcome not in ("", found.code):
        raise InterviewOver(f"This interview ended already ({outcomes.OUTCOMES[interview.outcome].words}).")
    if found is outcomes.COMPLETE:
        raise OutOfTurn("An interview is complete when its last question is answered, not before.")
    return replace(interview, said=(), outcome=found.code)


def _same(questionnaire: Questionnaire, interview: Interview) -> None:
    if interview.questionnaire != questionnaire.digest:
        raise OtherQuestionnaire(
            "The questionnaire was changed since this interview began. End it, and begin again with the new one."
        )
    known = {each.id for each in questionnaire.questions}
    if any(each.question not in known for each in interview.said):
        raise OtherQuestionnaire("This interview answers questions that the questionnaire does not have.")

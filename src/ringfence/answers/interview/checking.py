"""What is wrong with a questionnaire as a whole, each with its place and the way out; empty if nothing is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ringfence.answers.interview import expressions
from ringfence.answers.interview.expressions import ConditionUnreadable
from ringfence.answers.interview.questionnaire import NOT_READ, Question, Questionnaire
from ringfence.answers.interview.reach import reachable
from ringfence.answers.interview.wording import pipes
from ringfence.answers.record import DAY, MOST_BYTES, MOST_NAME

Level = Literal["error", "warning"]
FEW = 20  # values of a scale, each of which many people give


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; an error keeps the interview from starting."""

    level: Level
    place: str
    message: str


def check(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Everything found, in the order of the questions."""
    found = [*_names(questionnaire), *_opening(questionnaire)]
    for number, question in enumerate(questionnaire.questions):
        found += [*_choices(question), *_settings(question)]
        found += _conditions(questionnaire, question, number)
    found += [*_quotas(questionnaire), *_room(questionnaire)]
    if not any(each.level == "error" for each in found):  # routes can be followed once every name is known
        found += _routes(questionnaire)
    found += [
        Problem("error", "doubts", f"{doubt} Settle it, then take this line out.") for doubt in questionnaire.doubts
    ]
    return tuple(found)


def _names(questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.kept:
        yield Problem("error", "questions", "nothing is asked. Add a question of kind one, many, number or open.")
    for name, count in Counter(each.id for each in questionnaire.questions).items():
        if count > 1:
            yield Problem("error", name, f"{count} questions have this id. Give each its own.")
    for name, count in Counter(each.name for each in questionnaire.quotas).items():
        if count > 1:
            yield Problem("error", name, f"{count} quotas have this name. Give each its own.")


def _opening(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Who calls comes first, and what becomes of the answers before anything is kept."""
    questions = questionnaire.questions
    if not questions or questions[0].role != "identity" or questions[0].kind != "say":
        yield Problem("error", "questions", "the first thing said must be who calls: `kind: say`, `role: identity`.")
    for number, question in enumerate(questions):
        if question.role in ("identity", "privacy") and question.ask_if:
            yield Problem(
                "error", question.id, "who calls and what becomes of the answers is told to everybody: no ask_if."
            )
        if question.role == "privacy":
            break
        if question.kind != "say" and question.role != "screening":
            yield Problem(
                "error", question.id, "this is asked before what becomes of the answers was said. Put the "
                "`role: privacy` line before it, or mark it `role: screening`.",
            )  # fmt: skip
            break
        if number == len(questions) - 1:
            yield Problem("error", "questions", "nothing says what becomes of the answers: add a `role: privacy` line.")


def _choices(question: Question) -> Iterator[Problem]:
    if question.closed and len(question.choices) < 2:
        yield Problem("error", question.id, f"a question of kind {question.kind} needs two choices or more.")
    if not question.closed and question.choices:
        yield Problem("error", question.id, f"a question of kind {question.kind} has no choices. Make it one or many.")
    for code, count in Counter(each.code for each in question.choices).items():
        if count > 1:
            yield Problem("error", question.id, f"{count} choices have the code {code}.")
    if question.choices and not any(each.read_out or each.code not in NOT_READ for each in question.choices):
        yield Problem("error", question.id, "no choice says anything.")


def _settings(question: Question) -> Iterator[Problem]:
    if question.kind == "number" and not question.cuts and not _scale(question):
        yield Problem(
            "warning", question.id, "a number that few people give can point to one of them: give `cuts`, so that only "
            "the band is kept.",
        )  # fmt: skip
    if list(question.cuts) != sorted(set(question.cuts)):
        yield Problem("error", question.id, "cuts go upwards, each once.")
    if question.role == "recontact" and (question.kind != "one" or not question.purpose or not question.choice("yes")):
        yield Problem(
            "error",
            question.id,
            "leave to be asked again needs `kind: one`, a choice with the code yes, and a `purpose`.",
        )
    if question.least is not None and question.most is not None and question.least > question.most:
        yield Problem("error", question.id, f"least ({question.least:g}) is more than most ({question.most:g}).")


def _scale(question: Question) -> bool:
    """True for a scale with few values."""
    return question.least is not None and question.most is not None and question.most - question.least <= FEW


def _conditions(questionnaire: Questionnaire, question: Question, number: int) -> Iterator[Problem]:
    earlier = {each.id for each in questionnaire.questions[:number]}
    for written in (question.ask_if, question.must):
        if written:
            yield from _condition(questionnaire, question.id, written, earlier)
    for text in (question.text, question.note, question.must_say, *(each.text for each in question.choices)):
        for name in pipes(text):
            if name not in earlier:
                yield Problem(
                    "error", question.id, f"“${{{name}}}” is no question asked before. {_near(questionnaire)}"
                )


def _condition(questionnaire: Questionnaire, place: str, written: str, earlier: set[str]) -> Iterator[Problem]:
    try:
        condition = expressions.read(written)
    except ConditionUnreadable as error:
        yield Problem("error", place, error.message)
        return
    for name in condition.names:
        asked = questionnaire.question(name)
        if asked is None or name not in earlier:
            yield Problem("error", place, f"“{written}” rests on {name}, which is no question asked before it.")
            continue
        for value in condition.compared(name):
            if asked.closed and value and asked.choice(value) is None:
                codes = ", ".join(each.code for each in asked.choices)
                yield Problem("error", place, f"“{written}”: {name} has no answer “{value}”. Its codes are {codes}.")
        if (
            asked.kind == "many"
            and f"selected(${{{name}}}" not in written.replace(" ", "")
            and condition.compared(name)
        ):
            yield Problem("warning", place, f"“{written}” is true only if nothing else was chosen: use selected().")


def _near(questionnaire: Questionnaire) -> str:
    return f"The questions are {', '.join(each.id for each in questionnaire.questions)}."


def _quotas(questionnaire: Questionnaire) -> Iterator[Problem]:
    everything = {each.id for each in questionnaire.questions}
    for quota in questionnaire.quotas:
        yield from _condition(questionnaire, quota.name, quota.where, everything)


def _room(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What the answer store would refuse at the end of an interview, said before the first."""
    if DAY.search(questionnaire.wave) or len(questionnaire.wave) > MOST_NAME:
        yield Problem("error", "wave", f"a wave is coarse and short: “wave 2”, “2026-Q4”, not “{questionnaire.wave}”.")
    most = sum(_longest(each) for each in questionnaire.kept if each.kind != "open")
    if most > MOST_BYTES:
        yield Problem(
            "error", "questions", f"all closed answers of one interview may take {MOST_BYTES:,} bytes, and these could "
            f"take {most:,}. Shorten ids and codes, or ask less.",
        )  # fmt: skip


def _longest(question: Question) -> int:
    """Bytes that the longest answer to a question takes, with its id, as it is kept."""
    codes = sorted((len(each.code) + 3 for each in question.choices), reverse=True)
    given = codes[: int(question.most) if question.most else None] if question.kind == "many" else codes[:1]
    return len(question.id) + 8 + max(sum(given), 24)


def _routes(questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in questionnaire.questions:
        found = reachable(questionnaire, question.id)
        if found is False:
            why = f" “{question.ask_if}” is true of no answers that can come before it." if question.ask_if else ""
            yield Problem("error", question.id, f"nobody can be asked this.{why} Correct the route or take it out.")
        elif found is None:
            yield Problem(
                "warning", question.id, "its route rests on too many answers to try them all. Try it by hand."
            )

"""Can anybody be asked this? Every combination of answers that a question's route rests on is tried, up to a limit.

Of numbers, values on both sides of each number they are compared with; of several choices, every subset of those
named; of free text, something and nothing. So the answer is exact for what conditions can say, and “not known” beyond.
"""

from collections.abc import Iterator
from itertools import combinations

from ringfence.answers.interview import expressions
from ringfence.answers.interview.questionnaire import DONT_KNOW, Question, Questionnaire

MOST = 50_000  # combinations tried for one question
TOGETHER = 6  # choices of one question of which every subset is tried


def reachable(questionnaire: Questionnaire, name: str) -> bool | None:
    """Whether some answers lead to a question; None where there are too many to try."""
    place = {each.id: number for number, each in enumerate(questionnaire.questions)}
    target = questionnaire.question(name)
    if target is None:
        return False
    rests_on = _closure(questionnaire, target, place)
    try:
        return any(True for _ in _worlds(questionnaire, [*rests_on, target], {}, [0]))
    except _TooMany:
        return None


class _TooMany(Exception):
    pass


def _closure(questionnaire: Questionnaire, target: Question, place: dict[str, int]) -> list[Question]:
    """The earlier questions that the route to one rests on, in the order in which they are asked."""
    found: set[str] = set()
    waiting = [target, *(each for each in questionnaire.questions[: place[target.id]] if _always_ends(each))]
    found |= {each.id for each in waiting[1:]}
    while waiting:
        question = waiting.pop()
        for name in expressions.read(question.ask_if).names if question.ask_if else ():
            if name in place and name not in found and place[name] < place[target.id]:
                found.add(name)
                waiting.append(questionnaire.questions[place[name]])
    return sorted((questionnaire.questions[place[name]] for name in found), key=lambda each: place[each.id])


def _always_ends(question: Question) -> bool:
    """True for a question of which every answer ends the interview."""
    return bool(question.choices) and all(each.ends for each in question.choices)


def _worlds(
    questionnaire: Questionnaire, path: list[Question], values: dict[str, str], tried: list[int]
) -> Iterator[dict[str, str]]:
    """Every way of answering these questions that comes to the last of them."""
    question, *rest = path
    asked = not question.ask_if or expressions.read(question.ask_if).holds(values)
    if not rest:
        if asked:
            yield values
        return
    for value in _answers(questionnaire, question) if asked else [""]:
        tried[0] += 1
        if tried[0] > MOST:
            raise _TooMany
        yield from _worlds(questionnaire, rest, {**values, question.id: value}, tried)


def _answers(questionnaire: Questionnaire, question: Question) -> list[str]:
    """Answers that a condition could tell apart, of a question that is asked; those that end the interview left out."""
    conditions = [expressions.read(each.ask_if) for each in questionnaire.questions if each.ask_if]
    named = [value for each in conditions for value in each.compared(question.id)]
    if question.kind == "one":
        found = [each.code for each in question.choices if not each.ends]
        unclear = question.choice(DONT_KNOW)
        return found + ([DONT_KNOW] if unclear and not unclear.ends and not _always_ends(question) else [])
    if question.kind == "many":
        codes = [each.code for each in question.choices if each.code in named and not each.ends]
        other = [each.code for each in question.choices if each.code not in named][:1]
        if len(codes) > TOGETHER:
            raise _TooMany
        subsets = [list(some) for size in range(len(codes) + 1) for some in combinations(codes, size)]
        return [" ".join(some) for some in subsets if some] + other + [DONT_KNOW]
    if question.kind == "number":
        return [*(value for each in named for value in _around(each)), DONT_KNOW] if named else ["1", DONT_KNOW]
    return [""] if question.kind == "say" else ["words", DONT_KNOW, *named]


def _around(written: str) -> list[str]:
    try:
        number = float(written)
    except ValueError:
        return []
    return [f"{number + step:g}" for step in (-1, 0, 1)]

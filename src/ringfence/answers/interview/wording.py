"""Words with something put into them: ${q4} is what was answered, {interviewer} the interviewer's name."""

import re
from collections.abc import Mapping

from ringfence.answers.interview.nodes import Values
from ringfence.answers.interview.questionnaire import Question, Questionnaire

PIPE = re.compile(r"\$\{\s*([\w.-]+)\s*\}")
PLACEHOLDER = re.compile(r"(?<!\$)\{\s*(\w+)\s*\}|\[(interviewer|name of interviewer)\]|_{3,}", re.IGNORECASE)


def pipes(text: str) -> tuple[str, ...]:
    """The questions whose answers a text repeats."""
    return tuple(PIPE.findall(text))


def spoken(question: Question, code: str) -> str:
    """An answer as it is said: the words of the choices, or what was typed."""
    if not question.closed:
        return code
    found = (question.choice(each) for each in code.split())
    return " and ".join(choice.text for choice in found if choice is not None)


def filled(text: str, questionnaire: Questionnaire, values: Values, names: Mapping[str, str]) -> str:
    """A text as it is read out: answers and names put in; a name nobody gave stays to be seen."""

    def answer(found: re.Match[str]) -> str:
        question = questionnaire.question(found[1])
        return spoken(question, values.get(found[1], "")) if question else found[0]

    def name(found: re.Match[str]) -> str:
        return names.get((found[1] or found[2] or "interviewer").lower(), found[0])

    return PLACEHOLDER.sub(name, PIPE.sub(answer, text))

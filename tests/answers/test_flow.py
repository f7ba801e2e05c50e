"""The interview as a value: what is asked, what is refused, and that asking again changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from ringfence.answers.interview import flow
from ringfence.answers.interview.answering import AnswerUnusable
from ringfence.errors import RingfenceError

from .sheets import ANSWERS, sheet

ONCE = "ab" * 16


def through(questionnaire, answers, stop=""):
    interview = flow.begin(questionnaire, ONCE)
    while (question := flow.asked(questionnaire, interview)) and question.id != stop:
        interview = flow.answer(questionnaire, interview, question.id, answers[question.id])
    return interview


def test_who_calls_is_said_first_and_what_becomes_of_the_answers_before_any():
    questionnaire = sheet()
    interview = flow.begin(questionnaire, ONCE)
    assert flow.screen(questionnaire, interview, {"interviewer": "Ann"}).text == "Hello, I'm Ann from Example Research."
    with pytest.raises(flow.OutOfTurn):
        flow.answer(questionnaire, interview, "vote", "red")


def test_an_interview_is_complete_after_its_last_question():
    found = through(sheet(), ANSWERS)
    assert found.complete
    assert found.values["issues"] == "nhs jobs", "in the order of the list, not in which they were said"


def test_routes_pipes_and_endings():
    questionnaire = sheet()
    at = through(questionnaire, ANSWERS, stop="why")
    assert flow.screen(questionnaire, at).text == "Why Red?"
    at = through(questionnaire, {**ANSWERS, "vote": "none"}, stop="issues")
    assert "why" not in at.values
    ended = through(questionnaire, {**ANSWERS, "adult": "no"})
    assert (ended.outcome, ended.said) == ("4.7", ()), "nothing said by somebody who is not eligible is kept"


@pytest.mark.parametrize("said", ["dont_know", "refused"])
def test_who_gives_a_screening_question_no_clear_answer_is_not_interviewed(said):
    ended = through(sheet(), {**ANSWERS, "adult": said})
    assert (ended.outcome, ended.said) == ("4.7", ())
    willing = sheet("ends: not_eligible", "ends: refused")
    assert through(willing, {**ANSWERS, "adult": said}).outcome == "2.112"


def test_choices_are_shuffled_by_the_interview_and_those_not_read_out_come_last():
    questionnaire = sheet()
    orders = set()
    for number in range(30):
        interview = flow.begin(questionnaire, f"{number:032x}")
        for name in ("hello", "use", "adult"):
            interview = flow.answer(questionnaire, interview, name, ANSWERS[name])
        first, again = (flow.screen(questionnaire, interview).choices for _ in range(2))
        assert first == again
        codes = [each.code for each in first]
        assert codes[3:] == ["none", "dont_know", "refused"]
        orders.add(tuple(codes[:3]))
    assert len(orders) == 6


UNUSABLE = [
    ("vote", "purple", "none of its answers"),
    ("vote", "red blue", "none of its answers"),
    ("vote", " ", "no answer"),
    ("issues", "nhs jobs neither", "cannot be given beside"),
    ("issues", "nhs jobs dont_know", "cannot be given beside"),
    ("issues", "nhs boats", "none of its answers"),
    ("age", "old", "no number"),
    ("age", "nan", "no number"),
    ("age", "1e999", "no number"),
    ("age", "12", "less than 18"),
    ("age", "1200", "more than 120"),
    ("why", "x" * 3000, "at most are kept"),
]


@pytest.mark.parametrize(("name", "value", "why"), UNUSABLE)
def test_an_answer_that_the_question_does_not_take_is_refused_and_nothing_moves(name, value, why):
    questionnaire = sheet()
    at = through(questionnaire, ANSWERS, stop=name)
    with pytest.raises(AnswerUnusable, match=why):
        flow.answer(questionnaire, at, name, value)
    assert flow.asked(questionnaire, at).id == name


def test_dont_know_and_refused_are_always_there_and_an_optional_question_may_be_left():
    questionnaire = sheet()
    found = through(questionnaire, {**ANSWERS, "vote": "dont_know", "why": "", "issues": "refused", "age": "refused"})
    assert found.complete
    assert (found.values["age"], found.values["why"]) == ("refused", "")


def test_a_constraint_is_asked_of_the_answer():
    questionnaire = sheet("least: 18, most: 120, ", "must_say: Children are not asked., ")
    at = through(questionnaire, ANSWERS, stop="age")
    with pytest.raises(AnswerUnusable, match="Children are not asked"):
        flow.answer(questionnaire, at, "age", "9")


def test_back_asks_again_and_what_hung_on_the_answer_goes():
    questionnaire = sheet()
    at = through(questionnaire, ANSWERS, stop="issues")
    at = flow.back(questionnaire, flow.back(questionnaire, at))
    assert flow.asked(questionnaire, at).id == "vote"
    assert "why" not in at.values
    with pytest.raises(flow.OutOfTurn, match="first question"):
        flow.back(questionnaire, flow.begin(questionnaire, ONCE))


def test_an_ended_interview_takes_nothing_more_and_keeps_nothing():
    questionnaire = sheet()
    ended = flow.end(through(questionnaire, ANSWERS, stop="age"), "broke off")
    assert (ended.outcome, ended.said) == ("2.12", ())
    assert flow.end(ended, "2.12") == ended
    for verb in (
        lambda: flow.answer(questionnaire, ended, "age", "40"),
        lambda: flow.back(questionnaire, ended),
        lambda: flow.end(ended, "2.112"),
        lambda: flow.end(flow.begin(questionnaire, ONCE), "1.1"),
        lambda: flow.end(flow.begin(questionnaire, ONCE), "7.7"),
    ):
        with pytest.raises(RingfenceError):
            verb()


def test_an_interview_does_not_change_questionnaires_half_way():
    at = through(sheet(), ANSWERS, stop="vote")
    with pytest.raises(flow.OtherQuestionnaire):
        flow.screen(sheet("Red", "Crimson"), at)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["red", "none", "nhs", "40", "20", "yes", "no", "", "refused", "words", "back"]), max_size=25
    )
)
def test_whatever_is_said_asking_again_changes_nothing_and_the_client_can_carry_it(said):
    """The dropped connection: every verb is put twice, through what a client would hold in between."""
    questionnaire = sheet()
    interview = flow.begin(questionnaire, ONCE)
    for value in said:
        question = flow.asked(questionnaire, interview)
        try:
            if value == "back":
                after = flow.back(questionnaire, interview)
            else:
                after = flow.answer(questionnaire, interview, question.id if question else "bye", value)
                assert flow.answer(questionnaire, interview, question.id if question else "bye", value) == after
                if question and after.said and not after.outcome:  # the reply was lost, and the client has it after all
                    assert flow.answer(questionnaire, after, question.id, value) == after
        except RingfenceError:
            continue
        interview = json.decode(json.encode(after), type=flow.Interview)
        assert interview == after
        names = [each.question for each in interview.said]
        assert len(names) == len(set(names)), "an answer stands twice"

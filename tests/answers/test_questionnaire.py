"""The questionnaire as a file, and what is said of one that nobody could go through."""

import pytest

from ringfence.answers.interview.checking import check
from ringfence.answers.interview.questionnaire import QuestionnaireUnusable, dumps, load, loads
from ringfence.answers.interview.reach import reachable

from .sheets import TEXT, sheet


def errors(questionnaire):
    return [f"{each.place}: {each.message}" for each in check(questionnaire) if each.level == "error"]


def test_it_comes_back_as_it_was_written():
    assert loads(dumps(sheet()), "again") == sheet()


def test_a_sound_one_has_no_errors():
    assert check(sheet()) == ()


YES = '{code: "yes", text: "Yes"}\n  - {code: "no", text: "No", ends: not_eligible}'
WRONG = [
    ("role: identity", "role: close", "who calls"),
    ("role: privacy, ", "", "before what becomes of the answers was said"),
    ("id: why", "id: vote", "2 questions have this id"),
    ("{code: blue,", "{code: red,", "2 choices have the code red"),
    ("${vote} != 'none'", "${vote} = 'purple'", "vote has no answer “purple”"),
    ("${vote} != 'none'", "${party} = 'red'", "rests on party"),
    ("${vote} != 'none'", "${age} > 3", "rests on age"),  # asked later
    ("${vote} != 'none'", "${adult} = 'no'", "nobody can be asked this"),
    ("${vote} != 'none'", "${vote} = 'red' and ${vote} = 'blue'", "nobody can be asked this"),
    ("Why ${vote}?", "Why ${party}?", "no question asked before"),
    ("cuts: [35, 55]", "cuts: [55, 35]", "cuts go upwards"),
    ("least: 18, most: 120", "least: 120, most: 18", "is more than most"),
    ("  purpose: a second interview about this survey in May\n", "", "needs `kind: one`"),
    ('where: "${age} < 35"', 'where: "${agee} < 35"', "rests on agee"),
    ("wave: wave 1", 'wave: "2026-11-21"', "a wave is coarse"),
    (YES, YES.replace('"Yes"', '"Yes", ends: refused'), "nobody can be asked"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "why"), WRONG, ids=[why for _, _, why in WRONG])
def test_what_is_wrong_is_said_with_its_place(old, new, why):
    assert any(why in each for each in errors(sheet(old, new))), errors(sheet(old, new))


def test_a_doubt_of_the_reader_keeps_the_interview_from_starting():
    assert any("Settle it" in each for each in errors(sheet("wave: wave 1", "doubts: [WALES ONLY]")))


def test_a_bare_number_and_a_comparison_of_several_are_warned_of():
    found = check(sheet(", cuts: [35, 55]", ""))
    assert [each.level for each in found] == ["warning"]
    found = check(sheet(', must: ". >= 18"', ", ask_if: \"${issues} = 'nhs'\""))
    assert any("selected()" in each.message for each in found)


def test_answers_that_would_not_fit_are_noticed_before_the_first_interview():
    codes = ", ".join(f"{{code: {'x' * 50}{number}, text: X}}" for number in range(150))
    many = f"- {{id: much, kind: many, text: Which, choices: [{codes}]}}\n- {{id: age,"
    found = errors(loads(TEXT.replace("- {id: age,", many), "x"))
    assert any("bytes" in each for each in found)
    assert not errors(loads(TEXT.replace("- {id: age,", many.replace("text: Which,", "text: Which, most: 3,")), "x"))


def test_a_route_that_rests_on_more_than_can_be_tried_is_not_called_dead():
    codes = [f"c{number}" for number in range(9)]
    choices = ", ".join(f"{{code: {code}, text: {code}}}" for code in codes)
    route = " or ".join(f"selected(${{issues}}, '{code}')" for code in codes)
    text = TEXT.replace(
        "- {id: age,", f"- {{id: more, kind: many, text: More, choices: [{choices}]}}\n- {{id: age,"
    ).replace(', must: ". >= 18"', f', ask_if: "{route.replace("issues", "more")}"')
    assert reachable(loads(text, "x"), "age") is None


REFUSED = [
    ("campaign: [", "no YAML"),
    (TEXT.replace("kind: open", "kind: essay"), "kind"),
    (TEXT.replace("read_out: false", "read_out: false, colour: red"), "colour"),
    (TEXT.replace("title: Spring survey\n", ""), "title"),
    (TEXT.replace('code: "yes"', "code: yes", 1), "Expected `str`"),  # YAML's yes is a truth value
    ("a: &a [1]\nb: *a\n", "refers back"),
    (TEXT.replace("id: why", "id: why not"), "questions"),
    ("- " * 5000, "no YAML|Expected"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_a_file_that_cannot_be_used_is_refused_with_its_place(text, why):
    with pytest.raises(QuestionnaireUnusable, match=why) as found:
        loads(text, "here.yaml")
    assert found.value.message.startswith("here.yaml")


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(QuestionnaireUnusable, match="ringfence interview make"):
        load(tmp_path / "questionnaire.yaml")

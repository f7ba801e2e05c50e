"""Scripts and XLSForms as questionnaires: what is taken over, what becomes a doubt, what is refused with its row."""

from datetime import date

import openpyxl
import pytest

from ringfence.answers.interview import from_script, from_xlsform
from ringfence.answers.interview.checking import check
from ringfence.answers.interview.questionnaire import QuestionnaireUnusable
from ringfence.scripts import check as check_script
from ringfence.scripts import check_file

MADE = {"campaign": "spring", "title": "Spring", "script": "script.md", "script_sha256": "0" * 64}
DAY = date(2026, 11, 21)
OPENING = """Hello, my name is {interviewer}. I'm calling from Example Research.

Your answers will not be kept with your name or your telephone number.

"""


def read(text):
    report = check_script(OPENING + text, facts={}, on=DAY)
    return from_script.questionnaire(report.sections, **MADE)


def last(text):
    return read(text).questions[-1]


def test_who_calls_and_what_becomes_of_answers_are_found():
    assert [each.role for each in read("1. How are the buses?\n").questions] == ["identity", "privacy", ""]


KINDS = [
    ("1. Do you use the buses?\n   Yes / No\n", "one", ["yes", "no"]),
    ("1. Which of these do you use? (TICK ALL THAT APPLY)\n   Bus / Train / Tram\n", "many", ["bus", "train", "tram"]),
    ("1. Which one or two of these matter most?\n   Bus / Train / Tram\n", "many", ["bus", "train", "tram"]),
    ("1. On a scale of 0 to 10, how good are the buses?\n", "number", []),
    ("1. On a scale of one to ten, how good are the buses?\n", "number", []),
    ("1. What would you change about the buses? (DO NOT PROMPT)\n", "open", []),
    ("1. Do you use the buses?\n   - Yes\n   - No\n   - Don't know\n", "one", ["yes", "no", "dont_know"]),
    ("1. Do you use the buses?\n   [ ] Yes\n   [ ] No\n", "one", ["yes", "no"]),
    ("The council runs the buses.\n", "say", []),
]


@pytest.mark.parametrize(("text", "kind", "codes"), KINDS)
def test_kinds_and_answer_lists(text, kind, codes):
    found = last(text)
    assert (found.kind, [each.code for each in found.choices]) == (kind, codes)


def test_what_is_not_read_out_what_is_alone_and_what_ends():
    found = last("1. Which do you use? (ROTATE)\n   Bus / Train / None of these / Don't know\n")
    assert [each.read_out for each in found.choices] == [True, True, True, False]
    assert [each.alone for each in found.choices] == [False, False, True, True]
    assert found.shuffle
    assert last("1. Do you live in Wales?\n   Yes / No (CLOSE)\n").choices[1].ends == "not_eligible"
    assert last("1. Are you happy to take part?\n   Yes / No (THANK AND CLOSE)\n").choices[1].ends == "refused"
    assert last("1. On a scale of 0 to 10, how good?\n").most == 10
    assert last("1. Which one or two of these matter?\n   Bus / Train / Tram\n").most == 2


def test_notes_are_not_read_out():
    found = last("1. Which party do you support? (PROBE FULLY)\n   Red / Blue\n")
    assert (found.text, found.note) == ("Which party do you support?", "PROBE FULLY")


@pytest.mark.parametrize(
    "text",
    [
        "1. Which party?\n   Red / Plaid Cymru (WALES ONLY) / Blue\n",
        "1. Do you use the buses? (ASK IF Q2 IS YES)\n   Yes / No\n",
        "1. Are you working, retired or studying?\n",
    ],
)
def test_what_is_left_to_good_sense_becomes_a_doubt_that_keeps_it_from_starting(text):
    found = read(text)
    assert found.doubts
    assert any(each.place == "doubts" and each.level == "error" for each in check(found))


# XLSForm

SURVEY = ["type", "name", "label::English (en)", "label::Cymraeg (cy)", "relevant", "constraint", "constraint_message",
          "required", "hint", "parameters", "choice_filter", "ringfence::role"]  # fmt: skip
EN = "label::English (en)"
ROWS = [
    {"type": "start", "name": "start"},
    {"type": "note", "name": "hello", EN: "Hello, my name is Ann. I'm calling from Example Research."},
    {"type": "note", "name": "use", EN: "Your answers are not kept with your name or your telephone number."},
    {"type": "select_one yn", "name": "rides", EN: "Do you use the buses?", "required": "yes"},
    {"type": "begin_group", "name": "g", EN: "Riders", "relevant": "${rides} = 'yes'"},
    {"type": "select_multiple ways or_other", "name": "ways", EN: "Which do you use?",
     "parameters": "randomize=true", "relevant": "${rides} != ''"},
    {"type": "end_group"},
    {"type": "integer", "name": "trips", EN: "How many trips last week?", "constraint": ". <= 70",
     "constraint_message": "That is more than ten a day.", "hint": "An estimate will do"},
    {"type": "range", "name": "good", EN: "How good are they?", "parameters": "start=0 end=10 step=1"},
    {"type": "text", "name": "change", EN: "What would you change?"},
]  # fmt: skip
CHOICES = [
    {"list_name": "yn", "name": "yes", EN: "Yes"},
    {"list_name": "yn", "name": "no", EN: "No"},
    {"list_name": "ways", "name": "bus", EN: "Bus"},
    {"list_name": "ways", "name": "tram", EN: "Tram"},
]


def form(tmp_path, change=None, more=()):
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(SURVEY)
    for row in [*ROWS, *more]:
        changed = {**row, **(change or {})} if row.get("name") == "trips" else row
        survey.append([changed.get(each) for each in SURVEY])
    choices = book.create_sheet("choices")
    head = ["list_name", "name", EN]
    choices.append(head)
    for row in CHOICES:
        choices.append([row.get(each) for each in head])
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def made(path):
    report = check_file(path, facts={}, on=DAY)
    return from_xlsform.questionnaire(from_xlsform.find(path), report.sections, **MADE)


def test_an_xlsform_comes_over_with_routing_constraints_and_choices(tmp_path):
    found = made(form(tmp_path))
    assert [(each.id, each.kind, each.role) for each in found.questions] == [
        ("hello", "say", "identity"), ("use", "say", "privacy"), ("rides", "one", ""), ("ways", "many", ""),
        ("trips", "number", ""), ("good", "number", ""), ("change", "open", ""),
    ]  # fmt: skip
    ways, trips, good = (found.question(name) for name in ("ways", "trips", "good"))
    assert ways.ask_if == "(${rides} = 'yes') and (${rides} != '')"
    assert [each.code for each in ways.choices] == ["bus", "tram", "other"]
    assert ways.shuffle
    assert (trips.must, trips.must_say, trips.note) == (
        ". <= 70",
        "That is more than ten a day.",
        "An estimate will do",
    )
    assert (good.least, good.most) == (0, 10)
    assert found.question("rides").required
    assert not trips.required
    assert [each.level for each in check(found)] == ["warning"], "a number without cuts"


REFUSED = [
    ({"choice_filter": "x = 1"}, "choice_filter"),
    ({"type": "geopoint"}, "cannot be asked on the telephone"),
    ({"type": "select_one nothing"}, "no list `nothing`"),
    ({"type": "rank ways"}, "ranking is not read"),
    ({"required": "if(${rides}='yes', true(), false())"}, "is not read: write yes or no"),
    ({"ringfence::role": "boss"}, "is no role"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_what_is_not_read_is_refused_with_its_row(tmp_path, change, why):
    with pytest.raises(QuestionnaireUnusable, match=why) as found:
        made(form(tmp_path, change))
    assert "cell" in found.value.message


def test_a_constraint_beyond_what_is_read_is_an_error_of_the_check(tmp_path):
    found = check(made(form(tmp_path, {"constraint": "regex(., '[0-9]+')"})))
    assert any("regex" in each.message and each.level == "error" for each in found)


def test_a_repeat_is_refused(tmp_path):
    more = [{"type": "begin_repeat", "name": "child", EN: "Children"}]
    with pytest.raises(QuestionnaireUnusable, match="repeat"):
        made(form(tmp_path, more=more))

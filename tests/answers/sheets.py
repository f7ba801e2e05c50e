"""A small questionnaire that the tests of the interview share."""

from ringfence.answers.interview.questionnaire import Questionnaire, loads

TEXT = """
campaign: spring
title: Spring survey
script: script.md
script_sha256: "00"
wave: wave 1
questions:
- {id: hello, kind: say, role: identity, text: "Hello, I'm {interviewer} from Example Research."}
- {id: use, kind: say, role: privacy, text: Your answers are not kept with your name or number.}
- id: adult
  kind: one
  role: screening
  text: Are you 18 or over?
  choices:
  - {code: "yes", text: "Yes"}
  - {code: "no", text: "No", ends: not_eligible}
- id: vote
  kind: one
  text: Which party would you vote for?
  shuffle: true
  choices:
  - {code: red, text: Red}
  - {code: blue, text: Blue}
  - {code: green, text: Green}
  - {code: none, text: None of these, read_out: false}
- {id: why, kind: open, text: "Why ${vote}?", ask_if: "${vote} != 'none'", required: false}
- id: issues
  kind: many
  text: Which of these matter to you?
  most: 2
  choices:
  - {code: nhs, text: The health service}
  - {code: jobs, text: Jobs}
  - {code: neither, text: Neither, alone: true}
- {id: age, kind: number, text: "How old are you?", least: 18, most: 120, cuts: [35, 55], must: ". >= 18"}
- id: again
  kind: one
  role: recontact
  purpose: a second interview about this survey in May
  text: May we ring you once more, in May, about this survey?
  choices:
  - {code: "yes", text: "Yes"}
  - {code: "no", text: "No"}
- {id: bye, kind: say, role: close, text: Thank you and goodbye.}
quotas:
- {name: young, where: "${age} < 35", limit: 1}
"""
ANSWERS = {
    "hello": "read", "use": "read", "adult": "yes", "vote": "red", "why": "the buses", "issues": "jobs nhs",
    "age": "40", "again": "yes", "bye": "read",
}  # fmt: skip


def sheet(old: str = "", new: str = "") -> Questionnaire:
    """The questionnaire, with one piece of its text replaced."""
    assert old in TEXT, old
    return loads(TEXT.replace(old, new) if old else TEXT, "sheet.yaml")

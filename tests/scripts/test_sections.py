"""What a section is, in the forms in which scripts arrive; and what holds of any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.scripts import check
from ringfence.scripts.sections import split
from ringfence.scripts.words import sentences

SHAPES = [
    ("numbered lines", "1. How old are you?\n2. Where do you live?", ["How old are you?", "Where do you live?"]),
    ("bare numbers", "1 Hiya! Is that you?\n2 Quick one, I promise.", ["Hiya! Is that you?", "Quick one, I promise."]),
    ("letters", "(a) Hello there.\n(b) May I carry on?", ["Hello there.", "May I carry on?"]),
    ("codes", "TP01 How old are you?\n\nTP02 Where do you live?", ["How old are you?", "Where do you live?"]),
    ("code on its own line", "Q1\nHow old are you?\n\nQ2\nWhere?", ["How old are you?", "Where?"]),
    ("paragraphs", "Hello there.\n\nHow old are you?", ["Hello there.", "How old are you?"]),
    (
        "wrapped paragraph",
        "How old were you\nwhen you moved\nto this town?",
        ["How old were you\nwhen you moved\nto this town?"],
    ),
    ("speakers", "AGENT: Hello there.\nAGENT: How old are you?", ["Hello there.", "How old are you?"]),
    ("times", "**[0:00]** Hello there.\n\n**[0:07]** Press 1 for yes.", ["Hello there.", "Press 1 for yes."]),
    ("bullets", "- Hello there.\n- How old are you?", ["Hello there.", "How old are you?"]),
    ("heading and note", "# Part one\n\n*Read slowly*\n\nHow old are you?", ["How old are you?"]),
    (
        "routing label",
        'Hello there.\n\nIF "WHO ARE YOU WITH"\nWe are with the bank.',
        ["Hello there.", "We are with the bank."],
    ),
    (
        "answers under a question",
        "Which party?\n- Meadow\n- Harbour\n- neither",
        ["Which party?\n- Meadow\n- Harbour\n- neither"],
    ),
    ("answers after a gap", "Which party?\n\n1 = Meadow\n2 = Harbour", ["Which party?\n\n1 = Meadow\n2 = Harbour"]),
    (
        "table",
        "| No | Words | Codes |\n|---|---|---|\n| 1 | How old? | years |\n| 2 | Thanks. | |",
        ["How old? | years", "Thanks."],
    ),
    ("note kept with its words", "[IF NO] Would you rather\nI rang back?", ["[IF NO] Would you rather\nI rang back?"]),
    ("one line is no title", "Vote for change on Thursday", ["Vote for change on Thursday"]),
    (
        "a line for each breath",
        "Hello there.\nHow are you?\nGoodbye now.",
        ["Hello there.", "How are you?", "Goodbye now."],
    ),
]


LISTS = [
    ("set in", "1. Do you use the library?\n   - Yes\n   - No\n   - Don't know"),
    ("after a gap", "1. Do you use the library?\n\n   - Yes\n   - No (THANK AND CLOSE)\n   - Don't know"),
    ("after a note", "1. Do you use the library? (READ OUT)\n   - Yes\n   - No"),
    ("after a note of its own", "1. Do you use the library?\n(SINGLE CODE)\n   - Yes\n   - No"),
    ("three kinds of bullet", "Q1. Do you use the library?\n* Yes [GO TO Q3]\n* No → CLOSE\n• Don't know"),
    ("no question mark", "Q1 Do you use the library\n   - Yes\n   - No"),
    ("not a question", "Q1 Please tell me your age band.\n   a) 18 to 24\n   b) 25 to 34\n   c) 35 or over"),
    ("bare lines", "Q1 Do you use the library?\n\nYes\nNo\nDon't know"),
    ("bare lines far apart", "Q1 Do you use the library?\n\nYes\n\nNo\n\nDon't know"),
    ("names on bare lines", "Which party?\n\nMeadow Party\nHarbour Party\nNeither"),
    ("full stops", "Q1 Do you use the library?\nYes.\nNo.\nDon't know."),
    (
        "a long answer",
        "Which party?\n- Meadow\n- Harbour, or one of the smaller parties of the estuary and the marsh\n- None",
    ),
    ("a bullet a block", "Do you agree?\n\n- Strongly agree\n\n- Disagree"),
    ("one sentence", "Q1. Is that\n- right\n- wrong\n- or neither?"),
]
SPOKEN_LISTS = [
    ("sentences", "- Thank you for your time.\n- Can we count on your vote?\n- Goodbye now.", 3),
    ("a sentence under a question", "How old are you?\n- Thank you for that. The next part is about buses.", 2),
    ("numbers that go on", "1. How old are you?\n2. Your postcode\n3. Your sex", 3),
    ("questions by letter", "a) Which party would you vote for?\n   - Meadow\n   - Harbour\nb) Why is that?", 2),
    ("thanks after a list", "Do you agree?\n\nYes\nNo\n\nThank you. Goodbye.", 2),
]


@pytest.mark.parametrize("text", [case[1] for case in LISTS], ids=[case[0] for case in LISTS])
def test_a_question_and_its_answers_are_one_section(text):
    first, second = split(f"Hello, it's Sam.\n\n{text}").sections
    assert first.text == "Hello, it's Sam."
    assert second.text.endswith(text[-12:])


@pytest.mark.parametrize(("text", "number"), [case[1:] for case in SPOKEN_LISTS], ids=[c[0] for c in SPOKEN_LISTS])
def test_what_is_spoken_stays_a_section(text, number):
    assert len(split(f"Hello, it's Sam.\n\n{text}").sections) == number + 1


def test_a_comment_is_a_note_however_long():
    found = split("<!-- be kind\n\nHello? How old? -->\nHow old are you?")
    assert [section.text for section in found.sections] == ["How old are you?"]
    assert [part.reason for part in found.left_out] == ["note"]


def test_a_comment_among_words_is_not_spoken():
    (section,) = split("How old are you? <!-- vote\nHarbour --> And your sex?").sections
    assert [sentence.plain for sentence in sentences(section.text)] == ["How old are you?", "And your sex?"]


def test_a_comment_that_never_ends_hides_nothing():
    assert split("Hello, it's Sam.\n\n<!-- oh\n\nHow old are you?").sections[-1].text == "How old are you?"


@pytest.mark.parametrize(("text", "sections"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_shapes(text, sections):
    assert [section.text for section in split(text).sections] == sections


def test_what_stands_before_the_greeting_is_marked():
    sections = split("Read this twice before you ring.\n\nHello, it's Sam.").sections
    assert [section.preamble for section in sections] == [True, False]


LINES = st.sampled_from(
    [
        "",
        " ",
        "# Heading",
        "Hello, it's Sam from Lorimer Research.",
        "1. How old are you?",
        "2) And your sex?",
        "| a | b |",
        "|---|---|",
        "| 3 | How old? | years |",
        "- yes",
        "- no",
        "“Quoted.”",
        "[IF NO]",
        "*note*",
        "**[0:07]** Press 1.",
        "Q4",
        "AGENT: Are you well?",
        "> Be friendly.",
        "   - No (THANK AND CLOSE)",
        "Don't know",
        "b) Perhaps",
        "<!-- note",
        "ends -->",
        "Hello <!-- a --> there.",
        "A line with no end",
        "and its tail.",
        "---",
        "IF YES:",
        "``` ",
        "||",
        "|",
        "1.",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=25).map("\n".join), st.text(max_size=300))


@given(TEXTS)
def test_offsets_slice_back_and_sections_never_overlap(text):
    at = 0
    for section in split(text).sections:
        assert text[section.start : section.end] == section.text != ""
        assert section.start >= at
        at = section.end


@given(TEXTS)
def test_nothing_is_dropped_unseen(text):
    """Every word is in a section or in what was left out, save numbers, bullets, speakers and table rules."""
    found = split(text)
    covered = [False] * len(text)
    for part in [*found.sections, *found.left_out]:
        covered[part.start : part.end] = [True] * (part.end - part.start)
    for number, line in enumerate(text.split("\n")):
        start = sum(len(before) + 1 for before in text.split("\n")[:number])
        rest = "".join(mark for place, mark in enumerate(line, start) if not covered[place])
        assert len([word for word in rest.split() if any(m.isalnum() for m in word)]) <= 2, (line, rest)


@given(TEXTS)
def test_ids_are_stable_and_unique(text):
    sections = split(text).sections
    assert [section.id for section in sections] == [f"s{number}" for number in range(1, len(sections) + 1)]
    assert split(text) == split(text)


@pytest.mark.parametrize(
    "word", ["THE RESPONDENT ABOUT ", "Alpha Beta ", "People who like the Alpha ", "a lot, or ", "(", "he says "]
)
def test_long_runs_of_one_thing_are_read_to_the_end(word):
    # Expressions that try every way to divide such a run would not come back from this.
    assert check(word * 300 + "x.", facts={"mode": "live"}, on=date(2026, 11, 21)).text

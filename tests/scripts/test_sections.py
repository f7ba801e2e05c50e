"""What a section is, in the forms in which scripts arrive; and what holds of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.scripts.sections import split

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

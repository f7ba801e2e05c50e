"""Spreadsheets with a question a row, CSV and XLSForm: columns by their headings, answers, routing, languages."""

import io
from datetime import date, datetime

import pytest

from ringfence.scripts.checking import check_as_read, check_file
from ringfence.scripts.intake import read_bytes
from ringfence.scripts.sections import split
from ringfence.scripts.sources import refusals as no
from ringfence.scripts.sources.columns import role
from ringfence.scripts.sources.rows import answers
from ringfence.scripts.sources.spreadsheet import index, letters

openpyxl = pytest.importorskip("openpyxl")
ON = date(2026, 11, 21)


def book(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def saved(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(**sheets):
    return read_bytes(saved(book(**sheets)), "calls.xlsx")


def sections(found):
    return [section.text for section in split(found.text, found.fixed).sections]


ROLES = [
    ("Q No.", "id"), ("#", "id"), ("Ref", "id"), ("Question number", "id"), ("Question", "words"),
    ("Question text", "words"), ("Question (English)", "words"), ("Script", "words"), ("Caller says", "words"),
    ("Label", "words"), ("Text", "words"),
    ("Question wording", "words"), ("Answer options", "answers"), ("Responses", "answers"), ("Codes", "answers"),
    ("Option 1", "answers"), ("Response A", "answers"), ("Interviewer instructions", "note"), ("Notes", "note"),
    ("Hint", "note"), ("Routing", "routing"), ("Skip to", "routing"), ("Base", "routing"), ("Ask if", "routing"),
    ("Speaker", "speaker"), ("Section", "part"), ("Client comments", "comment"), ("Welsh", "language"),
    ("Question (Cymraeg)", "language"), ("Budget", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "expected"), ROLES)
def test_what_a_heading_says(heading, expected):
    assert role(heading) == expected


ANSWERS = [
    ("Yes\nNo\n\nDon't know", ["Yes", "No", "Don't know"]),
    ("Yes; no; don't know", ["Yes", "no", "don't know"]),
    ("Yes / No", ["Yes", "No"]),
    ("Yes/No/DK", ["Yes", "No", "DK"]),
    ("1. Yes 2. No 3. Don't know", ["1. Yes", "2. No", "3. Don't know"]),
    ("1=Yes, 2=No", ["1=Yes", "2=No"]),
    ("Meadow, Harbour, neither", ["Meadow", "Harbour", "neither"]),
    ("- Yes\n• No\n☐ Neither", ["Yes", "No", "Neither"]),
    ("Open", ["Open"]),
]


@pytest.mark.parametrize(("cell", "expected"), ANSWERS)
def test_answers_in_a_cell(cell, expected):
    assert answers(cell) == expected


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_names_of_columns(number, name):
    assert (letters(number), index(name)) == (name, number)


SURVEY = [
    ["Lorimer Research: buses survey"],
    [],
    ["No", "Question", "Answers", "Interviewer notes", "Routing", "Client comments", "Budget"],
    [1, "Do you use the bus?", "Yes; No", "Read out", "If no go to 3", "Please make this stronger.", 12],
    [2, "How often?", "Daily", None, None, None, None],
    [None, None, "Weekly", None, None, None, None],
    ["SECTION B", None, None, None, None, None, None],
    [3, "Why is that, ${name}?", None, None, None, None, None],
]


def test_a_question_a_row():
    found = read(Script=SURVEY)
    assert found.text == (
        "## Lorimer Research: buses survey\n\n"
        "1. Do you use the bus?\n   - Yes\n   - No\n[Read out]\n[If no go to 3]\n\n"
        "2. How often?\n   - Daily\n   - Weekly\n\n## SECTION B\n\n3. Why is that, ${name}?\n"
    )
    first, second, third = split(found.text, found.fixed).sections
    assert found.source(first.start, first.start + 5) == "sheet “Script”, cell B4"
    assert found.source(second.start, second.end) == "sheet “Script”, cell B5 to cell C6"
    assert third.label == "3"
    assert found.notes == (
        "Columns not read aloud, and not judged: Client comments, Budget.",
        "1 comment is kept apart, not judged: sheet “Script”, cell F4, “Please make this stronger.”.",
    )


def test_a_column_of_sentences_is_judged_whatever_its_heading():
    found = read(
        Script=[["No", "Question", "Persuasion"], [1, "Do you use the bus?", "Vote Harbour on Thursday, please."]]
    )
    assert "Vote Harbour on Thursday" in sections(found)[0]


def test_a_code_column_called_question_is_a_number():
    found = read(Script=[["Question", "Text"], ["Q1", "Do you use the bus?"], ["Q2", "Why is that, then?"]])
    assert found.text == "Q1. Do you use the bus?\n\nQ2. Why is that, then?\n"


def test_sheets_without_headings_are_read_when_they_hold_sentences():
    found = read(Script=SURVEY[2:5], Log=[["Version", "3"]], More=[["Frage", "Would you vote for the Harbour Party?"]])
    assert "Would you vote for the Harbour Party?" in found.text
    assert "Sheet “Log” holds no sentences" in " ".join(found.notes)
    assert "Sheet “More”: no heading" in " ".join(found.notes)


def test_hidden_rows_sheets_and_cell_comments_are_told():
    workbook = book(Script=SURVEY[2:], Old=[["Question"], ["Will you vote Harbour?"]])
    workbook["Old"].sheet_state = "hidden"
    workbook["Script"].row_dimensions[2].hidden = True
    workbook["Script"]["B2"].comment = openpyxl.comments.Comment("Too long?", "A")
    found = read_bytes(saved(workbook), "calls.xlsx")
    told = " ".join(found.notes)
    assert "Will you vote Harbour?" in found.text
    assert "“Old” is hidden" in told
    assert "hidden rows (1)" in told
    assert "cell B2, “Too long?”" in told


def test_a_range_that_excel_made_a_date_is_told():
    found = read(Script=[["No", "Question", "Answers"], [1, "How many?", datetime(2026, 5, 1)]])  # noqa: DTZ001
    assert "   - 2026-05-01" in found.text
    assert "Excel may have made it" in found.notes[0]


def test_numbers_truths_errors_and_formulas():
    found = read(Script=[["No", "Question", "Codes"], [1, "How many?", 2.5], [2, "Why?", True], [3, "Who?", "=1/0"]])
    assert [line.strip() for line in found.text.split("\n") if "- " in line] == ["- 2.5", "- TRUE"]
    assert "1 formula without a value" in found.notes[0]


def test_a_workbook_written_by_hand(office):
    rels = (
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/>'
        '<Relationship Id="b" Type="x/sharedStrings" Target="t.xml"/></Relationships>'
    )
    strings = (
        "<sst><si><r><t>Do you </t></r><r><t>vote?</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>"
    )
    rows = (
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>Question</t></is></c><c t="str"><v>Answers</v></c></row>'
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>99</v></c></row></sheetData></worksheet>'
    )
    found = read_bytes(
        office.zipped(
            {
                "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": rels, "xl/t.xml": strings, "xl/s.xml": rows,
            }
        ), "calls.xlsx",
    )  # fmt: skip
    assert found.text == "Do you vote?\n   - a\n   - b\n"


ROWS = """<row r="{}"><c r="A1" t="str"><v>Question</v></c></row>
<row r="2"><c r="A2" t="str"><v>How old?</v></c></row>
<row r="2"><c r="A2" t="str"><v>Vote Harbour?</v></c><c r="A2" t="str"><v>Today?</v></c>
<c r="ZZ2" t="str"><v>Far</v></c></row>"""


@pytest.mark.parametrize("first", ["1", "x", "-5", "", "99999999999"])
def test_no_row_or_cell_takes_the_place_of_another(office, first):
    rels = '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>'
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels,
        "xl/s.xml": f"<worksheet><sheetData>{ROWS.format(first)}</sheetData></worksheet>",
    }
    found = read_bytes(office.zipped(parts), "calls.xlsx")
    assert sections(found) == ["How old?", "Vote Harbour?\nToday?"]
    assert found.unread[0].source == "sheet “S”, cell ZZ3"


# CSV


CSVS = ["No,Question\n1,Do you vote?\n", "No;Question\n1;Do you vote?\n", "No\tQuestion\n1\tDo you vote?\n"]


@pytest.mark.parametrize("text", CSVS)
def test_csv_by_its_own_mark(text):
    found = read_bytes(text.encode(), "calls.csv")
    assert found.text == "1. Do you vote?\n"
    assert found.source(3, 10) == "row 2, column B"


def test_a_csv_with_a_quotation_mark_left_open_is_refused():
    with pytest.raises(no.ScriptDamaged, match=r"calls\.csv, row 2"):
        read_bytes(b'Question\n"' + b"x" * 200_000, "calls.csv")


def test_an_old_csv_of_excel_is_read():
    assert "£5" in read_bytes("Question\nWould you give £5?\n".encode("cp1252"), "calls.csv").text


# XLSForm


FORM = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Welsh (cy)", "hint::English (en)", "relevant", "media::audio"],
        ["start", "start", None, None, None, None, None],
        [
            "note",
            "hello",
            "Hello, I'm ${caller} from Lorimer Research.",
            "Helo, ${caller} sydd yma.",
            None,
            None,
            "hi.mp3",
        ],
        ["begin_group", "buses", "Buses", "Bysiau", None, None, None],
        [
            "select_one yn or_other",
            "uses",
            "Do you use the bus?",
            "Ydych chi'n defnyddio'r bws?",
            "Read out",
            None,
            None,
        ],
        ["integer", "often", "How many times a week?", "Sawl gwaith yr wythnos?", None, "${uses} = 'y'", None],
        ["end_group", None, None, None, None, None, None],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Welsh (cy)"],
        ["yn", "y", "Yes", "Ydw"],
        ["yn", "n", "No", "Nac ydw"],
        ["other", "z", "Never", "Byth"],
    ],
    "settings": [["form_title"], ["Buses survey"]],
}


def test_an_xlsform():
    found = read(**FORM)
    english = found.text[: found.text.index("Helo")]
    assert english == (
        "## Buses survey\n\nhello. Hello, I'm ${caller} from Lorimer Research.\n\n## Buses\n\n"
        "uses. Do you use the bus?\n   - Yes\n   - No\n   - Other\n[Read out]\n\n"
        "often. How many times a week?\n[ASK IF ${uses} = 'y']\n\n"
    )
    assert [section.text.split("\n")[0] for section in split(found.text, found.fixed).sections] == [
        "Hello, I'm ${caller} from Lorimer Research.", "Do you use the bus?", "How many times a week?",
    ]  # fmt: skip
    assert "1 recording or picture is named" in found.notes[0]


def test_a_translation_is_kept_in_the_text_told_and_never_allowed():
    found = read(**FORM)
    (unread,) = found.unread
    assert "7 lines are in Welsh (cy)" in unread.message
    assert unread.source == "sheet “survey”, cell D3"
    assert "Sawl gwaith yr wythnos?" in found.text
    report = check_as_read(found, facts={"mode": "live"}, on=ON)
    assert report.decision == "hold"
    assert all(section.end <= found.text.index("Helo") for section in report.sections)


def test_a_translation_in_a_column_of_a_plain_sheet():
    found = read(Script=[["No", "Question", "Welsh"], [1, "Do you use the bus?", "Ydych chi'n defnyddio'r bws?"]])
    assert sections(found) == ["Do you use the bus?"]
    assert "1 line is in Welsh" in found.unread[0].message


def test_a_form_in_welsh_alone_is_refused():
    with pytest.raises(no.ScriptOtherLanguage, match=r"calls\.xlsx.*Welsh"):
        read(survey=[["type", "name", "label::Welsh (cy)"], ["note", "a", "Helo."]])


def test_the_default_language_names_plain_columns():
    with pytest.raises(no.ScriptOtherLanguage, match="Cymraeg"):
        read(
            survey=[["type", "name", "label"], ["note", "a", "Helo."]],
            settings=[["default_language"], ["Cymraeg (cy)"]],
        )


def test_each_english_is_judged():
    found = read(
        survey=[["type", "name", "label::English (en)", "label::Plain English"], ["note", "a", "Hello.", "Hi there."]]
    )
    assert sections(found) == ["Hello.", "Hi there."]


# Through the checks


def test_findings_say_which_cell(tmp_path):
    rows = [*SURVEY, [4, "Can we count on your vote for the Harbour Party?"]]
    (tmp_path / "calls.xlsx").write_bytes(
        saved(book(Script=[["No", "Question"], [0, "Hello, Sam from Lorimer Research."], *rows[3:]]))
    )
    report = check_file(tmp_path / "calls.xlsx", facts={"mode": "live"}, on=ON)
    (crossing,) = report.crossings
    finding = crossing.findings[0]
    assert report.source(finding.start, finding.end) == "sheet “Script”, cell B8"
    assert report.text[finding.start : finding.end] == finding.text


def test_a_thousand_rows_are_read_at_once():
    found = read(Script=[["No", "Question", "Answers"], *([n, f"How many buses, {n}?", "1; 2"] for n in range(1000))])
    assert len(sections(found)) == 1000

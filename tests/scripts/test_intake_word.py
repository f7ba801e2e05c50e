"""Word documents: what is said, what is a note, which number Word draws, and what is kept apart."""

import io
import time
from datetime import date

import pytest

from ringfence.scripts.checking import check_as_read
from ringfence.scripts.intake import read_bytes
from ringfence.scripts.sections import split
from ringfence.scripts.sources.word_styles import written

docx = pytest.importorskip("docx")
ON = date(2026, 11, 21)

LEVELS = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{first}"/><w:lvlText w:val="{pattern}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{second}"/><w:lvlText w:val="{inner}"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def numbering(first="decimal", pattern="Q%1.", second="lowerLetter", inner="%2)", start=1):
    return LEVELS.format(first=first, pattern=pattern, second=second, inner=inner, start=start)


def body(office, *parts, **others):
    return read_bytes(office.word("".join(parts), **others), "calls.docx")


def sections(found):
    return [section.text for section in split(found.text, found.fixed).sections]


# Text and styles


def test_paragraphs_breaks_and_tabs(office):
    broken = "<w:r><w:t>How old?</w:t><w:br/><w:t>18</w:t><w:tab/><w:t>to 24</w:t><w:noBreakHyphen/></w:r>"
    found = body(office, office.p("Hello, ", office.r("there", "<w:b/>"), "."), office.p(broken))
    assert found.text == "Hello, there.\n\nHow old?\n18\tto 24-\n"
    assert found.source(0, 5) == "paragraph 1"
    assert found.source(0, 30) == "paragraph 1 to paragraph 2"


STYLES = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House title"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Int"><w:name w:val="Interviewer instruction"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Question"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
"""
STYLED = [
    ("H1", "Opening", "# Opening"),
    ("House", "Part two", "## Part two"),
    ("H1", "Would you vote for the Harbour Party", "Would you vote for the Harbour Party"),  # said, whatever its style
    ("Int", "Be kind [always]", "[Be kind (always)]"),
    ("T", "Opening ... 1", ""),
    ("Q", "How old are you?", "Q1. How old are you?"),
    ("Loop", "Hello.", "Hello."),
    ("Missing", "Hello.", "Hello."),
]


@pytest.mark.parametrize(("style", "text", "line"), STYLED)
def test_styles(office, style, text, line):
    found = body(office, office.p(text, style=style), office.p("Bye."), styles=STYLES, numbering=numbering())
    assert found.text == f"{line}\n\nBye.\n".lstrip("\n")


def test_italics_are_a_note_only_when_they_instruct(office):
    italic = "<w:i/>"
    found = body(
        office,
        office.p(office.r("Read slowly and clearly", italic)),
        office.p(office.r("Vote Harbour on Thursday.", italic)),
    )
    assert found.text == "[Read slowly and clearly]\n\nVote Harbour on Thursday.\n"


def test_a_long_instruction_stays_a_note(office):
    found = body(office, office.p("Hello."), office.p("vote for us " * 60, style="Int"), styles=STYLES)
    assert sections(found) == ["Hello."]


# Numbers that Word draws


FORMS = [
    (1, "decimal", "1"), (3, "decimalZero", "03"), (2, "lowerLetter", "b"), (28, "upperLetter", "BB"),
    (4, "lowerRoman", "iv"), (49, "upperRoman", "XLIX"), (5, "ordinal", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "form", "text"), FORMS)
def test_forms_of_numbers(value, form, text):
    assert written(value, form) == text


def test_automatic_numbers_count_as_word_counts(office):
    lines = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("1", 0)]
    found = body(office, *(office.p("How?", list_id=n, level=v) for n, v in lines), numbering=numbering())
    assert found.text.split("\n")[:7] == [
        "Q1. How?", "   a) How?", "   b) How?", "Q2. How?", "   a) How?", "Q1. How?", "Q2. How?",
    ]  # fmt: skip


def test_legal_numbers_and_a_start(office):
    how = numbering(pattern="%1", second="decimal", inner="%1.%2", start=4)
    found = body(office, office.p("How?", list_id="1"), office.p("Why?", list_id="1", level=1), numbering=how)
    assert found.text == "4. How?\n   4.1. Why?\n"


def test_a_question_with_its_answers_is_one_section(office):
    lists = numbering(second="bullet", inner="o")
    lines = [office.p("Do you use the library?", list_id="1"), office.p("Yes", list_id="1", level=1),
             office.p("No", list_id="1", level=1), office.p("How old are you?", list_id="1")]  # fmt: skip
    found = body(office, office.p("Hello, it's Sam."), *lines, numbering=lists)
    assert sections(found) == ["Hello, it's Sam.", "Do you use the library?\n   • Yes\n   • No", "How old are you?"]


# Tracked changes, comments, what is kept apart


def deleted(text):
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(office, text):
    return f'<w:ins w:id="2" w:author="A">{office.r(text)}</w:ins>'


def test_tracked_changes_are_read_as_accepted_and_told(office):
    found = body(
        office, office.p("How ", deleted("likely are you to vote Harbour"), inserted(office, "old are you"), "?")
    )
    assert found.text == "How old are you?\n"
    assert {(aside.kind, aside.text) for aside in found.asides} == {
        ("deletion", "likely are you to vote Harbour"), ("insertion", "old are you"),
    }  # fmt: skip
    assert found.notes == (
        "1 tracked deletion is left out, as if accepted: paragraph 1, “likely are you to vote Harbour”.",
        "1 tracked insertion is judged, as if accepted: paragraph 1, “old are you”.",
    )


def test_moved_words_are_read_where_they_went(office):
    moved = (
        f'<w:moveFrom w:id="3">{office.r("Hello.")}</w:moveFrom>',
        f'<w:moveTo w:id="3">{office.r("Hello.")}</w:moveTo>',
    )
    found = body(office, office.p(moved[0], "One."), office.p(moved[1], " Two."))
    assert found.text == "One.\n\nHello. Two.\n"


def test_a_deleted_paragraph_mark_joins_two(office):
    found = body(office, office.p("Can we count ", mark="<w:rPr><w:del w:id='4'/></w:rPr>"), office.p("on your vote?"))
    assert found.text == "Can we count on your vote?\n"


def test_a_deleted_row_is_out(office):
    table = office.table(["1", "How old are you?"], ["2", "Vote Harbour?"], ["3", "Where?"])
    gone = table.replace("<w:tr>", "<w:TR>", 1).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='5'/></w:trPr>", 1)
    assert "Harbour" not in body(office, gone.replace("<w:TR>", "<w:tr>")).text


def test_comments_are_kept_apart(office):
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    comment = f'<w:comment w:id="0" w:author="A">{office.p("Ask them to vote Harbour?")}</w:comment>'
    found = body(office, office.p("How old are you?", reference), comments=comment)
    assert found.text == "How old are you?\n"
    assert [(a.kind, a.source, a.text) for a in found.asides] == [
        ("comment", "paragraph 1", "Ask them to vote Harbour?")
    ]


def test_footnotes_headers_hidden_and_struck_words_are_kept_apart(office):
    found = body(
        office, office.p("How old", office.r(" really", "<w:strike/>"), office.r(" secretly", "<w:vanish/>"),
                         office.r(" are", '<w:strike w:val="0"/>'),
                         '<w:r><w:footnoteReference w:id="2"/></w:r>', " you?"),
        footnotes=f'<w:footnote w:id="2">{office.p("In years.")}</w:footnote>', header1=office.p("Draft 3"),
    )  # fmt: skip
    assert found.text == "How old are you?\n"
    assert [(aside.kind, aside.text) for aside in found.asides] == [
        ("struck", "really"), ("hidden", "secretly"), ("footnote", "In years."), ("header", "Draft 3"),
    ]  # fmt: skip


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_judged_once_and_told(office):
    found = body(office, office.p("Hello.", BOX.format(office.p("Vote Harbour!"))), office.p("How old are you?"))
    assert found.text == "Hello.\n\nVote Harbour!\n\nHow old are you?\n"
    assert found.source(8, 20) == "text box at paragraph 1"
    assert found.asides[0].kind == "text_box"


def test_pictures_and_embedded_files_are_counted(office):
    found = body(office, office.p("Hello.", "<w:r><w:drawing/></w:r>"), '<w:altChunk r:id="x"/>')
    assert found.notes == (
        "1 picture was not read: words in them are not judged.",
        "1 embedded file was not read: words in them are not judged.",
    )


# Placeholders


def field_of(code, shown):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inside = f"<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>"
    return f"{mark('begin')}{inside}{mark('end')}"


CONTENT = "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent>"
PLACEHOLDERS = [
    (field_of(" MERGEFIELD First_Name \\* MERGEFORMAT ", "«First_Name»"), "{First_Name}"),
    (field_of(" DATE ", "3 May"), "3 May"),
    ('<w:fldSimple w:instr=" MERGEFIELD Agency "><w:r><w:t>Lorimer</w:t></w:r></w:fldSimple>', "{Agency}"),
    ("<w:r><w:t>«Agency»</w:t></w:r>", "{Agency}"),
    (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{CONTENT.format('caller name')}</w:sdt>", "[caller name]"),
    (f"<w:sdt>{CONTENT.format('Sam')}</w:sdt>", "Sam"),
    ("<w:hyperlink><w:r><w:t>our site</w:t></w:r></w:hyperlink>", "our site"),
]  # fmt: skip


@pytest.mark.parametrize(("run", "text"), PLACEHOLDERS)
def test_placeholders(office, run, text):
    assert body(office, office.p("Hello ", run, ".")).text == f"Hello {text}.\n"


# Tables


def test_a_table_with_a_question_a_row(office):
    answers = office.p("Yes") + office.p("No")
    table = office.table(
        ["No.", "Question", "Answers", "Interviewer instructions", "Routing"],
        ["Q1", "Do you use the library?", answers, "Read out", "If no go to Q3"],
        ["Q2", "How often?", "Daily / weekly / never", "", ""],
    )
    found = body(office, table)
    assert found.text == (
        "Q1. Do you use the library?\n   - Yes\n   - No\n[Read out]\n[If no go to Q3]\n\n"
        "Q2. How often?\n   - Daily\n   - weekly\n   - never\n"
    )
    first, second = split(found.text, found.fixed).sections
    assert (first.label, second.label) == ("Q1", "Q2")
    assert first.text.startswith("Do you use the library?")
    assert found.source(first.start, first.end) == "table 1, row 2, column 2 to column 5"
    assert found.source(second.start, second.start + 3) == "table 1, row 3, column 2"


def test_a_table_of_turns(office):
    table = office.table(["Speaker", "Script"], ["Agent", "Hello there."], ["Respondent", "Who is that?"])
    assert sections(body(office, table)) == ["Hello there.", "Who is that?"]


def test_a_table_without_headings_is_read_row_by_row(office):
    found = body(office, office.table(["1", "How old are you?"], ["2", "Would you join us?"]))
    assert sections(found) == ["How old are you?", "Would you join us?"]
    assert found.source(0, 3) == "table 1, row 1"


def test_a_frame_around_text_is_no_table(office):
    found = body(office, office.table([office.p("Hello, it's Sam.") + office.p("How old are you?")]))
    assert found.text == "Hello, it's Sam.\n\nHow old are you?\n"


def test_merged_cells_keep_their_columns(office):
    row = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>".format
    head = office.table(["No", "Question", "Answers"], ["1", "How old are you?", "years"])
    found = body(office, head.replace("</w:tbl>", row(office.p("Part two"), office.p("")) + "</w:tbl>"))
    assert found.text.endswith("## Part two\n")


# As python-docx writes them


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_document_by_another_writer():
    document = docx.Document()
    document.add_heading("Library survey", 0)
    document.add_paragraph("Hello, I'm Sam from Lorimer Research with a short survey.")
    document.add_paragraph("How satisfied are you with the library?", style="List Number")
    document.add_paragraph("Can we count on your vote for the Harbour Party?", style="List Number")
    document.add_comment(document.paragraphs[1].runs[0], text="Is this the right name?", author="A", initials="A")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        table._cells, ["No", "Question", "Codes", "3", "How old are you?", "1 18-34; 2 35+"], strict=True
    ):
        cell.text = text
    report = check_as_read(read_bytes(saved(document), "calls.docx"), facts={"mode": "live"}, on=ON)
    assert [section.label for section in report.sections] == ["", "1", "2", "3"]
    assert report.decision == "block"
    assert [section.id for section in report.crossings] == ["s3"]
    assert report.source(report.crossings[0].start, report.crossings[0].end) == "paragraph 4"
    assert "1 comment is kept apart" in report.notes[0]
    for section in report.sections:
        assert report.text[section.start : section.end] == section.text


def test_no_wrapper_hides_words(office):
    inside = "<w:bdo><w:unknown>" + office.r("Vote Harbour.") + "</w:unknown></w:bdo>"
    found = body(office, f"<w:unknown>{office.p(inside)}</w:unknown>")
    assert found.text == "Vote Harbour.\n"


def test_a_deleted_mark_at_the_end_hides_nothing(office):
    gone = "<w:rPr><w:del w:id='4'/></w:rPr>"
    found = body(office, office.p("Vote Harbour.", mark=gone), office.table([office.p("Hello.", mark=gone)]))
    assert found.text == "Vote Harbour.\n\nHello.\n"


@pytest.mark.parametrize("code", ["", "<w:instrText>MERGEFIELD A</w:instrText><w:fldChar w:fldCharType='separate'/>"])
def test_a_field_that_never_ends_hides_nothing(office, code):
    opened = f"<w:r><w:fldChar w:fldCharType='begin'/>{code}</w:r>"
    assert "Vote Harbour." in body(office, office.p(opened, "Vote Harbour."), office.p("Today.")).text


def test_a_paragraph_of_very_many_runs_is_read_at_once(office):
    begun = time.monotonic()
    found = body(office, office.p(*(office.r(f"word {number} ") for number in range(60_000))))
    assert len(found.text) > 600_000
    assert time.monotonic() - begun < 10

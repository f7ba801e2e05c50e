"""Workbooks: every digit is kept or the number is damaged; the sheet of numbers is found; none can harm its reader."""

import datetime as dt
import io
import zipfile

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.errors import RingfenceError
from ringfence.lists.intake import ContactList, prepare, take_in
from ringfence.numbers import read
from ringfence.tables import workbook, workbook_guard
from ringfence.tables.text import open_table

ROWS = [["id", "phone"], [1, "01632 960001"], [2, 7700900123]]
BOTH = [(1, "+441632960001"), (2, "+447700900123")]


def saved(file, *sheets, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(file)
    return file


def taken(file):
    with duckdb.connect() as con:
        prepare(con)
        read = take_in(con, [ContactList(file)], file.parent)
        return read, con.execute("SELECT row, '+' || key FROM numbers ORDER BY ord").fetchall()


def refusal(file):
    with pytest.raises(RingfenceError) as refused:
        taken(file)
    assert file.name in str(refused.value)
    return refused.value


SHEETS = {
    "as it should be": ROWS,
    "a title and a blank row above": [["Contacts, March"], [], *ROWS],
    "no header": ROWS[1:],
    "blank rows at the end": [*ROWS, [None, None], [None, " "]],
    "a header of other words": [["Ref", "Kontakt"], *ROWS[1:]],
    "a wider header": [["id", "phone", "note"], *ROWS[1:]],
}


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_sheets_as_people_keep_them(tmp_path, rows):
    found = taken(saved(tmp_path / "list.xlsx", ("Sheet1", rows)))[1]
    assert found[:2] == BOTH
    assert not any(key for _, key in found[2:])


def test_what_stood_above_the_header_is_told(tmp_path):
    read, _ = taken(saved(tmp_path / "list.xlsx", ("Sheet1", SHEETS["a title and a blank row above"])))
    assert read.notes == ("list.xlsx: 1 row above the header left out",)


def test_the_one_sheet_with_numbers_is_read_and_the_others_are_named(tmp_path):
    other = [["what", "how many"], ["calls", 3]]
    read, found = taken(saved(tmp_path / "a.xlsx", ("About", other), ("People", ROWS), hidden={"People"}))
    assert found == BOTH
    assert read.notes == (
        "a.xlsx: sheet “People” was read; without a column of numbers and not read: “About”",
    )  # fmt: skip


@pytest.mark.parametrize("second", [ROWS, [["Mobile"], [None], ["x"]]], ids=["by content", "by name"])
def test_two_sheets_with_numbers_are_refused_as_one_would_be_lost(tmp_path, second):
    error = refusal(saved(tmp_path / "a.xlsx", ("North", ROWS), ("South", second)))
    assert error.code == "several-sheets"
    assert "2 sheets hold numbers: “North”, “South”" in str(error)


def test_several_sheets_without_numbers_and_empty_workbooks_are_refused(tmp_path):
    words = [["name"], ["Sam"]]
    assert "none of them numbers" in str(refusal(saved(tmp_path / "a.xlsx", ("A", words), ("B", words))))
    assert refusal(saved(tmp_path / "b.xlsx", ("A", []))).code == "file-empty"
    assert refusal(saved(tmp_path / "c.xlsx", ("A", ROWS[:1]))).code == "header-only"
    assert refusal(saved(tmp_path / "d.xlsx", ("A", [["phone", "Phone"], *ROWS[1:]]))).code == "duplicate-columns"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(10**8, 10**15 - 1), min_size=1, max_size=20))
def test_every_digit_of_a_number_of_up_to_15_digits_is_kept(tmp_path_factory, numbers):
    folder = tmp_path_factory.mktemp("x")
    file = saved(folder / "a.xlsx", ("A", [["phone"], *([n] for n in numbers)]))
    with duckdb.connect() as con:
        table = open_table(con, file, folder)
        assert con.execute(f"SELECT c0 FROM {table.relation}").fetchall() == [(str(n),) for n in numbers]


@pytest.mark.parametrize("value", [4477009001230000, 4.4770090012345e20])
def test_a_number_of_which_digits_were_lost_is_damaged_not_guessed(value):
    assert read(workbook._text(float(value))).kind == "damaged"


def test_other_cells_are_text(tmp_path):
    day = dt.datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 - as a workbook holds it
    file = saved(tmp_path / "a.xlsx", ("A", [["phone", "a", "b", "c"], ["01632 960001", True, day.date(), day]]))
    with duckdb.connect() as con:
        table = open_table(con, file, tmp_path)
        row = con.execute(f"SELECT * FROM {table.relation}").fetchone()
    assert row == ("01632 960001", "TRUE", "2026-03-01", "2026-03-01T09:30:00")


def rebuilt(file, changes):
    """The workbook with some of its parts replaced."""
    source = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changes[name](source.read(name)) if name in changes else source.read(name))
    return file


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "one cell in the last corner": (SHEET, lambda xml: xml.replace(b'r="B3"', b'r="XFD1048576"'), "16,384 columns"),
    "the same in other quotes": (SHEET, lambda xml: xml.replace(b'r="B3"', b"r = 'XFD1048576'"), "16,384 columns"),
    "a document type": (SHEET, lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml, "document type"),
    "a bomb": (SHEET, lambda xml: xml + b" " * 60_000_000, "unpacks to"),
}


@pytest.mark.parametrize(("part", "change", "said"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_workbooks_are_refused_before_they_are_read(tmp_path, monkeypatch, part, change, said):
    file = rebuilt(saved(tmp_path / "a.xlsx", ("A", ROWS)), {part: change})
    monkeypatch.setattr(workbook, "load_workbook", lambda _: pytest.fail("was read"))
    error = refusal(file)
    assert error.code == "file-suspect"
    assert said in str(error)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
AS_EXCEL = {  # the least that Excel itself writes: its texts are shared, and cells point to them
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATED}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="r1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def as_excel(file, texts, rows):
    """A workbook whose cells point to shared texts, by place."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    cells = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{"ABC"[m]}{n}" t="s"><v>{at}</v></c>' for m, at in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1)
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, xml in AS_EXCEL.items():
            target.writestr(name, xml)
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
        target.writestr(SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>')
    return file


def test_shared_texts_are_read(tmp_path):
    file = as_excel(tmp_path / "a.xlsx", ["phone", "01632 960001", "07700 900123"], [[0], [1], [2]])
    assert taken(file)[1] == BOTH


def test_one_long_text_that_very_many_cells_point_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_guard, "MAX_TEXT", 100_000)
    monkeypatch.setattr(workbook_guard, "_TAIL", 64)
    texts = ["phone", "01632 960001", "x" * 1000]
    workbook_guard.check(as_excel(tmp_path / "few.xlsx", texts, [[0], *([2] for _ in range(50))]))
    workbook_guard.check(as_excel(tmp_path / "mixed.xlsx", texts, [[0], [2], *([1] for _ in range(150))]))
    many = as_excel(tmp_path / "many.xlsx", texts, [[0], *([2] for _ in range(150))])
    assert "bytes of text" in str(refusal(many))


def test_parts_are_counted_alike_wherever_they_are_cut(tmp_path, monkeypatch):
    file = as_excel(
        tmp_path / "a.xlsx", ["phone", "x" * 1000, *map(str, range(200))], [[0], *([1] for _ in range(150))]
    )
    monkeypatch.setattr(workbook_guard, "MAX_TEXT", 151_000)
    for size in (101, 997, 1 << 20):
        monkeypatch.setattr("ringfence.archives.CHUNK", size)
        assert refusal(file).code == "file-suspect"


def test_parts_that_are_cut_short_or_no_workbook(tmp_path):
    file = saved(tmp_path / "a.xlsx", ("A", ROWS))
    file.write_bytes(file.read_bytes()[:-400])
    assert refusal(file).code == "file-damaged"
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("list.csv", "phone\n01632 960001\n")
    assert "holds no Excel workbook" in str(refusal(file))
    broken = rebuilt(saved(tmp_path / "b.xlsx", ("A", ROWS)), {SHEET: lambda xml: xml[: len(xml) // 2]})
    assert refusal(broken).code == "file-damaged"


def test_old_and_locked_workbooks_are_told_apart(tmp_path):
    file = tmp_path / "a.xls"
    file.write_bytes(workbook.COMPOUND + b"\0" * 2000)
    assert refusal(file).code == "file-old-excel"
    file.write_bytes(workbook.COMPOUND + b"\0" * ((1 << 20) - 12) + workbook.LOCKED_PART)  # across two pieces
    assert refusal(file).code == "file-locked"

"""Files that cannot be used are refused at once: the place, the reason, the way out, and nobody's number."""

import gzip
import re

import duckdb
import pytest

from ringfence.errors import RingfenceError
from ringfence.lists.intake import ContactList, prepare, take_in
from ringfence.tables.columns import phone_columns
from ringfence.tables.text import open_table

GOOD = b"id,phone\n1,01632 960001\n2,07700 900123\n"


@pytest.fixture
def con():
    with duckdb.connect() as con:
        prepare(con)
        yield con


@pytest.fixture
def taken(con, tmp_path):
    def take(data: bytes, name="list.csv", **asked):
        file = tmp_path / name
        file.write_bytes(data)
        con.execute("DROP TABLE IF EXISTS cells")
        read = take_in(con, [ContactList(file, **asked)], tmp_path)
        rows = con.execute("SELECT row, '+' || key, kind::VARCHAR FROM numbers ORDER BY ord").fetchall()
        con.execute("DROP TABLE numbers")
        return read, rows

    return take


BOTH = [(1, "+441632960001", "fixed"), (2, "+447700900123", "mobile")]
READABLE = {
    "plain": GOOD,
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "CRLF": GOOD.replace(b"\n", b"\r\n"),
    "old Mac": GOOD.replace(b"\n", b"\r"),
    "no last line end": GOOD.rstrip(),
    "semicolons": GOOD.replace(b",", b";"),
    "tabs": GOOD.replace(b",", b"\t"),
    "sep line": b"sep=;\r\n" + GOOD.replace(b",", b";").replace(b"\n", b"\r\n"),
    "blank lines before": b"\n\n" + GOOD,
    "blank lines between": GOOD.replace(b"\n2", b"\n\n2"),
    "all quoted": b'"id","phone"\n"1","01632 960001"\n"2","07700 900123"\n',
    "no header": b"1,01632 960001\n2,07700 900123\n",
    "one column": b"phone\n01632 960001\n07700 900123\n",
    "one a line": b"01632 960001\n07700 900123\n",
    "a line end in a cell": b'id,phone,note\n1,01632 960001,"two\nlines"\n2,07700 900123,x\n',
    "Excel: CRLF rows, LF in a cell": b'id,phone,note\r\n1,01632 960001,"two\nlines"\r\n2,07700 900123,x\r\n',
    "mixed line ends": b"id,phone\r\n1,01632 960001\n2,07700 900123\r\n",
    "a quote inside a cell": b'id,phone,note\n1,01632 960001,12" pipe\n2,07700 900123,x\n',
    "Windows-1252": b"name,phone\nAndr\xe9,01632 960001\nZo\xeb,07700 900123\n",
    "odd name, told by content": b"id,kontakt\n1,01632 960001\n2,07700 900123\n",
    "name with a hash": b"id,Mobile No.\n1,01632 960001\n2,07700 900123\n",
    "semicolons after a byte order mark": b"\xef\xbb\xbf" + GOOD.replace(b",", b";").replace(b"\n", b"\r\n"),
    "sep line after a byte order mark": b"\xef\xbb\xbfsep=;\n" + GOOD.replace(b",", b";"),
    "quoted sep line": b'"sep=|"\n' + GOOD.replace(b",", b"|"),
    "semicolons, commas in cells": b"id;phone;note\n1;01632 960001;a, b\n2;07700 900123;c, d, e\n",
    "a quoted CR LF in a cell": b'id,phone,note\r\n1,01632 960001,"two\r\nlines"\r\n2,07700 900123,x\r\n',
    "a line end in the header": b'id,"phone\nnumber"\n1,01632 960001\n2,07700 900123\n',
    "quotes doubled": b'id,phone,note\n1,01632 960001,"a ""b"", c"\n2,07700 900123,x\n',
    "a delimiter at each end of line": b"id,phone,\n1,01632 960001,\n2,07700 900123,\n",
    "a decoy": b"id,phone type,phone\n1,home,01632 960001\n2,mobile,07700 900123\n",
}


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE)
def test_untidy_files_are_read(taken, data):
    assert taken(data)[1] == BOTH


def test_windows_1252_is_remarked_on(taken):
    assert taken(READABLE["Windows-1252"])[0].notes == ("list.csv: not UTF-8: read as Windows-1252",)


REFUSED = {
    "file-empty": b"",
    "header-only": b"id,phone\n",
    "no-phone-column": b"id,name\n1,Sam\n2,Alex\n",
    "file-utf-16": GOOD.decode().encode("utf-16"),
    "file-utf-16 ": GOOD.decode().encode("utf-16-be"),
    "encoding-unknown": GOOD + b"3,\x81\x8d\n",
    "file-has-nul": GOOD + b"3,077\x0000\n",
    "cell-too-long": GOOD + b"3," + b"7" * 30_000_000,
    "unclosed-quote": GOOD + b'3,"07700 900124\n4,07700 900125\n',
    "ragged-row": GOOD + b"3\n",
    "duplicate-columns": b"phone,phone\n01632 960001,07700 900123\n",
    "file-not-csv": b"%PDF-1.7" + b"x" * 200,
    "file-damaged": b"PK\x03\x04" + b"x" * 200,
}
LINES = {"file-has-nul": 4, "cell-too-long": 4, "unclosed-quote": 4, "ragged-row": 4, "encoding-unknown": 4}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_used_is_refused(taken, code):
    with pytest.raises(RingfenceError) as refused:
        taken(REFUSED[code])
    assert refused.value.code == code.strip()
    message = str(refused.value)
    assert "list.csv" in message
    assert not re.search(r"\d{7}|\d{5} \d{6}", re.sub(r"\S*list\.csv", "", message))  # nobody's number
    assert refused.value.__cause__ is None
    if code in LINES:
        assert f"line {LINES[code]}:" in message


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", gzip.compress(GOOD, mtime=0), b"\xd0\xcf\x11\xe0xx", b"PAR1xxxx", b"GOOD;,\x00" * 9]
)
def test_other_kinds_of_file_are_refused(taken, data):
    with pytest.raises(RingfenceError, match=r"list\.csv"):
        taken(data)


def test_a_list_that_is_not_there(con, tmp_path):
    with pytest.raises(RingfenceError, match="cannot be read"):
        take_in(con, [ContactList(tmp_path / "none.csv")], tmp_path)


def test_no_phone_column_names_the_columns_and_the_nearest(taken):
    with pytest.raises(RingfenceError, match=r"id, fone.*Perhaps it is \"fone\""):
        taken(b"id,fone\n1,x\n")
    with pytest.raises(RingfenceError, match=r'no column "mobil".*Did you mean "Mobile"'):
        taken(b"id,Mobile\n1,07700 900123\n", phone_column="mobil")


def test_every_phone_column_is_read_and_a_blank_one_says_nothing(taken):
    read, rows = taken(b"name,home phone,mobile\nA,01632 960001,07700 900123\nB,,07700 900124\nC,,\n")
    assert read.columns == (("home phone", "mobile"),)
    assert rows == [(1, "+441632960001", "fixed"), (1, "+447700900123", "mobile"), (2, "+447700900124", "mobile"),
                    (3, None, "missing")]  # fmt: skip


def test_a_column_can_be_asked_for(taken):
    assert taken(b"home phone,mobile\n01632 960001,07700 900123\n", phone_column="mobile")[1] == [
        (1, "+447700900123", "mobile")
    ]


def test_several_numbers_in_a_cell_are_several_rows(taken):
    assert taken(b"phone\n01632 960001 / 07700 900123\n")[1] == [
        (1, "+441632960001", "fixed"), (1, "+447700900123", "mobile")
    ]  # fmt: skip


def test_parquet_is_read_even_where_numbers_became_floats(con, taken, tmp_path):
    made = tmp_path / "made.parquet"
    con.execute(f"COPY (SELECT 7700900123.0::DOUBLE AS phone UNION ALL SELECT 1632960001) TO '{made}' (FORMAT parquet)")
    _, rows = taken(made.read_bytes(), "list.parquet")
    assert sorted(e164 for _, e164, _ in rows) == ["+441632960001", "+447700900123"]


def test_a_refusal_is_found_deep_in_a_large_file(taken):
    rows = b"".join(b"%d,01632 960%03d,Sam\n" % (i, i % 1000) for i in range(200_000))
    with pytest.raises(RingfenceError, match="line 200002"):
        taken(b"id,phone,name\n" + rows + b"200001,01632 960001\n")


@pytest.mark.parametrize("end", ["\v", "\f", "\x1c", "\x85", "\u2028"])
def test_only_line_ends_end_a_line(taken, end):
    assert taken(f"id,phone{end}x\n1,01632 960001\n2,07700 900123\n".encode())[1] == BOTH
    assert taken(f"{end}\nid,phone\n1,01632 960001\n2,07700 900123\n".encode())[1] == BOTH


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_name_with_pattern_marks_is_one_file(con, tmp_path, kind):
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, number in (("obj1", "01632960001"), ("obj[1]", "07700900123")):
        (folder / f"{name}.csv").write_text(f"id,phone\n1,{number}\n")
        if kind == "parquet":
            made = tmp_path / "made.parquet"
            con.execute(f"COPY (SELECT '{number}' AS phone) TO '{made}' (FORMAT parquet)")
            made.rename(folder / f"{name}.parquet")
    take_in(con, [ContactList(folder / f"obj[1].{kind}")], tmp_path)
    assert con.execute("SELECT key FROM numbers").fetchall() == [(447700900123,)]


def test_more_lists_or_columns_than_can_be_told_apart_are_refused(con, taken, tmp_path):
    with pytest.raises(RingfenceError, match="257 lists"):
        take_in(con, [ContactList(tmp_path / "none.csv")] * 257, tmp_path)
    head = ",".join(f"phone {i}" for i in range(257))
    with pytest.raises(RingfenceError, match="257 columns of numbers"):
        taken(f"{head}\n{'01632960001,' * 256}01632960001\n".encode())
    head = ",".join(f"phone {i}" for i in range(256))
    assert len(taken(f"{head}\n{'01632960001,' * 255}01632960001\n".encode())[1]) == 256


@pytest.mark.parametrize(
    ("names", "found"),
    [("Tel", "Tel"), ("telephone_number", "telephone_number"), ("mobilePhone", "mobilePhone"), ("MSISDN", "MSISDN"),
     ("Contact phone no", "Contact phone no"), ("landline", "landline"), ("phone_consent,tel", "tel")],
)  # fmt: skip
def test_names_of_phone_columns(con, tmp_path, names, found):
    file = tmp_path / "list.csv"
    file.write_text(f"{names},x\n{'a,' * names.count(',')}b,c\n")
    table = open_table(con, file, tmp_path)
    assert [table.columns[i] for i in phone_columns(con, table)] == [found]

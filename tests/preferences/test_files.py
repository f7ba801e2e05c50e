"""Files that say something about numbers: each way to write them is read, and nothing unreadable is dropped."""

from datetime import date

import duckdb
import pytest

from ringfence.errors import RingfenceError
from ringfence.lists.intake import prepare
from ringfence.preferences.consents import Consents, load_consents, pick
from ringfence.preferences.history import History, load_history
from ringfence.preferences.objections import load_objections
from ringfence.preferences.register import Register, load_registers

A, M = 441632960001, 447700900123


@pytest.fixture
def con():
    with duckdb.connect() as con:
        prepare(con)
        yield con


@pytest.fixture
def file(tmp_path):
    def write(text):
        made = tmp_path / "said.csv"
        made.write_text(text, encoding="utf-8", newline="")
        return made

    return write


TWO_DAYS = [date(2026, 10, 1), date(2026, 10, 2)]
REGISTERS = {
    "one a line": ("01632960001\n07700900123\n", [None, None]),
    "without the 0": ("1632960001\r\n7700900123\r\n", [None, None]),
    "spaced, with a header": ("Telephone\n01632 960001\n+44 7700 900123\n", [None, None]),
    "dated": ("number,listed_on\n01632960001,2026-10-01\n07700900123,\n", [date(2026, 10, 1), None]),
    "British dates": ("Phone,Date Added\n01632960001,01/10/2026\n07700900123,2/10/2026\n", TWO_DAYS),
    "dated, no header": ("01632960001,2026-10-01\n07700900123,2026-10-02\n", TWO_DAYS),
    "a blank between": ("number,listed_on\n01632960001,\n,\n07700900123,\n", [None, None]),
    "two in a cell": ("number,x\n01632960001 / 07700900123,\n", [None, None]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "days"), REGISTERS.values(), ids=REGISTERS)
def test_registers_are_read_in_the_forms_they_come_in(con, file, tmp_path, text, days):
    load_registers(con, [Register("tps", file(text), date(2026, 11, 1))], tmp_path)
    assert con.execute("SELECT key, ctps, listed_on FROM register ORDER BY key").fetchall() == [
        (A, False, days[0]), (M, False, days[1])
    ]  # fmt: skip


BAD_REGISTERS = {
    "01632960001\nnot a number\n07700900123\n": r"said\.csv, row 2: cannot be read as a number.*no digits",
    "01632960001\n12345\n12346\n": r"row 2: .*; 2 different cells in all",
    "number\n": "a header and no rows",
    "number,listed_on\n01632960001,soon\n": "row 1: listed_on is no date",
    "number,listed_on\n01632960001,2026-13-01\n07700900123,x\n": r"row 1: listed_on is no date \(and 1 rows more\)",
    "": "empty",
}


@pytest.mark.parametrize(("text", "message"), BAD_REGISTERS.items())
def test_a_register_that_cannot_be_read_whole_is_refused(con, file, tmp_path, text, message):
    with pytest.raises(RingfenceError, match=message):
        load_registers(con, [Register("tps", file(text))], tmp_path)


def test_a_number_without_a_range_in_use_stays_listed(con, file, tmp_path):
    """Ranges open and close; a register may know a range before our metadata does."""
    load_registers(con, [Register("ctps", file("01999123456\n01632960001\n"))], tmp_path)
    assert con.execute("SELECT key FROM register ORDER BY key").fetchall() == [(A,), (441999123456,)]


def test_objections_count_whatever_else_they_say(con, file, tmp_path):
    text = "number,received_on,scope,words\n01632 960001,2026-01-01,live,\n07700900123,,,do not call\n+12025550143,,,\n"
    assert load_objections(con, file(text), tmp_path) == 3
    assert con.execute("SELECT key FROM objection ORDER BY key").fetchall() == [(12025550143,), (A,), (M,)]


def test_nobody_objected_yet(con, file, tmp_path):
    assert load_objections(con, file("number,received_on\n"), tmp_path) == 0


BAD_OBJECTIONS = {
    "number,words\n01632960001,\n0770,stop\n": r"row 2: .*\*\*\*\*",
    "number,words\n01632960001,\n,stop\n": "row 2: cannot be read as a number: empty",
    "number,words\n7.70090E+09,stop\nx,y\n": "row 1: .*digits lost by a spreadsheet; 2 different cells",
    "number,received_on\n01632960001,yesterday\n": "row 1: received_on is no date",
    "number,words\n01632960001,stop,now\n": "line 2: 3 cells where the header has 2",
    "name,words\nSam,stop\n": "no column of telephone numbers",
    "home phone,mobile\n01632960001,07700900123\n": r'2 columns of numbers: "home phone", "mobile"\. Keep one column',
    "number,mobile\n01632960001,07700900123\n": r'2 columns of numbers: "number", "mobile"',
    "a,b\n01632960001,07700900123\n": "2 columns of numbers",
}


@pytest.mark.parametrize(("text", "message"), BAD_OBJECTIONS.items())
def test_an_objection_that_cannot_be_read_is_never_dropped(con, file, tmp_path, text, message):
    with pytest.raises(RingfenceError, match=message):
        load_objections(con, file(text), tmp_path)


def test_consents_say_what_they_cover(con, file, tmp_path):
    text = (
        "number,given_to,wording,scope,given_on,proof,indirect,withdrawn_on\n"
        '01632960001,"Other Ltd; The Example-Party","Call me",both,2026-01-01,form 7,no,\n'
        "07700900123,Other Ltd,,Live,01/02/2026,none,yes,2026-03-01\n"
    )
    assert load_consents(con, Consents(file(text), ("the example party",)), tmp_path) == 2
    rows = con.execute(
        "SELECT key, names_caller, automated, live, indirect_, proof_, ended FROM consent_record ORDER BY key"
    )
    assert rows.fetchall() == [(A, True, True, True, False, True, False), (M, False, False, True, True, False, True)]


def test_what_a_consent_file_does_not_say_is_not_known(con, file, tmp_path):
    load_consents(con, Consents(file("number,given_to,scope\n01632960001,,\n")), tmp_path)
    rows = con.execute("SELECT names_caller, automated, live, indirect_, proof_, ended FROM consent_record")
    # Without a day nothing shows that the consent came before the call.
    assert rows.fetchall() == [(None, None, None, None, False, None)]
    load_consents(con, Consents(file("number,given_to,scope,given_on\n01632960001,,,2026-01-01\n")), tmp_path)
    assert con.execute("SELECT proof_ FROM consent_record").fetchall() == [(None,)]


PROOFS = {
    "form 7": True,
    "1": True,
    **dict.fromkeys(["unknown", "N/A", "na", "-", "?", "TBC", "none", "No", ""], False),
}


@pytest.mark.parametrize(("proof", "shown"), PROOFS.items())
def test_words_that_prove_nothing_are_no_proof(con, file, tmp_path, proof, shown):
    text = f"number,given_to,scope,given_on,proof\n01632960001,x,both,2026-01-01,{proof}\n01632960001,x,both,,{proof}\n"
    load_consents(con, Consents(file(text)), tmp_path)
    assert con.execute("SELECT proof_ FROM consent_record ORDER BY row").fetchall() == [(shown,), (False,)]


ENDED = {"x": True, "Y; X": True, "": True, ";": True, "z": False}


@pytest.mark.parametrize(("told", "ended"), ENDED.items())
def test_a_withdrawal_ends_consents_to_whom_it_names_or_to_all(con, file, tmp_path, told, ended):
    rows = f"01632960001,x;w,both,2026-01-01,\n01632960001,{told},,,2026-03-01\n"
    text = f"number,given_to,scope,given_on,withdrawn_on\n{rows}"
    load_consents(con, Consents(file(text), ("w",)), tmp_path)
    con.execute(f"CREATE TABLE numbers AS SELECT {A}::BIGINT AS key")
    pick(con, date(2026, 11, 1), "live")
    assert con.execute("SELECT names_caller, withdrawn FROM consent").fetchall() == [(True, ended)]


BAD_CONSENTS = {
    "number,given_to\n01632960001,x\n": 'no column "scope"',
    "number,given_to,scope\n01632960001,x,both\n07700900123,x,text\n": "row 2: an unknown word for scope",
    "number,given_to,scope,indirect\n01632960001,x,both,perhaps\n": "row 1: an unknown word for indirect",
    "number,given_to,scope,withdrawn_on\n01632960001,x,both,31/02/2026\n": "row 1: withdrawn_on is no date",
}


@pytest.mark.parametrize(("text", "message"), BAD_CONSENTS.items())
def test_a_word_out_of_place_in_a_consent_is_refused(con, file, tmp_path, text, message):
    with pytest.raises(RingfenceError, match=message):
        load_consents(con, Consents(file(text)), tmp_path)


def test_calls_need_their_day(con, file, tmp_path):
    text = "number,called_at\n01632960001,2026-11-01T10:30:00\n07700900123,21/11/2026 09:00\n"
    load_history(con, History(file(text)), tmp_path)
    assert con.execute("SELECT called_at FROM called ORDER BY 1").fetchall() == [
        (date(2026, 11, 1),),
        (date(2026, 11, 21),),
    ]
    with pytest.raises(RingfenceError, match="row 2: called_at is empty"):
        load_history(con, History(file("number,called_at\n01632960001,2026-11-01\n07700900123,\n")), tmp_path)

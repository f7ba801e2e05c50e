"""What people, phones and spreadsheets write, and what we read. All numbers are Ofcom's drama numbers or no number."""

import random
import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from ringfence import numbers
from ringfence.numbers import masked, read, read_all

A, M, L = "+441632960001", "+447700900123", "+442079460001"
POWER = "read back from scientific notation"
BESIDE = "words beside the number left out"

ONE = [
    ("01632 960 001", A, "fixed"),
    ("+44 (0)1632 960001", A, "fixed"),  # the (0) people type and networks refuse
    ("+4401632960001", A, "fixed"),
    ("0044 1632 960001", A, "fixed"),
    ("0044 (0) 1632 960001", A, "fixed"),
    ("441632960001", A, "fixed"),  # the plus left out
    ("1632960001", A, "fixed"),  # a spreadsheet ate the 0
    ("(01632) 960001", A, "fixed"),
    ("01632.960.001", A, "fixed"),
    ("01632/960001", A, "fixed"),
    ("01632\t960001", A, "fixed"),
    ("\u200b01632–960–001 ", A, "fixed"),  # zero-width space, en dashes, trailing blank
    ("01632\u00a0960001", A, "fixed"),  # a blank that does not break, from a web page
    ("\u202a01632960001\u202c", A, "fixed"),  # marks of direction, from an address book
    ("'01632960001", A, "fixed"),  # "this is text", says a spreadsheet
    ('="01632960001"', A, "fixed"),  # and says it again in its export
    ("０１６３２９６０００１", A, "fixed"),  # full width
    ("٠٧٧٠٠٩٠٠١٢٣", M, "mobile"),  # Arabic-Indic
    ("०७७००९००१२३", M, "mobile"),  # Devanagari
    ("＋４４ 7700 900123", M, "mobile"),
    ("7700900123.0", M, "mobile"),  # a column of floats
    ("447700900123.00", M, "mobile"),
    ("7.700900123E+09", M, "mobile"),  # no digit lost
    ("7.7009001230e9", M, "mobile"),
    ("7,700900123E+09", M, "mobile"),  # a comma for a point
    ("7,700,900,123", M, "mobile"),
    ("tel:+44-7700-900123", M, "mobile"),
    ("Tel: 07700 900123", M, "mobile"),
    ("07700 900123 (home)", M, "mobile"),
    ("07700900123.", M, "mobile"),
    ("020 7946 0001", L, "fixed"),
    ("0909 879 0001", "+449098790001", "premium"),
    ("08081 570001", "+448081570001", "toll_free"),
    ("03069 990001", "+443069990001", "uan"),
    ("0800 REVERSE", "+448007383773", "toll_free"),
    ("+1 202 555 0143", "+12025550143", "foreign"),
    ("00 1 202 555 0143", "+12025550143", "foreign"),
]
NONE = [
    ("7.70090E+09", "damaged"),  # never guessed
    ("7.7009001E+09", "damaged"),  # might be a 00 at the end, might not
    ("4.47701E+11", "damaged"),
    ("########", "damaged"),
    ("", "missing"),
    (" \u00a0\u200b", "missing"),
    ("n/a", "missing"),
    ("²", "missing"),  # a superscript is no digit
    ("999", "invalid"),
    ("0", "invalid"),
    ("077009001", "invalid"),
    ("07700 900123 4567 8901", "invalid"),
    ("0770O9OO123", "invalid"),  # letters for noughts: keypad digits would ring somebody else
    ("07700 HELLO1", "invalid"),
    ("+999 123456789", "invalid"),
    ("\x00", "missing"),
    ("9" * 300, "invalid"),
    ("07700 900123 after 18:00", "invalid"),
]
SEVERAL = [
    ("01632 960001 / 07700 900123", [A, M]),
    ("01632960001/07700900123", [A, M]),
    ("01632 960001; 07700 900123", [A, M]),
    ("01632 960001, 07700 900123", [A, M]),
    ("01632 960001 or 07700 900123", [A, M]),
    ("01632 960001\n07700 900123", [A, M]),
    ("01632 960001 07700 900123", [A, M]),
    ("01632960001 07700900123 020 7946 0001", [A, M, L]),
    ("h: 01632 960001 m: 07700 900123", [A, M]),
    ("+44 1632 960001 +44 7700 900123", [A, M]),
    ("01632 960001/2", [A, None]),  # a pair written short: the second is not guessed
    ("01632 960001 x12 & 07700 900123", [A, M]),
]


@pytest.mark.parametrize(("written", "e164", "kind"), ONE)
def test_numbers_people_write(written, e164, kind):
    assert (read(written).e164, read(written).kind) == (e164, kind)
    assert read(written).written == written


@pytest.mark.parametrize(("written", "kind"), NONE)
def test_what_is_no_number(written, kind):
    number = read(written)
    assert (number.e164, number.kind) == (None, kind)
    assert number.problem


@pytest.mark.parametrize(("cell", "e164s"), SEVERAL)
def test_several_numbers_in_a_cell(cell, e164s):
    assert [n.e164 for n in read_all(cell)] == e164s
    assert read(cell).kind == "invalid"


@pytest.mark.parametrize(
    ("written", "extension"),
    [("01632 960001 x123", "123"), ("01632 960001, ext. 12", "12"), ("tel:+441632960001;ext=12", "12"),
     ("01632960001;ext=12", "12"), ("01632 960001 #7", "7")],
)  # fmt: skip
def test_an_extension_is_kept(written, extension):
    number = read(written)
    assert (number.e164, number.extension, number.problem) == (A, extension, f"extension {extension}")


@pytest.mark.parametrize(
    ("written", "problem"),
    [("7.700900123E+09", POWER), ("7700900123.0", "read back from a decimal number"), ("07700 900123 (home)", BESIDE),
     ("0800 REVERSE", "spelt with letters"), ("07700 900123", None),
     ("01999 123456", "no such range of numbers is in use")],
)  # fmt: skip
def test_what_is_said_about_it(written, problem):
    assert read(written).problem == problem


def test_a_masked_number_shows_six_digits():
    assert masked("01632 960001") == "0163*****01"
    assert masked("163296001") == "16******1"
    assert masked("96000123") == "********"
    assert masked("12345") == "*****"
    assert masked("") == ""


mess = st.text(alphabet="0123456789+() -./xE,;'=\"\u00a0\u200b٣７abO\n\t", max_size=40)


@given(st.text(max_size=60) | mess)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_error_and_what_is_read_reads_back(text):
    for number in read_all(text):
        assert (number.e164 is None) == (number.kind in {"invalid", "damaged", "missing"})
        if number.e164:
            again = read(number.e164)
            assert (again.e164, again.kind) == (number.e164, number.kind)


@given(st.sampled_from([A, M, L]), st.sampled_from(["+44 ", "0044", "0", "(0)", "44 ", ""]), st.data())
def test_blanks_and_dashes_do_not_matter(e164, prefix, data):
    digits = list(e164[3:])
    for _ in range(3):
        digits.insert(data.draw(st.integers(1, len(digits))), data.draw(st.sampled_from([" ", "-", "\u00a0", "–"])))
    assert read(prefix + "".join(digits)).e164 == e164


ORACLE = {
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.PAGER: "pager",
}


def test_kinds_are_those_of_phonenumbers_for_any_national_number():
    """The patterns are its own; this holds their order, their regions and the short way round its parser to it."""
    drawn = random.Random(44)
    starts = [
        *"1235789",
        "20",
        "28",
        "29",
        "55",
        "56",
        "70",
        "74",
        "76",
        "77",
        "79",
        "80",
        "84",
        "87",
        "90",
        "98",
        "1481",
        "1534",
        "1624",
    ]
    for _ in range(20_000):
        start = drawn.choice(starts)
        length = drawn.choice((9, 10, 10, 10))
        national = start + "".join(drawn.choices("0123456789", k=length - len(start)))
        parsed = phonenumbers.parse(f"0{national}", "GB")
        oracle = ORACLE.get(phonenumbers.number_type(parsed)) if phonenumbers.is_valid_number(parsed) else None
        if not re.fullmatch("1632960...|7700900...", national):  # drama: our own addition
            assert numbers.uk_kind(national) == oracle, national
            number = numbers.read(f"0{national}")
            assert (number.e164, number.kind) == ((f"+44{national}", oracle) if oracle else (None, "invalid"))

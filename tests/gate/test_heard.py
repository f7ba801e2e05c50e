"""What a dialler sends is one plain number or nothing: whatever could ring somebody else than was judged is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.gate.heard import heard

PLAIN = "+447700900101"


@pytest.mark.parametrize(
    "written",
    [
        "07700 900101", "07700900101", "+447700900101", "00447700900101", "447700900101", "+44 7700 900101",
        "(07700) 900-101", "07700.900.101",
    ],
)  # fmt: skip
def test_read(written):
    assert heard(written).e164 == PLAIN


@pytest.mark.parametrize(
    "written",
    [
        "14107700900101", "141 07700 900101", "1470 07700900101", "147007700900101", "*6707700900101",
        "#31#07700900101",
        "07700900101;ext=5", "07700900101x5", "07700900101#5", "07700900101,,9", "07700900101w9", "07700900101p9",
        "0770090010１", "٠٧٧٠٠٩٠٠١٠١", "07700900101\u200b", "O7700900101", "0770090010l", "07700 900101 07700 900102",
        "07700900101/07700900102", "tel:+447700900101", "sip:07700900101@example.org", "%2B447700900101",
        "+44(0)7700900101", "7700900101", "900101", "999", "112", "", " ", "+", "+44", "0" * 40, "07700 900101\n",
        "+4407700900101", "+440007700900101", "1410044", "\x0007700900101", "'07700900101", '="07700900101"',
        "07700900101.0", "7.700900101E+9", "++447700900101", "+44 7700 900101 +",
    ],
)  # fmt: skip
def test_refused(written):
    assert heard(written).e164 is None


def test_an_emergency_or_premium_number_keeps_its_kind():
    assert heard("0909 8790123").kind == "premium"


@given(st.text(max_size=40))
def test_only_ascii_digits_and_blanks_ever_pass(written):
    if heard(written).e164:
        assert set(written) <= set("+0123456789 ().-")


@given(st.integers(100, 999), st.sampled_from(["0", "+44", "0044", "44"]), st.sampled_from(["", "141", "1470", "1"]))
def test_what_is_read_is_what_would_ring(last, before, trick):
    found = heard(f"{trick}{before}7700900{last}").e164
    assert found == (f"+447700900{last}" if not trick else None)

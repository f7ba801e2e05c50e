"""What counts as somebody else's number, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.evidence.strangers import hidden, numbers_in, strangers

ANNA, BORIS = 447700900123, 447700900456
FOUND = [
    "07700 900456", "07700900456", "+447700900456", "+44 (0)7700 900456", "0044 7700 900456", "07700-900-456",
    "07700.900.456", "(07700) 900456", "07700/900456", "07700\u00a0900\u2011456", "lead07700900456x", "a07700900456",
    "fed07700900456", "tel:07700900456;ext=1", "call 07700 900456, then", "21/11/2026 07700 900456", "7700900456",
]  # fmt: skip


@pytest.mark.parametrize("written", FOUND)
def test_a_number_is_found_however_it_is_written(written):
    assert BORIS in set(numbers_in(written))
    assert strangers({"said": written}, {ANNA}) == {BORIS}
    assert not strangers({"said": written}, {ANNA, BORIS})
    assert "900456" not in "".join(c for c in hidden(written, {ANNA}) if c.isdigit())


NO_NUMBER = [
    "2026-11-21T14:30:00.000000Z", "2026-11-21", "21/11/2026 14:30", "on 21.11.2026 at 9:05", "1-2-2026",
    "550e8400-e29b-41d4-a716-446655440000", "12345678901234567890123456789012", "0" * 64, "30 seconds, 4 calls",
    "1,000,000 calls", "entries 10 to 20", "SI 2016/524 reg 2(3)", "08001111",
]  # fmt: skip


@pytest.mark.parametrize("written", NO_NUMBER)
def test_days_moments_ids_and_small_numbers_are_none(written):
    assert not list(numbers_in(written))
    assert hidden(written, ()) == written


@pytest.mark.parametrize(
    "told",
    [
        {"case": "2026-000001"},
        {"situation": "7123456789"},
        {"rules_version": "123456789012"},
        {"sha256": "1" * 20},
        {"list_sha256": ["123456789012"]},
        {"registers": [{"version": "20261105123456"}]},
        {"seconds": 42.5, "rows": 10_019_565, "numbers": 99_999_999},
        {"erased": [[0, 17]]},
    ],
)
def test_names_that_we_give_ourselves_are_none(told):
    assert not strangers(told, ())


@pytest.mark.parametrize(
    "told", [{"facts": {"x": BORIS}}, {"a": [["07700900456"]]}, {"07700900456": 1}, {"case": "07700900456"}]
)
def test_wherever_it_stands(told):
    assert strangers(told, {ANNA}) == {BORIS}


def test_what_cannot_be_read_as_a_number_is_held_back_too():
    assert strangers({"said": "ref 123 456 789"}, ())
    assert strangers({"said": "4.4 77 00 90 04 56 7"}, ())


@given(st.integers(0, 999), st.text(alphabet="xyz ,;:", max_size=4), st.sampled_from(["", " ", "-", "."]))
def test_any_number_in_any_text(last, around, between):
    number = f"07700{between}900{between}{last:03}"
    assert int(f"447700900{last:03}") in set(numbers_in(f"{around}{number}{around}"))


@given(st.text())
def test_hiding_never_fails_and_leaves_nothing_to_find(text):
    assert not list(numbers_in(hidden(text, ())))

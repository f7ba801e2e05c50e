"""A card's file of consents: how long each lasts, and under what condition it was given."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ringfence.lists.lookup import opened
from ringfence.numbers import read
from ringfence.preferences.consent import ends_after
from ringfence.preferences.consents import Consents
from ringfence.preferences.evidence import Evidence
from ringfence.tables.refusals import RowUnreadable

NUMBER = read("01632 960001")
HEADER = "number,given_to,scope,given_on,proof,valid_for,valid_until,conditional,in_call,given_by,withdrawn_on\n"


def facts(folder: Path, row: str, on: date):
    file = folder / "gave.csv"
    file.write_text(f"{HEADER}01632 960001,Example Party,live,{row}\n", encoding="utf-8")
    found = opened(Evidence(consents=Consents(file, ("Example Party",), "live")), on, {})
    return found.read(found.packed(NUMBER))


@pytest.mark.parametrize("given", [date(2024, 1, 31), date(2024, 2, 29), date(2025, 8, 31), date(2026, 3, 1)])
@pytest.mark.parametrize("lasts", ["P6M", "P1M", "P1Y", "P24M", "P90D", "P2W", "P1Y1M1D"])
def test_it_lasts_to_the_day_that_the_store_knows_too(tmp_path, given, lasts):
    last = ends_after(given, lasts)
    row = f"{given},form 1,{lasts},,,,,"
    assert facts(tmp_path, row, last)["consent_on_file"] is True
    assert facts(tmp_path, row, last + timedelta(days=1))["consent_on_file"] is False


def test_a_day_that_is_written_goes_before_a_duration(tmp_path):
    row = "2026-01-01,form 1,P24M,2026-03-31,,,,"
    assert facts(tmp_path, row, date(2026, 4, 1))["consent_on_file"] is False


def test_a_withdrawal_outlives_the_consent(tmp_path):
    found = facts(tmp_path, "2026-01-01,form 1,,2026-03-31,,,,2026-02-01", date(2026, 11, 21))
    assert (found["consent_on_file"], found["consent_withdrawn"]) == (True, True)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",,", (None, None, None)), ("yes,no,subscriber", (True, False, False)), ("no,yes,other", (False, True, True)),
        ("No,TRUE,User", (False, True, True)),
    ],
)  # fmt: skip
def test_conditions_and_givers_are_read_and_silence_is_not_no(tmp_path, cells, told):
    found = facts(tmp_path, f"2026-01-01,form 1,,,{cells},", date(2026, 11, 21))
    assert (found["consent_bundled"], found["consent_in_call"], found["consent_by_other"]) == told


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-01-01,form 1,two years,,,,,", "valid_for is no duration"),
        ("2026-01-01,form 1,,soon,,,,", "valid_until is no date"),
        ("2026-01-01,form 1,,,maybe,,,", "an unknown word for conditional"),
        ("2026-01-01,form 1,,,,,my neighbour,", "an unknown word for given_by"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(tmp_path, row, says):
    with pytest.raises(RowUnreadable, match=says):
        facts(tmp_path, row, date(2026, 11, 21))

"""Instants as written, and London's days and hours: what the SQL finds is what Python's datetime and zones find."""

from datetime import UTC, date, datetime, timedelta, timezone

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.calendar import local
from ringfence.calls import expressions, packing
from ringfence.calls.reading import KINDS, read_numbers
from ringfence.words import NUMBER_KINDS

EPOCH = date(1970, 1, 1)
FIRST, LAST = datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2026-12-30")


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        for name, body in expressions.MACROS.items():
            con.execute(f"CREATE TEMP MACRO {name} AS {body}")
        yield con


def seconds(con, written):
    con.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT unnest($1) AS c0, '' AS c1", [written])
    places = {"started_at": 0, "called_number": 1}
    return [row[0] for row in con.execute(f"SELECT sec FROM ({expressions.parsed(places, 'raw', None)})").fetchall()]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2016-05-16T10:00:00Z", "2016-05-16T10:00:00"),
        ("2016-05-16 10:00", "2016-05-16T10:00:00"),
        (" 2016-05-16 10:00:01.999 ", "2016-05-16T10:00:01"),
        ("2016-05-16 10:00:00+00", "2016-05-16T10:00:00"),
        ("2016-05-16T10:00:00+01:00", "2016-05-16T09:00:00"),
        ("2016-05-16T10:00:00+0530", "2016-05-16T04:30:00"),
        ("2016-05-16T23:30:00-05:00", "2016-05-17T04:30:00"),
        ("2016-05-16 10:00:00 UTC", "2016-05-16T10:00:00"),
        ("2004-02-29T00:00:00Z", "2004-02-29T00:00:00"),
    ],
)
def test_instants_as_diallers_write_them(con, written, utc):
    assert seconds(con, [written]) == [int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp())]


@pytest.mark.parametrize(
    "written",
    ["", "today", "16/05/2016 10:00", "2016-05-16", "2016-05-16T25:00Z", "2016-05-16T10:60Z", "2015-02-29T10:00Z",
     "2016-05-16T10:00:00 BST", "1463392800", "2016-05-16T10:00:00Z\n2016", "2016-05-16T10:00:00ZZ"],
)  # fmt: skip
def test_what_is_no_instant_is_not_guessed(con, written):
    assert seconds(con, [written]) == [None]


@given(at=st.datetimes(FIRST, LAST), away=st.integers(-14 * 60, 14 * 60))
@settings(max_examples=100, deadline=None)
def test_any_instant_with_any_offset(at, away):
    with duckdb.connect() as con:
        con.execute(f"CREATE TEMP MACRO unix_date(d) AS {expressions.MACROS['unix_date(d)']}")
        whole = at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=away)))
        assert seconds(con, [whole.isoformat()]) == [int(whole.timestamp())]


def test_londons_day_and_hour_in_every_half_hour_of_years_of_clocks(con):
    first, last = date(2003, 1, 1), date(2026, 12, 31)
    rows = list(expressions.almanac(first - timedelta(1), last + timedelta(1)))
    con.execute("CREATE OR REPLACE TEMP TABLE almanac (utc_day INTEGER, turn INTEGER, before INTEGER, after INTEGER)")
    con.executemany("INSERT INTO almanac VALUES (?, ?, ?, ?)", [r for r in rows if r[2] != r[3] or r[0] % 5 == 0])
    every = [day * 86_400 + at for day, _, before, after in rows if before != after or day % 5 == 0
             for at in range(0, 86_400, 1800)]  # fmt: skip
    con.execute("CREATE OR REPLACE TEMP TABLE instants AS SELECT unnest($1)::BIGINT AS sec", [every])
    found = con.execute(expressions.in_london("instants", ["sec"])).fetchall()
    assert len(found) == len(every) > 70_000
    for sec, day, hour in found:
        here = local(datetime.fromtimestamp(sec, UTC))
        assert (EPOCH + timedelta(day), hour) == (here.date(), here.hour)


def test_packing_holds_what_was_put_in():
    assert sum(packing.LAYOUT.bits.values()) < 64
    parts = {name: (1 << bits) - 1 - place % 2 for place, (name, bits) in enumerate(packing.LAYOUT.bits.items())}
    sql = packing.LAYOUT.sql({name: str(value) for name, value in parts.items()})
    ((packed,),) = duckdb.sql(f"SELECT {sql}").fetchall()
    assert packing.LAYOUT.unpack(packed) == parts


@pytest.mark.parametrize("limits", [(0,), (0, 28, 29), (0, 1, 28, 29)])
def test_counts_are_cut_where_the_law_cuts_them(limits):
    for count in (None, 0, 1, 27, 28, 29, 400):
        sql = packing.step_sql(f"({'NULL' if count is None else count})", limits)
        ((place,),) = duckdb.sql(f"SELECT {sql}").fetchall()
        assert place == 0 if count is None else limits[place - 1] == packing.clipped(count, limits)


def test_reading_gives_a_key_and_a_kind_for_each_cell():
    keys, kinds = read_numbers(["01632 960001", None, "7.7E+09", "01632 960001 / 07700 900123", "+1 202 555 0143"])
    assert keys == [441632960001, None, None, None, 12025550143]
    assert [NUMBER_KINDS[kind] for kind in kinds] == ["fixed", "missing", "damaged", "invalid", "foreign"]
    assert len(KINDS) < 1 << packing.LAYOUT.bits["kind"]

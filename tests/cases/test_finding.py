"""Finding calls: sources put together, the same call once, and what is missing said; records kept, found, refused."""

import os
import stat
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.calendar import local_day
from ringfence.calls.records import read_records
from ringfence.cases.calls import calls_of, calls_of_case
from ringfence.cases.events import CaseUnusable
from ringfence.cases.finding import Looked, Query, around, find
from ringfence.cases.records import batches, keep, reader

from .made import NOW, NUMBER, call, case

DAY = date(2009, 6, 2)


def source(*calls, kind="record", name="Example Calls", first=DAY, last=DAY):
    return lambda _query: [Looked(source=name, kind=kind, calls=calls, through=10, first=first, last=last)]


def decision(at, **more):
    return call(at, **{"evidence": "ledger:7", "kind": "decision", "connected": None, "decision": "allow", **more})


@pytest.mark.parametrize(
    ("apart", "one"),
    [("17:21:40", True), ("17:19:41", True), ("17:19:39", False), ("17:23:40", True), ("18:21:40", False)],
)
def test_a_decision_and_the_record_of_the_call_are_one(apart, one):
    decided = decision(f"2009-06-02T{apart}.000000Z", reasons=("X",))
    found = find(Query(number=NUMBER), [source(call()), source(decided, kind="decision")])
    assert len(found.calls) == (1 if one else 2)
    if one:
        (both,) = found.calls
        assert (both.evidence, both.also, both.decision) == ("record:aaa:1", ("ledger:7",), "allow")


def test_records_of_two_organisations_about_one_call_are_one_with_both_as_evidence():
    other = call("2009-06-02T17:21:50.000000Z", "record:bbb:9", organisation="Provider", connected=None)
    (found,) = find(Query(number=NUMBER), [source(call(organisation="Centre")), source(other)]).calls
    assert (found.evidence, found.also, found.connected) == ("record:aaa:1", ("record:bbb:9",), True)


def test_two_calls_of_one_file_stay_two_and_two_numbers_too():
    again = call("2009-06-02T17:21:59.000000Z", "record:aaa:2")
    assert len(find(Query(number=NUMBER), [source(call(), again)]).calls) == 2
    other = decision("2009-06-02T17:21:40.000000Z", number=447700900123)
    assert len(find(Query(campaign="x"), [source(call()), source(other, kind="decision")]).calls) == 2


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        ([], "No decisions of the gate were there"),
        ([], "No call records were there"),
        ([source()], "No call was found. That does not show that none was made"),
        ([source(call())], "on record without a decision of the gate"),
        ([source(call()), source(decision("2009-06-02T17:21:40.000000Z", decision="block"), kind="decision")],
         "on record although the gate had said block"),
        ([source(decision("2009-06-02T17:21:40.000000Z"), kind="decision")], "allowed by the gate and in no call"),
        ([source(call(connected=None))], "does not say whether it connected"),
        ([source(first=date(2009, 6, 3), last=date(2009, 6, 4))], "to 4 June 2009; asked for was 2 June"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(readers, said):
    first, last = around("2009-06-02")
    found = find(Query(number=NUMBER, first=first, last=last, day=DAY), readers)
    assert any(said in each for each in found.missing), found.missing


def test_nothing_is_said_to_be_missing_where_nothing_is():
    decided = decision("2009-06-02T17:21:40.000000Z")
    found = find(Query(number=NUMBER, day=DAY), [source(call()), source(decided, kind="decision")])
    assert found.missing == ()


def test_what_a_case_keeps_has_no_number_and_gives_the_calls_back():
    found = find(Query(number=NUMBER), [source(call(organisation="Centre", mode="recorded", reasons=("A",)))])
    body = found.body()
    assert str(NUMBER) not in str(body)
    assert calls_of(body, NUMBER) == found.calls


def test_without_a_search_the_call_complained_of_is_the_call():
    (told,) = calls_of_case(case(called_at="2009-06-02", organisation="Example Party"))
    assert (told.kind, told.day, told.number, told.connected) == ("told", DAY, NUMBER, None)
    assert calls_of_case(case()) == (), "a complaint without a day tells of no call that could be judged"


@given(st.integers(954_547_200, 1_793_491_200).map(lambda second: datetime.fromtimestamp(second, UTC)))
def test_the_time_looked_in_holds_the_call(moment):
    from ringfence.preferences.events import instant

    for written in (instant(moment), local_day(moment).isoformat()):
        first, last = around(written)
        assert first <= moment <= last
        assert last - first <= timedelta(hours=48)


HEADER = "call_id,called_number,started_at,campaign,mode,cli,outcome,talk_seconds\n"
ROWS = (
    "a,01632 960123,2009-06-02T18:21:40+01:00,labour-2009,recorded,withheld,answered,31\n"
    "b,07700 900123,2009-06-02 17:30:00,labour-2009,recorded,01632 960999,busy,0\n"
    "c,rubbish,2009-06-03T09:00:00Z,x,,+441632960999,,\n"
    "d,+44 1632 960123,2009-06-04T09:00:00Z,y,,,,\n"
    'e,"01632 960123",no time,y,live,,,\n'
)


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "cdrs.csv"
    file.write_text(HEADER + ROWS)
    (tmp_path / "local.csv").write_text("called_number,started_at\n01632 960123,2009-06-02 18:30:00\n")
    ((batch, new),) = keep(tmp_path / "home", file, "Centre", by="me", now=NOW)
    assert new
    return tmp_path, batch


def places(home, **query):
    found = find(Query(**query), [reader(home)])
    return [each.evidence.rpartition(":")[2] for each in found.calls]


def test_records_are_kept_with_their_rows_and_found_each_way(kept):
    tmp_path, batch = kept
    home = tmp_path / "home"
    assert (batch.rows, batch.no_number, batch.no_time) == (5, 1, 1)
    assert (batch.first, batch.last) == ("2009-06-02", "2009-06-04")
    assert places(home, number=NUMBER) == ["1", "4"], "row 5 has no time: it can be in no window"
    assert places(home, campaign="labour-2009") == ["1", "2"]
    assert places(home, cli=441632960999) == ["2", "3"], "however the record writes it"
    window = {"first": datetime(2009, 6, 4, tzinfo=UTC), "last": datetime(2009, 6, 5, tzinfo=UTC)}
    assert places(home, number=NUMBER, **window) == ["4"]
    assert places(home, number=447700900999) == []


def test_times_without_an_offset_are_counted_and_a_zone_can_be_said(kept):
    tmp_path, batch = kept
    assert batch.no_offset == 1
    ((london, _),) = keep(tmp_path / "other", tmp_path / "local.csv", "C", by="", now=NOW, zone="Europe/London")
    (found,) = find(Query(number=NUMBER), [reader(tmp_path / "other")]).calls
    assert (london.no_offset, found.at) == (0, "2009-06-02T17:30:00.000000Z")
    ((again, new),) = keep(tmp_path / "other", tmp_path / "local.csv", "C", by="", now=NOW)
    (found,) = find(Query(number=NUMBER), [reader(tmp_path / "other")]).calls
    assert (new, again.no_offset, found.at) == (True, 1, "2009-06-02T18:30:00.000000Z"), "it takes the other's place"


def test_a_switchs_own_form_is_read_as_call_reconcile_reads_it(tmp_path):
    row = ["", "01632960999", "01632960123", "ctx", "", "SIP/1", "SIP/2", "Dial", "", "2009-06-02 18:21:40",
           "2009-06-02 18:21:44", "2009-06-02 18:22:15", "35", "31", "ANSWERED", "DOCUMENTATION", "", "u1"]  # fmt: skip
    (tmp_path / "Master.csv").write_text(",".join(f'"{each}"' for each in row) + "\n")
    keep(tmp_path / "home", tmp_path / "Master.csv", "Centre", by="", now=NOW)
    (found,) = find(Query(number=NUMBER), [reader(tmp_path / "home")]).calls
    (record,) = read_records(tmp_path / "Master.csv")
    assert (found.moment, found.connected) == (record.at, True)
    assert found.evidence.endswith(":1")


def test_what_a_record_says(kept):
    tmp_path, batch = kept
    first, second = find(Query(campaign="labour-2009"), [reader(tmp_path / "home")]).calls
    assert (first.at, first.mode, first.cli_withheld, first.connected) == (
        "2009-06-02T17:21:40.000000Z", "recorded", True, True,
    )  # fmt: skip
    assert (second.cli, second.cli_withheld, second.connected) == (441632960999, False, False)
    assert first.evidence == f"record:{batch.sha256[:12]}:1"


def test_a_file_is_kept_once_whatever_it_is_called(kept):
    tmp_path, batch = kept
    copy = tmp_path / "again.csv"
    copy.write_text(HEADER + ROWS)
    assert keep(tmp_path / "home", copy, "Other", by="", now=NOW) == [(batch, False)]
    assert len(batches(tmp_path / "home")) == 1


def test_files_of_several_organisations_are_told_apart(kept):
    tmp_path, _ = kept
    other = tmp_path / "theirs.csv"
    other.write_text("dst,calldate\n01632960123,2009-06-02 17:22:00\n")
    keep(tmp_path / "home", other, "Provider", by="", now=NOW)
    found = find(Query(number=NUMBER), [reader(tmp_path / "home")])
    assert {each.organisation for each in found.looked} == {"Centre", "Provider"}
    assert len(found.calls) == 2, "the provider's record is of the first call"


def test_records_that_cannot_be_used_leave_nothing_behind(tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("called_number,started_at\n01632 960123,sometime\n")
    with pytest.raises(CaseUnusable, match="no row has a time"):
        keep(tmp_path / "home", file, "Centre", by="", now=NOW)
    assert batches(tmp_path / "home") == ()
    assert list((tmp_path / "home" / "call-records").iterdir()) == []


def test_damaged_records_are_refused_with_the_way_out(kept):
    tmp_path, batch = kept
    folder = tmp_path / "home" / "call-records"
    (folder / f"{batch.sha256}.parquet").write_bytes(b"x" * 100)
    with pytest.raises(CaseUnusable, match="Import cdrs"):
        find(Query(number=NUMBER), [reader(tmp_path / "home")])
    (folder / f"{batch.sha256}.json").write_text("{")
    with pytest.raises(CaseUnusable, match="damaged"):
        batches(tmp_path / "home")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_nobody_else_may_read_the_records(kept):
    folder = kept[0] / "home" / "call-records"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}

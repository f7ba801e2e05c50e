"""Suppression lists as other tools write them: every readable number counts, every unreadable row is named."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.preferences import objection_file as files
from ringfence.preferences.rows import open_rows, read_at
from ringfence.preferences.scopes import EVERYONE, Scope, ScopeUnreadable, asking, plain, read_scope

NOW = "2026-11-21T10:00:00.000000Z"


def make_id(*parts):
    return f"{abs(hash(parts)):032x}"[-32:]


def read(path, scope=None):
    found = files.Reading()
    with open_rows(path, files.WANTED) as rows:
        return list(files.read(rows, files.Given(path.name, scope, "", "", NOW, make_id), found)), found


def write(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text)
    return path


TOOLS = {  # headers as the tools' help pages give them, rows made up
    "one column, no header": ("07700900123\n", {447700900123}, None),
    "HubSpot": (
        "Record ID,First Name,Phone Number,Mobile Phone Number,Opt-out date\n1,A,,+44 7700 900123,2026-03-01 10:00\n",
        {447700900123},
        "2026-03-01T10:00:00.000000Z",
    ),
    "VICIdial": ("phone_number\n7700900123\n", {447700900123}, None),
    "Twilio": (
        "Sid,From,DateSent,Body\nSM1,+447700900123,2026-07-01T09:00:00+01:00,STOP\n",
        {447700900123},
        None,
    ),
    "home and mobile": (
        "name;Home Tel;Mobile;Date Added\nA;01632 960001;07700 900123;21/11/2025\n",
        {441632960001, 447700900123},
        "2025-11-21",
    ),
    "two in a cell": ("phone,notes\n01632 960001 / 07700 900123,rang twice\n", {441632960001, 447700900123}, None),
}


@pytest.mark.parametrize(("text", "numbers", "at"), TOOLS.values(), ids=TOOLS)
def test_lists_of_other_tools_load_as_they_are(tmp_path, text, numbers, at):
    events, found = read(write(tmp_path, text))
    assert {each.number for each in events} == numbers
    assert not found.unreadable
    assert {each.at for each in events} == {at}
    assert all(each.scope == EVERYONE for each in events), "what nobody limited is the widest"


def test_a_row_nobody_can_read_is_named_and_the_rest_goes_in(tmp_path):
    text = "phone,date\n07700900123,2026-01-01\nrubbish,\n4.4771E+11,\n,\n01632 960001 or 12,x\n"
    events, found = read(write(tmp_path, text))
    assert [each.number for each in events] == [447700900123, 441632960001]
    assert [each.row for each in found.unreadable] == [2, 3, 4, 5]
    assert all(each.problem for each in found.unreadable)
    assert "lost by a spreadsheet" in found.unreadable[1].problem
    assert found.rows == 5


def test_an_objection_counts_whatever_its_date(tmp_path):
    events, found = read(write(tmp_path, "phone,date,said\n07700900123,11/25/2026,no\n"))
    assert (events[0].at, events[0].said, found.undated) == (None, "no [date as written: 11/25/2026]", 1)


def test_the_row_says_how_far_before_the_person_who_reads_it_in(tmp_path):
    text = "phone,scope\n07700900123,campaign:a\n07700900124,\n07700900125,nonsense\n"
    events, found = read(write(tmp_path, text), Scope("organisation", "B"))
    assert [each.scope for each in events] == [Scope("campaign", "a"), Scope("organisation", "B")]
    assert [each.row for each in found.unreadable] == [3]


def test_another_tools_campaign_is_kept_and_limits_nothing(tmp_path):
    events, _ = read(write(tmp_path, "phone,campaign\n07700900123,spring\n"))
    assert events[0].scope == EVERYONE
    assert "spring" in events[0].source


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n", exclude_categories=("Cs",)), max_size=30)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 999), words, st.sampled_from(["", "2026-01-01", "2026-07-01T12:00:00Z"])), min_size=1
    )
)
def test_what_we_write_comes_back_the_same(tmp_path, rows):
    from ringfence.cli.people import safe, write_table
    from ringfence.preferences.events import Event

    events = [
        Event(
            id=make_id(place), kind="objection", number=447700900000 + number, at=read_at(at), recorded_at=NOW,
            said=said.strip(), scope=Scope("organisation", "Ex; ample"), channel="web", recorded_by="A",
        )
        for place, (number, said, at) in enumerate(rows)
    ]  # fmt: skip
    write_table(tmp_path / "out.csv", files.HEADER, files.written(events, {}))
    back, found = read(tmp_path / "out.csv")
    assert not found.unreadable
    assert [(e.id, e.number, e.at, e.scope, e.channel) for e in back] == [
        (e.id, e.number, e.at, e.scope, e.channel) for e in events
    ]
    with Path(tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.reader(stream):
            assert all(cell == safe(cell) or cell[1:2].isdigit() for cell in row), "no cell is a formula"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-11-21", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("1/2/2026", "2026-02-01"),
        ("2026-07-01 10:00", "2026-07-01T09:00:00.000000Z"),  # London's summer
        ("21/11/2026 09:05:07", "2026-11-21T09:05:07.000000Z"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00.000000Z"),
        ("11/25/2026", None),
        ("2026-02-30", None),
        ("2026-11-21 noon", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_as_british_software_writes_them(written, kept):
    assert read_at(written) == kept


@pytest.mark.parametrize("written", ["foo:bar", "campaign", "campaign:", "organisation: ", "all:x"])
def test_a_scope_of_no_known_form_is_refused(written):
    with pytest.raises(ScopeUnreadable, match=r"campaign:ID"):
        read_scope(written)


@settings(deadline=None)
@given(st.sampled_from(["campaign", "organisation", "call-centre"]), st.text(min_size=1).filter(str.strip))
def test_a_scope_reads_back_and_stops_the_call_it_names(kind, name):
    scope = read_scope(f"{kind}:{name}")
    assert read_scope(str(scope)) == scope
    call = {"campaign": asking(name), "organisation": asking(None, [name]), "call-centre": asking(None, (), name)}[kind]
    assert scope.key in call
    assert EVERYONE.key in call


@settings(deadline=None)
@given(st.text())
def test_a_name_with_something_in_it_is_never_nothing(name):
    assert bool(plain(name)) is bool(name.strip())

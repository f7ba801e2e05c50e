"""The clocks: holidays of three jurisdictions, leap days, both clock changes, appeals on day 28 and after it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.cases.clocks import cautions, due, running
from ringfence.cases.due import all_running, kinds
from ringfence.cases.roles import role_of, roles
from ringfence.cases.state import case_of

from .made import NOW, case

ROLES = roles()


def clock(found, name, now=NOW):
    """The one clock of this name that a case has."""
    every = running(found.id, found.role, found.nation, found.events, now)
    (one,) = [each for each in every if each.clock.id == name]
    return one


def appeal(sent, appealed=None, *, nation="England", now=NOW):
    """The appellant's clock of a notice sent on a day."""
    steps = [("notice_sent", sent), *([("appealed", appealed)] if appealed else [])]
    return clock(case(*steps, role="appellant", nation=nation, received=sent), "appeal", now)


def london(text):
    """An instant, as it is kept, of a time in London."""
    from ringfence.preferences.events import read_when

    return read_when(text, datetime(2030, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("nation", "sent", "legal", "plan", "perhaps"),
    [
        # Day 28 is an ordinary day; a Saturday; Good Friday; then the holidays that only some nations have.
        ("England", "2026-03-02", "2026-03-30", "2026-03-30", None),
        ("England", "2026-03-07", "2026-04-07", "2026-04-02", None),
        ("England", "2026-03-06", "2026-04-07", "2026-04-02", None),
        ("Scotland", "2026-03-06", "2026-04-06", "2026-04-02", "2026-04-07"),  # no Easter Monday in Scotland
        ("NI", "2026-02-17", "2026-03-18", "2026-03-16", None),  # St Patrick's Day
        ("England", "2026-02-17", "2026-03-17", "2026-03-16", "2026-03-18"),
        ("Wales", "2026-07-06", "2026-08-03", "2026-07-31", "2026-08-04"),  # Scotland's first Monday of August
        ("Scotland", "2026-07-06", "2026-08-04", "2026-07-31", None),
        ("England", "2026-08-03", "2026-09-01", "2026-08-28", None),  # the last Monday of August
        ("Scotland", "2026-08-03", "2026-08-31", "2026-08-28", "2026-09-01"),
        ("England", "2026-04-06", "2026-05-05", "2026-05-01", None),  # early May, by proclamation in England
        ("England", "2026-11-28", "2026-12-29", "2026-12-24", None),  # Boxing Day is a Saturday: 28 December instead
        ("Scotland", "2025-12-05", "2026-01-05", "2025-12-31", None),  # 2 January is a holiday there alone
        ("England", "2025-12-05", "2026-01-02", "2025-12-31", "2026-01-05"),
    ],
)  # fmt: skip
def test_the_last_day_to_appeal_by_nation(nation, sent, legal, plan, perhaps):
    found = appeal(sent, nation=nation).deadline
    assert (found.legal.isoformat(), found.safe.isoformat()) == (legal, plan)
    assert (found.perhaps.isoformat() if found.perhaps else None) == perhaps


@pytest.mark.parametrize(
    ("sent", "legal"),
    [
        ("2024-02-01", "2024-02-29"),  # day 28 is the leap day
        ("2024-01-31", "2024-02-28"),
        ("2024-02-02", "2024-03-01"),
        ("2023-02-01", "2023-03-01"),  # no leap day
        ("2024-02-29", "2024-03-28"),  # sent on it
    ],
)
def test_leap_days(sent, legal):
    assert appeal(sent).deadline.legal.isoformat() == legal


@pytest.mark.parametrize(
    ("appealed", "status"),
    [
        ("2026-03-30T12:00", "kept"),  # on day 28
        ("2026-03-30T16:59", "kept"),
        ("2026-03-30T17:00", "kept late"),  # before 5 pm, says rule 12
        ("2026-03-30T17:01", "kept late"),
        ("2026-03-31T09:00", "kept late"),
        ("2026-03-30", "kept perhaps late"),  # nobody wrote down the hour
        ("2026-03-29", "kept"),
        ("2026-03-31", "kept late"),
    ],
)
def test_an_appeal_on_day_28_and_after_five(appealed, status):
    at = london(appealed) if "T" in appealed else appealed
    assert appeal("2026-03-02", at).status == status


@pytest.mark.parametrize(
    ("appealed", "status"),
    [
        ("2026-04-03T12:00", "kept"),  # day 28 itself, Good Friday: nobody is there, and it is in time
        ("2026-04-07T16:59", "kept"),  # the next working day, after Easter
        ("2026-04-07T17:00", "kept late"),
        ("2026-04-08T09:00", "kept late"),
    ],
)
def test_an_appeal_on_the_next_working_day(appealed, status):
    assert appeal("2026-03-06", london(appealed)).status == status


def test_where_nations_differ_a_person_decides():
    assert appeal("2026-03-06", london("2026-04-06T12:00"), nation="Scotland").status == "kept"
    between = appeal("2026-03-06", london("2026-04-07T12:00"), nation="Scotland")
    assert between.status == "kept perhaps late"
    assert any("another nation" in words for words in cautions(between))
    assert appeal("2026-03-06", london("2026-04-07T17:30"), nation="Scotland").status == "kept late"


@pytest.mark.parametrize(
    ("sent", "last_moment"),
    [
        ("2026-03-02", "2026-03-30T16:00:00"),  # the day after summer time began: 5 pm is 16:00 UTC
        ("2026-02-27", "2026-03-27T17:00:00"),  # the Friday before
        ("2026-09-28", "2026-10-26T17:00:00"),  # the day after it ended: 17:00 UTC again
        ("2026-09-25", "2026-10-23T16:00:00"),
    ],
)
def test_five_o_clock_across_both_clock_changes(sent, last_moment):
    last = datetime.fromisoformat(last_moment).replace(tzinfo=UTC)
    before = appeal(sent, now=last - timedelta(seconds=1))
    after = appeal(sent, now=last)
    assert (before.status, after.status) == ("running", "late")


def test_late_is_worked_out_and_never_stored():
    found = case(("notice_sent", "2026-03-02"), role="appellant", received="2026-03-02")
    assert clock(found, "appeal", datetime(2026, 3, 20, tzinfo=UTC)).status == "running"
    assert clock(found, "appeal", datetime(2026, 4, 20, tzinfo=UTC)).status == "late"
    assert not any("late" in str(each) for each in found.events)


@pytest.mark.parametrize(
    ("received", "legal"),
    [
        ("2026-06-18", None),  # the day before the duty began
        ("2026-06-19", "2026-07-18"),  # 30 days beginning with the day
        ("2028-02-01", "2028-03-01"),  # over a leap day
        ("2027-02-01", "2027-03-02"),
        ("2026-06-19T22:59:59.000000Z", "2026-07-18"),  # summer: 23:59 in London
        ("2026-06-19T23:30:00.000000Z", "2026-07-19"),  # 00:30 of the next day in London
        ("2026-10-25T00:30:00.000000Z", "2026-11-23"),  # the first 01:30 of the night when the clocks go back
        ("2026-10-25T01:30:00.000000Z", "2026-11-23"),  # and the second
        ("2027-03-28T00:59:00.000000Z", "2027-04-26"),  # a minute before they go forward
    ],
)
def test_the_time_to_acknowledge(received, legal):
    from ringfence.cases.complaint import Complaint
    from ringfence.cases.steps import opening

    event = opening(
        Complaint(received_at=received, via="form"), id_="x", identity="", role="organisation", now=NOW, by=""
    )
    found = case_of("A", [event], ROLES)
    every = running(found.id, found.role, found.nation, found.events, NOW)
    days = [each.deadline.legal.isoformat() for each in every if each.clock.id == "acknowledgement"]
    assert days == ([legal] if legal else [])


def test_a_complaint_that_is_not_about_data_starts_no_clock_and_an_unsure_one_does():
    for said, clocks in (("no", []), ("yes", ["acknowledgement"]), ("", ["acknowledgement"])):
        found = case(about_data=said, words="a call at night")
        every = running(found.id, found.role, found.nation, found.events, NOW)
        assert [each.clock.id for each in every if each.clock.law] == clocks


def test_acknowledged_on_day_30_in_time_and_on_day_31_for_a_person():
    for at, status in (("2026-07-18", "kept"), ("2026-07-19", "kept perhaps late"), ("2026-07-20", "kept late")):
        found = case(("acknowledged", at), received="2026-06-19")
        assert clock(found, "acknowledgement").status == status


def test_the_notice_names_the_day_and_without_it_nobody_can_count():
    steps = ("notice_sent", "2010-02-04", {"comply_by": "2010-03-06"})
    found = clock(case(steps, role="appellant", received="2010-02-04"), "compliance")
    assert (found.deadline.legal, found.status) == (date(2010, 3, 6), "late")
    unnamed = clock(case(("notice_sent", "2010-02-04"), role="appellant", received="2010-02-04"), "compliance")
    assert unnamed.status == "cannot be counted"
    assert any("names the day" in words for words in cautions(unnamed))
    assert due([found, unnamed], date(2010, 3, 7)) == [found, unnamed], "what nobody can count is always shown"


def test_service_starts_nothing_for_the_time_runs_from_sending():
    found = case(("notice_served", "2026-03-05"), role="appellant", received="2026-03-05")
    assert running(found.id, found.role, found.nation, found.events, NOW) == ()
    sent = appeal("2026-03-02")
    assert any("not from its arrival" in words for words in cautions(sent))


def test_a_year_whose_holidays_are_not_on_file_is_told_not_guessed():
    found = appeal("2099-03-02")
    assert found.status == "cannot be counted"
    assert "not on file" in found.problem


def test_representations_may_not_end_before_a_day_and_so_are_never_late():
    found = clock(case(("intent_given", "2026-03-02"), role="appellant", received="2026-03-02"), "representations")
    assert (found.deadline.kind, found.deadline.legal, found.status) == ("at_least", date(2026, 3, 22), "running")


def test_our_targets_are_told_apart_from_law():
    found = clock(case(received="2026-07-01"), "outcome")
    assert (found.deadline.kind, found.deadline.legal, found.status) == ("warning", date(2026, 8, 30), "late")
    assert found.deadline.cites.startswith("our target")


def test_each_notice_has_its_own_time_to_appeal():
    found = case(
        ("notice_sent", "2026-03-02"), ("appealed", "2026-03-10"), ("notice_sent", "2026-06-01"), role="appellant",
        received="2026-03-02",
    )  # fmt: skip
    appeals = [
        each for each in running(found.id, found.role, found.nation, found.events, NOW) if each.clock.id == "appeal"
    ]
    assert [each.status for each in appeals] == ["kept", "late"]


def test_due_puts_the_late_first_then_the_nearest():
    cases = [appeal("2026-11-10"), appeal("2026-03-02"), appeal("2026-11-01")]
    assert [each.started.isoformat() for each in due(cases)] == ["2026-03-02", "2026-11-01", "2026-11-10"]
    assert [each.started.isoformat() for each in due(cases, date(2026, 11, 30))] == ["2026-03-02", "2026-11-01"]


def test_due_over_many_reads_the_same_as_one_by_one():
    found = case(("acknowledged", "2026-07-10"), received="2026-06-19")
    steps = [each for each in found.events if each.kind in (*kinds(ROLES), "received")]
    many = list(all_running([(found.id, steps)], ROLES, NOW))
    assert many == list(running(found.id, found.role, found.nation, found.events, NOW))


@given(st.dates(date(2012, 1, 1), date(2026, 9, 1)), st.sampled_from(["England", "Wales", "Scotland", "NI"]))
def test_the_day_to_plan_for_is_a_working_day_never_late_and_never_after_day_28(sent, nation):
    found = appeal(sent.isoformat(), nation=nation)
    assert found.deadline.safe <= sent + timedelta(days=28) <= found.deadline.legal
    noon = datetime.combine(found.deadline.safe, datetime.min.time(), UTC) + timedelta(hours=12)
    assert found.deadline.late(noon) is False


@given(st.integers(0, 60), st.integers(0, 60))
def test_who_acts_earlier_is_never_later(first, second):
    early, late = sorted((first, second))
    day = date(2026, 3, 2)
    order = ("kept", "kept perhaps late", "kept late")
    found = [appeal("2026-03-02", (day + timedelta(days=each)).isoformat()).status for each in (early, late)]
    assert order.index(found[0]) <= order.index(found[1])


def test_every_clock_of_every_role_runs():
    for name in ROLES:
        role = role_of(name)
        for each in role.clocks:
            details = {each.named: "2026-12-01"} if each.named else {}
            found = case((each.starts[0], "2026-11-01", details), role=name, received="2026-11-01")
            assert clock(found, each.id).deadline if each.starts[0] != "received" else True


def test_the_time_of_others_runs_out_and_makes_nobody_here_late():
    sent = ("notice_sent", "2026-03-02", {"comply_by": "2026-04-10"})
    found = case(("decided", "2026-03-01"), sent, role="regulator", received="2026-02-01", about_data="no")
    over = {each.clock.id: each.status for each in running(found.id, found.role, found.nation, found.events, NOW)}
    assert over == {"acknowledgement": "late", "appeal": "over", "compliance": "over"}

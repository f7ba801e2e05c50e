"""The calendar file: read back by the library's own reader, in the right hour, with ids that stay and nobody's data."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from ringfence.cases.clocks import running
from ringfence.cases.ics import calendar

from .made import NOW, WRITTEN, case


def read(found, now=NOW):
    data = calendar(running(found.id, found.role, found.nation, found.events, now), now)
    return data, {str(each["uid"]): each for each in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def of_appeal(sent, nation="England"):
    return case(("notice_sent", sent), role="appellant", received=sent, nation=nation, name="Test Person")


@pytest.mark.parametrize(
    ("sent", "plan", "last"),
    [
        ("2026-03-02", date(2026, 3, 30), datetime(2026, 3, 30, 16, tzinfo=UTC)),  # summer time: 5 pm is 16:00 UTC
        ("2026-02-27", date(2026, 3, 27), datetime(2026, 3, 27, 17, tzinfo=UTC)),
        ("2026-03-06", date(2026, 4, 2), datetime(2026, 4, 7, 16, tzinfo=UTC)),  # Good Friday, rolled past Easter
    ],
)
def test_the_day_to_plan_for_and_the_last_moment(sent, plan, last):
    _, found = read(of_appeal(sent))
    start = sent.replace("-", "")
    assert found[f"A-1-appeal-{start}-plan@ringfence"]["dtstart"].dt == plan
    assert found[f"A-1-appeal-{start}-last@ringfence"]["dtstart"].dt == last


def test_read_again_it_changes_entries_and_doubles_none():
    _, before = read(of_appeal("2026-03-02"))
    _, after = read(of_appeal("2026-03-02"), datetime(2026, 12, 1, tzinfo=UTC))
    assert set(before) == set(after)
    assert "LATE" in str(after["A-1-appeal-20260302-plan@ringfence"]["summary"])


def test_nothing_of_a_person_stands_in_it():
    data, found = read(of_appeal("2026-03-02"))
    text = data.decode()
    assert found
    assert "Test Person" not in text
    assert WRITTEN not in text
    assert "1632960123" not in text


def test_what_cannot_be_counted_is_left_out_of_the_calendar():
    _, found = read(of_appeal("2026-03-02"))
    assert not [each for each in found if "compliance" in each], "the notice named no day"

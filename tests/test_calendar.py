from datetime import UTC, date, datetime, timedelta

import pytest

from ringfence.calendar import british, days_between, good_until, local, local_day, local_hour


def test_both_nights_of_the_clocks_minute_by_minute():
    """01:30 comes twice on 25 October 2026 and not at all on 29 March 2026; instants stay in order."""
    back = [datetime(2026, 10, 25, 0, 0, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(180)]
    assert [local_hour(instant) for instant in back] == [1] * 60 + [1] * 60 + [2] * 60
    forward = [datetime(2026, 3, 29, 0, 0, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(180)]
    assert [local_hour(instant) for instant in forward] == [0] * 60 + [2] * 60 + [3] * 60


def test_the_day_is_the_day_in_london():
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 12, 31)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_counting():
    assert days_between(date(2026, 3, 1), date(2026, 3, 29)) == 28
    assert good_until(date(2026, 3, 1), 27) == date(2026, 3, 28)
    assert british(date(2017, 5, 5)) == "5 May 2017"

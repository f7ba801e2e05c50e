"""Clocks -> a calendar file (RFC 5545) that any calendar takes: the day to plan for, and the last day in law."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from ringfence.calendar import LONDON, british
from ringfence.cases.clocks import Running, cautions

WARN = timedelta(days=-3)


def calendar(found: Iterable[Running], now: datetime) -> bytes:
    """The calendar file; one entry for the day to plan for, and one for the last day in law where that is later.

    Ids are made of case, clock and starting day, so that a file read again changes entries and doubles none. Nothing
    of a person stands in it.
    """
    made = Calendar()
    made.add("prodid", "-//Ringfence//cases//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Cases: what is due")
    for each in found:
        for entry in _entries(each, now):
            made.add_component(entry)
    return bytes(made.to_ical())


def _entries(each: Running, now: datetime) -> Iterator[Event]:
    if each.deadline is None:
        return
    late = f" (LATE: {british(each.deadline.legal)})" if each.status == "late" else ""
    plan = _event(each, now, "plan", f"{each.case}: {each.clock.says}{late}", each.deadline.safe)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{each.case}: {each.clock.says}")
    alarm.add("trigger", WARN)
    plan.add_component(alarm)
    yield plan
    if each.deadline.before:  # an hour of the day in London: kept in UTC, so that no calendar reads it as its own
        end = datetime.combine(each.deadline.legal, each.deadline.before, LONDON).astimezone(UTC)
        yield _event(each, now, "last", f"{each.case}: last moment in law to {each.clock.says}", end)
    elif each.deadline.legal != each.deadline.safe:
        yield _event(each, now, "last", f"{each.case}: last day in law to {each.clock.says}", each.deadline.legal)


def _event(each: Running, now: datetime, which: str, summary: str, start: date) -> Event:
    made = Event()
    made.add("uid", f"{each.case}-{each.clock.id}-{each.started:%Y%m%d}-{which}@ringfence")
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", start)
    if not isinstance(start, datetime):
        made.add("dtend", start + timedelta(days=1))
    made.add("summary", summary)
    made.add("description", "\n".join(_description(each)))
    made.add("transp", "TRANSPARENT")
    return made


def _description(each: Running) -> Iterator[str]:
    assert each.deadline is not None
    yield f"{each.deadline.says} {each.deadline.cites}."
    yield f"Counted from {british(each.started)}."
    yield from cautions(each)

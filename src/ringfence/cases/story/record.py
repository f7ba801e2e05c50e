"""The record of the story -> matters with dated events, the facts of each, and the days that each took. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ringfence.calendar import british
from ringfence.cases.compare.matters import Matter, read
from ringfence.rulings import spans
from ringfence.rulings.loading import load, shipped

FILE = Path(__file__).parent / "data" / "four_parties.yaml"
READ_ON = date(2026, 11, 26)  # the day on which the pages were read; no date of the record is later
STARTS = ("complaint", "report")  # what a time is taken from, the first kind that is on record


@dataclass(frozen=True)
class Event:
    """Something that happened, between two days; without an earliest day, only the latest possible one is known."""

    earliest: date | None
    latest: date
    kind: str
    says: str
    source: str
    action: bool

    @property
    def when(self) -> str:
        """When, in words, no more exactly than the record."""
        if self.earliest is None:
            return f"by {british(self.latest)}"
        if self.earliest == self.latest:
            return british(self.latest)
        if (self.earliest.day, self.earliest.month, self.latest.month) == (1, 1, 12) and self.latest.day == 31:
            return str(self.latest.year)
        if self.earliest.day == 1 and spans.days(f"{self.latest:%Y-%m}") == (self.earliest, self.latest):
            return f"{self.latest:%B %Y}"
        return f"between {british(self.earliest)} and {british(self.latest)}"


@dataclass(frozen=True)
class Days:
    """Days from the first complaint or report to the first step: at least, and at most if that is known."""

    start: Event
    end: Event
    least: int
    most: int | None

    @property
    def says(self) -> str:
        """The days in words, with what they are counted from."""
        if self.most is None:
            days = f"{self.least} or more"
        else:
            days = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        return f"{days} days from the {self.start.kind} to the {self.end.kind}"


@dataclass(frozen=True)
class Told:
    """One matter of the story: its events, its facts, and what nobody has on record."""

    id: str
    name: str
    events: tuple[Event, ...]
    unknown: tuple[str, ...]
    matter: Matter

    @property
    def days(self) -> Days | None:
        """How long it took to the first step; None where the record has no start or no step."""
        start = next((event for kind in STARTS for event in self.events if event.kind == kind), None)
        end = next((event for event in self.events if event.action), None)
        if start is None or end is None:
            return None
        earliest = end.earliest or start.latest
        most = (end.latest - start.earliest).days if start.earliest else None
        return Days(start, end, max(0, (earliest - start.latest).days), most)


@dataclass(frozen=True)
class Charge:
    """What somebody said of the regulator's even-handedness, with where and when."""

    by: str
    on: date
    says: str
    source: str


@cache
def story() -> tuple[Charge, tuple[Told, ...]]:
    """The charge that was made, and the matters in the order of their years."""
    charge, *matters = load(FILE)
    rulings = {entry["id"]: entry for entry in shipped("public")}
    return (
        Charge(charge["by"], _day(charge["day"]), charge["says"], charge["source"]),
        tuple(_told(entry, rulings) for entry in matters),
    )


def _told(entry: Mapping[str, Any], rulings: Mapping[str, Any]) -> Told:
    facts = entry.get("case") or rulings[entry["ruling"]]
    (matter,), problems = read([facts], READ_ON)
    assert not problems  # a test reads every one
    return Told(
        id=entry["id"],
        name=entry["name"],
        events=tuple(_event(each) for each in entry["events"]),
        unknown=tuple(entry["unknown"]),
        matter=matter,
    )


def _event(written: Mapping[str, Any]) -> Event:
    if "by" in written:
        earliest, latest = None, _day(written["by"])
    elif "from" in written:
        earliest, latest = _day(written["from"]), _day(written["to"])
    else:
        earliest, latest = spans.days(written["day"])
    return Event(
        earliest=earliest,
        latest=latest,
        kind=written["kind"],
        says=written["says"],
        source=written["source"],
        action=bool(written.get("action", False)),
    )


def _day(written: Any) -> date:
    first, last = spans.days(written)
    assert first == last, written
    return first

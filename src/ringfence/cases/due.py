"""What is due over all open cases, from as few of their events as clocks look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from ringfence.calendar import Nation, local_day
from ringfence.cases.clocks import Running, running
from ringfence.cases.roles import Role


def kinds(roles: Mapping[str, Role]) -> tuple[str, ...]:
    """Every kind of event that starts or stops a clock."""
    every = (kind for role in roles.values() for clock in role.clocks for kind in (*clock.starts, *clock.until))
    return tuple(dict.fromkeys(every))


@dataclass(slots=True)
class _Step:
    """A step as clocks read it; its day is looked at several times, so it is worked out once."""

    kind: str
    at: str
    details: dict[str, object]
    day: date
    moment: datetime | None


def _step(kind: str, at: str, details: dict[str, object]) -> _Step:
    if len(at) == 10:
        return _Step(kind, at, details, date.fromisoformat(at), None)
    moment = datetime.fromisoformat(at)
    return _Step(kind, at, details, local_day(moment), moment)


def all_running(
    cases: Iterable[tuple[str, Sequence[Any]]], roles: Mapping[str, Role], now: datetime
) -> Iterator[Running]:
    """The clocks of every case; of a role that is not on file none can be read, and its cases are left out."""
    for case, steps in cases:
        told = [_step(each.kind, each.at, each.details) for each in steps]
        about = told[0].details
        role = roles.get(str(about.get("role", "organisation")))
        if role is not None:
            nation = cast("Nation", about.get("nation", "ENG"))
            yield from running(case, role, nation, told, now, about)

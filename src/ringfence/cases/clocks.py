"""The clocks of a case: which run, by when, and whether they were kept. Late is worked out each time, never stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, Literal, Protocol

from ringfence.calendar import LONDON, Nation, local_day
from ringfence.cases.roles import Role, RoleClock
from ringfence.errors import RingfenceError
from ringfence.law.deadlines import CLOCKS, clocks
from ringfence.law.deadlines.deadline import Deadline

Status = Literal[
    "running", "late", "perhaps late", "over", "kept", "kept late", "kept perhaps late", "cannot be counted"
]  # over: the time of somebody else has run out
NO_DAY = "the notice or letter names the day, and nobody wrote it down"


class Step(Protocol):
    """As much of an event as a clock looks at."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def moment(self) -> datetime | None: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one case: what started it, by when, what stopped it, and how that stands at a moment."""

    case: str
    clock: RoleClock
    started: date
    deadline: Deadline | None
    stopped: str | None
    status: Status
    problem: str = ""

    @property
    def open(self) -> bool:
        return self.stopped is None

    @property
    def plan_for(self) -> date | None:
        return self.deadline.safe if self.deadline else None


def running(
    case: str, role: Role, nation: Nation, steps: Sequence[Step], now: datetime, about: Mapping[str, Any] | None = None
) -> tuple[Running, ...]:
    """Every clock that these steps started, in the order in which they were; `about` is what the complaint says."""
    said = about if about is not None else steps[0].details if steps else {}
    return tuple(
        _running(case, clock, nation, step, steps[place + 1 :], now)
        for place, step in enumerate(steps)
        for clock in _started_by(role, step.kind)
        if not any(said.get(name) is value for name, value in clock.unless.items()) and _runs(clock, step.day, nation)
    )


@cache
def _started_by(role: Role, kind: str) -> tuple[RoleClock, ...]:
    return tuple(clock for clock in role.clocks if kind in clock.starts)


def _runs(clock: RoleClock, start: date, nation: Nation) -> bool:
    """Whether the law of that day knows the clock at all."""
    if not clock.law:
        return True
    found = _deadline(clock, start, nation, None)
    return not isinstance(found, str) or found != CLOCKS[clock.law].none


def _running(case: str, clock: RoleClock, nation: Nation, step: Step, after: Sequence[Step], now: datetime) -> Running:
    named = step.details.get(clock.named) if clock.named else None
    found = _deadline(clock, step.day, nation, str(named) if named else None)
    stop = next((each for each in after if each.kind in clock.until), None)
    if isinstance(found, str):
        status: Status = "kept" if stop else "cannot be counted"
        return Running(case, clock, step.day, None, stop.at if stop else None, status, found)
    status = _status(found, stop, now)
    if clock.theirs and stop is None and status in ("late", "perhaps late"):
        status = "over"
    return Running(case, clock, step.day, found, stop.at if stop else None, status)


@lru_cache(maxsize=65_536)
def _deadline(clock: RoleClock, start: date, nation: Nation, named: str | None) -> Deadline | str:
    """The deadline, or why there is none."""
    if clock.law:
        return _by_law(clock.law, clock.name, start, nation)
    if clock.named:
        return _plain(clock, date.fromisoformat(named), "the notice or letter itself") if named else NO_DAY
    target = _plain(clock, start + timedelta(days=clock.days), clock.basis)
    return replace(target, kind="warning")


def _by_law(law: str, name: str, start: date, nation: Nation) -> Deadline | str:
    try:
        found = [each for each in clocks(law, start, nation) if name in ("", each.name)]
    except RingfenceError as error:  # a day beyond the table of bank holidays, or before the rules on file
        return error.message
    return found[0] if found else CLOCKS[law].none or "the law of that day sets no time"


def _plain(clock: RoleClock, day: date, cites: str) -> Deadline:
    return Deadline(clock.id, f"{clock.says[:1].upper()}{clock.says[1:]} by this day.", cites, day, day, day)


def _status(deadline: Deadline, stop: Step | None, now: datetime) -> Status:
    late = _late(deadline, stop.day, stop.moment) if stop else _late(deadline, local_day(now), now)
    if stop is None:
        return {False: "running", True: "late", None: "perhaps late"}[late]  # type: ignore[return-value]
    return {False: "kept", True: "kept late", None: "kept perhaps late"}[late]  # type: ignore[return-value]


def _late(deadline: Deadline, day: date, moment: datetime | None) -> bool | None:
    """Whether something done then is out of time; of a day without an hour both ends must agree."""
    if deadline.kind == "warning":
        return day > deadline.legal
    if moment is not None:
        return deadline.late(moment)
    ends = {deadline.late(datetime.combine(day, hour, LONDON)) for hour in (time(0), time(23, 59))}
    return ends.pop() if len(ends) == 1 else None


def due(found: Iterable[Running], until: date | None = None) -> list[Running]:
    """The clocks that still run, the most pressing first; with a day, those to be seen to by then."""
    still = (each for each in found if each.open)
    wanted = (each for each in still if until is None or each.plan_for is None or each.plan_for <= until)
    return sorted(wanted, key=_pressing)


def _pressing(each: Running) -> tuple[int, date, str]:
    return (0 if each.status == "late" else 1, each.plan_for or date.min, each.case)


def cautions(each: Running) -> Iterator[str]:
    """What must be said with a deadline: how it is counted, what is open, what was not verified."""
    if each.clock.caution:
        yield each.clock.caution
    if each.problem:
        yield f"Cannot be counted: {each.problem}."
    if each.deadline:
        if each.deadline.open_point:
            yield f"Open: {each.deadline.open_point}."
        yield from each.deadline.notes
        yield from (f"Not verified: {words}" for words in each.deadline.unsure)

"""Abandoned and silent calls of a campaign, measured both ways, as facts for the law.

The rate is abandoned and silent calls out of these and the calls in which a person was spoken with, for every 24 hours
and for each day in London. The second way adds what answering-machine detection wrongly takes for a machine: such a
person hears silence, so a share of `machine` results counts as abandoned. Calls of which nobody says who answered are
in neither; while there are any, a count of nought is not known. The rules are in codes/ofcom.py; nothing here judges.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ringfence.calendar import local_day
from ringfence.calls.records.record import Outcome, Record
from ringfence.codes.ofcom import ABANDONED_RATE
from ringfence.logic import Value

DAY = timedelta(hours=24)
REDIAL = timedelta(hours=72)
UNTOLD = (None, "answered")  # nobody says what became of them
NOBODY: tuple[Outcome, ...] = ("abandoned", "silent")


@dataclass(frozen=True, slots=True)
class Rate:
    """Abandoned calls of one stretch of time, silent ones among them."""

    abandoned: int
    live: int
    wrongly_machine: float = 0.0  # calls that were taken for a machine and are thought to be people

    @property
    def measured(self) -> float:
        """Share of live calls that were abandoned: what was seen."""
        return _share(self.abandoned, self.live)

    @property
    def estimated(self) -> float:
        """The same with those whom detection wrongly hung up on."""
        return _share(self.abandoned + self.wrongly_machine, self.live)


@dataclass(frozen=True, slots=True)
class Worst:
    """The 24 hours with the highest rate, by when they end."""

    until: datetime
    rate: Rate


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a campaign's records show."""

    name: str
    records: int
    unknown: int  # records of which nobody can say that they were not abandoned
    total: Rate
    silent: int
    days: Mapping[date, Rate]
    worst: Worst | None
    days_over: int  # days in London with an estimated rate above what was once let pass
    redialled: int  # calls to a number within 72 hours of abandoning one to it
    machine_again: int  # calls to a number within 24 hours of taking one to it for a machine

    def facts(self) -> dict[str, Value]:
        """What the law asks; a campaign of which some records say nothing has no known count of what they hide."""
        counts = {
            "abandoned_calls": self.total.abandoned - self.silent,
            "silent_calls": self.silent,
            "abandoned_rate_exceeded_days": self.days_over,
            "redial_within_72h": self.redialled,
            "amd_repeat_within_24h": self.machine_again,
        }
        return {name: count if count or not self.unknown else None for name, count in counts.items()}


def rates(records: Iterable[Record], wrongly_machine: float = 0.0) -> tuple[Campaign, ...]:
    """Each campaign by name. `wrongly_machine` is the share of `machine` results that are people, as tests showed."""
    by_name: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_name[record.campaign].append(record)
    return tuple(
        _campaign(name, sorted(by_name[name], key=lambda each: each.at), wrongly_machine) for name in sorted(by_name)
    )


def _campaign(name: str, records: Sequence[Record], share: float) -> Campaign:
    by_day: defaultdict[date, list[Record]] = defaultdict(list)
    for record in records:
        by_day[local_day(record.at)].append(record)
    days = {day: _rate(some, share) for day, some in sorted(by_day.items())}
    return Campaign(
        name=name,
        records=len(records),
        unknown=sum(each.outcome in UNTOLD for each in records),
        total=_rate(records, share),
        silent=sum(each.outcome == "silent" for each in records),
        days=days,
        worst=_worst(records, share),
        days_over=sum(rate.estimated * 100 > ABANDONED_RATE for rate in days.values()),
        redialled=_again(records, "abandoned", REDIAL),
        machine_again=_again(records, "machine", DAY),
    )


def _rate(records: Iterable[Record], share: float) -> Rate:
    counts = Counter(record.outcome for record in records)
    return Rate(sum(counts[each] for each in NOBODY), counts["live"], counts["machine"] * share)


def _worst(records: Sequence[Record], share: float) -> Worst | None:
    """The worst of all 24 hours that end with a call."""
    window: deque[Record] = deque()
    counts: Counter[str | None] = Counter()
    found: Worst | None = None
    for record in records:
        window.append(record)
        counts[record.outcome] += 1
        while window[0].at <= record.at - DAY:
            counts[window.popleft().outcome] -= 1
        rate = Rate(sum(counts[each] for each in NOBODY), counts["live"], counts["machine"] * share)
        if rate.estimated > (found.rate.estimated if found else 0.0):
            found = Worst(record.at, rate)
    return found


def _again(records: Sequence[Record], after: str, within: timedelta) -> int:
    """Calls to a number so soon after one to it that ended so."""
    last: dict[int, datetime] = {}
    count = 0
    for record in records:
        if record.number is None:
            continue
        before = last.get(record.number)
        count += before is not None and record.at - before < within
        if record.outcome == after:
            last[record.number] = record.at
        elif before is not None and record.outcome == "live":
            del last[record.number]  # a person was reached: the next call is not one after a failure
    return count


def _share(part: float, live: int) -> float:
    return part / (part + live) if part + live else 0.0

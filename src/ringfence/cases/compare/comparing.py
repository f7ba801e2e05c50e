"""A record of cases -> everything that is compared: the curves, the groups, the near pairs, what stands out. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from ringfence.cases.compare.alike import Outlier, Pair, dear_and_cheap, near_pairs, neighbours, slow_and_fast
from ringfence.cases.compare.likeness import Near
from ringfence.cases.compare.matters import Matter, MattersUnusable, Step, read
from ringfence.cases.compare.timing import CLOCKS, Clock, Curve, Time, curve, times
from ringfence.rulings.cases import Problem

BY: Mapping[str, Callable[[Matter], str]] = {
    "law": lambda matter: matter.regime,
    "organisation": lambda matter: matter.organisation,
    "sector": lambda matter: matter.sector or "not said",
    "regulator": lambda matter: matter.regulator or "not said",
}
LEAST_FOR_A_CURVE = 5  # in a group; fewer are told in the table only


@dataclass(frozen=True)
class Timed:
    """One clock, the times it could take, the curve of all of them, and a curve for each group with enough."""

    clock: Clock
    times: tuple[Time, ...]
    curve: Curve
    by_group: tuple[Curve, ...]


@dataclass(frozen=True)
class Row:
    """One group of matters: how many, how they ended, how warned, how fast. Medians are over those that say."""

    name: str
    matters: int
    steps: Mapping[Step, int]
    warned: int
    not_warned: int
    complaints: float | None
    days: Mapping[str, tuple[int, float | None]]  # for each clock: how many could be timed, and their median


@dataclass(frozen=True)
class Comparison:
    """Everything that is compared."""

    source: str
    on: date
    by: str
    matters: tuple[Matter, ...]
    problems: tuple[Problem, ...]
    timed: tuple[Timed, ...]
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    outliers: tuple[Outlier, ...]
    nearest: Mapping[str, tuple[Near[Matter], ...]]

    @property
    def appeals(self) -> int:
        return sum(matter.is_appeal for matter in self.matters)

    @property
    def unlike(self) -> tuple[Pair, ...]:
        """Near pairs whose gravest step differs."""
        return tuple(pair for pair in self.pairs if not pair.same_outcome)

    @property
    def only_one_noticed(self) -> int:
        return sum(pair.only_one_noticed for pair in self.pairs)

    @property
    def both_penalised(self) -> int:
        return sum(pair.one.step == pair.other.step == "penalty" for pair in self.pairs)


def compare(entries: Sequence[Any], source: str, on: date, by: str = "law") -> Comparison:
    """The comparison of the entries of a file; open cases are counted up to `on`."""
    matters, problems = read(entries, on)
    if not matters:
        first = f" The first problem: {problems[0]}" if problems else ""
        raise MattersUnusable(f"{source}: no case in it can be compared.{first}")
    timed = tuple(_timed(clock, matters, on, BY[by]) for clock in CLOCKS)
    slow = [outlier for each in timed for outlier in slow_and_fast(each.times)]
    return Comparison(
        source=source,
        on=on,
        by=by,
        matters=matters,
        problems=problems,
        timed=timed,
        rows=_rows(matters, timed, BY[by]),
        pairs=near_pairs(matters),
        outliers=(*slow, *dear_and_cheap(matters)),
        nearest={matter.id: neighbours(matter, matters) for matter in matters},
    )


def _timed(clock: Clock, matters: Sequence[Matter], on: date, by: Callable[[Matter], str]) -> Timed:
    found = times(matters, clock, on)
    grouped: dict[str, list[Time]] = defaultdict(list)
    for time in found:
        grouped[by(time.matter)].append(time)
    curves = tuple(curve(name, of) for name, of in grouped.items() if len(of) >= LEAST_FOR_A_CURVE)
    return Timed(clock, found, curve("all", found), tuple(sorted(curves, key=lambda each: -len(each.times))))


def _rows(matters: Sequence[Matter], timed: Sequence[Timed], by: Callable[[Matter], str]) -> tuple[Row, ...]:
    grouped: dict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        if not matter.is_appeal:
            grouped[by(matter)].append(matter)
    return tuple(_row(name, of, timed) for name, of in sorted(grouped.items(), key=lambda each: -len(each[1])))


def _row(name: str, of: Sequence[Matter], timed: Sequence[Timed]) -> Row:
    ids = {matter.id for matter in of}
    complaints = [matter.complaints for matter in of if matter.complaints is not None]
    days = {}
    for each in timed:
        own = [time for time in each.times if time.matter.id in ids]
        days[each.clock.id] = (len(own), curve(name, own).median)
    return Row(
        name=name,
        matters=len(of),
        steps=Counter(matter.step for matter in of),
        warned=sum(matter.prior_warnings is True for matter in of),
        not_warned=sum(matter.prior_warnings is False for matter in of),
        complaints=median(complaints) if complaints else None,
        days=days,
    )

"""How long from the first complaint, or from the last call, to action: survival curves that count open cases rightly.

A date written as a month or a year is any of its days: each time is a span, its middle is drawn, and the median is
also given with every span at its least and at its most. A case that is still open, or that ended without action, counts
for as long as it is known to have gone on (it is censored); dropping it would make the office look faster than it was.
"""

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ringfence.cases.compare.matters import Matter, Written

FEW = 10  # below, a curve is hardly more than its cases one by one


@dataclass(frozen=True)
class Clock:
    """From what to what a time is taken."""

    id: str
    says: str
    start: Callable[[Matter], Written | None]


CLOCKS = (
    Clock("complaint", "from the first complaint to action", lambda matter: matter.first_complaint),
    Clock("calls", "from the last known day of the calls to action", lambda matter: matter.calls_ended),
)


@dataclass(frozen=True)
class Time:
    """The days that one matter took, at least and at most, and whether action had been taken by their end."""

    matter: Matter
    least: int
    most: int
    acted: bool

    @property
    def middle(self) -> float:
        return (self.least + self.most) / 2


@dataclass(frozen=True)
class Point:
    """A day on which something was done, and the share of matters on which nothing had been done after it."""

    days: float
    share: float
    low: float  # of the interval of 95 %, by the log-log transformation of Greenwood's variance
    high: float
    at_risk: int  # matters still waiting just before


@dataclass(frozen=True)
class Curve:
    """What share of matters still waited for action after so many days (Kaplan and Meier)."""

    name: str
    times: tuple[Time, ...]
    points: tuple[Point, ...]
    median: float | None  # None: action was taken on fewer than half
    median_range: tuple[float | None, float | None]  # with every vague date at its least, and at its most

    @property
    def acted(self) -> int:
        return sum(time.acted for time in self.times)

    @property
    def few(self) -> bool:
        """Whether these are so few that a curve says little."""
        return len(self.times) < FEW


def time_of(matter: Matter, clock: Clock, on: date) -> Time | None:
    """The days that a matter took; None where a date is missing, it is an appeal, or action came before the start."""
    start = clock.start(matter)
    end = (on, on) if matter.open else matter.acted
    if matter.is_appeal or start is None or end is None or (matter.step == "unknown" and not matter.open):
        return None
    least, most = (end[0] - start[1]).days, (end[1] - start[0]).days
    return None if most < 0 else Time(matter, max(0, least), most, matter.step not in ("none", "unknown"))


def times(matters: Iterable[Matter], clock: Clock, on: date) -> tuple[Time, ...]:
    """Every time that can be told, the shortest first."""
    found = (time_of(matter, clock, on) for matter in matters)
    return tuple(sorted((time for time in found if time), key=lambda time: (time.middle, time.matter.id)))


def curve(name: str, of: Sequence[Time]) -> Curve:
    """The survival curve of some times; without any, one without points."""
    middle = [time.middle for time in of]
    done = [time.acted for time in of]
    return Curve(
        name,
        tuple(of),
        _points(middle, done),
        _median(middle, done),
        (_median([time.least for time in of], done), _median([time.most for time in of], done)),
    )


def _fitted(days: Sequence[float], acted: Sequence[bool]) -> Any:
    from scipy import stats  # noqa: PLC0415 - 0.5 s to import

    seen = [day for day, done in zip(days, acted, strict=True) if done]
    waiting = [day for day, done in zip(days, acted, strict=True) if not done]
    return stats.ecdf(stats.CensoredData(uncensored=seen, right=waiting)).sf


def _points(days: Sequence[float], acted: Sequence[bool]) -> tuple[Point, ...]:
    if not any(acted):
        return ()
    fitted = _fitted(days, acted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a share of 0 or 1 has no interval
        interval = fitted.confidence_interval(0.95, method="log-log")
    shares = zip(
        fitted.quantiles, fitted.probabilities, interval.low.probabilities, interval.high.probabilities, strict=True
    )
    done = {day for day, did in zip(days, acted, strict=True) if did}
    return tuple(
        Point(float(day), float(share), _held(low, share), _held(high, share), sum(each >= day for each in days))
        for day, share, low, high in shares
        if day in done
    )


def _held(bound: float, share: float) -> float:
    """A bound that is a number: at a share of 0 or 1 there is no interval, only the share."""
    return float(share) if bound != bound else float(bound)  # noqa: PLR0124 - only "not a number" differs from itself


def _median(days: Sequence[float], acted: Sequence[bool]) -> float | None:
    """The first day by whose end action had been taken on half; None if it never was."""
    if not any(acted):
        return None
    fitted = _fitted(days, acted)
    return next(
        (float(day) for day, share in zip(fitted.quantiles, fitted.probabilities, strict=True) if share <= 0.5 + 1e-12),
        None,
    )

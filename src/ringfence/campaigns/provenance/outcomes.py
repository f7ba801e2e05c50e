"""How the numbers of each source turned out, with intervals: a bad source shows itself beside the others.

Rates are of calls. Wrong numbers are counted among all calls, what people said among those that reached somebody. A
source stands out when the difference to all others together is more than chance would give in this many comparisons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

OUTCOMES = ("reached", "refused", "objected", "complained", "wrong", "not_reached")
SPOKE = ("reached", "refused", "objected", "complained")  # somebody answered, whatever came of it
RATES = {  # of what, among what; those that speak against a source
    "wrong": ("wrong number", OUTCOMES),
    "refused": ("refused", SPOKE),
    "objected": ("objected", SPOKE),
    "complained": ("complained", SPOKE),
}
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its interval, and how it compares with all other sources together."""

    name: str
    count: int
    among: int
    low: float
    high: float
    stands_out: bool
    difference: tuple[float, float] | None  # the interval of the difference to the others; None: nothing to compare

    @property
    def share(self) -> float:
        return self.count / self.among


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its calls by outcome, and its rates."""

    name: str
    calls: Mapping[str, int]
    rates: tuple[Rate, ...]

    @property
    def total(self) -> int:
        return sum(self.calls.values())

    @property
    def stands_out(self) -> tuple[str, ...]:
        return tuple(rate.name for rate in self.rates if rate.stands_out)


def sources(calls: Mapping[str, Mapping[str, int]]) -> tuple[Source, ...]:
    """Each source with its rates, those that stand out first, then the largest."""
    comparisons = max(1, len(calls) * len(RATES))
    z = NormalDist().inv_cdf(1 - (1 - CONFIDENCE) / (2 * comparisons))
    made = [Source(name, counts, tuple(_rates(name, calls, z))) for name, counts in calls.items()]
    return tuple(sorted(made, key=lambda each: (-len(each.stands_out), -each.total, each.name)))


def _rates(name: str, calls: Mapping[str, Mapping[str, int]], z: float) -> Iterable[Rate]:
    others = [counts for other, counts in calls.items() if other != name]
    for outcome, (_, among) in RATES.items():
        count, base = _share([calls[name]], outcome, among)
        if not base:
            continue
        low, high = wilson(count, base)
        theirs, their_base = _share(others, outcome, among)
        difference = newcombe(count, base, theirs, their_base, z) if their_base else None
        yield Rate(outcome, count, base, low, high, difference is not None and difference[0] > 0, difference)


def _share(counts: Sequence[Mapping[str, int]], outcome: str, among: Sequence[str]) -> tuple[int, int]:
    return sum(each.get(outcome, 0) for each in counts), sum(each.get(name, 0) for each in counts for name in among)


def wilson(count: int, among: int, z: float | None = None) -> tuple[float, float]:
    """Wilson's score interval of a share; 95 % unless another z is given."""
    z = z or NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share = count / among
    middle = share + z * z / (2 * among)
    spread = z * sqrt(share * (1 - share) / among + z * z / (4 * among * among))
    scale = 1 + z * z / among
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def newcombe(count: int, among: int, other: int, other_among: int, z: float) -> tuple[float, float]:
    """Newcombe's interval of a difference of two shares, from the Wilson interval of each (his method 10)."""
    first, second = count / among, other / other_among
    low, high = wilson(count, among, z)
    other_low, other_high = wilson(other, other_among, z)
    difference = first - second
    below = sqrt((first - low) ** 2 + (other_high - second) ** 2)
    above = sqrt((high - first) ** 2 + (second - other_low) ** 2)
    return difference - below, difference + above

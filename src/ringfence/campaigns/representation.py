"""How much of a list lies in each party's strongholds and in the marginals, beside their part of the electorate.

A stronghold is a seat in the top fifth, by the party's share of the vote, of those it stood in; a marginal one in the
fifth with the smallest margins. Each part of the list is a proportion with an interval, and divided by the part of the
electorate it says how many times over those places are called.

The interval is Clopper and Pearson's, at an effective sample size as Korn and Graubard (1998) have it: rows within a
constituency are no independent choices of places. If only some places were chosen, what counts is how many (Kish's
effective number, as rows weigh them); if the list reaches all, rows count. Between the two,

    1 / n_eff = (1 - f) / places_eff + f / rows,      f = places in the list / places there are.

All intervals hold together at `LEVEL` (Bonferroni). A part is called over-represented when it is so by more than a
tenth, both against the country and against the same regions in the list's own mix: a list of one region has that
region's strongholds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from math import ceil, floor, log, log1p, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

from ringfence.campaigns.elections import PARTIES, Seat

LEVEL = 0.99  # of all intervals together
FIFTH = 5
OVER = 1.1  # times its part of the electorate, from which it is called over-represented
EXACT_TO = 1_000  # effective rows up to which the interval is exact; beyond, Wilson's is the same to three digits


@dataclass(frozen=True)
class Part:
    """One kind of seat: its part of the list with interval, of the electorate, and of the same regions' electorate."""

    kind: Literal["strongholds", "marginals"]
    party: str | None
    seats: int
    here: float
    low: float
    high: float
    country: float
    regions: float

    @property
    def times(self) -> tuple[float, float, float]:
        """Part of the list over part of the country's electorate: estimate, lower and upper end."""
        return self.here / self.country, self.low / self.country, self.high / self.country

    @property
    def over(self) -> bool:
        """Whether it is over-represented beyond chance, by more than a tenth, in the country and in its regions."""
        return self.low > OVER * max(self.country, self.regions)

    @property
    def name(self) -> str:
        return "marginal seats" if self.party is None else f"{self.party} strongholds"


def parts(rows: Mapping[str, float], universe: Mapping[str, Seat]) -> tuple[Part, ...]:
    """Strongholds of each party that stood, and the marginals; none of a list without rows in any seat."""
    total = sum(rows.get(name, 0.0) for name in universe)
    if not total:
        return ()
    size = effective(rows, len(universe))
    groups = list(_groups(universe))
    return tuple(_part(kind, party, group, rows, universe, size, len(groups)) for kind, party, group in groups)


def _groups(universe: Mapping[str, Seat]) -> Iterator[tuple[Literal["strongholds", "marginals"], str | None, set[str]]]:
    for party in PARTIES:
        stood = sorted(
            (name for name in universe if universe[name].shares[party] > 0), key=partial(_by, universe, party)
        )
        if len(stood) >= FIFTH:
            yield "strongholds", party, set(stood[: len(stood) // FIFTH])
    close = sorted(universe, key=lambda name: (universe[name].margin, name))
    yield "marginals", None, set(close[: len(close) // FIFTH])


def _by(universe: Mapping[str, Seat], party: str, name: str) -> tuple[float, str]:
    return -universe[name].shares[party], name


def effective(rows: Mapping[str, float], places: int) -> float:
    """How many independent choices the rows amount to."""
    counts = [count for count in rows.values() if count > 0]
    total = sum(counts)
    fraction = min(1.0, len(counts) / places)
    chosen = total**2 / sum(count**2 for count in counts)
    return 1 / ((1 - fraction) / chosen + fraction / max(total, 1.0))


def _part(
    kind: Literal["strongholds", "marginals"], party: str | None, group: set[str], rows: Mapping[str, float],
    universe: Mapping[str, Seat], size: float, intervals: int,
) -> Part:  # fmt: skip
    total = sum(rows.values())
    here = sum(rows.get(name, 0.0) for name in group) / total
    low, high = interval(here, size, (1 - LEVEL) / intervals)
    electors = sum(seat.electorate for seat in universe.values())
    country = sum(universe[name].electorate for name in group) / electors
    return Part(kind, party, len(group), here, low, high, country, _in_regions(group, rows, universe))


def _in_regions(group: set[str], rows: Mapping[str, float], universe: Mapping[str, Seat]) -> float:
    """The group's part of the electorate, each region weighing what it weighs in the list."""
    mine, electors, inside = dict[str, float](), dict[str, float](), dict[str, float]()
    for name, seat in universe.items():
        mine[seat.region] = mine.get(seat.region, 0.0) + rows.get(name, 0.0)
        electors[seat.region] = electors.get(seat.region, 0.0) + seat.electorate
        inside[seat.region] = inside.get(seat.region, 0.0) + (seat.electorate if name in group else 0)
    total = sum(mine.values())
    return sum(count / total * inside[region] / electors[region] for region, count in mine.items())


def interval(share: float, size: float, miss: float) -> tuple[float, float]:
    """The interval of a proportion that misses it no more often than `miss`; Clopper and Pearson's, or Wilson's."""
    if size > EXACT_TO:
        return _wilson(share, size, miss)
    n = max(1, floor(size))
    successes = share * n
    low = 0.0 if floor(successes) == 0 else _solve(lambda p: _at_least(floor(successes), n, p) - miss / 2)
    high = 1.0 if ceil(successes) == n else _solve(lambda p: _at_least(ceil(successes) + 1, n, p) - (1 - miss / 2))
    return low, high


def _wilson(share: float, size: float, miss: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(1 - miss / 2)
    middle, scale = share + z * z / (2 * size), 1 + z * z / size
    spread = z * sqrt(share * (1 - share) / size + (z / (2 * size)) ** 2)
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _at_least(k: int, n: int, p: float) -> float:
    """The chance of k successes or more in n."""
    if k <= 0:
        return 1.0
    ways, i = _ways(n)[k:], np.arange(k, n + 1)
    return float(np.exp(ways + i * log(p) + (n - i) * log1p(-p)).sum())


@cache
def _ways(n: int) -> npt.NDArray[np.float64]:
    """The logarithm of the ways to choose 0, 1, ... of n."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways: npt.NDArray[np.float64] = logs[-1] - logs - logs[::-1]
    return ways


def _solve(rising: Callable[[float], float]) -> float:
    """The p at which a function that rises with p is nought."""
    low, high = 1e-12, 1 - 1e-12
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2

"""Which way a choice of constituencies leans, and how rarely a random draw leans as far.

If as many constituencies were drawn at random, how often would the draw lean as far to any side as those chosen? The
question is put twice: to draws from all of Great Britain, and to draws with the same number of seats from each region.
Nine leans are looked at (each of four parties strong or weak, and close contests), so the chosen areas are compared
with the *largest* lean of each draw, which keeps the chance of a false alarm the same for all nine together as for
one (Westfall and Young's max-statistic permutation test).
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter, mul
from statistics import fmean, pstdev
from typing import Literal

from ringfence.campaigns.elections import PARTIES, Seat

Kind = Literal["strongholds", "marginals", "weak_seats"]
MARGIN = "margin"
MEASURES = (*PARTIES, MARGIN)
FLAT = 1e-9  # spread of a measure below which all draws are the same, as when a whole region is chosen


@dataclass(frozen=True, slots=True)
class Lean:
    """One way to lean: the chosen areas' mean beside all areas', and how rare that is under both kinds of draw."""

    kind: Kind
    party: str | None
    measure: str
    here: float
    overall: float
    strength: float  # standard deviations of the draws, the lesser of the two kinds
    p_country: float
    p_regions: float

    @property
    def p(self) -> float:
        """The weaker of the two answers: a lean must be rare in the country and within its regions."""
        return max(self.p_country, self.p_regions)


def measured(seat: Seat, measure: str) -> float:
    """The seat's margin, or the share of the party that the measure is called by."""
    return seat.margin if measure == MARGIN else seat.shares[measure]


def find(rows: Mapping[str, int], universe: Mapping[str, Seat], draws: int, seed: int) -> list[Lean]:
    """Every way the areas could lean; `rows` weighs each of them, `seed` makes the answer the same every time."""
    chosen = sorted(rows, key=lambda name: (universe[name].region, name))
    weights = [rows[name] for name in chosen]
    columns = {measure: {name: measured(seat, measure) for name, seat in universe.items()} for measure in MEASURES}
    rng = random.Random(seed)  # noqa: S311 - a permutation test, not a secret
    country = _compare(chosen, _from_country(chosen, universe, rng, draws), weights, columns)
    regions = _compare(chosen, _from_regions(chosen, universe, rng, draws), weights, columns)
    here = dict(zip(MEASURES, _means(chosen, weights, columns), strict=True))
    return [
        Lean(kind, party, measure, here[measure], fmean(columns[measure].values()), min(z, z_region), p, p_region)
        for (kind, party, measure), (z, p), (z_region, p_region) in zip(_ways(), country, regions, strict=True)
    ]


def _ways() -> Iterator[tuple[Kind, str | None, str]]:
    for party in PARTIES:
        yield "strongholds", party, party
        yield "weak_seats", party, party
    yield "marginals", None, MARGIN


def _from_country(
    chosen: Sequence[str], universe: Mapping[str, Seat], rng: random.Random, draws: int
) -> Iterator[Sequence[str]]:
    names = sorted(universe)
    return (rng.sample(names, len(chosen)) for _ in range(draws))


def _from_regions(
    chosen: Sequence[str], universe: Mapping[str, Seat], rng: random.Random, draws: int
) -> Iterator[Sequence[str]]:
    """Draws with as many seats of each region as were chosen, in the order of `chosen`, which is by region."""
    regions = defaultdict(list)
    for name in sorted(universe):
        regions[universe[name].region].append(name)
    counts = sorted(Counter(universe[name].region for name in chosen).items())
    return ([name for region, count in counts for name in rng.sample(regions[region], count)] for _ in range(draws))


def _means(names: Sequence[str], weights: Sequence[int], columns: Mapping[str, Mapping[str, float]]) -> list[float]:
    pick, total = itemgetter(*names), sum(weights)
    return [sum(map(mul, weights, pick(column))) / total for column in columns.values()]


def _compare(
    chosen: Sequence[str],
    draws: Iterable[Sequence[str]],
    weights: Sequence[int],
    columns: Mapping[str, Mapping[str, float]],
) -> list[tuple[float, float]]:
    """Strength and p-value of each way to lean, in the order of `_ways`."""
    drawn = [_means(names, weights, columns) for names in draws]
    scales = [(fmean(column), pstdev(column)) for column in zip(*drawn, strict=True)]
    largest = [max(_strengths(means, scales)) for means in drawn]
    return [
        (strength, (1 + sum(other >= strength for other in largest)) / (1 + len(largest)))
        for strength in _strengths(_means(chosen, weights, columns), scales)
    ]


def _strengths(means: Sequence[float], scales: Sequence[tuple[float, float]]) -> list[float]:
    """How far each way leans, in standard deviations: up and down for a share, down only for the margin."""
    z = [(mean - usual) / spread if spread > FLAT else 0.0 for mean, (usual, spread) in zip(means, scales, strict=True)]
    return [*(way for share in z[:-1] for way in (share, -share)), -z[-1]]

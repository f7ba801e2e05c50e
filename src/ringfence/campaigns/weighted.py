"""Which way a list leans, told by how many of its rows lie in each constituency.

The question is whether the list's *rate* (rows for each elector) goes with a party's vote. Under an honest draw, of
people or of places, the rates have nothing to do with the vote, so they may be dealt out afresh among all
constituencies, blank ones included: that gives the means that chance gives. They are dealt among all of Great Britain,
and within each region; a lean must be rare in both. Rates are dealt and not rows, since large seats have more rows in
any honest sample, and size goes with the vote. As nine leans are looked at, each is held against the largest of every
deal (Westfall and Young's max-statistic permutation test), which keeps the chance of a false alarm for all nine.

A list of half a million rows shows any difference, also one that comes from who has a telephone. A lean of less than
`LEAST` of the vote is therefore never named.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ringfence.campaigns.elections import PARTIES, Seat
from ringfence.campaigns.leans import FLAT, MARGIN, MEASURES, Kind, Lean, measured

LEAST = 0.01  # of the vote: one point between the list's mean and the electorate's
Numbers = npt.NDArray[np.float64]


def find(rows: Mapping[str, float], universe: Mapping[str, Seat], draws: int, seed: int) -> list[Lean]:
    """Every way the list could lean, with its p-values; a difference under `LEAST` has a p-value of 1."""
    names = sorted(universe)
    sizes = np.array([universe[name].electorate for name in names], float)
    rates = np.array([rows.get(name, 0.0) for name in names]) / sizes
    values = np.array([[measured(universe[name], measure) for measure in MEASURES] for name in names])
    regions = np.array([universe[name].region for name in names])
    rng = np.random.default_rng(seed)
    here = _means(rates[None, :], sizes, values)[0]
    overall = sizes @ values / sizes.sum()
    country = _compare(here, _dealt(rates, sizes, values, [np.arange(len(names))], rng, draws))
    groups = [np.flatnonzero(regions == region) for region in np.unique(regions)]
    within = _compare(here, _dealt(rates, sizes, values, groups, rng, draws))
    return [
        _lean(way, float(here[at]), float(overall[at]), one, two)
        for (way, at), one, two in zip(_ways(), country, within, strict=True)
    ]


def _ways() -> Sequence[tuple[tuple[Kind, str | None, str], int]]:
    """Each way to lean, and the place of its measure, in the order of `_strengths`."""
    found: list[tuple[tuple[Kind, str | None, str], int]] = []
    for at, party in enumerate(PARTIES):
        found += [(("strongholds", party, party), at), (("weak_seats", party, party), at)]
    return [*found, (("marginals", None, MARGIN), len(PARTIES))]


def _dealt(
    rates: Numbers, sizes: Numbers, values: Numbers, groups: Sequence[npt.NDArray[np.intp]], rng: np.random.Generator,
    draws: int,
) -> Numbers:  # fmt: skip
    """Means of the measures when the rates are dealt afresh within each group, one row a deal."""
    dealt = np.empty((draws, len(rates)))
    for group in groups:
        dealt[:, group] = rng.permuted(np.tile(rates[group], (draws, 1)), axis=1)
    return _means(dealt, sizes, values)


def _means(rates: Numbers, sizes: Numbers, values: Numbers) -> Numbers:
    weights = rates * sizes
    means: Numbers = weights @ values / weights.sum(axis=1, keepdims=True)
    return means


def _compare(here: Numbers, dealt: Numbers) -> list[tuple[float, float]]:
    """Strength and p-value of each way to lean."""
    usual, spread = dealt.mean(axis=0), dealt.std(axis=0)
    largest = _strengths(dealt, usual, spread).max(axis=1)
    strengths = _strengths(here[None, :], usual, spread)[0]
    return [(float(z), float((1 + (largest >= z).sum()) / (1 + len(largest)))) for z in strengths]


def _strengths(means: Numbers, usual: Numbers, spread: Numbers) -> Numbers:
    """How far each way leans, in standard deviations: up and down for a share, down only for the margin."""
    z = np.where(spread > FLAT, (means - usual) / np.where(spread > FLAT, spread, 1), 0.0)
    shares, margin = z[:, :-1], z[:, -1:]
    both = np.stack([shares, -shares], axis=2).reshape(len(z), -1)
    return np.concatenate([both, -margin], axis=1)


def _lean(
    way: tuple[Kind, str | None, str], here: float, overall: float, country: tuple[float, float],
    within: tuple[float, float],
) -> Lean:  # fmt: skip
    kind, party, measure = way
    small = abs(here - overall) < LEAST
    p, p_regions = (1.0, 1.0) if small else (country[1], within[1])
    return Lean(kind, party, measure, here, overall, min(country[0], within[0]), p, p_regions)

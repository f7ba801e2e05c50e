"""Same facts, same outcome? Pairs that are near by their facts and far by their outcome, and matters that stand out.

Compared is only what one regulator did under one state of the law: another body, or another power, explains a
difference by itself. What is listed beside a difference are facts of the record; whether they explain it, nobody here
can tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log10
from statistics import median, quantiles
from typing import Literal

from ringfence.cases.compare.likeness import FEATURES, Likeness, Near, likeness, nearest
from ringfence.cases.compare.matters import Matter
from ringfence.cases.compare.timing import Time
from ringfence.facts import FACTS

NEAR = 1 / 3  # a pair is near when no more than a third of its facts stand apart
ENOUGH = 8  # matters in a group before any of them is said to stand out
RARE = 1 / 3  # a fact is unusual where no more than a third of its group share it
Group = tuple[str, str]  # regulator, and what penalty the law allowed


@dataclass(frozen=True)
class Pair:
    """Two matters whose facts are near, as far as they are known."""

    one: Matter
    other: Matter
    likeness: Likeness

    @property
    def same_outcome(self) -> bool:
        return self.one.step == self.other.step

    @property
    def only_one_noticed(self) -> bool:
        """Whether both were penalised, and one of them was given an enforcement notice besides."""
        both = self.one.step == self.other.step == "penalty"
        return both and ("notice" in self.one.steps) != ("notice" in self.other.steps)


@dataclass(frozen=True)
class Unusual:
    """A fact of a matter that few of its group share, with how many."""

    fact: str
    says: str
    sharing: int
    of: int


@dataclass(frozen=True)
class Outlier:
    """A matter far from its group in one measure, and what is unusual about it on the record."""

    matter: Matter
    measure: Literal["days", "penalty"]
    value: float
    typical: float  # the median of its group
    low: float  # the fences: beyond them lies what stands out
    high: float
    group: Group
    of: int
    unusual: tuple[Unusual, ...]
    calls: float | None  # the median of those of its group that say
    complaints: float | None


def groups(matters: Iterable[Matter]) -> dict[Group, list[Matter]]:
    """Matters that one body dealt with under one state of the law; courts' words on them, and open ones, left out."""
    found: dict[Group, list[Matter]] = defaultdict(list)
    for matter in matters:
        if not matter.is_appeal and matter.step != "unknown":
            found[matter.regulator, matter.regime].append(matter)
    return dict(found)


def near_pairs(matters: Iterable[Matter]) -> tuple[Pair, ...]:
    """Every pair of a group that is near by its facts, the nearest first."""
    pairs = (
        Pair(one, other, likeness(one.case.facts, other.case.facts))
        for group in groups(matters).values()
        for one, other in combinations(group, 2)
        if one.case.medium == other.case.medium
    )
    near = (pair for pair in pairs if pair.likeness.enough and pair.likeness.distance <= NEAR)
    return tuple(sorted(near, key=lambda pair: (pair.likeness.distance, pair.one.id, pair.other.id)))


def neighbours(matter: Matter, matters: Iterable[Matter], most: int = 3) -> tuple[Near[Matter], ...]:
    """The nearest matters by their facts, under any law and by anybody: for reading side by side."""
    others = ((other, other.case.facts) for other in matters if other.id != matter.id)
    return nearest(matter.case.facts, others, most)


def slow_and_fast(times: Sequence[Time]) -> tuple[Outlier, ...]:
    """Matters that took far longer, or far less, than others of their group."""
    by_id = {time.matter.id: time.middle for time in times if time.acted}
    return _outliers("days", (time.matter for time in times), lambda matter: by_id.get(matter.id), logs=False)


def dear_and_cheap(matters: Iterable[Matter]) -> tuple[Outlier, ...]:
    """Penalties far above or below those of their group, by their logarithms: sums double rather than add."""
    return _outliers("penalty", matters, lambda matter: matter.amount_gbp or None, logs=True)


def _outliers(
    measure: Literal["days", "penalty"],
    matters: Iterable[Matter],
    value: Callable[[Matter], float | None],
    *,
    logs: bool,
) -> tuple[Outlier, ...]:
    found = []
    for group, members in groups(matters).items():
        valued = [(matter, each) for matter in members if (each := value(matter)) is not None]
        if len(valued) < ENOUGH:
            continue
        low, high = _fences([each for _, each in valued], logs=logs)
        middle = median(each for _, each in valued)
        found += [
            Outlier(
                matter, measure, each, middle, low, high, group, len(valued), unusual(matter, members),
                _middle(one.calls for one in members), _middle(one.complaints for one in members),
            )
            for matter, each in valued
            if not low <= each <= high
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda outlier: -abs(outlier.value - outlier.typical)))


def _middle(values: Iterable[int | None]) -> float | None:
    said = [each for each in values if each is not None]
    return median(said) if said else None


def _fences(values: Sequence[float], *, logs: bool) -> tuple[float, float]:
    """One and a half times the middle half, beyond it on each side (Tukey)."""
    scaled = [log10(each) for each in values] if logs else list(values)
    first, _, third = quantiles(scaled, n=4, method="inclusive")
    low, high = first - 1.5 * (third - first), third + 1.5 * (third - first)
    return (10**low, 10**high) if logs else (low, high)


def unusual(matter: Matter, group: Sequence[Matter]) -> tuple[Unusual, ...]:
    """Facts of a matter that few others of its group have on record; what is not on record may be true all the same."""
    found = []
    for name in FEATURES:
        here = matter.case.facts.get(name)
        if here is None:
            continue
        sharing = sum(other.case.facts.get(name) == here for other in group)
        if sharing <= RARE * len(group):
            found.append(Unusual(name, FACTS[name].say(here), sharing, len(group)))
    return tuple(found)

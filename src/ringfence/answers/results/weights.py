"""Weights by raking: each answer counts more or less, until the sample has the shares that are known of the people.

Iterative proportional fitting: one margin after the other is brought to its target, round and round, until all fit.
With one margin this is cell weighting. Who did not answer a weighting question keeps his share of the sample.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ringfence.answers.interview.questionnaire import NOT_READ
from ringfence.answers.results.columns import Columns
from ringfence.errors import RingfenceError

ROUNDS = 2_000
CLOSE = 1e-9  # of a share
Floats = NDArray[np.float64]


class TargetsUnusable(RingfenceError):
    """Targets that cannot be read, or that this sample cannot be brought to."""

    code = "targets-unusable"


@dataclass(frozen=True, slots=True)
class Targets:
    """The shares wanted, by question or band and code, and where they are from; `most` caps a weight."""

    shares: Mapping[str, Mapping[str, float]]
    source: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each answer, their mean 1, and how well the margins came out."""

    values: Floats
    targets: Targets
    rounds: int
    off: float  # the largest difference between a share and its target; more than nothing only under a cap

    @property
    def effective(self) -> float:
        """The size of a simple random sample that would tell as much (Kish)."""
        return float(self.values.sum() ** 2 / (self.values**2).sum()) if self.values.size else 0.0


def read(path: Path) -> Targets:
    """The targets in a TOML file: a table for each question or band, its codes with their shares in per cent."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise TargetsUnusable(f"{path}: cannot be read ({error}). See docs/results.md for the form.") from None
    most, source = raw.pop("most", None), raw.pop("source", "")
    if not isinstance(source, str) or not (most is None or (_is_number(most) and most > 1)):
        raise TargetsUnusable(f"{path}: `source` is text, and `most` a number above 1.")
    if not raw:
        raise TargetsUnusable(f"{path}: no targets. Write a table for each question: [age], then `under_35 = 28.1`.")
    return Targets({name: _shares(path, name, table) for name, table in raw.items()}, source, most)


def _shares(path: Path, name: str, table: Any) -> dict[str, float]:
    if not isinstance(table, dict) or not all(_is_number(share) and share >= 0 for share in table.values()):
        raise TargetsUnusable(f"{path}: [{name}] must hold codes with their shares, such as `yes = 40.5`.")
    total = sum(table.values())
    if not 99 <= total <= 101:
        raise TargetsUnusable(f"{path}: the shares of [{name}] come to {total:g} per cent, not 100.")
    return {code: share / total for code, share in table.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def unweighted(rows: int) -> Weights:
    """Every answer counts alike."""
    return Weights(np.ones(rows), Targets({}), 0, 0.0)


def weigh(columns: Columns, targets: Targets) -> Weights:
    """Weights that bring the answers to the targets, or the refusal that says which target cannot be met."""
    margins = [_margin(columns, name, shares) for name, shares in targets.shares.items()]
    return rake(margins, columns.rows, targets)


def _margin(columns: Columns, name: str, shares: Mapping[str, float]) -> tuple[NDArray[np.intp], Floats]:
    """For each answer its place among the codes (the last: not answered), and the share wanted of each place."""
    column = columns[name]
    if column.several:
        raise TargetsUnusable(f"[{name}] has several answers a person, and cannot be weighted by.")
    codes = list(shares)
    known = {code: place for place, code in enumerate(codes)}
    places = np.array([known.get(value, len(codes)) for value in column.values], dtype=np.intp)
    unknown = sorted({value for value in column.values[places == len(codes)] if value and value not in NOT_READ})
    if unknown:
        raise TargetsUnusable(f"[{name}] has no share for {', '.join(unknown)}. Give each code one, or 0.")
    missing = float((places == len(codes)).mean()) if columns.rows else 0.0
    for code, place in known.items():
        if shares[code] > 0 and not (places == place).any():
            raise TargetsUnusable(f"[{name}]: nobody answered {code}, so no weight brings them to {shares[code]:.1%}.")
    return places, np.array([*(share * (1 - missing) for share in shares.values()), missing])


def rake(margins: list[tuple[NDArray[np.intp], Floats]], rows: int, targets: Targets) -> Weights:
    """The weights, of mean 1, that fit every margin."""
    weights, off, done = np.ones(rows), np.inf, 0
    if not rows:
        return Weights(weights, targets, 0, 0.0)
    for done in range(1, ROUNDS + 1):
        for places, wanted in margins:
            held = np.bincount(places, weights, len(wanted))
            factors = np.divide(wanted * rows, held, out=np.ones_like(held), where=held > 0)
            weights = weights * factors[places]
        if targets.most:
            weights = _capped(weights, targets.most)
        before, off = off, _off(margins, weights)
        if off < CLOSE or (targets.most and abs(before - off) < CLOSE):
            return Weights(weights, targets, done, off)
    raise TargetsUnusable(
        f"the targets do not fit together in this sample: after {ROUNDS} rounds a share is still {off:.1%} off. "
        "Some combination that they ask for was never answered: join codes, or leave one margin out."
    )


def _capped(weights: Floats, most: float) -> Floats:
    """The weights with none above the cap, and the mean still 1: what is cut off goes to the others alike."""
    weights = weights * (weights.size / weights.sum())
    at_cap = np.zeros(weights.size, dtype=bool)
    while (over := (weights > most) & ~at_cap).any():
        at_cap |= over
        weights[at_cap] = most
        weights[~at_cap] *= (weights.size - most * at_cap.sum()) / weights[~at_cap].sum()
    return weights


def _off(margins: list[tuple[NDArray[np.intp], Floats]], weights: Floats) -> float:
    held = (np.bincount(places, weights, len(wanted)) / weights.sum() - wanted for places, wanted in margins)
    return max(float(np.abs(each).max()) for each in held)

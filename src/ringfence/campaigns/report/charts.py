"""Counts and values to the places where charts put them, in per cent of the width; the templates draw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from ringfence.campaigns.report import words
from ringfence.campaigns.report.shape import Decisions, Point, Situation, Targeting
from ringfence.campaigns.report.words import Label

OPENLY = 12  # situations shown without being asked for; the rest are folded away
MOST = 100  # situations on a page of the browser: it stays light, whatever the list
COLUMNS = 40  # of the chart of areas
TALLEST = 132  # pixels of its fullest column


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole, as a bar; `x` and `width` in per cent."""

    label: Label
    count: int
    share: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A situation with the length of its bar, against the largest."""

    place: int
    situation: Situation
    label: Label
    share: str
    width: float


@dataclass(frozen=True, slots=True)
class Brick:
    """One area in the chart: `x` in per cent, `y` in pixels from the top."""

    x: float
    y: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the table beside the chart of areas."""

    name: str
    values: tuple[str, ...]  # how many, lowest, middle, average, highest
    mean_x: float


@dataclass(frozen=True, slots=True)
class Areas:
    """The chart of areas called against all areas."""

    bricks: tuple[Brick, ...]
    groups: tuple[Group, ...]
    ticks: tuple[tuple[float, str], ...]
    brick_width: float
    brick_height: float
    height: float


def parts(decisions: Decisions) -> tuple[Part, ...]:
    """The numbers by decision as one stacked bar."""
    counts = {"allow": decisions["allow"], "hold": decisions["hold"], "block": decisions["block"]}
    whole, x, found = sum(counts.values()), 0.0, list[Part]()
    for key, count in counts.items():
        width = 100 * count / whole if whole else 0.0
        found.append(Part(words.DECISIONS[key], count, words.share(count, whole), round(x, 3), round(width, 3)))
        x += width
    return tuple(found)


def bars(situations: Sequence[Situation], numbers: int) -> tuple[Bar, ...]:
    """The situations, largest first, each with its bar."""
    ordered = sorted(situations, key=lambda situation: -situation["count"])
    largest = max((situation["count"] for situation in ordered), default=0) or 1
    return tuple(
        Bar(
            place,
            each,
            words.DECISIONS[each["decision"]],
            words.share(each["count"], numbers),
            round(100 * each["count"] / largest, 3),
        )
        for place, each in enumerate(ordered, 1)
    )


def areas(targeting: Targeting) -> Areas | None:
    """A column of bricks per value, one brick an area, those called at the bottom; None without areas."""
    points = targeting["points"]
    if not points:
        return None
    values = [point["value"] for point in points]
    scale = _scale(values)
    columns: list[list[Point]] = [[] for _ in range(COLUMNS)]
    for point in points:
        columns[min(int(scale.at(point["value"]) / 100 * COLUMNS), COLUMNS - 1)].append(point)
    step = min(9.0, TALLEST / max(map(len, columns)))
    height = step * max(map(len, columns))
    return Areas(
        bricks=tuple(brick for n, column in enumerate(columns) for brick in _column(n, column, step, height)),
        groups=tuple(_group(name, some, scale) for name, some in _groups(points)),
        ticks=scale.ticks(),
        brick_width=round(100 / COLUMNS * 0.8, 3),
        brick_height=round(step * 0.8, 3),
        height=round(height, 3),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from a round number to a round number; fractions are written as per cent."""

    low: int  # in steps
    high: int
    step: float
    fractions: bool

    def at(self, value: float) -> float:
        """Where a value stands, in per cent of the width."""
        return round(100 * (value / self.step - self.low) / (self.high - self.low), 3)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        values = [n * self.step for n in range(self.low, self.high + 1)]
        return tuple((self.at(value), f"{value:.0%}" if self.fractions else f"{value:,g}") for value in values)

    def written(self, value: float) -> str:
        return f"{value:.1%}" if self.fractions else f"{value:,.1f}"


def _scale(values: Sequence[float]) -> Scale:
    """Nought and every value, in four to eight steps of 1, 2 or 5."""
    low, high = min(0.0, *values), max(0.0, *values)
    fractions = max(map(abs, values)) <= 1
    span = max(high - low, 0.01)  # no axis is finer than one per cent
    power = 10.0 ** math.floor(math.log10(span))
    step = next(m * power for m in (0.1, 0.2, 0.5, 1, 2) if span / (m * power) <= 8)
    if fractions:
        step = max(step, 0.01)
    return Scale(math.floor(low / step), max(math.ceil(high / step), 1), step, fractions)


def _column(place: int, column: list[Point], step: float, height: float) -> list[Brick]:
    ordered = sorted(column, key=lambda point: not point["chosen"])
    x = 100 / COLUMNS * (place + 0.1)
    return [Brick(round(x, 3), round(height - step * (n + 1), 3), p["chosen"]) for n, p in enumerate(ordered)]


def _groups(points: Sequence[Point]) -> tuple[tuple[str, list[float]], ...]:
    called = [point["value"] for point in points if point["chosen"]]
    everywhere = [point["value"] for point in points]
    return (("Areas called", called), ("All areas", everywhere)) if called else (("All areas", everywhere),)


def _group(name: str, values: list[float], scale: Scale) -> Group:
    figures = (min(values), median(values), fmean(values), max(values))
    shown = (words.number(len(values)), *map(scale.written, figures))
    return Group(name, shown, scale.at(fmean(values)))

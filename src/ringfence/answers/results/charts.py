"""A table as bars: inline SVG that needs no script, with the figures as text."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ringfence.answers.results.tables import Table

ROW, GAP, LABELS, WIDTH = 22, 6, 260, 360  # pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, where it stands, how long it is, and the share as text."""

    words: str
    y: int
    length: float
    share: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of a question's total, and the size of the drawing."""

    title: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    labels: int = LABELS
    row: int = ROW


def chart(found: Table) -> Chart:
    """The total column of a table as bars; a hidden share is said, and has no bar."""
    bars = tuple(_bars(found))
    return Chart(found.column.text, bars, LABELS + WIDTH + 60, len(bars) * (ROW + GAP) + GAP)


def _bars(found: Table) -> Iterator[Bar]:
    for number, (words, shares) in enumerate(zip(found.rows, found.shares, strict=True)):
        share = float(shares[-1])
        hidden = bool(np.isnan(share))
        yield Bar(
            words if len(words) <= 38 else f"{words[:37]}…",
            GAP + number * (ROW + GAP),
            0.0 if hidden else round(share * WIDTH, 1),
            "hidden" if hidden else f"{share:.0%}",
        )

"""A question by a banner: weighted shares, unweighted and effective bases, small cells hidden."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ringfence.answers.results.columns import Column, Columns
from ringfence.answers.results.suppress import Counts, Hidden, hidden
from ringfence.answers.results.weights import Floats, Weights

K = 10  # people in a cell that is shown
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows are answers, columns the banner, the last of them the total; NaN where a share is hidden."""

    column: Column
    rows: tuple[str, ...]
    banner: tuple[str, ...]
    by: str
    shares: Floats  # weighted, of those who answered
    bases: Counts  # unweighted
    effective: Floats  # what the bases are worth after weighting
    hidden: Hidden  # rows and, last, the bases
    k: int

    @property
    def hides(self) -> int:
        """How many cells are not shown."""
        return int(self.hidden.sum())


def table(columns: Columns, name: str, weights: Weights, by: str = "", k: int = K) -> Table:
    """The answers to a question, by another column if one is named; of those who were asked and answered."""
    column = columns[name]
    groups = _groups(columns[by] if by else None, columns.rows)
    answered = column.answered
    answers = _answers(column, k)
    chosen = list(answers.values())
    counts = np.array(
        [[int((each & group).sum()) for group in groups.values()] for each in [*chosen, answered]], dtype=np.int64
    ).reshape(len(chosen) + 1, len(groups))
    behind = hidden(counts, k, columns_add_up=not column.several)
    weight = weights.values
    bases = np.array([weight[answered & group].sum() for group in groups.values()])
    held = np.array([[weight[each & group].sum() for group in groups.values()] for each in chosen])
    shares = np.divide(held, bases, out=np.full_like(held, np.nan, dtype=float), where=bases > 0)
    shares[behind[:-1] | behind[-1]] = np.nan
    effective = np.array([_effective(weight[answered & group]) for group in groups.values()])
    return Table(column, tuple(answers), tuple(groups), by, shares, counts[-1], effective, behind, k)


def _answers(column: Column, k: int) -> dict[str, NDArray[np.bool_]]:
    """Who gave each answer.

    Answers that fewer than k people gave are put together, with one more if need be: else their totals would be hidden,
    and others with them. Where several answers can be given, each stands by itself.
    """
    answered = column.answered
    chose = {code: column.chose(code) & answered for code in column.labels}
    size = {code: int(who.sum()) for code, who in chose.items()}
    small = [code for code in chose if 0 < size[code] < k]
    if column.several or not small:
        return {column.labels[code]: who for code, who in chose.items()}
    rest = sorted((code for code in chose if size[code] >= k), key=lambda code: size[code])
    if sum(size[code] for code in small) < k or len(small) == 1:
        small += rest[:1]
    words = f"Other answers ({', '.join(column.labels[code] for code in chose if code in small)})"
    others = np.logical_or.reduce([chose[code] for code in small])
    return {**{column.labels[code]: who for code, who in chose.items() if code not in small}, words: others}


def _groups(banner: Column | None, rows: int) -> dict[str, NDArray[np.bool_]]:
    """Who is in each column; everybody in one of them and in the total."""
    everybody = np.ones(rows, dtype=bool)
    if banner is None:
        return {TOTAL: everybody}
    found = {words: banner.chose(code) for code, words in banner.labels.items()}
    if not banner.answered.all():
        found["Not answered"] = ~banner.answered
    return {**found, TOTAL: everybody}


def _effective(weight: Floats) -> float:
    return float(weight.sum() ** 2 / (weight**2).sum()) if weight.size else 0.0


def as_text(found: Table) -> str:
    """The table for a terminal."""
    width = max(12, *(len(each) for each in (*found.rows, "Unweighted base", "Effective base")))
    widths = [max(8, len(each)) for each in found.banner]
    head = f"{found.column.name}. {found.column.text}"
    lines = [
        head,
        " " * width + "".join(f"  {words:>{size}}" for words, size in zip(found.banner, widths, strict=True)),
    ]
    for words, shares in zip(found.rows, found.shares, strict=True):
        cells = (
            f"{'*' if np.isnan(share) else f'{share:.1%}':>{size}}" for share, size in zip(shares, widths, strict=True)
        )
        lines.append(f"{words:<{width}}" + "".join(f"  {cell}" for cell in cells))
    for words, row in (("Unweighted base", found.bases), ("Effective base", found.effective)):
        shown = (
            f"{'*' if behind else f'{base:,.0f}':>{size}}"
            for base, behind, size in zip(row, found.hidden[-1], widths, strict=True)
        )
        lines.append(f"{words:<{width}}" + "".join(f"  {cell}" for cell in shown))
    if found.hides:
        lines.append(f"* hidden: fewer than {found.k} people, or it would give away a cell that has.")
    return "\n".join(lines)


def as_data(found: Table) -> dict[str, object]:
    """The table for machines; None where a cell is hidden."""
    return {
        "question": found.column.name,
        "text": found.column.text,
        "by": found.by or None,
        "columns": list(found.banner),
        "rows": [
            {"answer": words, "shares": [None if np.isnan(each) else round(float(each), 6) for each in shares]}
            for words, shares in zip(found.rows, found.shares, strict=True)
        ],
        "unweighted_bases": _shown(found.bases, found.hidden[-1]),
        "effective_bases": _shown(found.effective, found.hidden[-1]),
        "k": found.k,
        "hidden_cells": found.hides,
    }


def _shown(row: NDArray[np.int64] | Floats, behind: NDArray[np.bool_]) -> list[float | None]:
    return [None if out else round(float(each), 1) for each, out in zip(row, behind, strict=True)]

"""Declared bands, merged until each cell holds k people of the contact list: a smaller one can never fill a batch.

Dimensions are split one after the other, the most wanted first. Where a value has too few people, it is put together
with its smaller neighbour in the declared order, so that what is left over never gives away what was merged.
"""

from collections.abc import Iterable, Mapping, Sequence

from ringfence.answers.plan import NOT_TOLD, Bands
from ringfence.answers.record import AnswerRefused

Raw = tuple[str, ...]
MOST_CELLS = 200  # of merged cells: each waits for its own batch


def merged(dimensions: Mapping[str, Sequence[str]], people: Iterable[Mapping[str, str]], k: int) -> Bands:
    """The cells of these people: dimension -> its values in order. A value that is not declared counts as not known."""
    orders = [list(values) for values in dimensions.values()]
    counts: dict[Raw, int] = {}
    for person in people:
        raw = tuple(
            value if (value := person.get(name, "")) in order else ""
            for name, order in zip(dimensions, orders, strict=True)
        )
        counts[raw] = counts.get(raw, 0) + 1
    cells = _split(counts, orders, 0, k) if dimensions else {}
    if len(set(cells.values())) > MOST_CELLS:
        raise AnswerRefused(
            f"the bands make {len(set(cells.values()))} cells, and each waits for {k} interviews of its own; at most "
            f"{MOST_CELLS} can be kept apart. Declare fewer or coarser bands."
        )
    return Bands(tuple(dimensions), tuple(sorted(cells.items())))


def _split(counts: Mapping[Raw, int], orders: Sequence[Sequence[str]], at: int, k: int) -> dict[Raw, Raw]:
    """Each raw combination, and the merged one that it belongs to, from dimension `at` on."""
    if at == len(orders):
        return dict.fromkeys(counts, ())
    values = [value for value in (*orders[at], "") if any(raw[at] == value for raw in counts)]
    found: dict[Raw, Raw] = {}
    for group in _neighbours(values, {v: sum(n for raw, n in counts.items() if raw[at] == v) for v in values}, k):
        inside = {raw: n for raw, n in counts.items() if raw[at] in group}
        told = NOT_TOLD if len(group) == len(values) > 1 else " or ".join(value or "not known" for value in group)
        found |= {raw: (told, *rest) for raw, rest in _split(inside, orders, at + 1, k).items()}
    return found


def _neighbours(values: Sequence[str], sizes: Mapping[str, int], k: int) -> list[tuple[str, ...]]:
    """The values in order, those with fewer than k people put together with their smaller neighbour, until none is."""
    groups: list[tuple[str, ...]] = [(value,) for value in values]
    size = {group: sizes[group[0]] for group in groups}
    while len(groups) > 1 and min(size[group] for group in groups) < k:
        at = min(range(len(groups)), key=lambda place: size[groups[place]])
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(groups)]
        other = min(beside, key=lambda place: size[groups[place]])
        first, last = sorted((at, other))
        whole = groups[first] + groups[last]
        size[whole] = size[groups[first]] + size[groups[last]]
        groups[first : last + 1] = [whole]
    return groups

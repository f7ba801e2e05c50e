"""A list and everything on file at national size, from a seeded generator: nobody's numbers, never dialled.

Numbers are drawn among those that are valid. The shapes of cells and their shares are those of make_untidy.py, a
guess at what lists look like. Files are written in pieces, so that fifty million rows need no more memory than one.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.ranks import NO_RANK, plan

ON = date(2026, 11, 21)
STEP = 500_000
STRIDE = 7919  # a prime: by steps of so many one comes past everybody before one comes back
NAMES = ("Sam", "Alex", "Jo", "Mohammed", "Christopher", "Eilidh", "Angharad", "Li")
SURNAMES = ("Example", "Sample", "Specimen", "Placeholder", "O'Nobody", "Test-Case")
STREETS = ("High Street", "Station Road", "Church Lane", "The Green", "Heol y Felin")
Numbers = npt.NDArray[np.int64]


def population(size: int, seed: int = 1) -> Numbers:
    """Valid national numbers, three in five mobile, in no order."""
    rng = np.random.default_rng(seed)
    mobile = _drawn(rng, 7_400_000_000, 8_000_000_000, size * 3 // 5)
    return rng.permutation(np.concatenate([mobile, _drawn(rng, 1_100_000_000, 3_000_000_000, size - len(mobile))]))


def _drawn(rng: np.random.Generator, low: int, high: int, size: int) -> Numbers:
    found = np.empty(0, np.int64)
    while len(found) < size:
        some = rng.integers(low, high, size)
        some = some[plan().find_all(some)[0] != NO_RANK]
        found = np.sort(np.concatenate([found, some]))
        found = found[np.concatenate([[True], found[1:] != found[:-1]])]
    return rng.permutation(found)[:size]


def _text(array: npt.NDArray) -> pa.Array:
    return pa.array(array).cast(pa.string())


def _joined(*parts: object) -> pa.Array:
    return pc.binary_join_element_wise(*[pa.scalar(p) if isinstance(p, str) else p for p in parts], pa.scalar(""))


def _shaped(rng: np.random.Generator, numbers: Numbers) -> pa.Array:
    """Cells as people and spreadsheets write them."""
    n = _text(numbers)
    head, middle, tail = (pc.utf8_slice_codeunits(n, *at) for at in ((0, 4), (4, 7), (7, 10)))
    late, first, five = (
        pc.utf8_slice_codeunits(n, 4, 10),
        pc.utf8_slice_codeunits(n, 0, 1),
        pc.utf8_slice_codeunits(n, 1, 6),
    )
    rest = pc.utf8_slice_codeunits(n, 1, 10)
    other = _text(numbers[::-1].copy())
    shapes = (
        (40, ("0", n)), (14, ("0", head, " ", late)), (6, ("0", head, " ", middle, " ", tail)), (8, ("+44", n)),
        (5, ("+44 ", head, " ", late)), (4, ("+44 (0)", head, " ", late)), (3, ("0044", n)), (3, ("44", n)), (5, (n,)),
        (3, (n, ".0")), (2, ("(0", head, ") ", late)), (2, ("0", head, "-", middle, "-", tail)), (1, ("'0", n)),
        (0.5, ("0", n, "\u00a0")), (0.3, ("0", n, " ")), (1.4, (first, ".", five, "E+09")), (0.5, (first, ".", rest, "E+09")),
        (0.3, ("0", head, ".", late)), (0.2, ("0", n, " x123")), (0.2, ("0", n, " / 0", other)), (0.1, ("Tel: 0", n)),
        (0.5, ("0", pc.utf8_slice_codeunits(n, 0, 8))), (0.5, ("0", n, "1")), (0.3, ("+353 86 123 4567",)),
        (0.2, ("0909 879 0123",)), (1.0, ("",)), (0.5, ("n/a",)),
    )  # fmt: skip
    weights = np.array([weight for weight, _ in shapes])
    which = rng.choice(len(shapes), len(numbers), p=weights / weights.sum()).astype(np.int8)
    made = [
        _joined(*parts) if not all(isinstance(p, str) for p in parts) else pa.array([parts[0]] * len(numbers))
        for _, parts in shapes
    ]
    return pc.choose(pa.array(which.astype(np.int64)), *made)


def _pieces(numbers: Numbers) -> Iterator[Numbers]:
    for start in range(0, len(numbers), STEP):
        yield numbers[start : start + STEP]


def _write(file: Path, header: str, pieces: Iterator[pa.Array]) -> None:
    with file.open("wb") as out:
        out.write(header.encode())
        for lines in pieces:
            _, offsets, data = lines.buffers()
            out.write(memoryview(data)[: np.frombuffer(offsets, np.int32)[len(lines)]])


def write_list(file: Path, people: Numbers, rows: int, seed: int = 2009) -> None:
    """A list of people, one in 25 of them twice."""

    def lines() -> Iterator[pa.Array]:
        for at in range(0, rows, STEP):
            rng = np.random.default_rng([seed, at])
            size = min(STEP, rows - at)
            numbers = people[np.arange(at, at + size) % len(people)]
            again = rng.random(size) < 0.04
            numbers = np.where(again, people[rng.integers(0, min(at + size, len(people)), size)], numbers)
            place = np.arange(at + 1, at + size + 1)
            who = [
                pc.take(pa.array(words), pa.array(rng.integers(0, len(words), size)))
                for words in (NAMES, SURNAMES, STREETS)
            ]
            home = _text(rng.integers(1, 200, size))
            yield _joined(
                _text(place),
                ",",
                who[0],
                ",",
                who[1],
                ",",
                home,
                " ",
                who[2],
                ",",
                _shaped(rng, numbers),
                ",Ward ",
                _text(place % 40),
                "\r\n",
            )

    _write(file, "id,first name,surname,address,phone,ward\r\n", lines())


def write_register(file: Path, numbers: Numbers, seed: int) -> None:
    rng = np.random.default_rng(seed)

    def lines() -> Iterator[pa.Array]:
        for some in _pieces(np.sort(numbers)):
            yield _joined("0", _text(some), ",", _days(rng, len(some), 4000), "\n")

    _write(file, "number,listed_on\n", lines())


def write_objections(file: Path, numbers: Numbers) -> None:
    _write(file, "number\n", (_joined("0", _text(some), "\n") for some in _pieces(numbers)))


def write_consents(file: Path, numbers: Numbers, seed: int = 4) -> None:
    rng = np.random.default_rng(seed)
    scopes = pa.array(["live", "both", "automated"])

    def lines() -> Iterator[pa.Array]:
        for some in _pieces(numbers):
            scope = pc.take(scopes, pa.array(rng.integers(0, 3, len(some))))
            gone = pc.if_else(pa.array((rng.random(len(some)) < 0.05).tolist()), _days(rng, len(some), 300), "")
            yield _joined(
                "0", _text(some), ",Example Party,", scope, ",", _days(rng, len(some), 900), ",form 7,", gone, "\n"
            )

    _write(file, "number,given_to,scope,given_on,proof,withdrawn_on\n", lines())


def write_history(file: Path, people: Numbers, calls: int, seed: int = 5) -> None:
    rng = np.random.default_rng(seed)

    def lines() -> Iterator[pa.Array]:
        for at in range(0, calls, STEP):
            size = min(STEP, calls - at)
            some = people[rng.integers(0, len(people), size)]
            yield _joined("0", _text(some), ",", _days(rng, size, 365), "\n")

    _write(file, "number,called_at\n", lines())


def _days(rng: np.random.Generator, size: int, most: int) -> pa.Array:
    days = pa.array([(ON - timedelta(days=n)).isoformat() for n in range(most)])
    return pc.take(days, pa.array(rng.integers(0, most, size)))


def write_evidence(folder: Path, people: Numbers, scale: float = 1.0, seed: int = 6) -> None:
    """13.5 M TPS, 1.1 M CTPS, 300 k objections, 2 M consents and 20 M calls made, times the scale."""
    rng = np.random.default_rng(seed)

    def some(size: float) -> Numbers:
        """People taken here and there: those on one file are no more often on another."""
        start = int(rng.integers(0, len(people)))
        return people[(start + np.arange(max(1, int(size * scale))) * STRIDE) % len(people)]

    write_register(folder / "tps.csv", some(13.5e6), 2)
    write_register(folder / "ctps.csv", some(1.1e6), 3)
    write_objections(folder / "objections.csv", some(0.3e6))
    write_consents(folder / "consents.csv", some(2e6))
    write_history(folder / "history.csv", people[: max(1, int(12e6 * scale))], int(20e6 * scale))

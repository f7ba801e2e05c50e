"""Every number of a column of cells: the engine's answers, and Python's for the cells that the engine leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ringfence.kernel.cells import CODES, READINGS
from ringfence.kernel.engine import Engine
from ringfence.numbers import EXTENSION, Number, clean, read_all
from ringfence.ranks.plan import NO_RANK, plan
from ringfence.words import NUMBER_KINDS

if TYPE_CHECKING:
    import pyarrow as pa

_LAST_DIGITS = re.compile(r"\d+")
# Whole numbers between separators, nothing else in the cell: these `numbers.read_all` cuts apart, whatever they are.
_SEVERAL = re.compile(r" *[+0][0-9 ()-]{9,18}(?: *[;,|/&]+ *[+0][0-9 ()-]{9,18})+ *", re.ASCII)
_SEPARATORS = re.compile(r"[;,|/&]+")
_NONE = np.empty(0, np.int64)
_REMEMBERED = 1 << 18  # cells that Python read: the same odd cell often stands in a list many times


@dataclass(frozen=True)
class Whole:
    """A row a number found, in the order of cells and within them: what `Cells` says, and nothing left to ask.

    `cell` is the place of the cell, `piece` the place of the number within it. `written` has the text of the numbers
    that stand with others in one cell, by row; elsewhere what was written is the cell. `problem` counts on past
    READINGS through `words`, which say what is particular to a cell ("extension 12").
    """

    key: npt.NDArray[np.int64]
    rank: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    problem: npt.NDArray[np.uint32]
    cell: npt.NDArray[np.int64]
    piece: npt.NDArray[np.uint8]
    written: dict[int, str]
    words: tuple[str | None, ...]
    asked_cells: int

    def __len__(self) -> int:
        return len(self.key)


class Reader:
    """Reads columns with one engine; remembers the odd cells, and the words that were said about them.

    Without `worded` nobody asks for the digits of extensions, and they are not looked for. Threads may share it.
    """

    def __init__(self, engine: Engine | None = None, *, worded: bool = True) -> None:
        from ringfence.kernel import engine as chosen  # noqa: PLC0415 - it is made of this module

        self.engine, self._worded = engine or chosen(), worded
        self._lock = Lock()
        self._codes: dict[str | None, int] = {}
        self._words: list[str | None] = list(READINGS)
        self._ask = lru_cache(_REMEMBERED)(self._read_by_python)

    def read(self, cells: "pa.Array") -> Whole:
        """All numbers of the cells; a NULL is an empty cell."""
        found = self.engine.read(cells)
        problem = found.problem.astype(np.uint32)
        extended = np.flatnonzero(found.problem == CODES[EXTENSION]) if self._worded else _NONE
        for place, text in _texts(cells, extended):
            problem[place] = self._code(f"{EXTENSION} {_LAST_DIGITS.findall(clean(text))[-1]}")
        asked = list(_texts(cells, found.asked))
        parted = self._parted([text for _, text in asked])
        answers = {place: parted.get(text) or self._ask(text) for place, text in asked}
        columns = [found.key, found.rank, found.kind, problem]
        _put(columns, list(answers), [each[0] for each in answers.values()])
        several = {place: each for place, each in answers.items() if len(each) > 1}
        return self._spread(columns, several, len(asked))

    def _spread(self, columns: list[Any], several: "dict[int, tuple[_Answer, ...]]", asked: int) -> Whole:
        """Room made for the second and further numbers of cells."""
        rows, flat, places = list[int](), list[_Answer](), list[int]()
        before = 0  # further numbers of the cells before
        for place, answers in several.items():
            rows += range(place + before, place + before + len(answers))
            places += range(len(answers))
            flat += answers
            before += len(answers) - 1
        cell = np.arange(len(columns[0]) + before, dtype=np.int64)
        piece = np.zeros(len(cell), np.uint8)
        written: dict[int, str] = {}
        if several:
            piece[rows] = places
            cell -= np.cumsum(piece > 0)
            columns = [column.take(cell) for column in columns]
            _put(columns, rows, flat)
            written = {row: answer[4] for row, answer in zip(rows, flat, strict=True)}
        key, rank, kind, codes = columns
        return Whole(key, rank, kind, codes, cell, piece, written, tuple(self._words), asked)

    def _parted(self, texts: list[str]) -> "dict[str, tuple[_Answer, ...]]":
        """The numbers of cells that hold several between separators, each of them plain: as `read_all` has them."""
        import pyarrow as pa  # noqa: PLC0415 - nothing that reads one number comes here

        cut = {text: _SEPARATORS.split(text) for text in dict.fromkeys(texts) if _SEVERAL.fullmatch(text)}
        written = [" ".join(piece.split()) for pieces in cut.values() for piece in pieces]
        if not written:
            return {}
        read = self.engine.read(pa.array(written, pa.string()))
        plain = ((read.problem == 0) & (read.rank != NO_RANK)).tolist()
        columns = (read.key.tolist(), read.rank.tolist(), read.kind.tolist(), read.problem.tolist(), written)
        answers, at, found = list(zip(*columns, strict=True)), 0, {}
        for text, pieces in cut.items():
            if all(plain[at : at + len(pieces)]):
                found[text] = tuple(answers[at : at + len(pieces)])
            at += len(pieces)
        return found

    def _read_by_python(self, text: str) -> "tuple[_Answer, ...]":
        return tuple(self._answer(number) for number in read_all(text))

    def _answer(self, number: Number) -> "_Answer":
        written = number.e164 or number.unassigned
        rank = plan().rank(int(number.e164[3:])) if number.e164 and number.e164.startswith("+44") else None
        return (
            int(written[1:]) if written else 0,
            NO_RANK if rank is None else rank,
            NUMBER_KINDS.index(number.kind),
            self._code(number.problem),
            number.written,
        )

    def _code(self, problem: str | None) -> int:
        if problem in CODES:
            return CODES[problem]
        with self._lock:
            if problem not in self._codes:
                self._codes[problem] = len(self._words)
                self._words.append(problem)
            return self._codes[problem]


_Answer = tuple[int, int, int, int, str]


def _put(columns: list[Any], rows: list[int], answers: "list[_Answer]") -> None:
    """Puts answers into rows of the columns."""
    if rows:
        for column, values in zip(columns, zip(*answers, strict=True), strict=False):
            column[rows] = values


def _texts(cells: "pa.Array", places: npt.NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Place and text of some of the cells."""
    if len(places):
        yield from zip(places.tolist(), cells.take(places).to_pylist(), strict=True)

"""A chunk's numbers with their verdicts -> the bytes of a piece of each file that is written.

Parquet keeps what was written as it was; CSV is made safe to open in a spreadsheet, as `report` has it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.kernel import engine
from ringfence.lists.judging import Answered
from ringfence.lists.report import CALLABLE, FORMULA
from ringfence.tables import parquet_pages as pages
from ringfence.tables.parquet_part import DELTA_NUMBERS, DELTA_TEXTS, DICTIONARY, Column, part
from ringfence.words import NUMBER_KINDS

COLUMNS = ("row", "written", "e164", "kind", "decision", "reasons", "situation")
_QUOTED = r'[",\r\n]|^$'
_NOTHING, _APOSTROPHE, _QUOTE = map(pa.scalar, ("", "'", '"'))
Which = Callable[[str], bool]


@dataclass(frozen=True)
class Judged:
    """The numbers of a chunk, in the order of the list: what is known of each, and the place of its answer."""

    place: int
    row: npt.NDArray[np.int64]
    written: pa.Array
    key: npt.NDArray[np.int64]  # 0 where there is none
    kind: npt.NDArray[np.uint8]
    answer: npt.NDArray[np.int32]  # its place in `answers`
    answers: Sequence[Answered]

    def only(self, kept: npt.NDArray[np.bool_]) -> "Judged":
        """Some of the numbers."""
        return replace(
            self,
            row=self.row[kept],
            written=self.written.filter(pa.array(kept)),
            key=self.key[kept],
            kind=self.kind[kept],
            answer=self.answer[kept],
        )


@dataclass(frozen=True)
class Face:
    """One file to be written: its form, and which decisions stand in it (None: all)."""

    target: Path
    which: Which | None = None

    @property
    def csv(self) -> bool:
        return self.target.suffix.lower() == ".csv"

    def part(self, judged: Judged, named: str | None) -> bytes | memoryview:
        """A chunk's rows in the form of this file; `named` is the list, where there are several.

        All parts in order, put together, are the file.
        """
        if self.which:
            kept = np.array([self.which(each.decision) for each in judged.answers], np.bool_)
            judged = judged.only(kept[judged.answer])
        return _as_csv(judged, named) if self.csv else _as_parquet(judged, named)


def faces(out: Path | None, folder: Path | None) -> tuple[Face, ...]:
    """The files asked for: all verdicts, and for a campaign who may be called and who not."""
    asked = [Face(out)] if out else []
    if folder:
        asked.append(Face(folder / "callable.csv", lambda decision: decision == CALLABLE))
        asked.append(Face(folder / "excluded.csv", lambda decision: decision != CALLABLE))
    return tuple(asked)


def names(*, several: bool) -> tuple[str, ...]:
    return (*COLUMNS, *(["list"] if several else []))


def _as_parquet(judged: Judged, named: str | None) -> bytes:
    row, key = judged.row, judged.key
    columns = [
        Column("row", pages.numbers(row), DELTA_NUMBERS, least=int(row[0]), most=int(row[-1])),  # they are in order
        Column("written", pages.texts(judged.written), DELTA_TEXTS),
        Column("e164", pages.optional(key > 0, pages.texts(engine().e164(key), only_filled=True)), DELTA_TEXTS),
    ]
    for name, (places, words) in _worded(judged, named).items():
        once, at = _once(words)
        columns.append(Column(name, pages.places(places, at, len(once)), DICTIONARY, once))
    return part(columns, _schema(several=named is not None), len(row))


def _worded(judged: Judged, named: str | None) -> dict[str, tuple[npt.NDArray[Any], Sequence[str]]]:
    """The columns that hold few words: for each row a place, and the word at each place, perhaps one several times."""
    found: dict[str, tuple[npt.NDArray[Any], Sequence[str]]] = {
        "kind": (judged.kind, NUMBER_KINDS),
        "decision": (judged.answer, [each.decision for each in judged.answers]),
        "reasons": (judged.answer, [each.reasons for each in judged.answers]),
        "situation": (judged.answer, [each.situation for each in judged.answers]),
    }
    if named is not None:
        found["list"] = (np.zeros(len(judged.row), np.uint8), [named])
    return found


@cache
def _schema(*, several: bool) -> pa.Schema:
    """The columns of the file; only a number may be absent."""
    kinds = {name: pa.int64() if name == "row" else pa.string() for name in names(several=several)}
    return pa.schema([pa.field(name, kind, nullable=name == "e164") for name, kind in kinds.items()])


def _once(words: Sequence[str]) -> tuple[list[str], npt.NDArray[np.uint32]]:
    """Each word once, for a dictionary holds none twice; and for each place its new one."""
    once = {word: place for place, word in enumerate(dict.fromkeys(words))}
    return list(once), np.array([once[word] for word in words], np.uint32)


def _as_csv(judged: Judged, named: str | None) -> memoryview:
    """Lines: each is one text, and they lie one behind the other in memory as they will in the file."""
    listed = [_cell(_neutral(named))] if named is not None else []
    ends = [",".join(map(_cell, [*each, *listed])) + "\n" for each in judged.answers]
    lines = pc.binary_join_element_wise(
        pa.array(judged.row).cast(pa.string()),
        _cells(judged.written),
        pc.fill_null(engine().e164(judged.key), ""),
        pc.take(pa.array(NUMBER_KINDS), pa.array(judged.kind)),
        pc.take(pa.array(ends, pa.string()), pa.array(judged.answer)),
        pa.scalar(","),
    )
    _, offsets, data = lines.buffers()
    return memoryview(data)[: np.frombuffer(offsets, np.int32)[len(lines)]] if len(lines) else memoryview(b"")


def _cells(written: pa.Array) -> pa.Array:
    """What was written, made safe, in quotes where it must be."""
    formula = pc.match_substring_regex(written, FORMULA)
    if pc.any(formula).as_py():
        written = pc.if_else(formula, pc.binary_join_element_wise(_APOSTROPHE, written, _NOTHING), written)
    odd = pc.match_substring_regex(written, _QUOTED)
    if not pc.any(odd).as_py():
        return written
    twice = pc.replace_substring(written, '"', '""')
    return pc.if_else(odd, pc.binary_join_element_wise(_QUOTE, twice, _QUOTE, _NOTHING), written)


def _cell(text: str) -> str:
    """One cell, in quotes where it must be; an empty one too, for without them it is no text."""
    return '"' + text.replace('"', '""') + '"' if re.search(_QUOTED, text) else text


def _neutral(text: str) -> str:
    return f"'{text}" if re.match(FORMULA, text) else text

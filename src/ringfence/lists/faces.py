"""A chunk's numbers with their verdicts -> the bytes of a piece of each file that is written.

Parquet keeps what was written as it was; CSV is made safe to open in a spreadsheet, as `report` has it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ringfence.kernel import engine
from ringfence.lists.judging import Answered
from ringfence.lists.report import CALLABLE, FORMULA
from ringfence.tables.parquet_join import join
from ringfence.words import NUMBER_KINDS

COLUMNS = ("row", "written", "e164", "kind", "decision", "reasons", "situation")
_QUOTED = r'[",\r\n]|^$'
_NOTHING, _APOSTROPHE, _QUOTE = map(pa.scalar, ("", "'", '"'))
_CODED = ["kind", "decision", "reasons", "situation", "list"]
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

    def put_together(self, parts: Sequence[Path], sink: BinaryIO, *, several: bool) -> None:
        """The file of its parts, in order."""
        if not self.csv:
            join(parts, sink)
            return
        sink.write((",".join(names(several=several)) + "\n").encode())
        for part in parts:
            with part.open("rb") as stream:
                while block := stream.read(1 << 18):
                    sink.write(block)


def faces(out: Path | None, folder: Path | None) -> tuple[Face, ...]:
    """The files asked for: all verdicts, and for a campaign who may be called and who not."""
    asked = [Face(out)] if out else []
    if folder:
        asked.append(Face(folder / "callable.csv", lambda decision: decision == CALLABLE))
        asked.append(Face(folder / "excluded.csv", lambda decision: decision != CALLABLE))
    return tuple(asked)


def names(*, several: bool) -> tuple[str, ...]:
    return (*COLUMNS, *(["list"] if several else []))


def _as_parquet(judged: Judged, named: str | None) -> memoryview:
    columns = {
        "row": pa.array(judged.row),
        "written": judged.written,
        "e164": engine().e164(judged.key),
        "kind": _coded(judged.kind.astype(np.int32), NUMBER_KINDS),
        "decision": _coded(judged.answer, [each.decision for each in judged.answers]),
        "reasons": _coded(judged.answer, [each.reasons for each in judged.answers]),
        "situation": _coded(judged.answer, [each.situation for each in judged.answers]),
    }
    if named is not None:
        columns["list"] = _coded(np.zeros(len(judged.row), np.int32), [named])
    sink = pa.BufferOutputStream()
    coded = [name for name in _CODED if name in columns]
    rows = max(len(judged.row), 1)
    pq.write_table(
        _required(pa.table(columns)),
        sink,
        compression="zstd",
        use_dictionary=coded,
        column_encoding={"row": "DELTA_BINARY_PACKED"},
        write_statistics=["row"],  # of the others every piece holds all that there is
        store_schema=False,
        row_group_size=rows,
    )
    return memoryview(sink.getvalue())


def _required(table: pa.Table) -> pa.Table:
    """The same, and its form says that only a number may be absent: levels of what is always there cost a pass each."""
    fields = [each.with_nullable(each.name == "e164") for each in table.schema]
    return pa.table(table.columns, schema=pa.schema(fields))


def _coded(places: npt.NDArray[np.int32], words: Sequence[str]) -> pa.Array:
    """Words by place, each of them once in the dictionary: Parquet refuses one that holds a word twice."""
    once = list(dict.fromkeys(words))
    at = np.array([once.index(word) for word in words] or [0], np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(at[places]), pa.array(once, pa.string()), safe=False)


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

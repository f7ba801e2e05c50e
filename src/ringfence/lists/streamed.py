"""Screening in one pass: bounded memory, durable step by step, and gone on with where a killed run stopped."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from ringfence.kernel import engine
from ringfence.lists import chunks as cut
from ringfence.lists import parts as shelves
from ringfence.lists.assembling import Assembly
from ringfence.lists.faces import Face, faces
from ringfence.lists.judging import Judging
from ringfence.lists.on_file import MEMORY, OnFile
from ringfence.lists.passing import Pass, Passed
from ringfence.lists.prepared import kept_or_gathered
from ringfence.lists.report import OutputRefused, whole
from ringfence.lists.screening import Asked, Progress, Run, Screening
from ringfence.tables.engine import database
from ringfence.tables.text import TextTable, open_table

READ, PASSED = 0.15, 0.95  # shares of the work: what is on file, and the pass
Opened = tuple[TextTable, tuple[int, ...]]


def streamed(asked: Asked, tell: Progress, work: Path | None, prepared: Path | None) -> Screening:
    """The screening, in one pass over the lists."""
    wanted = faces(asked.out, asked.folder)
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    folder = work or _beside(asked)
    with ExitStack() as held:
        name = held.enter_context(tempfile.TemporaryDirectory(prefix="ringfence-"))
        con = held.enter_context(database(Path(name), memory_limit=MEMORY))
        planned = held.enter_context(ThreadPoolExecutor(1)).submit(engine)  # while the list is looked at
        try:
            tell("reading the list", 0.0)
            lists = _open(con, asked, Path(name))
            if folder and wanted:
                held.enter_context(shelves.held(folder))
                if not work:
                    held.callback(shelves.clear, folder)  # however the run ends, Ctrl-C at its last moment included
                prepared = prepared or folder / "on-file"
            on_file = kept_or_gathered(
                asked.evidence,
                asked.on,
                asked.cuts,
                Path(name),
                prepared,
                lambda stage, share: tell(stage, share * READ),
            )
            planned.result()
            found = _passed(con, asked, lists, on_file, wanted, folder if wanted else None, tell)
        except OSError as error:
            raise _refused(asked, error) from None
    tell("done", 1.0)
    return found


def _beside(asked: Asked) -> Path | None:
    if asked.out:
        return asked.out.with_name(f".{asked.out.name}.screening")
    return asked.folder / ".screening" if asked.folder else None


def _refused(asked: Asked, error: OSError) -> OutputRefused:
    reason = error.strerror or type(error).__name__
    return OutputRefused(f"{asked.out or asked.folder}: cannot be written ({reason}). Check the disk and your rights.")


def _open(con: duckdb.DuckDBPyConnection, asked: Asked, work: Path) -> list[Opened]:
    """Every list looked at: one that cannot be used is refused before anything is done."""
    opened = []
    for contacts in asked.lists:
        table = open_table(con, contacts.file, work)
        opened.append((table, cut.number_columns(con, table, contacts)))
    return opened


def _passed(
    con: duckdb.DuckDBPyConnection,
    asked: Asked,
    lists: Sequence[Opened],
    on_file: OnFile,
    wanted: Sequence[Face],
    folder: Path | None,
    tell: Progress,
) -> Screening:
    named = [str(each.file) for each in asked.lists]
    shelf = shelves.Shelf(folder, _header(asked, lists, on_file, wanted)) if folder else None
    judging = Judging(on_file.matched(tuple(each.source for each in asked.lists)), asked.judge, asked.cuts)
    rows = sum(table.about_rows for table, _ in lists)
    walk = Pass(on_file, judging, wanted, named if len(named) > 1 else None, rows)
    passed = Passed([0] * len(lists))
    outputs = tuple(face.target for face in wanted) if shelf else ()
    with whole(*outputs, alone=True) as partial, ExitStack() as held:
        assembly = Assembly(shelf, wanted, partial, several=len(named) > 1) if shelf else None
        if assembly:
            held.callback(assembly.close)
        for passed in walk.run(_chunks(con, lists), len(lists), shelf, assembly):
            tell("screening", READ + (PASSED - READ) * min(1.0, sum(passed.rows) / max(rows, 1)))
        if assembly:
            tell("writing verdicts", PASSED)
            assembly.finish()
    situations, kinds = judging.situations(passed.counts)
    return Screening(
        asked.on,
        tuple(passed.rows),
        passed.numbers,
        situations,
        kinds,
        tuple(tuple(table.columns[i] for i in at) for table, at in lists),
        on_file.known.registers,
        on_file.known.files,
        passed.asked,
        tuple(
            f"{each.file.name}: {note}"
            for each, (table, _) in zip(asked.lists, lists, strict=True)
            for note in table.notes
        ),
        outputs,
        Run(engine().name, passed.chunks, passed.kept, passed.differs or (shelf.dropped if shelf else "")),
    )


def _chunks(con: duckdb.DuckDBPyConnection, lists: Sequence[Opened]) -> Iterator[cut.Chunk]:
    for place, (table, at) in enumerate(lists):
        yield from cut.chunks(con, table, at, place, cut.ROWS)


def _header(asked: Asked, lists: Sequence[Opened], on_file: OnFile, wanted: Sequence[Face]) -> dict[str, Any]:
    """What a run must have in common with an earlier one to go on with its chunks."""
    return {
        "what is on file": on_file.digest(),
        "the columns": [[table.columns[i] for i in at] for table, at in lists],
        "the lists": [str(each.file) for each in asked.lists] if len(lists) > 1 else [],  # then each row names its list
        "the output": [face.target.suffix.lower() for face in wanted],
        "the day": asked.on.isoformat(),
        "the size of chunks": cut.ROWS,
        "the programs": {name: version(name) for name in ("ringfence", "phonenumbers", "pyarrow")},
    }

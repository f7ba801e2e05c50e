"""Verdicts -> files: written whole or not at all, and safe to open in a spreadsheet."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.tables.text import quoted

CALLABLE = "allow"  # what the judge says of a number that may be called; all else is excluded
# A cell that starts with one of these is a formula to a spreadsheet; the full-width forms are to some.
FORMULA = "^[=+\\-@\t\r\n＝＋－＠]"
# An e164 is ours: + and digits, checked. It is left as it is, so that a dialler can use the file as it stands.
_AS_CELL = f"CASE WHEN regexp_matches(written, '{FORMULA}') THEN '''' || written ELSE written END"


class OutputRefused(RingfenceError):
    """A place or a form in which the verdicts cannot be written."""

    code = "output-refused"


@contextmanager
def whole(*targets: Path, alone: bool = False) -> Iterator[tuple[Path, ...]]:
    """Files to write to beside the targets: they take the targets' places together at the end, or vanish.

    Who is `alone` at work there writes over what an earlier run left that was killed.
    """
    mark = "" if alone else f".{os.getpid()}"
    partial = tuple(target.with_name(f".{target.name}{mark}.partial") for target in targets)
    try:
        yield partial
        for each in partial:
            _sync(each)
        for each, target in zip(partial, targets, strict=True):
            each.replace(target)
        for folder in {target.parent for target in targets}:
            sync_folder(folder)
    finally:
        for each in partial:
            each.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def check_target(target: Path) -> Path:
    """The target, if something can be written there in a form we know."""
    if target.suffix.lower() not in (".parquet", ".csv"):
        raise OutputRefused(f"{target}: verdicts are written as .parquet or .csv. Choose one of these endings.")
    if not target.parent.is_dir():
        raise OutputRefused(f"{target}: there is no folder {target.parent}. Make it first.")
    return target


def write(
    con: duckdb.DuckDBPyConnection, out: Path | None, folder: Path | None, *, several: bool, step: Callable[[int], None]
) -> tuple[Path, ...]:
    """Writes the verdicts, and for a campaign `callable.csv` and `excluded.csv`; the files written."""
    jobs: list[tuple[Path, str]] = []
    if out:
        jobs.append((check_target(out), _verdicts("", several=several, csv=out.suffix.lower() == ".csv")))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        callable_now = _verdicts(f"WHERE decision = '{CALLABLE}'", several=several, csv=True)
        jobs.append((folder / "callable.csv", callable_now))
        jobs.append((folder / "excluded.csv", _verdicts(f"WHERE decision <> '{CALLABLE}'", several=several, csv=True)))
    targets = tuple(target for target, _ in jobs)
    with whole(*targets) as partial:
        for place, (file, (target, sql)) in enumerate(zip(partial, jobs, strict=True)):
            _copy(con, sql, file, target)
            step(place + 1)
    return targets


def _verdicts(which: str, *, several: bool, csv: bool) -> str:
    written = _AS_CELL if csv else "written"
    named = ", list_name AS list" if several else ""
    return (
        f"SELECT row, {written} AS written, '+' || key AS e164, kind::VARCHAR AS kind, "  # noqa: S608
        f"decision, reasons, situation{named} FROM found JOIN situations USING (packed) {which} ORDER BY ord"
    )


def _copy(con: duckdb.DuckDBPyConnection, sql: str, file: Path, target: Path) -> None:
    form = (
        "FORMAT csv, HEADER, DELIMITER ','" if target.suffix.lower() == ".csv" else "FORMAT parquet, COMPRESSION zstd"
    )
    try:
        con.execute(f"COPY ({sql}) TO {quoted(str(file))} ({form})")
    except duckdb.IOException as error:
        reason = str(error).splitlines()[0]
        raise OutputRefused(f"{target}: cannot be written ({reason}). Check the disk and your rights.") from None

"""The database that reads and joins tables: in memory, spilling into a folder that the caller throws away."""

from pathlib import Path

import duckdb


def database(work: Path, threads: int | None = None, memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into the work folder; threads and memory as the machine has them, or as told."""
    con = duckdb.connect()
    con.execute(f"SET temp_directory = '{work.as_posix()}'")
    con.execute("SET enable_progress_bar = false")
    if threads:
        con.execute(f"SET threads = {int(threads)}")
    if memory_limit:
        con.execute("SET memory_limit = $1", [memory_limit])
    return con

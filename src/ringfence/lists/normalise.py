"""A list -> what each cell was read as, and nothing else: no register, no law."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ringfence.lists.intake import ContactList, prepare, take_in
from ringfence.tables.engine import database


class Read(NamedTuple):
    """One number found: the row it stands in (from 1, after the header), the cell, its E.164 form, kind and problem."""

    row: int
    written: str
    e164: str | None
    kind: str
    problem: str | None


def normalise(file: Path) -> Iterator[Read]:
    """Every number of the list, in its order; nothing is given before the whole file was found usable."""
    with tempfile.TemporaryDirectory(prefix="ringfence-") as name, database(Path(name)) as con:
        prepare(con)
        take_in(con, [ContactList(file)], Path(name))
        found = con.execute("SELECT row, written, '+' || key, kind::VARCHAR, problem FROM numbers ORDER BY ord")
        while batch := found.fetchmany(10_000):
            yield from map(Read._make, batch)

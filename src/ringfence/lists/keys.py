"""A list -> the numbers in it, and nothing said of them: for what must be asked of elsewhere before a screening."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ringfence.kernel import Reader
from ringfence.lists.chunks import ROWS, chunks, number_columns
from ringfence.lists.intake import ContactList
from ringfence.tables.engine import database
from ringfence.tables.text import open_table


def keys_of(contacts: ContactList, work: Path) -> Iterator[npt.NDArray[np.int64]]:
    """The different numbers of each part of the list, as E.164 integers in order."""
    reader = Reader()
    with database(work) as con:
        table = open_table(con, contacts.file, work)
        for chunk in chunks(con, table, number_columns(con, table, contacts), 0, ROWS):
            keys = np.unique(reader.read(chunk.cells).key)
            yield keys[keys > 0]

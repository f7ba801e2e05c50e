"""The gate's decisions as a source of calls: a reader over the ledger."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringfence.cases.finding import Looked, Query, Reader
    from ringfence.store import Store


def decisions(_store: "Store") -> "Reader":
    """A source for `finding.find`: every decision of the gate that is in the ledger."""

    def asked(_query: "Query") -> "Iterator[Looked]":
        yield from ()

    return asked

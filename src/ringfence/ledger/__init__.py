"""The ledger: what was known, decided and done, so kept that a change afterwards shows.

    from ringfence import ledger
    from ringfence.ledger.events import ScriptApproved

    with open_store(home) as store:
        entries = ledger.append(store, [ScriptApproved(...)])   # returns when they are on the disk

Each entry is a leaf of an RFC 6962 tree: a hash over a random salt and the entry's bytes. Every commit signs the root
(Ed25519, a C2SP checkpoint). Deleting the salt and the bytes erases an entry; the hash stays and the tree still holds.
No name here opens a database: the store hands over its `Book`.
"""

from ringfence.ledger.book import Book, append, enter
from ringfence.ledger.entry import Entry
from ringfence.ledger.events import LedgerEvent

__all__ = ["Book", "Entry", "LedgerEvent", "append", "enter"]

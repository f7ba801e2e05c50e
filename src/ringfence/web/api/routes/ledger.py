"""The ledger: its checkpoint, for whoever wants to keep one, and proofs of entries."""

from ringfence.client.answers import Checkpoint, Proof
from ringfence.ledger.events import Exported
from ringfence.ledger.proof import prove
from ringfence.preferences.events import instant
from ringfence.web.api import problems
from ringfence.web.api.scopes import Scope
from ringfence.web.api.table import Asking, route
from ringfence.web.ledgered import entered, store

MOST_DIGITS = 15


@route("GET", "ledger/checkpoint", scope=Scope.LEDGER, answers=Checkpoint)
def ledger_checkpoint(_asking: Asking) -> Checkpoint:
    """The signed size and root of the ledger: whoever keeps one can later show any change before it."""
    with store() as opened:
        latest = opened.book.latest()
        if latest is None:
            raise problems.missing("The ledger is empty: nothing was recorded yet, so there is nothing to sign.")
        key = opened.book.signer().public
    return Checkpoint(
        origin=latest.origin, size=latest.size, root=latest.root.hex(), text=str(latest), key=str(key)
    )  # fmt: skip


@route("GET", "ledger/proofs/{entry}", scope=Scope.PROVING, answers=Proof, secret=True)
def ledger_proof(asking: Asking, entry: str) -> Proof:
    """The proof that an entry is in the ledger, with what it says; that it was given out is an entry, too."""
    if not (entry.isascii() and entry.isdigit() and len(entry) <= MOST_DIGITS):
        raise problems.missing("An entry has a number, the first of all is 0.")
    with store() as opened:
        found, latest = opened.book.entry(int(entry)), opened.book.latest()
        if found is None or latest is None:
            raise problems.missing(f"There is no entry {entry}: the ledger has {latest.size if latest else 0:,}.")
        text = str(prove(found, latest, opened.book.node))
    entered(Exported(at=instant(asking.now), by=asking.by, what=f"proof of entry {entry}", rows=1, purpose="API"))
    return Proof(entry=found.seq, kind=found.kind, text=text)

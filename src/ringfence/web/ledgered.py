"""What people do here, in the ledger before they are told that it is done."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from ringfence import ledger
from ringfence.ledger.events import Exported, LedgerEvent, SignedIn
from ringfence.preferences.events import instant
from ringfence.store import Store, open_store
from ringfence.web.roles import SECOND_FACTOR, Role


def home() -> Path:
    """The folder that holds the state."""
    return Path(settings.RINGFENCE_HOME)


def store() -> Store:
    """The store, opened for this request; use it in a `with`."""
    return open_store(home())


def now() -> datetime:
    """The moment: read at this door, and passed on."""
    return datetime.now(UTC)


def entered(*events: LedgerEvent) -> None:
    """Enters events, and returns when they are on the disk."""
    with store() as opened:
        ledger.append(opened, events)


def signed_in(who: str, role: Role, how: str) -> None:
    """A sign-in of consequence."""
    if role in SECOND_FACTOR:
        entered(SignedIn(at=instant(now()), by=who, role=role.value, how=how))


def exported(who: str, what: str, rows: int, sha256: str = "", purpose: str = "") -> None:
    """Data that leaves as a file."""
    entered(Exported(at=instant(now()), by=who, what=what, rows=rows, sha256=sha256, purpose=purpose))

"""What commands enter into the ledger beside the store's own: registers in force, files that left."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringfence.preferences.register_store import Version
    from ringfence.store import Store


def loaded(home: Path, version: "Version") -> None:
    """Enters that a register is in force, if the ledger does not say so; on the disk when this returns."""
    from ringfence import ledger
    from ringfence.cli.shared import now
    from ringfence.ledger.events import RegisterLoaded
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    event = RegisterLoaded(
        at=instant(now()),
        by=version.shrink_accepted_by or "",
        register=version.kind,
        version=str(version.version),
        as_of=version.as_of.isoformat(),
        sha256=version.sha256,
        numbers=version.count,
    )
    with open_store(home) as store:
        entered = [each.told for each in store.book.of_kind("register-loaded")]
        last = next((told for told in reversed(entered) if told.get("register") == version.kind), dict[str, object]())
        if any(last.get(name) != getattr(event, name) for name in ("version", "as_of", "sha256")):
            ledger.append(store, [event])


def exported(store: "Store", what: str, rows: int, file: Path) -> None:
    """Enters that a file with data about people was written; on the disk when this returns."""
    import hashlib

    from ringfence import ledger
    from ringfence.cli.shared import now
    from ringfence.ledger.events import Exported
    from ringfence.preferences.events import instant

    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    ledger.append(store, [Exported(at=instant(now()), what=what, rows=rows, sha256=digest)])

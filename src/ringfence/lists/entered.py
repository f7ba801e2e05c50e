"""A screening entered into the ledger: one entry with the root over its rows, whose secret is kept beside the store."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ringfence import ledger
from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.ledger.book import HasBook
from ringfence.ledger.entry import Entry
from ringfence.ledger.events import ListScreened
from ringfence.lists.rooted import rooted

FOLDER = "screens"
SECRET = 32  # bytes


class SecretMissing(RingfenceError):
    """The secret of a screening, without which its rows cannot be proved."""

    code = "screen-secret-missing"


def entered(
    store: HasBook,
    home: Path,
    output: Path,
    lists: Sequence[Path],
    summary: Mapping[str, Any],
    rules_version: str,
    *,
    campaign: str,
    at: str,
    by: str,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Entry:
    """The entry of this screening, once it is on the disk. `summary` is what `list screen --summary` wrote."""
    found = rooted(output, secrets.token_bytes(SECRET), progress)
    root = found.root.hex()
    _keep(home, root, found.secret)
    registers = tuple(
        {name: str(each[name]) for name in ("name", "as_of", "version", "sha256") if each.get(name)}
        for each in summary.get("registers", ())
    )
    event = ListScreened(
        at=at,
        by=by,
        campaign=campaign,
        list_sha256=tuple(map(sha256, lists)),
        output_sha256=sha256(output),
        rows=found.rows,
        root=root,
        on=str(summary.get("on", "")),
        rules_version=rules_version,
        registers=registers,
        decisions=dict(summary.get("decisions", {})),
    )
    (entry,) = ledger.append(store, [event])
    return entry


def secret_of(home: Path, root: str) -> bytes:
    """The secret of the screening with this root."""
    file = home / FOLDER / f"{root}.json"
    try:
        return bytes.fromhex(json.loads(file.read_text(encoding="utf-8"))["secret"])
    except (OSError, ValueError, KeyError):
        raise SecretMissing(
            f"{file} is not there or is damaged, and without it no row of this screening can be proved. "
            "Put it back from a backup; the root itself still stands in the ledger."
        ) from None


def _keep(home: Path, root: str, secret: bytes) -> None:
    """Puts the secret on the disk, where nobody else may read it."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{root}.{os.getpid()}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump({"root": root, "secret": secret.hex()}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(folder / f"{root}.json")
    sync_folder(folder)


def sha256(file: Path) -> str:
    """The digest of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""What the commands that give out evidence share: gathering, packing, and the entry that says a file left the house."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import now, progress_bar

if TYPE_CHECKING:
    from ringfence.evidence.account import Account, Subject
    from ringfence.evidence.papers import Papers
    from ringfence.evidence.tally import Tally
    from ringfence.store import Store


@dataclass(frozen=True)
class Packing:
    """What every pack is told: where to, from which papers, beside which kept checkpoints, why, by whom."""

    out: Path
    folders: tuple[Path, ...]
    kept: tuple[Path, ...]
    purpose: str
    by: str
    home: Path
    form: str


def pack_it(what: str, subject: "Subject", packing: Packing, documents: Sequence[Path] = ()) -> None:
    """Writes a pack about a subject, and says what is in it and how it is checked."""
    import hashlib
    import json

    from ringfence.evidence.pack import packed
    from ringfence.ledger.checkpoint import read
    from ringfence.store import open_store

    out = packing.out
    notes = [read(file.read_text(encoding="utf-8")) for file in packing.kept]
    own = {file.name: file.read_bytes() for file in documents}
    with open_store(packing.home) as store, progress_bar("packing") as progress:
        progress("reading the records", 0.1)
        account = account_of(store, subject, papers_in(packing.home, packing.folders))
        counted = _tally(store, account)
        _check(account, counted)
        progress("writing", 0.5)
        data = packed(account, store.book, store.book.signer(), notes, counted, own)
        give(store, out, data, what, len(account.entries), packing.by, packing.purpose)
        key = str(store.book.signer().public)
    digest = hashlib.sha256(data).hexdigest()
    if packing.form == "json":
        told = {"file": str(out), "sha256": digest, "bytes": len(data), "entries": len(account.entries), "key": key}
        click.echo(json.dumps(told | {"ledger_entries": account.at.size}, indent=2))
        return
    click.echo(f"{out}: {len(account.entries):,} entries of the ledger's first {account.at.size:,}, with their proofs.")
    click.echo(f"  SHA-256   {digest}\n  key       {key}")
    click.echo("Give the key by another way than the pack. To check it: unpack verify.py, then")
    click.echo(f'  python verify.py {out.name} --key "KEY"')


def account_of(store: "Store", subject: "Subject", papers: "Papers") -> "Account":
    from ringfence.evidence.gather import gather

    return gather(store, subject, papers)


def _check(account: "Account", counted: "Tally | None") -> None:
    """Refuses a pack about nothing: there would be nothing in it to prove."""
    from ringfence.cli.people import NothingToDo

    if account.nothing and not (counted and counted.decisions):
        subject = account.subject
        who, way_out = (
            ("a case of this id", "See: ringfence case list")
            if subject.case
            else ("this number", "A letter that says so: ringfence number explain NUMBER")
            if subject.numbers
            else ("a campaign of this id", "It is on record once it was signed, screened or asked about.")
        )
        raise NothingToDo(f"Nothing is on record about {who}, so there is nothing to prove. {way_out}")


def _tally(store: "Store", account: "Account") -> "Tally | None":
    from ringfence.evidence.tally import tally

    if not account.subject.campaigns:
        return None
    entries = (each for each in store.book.of_kind("decision", "call-outcome") if each.seq < account.at.size)
    return tally(entries, account.subject.campaigns)


def papers_in(home: Path, folders: Sequence[Path]) -> "Papers":
    from ringfence.evidence.papers import Papers

    return Papers(home / "campaigns", *folders)


@contextmanager
def _private(out: Path) -> Iterator[Path]:
    """A file that its owner alone can read, written whole or not at all."""
    from ringfence.lists.report import OutputRefused, whole

    if not out.parent.is_dir():
        raise OutputRefused(f"{out}: there is no folder {out.parent}. Make it, or choose another place.")
    with whole(out) as (part,):
        part.touch(mode=0o600)
        yield part


def give(store: "Store", out: Path, data: bytes, what: str, rows: int, by: str, purpose: str) -> None:
    """Writes a file that leaves the house; that it does is in the ledger before it is there under its name."""
    import hashlib

    from ringfence import ledger
    from ringfence.ledger.events import Exported
    from ringfence.preferences.events import instant

    with _private(out) as part:
        part.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        export = Exported(
            at=instant(now()), by=by.strip(), what=what, rows=rows, sha256=digest, purpose=purpose.strip()
        )
        ledger.append(store, [export])

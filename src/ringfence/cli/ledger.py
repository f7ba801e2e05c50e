"""ringfence ledger: what was decided and recorded, and the proof that nobody changed it since."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.ledger_rows import check_row, prove_row, screened
from ringfence.cli.shared import format_option, home_option, now, progress_bar

if TYPE_CHECKING:
    from ringfence.ledger.entry import Entry


file_type = click.Path(path_type=Path, dir_okay=False)
out_option = click.option("-o", "--out", type=file_type, help="Write it to this file  [default: print it]")


@click.group()
def ledger() -> None:
    """Show, verify and prove what the ledger holds."""


@ledger.command()
@click.option(
    "--checkpoint",
    "kept",
    type=file_type,
    multiple=True,
    help="A checkpoint that somebody kept: the ledger must begin with the same entries. Again for each.",
)
@click.option("--key", metavar="KEY", help="The verifying key to trust  [default: that of this home]")
@home_option
@format_option
def verify(kept: tuple[Path, ...], key: str | None, home: Path, form: str) -> int:
    """Verify every entry, hash and signature, and that what is on file is what was entered; exit code 2 if not.

    That an older copy was put back whole is seen only with a checkpoint that somebody kept elsewhere.

    \b
    Example:
        ringfence ledger verify --checkpoint checkpoint-2026-11-01.txt
    """
    import json
    from itertools import takewhile

    from ringfence.cli.ledger_words import as_data, verified
    from ringfence.ledger.checkpoint import read, read_key
    from ringfence.ledger.recorded import altered
    from ringfence.ledger.verify import verify as check
    from ringfence.store import open_store

    notes = [read(file.read_text(encoding="utf-8")) for file in kept]
    trusted = read_key(key) if key else None
    with open_store(home) as store, progress_bar("verifying") as progress:
        book = store.book
        size = book.tail()[0]  # what is there now: others may go on writing
        total = max(1, size)
        report = check(
            takewhile(lambda row: row.seq < size, book.rows()),
            takewhile(lambda signed: signed.size <= size, book.checkpoints()),
            book.keys(trusted),
            notes,
            keyed=book.keyed,
            progress=lambda count: progress(f"{count:,} of {total:,} entries", count / total),
        )
        report.faults += altered(book.of_kind("objection", "consent"), store.events_by_id)
    click.echo(json.dumps(as_data(report), indent=2) if form == "json" else "\n".join(verified(report, len(notes))))
    return 0 if report.holds else 2


@ledger.command()
@out_option
@home_option
def checkpoint(out: Path | None, home: Path) -> None:
    """Print the signed size and root of the ledger: mail it, print it, hand it to a witness.

    Whoever keeps one can later show that no entry before it was changed or left out: ringfence ledger verify.

    \b
    Example:
        ringfence ledger checkpoint -o checkpoint-2026-11-01.txt
    """
    from ringfence.cli.people import NothingToDo
    from ringfence.store import open_store

    with open_store(home) as store:
        latest = store.book.latest()
    if latest is None:
        raise NothingToDo("The ledger is empty: nothing was recorded yet, so there is nothing to sign.")
    give(str(latest), out, f"Checkpoint of {latest.size:,} entries")


@ledger.command()
@click.argument("entry", type=click.IntRange(min=0))
@out_option
@home_option
def prove(entry: int, out: Path | None, home: Path) -> None:
    """Print the proof that an entry is in the ledger: the entry itself, the way to the root, the checkpoint.

    It holds what the entry says, with the number if there is one: give it to whom it concerns only.

    \b
    Example:
        ringfence ledger prove 17 -o entry-17.tlog-proof
    """
    from ringfence.cli.people import NothingToDo
    from ringfence.ledger.proof import prove as proof_of
    from ringfence.store import open_store

    with open_store(home) as store:
        found, latest = store.book.entry(entry), store.book.latest()
        if found is None or latest is None:
            count = 0 if latest is None else latest.size
            raise NothingToDo(f"There is no entry {entry:,}: the ledger has {count:,}, the first of them 0.")
        proof = str(proof_of(found, latest, store.book.node))
    give(proof, out, f"Proof of entry {entry:,}")


@ledger.command()
@click.argument("file", type=file_type)
@click.option("--key", metavar="KEY", required=True, help="The verifying key, as `ringfence ledger key` prints it.")
def check(file: Path, key: str) -> int:
    """Check a proof by itself, without the ledger; exit code 2 if it does not hold.

    \b
    Example:
        ringfence ledger check entry-17.tlog-proof --key "$(cat ledger-key.txt)"
    """
    from ringfence.ledger.checkpoint import read_key
    from ringfence.ledger.proof import read

    proof = read(file.read_text(encoding="utf-8"))
    if fault := proof.fault([read_key(key)]):
        click.echo(f"Does not hold: {fault}.")
        return 2
    click.echo(f"Holds: entry {proof.index:,} is among the {proof.checkpoint.size:,} of {proof.checkpoint.origin}.")
    click.echo(f"It says {proof.payload.decode()}")
    return 0


@ledger.command()
@home_option
def key(home: Path) -> None:
    """Print the verifying key: give it to everybody who may one day want to check something.

    \b
    Example:
        ringfence ledger key > ledger-key.txt
    """
    from ringfence.store import open_store

    with open_store(home) as store:
        with store.book.transaction():
            public = store.book.signer().public
        click.echo(str(public))


@ledger.command()
@click.option("--reason", required=True, help="Why; kept.")
@click.option("--by", required=True, metavar="NAME", help="Who decided.")
@click.option("--lost", is_flag=True, help="The old key is lost or cannot be trusted: only the new one signs.")
@home_option
def rotate(reason: str, by: str, lost: bool, home: Path) -> None:
    """Sign with a new key from now on. The old one signs the change as well, and is then gone.

    \b
    Example:
        ringfence ledger rotate --reason "yearly" --by "A. Khan"
    """
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    with open_store(home) as store:
        entry = store.book.rotate(instant(now()), by.strip(), reason.strip(), lost=lost)
        public = store.book.signer().public
    click.echo(f"From entry {entry.seq:,} on, checkpoints are signed with\n{public}")
    click.echo("Give this key to everybody who has the old one: ringfence ledger key")


@ledger.command()
@click.option("--kind", help="Only entries of this kind, such as decision.")
@click.option("--number", help="Only entries about this number.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many, the latest.")
@home_option
@format_option
def show(kind: str | None, number: str | None, limit: int, home: Path, form: str) -> None:
    """List the latest entries, numbers masked.

    \b
    Example:
        ringfence ledger show --kind objection --limit 5
    """
    import json
    from collections import deque

    from ringfence.cli.ledger_words import entry_as_data, entry_in_words
    from ringfence.cli.people import number_of
    from ringfence.store import open_store

    with open_store(home) as store:
        book = store.book
        if number is not None:
            entries: Iterator[Entry] = iter(
                each for each in book.of_number(number_of(number)) if kind in (None, each.kind)
            )
        elif kind is not None:
            entries = book.of_kind(kind)
        else:
            entries = (row.entry for row in book.rows(max(0, book.tail()[0] - limit)))
        latest = list(deque(entries, maxlen=limit))
    if form == "json":
        click.echo(json.dumps([entry_as_data(each) for each in latest], indent=2))
        return
    click.echo("\n".join(entry_in_words(each) for each in latest) or "No such entry.")


def give(text: str, out: Path | None, what: str) -> None:
    """Prints a text, or writes it whole to a file and says so."""
    if out is None:
        click.echo(text, nl=False)
        return
    from ringfence.lists.report import whole

    with whole(out) as (part,):
        part.write_text(text, encoding="utf-8")
    click.echo(f"{what}: {out}")


for command in (screened, prove_row, check_row):
    ledger.add_command(command)

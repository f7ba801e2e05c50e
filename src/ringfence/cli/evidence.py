"""ringfence number explain, number pack and campaign pack: what is on record, for a person, and as proof."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, home_option, now, progress_bar, today

if TYPE_CHECKING:
    from ringfence.evidence.account import Account, Subject
    from ringfence.evidence.papers import Papers
    from ringfence.evidence.tally import Tally
    from ringfence.store import Store

file_type = click.Path(path_type=Path, dir_okay=False)
folder_type = click.Path(path_type=Path, file_okay=False)
papers_option = click.option(
    "--papers", "folders", type=folder_type, multiple=True, metavar="DIR",
    help="A folder where cards and scripts lie, beside those that were signed; again for each.",
)  # fmt: skip
since_option = click.option(
    "--since", "kept", type=file_type, multiple=True, metavar="FILE",
    help="A checkpoint that the reader kept: the pack proves that the ledger grew from it. Again for each.",
)  # fmt: skip
by_option = click.option("--by", default="", metavar="NAME", help="Who gives it out; kept in the ledger.")
purpose_option = click.option("--purpose", default="", metavar="WHY", help="What for; kept in the ledger.")


@click.group()
def number() -> None:
    """Say what is on record about one telephone number, for the person or as evidence."""


@number.command()
@click.argument("number")
@papers_option
@click.option("--sender", default="", metavar="NAME", help="The organisation that answers.")
@click.option("--contact", default="", metavar="WORDS", help="How to reach it: an address, a free number.")
@click.option("--dated", type=Day(), help="The letter's date  [default: today]")
@click.option("-o", "--out", type=file_type, help="Also write the letter as PDF to this file.")
@by_option
@home_option
@format_option
def explain(
    number: str,
    folders: tuple[Path, ...],
    sender: str,
    contact: str,
    dated: date | None,
    out: Path | None,
    by: str,
    home: Path,
    form: str,
) -> None:
    """Write the answer to "how did you get my number, and why was I called?", from the records alone.

    What no record says is said to be not recorded. It holds the number and what its subscriber said: give it to that
    person only, once you are sure who asks.

    \b
    Example:
        ringfence number explain "01632 960123" --sender "Example Calls" --contact "0808 157 0000" -o letter.pdf
    """
    import json

    from ringfence.cli.people import number_of
    from ringfence.evidence.account import Subject
    from ringfence.evidence.letter import as_data, as_text, letter
    from ringfence.store import open_store

    with open_store(home) as store:
        account = _account(store, Subject(numbers=(number_of(number),)), _papers(home, folders))
        made = letter(account, dated or today(), sender.strip(), contact.strip())
        if out is not None:
            from ringfence.documents import pdf

            document = pdf("evidence/templates/letter.typ", as_data(made), dated=made.dated)
            _give(store, out, document, "letter about a number", len(account.entries), by, "answer to the subscriber")
    click.echo(json.dumps(as_data(made), ensure_ascii=False, indent=2) if form == "json" else as_text(made))
    if out is not None:
        click.echo(f"Written to {out}.", err=True)


@number.command()
@click.argument("number")
@click.option("-o", "--out", type=file_type, required=True, help="The ZIP to write.")
@papers_option
@since_option
@purpose_option
@by_option
@home_option
@format_option
def pack(
    number: str,
    out: Path,
    folders: tuple[Path, ...],
    kept: tuple[Path, ...],
    purpose: str,
    by: str,
    home: Path,
    form: str,
) -> None:
    """Pack what is on record about a number: a PDF, the ledger's entries, their proofs, and the program to check them.

    Nobody else's number is in it. The same records give the same bytes. That it was made is entered in the ledger.

    \b
    Example:
        ringfence number pack "01632 960123" -o evidence.zip --purpose "complaint of 24 November" --by "A. Khan"
    """
    from ringfence.cli.people import number_of
    from ringfence.evidence.account import Subject

    subject = Subject(numbers=(number_of(number),))
    _pack(home, subject, folders, out, kept, ("number pack", purpose, by), form)


@click.command("pack")
@click.argument("campaign", metavar="ID|DIR")
@click.option("-o", "--out", type=file_type, required=True, help="The ZIP to write.")
@papers_option
@since_option
@purpose_option
@by_option
@home_option
@format_option
def campaign_pack(
    campaign: str,
    out: Path,
    folders: tuple[Path, ...],
    kept: tuple[Path, ...],
    purpose: str,
    by: str,
    home: Path,
    form: str,
) -> None:
    """Pack what is on record about a campaign: who, why, script, lists, registers, and every decision without a number.

    Calls to one person are for `ringfence number pack`.

    \b
    Example:
        ringfence campaign pack spring-survey -o campaign.zip --purpose "annual audit" --by "A. Khan"
    """
    from ringfence.evidence.account import Subject
    from ringfence.evidence.papers import campaign_id

    folder = Path(campaign)
    found = campaign_id(folder) if folder.exists() else None
    where = (*folders, folder) if found and folder.is_dir() else folders
    _pack(home, Subject(campaigns=(found or campaign,)), where, out, kept, ("campaign pack", purpose, by), form)


def _pack(
    home: Path,
    subject: "Subject",
    folders: Sequence[Path],
    out: Path,
    kept: Sequence[Path],
    why: tuple[str, str, str],
    form: str,
) -> None:
    import hashlib
    import json

    from ringfence.evidence.pack import packed
    from ringfence.ledger.checkpoint import read
    from ringfence.store import open_store

    notes = [read(file.read_text(encoding="utf-8")) for file in kept]
    what, purpose, by = why
    with open_store(home) as store, progress_bar("packing") as progress:
        progress("reading the records", 0.1)
        account = _account(store, subject, _papers(home, folders))
        counted = _tally(store, account)
        _check(account, counted)
        progress("writing", 0.5)
        data = packed(account, store.book, store.book.signer(), notes, counted)
        _give(store, out, data, what, len(account.entries), by, purpose)
        key = str(store.book.signer().public)
    digest = hashlib.sha256(data).hexdigest()
    if form == "json":
        told = {"file": str(out), "sha256": digest, "bytes": len(data), "entries": len(account.entries), "key": key}
        click.echo(json.dumps(told | {"ledger_entries": account.at.size}, indent=2))
        return
    click.echo(f"{out}: {len(account.entries):,} entries of the ledger's first {account.at.size:,}, with their proofs.")
    click.echo(f"  SHA-256   {digest}\n  key       {key}")
    click.echo("Give the key by another way than the pack. To check it: unpack verify.py, then")
    click.echo(f'  python verify.py {out.name} --key "KEY"')


def _account(store: "Store", subject: "Subject", papers: "Papers") -> "Account":
    from ringfence.evidence.gather import gather

    return gather(store, subject, papers)


def _check(account: "Account", counted: "Tally | None") -> None:
    """Refuses a pack about nothing: there would be nothing in it to prove."""
    from ringfence.cli.people import NothingToDo

    if account.nothing and not (counted and counted.decisions):
        who = "this number" if account.subject.numbers else "a campaign of this id"
        raise NothingToDo(
            f"Nothing is on record about {who}, so there is nothing to prove. "
            + (
                "A letter that says so: ringfence number explain NUMBER"
                if account.subject.numbers
                else "A campaign is on record once it was signed, screened or asked about."
            )
        )


def _tally(store: "Store", account: "Account") -> "Tally | None":
    from ringfence.evidence.tally import tally

    if not account.subject.campaigns:
        return None
    entries = (each for each in store.book.of_kind("decision", "call-outcome") if each.seq < account.at.size)
    return tally(entries, account.subject.campaigns)


def _papers(home: Path, folders: Sequence[Path]) -> "Papers":
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


def _give(store: "Store", out: Path, data: bytes, what: str, rows: int, by: str, purpose: str) -> None:
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

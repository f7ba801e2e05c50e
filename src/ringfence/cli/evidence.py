"""ringfence number explain, number pack and campaign pack: what is on record, for a person, and as proof."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ringfence.cli.evidence_making import Packing, account_of, give, pack_it, papers_in
from ringfence.cli.shared import Day, format_option, home_option, today

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
out_option = click.option("-o", "--out", type=file_type, required=True, help="The ZIP to write.")
PACK = (out_option, papers_option, since_option, purpose_option, by_option, home_option, format_option)


def pack_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every pack; the command is given them as one, first."""

    @wraps(command)
    def packs(
        out: Path,
        folders: tuple[Path, ...],
        kept: tuple[Path, ...],
        purpose: str,
        by: str,
        home: Path,
        form: str,
        **own: Any,
    ) -> None:
        command(Packing(out, folders, kept, purpose, by, home, form), **own)

    for option in reversed(PACK):
        packs = option(packs)
    return packs


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
        account = account_of(store, Subject(numbers=(number_of(number),)), papers_in(home, folders))
        made = letter(account, dated or today(), sender.strip(), contact.strip())
        if out is not None:
            from ringfence.documents import pdf

            document = pdf("evidence/templates/letter.typ", as_data(made), dated=made.dated)
            give(store, out, document, "letter about a number", len(account.entries), by, "answer to the subscriber")
    click.echo(json.dumps(as_data(made), ensure_ascii=False, indent=2) if form == "json" else as_text(made))
    if out is not None:
        click.echo(f"Written to {out}.", err=True)


@number.command()
@click.argument("number")
@pack_options
def pack(packing: Packing, number: str) -> None:
    """Pack what is on record about a number: a PDF, the ledger's entries, their proofs, and the program to check them.

    Nobody else's number is in it. The same records give the same bytes. That it was made is entered in the ledger.

    \b
    Example:
        ringfence number pack "01632 960123" -o evidence.zip --purpose "complaint of 24 November" --by "A. Khan"
    """
    from ringfence.cli.people import number_of
    from ringfence.evidence.account import Subject

    pack_it("number pack", Subject(numbers=(number_of(number),)), packing)


@click.command("pack")
@click.argument("campaign", metavar="ID|DIR")
@pack_options
def campaign_pack(packing: Packing, campaign: str) -> None:
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
    if found and folder.is_dir():
        packing = replace(packing, folders=(*packing.folders, folder))
    pack_it("campaign pack", Subject(campaigns=(found or campaign,)), packing)


@click.command("pack")
@click.argument("case", metavar="CASE")
@click.option(
    "--document",
    "documents",
    type=file_type,
    multiple=True,
    metavar="FILE",
    help="A document of the case to put in as it is, such as the assessment; again for each.",
)
@pack_options
def case_pack(packing: Packing, case: str, documents: tuple[Path, ...]) -> None:
    """Pack a case: its steps in the ledger, the calls to the numbers complained of, and the documents you name.

    Look through the documents first: they go in as they are, with every number in them.

    \b
    Example:
        ringfence case pack 2026-000001 -o case.zip --document assessment.html --purpose "appeal" --by "A. Khan"
    """
    from ringfence.evidence.account import Subject
    from ringfence.evidence.gather import numbers_of_case
    from ringfence.store import open_store

    with open_store(packing.home) as store:
        subject = Subject(numbers=numbers_of_case(store.book, case), case=case)
    pack_it("case pack", subject, packing, documents)

"""ringfence case letter: a letter or notice as a draft, and as a letter once a named person has approved its words."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, home_option, now, today

if TYPE_CHECKING:
    from ringfence.cases.letters.drafting import Approval
    from ringfence.cases.letters.grounds import Grounds
    from ringfence.cases.letters.letter import Letter

KINDS = ("acknowledgement", "outcome", "why", "information", "preliminary", "enforcement", "reply")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("source", metavar="CASE|FILE")
@click.option("--on", type=Day(), help="The date on the letter (form 2026-11-21)  [default: today]")
@click.option("--address", metavar="LINES", default="", help="Of a case: the organisation's address, with commas.")
@click.option("--reply-by", type=Day(), help="Of a case: the day by which an answer is wanted.")
@click.option("--comply-by", type=Day(), help="Of a case: the day by which a notice must be complied with.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the letter there, as PDF.")
@click.option("--approved-by", metavar="NAME", default="", help="Who has read these words and lets them leave.")
@click.option("--digest", metavar="HASH", default="", help="The hash of the draft that was approved.")
@home_option
@format_option
def letter(
    kind: str, source: str, on: date | None, address: str, reply_by: date | None, comply_by: date | None,
    out: Path | None, approved_by: str, digest: str, home: Path, form: str,
) -> int:  # fmt: skip
    """Draft a letter or notice: each sentence with what it rests on. Nothing is sent.

    CASE is a case on file that was assessed, FILE the grounds in JSON or TOML. A draft is marked on every page until
    somebody approves its very words, by name and hash; of a case that is noted. Exit code 3 while it is a draft.

    \b
    Example:
        ringfence case letter acknowledgement 2026-000001 -o draft.pdf
        ringfence case letter outcome grounds.json
    """
    from ringfence.cases.letters.drafting import approve, data, document, draft
    from ringfence.cli.case_compare import as_json, write_file

    drawn = draft(kind, _grounds(source, home, address, reply_by, comply_by), on or today())
    approval = approve(drawn, approved_by, digest, today()) if approved_by or digest else None
    if approval:
        _note(source, home, drawn, approval)
    if out:
        write_file(out, document(drawn, approval), (".pdf",))
    if form == "json":
        click.echo(as_json(data(drawn, approval)))
    else:
        click.echo("\n".join(_told(drawn, approval, source, out)))
    return 0 if approval else 3


def _grounds(source: str, home: Path, address: str, reply_by: date | None, comply_by: date | None) -> "Grounds":
    """The grounds in a file, or those that a case on file gives."""
    if (file := Path(source)).is_file():
        from ringfence.cases.letters.grounds import load

        return load(file)
    from ringfence.cases.letters.from_case import grounds_of, office
    from ringfence.cli.case_words import loaded
    from ringfence.store import open_store

    with open_store(home) as store:
        case = loaded(store, source)
    return grounds_of(case, office(home), address=address, reply_by=reply_by, comply_by=comply_by)


def _note(source: str, home: Path, drawn: "Letter", approval: "Approval") -> None:
    """Writes an approval into the case, and so into the ledger, before the letter is written."""
    if Path(source).is_file():
        return
    from ringfence.cases.steps import approval_of
    from ringfence.cli.case_words import added, new_id
    from ringfence.store import open_store

    noted = approval_of(
        source, drawn.kind, digest=drawn.digest, dated=drawn.dated, id_=new_id(), now=now(), by=approval.by
    )
    with open_store(home) as store:
        added(store, [noted])


def _told(drawn: "Letter", approval: "Approval | None", source: str, out: Path | None) -> list[str]:
    """The letter in words with its sources, and what to do next."""
    told = [f"{drawn.title} ({drawn.reference}), to {drawn.to[0]}"]
    for block in drawn.blocks:
        told += [f"  {block.heading}"] if block.heading else []
        told += [f"    {each.text} [{', '.join(each.sources)}]" for each in block.sentences]
    told += [f"Still missing: {gap}" for gap in drawn.gaps]
    if out:
        told.append(f"Written: {out}")
    if approval:
        return [*told, f"Approved by {approval.by}. Nothing is sent from here: send it yourself, and record the day."]
    if drawn.gaps:
        return [*told, f"A draft. Add to {source} what is missing, and draft it again."]
    command = f"ringfence case letter {drawn.kind} {source} --on {drawn.dated}"
    approving = f"{command} --approved-by NAME --digest {drawn.digest} -o letter.pdf"
    return [*told, f"A draft. When somebody has read it: {approving}"]

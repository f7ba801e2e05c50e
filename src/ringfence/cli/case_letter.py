"""ringfence case letter: a letter or notice as a draft, and as a letter once a named person has approved its words."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, today

if TYPE_CHECKING:
    from ringfence.cases.letters.drafting import Approval
    from ringfence.cases.letters.letter import Letter

KINDS = ("acknowledgement", "outcome", "why", "information", "preliminary", "enforcement", "reply")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--on", type=Day(), help="The date on the letter (form 2026-11-21)  [default: today]")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the letter there, as PDF.")
@click.option("--approved-by", metavar="NAME", default="", help="Who has read these words and lets them leave.")
@click.option("--digest", metavar="HASH", default="", help="The hash of the draft that was approved.")
@format_option
def letter(kind: str, file: Path, on: date | None, out: Path | None, approved_by: str, digest: str, form: str) -> int:
    """Draft a letter or notice: each sentence with what it rests on. Nothing is sent.

    FILE holds the grounds, in JSON or TOML: facts with their evidence, rules, days, a person's decision. A draft is
    marked on every page until somebody approves its very words, by name and hash. Exit code 3 while it is a draft.

    \b
    Example:
        ringfence case letter acknowledgement grounds.json -o draft.pdf
    """
    from ringfence.cases.letters.drafting import approve, data, document, draft
    from ringfence.cases.letters.grounds import load
    from ringfence.cli.case_compare import as_json, write_file

    day = on or today()
    drawn = draft(kind, load(file), day)
    approval = approve(drawn, approved_by, digest, today()) if approved_by or digest else None
    if out:
        write_file(out, document(drawn, approval), (".pdf",))
    if form == "json":
        click.echo(as_json(data(drawn, approval)))
    else:
        click.echo("\n".join(_told(drawn, approval, file, out)))
    return 0 if approval else 3


def _told(drawn: "Letter", approval: "Approval | None", file: Path, out: Path | None) -> list[str]:
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
        return [*told, f"A draft. Add to {file} what is missing, and draft it again."]
    command = f"ringfence case letter {drawn.kind} {file} --on {drawn.dated}"
    approving = f"{command} --approved-by NAME --digest {drawn.digest} -o letter.pdf"
    return [*told, f"A draft. When somebody has read it: {approving}"]

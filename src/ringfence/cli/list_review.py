"""ringfence list review: a form for a person to sign, situation by situation, and back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import EXIT, format_option, today

if TYPE_CHECKING:
    from ringfence.lists.signatures import Signed


@click.command()
@click.argument("summary", type=click.Path(path_type=Path), metavar="SUMMARY.json")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The form to write: .md, .html or .csv.")
@click.option("--signed", type=click.Path(path_type=Path), help="A form that came back (.md or .csv): check it.")
@format_option
def review(summary: Path, output: Path | None, signed: Path | None, form: str) -> int:
    """Write a form on which a person signs each situation of a screening; or check one that came back.

    SUMMARY.json is what `list screen --summary` wrote. A signature says that somebody looked and agrees; it changes no
    verdict and lifts no objection. With --signed: exit code 0 if all is signed, 3 if something is still open.

    \b
    Example:
        ringfence list review summary.json -o review.html
        ringfence list review summary.json --signed review.csv
    """
    from ringfence.lists import summaries
    from ringfence.lists.review import write
    from ringfence.lists.signatures import read_signed

    if (output is None) == (signed is None):
        raise click.UsageError("Say either where to write the form (-o FILE) or which came back (--signed FILE).")
    told = summaries.read(summary)
    if output:
        if output.resolve() == summary.resolve():
            raise click.UsageError("The form would be written over the summary. Choose another name.")
        write(told, output)
        click.echo(_written(told, output, form))
        return 0
    if signed is None:
        return 1
    found = read_signed(signed, told, today())
    click.echo(_checked(found, told, form))
    return EXIT["hold" if found.open else "allow"]


def _written(summary: dict[str, Any], output: Path, form: str) -> str:
    if form == "json":
        return json.dumps({"form": str(output), "situations": len(summary["situations"])}, ensure_ascii=False)
    how = "sign it on screen or on paper" if output.suffix.lower() == ".html" else "sign it"
    return (
        f"{len(summary['situations'])} situations to be signed: {output}\n"
        f"Next: {how}, then `ringfence list review SUMMARY.json --signed FILE`"
    )


def _checked(found: "Signed", summary: dict[str, Any], form: str) -> str:
    from ringfence.calendar import british
    from ringfence.lists.review import fingerprint

    if form == "json":
        signatures = [{**each.__dict__, "on": each.on.isoformat()} for each in found.signatures]
        told = {"summary": fingerprint(summary), "signatures": signatures, "open": found.open}
        return json.dumps(told, ensure_ascii=False, indent=2)
    counts = {each["id"]: each["count"] for each in summary["situations"]}
    lines = [f"{len(found.signatures)} of {len(counts)} situations are signed, and the form fits the summary"]
    lines += [
        f"  {counts[each.situation]:>10,}  {each.situation}  {each.name}, {british(each.on)}"
        f"{f': {each.remark}' if each.remark else ''}"
        for each in found.signatures
    ]
    lines += [f"  {counts[situation]:>10,}  {situation}  open: {why}" for situation, why in found.open.items()]
    lines.append("Next: have the open ones signed" if found.open else "All is signed. Keep the form with the summary.")
    return "\n".join(lines)

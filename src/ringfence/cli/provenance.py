"""ringfence list provenance: where bought and borrowed lists come from, and how each turned out."""

import json
from datetime import date
from pathlib import Path

import click

from ringfence.cli.shared import format_option, on_option, width


@click.command()
@click.argument("campaign", type=click.Path(path_type=Path))
@click.option(
    "--outcomes", type=click.Path(path_type=Path), help="Calls made, a row each, with a source and an outcome."
)
@click.option(
    "--means", multiple=True, metavar="WORD=OUTCOME", help="What a word in that file means, such as NI=refused."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="SHEET.html: the sheet to print, send and sign.")
@on_option
@format_option
def provenance(
    campaign: Path, outcomes: Path | None, means: tuple[str, ...], output: Path | None, on: date | None, form: str
) -> int:
    """Show what is known of each bought or borrowed list, what is missing and why it matters, and what to ask.

    With --outcomes, how often each source led to a wrong number, a refusal, an objection or a complaint, with
    intervals, so that a bad source shows itself. Outcomes are reached, refused, objected, complained, wrong,
    not_reached, or the usual words for them. Exit code 2 when a rule is broken, 3 while something is missing or left
    to a person, else 0.

    \b
    Example:
        ringfence list provenance examples/labour-2009 -o sheet.html
    """
    from ringfence.campaigns import card
    from ringfence.campaigns.provenance import intake, report, sheet
    from ringfence.campaigns.provenance.outcomes import sources
    from ringfence.rule import Outcome

    loaded = card.load(campaign)
    made = sheet.sheets(loaded, on)
    calls = intake.read(outcomes, _meanings(means)) if outcomes else None
    found = sources(calls.by_source) if calls else ()
    if output:
        _write(output, report.page(loaded, made, calls, found), {campaign, outcomes, loaded.path})
    if form == "json":
        click.echo(json.dumps(report.data(loaded, made, calls, found), ensure_ascii=False, indent=2))
    else:
        click.echo(report.text(loaded, made, calls, found, width()))
        click.echo(f"Sheet: {output}" if output else "For a sheet to print, send and sign: -o sheet.html")
    if sheet.verdict(made) is Outcome.BREACH:
        return 2
    return 0 if all(each.complete for each in made) and sheet.verdict(made) is Outcome.OK else 3


def _meanings(means: tuple[str, ...]) -> dict[str, str]:
    from ringfence.campaigns.provenance.outcomes import OUTCOMES

    found = {}
    for each in means:
        word, _, outcome = each.rpartition("=")
        if not word or outcome not in OUTCOMES:
            raise click.UsageError(f'--means "{each}": write WORD=OUTCOME, the outcome one of {", ".join(OUTCOMES)}.')
        found[word] = outcome
    return found


def _write(output: Path, page: str, inputs: set[Path | None]) -> None:
    from ringfence.lists.report import OutputRefused, whole

    if output.suffix.lower() not in (".html", ".htm"):
        raise OutputRefused(f"{output}: the sheet is a page; give it a name that ends in .html.")
    if output.resolve() in {each.resolve() for each in inputs if each}:
        raise OutputRefused(f"{output} is an input. Choose another name for what is written.")
    if not output.parent.is_dir():
        raise OutputRefused(f"{output}: there is no folder {output.parent}. Make it, or choose another place.")
    with whole(output) as (part,):
        part.write_text(page, encoding="utf-8")

"""ringfence list explain: why one number may or may not be called."""

import json
from datetime import date
from pathlib import Path

import click

from ringfence.cli.kept import kept_options, refuse_two_registers, taking, wanted
from ringfence.cli.shared import EXIT, format_option, on_option


@click.command()
@click.argument("number")
@click.option("--campaign", type=click.Path(path_type=Path), required=True, help="The campaign.toml it is called for.")
@click.option(
    "--list", "contacts", type=click.Path(path_type=Path), help="Look it up in this list; else in those of the card."
)
@click.option("--phone-column", help="The column of that list that holds the numbers, if its name does not tell.")
@click.option("--registers", type=click.Path(path_type=Path), help="Folder of files named like tps-2026-11-01.csv.")
@kept_options
@click.option(
    "--prepared",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder in which `list screen --prepared` keeps what is on file ready.",
)
@on_option
@format_option
def explain(
    number: str,
    campaign: Path,
    contacts: Path | None,
    phone_column: str | None,
    registers: Path | None,
    home: Path,
    prepared: Path | None,
    on: date | None,
    form: str,
    **kept: bool,
) -> int:
    """Say of one number what was found, where, which rules were read, and what would change the answer.

    It is the verdict that `list screen` gives on that row. Exit code 0 when it may be called, 3 when held, 2 when not.

    \b
    Example:
        ringfence list explain "01632 960001" --campaign campaign.toml --list contacts.csv
    """
    from ringfence.campaigns import card, explained
    from ringfence.campaigns.explaining import explain as explain_number
    from ringfence.campaigns.preflight import stand
    from ringfence.campaigns.run import asked_of
    from ringfence.rulebook import worst

    asked, loaded = wanted(home, **kept), card.load(campaign)
    refuse_two_registers(asked, registers)
    with taking(asked) as take:
        standing = stand(loaded, on, take(loaded))
        lists, evidence = asked_of(standing, contacts, phone_column, registers)
        found = explain_number(standing, number, lists, evidence, prepared)
    if form == "json":
        click.echo(json.dumps([explained.data(each, standing) for each in found], ensure_ascii=False, indent=2))
    else:
        whole = "\n\n".join(explained.text(each, standing) for each in found)
        click.echo("\n".join([whole, *(f"  note: {note}" for note in standing.kept.notes)]))
    return EXIT[worst(place.situation.decision for each in found for place in each.places)]

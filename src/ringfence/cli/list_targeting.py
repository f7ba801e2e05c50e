"""ringfence list targeting: does a list look like a sample, or like somebody's strongholds?"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import format_option

if TYPE_CHECKING:
    from ringfence.campaigns.targeting_report import Looked


@click.command()
@click.argument("contacts", type=click.Path(path_type=Path), metavar="LIST")
@click.option("--campaign", type=click.Path(path_type=Path), required=True, help="The campaign.toml the list is for.")
@click.option("--areas", "column", help="The column of constituencies, wards or postcodes, if it is not found.")
@click.option(
    "--join", type=click.Path(path_type=Path), help="A table from those wards or postcodes to constituencies."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="OUT.html, OUT.svg (the chart) or OUT.json.")
@format_option
def targeting(
    contacts: Path, campaign: Path, column: str | None, join: Path | None, output: Path | None, form: str
) -> int:
    """Show whether a list looks like a sample of the electorate, or follows a party's vote or the marginals.

    It holds the list's areas against the election before the calls, or a table of results that the card names, and the
    list's size and quotas against what research needs. What it finds is an indicator, never a verdict: exit code 0.

    \b
    Example:
        ringfence list targeting contacts.csv --campaign campaign.toml --areas constituency -o targeting.html
    """
    from ringfence.campaigns import card, targeting_report
    from ringfence.campaigns.looking import look_at
    from ringfence.campaigns.run import inputs
    from ringfence.lists.report import OutputRefused, whole

    loaded = card.load(campaign)
    makers = {".html": targeting_report.page, ".svg": targeting_report.chart, ".json": _json}
    if output:
        if output.suffix.lower() not in makers:
            raise OutputRefused(f"{output}: written as .html, .svg or .json. Choose one of these endings.")
        if output.resolve() in inputs(loaded) | {contacts.resolve(), campaign.resolve()}:
            raise OutputRefused(f"{output} is an input. Choose another name for what is written.")
        if not output.parent.is_dir():
            raise OutputRefused(f"{output}: there is no folder {output.parent}. Make it first.")
    looked = look_at(loaded, contacts, column, join)
    if output:
        with whole(output) as (part,):
            part.write_text(makers[output.suffix.lower()](looked) + "\n", encoding="utf-8")
    told = [*targeting_report.lines(looked), *([f"Written: {output}"] if output else [])]
    click.echo(_json(looked) if form == "json" else "\n".join(told))
    return 0


def _json(looked: "Looked") -> str:
    from ringfence.campaigns.targeting_report import data

    return json.dumps(data(looked), ensure_ascii=False, indent=2)

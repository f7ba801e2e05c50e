"""ringfence list: who may be called, and why not the others."""

from datetime import date
from pathlib import Path

import click

from ringfence.cli.shared import EXIT, format_option, on_option, progress_bar


@click.group(name="list")
def list_() -> None:
    """Screen a contact list: one verdict and its reasons per number."""


@list_.command()
@click.argument("contacts", type=click.Path(path_type=Path), metavar="LIST")
@click.option("--campaign", type=click.Path(path_type=Path), required=True, help="The campaign.toml the list is for.")
@click.option("--registers", type=click.Path(path_type=Path), help="A folder with files like tps-2026-11-01.csv.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Verdicts: OUT.parquet or OUT.csv."
)
@click.option("--summary", type=click.Path(path_type=Path), help="Counts per decision, reason and situation, as JSON.")
@on_option
@format_option
def screen(
    contacts: Path,
    campaign: Path,
    registers: Path | None,
    output: Path,
    summary: Path | None,
    on: date | None,
    form: str,
) -> int:
    """Give every number its verdict: allow, hold or block, with reasons, and the situation it falls in.

    The script is not read here: the call counts as marketing unless its card declares research whose answers are
    neither kept against the person nor reused. `ringfence preflight` reads the script too.

    \b
    Example:
        ringfence list screen contacts.csv --campaign campaign.toml -o verdicts.parquet
    """
    ...


@list_.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option
def numbers(file: Path, form: str) -> int:
    """Show what each cell of a list was read as: written, e164, kind, problem.

    \b
    Example:
        ringfence list numbers contacts.csv
    """
    ...

"""ringfence call: calls that were made, held against the law of their days and the gate's decisions."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.call_reconcile import rates, reconcile
from ringfence.cli.run_calls import run_calls, stop
from ringfence.cli.shared import format_option, progress_bar, today

if TYPE_CHECKING:
    from ringfence.calls.run import EngineName


@click.group()
def call() -> None:
    """Look at calls that were made: what the law of their day says of each."""


@call.command()
@click.argument("records", type=click.Path(path_type=Path), metavar="CDRS")
@click.option("--campaigns", type=click.Path(path_type=Path), required=True, help="Folder of campaign cards, by id.")
@click.option("--registers", type=click.Path(path_type=Path), help="Folder of files named like tps-2016-05-01.csv.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--memory-limit", help="What DuckDB may use before it spills to disk, such as 4GB.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for verdicts and summary.")
@format_option
def audit(
    records: Path,
    campaigns: Path,
    registers: Path | None,
    engine: "EngineName",
    memory_limit: str | None,
    output: Path,
    form: str,
) -> int:
    """Judge every call on record under the law of its own day: verdicts, reasons and situations.

    CDRS is a file, a folder or a quoted pattern of Parquet or CSV, with the called number, started_at, campaign, and
    if there are any mode, calling_number, outcome, talk_seconds and call_id. Exit code 2 when some call broke a rule,
    else 3 when some cannot be judged. Run again after an interruption: finished parts are kept.

    \b
    Example:
        ringfence call audit cdrs/ --campaigns campaigns/ -o audit-2016
    """
    from ringfence.calls.report import text
    from ringfence.calls.run import run

    if memory_limit and not re.fullmatch(r"\d+(\.\d+)?\s*[KMGT]i?B", memory_limit, re.IGNORECASE):
        raise click.BadParameter(
            f"{memory_limit} is no amount of memory. Write it as 4GB.", param_hint="--memory-limit"
        )
    try:
        with progress_bar("audit") as progress:
            told = run(
                records,
                campaigns,
                output,
                registers=registers,
                engine=engine,
                memory_limit=memory_limit,
                today=today(),
                progress=progress,
            )
    except KeyboardInterrupt:
        click.echo("Stopped. Run the same command again to go on: what is finished is kept.", err=True)
        return 1
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if form == "json" else f"{text(told)}\n{_next(output)}")
    return 2 if told["decisions"].get("block") else 3 if told["decisions"].get("hold") else 0


def _next(output: Path) -> str:
    return (
        f"\nVerdicts: {output / 'verdicts'}, by month. Every situation in full: {output / 'summary.json'}\n"
        "Next: read the worst situations; the id at the end of each is in the column `situation` of the verdicts."
    )


for command in (reconcile, rates, run_calls, stop):
    call.add_command(command)

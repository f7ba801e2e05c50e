"""ringfence case compare and case story: whether like was treated alike, and one story told from data."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from ringfence.cli.shared import Day, format_option, home_option, today

out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page (.html), a table (.csv) or data (.json) there.",
)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--cases", "own", is_flag=True, help="Compare the cases on file, in place of a FILE.")
@click.option(
    "--by", type=click.Choice(["law", "organisation", "sector", "regulator"]), default="law", show_default=True,
    help="What the curves and the table of outcomes are grouped by.",
)  # fmt: skip
@click.option("--on", type=Day(), help="Count open cases up to this day (form 2026-11-21)  [default: today]")
@out_option
@home_option
@format_option
def compare(file: Path | None, own: bool, by: str, on: date | None, out: Path | None, home: Path, form: str) -> None:
    """Set cases side by side: how fast, how hard, after what warning; near by their facts, far by their outcome.

    FILE is an office's own record in the form of the published outcomes: YAML, JSON, or CSV with a row a case. Without
    it, the published outcomes that come with Ringfence. Nothing here says why a case ended as it did.

    \b
    Example:
        ringfence case compare -o compare.html
        ringfence case compare --cases --by organisation -o own.html
    """
    from ringfence.cases.compare.comparing import compare as comparison
    from ringfence.cases.compare.data import data
    from ringfence.cases.compare.sheet import entries
    from ringfence.cases.compare.words import lines

    if own and file:
        raise click.UsageError("Name a FILE or write --cases, not both.")
    source, found = _on_file(home) if own else entries(file)
    compared = comparison(found, source, on or today(), by)
    if out:
        _write(out, compared)
    if form == "json":
        click.echo(as_json(data(compared)))
        return
    click.echo("\n".join(lines(compared)))
    click.echo(
        f"Written: {out}" if out else "For the charts and the long table: ringfence case compare -o compare.html"
    )


def _on_file(home: Path) -> tuple[str, list[Any]]:
    """What the cases on file are called, and their entries."""
    from ringfence.cases.compare.from_cases import entries
    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of
    from ringfence.store import open_store

    known = roles(home)
    with open_store(home) as store:
        names = [name for name, _ in store.cases.steps(closed=True)]
        cases = [case_of(name, store.cases.events(name), known) for name in names]
    return "The cases on file", list(entries(cases))


def _write(out: Path, compared: Any) -> None:
    from ringfence.cases.compare.data import COLUMNS, data, rows
    from ringfence.cases.compare.report import page
    from ringfence.cli.people import write_table

    ending = out.suffix.lower()
    if ending == ".csv":
        write_table(out, COLUMNS, rows(compared))
    elif ending == ".json":
        write_file(out, as_json(data(compared)).encode() + b"\n")
    else:
        write_file(out, page(compared).encode(), (".html", ".htm"))


def write_file(out: Path, content: bytes, endings: tuple[str, ...] = ()) -> None:
    """Writes a file whole or not at all; refuses a folder that is not there, and endings that say something else."""
    from ringfence.lists.report import OutputRefused, whole

    if endings and out.suffix.lower() not in endings:
        raise OutputRefused(f"{out}: what would be written is a {endings[0]} file. Give it that ending.")
    if not out.parent.is_dir():
        raise OutputRefused(f"{out}: there is no folder {out.parent}. Make it, or choose another place.")
    with whole(out) as (part,):
        part.write_bytes(content)


def as_json(value: Any) -> str:
    """JSON as people read it."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)

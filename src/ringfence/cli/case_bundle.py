"""ringfence case bundle: a mixed bundle of files, worked through to one finding sheet."""

import json
from datetime import date
from pathlib import Path

import click

from ringfence.cli.shared import Day, format_option, now, progress_bar, today


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the sheet."
)
@click.option("--on", type=Day(), help="Read scripts by the law of this day  [default: the card's, else today]")
@format_option
def bundle(folder: Path, output: Path, on: date | None, form: str) -> int:
    """Sort a mixed bundle of files, check all of it, and write one finding sheet: sheet.html and sheet.json.

    Knows campaign cards, scripts, transcripts, recordings, lists, call records, registers and complaints. Says of
    each file what it was taken for and why; what could not be looked at; and what is missing. Needs no store. Exit
    code 2 when something breaks a rule, 3 when something is open.

    \b
    Example:
        ringfence case bundle received-from-them/ -o sheet/
    """
    from ringfence.cases.bundle.sheet import grade, page, sheet, text
    from ringfence.cases.bundle.sorting import sort
    from ringfence.cases.bundle.working import work
    from ringfence.lists.report import OutputRefused, whole

    if folder.resolve() in (output.resolve(), *output.resolve().parents):
        raise OutputRefused(f"{output} lies in the bundle. Choose a folder outside it with -o.")
    moment = now()
    output.mkdir(parents=True, exist_ok=True)
    with progress_bar("bundle") as progress:
        progress("sorting", 0.0)
        files = sort(folder)
        worked = work(files, output, on=on, now=moment, today=today(), progress=progress)
    made = sheet(folder.name, files, worked, moment)
    with whole(output / "sheet.json", output / "sheet.html") as (data, html):
        data.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        html.write_text(page(made), encoding="utf-8")
    click.echo(json.dumps(made, ensure_ascii=False, indent=2) if form == "json" else text(made, moment))
    if form == "text":
        click.echo(f"Next: read {output / 'sheet.html'}.")
    return grade(made)

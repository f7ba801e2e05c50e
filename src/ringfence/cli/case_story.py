"""ringfence case story: four parties, thirteen years, told from what is on record."""

from pathlib import Path

import click

from ringfence.cli.shared import format_option


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it there, as .html or .json.")
@format_option
def story(out: Path | None, form: str) -> None:
    """Tell how four parties' recorded calls were dealt with from 2005 to 2018: event by event, days, facts compared.

    What no published page says stays unknown; nothing is said of why anything was done.

    \b
    Example:
        ringfence case story -o story.html
    """
    from ringfence.cases.story.report import data, lines, page
    from ringfence.cli.case_compare import as_json, write_file

    told = as_json(data()) if form == "json" or (out and out.suffix.lower() == ".json") else ""
    if out and out.suffix.lower() == ".json":
        write_file(out, told.encode() + b"\n")
    elif out:
        write_file(out, page().encode(), (".html", ".htm"))
    if form == "json":
        click.echo(told)
        return
    click.echo("\n".join(lines()))
    click.echo(f"Written: {out}" if out else "For the pictures: ringfence case story -o story.html")

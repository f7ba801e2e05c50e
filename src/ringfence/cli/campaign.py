"""ringfence preflight and demo: a whole campaign, before anything is dialled."""

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.kept import Wanted, kept_options, taking, wanted
from ringfence.cli.shared import format_option, on_option, progress_bar, today

if TYPE_CHECKING:
    from ringfence.campaigns.report.shape import Report

EXIT = {"go": 0, "stop": 2, "hold": 3}


@click.command()
@click.argument("campaign_dir", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder for the results  [default: CAMPAIGN_DIR/out]"
)
@kept_options
@on_option
@format_option
def preflight(campaign_dir: Path, output: Path | None, home: Path, on: date | None, form: str, **kept: bool) -> int:
    """Say go, hold or stop for a campaign: its script, list and card, walked through the law before anyone dials.

    Writes report.html and report.json and, if the card names lists, callable.csv and excluded.csv. While the verdict
    is not "go", callable.csv is empty.

    The law is that of the first day in the field, and listings are as old as they get while the screening is good.
    With --on the calls of that day are judged; a day outside the field is a question only, and never "go".

    The files that the card names are read. With --kept, so is what `register`, `objection` and `consent` keep.

    \b
    Example:
        ringfence preflight examples/neath-2017
    """
    folder = campaign_dir if campaign_dir.is_dir() else campaign_dir.parent
    report = _preflight(campaign_dir, output or folder / "out", on, wanted(home, **kept))
    click.echo(
        json.dumps(report, ensure_ascii=False, indent=2) if form == "json" else _told(report, output or folder / "out")
    )
    return EXIT[report["verdict"]]


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Copy the examples to this folder and run them there."
)
@format_option
def demo(output: Path | None, form: str) -> int:
    """Run the two example campaigns end to end, at their real size, and say where the reports are.

    In a checkout they run where they are; elsewhere in ./ringfence-demo. The list of 495,000 rows is made first;
    nothing dials.

    \b
    Example:
        ringfence demo
    """
    from ringfence.campaigns import examples

    reports = list["Report"]()
    for name in examples.NAMES:
        with progress_bar("demo") as progress:
            progress(f"making {name}", 0.0)
            folder = Path(os.path.relpath(examples.place(name, output)))
        reports.append(_preflight(folder, folder / "out", None, None))
        if form == "text":
            click.echo(_told(reports[-1], folder / "out") + "\n")
    if form == "json":
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    else:
        click.echo("Both are meant to stop: they are the campaigns that the regulator looked at. Open the two reports.")
    return 0


def _preflight(campaign_dir: Path, output: Path, on: date | None, asked: Wanted | None) -> "Report":
    from ringfence.campaigns.run import run

    with progress_bar("preflight") as progress:
        if asked is None or not asked.any:
            return run(campaign_dir, output, on=on, today=today(), progress=progress)
        with taking(asked) as take:
            return run(campaign_dir, output, on=on, today=today(), progress=progress, taking=take)


def _told(report: "Report", output: Path) -> str:
    """The report in a few lines: what it is, what was found, what to do next, where to read on."""
    from ringfence.calendar import british

    about, script, screening = report["campaign"], report["script"], report["list"]
    crossing = sum(any(each["level"] == "error" for each in section["findings"]) for section in script["sections"])
    judged_on, overall = british(date.fromisoformat(report["judged_on"])), script["overall"].replace("_", " ")
    lines = [
        f"{about['name']} ({about['instigator'] or 'nobody named'}; law of {judged_on})",
        f"  {report['sentence']}",
        f"  script   {len(script['sections'])} sections, {crossing} must change; as a whole: {overall}",
    ]
    if screening:
        counts = screening["decisions"]
        lines.append(
            f"  list     {screening['rows']:,} rows, {screening['numbers']:,} numbers: {counts['allow']:,} callable, "
            f"{counts['hold']:,} held, {counts['block']:,} blocked, in {len(screening['situations'])} situations"
        )
        kept = [each for each in screening.get("on_file", []) if each["as_of"]]
        lines += [f"  kept     {each['rows']:,} {each['what'].lower()}: {each['source']}" for each in kept]
        lines += [f"  note     {note}" for note in screening.get("notes", [])]
    lines += [f"  next     {step}" for step in report["next"][:3]]
    if more := len(report["next"]) - 3:
        lines += [f"           and {more} more in the report"] if more > 0 else []
    return "\n".join([*lines, f"  report   {output / 'report.html'}"])

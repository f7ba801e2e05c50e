"""ringfence list: who may be called, and why not the others."""

import json
from datetime import date
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from ringfence.cli.kept import kept_options, refuse_two_registers, taking, wanted
from ringfence.cli.kept import told as kept_told
from ringfence.cli.list_diff import diff
from ringfence.cli.list_explain import explain
from ringfence.cli.list_review import review
from ringfence.cli.list_targeting import targeting
from ringfence.cli.provenance import provenance
from ringfence.cli.shared import EXIT, format_option, on_option, peak_memory, progress_bar

if TYPE_CHECKING:
    from ringfence.campaigns.preflight import Standing
    from ringfence.lists.screen import Run, Screening

SHOWN = 12  # situations said on the terminal; the summary holds all


@click.group(name="list")
def list_() -> None:
    """Screen a contact list: one verdict and its reasons per number."""


@list_.command()
@click.argument("contacts", type=click.Path(path_type=Path), metavar="LIST")
@click.option("--campaign", type=click.Path(path_type=Path), required=True, help="The campaign.toml the list is for.")
@click.option("--phone-column", help="The column that holds the numbers, if its name does not tell.")
@click.option("--registers", type=click.Path(path_type=Path), help="Folder of files named like tps-2026-11-01.csv.")
@kept_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="OUT.parquet or OUT.csv.")
@click.option("--summary", type=click.Path(path_type=Path), help="Counts and situations, as JSON.")
@click.option(
    "--prepared",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps what is on file ready for the next list of the day. It holds numbers: guard it.",
)
@click.option("--preview", "look", is_flag=True, help="Show how the list is read and what to expect; write nothing.")
@on_option
@format_option
def screen(
    contacts: Path,
    campaign: Path,
    phone_column: str | None,
    registers: Path | None,
    home: Path,
    output: Path | None,
    summary: Path | None,
    prepared: Path | None,
    look: bool,
    on: date | None,
    form: str,
    **kept: bool,
) -> int:
    """Give every number its verdict: allow, hold or block, with reasons, and the situation it falls in.

    Whether the call is marketing is read from the card and its script. What stands against the campaign itself is not
    said here: for that, and for lists to load into a dialler, run `ringfence preflight`. Exit code 0 when some number
    may be called, else 3 when some are only held, else 2.

    \b
    Example:
        ringfence list screen contacts.csv --campaign campaign.toml -o verdicts.parquet
    """
    from ringfence.campaigns import card
    from ringfence.campaigns.preflight import callable_at_all, stand
    from ringfence.campaigns.run import inputs, screen_file
    from ringfence.lists import description, summaries
    from ringfence.lists.report import whole
    from ringfence.rulebook import version

    asked = wanted(home, **kept)
    refuse_two_registers(asked, registers)
    loaded = card.load(campaign)
    if look:
        with taking(asked) as take:
            return _preview(stand(loaded, on, take(loaded)), contacts, phone_column, registers, form)
    if output is None:
        raise click.UsageError("Name the file to write with -o OUT.parquet, or only look with --preview.")
    targets = [output, description.place_of(output), *([summary] if summary else [])]
    taken = inputs(loaded) | {
        file.resolve() for file in (contacts, campaign, *(registers.glob("*") if registers else ()))
    }
    _refuse_taken(targets, taken)
    description.place_of(output).unlink(missing_ok=True)  # it describes what stood there before
    began = perf_counter()
    with progress_bar("screening") as progress, taking(asked) as take:
        found = screen_file(
            stand(loaded, on, take(loaded)),
            contacts,
            registers=registers,
            phone_column=phone_column,
            output=output,
            progress=progress,
            prepared=prepared,
        )
    told = summaries.made(found, version())
    data = json.dumps(told, ensure_ascii=False, indent=2)
    if summary:
        with whole(summary) as (part,):
            part.write_text(data + "\n", encoding="utf-8")
    described = description.describe(output, told)
    click.echo(data if form == "json" else _told(found, output, described))
    click.echo(how_it_went(found.run, found.rows, perf_counter() - began), err=form == "json")
    return EXIT[callable_at_all(found)]


def _refuse_taken(targets: list[Path], taken: set[Path]) -> None:
    """Refuses to write over an input, or twice to one place."""
    from ringfence.lists.report import OutputRefused

    for target in targets:
        if target.resolve() in taken:
            raise OutputRefused(f"{target} is an input, or named twice. Choose another name for what is written.")
        taken.add(target.resolve())


def _preview(standing: "Standing", contacts: Path, phone_column: str | None, registers: Path | None, form: str) -> int:
    """Shows how the list is read, and what a screening is likely to say."""
    from ringfence.campaigns.run import asked_of
    from ringfence.cli import list_preview
    from ringfence.lists.preview import preview
    from ringfence.rulebook import cuts

    (source,), evidence = asked_of(standing, contacts, phone_column, registers)
    with progress_bar("looking") as progress:
        found = preview(source, evidence, standing.verdict, standing.on, cuts(standing.on), progress)
    if form == "json":
        click.echo(json.dumps(list_preview.data(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(list_preview.told(found)))
    return 0


def how_it_went(run: "Run", rows: int, seconds: float) -> str:
    """How the work went: rows a second, memory, and what became of what an earlier run had left."""
    lines = []
    if run.kept:
        lines.append(f"  went on with an earlier run: {run.kept:,} of {run.chunks:,} chunks were already done")
    if run.anew:
        lines.append(f"  what an earlier run left was not used further: {run.anew}")
    memory = f", {peak:,} MiB of memory at most" if (peak := peak_memory()) else ""
    took = f"  {seconds:,.1f} s with all files, {rows / max(seconds, 0.001):,.0f} rows a second{memory} ({run.engine})"
    return "\n".join([*lines, took])


def _told(found: "Screening", output: Path, described: Path) -> str:
    """The screening in a few lines: counts, the largest situations, where the verdicts are."""
    counts = {name: found.decisions.get(name, 0) for name in ("allow", "hold", "block")}
    totals = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    lines = [f"{found.rows:,} rows, {found.numbers:,} numbers: {totals}; {len(found.situations)} situations"]
    shown, rest = found.situations[:SHOWN], found.situations[SHOWN:]
    lines += [f"  {each.count:>10,}  {each.decision:5}  {', '.join(each.reasons) or '-'}" for each in shown]
    lines += [f"  and {len(rest)} more situations: see --summary FILE"] if rest else []
    return "\n".join(
        [
            *lines,
            *(f"  {line}" for line in kept_told(found)),
            *(f"  note: {note}" for note in found.notes),
            f"Verdicts: {output} (described in {described.name})",
        ]
    )


@list_.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option
def numbers(file: Path, form: str) -> int:
    """Show what each cell of a list was read as: row, e164, kind, problem and the cell as written.

    \b
    Example:
        ringfence list numbers contacts.csv
    """
    from ringfence.lists.normalise import normalise

    found = normalise(file)
    first = next(found)  # refuses the file before anything is printed; a usable file has a row
    every = chain([first], found)
    if form == "json":
        click.echo(json.dumps([each._asdict() for each in every], ensure_ascii=False, indent=1))
        return 0
    click.echo(f"{'row':>8}  {'e164':16}  {'kind':12}  written (problem)")
    for each in every:
        problem = f"  ({each.problem})" if each.problem else ""
        click.echo(f"{each.row:>8,}  {each.e164 or '-':16}  {each.kind:12}  {each.written!r}{problem}")
    return 0


for command in (diff, explain, review, targeting, provenance):
    list_.add_command(command)

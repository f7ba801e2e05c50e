"""ringfence case due, publish: what is due by when, and the complaints as a public table."""

from pathlib import Path

import click

from ringfence.cli.shared import format_option, home_option, now

SHOWN = 100


@click.command()
@click.argument("case_id", metavar="[CASE]", required=False)
@click.option(
    "--within", type=click.IntRange(min=0), metavar="DAYS", help="Only what is to be seen to in so many days."
)
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(min=1), help="How many to show as text.")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Write a calendar file, too.")
@home_option
@format_option
def due(case_id: str | None, within: int | None, limit: int, ics: Path | None, home: Path, form: str) -> int:
    """List what is due in all open cases, or in one: the most pressing first, what is late above all.

    Each line gives the day to plan for and, where it is later, the last day in law. Exit code 3 when something is late.

    \b
    Example:
        ringfence case due --within 14
        ringfence case due --ics cases.ics
    """
    from datetime import timedelta

    from ringfence.calendar import local_day
    from ringfence.cases.clocks import due as due_of
    from ringfence.cases.due import all_running, kinds
    from ringfence.cases.roles import roles
    from ringfence.cases.show import clock, clock_lines
    from ringfence.cli.case_words import as_json, loaded, running_of
    from ringfence.store import open_store

    moment = now()
    with open_store(home) as store:
        if case_id:
            running = list(running_of(loaded(store, case_id), moment))
        else:
            known = roles(home)
            running = list(all_running(store.cases.steps(kinds(known)), known, moment))
    until = local_day(moment) + timedelta(days=within) if within is not None else None
    found = due_of(running, until)
    if ics:
        from ringfence.cases.ics import calendar
        from ringfence.lists.report import whole

        with whole(ics) as (part,):
            part.write_bytes(calendar(found, moment))
    if form == "json":
        click.echo(as_json([clock(each) for each in found]))
    else:
        late = sum(each.status == "late" for each in found)
        click.echo(
            f"{len(found):,} due" + (f", {late:,} late." if late else ", none late.") if found else "Nothing is due."
        )
        click.echo("\n".join(clock_lines([clock(each) for each in found[:limit]], named=True)), nl=bool(found))
        if len(found) > limit:
            click.echo(f"and {len(found) - limit:,} more: --limit, or --within DAYS")
        if ics:
            click.echo(f"Calendar: {ics}. Read it into any calendar; read again, it changes entries and doubles none.")
    return 3 if any(each.status == "late" for each in found) else 0


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option(
    "--fewest", type=click.IntRange(min=2), default=5, show_default=True, help="Smaller counts are not shown."
)
@home_option
def publish(output: Path, fewest: int, home: Path) -> None:
    """Write the complaints as a public table: counts by month, organisation, kind of call and outcome, nobody's data.

    Small counts are put together or hidden. Publishing often lets two tables be compared: publish by the month.

    \b
    Example:
        ringfence case publish -o complaints.csv
    """
    from ringfence.cases.public import HEADER, cells, rows
    from ringfence.cases.roles import roles
    from ringfence.cases.state import case_of
    from ringfence.cli.people import write_table
    from ringfence.store import open_store

    with open_store(home) as store:
        known = roles(home)
        cases = [case_of(name, store.cases.events(name), known) for name, _ in store.cases.steps(closed=True)]
    made = rows(cases, fewest)
    write_table(output, HEADER, (cells(each, fewest) for each in made))
    hidden = sum(each.complaints is None for each in made)
    click.echo(f"{output}: {len(made):,} rows of {len(cases):,} cases; {hidden:,} with fewer than {fewest} complaints.")
    click.echo("Next: read it once as somebody would who knows a complainant, then publish it.")

"""ringfence law: the rules themselves, for a person who does not read Python."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.law_clock import clock
from ringfence.cli.law_judge import judge
from ringfence.cli.shared import Day, format_option, today, width

if TYPE_CHECKING:
    from ringfence.statute_book.book import Book

FORCES = ("LAW", "REG_POLICY", "CODE", "PRODUCT")


@click.group()
def law() -> None:
    """Read the rules, judge cases by them, count deadlines: the law as it stood on any day on file."""


@law.command(name="list", short_help="The rules in force, by instrument, a sentence each.")
@click.option("--on", type=Day(), help="The rules in force on this day (form 2026-11-21)  [default: today]")
@click.option("--all", "every", is_flag=True, help="Every version on file, also of rules that have ended.")
@click.option(
    "--force",
    "forces",
    multiple=True,
    type=click.Choice(FORCES, case_sensitive=False),
    help="Only rules of this force.",
)
@click.option("--instrument", default="", metavar="WORDS", help="Only of instruments with these words in their names.")
@format_option
def list_(on: date | None, every: bool, forces: tuple[str, ...], instrument: str, form: str) -> None:
    """List the rules in force, by instrument: id, citation, force, and one sentence each.

    \b
    Example:
        ringfence law list --on 2009-06-01 --instrument PECR
    """
    from ringfence.rule import Force
    from ringfence.rulebook import RULES
    from ringfence.statute_book import data, told
    from ringfence.statute_book.find import select

    if on and every:
        raise click.UsageError("--on asks for one day and --all for every day: choose one.")
    day = None if every else on or today()
    wanted = [Force(each) for each in forces]
    found = select(RULES, day, wanted, instrument)
    click.echo(_json([data.listed(each) for each in found]) if form == "json" else told.rule_list(found, day, width()))


@law.command(short_help="One rule in full, as it stood on a day.")
@click.argument("rule_id", metavar="RULE")
@click.option("--on", type=Day(), help="The rule as in force on this day (form 2026-11-21)  [default: today]")
@format_option
def show(rule_id: str, on: date | None, form: str) -> None:
    """Show one rule in full: citation, dates, conditions in English, what could follow, examples, history.

    What could follow a breach is said of conduct on the day of --on.

    \b
    Example:
        ringfence law show PECR-21-TPS --on 2017-05-05
    """
    from ringfence.rulebook import RULES
    from ringfence.statute_book import data, told
    from ringfence.statute_book.find import version

    rule = version(rule_id, RULES, on, today())
    day = on or (today() if rule.in_force(today()) else rule.until or rule.in_force_from)
    book = _book()
    click.echo(_json(data.shown(rule, book, day)) if form == "json" else told.shown(rule, book, day, width()))


@law.command(short_help="What changed between two days.")
@click.option("--from", "since", type=Day(), required=True, help="The earlier day (form 2009-06-01).")
@click.option("--to", "until", type=Day(), help="The later day  [default: today]")
@format_option
def diff(since: date, until: date | None, form: str) -> None:
    """Show what changed between two days: rules that began, ended or changed, and what could follow a breach.

    Each stands under the day from which it is so; of a rule that changed, the parts as they were and as they became.

    \b
    Example:
        ringfence law diff --from 2009-06-01 --to 2026-11-21
    """
    from ringfence.law.enforcement.sanctions import SANCTIONS
    from ringfence.rulebook import RULES
    from ringfence.statute_book import data, told_over_time
    from ringfence.statute_book.find import covered
    from ringfence.statute_book.history import changes

    until = until or today()
    if until < since:
        raise click.UsageError(f"--from {since} is after --to {until}: change them over.")
    found = changes(RULES, SANCTIONS, covered(since), until)
    click.echo(_json(data.changed(found)) if form == "json" else told_over_time.changed(found, since, until, width()))


@law.command(short_help="Rules whose source nobody has read for a while.")
@click.option("--after", "age", required=True, metavar="AGE", help="How old is too old: 180d, 6m, 1y; 180 is days.")
@click.option("--on", type=Day(), help="Counted back from this day (form 2026-11-21)  [default: today]")
@format_option
def stale(age: str, on: date | None, form: str) -> int:
    """Name the rules whose source nobody has read for a while, and count what was never verified.

    Exit code 3 when there are any, else 0. What was never verified does not change the exit code.

    \b
    Example:
        ringfence law stale --after 180d
    """
    from ringfence.rulebook import RULES
    from ringfence.statute_book import data, told_over_time
    from ringfence.statute_book.stale import last_good
    from ringfence.statute_book.stale import stale as old

    found = old(RULES, last_good(age, on or today()))
    click.echo(_json(data.stale(found)) if form == "json" else told_over_time.stale(found, width()))
    return 3 if found.instruments else 0


@law.command(short_help="Write a page of Markdown per rule.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("docs/law"), show_default=True, help="The folder."
)
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a page differs from what would be written.")
@format_option
def pages(output: Path, check: bool, form: str) -> int:
    """Write a page of Markdown per rule, with an index, every fact and every open point.

    Pages of rules that are no longer on file are removed; files that this command did not write are left alone.

    \b
    Example:
        ringfence law pages -o docs/law
    """
    from ringfence.cli.law_pages import Shelf
    from ringfence.statute_book.indexes import all_pages

    shelf = Shelf(output, all_pages(_book()))
    if not check:
        shelf.write()
    differs = shelf.differs
    if form == "json":
        click.echo(_json({"folder": str(output), "pages": len(shelf.pages), "written": not check, **shelf.as_data()}))
    else:
        click.echo(shelf.told(written=not check))
    return 1 if check and differs else 0


def _book() -> "Book":
    from ringfence.rulebook import RULES
    from ringfence.scripts.checks import CHECKS
    from ringfence.statute_book.book import bind

    return bind(RULES, CHECKS)


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


for command in (judge, clock):
    law.add_command(command)

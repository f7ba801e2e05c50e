"""ringfence case: from a complaint to the calls, an assessment, a decision, and what is due by when."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.case_bundle import bundle
from ringfence.cli.case_clocks import due, publish
from ringfence.cli.case_compare import compare
from ringfence.cli.case_evidence import attach, fact, factor, find, records
from ringfence.cli.case_letter import letter
from ringfence.cli.case_steps import assess, decide, erase, log, second
from ringfence.cli.case_story import story
from ringfence.cli.shared import format_option, home_option, now

if TYPE_CHECKING:
    from ringfence.cases.complaint import Complaint

SHOWN = 50
FLAGS = (
    ("number", "NUMBER", "The number that was called."),
    ("when", "ISO", "When it rang: 2009-06-02 or 2009-06-02T18:30."),
    ("about", "NAME", "The organisation complained of."),
    ("cli", "NUMBER", "The number that was shown."),
    ("channel", "KIND", "live, recorded, silent, text or email."),
    ("name", "NAME", "The complainant."),
    ("contact", "ADDRESS", "Where to answer."),
    ("representative", "NAME", "Who complains on the person's behalf."),
    ("relationship", "WORDS", "What the person has to do with the organisation."),
    ("subscriber", "KIND", "individual or corporate."),
    ("permission", "yes|no", "Whether the person ever said yes to such calls."),
    ("asked-to-stop", "yes|no", "Whether the person had asked before."),
    ("registered", "yes|no", "Whether the number is on the TPS or CTPS."),
    ("objects", "yes|no", "Whether calls are to stop: an objection at once  [default: as the words say]"),
    ("about-data", "yes|no", "Whether it is about the person's own data  [default: as the words say]"),
    ("reference", "REF", "The complainant's or the regulator's reference."),
    ("words", "WORDS", "The complaint in its own words."),
    ("nation", "NAME", "England, Wales, Scotland or NI: whose bank holidays count  [default: England]"),
    ("received", "ISO", "When it came  [default: now]"),
)  # fmt: skip
FIELD = {"when": "called_at", "about": "organisation", "received": "received_at"}


def flags(command: Any) -> Any:
    """The options of a complaint, one for each field of the forms."""
    for name, metavar, words in reversed(FLAGS):
        command = click.option(f"--{name}", name.replace("-", "_"), default="", metavar=metavar, help=words)(command)
    return command


@click.group()
def case() -> None:
    """Handle complaints: take them in, find the calls, assess them under the law of that day, keep the clocks."""


@case.command("open", short_help="Take in a complaint, or a file of them.")
@click.option("--from", "source", type=click.Path(path_type=Path, dir_okay=False), help="An e-mail (.eml) or a CSV.")
@flags
@click.option("--via", type=click.Choice(["phone", "letter", "email", "form"]), default="form", show_default=True)
@click.option(
    "--role", default="organisation", show_default=True, help="organisation, regulator, appellant, or your own."
)
@click.option("--second-reader/--one-reader", default=None, help="Whether a second person reads the decision.")
@click.option("--join", metavar="CASE", help="A further complaint about the calls of this case, not a case of its own.")
@click.option("--scope", default="all", show_default=True, help="How far an objection in it reaches.")
@click.option("--by", default="", metavar="NAME", help="Who takes it in.")
@home_option
@format_option
def open_(
    source: Path | None, via: str, role: str, second_reader: bool | None, join: str | None, scope: str, by: str,
    home: Path, form: str, **written: str,
) -> int:  # fmt: skip
    """Take in a complaint and start its clocks; an objection in it takes effect in the same moment.

    The very same complaint is recognised and opens nothing. Cases about the same number are named. Exit code 3 when a
    complaint asks for calls to stop and names no number: that objection protects nobody yet. With --join a further
    complaint goes into a case that is there, with a time to acknowledge of its own.

    \b
    Example:
        ringfence case open --number "01632 960123" --when 2009-06-02T18:30 --about "Labour Party" --channel recorded
        ringfence case open --from complaints.csv
    """
    from ringfence.cases.complaint import complaint
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.intake import from_file
    from ringfence.cases.roles import role_of
    from ringfence.cases.steps import taken_in
    from ringfence.cli.case_words import as_json, checking, loaded, new_id, opened_data, opened_words, running_of
    from ringfence.preferences.events import instant
    from ringfence.preferences.scopes import read_scope
    from ringfence.store import open_store

    moment = now()
    role_of(role, home)
    reach = read_scope(scope)
    every: Iterator[tuple[str, Complaint | CaseUnusable]]
    fields = {FIELD.get(name, name): value for name, value in written.items() if value}
    if source is None:
        if not fields:
            raise click.UsageError("Nothing to take in: give --number, --when, --about ..., or --from FILE.")
        place = "the complaint"
        every = iter([(place, complaint(fields, via=via, now=moment, place=place, received=instant(moment)))])
    else:
        every = from_file(source, moment)
    told, refused = [], list[CaseUnusable]()
    with open_store(home) as store:
        for place, each in every:
            if isinstance(each, CaseUnusable):
                refused.append(each)
                continue
            event, objections = taken_in(
                each, new_id=new_id, keyed=store.key.id, role=role, now=moment, by=by, second_reader=second_reader,
                scope=reach, join=join,
            )  # fmt: skip
            opened = store.cases.open(event, objections, checking(store, join) if join else None)
            clocks = [one for one in running_of(loaded(store, opened.case), moment) if one.open] if opened.new else []
            told.append((place, each, opened, clocks))
    if form == "json":
        click.echo(as_json({"opened": [opened_data(*each) for each in told], "refused": [e.message for e in refused]}))
    else:
        click.echo("\n".join(line for each in told for line in opened_words(*each, joined=bool(join))), nl=bool(told))
    for error in refused:
        click.echo(f"Error: {error}", err=True)
    if refused:
        return 1
    return 3 if any(each.objects and each.number is None for _, each, _, _ in told) else 0


@case.command()
@click.argument("case_id", metavar="CASE")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@home_option
def show(case_id: str, form: str, output: Path | None, home: Path) -> None:
    """Show a case: how it stands, what is due, its calls, its assessment and decision, all that happened.

    Numbers are masked; the complainant's name and words stay in the store.

    \b
    Example:
        ringfence case show 2026-000001
        ringfence case show 2026-000001 --format html -o case.html
    """
    from ringfence.cases import show as showing
    from ringfence.cli.case_words import as_json, loaded, running_of, written
    from ringfence.store import open_store

    moment = now()
    with open_store(home) as store:
        found = loaded(store, case_id)
    from ringfence.cases.calls import calls_of_case

    shown = showing.data(found, running_of(found, moment), calls_of_case(found))
    if form == "html":
        from ringfence.cases.report import page

        written(page(shown), output)
    else:
        written(as_json(shown) if form == "json" else showing.text(shown), output)


@case.command("list", short_help="Cases and how each stands, the latest first.")
@click.option("--all", "every", is_flag=True, help="Closed ones, too.")
@click.option("--state", help="Only those in this state.")
@click.option("--about", default="", metavar="NAME", help="Only those about this organisation.")
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(min=1), help="How many to show.")
@home_option
@format_option
def list_(every: bool, state: str | None, about: str, limit: int, home: Path, form: str) -> None:
    """List the cases with their state and the organisation complained of, the latest first.

    \b
    Example:
        ringfence case list --state received
    """
    from ringfence.cases.roles import roles
    from ringfence.cases.state import state_of_steps
    from ringfence.cli.case_words import as_json
    from ringfence.preferences.scopes import plain
    from ringfence.store import open_store

    known = roles(home)
    with open_store(home) as store:
        found = [state_of_steps(name, steps, known) for name, steps in store.cases.steps(closed=every)]
    wanted = [
        each for each in reversed(found)
        if state in (None, each["state"]) and (not about or plain(about) == plain(each["organisation"]))
    ]  # fmt: skip
    if form == "json":
        click.echo(as_json(wanted[:limit]))
        return
    click.echo(f"{len(wanted):,} cases." + (f" The latest {limit}:" if len(wanted) > limit else ""))
    for each in wanted[:limit]:
        click.echo(f"  {each['case']}  {each['opened']}  {each['state']:<20} {each['organisation'] or '(not named)'}")


for command in (
    records, find, attach, fact, factor, assess, decide, second, log, due, publish, erase, bundle, letter, compare,
    story,
):  # fmt: skip
    case.add_command(command)

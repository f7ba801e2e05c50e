"""ringfence case records, find, attach, fact, factor: what a case stands on."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import Day, format_option, home_option, now, progress_bar

if TYPE_CHECKING:
    from ringfence.cases.finding import Query
    from ringfence.cases.state import Case

case_argument = click.argument("case_id", metavar="CASE")
by_option = click.option("--by", default="", metavar="NAME", help="Who writes this down.")


@click.command()
@click.argument("files", type=click.Path(path_type=Path), metavar="CDRS")
@click.option("--of", "organisation", required=True, metavar="NAME", help="Whose records these are.")
@click.option("--zone", metavar="ZONE", help="Whose time is meant where none is written, such as Europe/London.")
@by_option
@home_option
@format_option
def records(files: Path, organisation: str, zone: str | None, by: str, home: Path, form: str) -> None:
    """Keep call records, your own or another organisation's, so that a case's calls are found in them at once.

    CDRS is a file, a folder or a quoted pattern: a table with the columns that `call audit` knows, Asterisk's
    Master.csv, FreeSWITCH's JSON, VICIdial's export. A file is kept once. Times without an offset count as UTC, those
    of Asterisk and VICIdial as London's.

    \b
    Example:
        ringfence case records cdrs-june-2009.csv --of "Example Calls Ltd"
        ringfence call import cdrs-june-2009.csv --of "Example Calls Ltd"
    """
    from dataclasses import asdict

    from ringfence.calendar import british
    from ringfence.cases.records import keep
    from ringfence.cli.case_words import as_json

    with progress_bar("records") as progress:
        progress("reading", 0.0)
        found = keep(home, files, organisation, by=by, now=now(), zone=zone)
    if form == "json":
        click.echo(as_json([{**asdict(batch), "new": new} for batch, new in found]))
        return
    for batch, new in found:
        first, last = batch.days
        span = f", {british(first)} to {british(last)}" if first and last else ""
        click.echo(
            f"{batch.file}: {batch.rows:,} records of {batch.organisation}{span}{'' if new else ' (kept already)'}"
        )
        for count, what in ((batch.no_number, "number"), (batch.no_time, "time")):
            if count:
                click.echo(f"  {count:,} without a {what} that can be read: they are found by nothing that needs it")
        if batch.no_offset:
            click.echo(
                f"  {batch.no_offset:,} times without an offset were read as UTC; London's summer is an hour on."
            )
            click.echo("  If they are London's, run it again with --zone Europe/London: that takes the place of this.")
    click.echo("Next: ringfence case find CASE")


@click.command()
@case_argument
@click.option("--cli", default="", metavar="NUMBER", help="Calls that showed this number.")
@click.option("--campaign", default="", metavar="ID", help="Calls of this campaign.")
@click.option("--from", "first", type=Day(), help="From this day  [default: around the call complained of]")
@click.option("--until", "last", type=Day(), help="Until this day.")
@click.option("--any-number", is_flag=True, help="Not only calls to the number complained of.")
@by_option
@home_option
@format_option
def find(
    case_id: str, cli: str, campaign: str, first: date | None, last: date | None, any_number: bool, by: str, home: Path,
    form: str,
) -> int:  # fmt: skip
    """Find the calls of a case in the gate's decisions and in the call records that are kept; say what is missing.

    Without options: calls to the number complained of, around the time that the complaint gives. Every call has the
    id of its evidence. Exit code 3 when nothing was found.

    \b
    Example:
        ringfence case find 2026-000001
        ringfence case find 2026-000001 --cli "020 7946 0001" --from 2009-06-01 --until 2009-06-04 --any-number
    """
    from ringfence.cases import finding, records
    from ringfence.cases.in_ledger import decisions, outcomes
    from ringfence.cases.steps import step
    from ringfence.cli.case_words import added, as_json, loaded, new_id
    from ringfence.store import open_store

    with open_store(home) as store:
        found_case = loaded(store, case_id)
        query = _query(found_case, cli, campaign, first, last, any_number=any_number)
        found = finding.find(query, [decisions(store), outcomes(store), records.reader(home)])
        body = found.body()
        added(store, [step(case_id, "searched", id_=new_id(), now=now(), by=by, body=body)])
    if form == "json":
        click.echo(as_json(body))
    else:
        click.echo("\n".join(_found(body)) + f"\nNext: ringfence case assess {case_id}")
    return 0 if found.calls else 3


def _query(
    case: "Case", cli: str, campaign: str, first: date | None, last: date | None, *, any_number: bool
) -> "Query":
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.finding import Query, around
    from ringfence.cli.people import number_of
    from ringfence.preferences.events import day_of

    number = None if any_number else case.opened.number
    if number is None and not cli and not campaign:
        raise CaseUnusable(f"{case.id} names no number. Give --cli or --campaign, with --from and --until.")
    began, ended = around(case.opened.details.get("called_at"))
    at = case.opened.details.get("called_at")
    return Query(
        day=day_of(at) if at and not first and not last else None,
        number=number,
        first=_start(first) if first else began if not last else None,
        last=_start(last, days=1) if last else ended if not first else None,
        cli=number_of(cli) if cli else None,
        campaign=campaign or None,
    )


def _start(day: date, days: int = 0) -> datetime:
    """The first instant of a day in London, or of one so many days on."""
    from datetime import time, timedelta

    from ringfence.calendar import LONDON

    return datetime.combine(day + timedelta(days=days), time(), LONDON)


def _found(body: dict[str, Any]) -> list[str]:
    from ringfence.cases.show import call_words

    lines = [f"{body['found']:,} found."]
    lines += [f"  {call_words(each)}" for each in body["calls"][:20]]
    if body["found"] > 20:
        lines.append(f"  and {body['found'] - 20:,} more: ringfence case show --format json")
    lines += [
        f"  looked through {each['source']}: {each['through']:,}, {each['found']:,} found" for each in body["looked"]
    ]
    return [*lines, *(f"  ! {each}" for each in body["missing"])]


@click.command()
@case_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--as", "kind", required=True, help="card, script, list, records, transcript, recording, letter, notice, other."
)
@by_option
@home_option
def attach(case_id: str, file: Path, kind: str, by: str, home: Path) -> None:
    """Put a document in evidence by its SHA-256; the file stays where it is. A campaign card brings its facts.

    \b
    Example:
        ringfence case attach 2026-000001 examples/labour-2009/campaign.toml --as card
    """
    from ringfence.cases.assembling import digest
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.steps import DOCUMENTS, step
    from ringfence.cli.case_words import added, new_id
    from ringfence.store import open_store

    if kind not in DOCUMENTS:
        raise CaseUnusable(f"--as {kind}: no such kind of document. Write one of: {', '.join(DOCUMENTS)}.")
    told = {"file": str(file.resolve()), "name": file.name, "as": kind, "sha256": digest(file)}
    if kind == "card":
        from ringfence.campaigns.card import load

        told["script_sha256"] = digest(load(file).campaign.script)
    with open_store(home) as store:
        added(store, [step(case_id, "attached", id_=new_id(), now=now(), by=by, details=told)])
    click.echo(f"In evidence as document:{told['sha256'][:12]} ({kind}). Keep the file as it is: its hash is checked.")


@click.command()
@case_argument
@click.argument("facts", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--party", default="", metavar="NAME", help="A fact about this party: what it did.")
@click.option("--call", default="", metavar="ID", help="A fact of this call only, by its evidence id.")
@click.option("--evidence", multiple=True, metavar="ID", help="What shows it; again for each.")
@click.option("--found", is_flag=True, help="A person found it so: settles a dispute. Needs --reasons and --by.")
@click.option("--reasons", default="", metavar="WORDS")
@by_option
@home_option
def fact(
    case_id: str, facts: tuple[str, ...], party: str, call: str, evidence: tuple[str, ...], found: bool, reasons: str,
    by: str, home: Path,
) -> None:  # fmt: skip
    """State facts of a case with their evidence, or find one way in a dispute. What is not known is left out.

    Facts are those of the rules (`ringfence law show`); where two statements differ, the fact is disputed, and counts
    as not known until somebody finds one way, with reasons.

    \b
    Example:
        ringfence case fact 2026-000001 encouraged=yes --party "Labour Party" --evidence document:3f2a91c04b7e
    """
    from ringfence.cases.facts_table import read_fact
    from ringfence.cases.steps import needed, step
    from ringfence.cli.case_words import added, new_id
    from ringfence.store import open_store

    if found:
        needed(reasons, "reasons", "Who finds one way in a dispute says why.")
        needed(by, "by", "A finding is a person's.")
    events = []
    for each in facts:
        name, value = read_fact(each)
        details = {"name": name, "value": value, "party": party, "call": call, "evidence": list(evidence) or None,
                   "found": found or None}  # fmt: skip
        body = {"reasons": reasons} if reasons else None
        events.append(step(case_id, "fact", id_=new_id(), now=now(), by=by, details=details, body=body))
    with open_store(home) as store:
        added(store, events)
    click.echo(f"{len(events):,} on file. Next: ringfence case assess {case_id}")


@click.command()
@case_argument
@click.argument("place", type=int, required=False, metavar="[N]")
@click.option("--against", "weighs", flag_value="against", help="It weighs against the organisation.")
@click.option("--for", "weighs", flag_value="for", help="It weighs for it.")
@click.option("--says", default="", metavar="WORDS", help="What there is to say.")
@click.option("--evidence", multiple=True, metavar="ID", help="What shows it; again for each.")
@by_option
@home_option
def factor(
    case_id: str, place: int | None, weighs: str | None, says: str, evidence: tuple[str, ...], by: str, home: Path
) -> None:
    """State something that weighs before a sanction, under a factor of the law's list; without N, show the list.

    \b
    Example:
        ringfence case factor 2026-000001
        ringfence case factor 2026-000001 5 --against --says "repeat of a script that it had agreed to drop"
    """
    from ringfence.cases.events import CaseUnusable
    from ringfence.cases.factors import number_of
    from ringfence.cases.steps import needed, step
    from ringfence.cli.case_words import added, new_id
    from ringfence.law.enforcement.regulator import FACTORS
    from ringfence.store import open_store

    if place is None:
        for number, each in enumerate(FACTORS, 1):
            click.echo(f"{number:>3}  {each.says} (weighs {each.weighs}; {each.cites})")
        return
    chosen = number_of(place)
    if chosen is None or weighs is None:
        raise CaseUnusable(f"Write a number from 1 to {len(FACTORS)} with --against or --for.")
    words = needed(says, "says", "Say what weighs.")
    details = {"factor": chosen.says, "weighs": weighs, "says": words, "evidence": list(evidence) or None}
    with open_store(home) as store:
        added(store, [step(case_id, "factor", id_=new_id(), now=now(), by=by, details=details)])
    click.echo(f"On file under “{chosen.says}”. Nothing is computed from it: it is there for whoever decides.")

"""ringfence objection: who said not to call, kept so that the next decision knows it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.objection_ends import erase, lift
from ringfence.cli.objection_files import export, import_
from ringfence.cli.shared import format_option, home_option, now

if TYPE_CHECKING:
    from ringfence.preferences.events import Event

CHANNELS = ("phone", "keypress", "email", "letter", "web", "sms", "agent")
SHOWN = 50
scope_option = click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    help="campaign:ID, organisation:NAME or call-centre:NAME; again for each  [default: all, which stops every call]",
)


@click.group()
def objection() -> None:
    """Keep who said not to call: add, import, lift, check; confirmed only when it is on the disk."""


@objection.command()
@click.argument("number")
@click.option("--channel", type=click.Choice(CHANNELS), required=True, help="How it reached you.")
@click.option("--said", required=True, metavar="WORDS", help="The words that were used.")
@scope_option
@click.option("--recorded-by", default="", metavar="NAME", help="Who writes this down.")
@click.option("--at", metavar="ISO", help="When it was said: 2026-11-21 or 2026-11-21T14:30  [default: now]")
@home_option
@format_option
def add(
    number: str,
    channel: str,
    said: str,
    scopes: tuple[str, ...],
    recorded_by: str,
    at: str | None,
    home: Path,
    form: str,
) -> None:
    """Record an objection and print its receipt, which appears only once the objection is on the disk.

    Anybody on the line may object; no form of words is needed. What nobody limited stops every call.

    \b
    Example:
        ringfence objection add "01632 960123" --channel phone --said "don't ring me again"
    """
    import secrets

    from ringfence.cli.objection_words import as_json, data, receipt
    from ringfence.cli.people import number_of
    from ringfence.preferences.events import Event, instant, read_when
    from ringfence.preferences.scopes import EVERYONE, read_scope
    from ringfence.store import open_store

    called, moment = number_of(number), now()
    reaches = list(dict.fromkeys(read_scope(each) for each in scopes)) or [EVERYONE]
    when = read_when(at, moment) if at else instant(moment)
    events = [
        Event(
            id=secrets.token_hex(16),
            kind="objection",
            number=called,
            at=when,
            recorded_at=instant(moment),
            recorded_by=recorded_by,
            channel=channel,
            said=said,
            scope=reach,
        )
        for reach in reaches
    ]
    with open_store(home) as store:
        store.append(events)
        where = store.place.shown
    if form == "json":
        click.echo(as_json([data(each) for each in events]))
    else:
        click.echo("\n".join(line for each in events for line in receipt(each)) + f"\nOn file in {where}.")


@objection.command()
@click.argument("number")
@click.option("--campaign", metavar="ID", help="The campaign that would call.")
@click.option(
    "--organisation", "organisations", multiple=True, metavar="NAME", help="For whom it would call; again for each."
)
@click.option("--call-centre", metavar="NAME", help="The call centre that would call.")
@home_option
@format_option
def check(
    number: str,
    campaign: str | None,
    organisations: tuple[str, ...],
    call_centre: str | None,
    home: Path,
    form: str,
) -> int:
    """Say which objections stand against calls to a number; exit code 2 if any does.

    With --campaign, --organisation or --call-centre: those that stop such a call; else all that stand.

    \b
    Example:
        ringfence objection check "01632 960123" --campaign spring-survey --organisation "Example Party"
    """
    from ringfence.cli.objection_words import as_json, data, many, told
    from ringfence.cli.people import number_of
    from ringfence.preferences.scopes import asking
    from ringfence.store import open_store

    asked = campaign or organisations or call_centre
    scopes = asking(campaign, organisations, call_centre) if asked else None
    with open_store(home) as store:
        found = store.objections(number_of(number), scopes)
    if form == "json":
        click.echo(as_json({"objected": bool(found), "objections": [data(each) for each in found]}))
    elif found:
        click.echo(f"{many(found)} against {'this call' if asked else 'calls to this number'}: do not call.")
        click.echo("\n".join(line for each in found for line in told(each)))
    else:
        which = "that stops this call" if asked else "against this number"
        click.echo(f"No objection on file {which}. Registers, consent and the rest of the law still have their say.")
    return 2 if found else 0


@objection.command(name="list", short_help="Objections on file, the latest first.")
@click.option("--all", "every", is_flag=True, help="Also those that were lifted.")
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(min=1), help="How many to show.")
@home_option
@format_option
def list_(every: bool, limit: int, home: Path, form: str) -> None:
    """List the objections on file, the latest first, their numbers masked; for the numbers use `objection export`.

    \b
    Example:
        ringfence objection list --limit 20
    """
    from collections import deque

    from ringfence.cli.objection_words import as_json, data, told
    from ringfence.store import open_store

    with open_store(home) as store:
        latest: deque[Event] = deque(maxlen=limit)
        count = 0
        for each in store.events(["objection"], standing=not every):
            latest.append(each)
            count += 1
    shown = [*reversed(latest)]
    if form == "json":
        click.echo(as_json([data(each) for each in shown]))
        return
    click.echo(
        f"{count:,} objections {'on file' if every else 'stand'}." + (f" The latest {limit}:" if count > limit else "")
    )
    click.echo("\n".join(line for each in shown for line in told(each)), nl=bool(shown))


for command in (import_, export, lift, erase):
    objection.add_command(command)

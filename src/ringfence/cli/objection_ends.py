"""ringfence objection lift and erase: how an objection ends, and how what is on file about a number is emptied."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import format_option, home_option, now

if TYPE_CHECKING:
    from ringfence.preferences.events import Event
    from ringfence.store import Store


@click.command()
@click.argument("target", metavar="ID|NUMBER")
@click.option("--reason", required=True, help="Why it no longer stands; kept.")
@click.option("--by", required=True, metavar="NAME", help="Who decided.")
@home_option
@format_option
def lift(target: str, reason: str, by: str, home: Path | None, form: str) -> None:
    """Lift an objection, or all that stand against a number. Nothing is removed: who lifted it and why is kept.

    \b
    Example:
        ringfence objection lift "01632 960123" --reason "asked on 21 November to be called again" --by "A. Khan"
    """
    import secrets

    from ringfence.cli.objection_words import as_json, told
    from ringfence.cli.people import NothingToDo
    from ringfence.preferences.events import Event, instant
    from ringfence.store import open_store

    if not reason.strip() or not by.strip():
        raise click.UsageError("A lifting needs its reason and the name of whoever decided: --reason and --by.")
    moment = instant(now())
    with open_store(home) as store:
        standing = _standing(store, target)
        if not standing:
            raise NothingToDo(
                f"No objection stands under {_named(target)}. See what is on file: ringfence objection list"
            )
        liftings = [
            Event(
                id=secrets.token_hex(16), kind="lifting", number=each.number, at=moment, recorded_at=moment,
                recorded_by=by.strip(), said=reason.strip(), about=each.id,
            )
            for each in standing
        ]  # fmt: skip
        store.append(liftings)
    if form == "json":
        click.echo(as_json([{"id": each.id, "lifts": each.about, "at": each.at} for each in liftings]))
        return
    click.echo(f"Lifted {len(liftings)}: calls are no longer stopped by what follows; other rules still apply.")
    click.echo("\n".join(line for each in standing for line in told(each)))


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why: usually a request for erasure, with its date; kept.")
@click.option("--by", required=True, metavar="NAME", help="Who decided.")
@home_option
@format_option
def erase(number: str, reason: str, by: str, home: Path | None, form: str) -> None:
    """Erase what is on file about a number. Objections to it go on stopping calls, in a form that cannot be read back.

    Gone are the number, the words, the names and all consents. Keep --reason free of personal data.

    \b
    Example:
        ringfence objection erase "01632 960123" --reason "request of 21 November 2026" --by "A. Khan"
    """
    import secrets

    from ringfence.cli.objection_words import as_json, counted
    from ringfence.cli.people import NothingToDo, number_of
    from ringfence.preferences.events import Event, instant
    from ringfence.store import open_store

    called, moment = number_of(number), instant(now())
    event = Event(
        id=secrets.token_hex(16),
        kind="erasure",
        number=called,
        at=moment,
        recorded_at=moment,
        recorded_by=by,
        said=reason,
    )
    with open_store(home) as store:
        emptied = store.erase(called, event)
        standing = len(store.objections(called))
    if not emptied.events and not emptied.entries:
        raise NothingToDo("Nothing is on file about this number, so there is nothing to erase.")
    if form == "json":
        click.echo(
            as_json(
                {
                    "id": event.id,
                    "emptied": emptied.events,
                    "ledger_entries": emptied.entries,
                    "objections_that_stand": standing,
                }
            )
        )
    else:
        records, entries = counted(emptied.events, "record"), counted(emptied.entries, "ledger entry")
        click.echo(f"Erased what {records} and {entries} said. Receipt {event.id}.")
        click.echo(f"Still stopping calls to it, in keyed form: {counted(standing, 'objection')}.")


def _standing(store: "Store", target: str) -> "tuple[Event, ...]":
    """The objections that stand under an id or a number."""
    from ringfence.cli.people import number_of

    if (found := store.event(target.strip())) is None:
        return () if _is_id(target) else store.objections(number_of(target))
    if found.number is None:
        lifted = any(each.about == found.id for each in store.events(["lifting"]))
        return () if lifted or found.kind != "objection" else (found,)
    return tuple(each for each in store.objections(found.number) if each.id == found.id)


def _is_id(target: str) -> bool:
    return len(target.strip()) == 32 and all(c in "0123456789abcdef" for c in target.strip())


def _named(target: str) -> str:
    from ringfence.numbers import masked

    return target.strip() if _is_id(target) else masked(target)

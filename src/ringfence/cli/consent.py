"""ringfence consent: who said that calls are welcome, in which words, and how that can be shown."""

from datetime import date
from pathlib import Path

import click

from ringfence.cli.consent_files import export, import_
from ringfence.cli.shared import format_option, home_option, now, on_option, today

CHANNELS = ("phone", "keypress", "email", "letter", "web", "sms", "agent")
COUNTS = {
    "automated": ("automated_consent", "recorded calls"),
    "live": ("live_notification", "live calls to a number on the TPS or CTPS"),
}


@click.group()
def consent() -> None:
    """Keep consents with their proof: import, show, withdraw, check. The law says which count."""


@consent.command()
@click.argument("number")
@home_option
@format_option
def show(number: str, home: Path, form: str) -> None:
    """Show every consent, refusal and withdrawal of a number; as JSON, the records after ISO/IEC TS 27560.

    \b
    Example:
        ringfence consent show "07700 900123"
    """
    from ringfence.cli.consent_words import records, shown
    from ringfence.cli.objection_words import as_json
    from ringfence.cli.people import NothingToDo, masked_number, number_of
    from ringfence.store import open_store

    called = number_of(number)
    with open_store(home) as store:
        events = store.consent_events(called)
    if form == "json":
        click.echo(as_json(list(records(events))))
        return
    if not events:
        raise NothingToDo(
            f"Nothing on file from {masked_number(called)}. Consents come in with: ringfence consent import"
        )
    click.echo("\n".join(line for each in events for line in shown(each)))


@consent.command()
@click.argument("number")
@click.option("--said", required=True, metavar="WORDS", help="The words that were used.")
@click.option(
    "--from", "organisations", multiple=True, metavar="NAME", help="From whom it is taken back  [default: everyone]"
)
@click.option("--channel", type=click.Choice(CHANNELS), help="How it reached you.")
@click.option("--recorded-by", default="", metavar="NAME", help="Who writes this down.")
@click.option("--at", metavar="ISO", help="When it was said: 2026-11-21 or 2026-11-21T14:30  [default: now]")
@home_option
@format_option
def withdraw(
    number: str,
    said: str,
    organisations: tuple[str, ...],
    channel: str | None,
    recorded_by: str,
    at: str | None,
    home: Path,
    form: str,
) -> None:
    """Record that consent was taken back; the receipt appears once it is on the disk. What was given stays on record.

    Somebody who wants no calls at all has objected, too: ringfence objection add.

    \b
    Example:
        ringfence consent withdraw "07700 900123" --said "take me off" --from "Example Party" --channel phone
    """
    import secrets

    from ringfence.cli.objection_words import as_json, counted
    from ringfence.cli.people import in_words, masked_number, number_of
    from ringfence.preferences.events import Event, instant, read_when
    from ringfence.store import open_store

    moment = now()
    event = Event(
        id=secrets.token_hex(16),
        kind="withdrawal",
        number=number_of(number),
        at=read_when(at, moment) if at else instant(moment),
        recorded_at=instant(moment),
        recorded_by=recorded_by,
        channel=channel or "",
        said=said,
        details={"given_to": list(organisations)},
    )
    with open_store(home) as store:
        store.append([event])
        given = [each for each in store.consent_events(number_of(number)) if each.kind == "consent"]
    if form == "json":
        click.echo(
            as_json({"id": event.id, "at": event.at, "from": list(organisations), "consents_on_file": len(given)})
        )
        return
    whom = " and ".join(organisations) or "everyone"
    click.echo(f"Receipt {event.id}")
    click.echo(
        f"  {masked_number(event.number)} took back, from {whom}, what was given up to {in_words(event.at)}: {said!r}"
    )
    click.echo(f"  {counted(len(given), 'consent')} of this number stays on record.")


@consent.command()
@click.argument("number")
@click.option(
    "--caller", "callers", multiple=True, required=True, metavar="NAME", help="Who calls, or for whom; again for each."
)
@click.option("--calls", type=click.Choice(tuple(COUNTS)), required=True, help="Recorded or live calls.")
@click.option(
    "--max-age", type=click.IntRange(min=0), metavar="DAYS", help="Your own limit: an older consent is left aside."
)
@on_option
@home_option
@format_option
def check(
    number: str,
    callers: tuple[str, ...],
    calls: str,
    max_age: int | None,
    on: date | None,
    home: Path,
    form: str,
) -> int:
    """Say whether a consent on file counts for a caller on a day, by the law of that day, and which facts decided it.

    Exit code 0 if one does, 2 if none does, 3 if something is not known. Objections and the rest of the law are not
    looked at here.

    \b
    Example:
        ringfence consent check "07700 900123" --caller "Example Party" --calls automated
    """
    from ringfence.calendar import british
    from ringfence.cli.consent_words import because
    from ringfence.cli.objection_words import as_json
    from ringfence.cli.people import number_of
    from ringfence.preferences.consent_facts import facts, on_file
    from ringfence.rulebook import judge
    from ringfence.store import open_store

    day = on or today()
    with open_store(home) as store:
        rows = on_file(store.consent_events(number_of(number)))
    gathered = facts(rows, day, callers, "automated" if calls == "automated" else "live", max_age)
    name, what = COUNTS[calls]
    judgement = judge(gathered, day)
    counts, (rule, reading) = judgement.facts.get(name), judgement.origins[name]
    if form == "json":
        told = {
            "counts": counts,
            "on": day.isoformat(),
            "rule": rule.id,
            "cites": rule.cites,
            "because": list(reading.because),
        }
        click.echo(as_json({**told, "facts": dict(gathered)}))
    else:
        answer = {
            True: "A consent on file counts",
            False: "No consent on file counts",
            None: "Not known whether a consent counts",
        }
        assert counts is None or isinstance(counts, bool)
        click.echo(
            f"{answer[counts]} for {what} by {' or '.join(callers)} on {british(day)} ({rule.id}, {rule.cites}):"
        )
        click.echo("\n".join(f"  {line}" for line in because(reading.because, gathered)))
    return 3 if counts is None else 0 if counts else 2


for command in (import_, export):
    consent.add_command(command)

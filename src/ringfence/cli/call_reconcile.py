"""ringfence call reconcile and rates: calls that were made, beside what was decided and what Ofcom counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, home_option, now, progress_bar

if TYPE_CHECKING:
    from ringfence.calls.reconcile import Decided, Seen
    from ringfence.calls.records import Record
    from ringfence.store import Store

records_argument = click.argument("records", type=click.Path(path_type=Path), metavar="CDRS")
dialect_option = click.option(
    "--dialect", type=click.Choice(["asterisk", "freeswitch", "vicidial", "generic"]), help="[default: recognised]"
)
zone_option = click.option(
    "--zone", metavar="ZONE", help="Whose time is meant where none is written, such as UTC  [default: the dialect's]"
)


@click.command()
@records_argument
@click.option("--on", type=Day(), help="Only calls of this day in London  [default: all in the file]")
@click.option(
    "--seen-by", type=click.Choice(["dialler", "carrier"]), default="dialler", show_default=True,
    help="Who wrote the records: a dialler also writes down attempts that the gate stopped.",
)  # fmt: skip
@click.option("--slack", type=click.IntRange(0, 600), default=5, show_default=True, help="Seconds clocks may differ.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the calls that went round the gate here.")
@dialect_option
@zone_option
@home_option
@format_option
def reconcile(
    records: Path, on: date | None, seen_by: "Seen", slack: int, output: Path | None, dialect: str | None,
    zone: str | None, home: Path, form: str,
) -> int:  # fmt: skip
    """Compare call records with the gate's decisions: green, or the calls that went round it. Exit code 2 if any did.

    Reads Asterisk's Master.csv, FreeSWITCH's JSON, VICIdial's export, a carrier's table; a file, folder or pattern.
    Each call needs a permit of its own. The result goes into the ledger.

    \b
    Example:
        ringfence call reconcile carrier-2026-11-21.csv --seen-by carrier --on 2026-11-21 -o round-the-gate.csv
    """
    import json

    from ringfence import ledger
    from ringfence.calls.reconcile import reconcile as compare
    from ringfence.cli.call_words import as_data, reconciled, write_around
    from ringfence.ledger.events import CallsReconciled
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    told = list(_records(records, dialect, zone, on))
    with open_store(home) as store:
        decisions = _decisions(store, told, timedelta(seconds=slack))
        report = compare(told, decisions, seen_by=seen_by, slack=timedelta(seconds=slack))
        days = sorted(each.at.date().isoformat() for each in told)
        event = CallsReconciled(
            at=instant(now()), by="ringfence", source=records.name, sha256=_digest(records), records=report.records,
            permitted=report.permitted, refused=report.refused, around=report.reasons,
            first_day=days[0] if days else "", last_day=days[-1] if days else "",
        )  # fmt: skip
        (entry,) = ledger.append(store, [event])
    if output:
        write_around(output, report)
    if form == "json":
        click.echo(json.dumps(as_data(report) | {"entry": entry.seq}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(reconciled(report, seen_by, output)))
    return 0 if report.green else 2


@click.command()
@records_argument
@click.option("--on", type=Day(), help="Only calls of this day in London  [default: all in the file]")
@click.option(
    "--wrongly-machine", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE",
    help="Share of answering-machine results that are people, as your own tests showed, such as 0.05.",
)  # fmt: skip
@dialect_option
@zone_option
@format_option
def rates(
    records: Path, on: date | None, wrongly_machine: float, dialect: str | None, zone: str | None, form: str
) -> int:
    """Count abandoned and silent calls per campaign and 24 hours, both ways, and say what Ofcom's policy makes of it.

    Any at all is an alert: since 1 March 2017 no rate is safe. Exit code 2 if there is one, 3 if nobody can say.

    \b
    Example:
        ringfence call rates vicidial-export.csv --wrongly-machine 0.05
    """
    import json

    from ringfence.calls.rates import rates as measure
    from ringfence.cli.call_words import judged, rate_lines, rates_as_data

    found = measure(_records(records, dialect, zone, on), wrongly_machine)
    verdicts = {each.name: judged(each) for each in found}
    if form == "json":
        click.echo(
            json.dumps([rates_as_data(each, verdicts[each.name]) for each in found], indent=2, ensure_ascii=False)
        )
    else:
        click.echo("\n".join(line for each in found for line in rate_lines(each, verdicts[each.name])))
    alert = any(each.total.abandoned or each.total.wrongly_machine for each in found)
    return 2 if alert else 3 if any(each.unknown for each in found) else 0


def _records(where: Path, dialect: str | None, zone: str | None, on: date | None) -> "Iterator[Record]":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from ringfence.calendar import local_day
    from ringfence.calls.records import read_records, record_files

    try:
        _ = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        raise click.BadParameter(f"{zone} is no time zone. Write UTC or Europe/London.", param_hint="--zone") from None
    count = 0
    with progress_bar("reading call records") as progress:
        for file in record_files(where):
            for record in read_records(file, dialect, zone):
                count += 1
                if count % 10_000 == 0:
                    progress(f"{count:,} records", 0.0)
                if on is None or local_day(record.at) == on:
                    yield record


def _decisions(store: "Store", records: "list[Record]", slack: timedelta) -> "Iterator[Decided]":
    """The gate's decisions around these records, from the ledger; erased ones tell nothing."""
    from datetime import datetime

    from ringfence.calls.reconcile import Decided

    if not records:
        return
    first = min(each.at for each in records) - timedelta(hours=1)
    last = max(each.at for each in records) + slack
    for entry in store.book.of_kind("decision"):
        told = entry.told
        if not told:
            continue
        at = datetime.fromisoformat(told["at"])
        if first <= at <= last:
            yield Decided(
                id=told["id"], number=told.get("number"), campaign=told["campaign"], decision=told["decision"], at=at,
                expires_at=datetime.fromisoformat(told.get("expires_at") or told["at"]), entry=entry.seq,
            )  # fmt: skip


def _digest(where: Path) -> str:
    """One digest over the bytes of every file, in order."""
    import hashlib

    from ringfence.calls.records import record_files

    whole = hashlib.sha256()
    for file in record_files(where):
        with file.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()

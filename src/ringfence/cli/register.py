"""ringfence register: the TPS and CTPS kept on this machine."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ringfence.cli.shared import Day, format_option, home_option, progress_bar, today

if TYPE_CHECKING:
    from ringfence.preferences.register_store import Version
    from ringfence.preferences.register_store.loading import Loaded

MIB = 1 << 20


@click.group()
def register() -> None:
    """Load the TPS and CTPS, and look numbers up in them."""


@register.command()
@click.argument("kind", type=click.Choice(["tps", "ctps"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", type=Day(), required=True, help="The day on which the file was drawn (form 2026-11-01).")
@click.option("--accept-shrink", metavar="NAME", help="Who accepts that the register lost more than a tenth.")
@home_option
@format_option
def load(
    kind: Literal["tps", "ctps"], file: Path, as_of: date, accept_shrink: str | None, home: Path, form: str
) -> int:
    """Put a register file in force: whole, or not at all.

    Reads one number a line or a table, with a header or without, with the day of listing or without. A row that cannot
    be read refuses the file, for it may be somebody who must not be called. The register before stays in force until
    the new one is on the disk, and is kept until `ringfence register prune`.

    \b
    Example:
        ringfence register load tps tps-2026-11-01.csv --as-of 2026-11-01
    """
    from ringfence.cli import ledgered
    from ringfence.preferences.register_store import loading

    accepted = (accept_shrink or "").strip() or None
    with progress_bar(f"loading {file.name}") as progress:
        loaded = loading.load(
            home,
            kind,
            file,
            as_of,
            today=today(),
            accept_shrink=accepted,
            progress=progress,
        )
    ledgered.loaded(home, loaded.version)
    if form == "json":
        click.echo(json.dumps({**_as_data(loaded.version), "new": loaded.new, "read_by": loaded.read_by}, indent=2))
    else:
        click.echo(_told(loaded))
    return 0


@register.command(name="list")
@home_option
@format_option
def list_(home: Path, form: str) -> int:
    """Show the registers kept: the versions in force, their age, and older ones.

    \b
    Example:
        ringfence register list
    """
    from ringfence.preferences.register_store import read_manifest
    from ringfence.preferences.register_store.refusals import NoRegister

    manifest = read_manifest(home)
    if not manifest.versions:
        raise NoRegister(home)
    in_force = [each for each in manifest.versions if manifest.in_force(each.kind) == each]
    if form == "json":
        rows = [{**_as_data(each), "in_force": each in in_force} for each in manifest.versions]
        click.echo(json.dumps(rows, indent=2))
        return 0
    for each in in_force:
        click.echo(f"{_named(each)}: {_numbers(each.count)}, drawn on {_day(each.as_of)} ({_age(each.as_of)})")
        click.echo(f"  from {each.file}, {_dated(each)}, {each.size / MIB:.1f} MiB, SHA-256 {each.sha256[:16]}…")
    older = [each for each in manifest.versions if each not in in_force]
    if older:
        names = ", ".join(f"{_named(each)} of {_day(each.as_of)}" for each in older)
        size = sum(each.size for each in older) / MIB
        click.echo(f"Kept, not in force: {names} ({size:.1f} MiB). Remove them with: ringfence register prune")
    missing = [kind.upper() for kind in ("tps", "ctps") if kind not in manifest.current]
    if missing:
        click.echo(f"Not loaded: {missing[0]}.")
    return 0


@register.command()
@click.argument("number")
@home_option
@click.option("--on", type=Day(), help="Count the days of listing up to this day; today if not given.")
@format_option
def check(number: str, home: Path, on: date | None, form: str) -> int:
    """Say whether a number is on the registers in force, and since when. Whether it may be called is not said here.

    \b
    Example:
        ringfence register check "07700 900123"
    """
    from ringfence.numbers import masked, read
    from ringfence.preferences.register_store import open_registers
    from ringfence.preferences.register_store.checking import NotANumber, standing
    from ringfence.preferences.register_store.refusals import NoRegister

    registers = open_registers(home)
    if not list(registers):
        raise NoRegister(home)
    meant = read(number)
    e164 = meant.e164 or meant.unassigned
    if e164 is None:
        raise NotANumber(masked(number), meant.problem or "not a number")
    found = [standing(each, int(e164[1:]), on or today()) for each in registers]
    if form == "json":
        data = {"e164": e164, "kind": meant.kind, "registers": [each.as_data() for each in found]}
        click.echo(json.dumps(data, indent=2))
        return 0
    note = " (no such range is in use as far as we know)" if meant.e164 is None else ""
    click.echo(f"{masked(e164)}, {meant.kind}{note}")
    for each in found:
        click.echo(f"  {each.kind.upper()} of {_day(each.as_of)}: {each.told()}")
    if missing := [kind.upper() for kind in ("tps", "ctps") if getattr(registers, kind) is None]:
        click.echo(f"  {missing[0]}: not loaded, so nothing is known")
    return 0


@register.command()
@home_option
@format_option
def verify(home: Path, form: str) -> int:
    """Read every byte of the registers kept, and compare it with what was written.

    \b
    Example:
        ringfence register verify
    """
    from ringfence.preferences import register_store
    from ringfence.preferences.register_store.refusals import NoRegister

    whole = register_store.verify(home)
    if not whole:
        raise NoRegister(home)
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in whole], indent=2))
        return 0
    for each in whole:
        click.echo(f"{_named(each)}: whole, {each.size / MIB:.1f} MiB in {len(each.parts)} files")
    return 0


@register.command()
@click.option("--keep", type=click.IntRange(min=1), default=1, show_default=True, help="Newest versions kept of each.")
@home_option
@format_option
def prune(keep: int, home: Path, form: str) -> int:
    """Remove old versions of the registers; those in force stay.

    \b
    Example:
        ringfence register prune --keep 2
    """
    from ringfence.preferences import register_store

    gone = register_store.prune(home, keep)
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in gone], indent=2))
        return 0
    for each in gone:
        click.echo(f"Removed {_named(each)} of {_day(each.as_of)}: {each.size / MIB:.1f} MiB")
    if not gone:
        click.echo("Nothing to remove.")
    return 0


def _told(loaded: "Loaded") -> str:
    made, before = loaded.version, loaded.before
    if not loaded.new:
        return f"{_named(made)} is in force already: the same file, drawn on the same day. Nothing was changed."
    change = made.count - before.count if before else 0
    against = f" ({change:+,} against version {before.version})" if before else ""
    drawn = f"drawn on {_day(made.as_of)} ({_age(made.as_of)})"
    lines = [f"{_named(made)} is in force: {_numbers(made.count)}{against}, {drawn}"]
    lines.append(f"  {_dated(made)}; duplicates left out: {made.duplicates:,}; blank rows: {made.blank_rows:,}")
    if made.abroad:
        lines.append(f"  not of the United Kingdom, and kept too: {made.abroad:,}")
    if made.unassigned:
        lines.append(f"  of no range in use as far as we know, and kept as listed: {made.unassigned:,}")
    if made.shrink_accepted_by:
        lines.append(f"  fewer numbers than before, accepted by {made.shrink_accepted_by}")
    lines.append(f"  numbers read by: {loaded.read_by}")
    lines.append(f"  {made.size / MIB:.1f} MiB on the disk; SHA-256 of the file {made.sha256[:16]}…")
    return "\n".join([*lines, 'Next: ringfence register check "07700 900123"'])


def _numbers(count: int) -> str:
    return f"{count:,} number{'s' if count != 1 else ''}"


def _named(version: "Version") -> str:
    return f"{version.kind.upper()} version {version.version}"


def _dated(version: "Version") -> str:
    if version.dated == version.count:
        return "every day of listing known"
    known = f"{version.dated:,} of {version.count:,}" if version.dated else "no"
    return f"{known} days of listing known"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _age(as_of: date) -> str:
    days = (today() - as_of).days
    return "today" if days == 0 else f"{days:,} day{'s' if days != 1 else ''} ago"


def _as_data(version: "Version") -> dict[str, Any]:
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(version)
    return {**data, "bytes": version.size}

"""ringfence objection import and export: suppression lists in, from whatever tool, and out again."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import Day, format_option, home_option, now, progress_bar

if TYPE_CHECKING:
    from datetime import date

    from ringfence.preferences.events import Event
    from ringfence.preferences.objection_file import Reading
    from ringfence.preferences.rows import Rows
    from ringfence.store import Store
    from ringfence.store.writing import Appended

SAID_OF = {"at": "dates", "said": "words", "scope": "scopes", "recorded_by": "who noted it"}
CHANNELS = ("phone", "keypress", "email", "letter", "web", "sms", "agent")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scope", metavar="SCOPE", help="How far, where no row says  [default: all, which stops every call]")
@click.option("--channel", type=click.Choice(CHANNELS), help="How they reached you, where no row says.")
@click.option("--phone-column", help="The column that holds the numbers, if its name does not tell.")
@click.option("--recorded-by", default="", metavar="NAME", help="Who reads the file in.")
@click.option(
    "--unreadable",
    type=click.Path(path_type=Path),
    help="Where rows go that nobody can read  [default: FILE-unreadable.csv]",
)
@home_option
@format_option
def import_(
    file: Path,
    scope: str | None,
    channel: str | None,
    phone_column: str | None,
    recorded_by: str,
    unreadable: Path | None,
    home: Path | None,
    form: str,
) -> int:
    """Read a suppression list of any tool as it is: CSV or Parquet; its columns are found by their names.

    Every column of numbers counts. A row without a date, or with one that cannot be read, counts all the same. What is
    on file already is not taken twice. Rows in which no number can be read are named and written to a file of their
    own, and the exit code is 3: these people are not protected yet.

    \b
    Example:
        ringfence objection import do-not-call.csv --scope organisation:"Example Party"
    """
    from ringfence.cli.people import write_unreadable
    from ringfence.preferences import objection_file as files
    from ringfence.preferences.events import instant
    from ringfence.preferences.rows import open_rows
    from ringfence.preferences.scopes import read_scope
    from ringfence.store import open_store

    reach = read_scope(scope) if scope else None
    found = files.Reading()
    target = unreadable or files.unreadable_name(file)
    with open_rows(file, files.WANTED, phone_column) as rows, open_store(home) as store, progress_bar("import") as bar:
        given = files.Given(file.name, reach, channel or "", recorded_by, instant(now()), store.key.id)
        done = store.append(
            files.read(rows, given, found), lambda count: bar(f"{count:,} records", count / max(rows.count, 1))
        )
        told = _imported(file, rows, found, done, _lifted(store, done.known))
        if found.unreadable:
            told["unreadable_file"] = str(target)
            write_unreadable(target, rows.columns, found.unreadable)
    click.echo(_json(told) if form == "json" else "\n".join(_lines(told, found)))
    return 3 if found.unreadable else 0


def _lifted(store: "Store", known: Collection[str]) -> int:
    """How many of these were lifted here."""
    if not known:
        return 0
    return len({each.about for each in store.events(["lifting"])} & set(known))


def _imported(file: Path, rows: "Rows", found: "Reading", done: "Appended", lifted: int) -> dict[str, Any]:
    objections = [each for each in done.new if each.kind == "objection"]
    return {
        "file": str(file),
        "rows": found.rows,
        "numbers": found.numbers,
        "new": len(objections),
        "known": len(done.known),
        "known_and_lifted": lifted,
        "liftings": len(done.new) - len(objections),
        "undated": found.undated,
        "unreadable": [{"row": each.row, "problem": each.problem} for each in found.unreadable],
        "columns": {
            "numbers": [rows.columns[place] for place in rows.phones],
            **{what: rows.columns[place] for what, place in rows.places.items()},
        },
        "notes": list(rows.notes),
    }


def _lines(told: dict[str, Any], found: "Reading") -> list[str]:
    from ringfence.cli.objection_words import counted
    from ringfence.cli.people import rows_in_words

    columns = dict(told["columns"])
    numbers = ", ".join(f"“{name}”" for name in columns.pop("numbers"))
    read_as = "".join(f", {SAID_OF[what]} from “{name}”" for what, name in columns.items() if what in SAID_OF)
    lines = [
        (
            f"{counted(told['rows'], 'row')}, {counted(told['numbers'], 'number')}: "
            f"{counted(told['new'], 'objection')} new, {told['known']:,} known already, "
            f"{counted(len(told['unreadable']), 'row')} unreadable"
        ),
        f"  numbers from {numbers}{read_as}",
        *(f"  note: {note}" for note in told["notes"]),
    ]
    if told["liftings"]:
        lines.append(f"  {counted(told['liftings'], 'lifting')} in the file taken over, with reason and name")
    if told["known_and_lifted"]:
        lines.append(
            f"  {told['known_and_lifted']:,} of the known were lifted here and stay so; "
            "for somebody who objected anew: ringfence objection add"
        )
    if told["undated"]:
        lines.append(f"  {counted(told['undated'], 'date')} cannot be read: kept as written; the objection counts")
    if found.unreadable:
        lines += ["  not on file, because nobody can read the number or the scope:", *rows_in_words(found.unreadable)]
        lines.append(f"  next: mend {told['unreadable_file']} and import it")
    return lines


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="OUT.csv.")
@click.option("--since", type=Day(), help="Only what was recorded on this day or later (form 2026-11-21).")
@click.option("--all", "every", is_flag=True, help="Also objections that were lifted, with reason and name.")
@home_option
@format_option
def export(output: Path, since: "date | None", every: bool, home: Path | None, form: str) -> None:
    """Write the objections that stand as CSV, for a dialler, a mailing tool, a campaign card or another Ringfence.

    Ids come along, so that a file that returns brings no doubles. To tell another system what changed since a day,
    liftings included, use --since with --all.

    \b
    Example:
        ringfence objection export -o objections.csv
    """
    from ringfence.cli.ledgered import exported
    from ringfence.cli.people import write_table
    from ringfence.preferences.objection_file import HEADER, written
    from ringfence.store import open_store

    with open_store(home) as store:
        liftings = {each.about: each for each in store.events(["lifting"])} if every else {}
        found = [each for each in store.events(["objection"], standing=not every) if _recent(each, liftings, since)]
        with_number = [each for each in found if each.number is not None]
        count = write_table(output, HEADER, written(with_number, {key: each for key, each in liftings.items() if key}))
        exported(store, "objections", count, output)
    erased = len(found) - count
    if form == "json":
        click.echo(_json({"file": str(output), "objections": count, "in_keyed_form_only": erased}))
        return
    click.echo(f"{count:,} objections in {output}.")
    if erased:
        click.echo(
            f"  {erased:,} are kept in keyed form only, since their numbers were erased: they stop calls here alone"
        )


def _recent(each: "Event", liftings: "dict[str | None, Event]", since: "date | None") -> bool:
    """Whether an objection, or its lifting, was recorded on a day or later, as London counts days."""
    from ringfence.preferences.events import day_of

    if since is None:
        return True
    lifting = liftings.get(each.id)
    return day_of(each.recorded_at) >= since or (lifting is not None and day_of(lifting.recorded_at) >= since)


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)

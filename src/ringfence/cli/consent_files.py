"""ringfence consent import and export: tables and records in, records and tables out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import format_option, home_option, now, progress_bar

if TYPE_CHECKING:
    from ringfence.preferences.events import Event
    from ringfence.store import Store
    from ringfence.store.writing import Appended

RECORDS = (".json", ".jsonld", ".ndjson", ".jsonl")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--phone-column", help="The column that holds the numbers, if its name does not tell.")
@click.option("--recorded-by", default="", metavar="NAME", help="Who reads the file in.")
@click.option(
    "--unreadable",
    type=click.Path(path_type=Path),
    help="Where rows go that cannot be read  [default: FILE-unreadable.csv]",
)
@home_option
@format_option
def import_(
    file: Path, phone_column: str | None, recorded_by: str, unreadable: Path | None, home: Path | None, form: str
) -> int:
    """Read consents from a table (CSV, Parquet), or from consent records (.json, .jsonld, .ndjson).

    A table has a row a consent and columns given_to, scope (automated, live, both), given_on, wording, proof, indirect
    and withdrawn_on; docs/consents.md has the rest. A proof that is a file beside the table is kept with its hash. What
    is on file already is not taken twice. Exit code 3 if some rows could not be read.

    \b
    Example:
        ringfence consent import consents.csv
    """
    from ringfence.cli.objection_words import as_json
    from ringfence.store import open_store

    with open_store(home) as store, progress_bar("import") as bar:
        progress = lambda count: bar(f"{count:,} records", 0.0)  # noqa: E731
        if file.suffix.lower() in RECORDS:
            told = _records(store, file, recorded_by, progress)
        else:
            told = _table(store, file, phone_column, recorded_by, unreadable, progress)
    if form == "json":
        click.echo(as_json(told))
    else:
        click.echo("\n".join(_lines(told)))
    return 3 if told["unreadable"] else 0


def _records(store: "Store", file: Path, by: str, progress: Any) -> dict[str, Any]:
    from ringfence.preferences.consent_intake import Reading, read_file
    from ringfence.preferences.events import instant

    found = Reading()
    done = store.append(read_file(file, by, instant(now()), store.key.id, found), progress)
    unreadable = [{"place": place, "problem": problem} for place, problem in found.unreadable]
    return _told(file, found.records, done, unreadable)


def _table(
    store: "Store", file: Path, phone_column: str | None, by: str, unreadable: Path | None, progress: Any
) -> dict[str, Any]:
    from ringfence.cli.people import write_unreadable
    from ringfence.preferences import consent_file as files
    from ringfence.preferences.events import instant
    from ringfence.preferences.objection_file import unreadable_name
    from ringfence.preferences.rows import open_rows
    from ringfence.tables.refusals import ColumnMissing

    found = files.Reading()
    with open_rows(file, files.WANTED, phone_column) as rows:
        for name in ("given_to", "scope"):
            if name not in rows.places:
                columns = ", ".join(rows.columns)
                way_out = f'Name the column "{name}": a consent says to whom it was given, and for which calls.'
                raise ColumnMissing(file, f'no column "{name}"; the columns are: {columns}', way_out)
        given = files.Given(file.name, file.parent, by, instant(now()), store.key.id)
        done = store.append(files.read(rows, given, found), progress)
        columns_ = rows.columns
    told = _told(
        file, found.rows, done, [{"place": f"row {each.row}", "problem": each.problem} for each in found.unreadable]
    )
    if found.unreadable:
        target = unreadable or unreadable_name(file)
        write_unreadable(target, columns_, found.unreadable)
        told["unreadable_file"] = str(target)
    return told


def _told(file: Path, rows: int, done: "Appended", unreadable: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = [each.kind for each in done.new]
    new = {kind: kinds.count(kind) for kind in ("consent", "refusal", "withdrawal")}
    return {"file": str(file), "rows": rows, "new": new, "known": len(done.known), "unreadable": unreadable}


def _lines(told: dict[str, Any]) -> list[str]:
    from ringfence.cli.objection_words import counted
    from ringfence.cli.people import NAMED

    new, wrong = told["new"], told["unreadable"]
    kinds = ", ".join(counted(new[kind], kind) for kind in ("consent", "refusal", "withdrawal"))
    lines = [f"{counted(told['rows'], 'row')}: new {kinds}; {told['known']:,} known already, {len(wrong):,} unreadable"]
    if wrong:
        lines += ["  not on file:", *(f"    {each['place']}: {each['problem']}" for each in wrong[:NAMED])]
        lines += [f"    and {len(wrong) - NAMED:,} more"] if len(wrong) > NAMED else []
        lines.append(f"  next: mend {told.get('unreadable_file', 'them in ' + told['file'])} and import it")
    return lines


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="OUT.jsonld, OUT.ndjson or OUT.csv."
)
@home_option
@format_option
def export(output: Path, home: Path | None, form: str) -> None:
    """Write every consent, refusal and withdrawal: as records after ISO/IEC TS 27560 in DPV, or as a table.

    The table can stand in a campaign card as its file of consents. A record says which mandatory fields of the standard
    nobody has filled in.

    \b
    Example:
        ringfence consent export -o consents.jsonld
    """
    from ringfence.cli.consent_words import records
    from ringfence.cli.ledgered import exported
    from ringfence.cli.objection_words import as_json, counted
    from ringfence.cli.people import write_table
    from ringfence.lists.report import OutputRefused, whole
    from ringfence.preferences.consent_table import HEADER
    from ringfence.store import open_store

    kind = output.suffix.lower()
    if kind not in (*RECORDS, ".csv"):
        raise OutputRefused(f"{output}: the name must end in .jsonld, .json, .ndjson or .csv.")
    if not output.parent.is_dir():
        raise OutputRefused(f"{output}: there is no folder {output.parent}. Make it, or choose another place.")
    events = _all(home)
    incomplete = 0
    if kind == ".csv":
        count = write_table(output, HEADER, _rows(events))
    else:
        made = list(records(events))
        count, incomplete = len(made), sum("rf:notOnFile" in each for each in made)
        with whole(output) as (part,):
            part.write_text(_document(made, kind), encoding="utf-8")
    with open_store(home) as store:
        exported(store, "consents", count, output)
    if form == "json":
        click.echo(as_json({"file": str(output), "records": count, "incomplete": incomplete}))
        return
    click.echo(f"{counted(count, 'record')} in {output}.")
    if incomplete:
        click.echo(f"  {incomplete:,} lack fields that ISO/IEC TS 27560 requires; each names them under rf:notOnFile")


def _all(home: Path | None) -> "list[Event]":
    from ringfence.store import open_store

    with open_store(home) as store:
        told = [each for each in store.events(["consent", "refusal", "withdrawal"]) if each.details and each.number]
        return list(store.with_wording(told))


def _document(made: list[dict[str, Any]], kind: str) -> str:
    from ringfence.preferences.consent_record import CONTEXT

    if kind in (".ndjson", ".jsonl"):
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in made)
    graph = [{key: value for key, value in each.items() if key != "@context"} for each in made]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _rows(events: "Iterable[Event]") -> Iterator[tuple[str, ...]]:
    from ringfence.preferences.consent import consent_of
    from ringfence.preferences.consent_table import written

    told = list(events)
    given = {each.id for each in told if each.kind == "consent"}
    gone = {each.about: each for each in told if each.about in given}
    for each in told:
        if each.about not in given:
            yield written(each, consent_of(each.details), gone.get(each.id))

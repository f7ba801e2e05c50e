"""ringfence ledger screened, prove-row and check-row: a whole screening in one entry, and single rows out of it."""

from pathlib import Path

import click

from ringfence.cli.shared import home_option, now, progress_bar

file_type = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("output", type=file_type)
@click.option(
    "--list", "lists", type=file_type, multiple=True, required=True, help="The list that was screened; again for each."
)
@click.option("--summary", type=file_type, required=True, help="What `list screen --summary` wrote.")
@click.option("--campaign", required=True, metavar="ID", help="The campaign it was screened for.")
@click.option("--by", required=True, metavar="NAME", help="Who enters it.")
@home_option
def screened(output: Path, lists: tuple[Path, ...], summary: Path, campaign: str, by: str, home: Path) -> None:
    """Enter a screening: one entry, whose root stands for every row of the file of verdicts.

    \b
    Example:
        ringfence ledger screened out.parquet --list contacts.csv --summary out.json --campaign spring --by "A. Khan"
    """
    import json

    from ringfence import rulebook
    from ringfence.lists.entered import entered
    from ringfence.lists.rooted import NotVerdicts
    from ringfence.preferences.events import instant
    from ringfence.store import open_store

    try:
        told = dict(json.loads(summary.read_text(encoding="utf-8")))
        rows = max(1, int(told["numbers"]))
    except (ValueError, KeyError, TypeError):
        raise NotVerdicts(f"{summary} is no summary of a screening. Name what `list screen --summary` wrote.") from None
    with open_store(home) as store, progress_bar("hashing rows") as progress:
        entry = entered(
            store, home, output, lists, told, rulebook.version(), campaign=campaign, at=instant(now()), by=by,
            progress=lambda done: progress(f"{done:,} rows", min(1.0, done / rows)),
        )  # fmt: skip
    click.echo(f"Entry {entry.seq:,}: {entry.told['rows']:,} rows under the root {entry.told['root']}.")
    click.echo(f"Keep {output} as it is: a row is proved from it with `ringfence ledger prove-row`.")


@click.command()
@click.argument("output", type=file_type)
@click.argument("number")
@click.option("-o", "--out", type=file_type, help="Write it to this file  [default: print it]")
@home_option
def prove_row(output: Path, number: str, out: Path | None, home: Path) -> None:
    """Print the proof of a number's row in a screening; it shows no other number.

    Beside it give the proof of the screening's entry: ringfence ledger prove ENTRY.

    \b
    Example:
        ringfence ledger prove-row verdicts.parquet "07700 900123" -o row.json
    """
    from ringfence.cli.ledger import give
    from ringfence.cli.people import NothingToDo, masked_number, number_of
    from ringfence.lists.entered import secret_of, sha256
    from ringfence.lists.rooted import places, prove
    from ringfence.store import open_store

    called = number_of(number)
    with open_store(home) as store:
        digest = sha256(output)
        entries = [each for each in store.book.of_kind("list-screened") if each.told.get("output_sha256") == digest]
    if not entries:
        raise NothingToDo(f"{output} was not entered, or changed since. Enter it first: ringfence ledger screened")
    found = places(output, f"+{called}")
    if not found:
        raise NothingToDo(f"{masked_number(called)} has no row in {output}.")
    entry = entries[-1]
    proof = prove(output, secret_of(home, entry.told["root"]), found[0])
    give(str(proof), out, f"Proof of row {proof.row:,}, under the root of entry {entry.seq:,}")


@click.command()
@click.argument("file", type=file_type)
@click.option("--root", required=True, help="The root, as the entry of the screening tells it.")
def check_row(file: Path, root: str) -> int:
    """Check the proof of a row by itself; exit code 2 if it does not hold.

    \b
    Example:
        ringfence ledger check-row row.json --root 5dc9da79...
    """
    from ringfence.lists.rooted import read_proof

    proof = read_proof(file.read_text(encoding="utf-8"))
    fault = proof.fault() or ("the root is another" if proof.root.hex() != root.strip().lower() else "")
    if fault:
        click.echo(f"Does not hold: {fault}.")
        return 2
    told = ", ".join(f"{name} {value}" for name, value in proof.verdict.items() if value)
    click.echo(f"Holds: row {proof.row:,}, {proof.number}, is one of the {proof.rows:,} rows under this root: {told}.")
    return 0

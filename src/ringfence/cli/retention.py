"""ringfence ledger retain: entries whose time is over are emptied, by a policy, and the ledger says so."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, home_option, now, progress_bar, today

if TYPE_CHECKING:
    from datetime import date

    from ringfence.evidence.retention import Over, Policy

AT_ONCE = 50_000  # entries emptied in one transaction
file_type = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--policy", "file", type=file_type, help='A TOML file: [keep] with decision = "6y" and so on.')
@click.option("--kind", "kinds", multiple=True, help="Entries of this kind; again for each. With --older-than.")
@click.option("--older-than", metavar="PERIOD", help="6y, 18m or 90d. With --kind.")
@click.option(
    "--dry-run/--empty", "dry", default=True, help="Only say what would be emptied, or empty it  [default: say]"
)
@click.option("--by", default="", metavar="NAME", help="Who decided; with --empty.")
@click.option("--on", type=Day(), help="As of this day, for a dry run  [default: today]")
@home_option
@format_option
def retain(
    file: Path | None,
    kinds: tuple[str, ...],
    older_than: str | None,
    dry: bool,
    by: str,
    on: "date | None",
    home: Path,
    form: str,
) -> None:
    """Empty entries whose time is over. Without --empty it only says what that would be.

    Emptied entries keep their place and hash, so the ledger still verifies. Objections go on stopping calls. What bears
    on a complaint that is kept itself is kept as well.

    \b
    Example:
        ringfence ledger retain --policy retention.toml --empty --by "A. Khan"
    """
    from ringfence.evidence.retention import over
    from ringfence.store import open_store

    asked = _policy(file, kinds, older_than)
    if not dry and not by.strip():
        raise click.UsageError("Emptying needs the name of whoever decided: --by NAME.")
    if not dry and on is not None:
        raise click.UsageError("--on is for a dry run: what is emptied is over today.")
    day, moment = on or today(), now()
    with open_store(home) as store:
        found = over(store.book, asked, day)
        if not dry and found.places:
            from ringfence.preferences.events import instant

            reason = "retention: " + ", ".join(f"{kind} after {each}" for kind, each in sorted(asked.items()))
            with progress_bar("emptying") as progress:
                for start in range(0, len(found.places), AT_ONCE):
                    some = found.places[start : start + AT_ONCE]
                    store.empty(some, at=instant(moment), by=by.strip(), reason=reason)
                    progress(f"{start + len(some):,} entries", (start + len(some)) / len(found.places))
    click.echo(json.dumps(_data(found, asked, day, dry), indent=2) if form == "json" else _told(found, asked, day, dry))


def _policy(file: Path | None, kinds: tuple[str, ...], older_than: str | None) -> "Policy":
    from ringfence.evidence.retention import policy, read_policy

    if file is not None and not kinds and older_than is None:
        return read_policy(file)
    if file is None and kinds and older_than is not None:
        return policy(kinds, older_than)
    raise click.UsageError("Say what to keep for how long: --policy FILE, or --kind KIND --older-than PERIOD.")


def _told(found: "Over", asked: "Policy", day: "date", dry: bool) -> str:
    from ringfence.calendar import british
    from ringfence.cli.objection_words import counted
    from ringfence.cli.people import in_words

    verb = "would be emptied" if dry else "was emptied" if len(found.places) == 1 else "were emptied"
    lines = [f"{counted(len(found.places), 'entry')} {verb} as of {british(day)}."]
    for kind, each in sorted(asked.items()):
        back = f"; {found.kept_back[kind]:,} more kept for a complaint" if found.kept_back[kind] else ""
        lines.append(
            f"  {kind:<14} {found.kinds[kind]:>9,}   kept {each}, so from {british(each.before(day))} on{back}"
        )
    if found.places:
        lines.append(f"They are of {in_words(found.oldest)} to {in_words(found.newest)}.")
    if dry and found.places:
        lines.append("Nothing was changed. To empty them: the same command with --empty --by NAME.")
    elif found.places:
        lines.append("Copies made before (backups, store-before-*) still hold them. Check: ringfence ledger verify")
    return "\n".join(lines)


def _data(found: "Over", asked: "Policy", day: "date", dry: bool) -> dict[str, object]:
    return {
        "dry_run": dry,
        "on": day.isoformat(),
        "emptied" if not dry else "would_empty": len(found.places),
        "kinds": {
            kind: {
                "keep": str(each),
                "from": each.before(day).isoformat(),
                "entries": found.kinds[kind],
                "kept_back": found.kept_back[kind],
            }
            for kind, each in sorted(asked.items())
        },
    }

"""ringfence list diff: whose answer changed between two screens."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import format_option

if TYPE_CHECKING:
    from ringfence.lists.diff import Difference

SHOWN = 8  # groups of one change said on the terminal; the file and the JSON hold all


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--old-summary", type=click.Path(path_type=Path), help="What `list screen --summary` wrote for OLD.")
@click.option("--new-summary", type=click.Path(path_type=Path), help="The same for NEW.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Every change, as .csv or .parquet.")
@format_option
def diff(
    old: Path, new: Path, old_summary: Path | None, new_summary: Path | None, output: Path | None, form: str
) -> int:
    """Show who may no longer be called, who now may, and why: two screens of a list compared.

    OLD and NEW are verdicts that `list screen -o` wrote. With both summaries it says what the two screens stood on.

    \b
    Example:
        ringfence list diff verdicts-october.parquet verdicts-november.parquet -o changes.csv
    """
    from dataclasses import asdict

    from ringfence.lists import summaries
    from ringfence.lists.diff import diff as compare

    if (old_summary is None) != (new_summary is None):
        raise click.UsageError("Give both --old-summary and --new-summary, or neither.")
    told = [summaries.read(each) for each in (old_summary, new_summary) if each]
    found = compare(old, new, output)
    causes = list(summaries.causes(*told)) if told else None
    if form == "json":
        click.echo(json.dumps({**asdict(found), "causes": causes}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_told(found, told, causes, output)))
    return 0


def _told(
    found: "Difference", summaries: list[dict[str, Any]], causes: list[str] | None, output: Path | None
) -> list[str]:
    lines = [f"{found.before:,} numbers before, {found.after:,} now; {found.same:,} have the same answer"]
    for change, count in found.counts.items():
        lines += [f"  {count:>10,}  {change}", *_groups(found, change)]
    if causes is not None:
        lines.append("What the two screens stood on:" if causes else "Both screens stood on the same law and files.")
        lines += [f"  {cause}" for cause in causes]
        lines += _situations(found, summaries)
    if output:
        lines.append(f"Every change: {output}")
    elif found.counts:
        lines.append("Next: name a file with -o to have every change, number by number")
    return lines


def _groups(found: "Difference", change: str) -> list[str]:
    from ringfence.lists.diff import by_reason

    every = list(by_reason(found.groups, change).items())
    lines = [f"  {count:>14,}  {_said(*pair)}" for pair, count in every[:SHOWN]]
    return [*lines, *([f"{'':>18}and {len(every) - SHOWN} other pairs of reasons"] if len(every) > SHOWN else [])]


def _said(before: str, after: str) -> str:
    """The reasons that came and went; those that stayed decided nothing here."""
    old, new = set(filter(None, before.split(";"))), set(filter(None, after.split(";")))
    came = ", ".join(sorted(new - old))
    went = ", ".join(sorted(old - new))
    parts = [f"new: {came}" if came else "", f"no longer: {went}" if went else ""]
    return "; ".join(filter(None, parts)) or ", ".join(sorted(new or old)) or "no reason against"


def _situations(found: "Difference", summaries: list[dict[str, Any]]) -> list[str]:
    """The largest situation that each change led to, in words."""
    words = {each["id"]: each["in_words"] for summary in summaries for each in summary["situations"]}
    lines = []
    for change in list(found.counts)[:2]:
        group = next((each for each in found.groups if each.change == change), None)
        if group and group.situation_after in words:
            lines.append(f"Most that are {change} ({group.count:,}): {'; '.join(words[group.situation_after])}")
    return lines

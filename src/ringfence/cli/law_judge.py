"""ringfence law judge: a file of cases against the law of their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import format_option, on_option, progress_bar, today

if TYPE_CHECKING:
    from ringfence.rulings.cases import Case, Problem
    from ringfence.rulings.judge import Assessment


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="CASES.yaml")
@format_option
@on_option
@click.option("--strict", is_flag=True, help="Refuse keys and words that are not known instead of leaving them aside.")
@click.option("--score", "scored", is_flag=True, help="Compare with the labels in the file; print the score only.")
@click.option("--explain", "explained", metavar="ID", help="Explain one case: why, what would change it, the cure.")
def judge(file: Path, form: str, on: date | None, strict: bool, scored: bool, explained: str | None) -> int:
    """Say of each case what it broke, what is at risk and what is not known, by which rule and on which facts.

    Reads id, channel, sector, period, date and facts, and never what was found. A case is judged by the law of its
    period, else of its date, else of today or the day given with --on.

    \b
    Example:
        ringfence law judge CASES.yaml
        ringfence law judge CASES.yaml --format json
        ringfence law judge CASES.yaml --explain labour-2010
    """
    from ringfence.rulings import cases, loading

    entries = loading.load(file)
    found = cases.read(entries, on or today(), strict=strict)
    problems = [each for each in found if isinstance(each, cases.Problem)]
    sound = [each for each in found if isinstance(each, cases.Case)]
    assessments = _assess(_only(explained, sound, problems))
    click.echo(_output(form, entries, assessments, problems, scored=scored, explained=explained is not None))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if problems:
        return 1
    return 0 if scored else _exit(assessments)


def _only(explained: str | None, sound: Sequence[Case], problems: Sequence[Problem]) -> Sequence[Case]:
    """The cases to judge: all, or the one that was asked for."""
    if explained is None:
        return sound
    if chosen := [case for case in sound if case.id == explained]:
        return chosen
    from ringfence.rulings.cases import no_such_case

    raise no_such_case(explained, sound, problems)


def _assess(sound: Sequence[Case]) -> list[Assessment]:
    from ringfence.rulings.judge import assess

    assessments = []
    with progress_bar("judging") as progress:
        for count, case in enumerate(sound, 1):
            assessments.append(assess(case))
            if count % 100 == 0:
                progress(f"{count:,} of {len(sound):,}", count / len(sound))
    return assessments


def _output(
    form: str,
    entries: Sequence[Any],
    assessments: Sequence[Assessment],
    problems: Sequence[Problem],
    *,
    scored: bool,
    explained: bool,
) -> str:
    """What is printed: the score, the explanation of one case, or every case."""
    from ringfence.rulings import explaining, report
    from ringfence.rulings.loading import shipped
    from ringfence.rulings.score import score

    if scored:
        result = score(entries, assessments, [*shipped("public"), *entries])
        return report.score_json(result) if form == "json" else report.score_text(result)
    if explained:
        (only,) = assessments
        return explaining.as_json(only) if form == "json" else explaining.as_text(only)
    return report.as_json(assessments) if form == "json" else report.as_text(assessments, len(problems))


def _exit(assessments: Sequence[Assessment]) -> int:
    """2 when something is contravened, 3 when something is at risk or cannot be told, else 0."""
    if any(each.contravened for each in assessments):
        return 2
    return 3 if any(each.reasons for each in assessments) else 0

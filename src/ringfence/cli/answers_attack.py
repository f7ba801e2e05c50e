"""ringfence answers attack: tries to tie answers to calls, on this very set-up."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import format_option, home_option, progress_bar

if TYPE_CHECKING:
    from ringfence.answers.attack.run import Report

CALLS = 1_000


@click.command()
@click.option(
    "--simulate",
    default=CALLS,
    show_default=True,
    metavar="CALLS",
    type=click.IntRange(min=1),
    help="Interviews to rehearse.",
)
@click.option("--k", default=50, show_default=True, type=click.IntRange(min=2), help="Interviews in a batch.")
@click.option("--seed", type=int, help="Make the same campaign again; shuffling stays random  [default: a new one]")
@home_option
@format_option
def attack(simulate: int, k: int, seed: int | None, home: Path, form: str) -> int:
    """Rehearse a made-up campaign on this set-up, and try to tie its answers to its calls by everything that is left.

    Uses the home folder's disk, this machine's memory folder and, where RINGFENCE_ANSWERS_URL names it, the server; all
    of it is removed again. Every attacker must do no better than guessing, and must succeed on a store that is weak on
    purpose. Files among the answers that no attacker looks at fail, too. Exit code 2 if anything does.

    \b
    Example:
        ringfence answers attack --simulate 2000 --k 50
    """
    import secrets

    from ringfence.answers.attack import surface
    from ringfence.answers.attack.run import simulate as rehearse

    chosen = secrets.randbelow(1_000_000) if seed is None else seed
    with progress_bar("Attack") as progress:
        report = rehearse(home, simulate, k, chosen, progress)
    strangers = surface.strangers(home)
    if form == "json":
        click.echo(json.dumps([each.data() for each in report.results], indent=2))
    else:
        click.echo("\n".join(_table(report, chosen)))
    for each in _faults(report, strangers):
        click.echo(each, err=True)
    return 0 if report.passed and not strangers else 2


def _table(report: "Report", seed: int) -> list[str]:
    lines = [f"{report.calls:,} interviews in batches of at least {report.k}, seed {seed}", ""]
    lines.append(f"{'attacker':<16}{'guesses':>9}{'right':>7}{'luck':>8}   {'weak store':<16}what it reads")
    for each in report.results:
        weak = f"{each.control_hits:,} of {each.control_calls:,}"
        luck = f"{each.expected_by_guessing:.1f}"
        lines.append(f"{each.attacker:<16}{each.calls:>9,}{each.hits:>7,}{luck:>8}   {weak:<16}{each.reads}")
    if report.passed:
        lines += ["", "No attacker did better than luck, and each succeeded on the store that is weak on purpose."]
    return lines


def _faults(report: "Report", strangers: list[str]) -> list[str]:
    found = [
        f"{each.attacker}: {each.hits:,} of {each.calls:,} right; luck gives {each.expected_by_guessing:.1f}. Answers "
        "can be tied to calls: stop interviewing, and report this."
        for each in report.results
        if not each.passed
    ]
    found += [
        f"{each.attacker}: found too little in the store that is weak on purpose ({each.control_hits:,} of "
        f"{each.control_calls:,}), so its failure on the real one shows nothing. Simulate more calls."
        for each in report.results
        if not each.control_succeeded
    ]
    found += [
        f"{each}: kept, and no attacker looks at it. Name one in answers/attack/surface.py."
        for each in report.unattacked
    ]
    return found + [
        f"answers/{each}: a file that is none of Ringfence's lies among the answers. Remove it." for each in strangers
    ]

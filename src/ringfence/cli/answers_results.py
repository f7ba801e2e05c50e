"""ringfence answers table, export, report: what the released answers say."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ringfence.cli.shared import Day, format_option, home_option, today

if TYPE_CHECKING:
    from ringfence.answers.interview.prepare import Prepared
    from ringfence.answers.results.columns import Columns
    from ringfence.answers.results.weights import Weights

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True)
campaign_argument = click.argument("campaign", type=FOLDER, metavar="CAMPAIGN")
weights_option = click.option(
    "--weights", "targets", type=FILE, help="TOML: a table for each question or band, its codes with their shares."
)
k_option = click.option(
    "--k", default=10, show_default=True, type=click.IntRange(min=2), help="Hide shares of fewer people."
)
by_option = click.option(
    "--by", default="", metavar="COLUMN", help="A question or band across the top: age, band.area."
)


@click.command()
@campaign_argument
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@by_option
@weights_option
@k_option
@click.option("--epsilon", type=float, help="Counts with noise instead, each table spending so much (needs OpenDP).")
@home_option
@format_option
def table(
    campaign: Path,
    questions: tuple[str, ...],
    by: str,
    targets: Path | None,
    k: int,
    epsilon: float | None,
    home: Path,
    form: str,
) -> None:
    """Show weighted tables of the released answers: all questions or those named, small cells hidden.

    Cells of fewer than --k people are hidden, and enough others that they cannot be worked out from the totals. Two
    tables by different banners can still be held against each other: publish as few as you need. With --epsilon the
    counts carry noise (differential privacy) and nothing exact is shown, so without --by and --weights.

    \b
    Example:
        ringfence answers table my-campaign vote --by age --weights weights.toml
    """
    import json

    from ringfence.answers.results import tables

    found, weighted, _ = _released(campaign, targets, home)
    names = questions or tuple(each.name for each in found.questions)
    if epsilon is not None:
        if by or targets:
            raise click.UsageError("--epsilon goes without --by and --weights: both would need exact counts.")
        click.echo(_noisy(found, names, epsilon, form))
        return
    made = [tables.table(found, name, weighted, by, k) for name in names]
    if form == "json":
        head = {"interviews": found.rows, "effective": round(weighted.effective, 1)}
        data = [tables.as_data(each) for each in made]
        click.echo(json.dumps({**head, "tables": data}, ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join([_head(found, weighted), *(tables.as_text(each) for each in made)]))


@click.command()
@campaign_argument
@click.option("-o", "--output", type=NEW, required=True, help=".csv, .parquet or .sav (SPSS).")
@weights_option
@home_option
def export(campaign: Path, output: Path, targets: Path | None, home: Path) -> None:
    """Write the released answers to a file, with a codebook beside it and the free texts in a file of their own.

    Rows stand in the order of what they say; nothing joins a row to the free texts of the same person. The file holds
    every answer of every person: it is for analysis, not for publication.

    \b
    Example:
        ringfence answers export my-campaign -o answers.csv
    """
    import json

    from ringfence.answers.results import export as files
    from ringfence.lists.report import OutputRefused, whole

    if not output.parent.is_dir():
        raise OutputRefused(f"{output}: there is no folder {output.parent}. Make it, or choose another place.")
    found, weighted, prepared = _released(campaign, targets, home)
    texts = output.with_name(f"{output.stem}-texts.csv")
    book = output.with_name(f"{output.stem}-datapackage.json")
    with whole(output, texts) as (part, texts_part):
        files.write(part, found, weighted, output.suffix)
        said = files.write_texts(texts_part, _texts(prepared, home))
    table = files.variables(found, weighted)
    with whole(book) as (part,):
        package = files.codebook(prepared.questionnaire, table, [output, texts])
        part.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(
        f"{output}: {found.rows:,} interviews, {len(table)} variables. {texts}: {said:,} texts. {book}: codebook."
    )


@click.command()
@campaign_argument
@click.option("-o", "--output", type=NEW, default=Path("field-report.html"), show_default=True, help="The page.")
@by_option
@weights_option
@k_option
@click.option("--universe", default="", metavar="WORDS", help="Whom the sample stands for: adults in Wales.")
@click.option("--tables-at", default="", metavar="ADDRESS", help="Where the whole tables are published.")
@click.option("--e", "share", type=float, help="Share of numbers of unknown eligibility that is taken to be eligible.")
@click.option("--outcomes", type=FILE, help="CSV of numbers that no interviewer reached: outcome, how many numbers.")
@click.option("--made-on", type=Day(), help="The day on the page  [default: today]")
@home_option
def report(
    campaign: Path,
    output: Path,
    by: str,
    targets: Path | None,
    k: int,
    universe: str,
    tables_at: str,
    share: float | None,
    outcomes: Path | None,
    made_on: date | None,
    home: Path,
) -> None:
    """Write the field report: what a published poll must tell, outcome rates, every question with chart and table.

    What the British Polling Council asks of a published poll; what is not known is said to be missing.

    \b
    Example:
        ringfence answers report my-campaign --by age --universe "adults in Wales" -o field-report.html
    """
    from ringfence.answers.interview.outcomes import COMPLETE
    from ringfence.answers.results import rates, tables
    from ringfence.answers.results import report as pages
    from ringfence.lists.report import OutputRefused, whole
    from ringfence.preferences.events import day_of
    from ringfence.store import open_store

    if not output.parent.is_dir():
        raise OutputRefused(f"{output}: there is no folder {output.parent}. Make it, or choose another place.")
    found, weighted, prepared = _released(campaign, targets, home)
    with open_store(home) as store:
        ended = list(store.call_records("outcome", prepared.campaign.campaign.id))
    codes = rates.finals(ended)
    days = sorted(day_of(each.at) for each in ended if each.code == COMPLETE.code)
    if outcomes:
        codes.update(rates.read_counts(outcomes))
    page = pages.FieldReport(
        campaign=prepared.campaign,
        questionnaire=prepared.questionnaire,
        tables=[tables.table(found, each.name, weighted, by, k) for each in found.questions],
        weights=weighted,
        rates=rates.rates(codes, share),
        codes=codes,
        universe=universe,
        tables_at=tables_at,
        made_on=made_on or today(),
        k=k,
        held=(days[0], days[-1]) if days else None,
    )
    with whole(output) as (part,):
        part.write_text(pages.render(page), encoding="utf-8")
    missing = [name for name, value in pages.disclosed(page) if value.startswith(("Not ", "None given"))]
    click.echo(f"{output}: {found.rows:,} interviews, {len(page.tables)} questions, {sum(codes.values()):,} numbers.")
    if missing:
        click.echo(f"A published poll must also tell: {', '.join(missing)}.")


def _released(campaign: Path, targets: Path | None, home: Path) -> "tuple[Columns, Weights, Prepared]":
    """The columns of the released answers of a campaign, their weights, and the campaign itself."""
    from ringfence.answers.interview.prepare import prepare
    from ringfence.answers.kept import open_answers
    from ringfence.answers.results import columns, weights
    from ringfence.cli.people import NothingToDo

    prepared = prepare(campaign)
    with open_answers(home, prepared.campaign.campaign.id) as kept:
        found = columns.columns(prepared.questionnaire, kept.released())
        waiting = kept.waiting()
    if not found.rows:
        raise NothingToDo(
            f"no answers of {prepared.campaign.campaign.id} have been released; {waiting} wait. "
            f"Release them: ringfence answers release {campaign}"
        )
    weighted = weights.weigh(found, weights.read(targets)) if targets else weights.unweighted(found.rows)
    return found, weighted, prepared


def _texts(prepared: "Prepared", home: Path) -> list[tuple[str, str]]:
    from ringfence.answers.kept import open_answers

    with open_answers(home, prepared.campaign.campaign.id) as kept:
        return kept.texts()


def _head(found: "Columns", weighted: "Weights") -> str:
    if not weighted.targets.shares:
        return f"{found.rows:,} interviews, not weighted."
    names = ", ".join(weighted.targets.shares)
    off = f"; the margins are {weighted.off:.1%} off at most" if weighted.off > 0.0005 else ""
    return f"{found.rows:,} interviews, weighted by {names}; worth {weighted.effective:,.0f} unweighted ones{off}."


def _noisy(found: "Columns", names: tuple[str, ...], epsilon: float, form: str) -> str:
    """Counts with noise, in place of the exact ones, and what they spend together."""
    import json

    from ringfence.answers.results.private import noisy_counts

    counts = {name: noisy_counts(found[name], epsilon) for name in names}
    if form == "json":
        return json.dumps(
            {"epsilon_each": epsilon, "epsilon_together": epsilon * len(counts), "counts": counts}, indent=2
        )
    lines = [
        f"Counts with noise: epsilon {epsilon:g} each, {epsilon * len(counts):g} together. Ask once: asking spends."
    ]
    for name, each in counts.items():
        lines += ["", f"{name}. {found[name].text}"]
        lines += [f"{found[name].labels[code]:<40}{count:>8,}" for code, count in each.items()]
    return "\n".join(lines)

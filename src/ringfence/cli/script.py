"""ringfence script: which lines of a script are research, and which turn it into marketing."""

from datetime import date
from pathlib import Path

import click

from ringfence.cli.shared import EXIT, format_option, on_option, today
from ringfence.words import MODES, PURPOSES


@click.group()
def script() -> None:
    """Check a script section by section."""


@script.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--mode", type=click.Choice(MODES), help="How the script is delivered.")
@click.option("--purpose", type=click.Choice(PURPOSES), help="What the call is declared to be for.")
@click.option(
    "--campaign", type=click.Path(path_type=Path), help="A campaign.toml: what becomes of answers, who is called."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "html"]), default="text", show_default=True
)
@on_option
def check(
    files: tuple[Path, ...], mode: str | None, purpose: str | None, campaign: Path | None, form: str, on: date | None
) -> int:
    """Say of each section what it is: research, marketing, or in need of a fact; with rule, ruling and fix.

    Judged by the law of today, or with --campaign of its first day in the field, unless --on says otherwise.

    \b
    Example:
        ringfence script check examples/neath-2017/script.md --mode live --purpose research
    """
    from ringfence.campaigns import card
    from ringfence.rulebook import worst
    from ringfence.scripts import report
    from ringfence.scripts.checking import check_file

    loaded = card.load(campaign) if campaign else None
    facts = loaded.facts() if loaded else {}
    facts |= {name: value for name, value in (("mode", mode), ("purpose", purpose)) if value}
    day = on or (loaded.campaign.field_from if loaded else today())
    reports = {str(file): check_file(file, facts=facts, on=day) for file in files}
    click.echo(report.render(reports, form))
    return EXIT[worst(each.decision for each in reports.values())]


@script.command()
@click.argument("code")
@format_option
def explain(code: str, form: str) -> None:
    """Show the page of one check: what it finds, why it matters, what to say instead.

    \b
    Example:
        ringfence script explain DM102
    """
    import json

    from ringfence.scripts.checks import explain as page

    click.echo(
        json.dumps({"code": code.upper(), "page": page(code)}, ensure_ascii=False) if form == "json" else page(code)
    )

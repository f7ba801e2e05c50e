"""ringfence script: which lines of a script are research, and which turn it into marketing."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import EXIT, format_option, on_option, today
from ringfence.words import MODES, PURPOSES

if TYPE_CHECKING:
    from ringfence.logic import Value
    from ringfence.scripts.review import Review
    from ringfence.scripts.waivers import Waiver

FORMS = ["text", "json", "sarif", "html", "github", "lines"]
FILE = click.Path(path_type=Path)
JUDGED_BY = (
    click.option("--mode", type=click.Choice(MODES), help="How the script is delivered."),
    click.option("--purpose", type=click.Choice(PURPOSES), help="What the call is declared to be for."),
    click.option("--campaign", type=FILE, help="A campaign.toml: what becomes of answers, who is called."),
    on_option,
)


def judged_by(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the options that say what is known of the campaign, and by the law of which day it is judged."""
    for option in reversed(JUDGED_BY):
        command = option(command)
    return command


def judging(
    mode: str | None, purpose: str | None, campaign: Path | None, on: date | None
) -> tuple[dict[str, "Value"], date]:
    """The facts of the campaign and the day to judge by."""
    from ringfence.campaigns import card

    loaded = card.load(campaign) if campaign else None
    facts = loaded.facts() if loaded else {}
    facts |= {name: value for name, value in (("mode", mode), ("purpose", purpose)) if value}
    return facts, on or (loaded.campaign.field_from if loaded else today())


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes of checks, or their beginnings, between commas."""

    name = "codes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        from ringfence.scripts.checks import CHECKS

        codes = tuple(code.strip().upper() for code in str(value).split(",") if code.strip())
        for code in codes:
            if not any(check.code.startswith(code) for check in CHECKS):
                known = ", ".join(check.code for check in CHECKS)
                self.fail(f"no check's code begins with {code}. The codes are {known}", param, ctx)
        return codes


class TextHash(click.ParamType[str]):
    """The hash by which a text was approved."""

    name = "hash"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        digits = str(value).lower().removeprefix("sha256:")
        if len(digits) != 64 or set(digits) - set("0123456789abcdef"):
            self.fail(f"{value} is no whole hash as `script check` prints it: sha256: and 64 digits", param, ctx)
        return f"sha256:{digits}"


approved_option = click.option("--approved", type=TextHash(), help="The hash of the text that was approved.")


@click.group()
def script() -> None:
    """Check a script section by section."""


@script.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@judged_by
@click.option("--select", type=Codes(), multiple=True, help="Show only findings of these codes: DM,EL301.")
@click.option("--ignore", type=Codes(), multiple=True, help="Do not show these; errors are shown all the same.")
@click.option("--waivers", type=FILE, help="Findings let stand by a person.  [default: waivers.toml beside the script]")
@click.option("--no-waivers", is_flag=True, help="Read no waivers.")
@click.option("--baseline", type=FILE, help="What is known: the exit code is about the rest.")
@click.option("--write-baseline", type=FILE, help="Write down what is known from now on.")
@approved_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
def check(
    files: tuple[Path, ...],
    mode: str | None,
    purpose: str | None,
    campaign: Path | None,
    on: date | None,
    select: Sequence[tuple[str, ...]],
    ignore: Sequence[tuple[str, ...]],
    waivers: Path | None,
    no_waivers: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    approved: str | None,
    form: str,
) -> int:
    """Say of each section what it is: research, marketing, or in need of a fact; with rule, ruling and fix.

    Reads Word (.docx), Excel (.xlsx) or CSV with a question a row, XLSForm, Markdown and plain text. Tracked changes
    count as accepted; comments, headers and footnotes are kept apart and told; English only is judged. A recording
    needs an installed package with an entry point in the group ringfence.transcribers: path in, text out.

    Judged by the law of today, or with --campaign of its first day in the field, unless --on says otherwise.

    --select and --ignore choose what is shown; they change neither decision nor exit code. A waiver settles what
    needs a person and turns an error's block into hold, never into allow. With --baseline only what is new fails.
    --format lines and github give one line a finding.

    \b
    Example:
        ringfence script check examples/neath-2017/script.md --mode live --purpose research
    """
    from ringfence.rulebook import worst
    from ringfence.scripts import baseline as baselines
    from ringfence.scripts import report
    from ringfence.scripts.checking import check_file
    from ringfence.scripts.review import review

    if approved and len(files) > 1:
        raise click.UsageError("--approved is the hash of one text: check one file at a time.")
    facts, day = judging(mode, purpose, campaign, on)
    known = baselines.read(baseline) if baseline else {}
    reviews = {
        str(file): review(
            check_file(file, facts=facts, on=day),
            file.name,
            waivers=() if no_waivers else _waivers(file, waivers),
            known=known.get(_name(file, baseline), {}) if baseline else None,
            select=[code for codes in select for code in codes],
            ignore=[code for codes in ignore for code in codes],
            approved=approved or "",
        )
        for file in files
    }
    click.echo(report.render(reviews, form))
    if write_baseline:
        _write_baseline(write_baseline, files, reviews)
    return EXIT[worst(each.outcome for each in reviews.values())]


def _waivers(file: Path, given: Path | None) -> "tuple[Waiver, ...]":
    from ringfence.scripts import waivers

    path = given or waivers.beside(file)
    return waivers.load(path) if path else ()


def _name(file: Path, baseline: Path) -> str:
    """How a baseline calls a script: by the way to it from the baseline's folder, the same on every machine."""
    try:
        return Path(os.path.relpath(file, baseline.parent)).as_posix()
    except ValueError:  # another drive
        return file.name


def _write_baseline(path: Path, files: Sequence[Path], reviews: "dict[str, Review]") -> None:
    from ringfence.scripts import baseline

    points = {_name(file, path): [told.point for told in reviews[str(file)].told] for file in files}
    path.write_text(baseline.write(points), encoding="utf-8")
    number = sum(map(len, points.values()))
    click.echo(f"{path}: {number} points are known from now on. That approves none of them.", err=True)


@script.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@judged_by
@approved_option
@format_option
def diff(
    old: Path,
    new: Path,
    mode: str | None,
    purpose: str | None,
    campaign: Path | None,
    on: date | None,
    approved: str | None,
    form: str,
) -> int:
    """Say what a revision of a script adds, cures, leaves and moves, and whether the approval still stands.

    Exit code 2 when an error came that was not there, 3 when a warning came, else 0: also while NEW is still blocked
    for what was there before. Waivers and baselines are left aside.

    \b
    Example:
        ringfence script diff examples/neath-2017/script.md examples/neath-2017/script-cleaned.md --mode live
    """
    from ringfence.scripts import diff as differences
    from ringfence.scripts.checking import check_file

    facts, day = judging(mode, purpose, campaign, on)
    before, after = (check_file(file, facts=facts, on=day) for file in (old, new))
    difference = differences.compare(before, after, approved or "")
    write = differences.as_json if form == "json" else differences.as_text
    click.echo(write((str(old), str(new)), difference))
    return EXIT[difference.outcome]


@script.command()
@judged_by
def serve(mode: str | None, purpose: str | None, campaign: Path | None, on: date | None) -> int:
    """Answer an editor over standard input and output, so that findings show while you type.

    Speaks the Language Server Protocol. Without --campaign, the campaign.toml beside a script is read; waivers.toml
    beside it, too.

    \b
    Example:
        ringfence script serve --mode live
    """
    import sys

    from ringfence.scripts.checking import check
    from ringfence.scripts.language_server import serve
    from ringfence.scripts.review import review

    def look(path: Path | None, text: str) -> "Review":
        facts, day = judging(mode, purpose, campaign or _card_beside(path), on)
        given = _waivers(path, None) if path else ()
        return review(check(text, facts=facts, on=day), path.name if path else "", waivers=given)

    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")  # its own: Python closes sys.stdin on Ctrl-C, read from or not
    return serve(source, sys.stdout.buffer, look)


def _card_beside(path: Path | None) -> Path | None:
    card = path.parent / "campaign.toml" if path else None
    return card if card and card.is_file() else None


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

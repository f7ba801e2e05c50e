"""What several commands share: dates, decisions as exit codes, progress on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ringfence.home import default_home

EXIT = {"allow": 0, "block": 2, "hold": 3}
Progress = Callable[[str, float], None]


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no date of the form 2026-11-21", param, ctx)


on_option = click.option("--on", type=Day(), help="Judge by the law of this day (form 2026-11-21).")
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
home_option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=default_home,
    help="The folder that holds the state  [default: RINGFENCE_HOME, else the platform's data folder]",
)


def now() -> datetime:
    """The moment, in UTC: read here, at the edge, and passed on."""
    return datetime.now(UTC)


def today() -> date:
    """The day in London: read here, at the edge, and passed on."""
    from ringfence.calendar import local_day

    return local_day(now())


def width() -> int:
    """Columns to write text in: those of the terminal, within reason; lines over 120 are hard to read."""
    from shutil import get_terminal_size

    return max(40, min(get_terminal_size((100, 24)).columns, 120))


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A hook that draws one line of progress on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return

    def draw(stage: str, share: float) -> None:
        filled = round(30 * min(max(share, 0), 1))
        click.echo(f"\r\033[K{title} [{'#' * filled}{'.' * (30 - filled)}] {stage}", nl=False, err=True)

    try:
        yield draw
    finally:
        click.echo("\r\033[K", nl=False, err=True)

"""What several commands share: dates, decisions as exit codes, progress on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

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


def time_left(passed: float, share: float) -> str:
    """How long the rest may take, in words; nothing while that is a guess or too short to say."""
    left = passed / share - passed if share > 0.02 and passed > 2 else 0.0
    if left < 2:
        return ""
    return f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"


def peak_memory() -> int | None:
    """The most memory that this program took, in MiB; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1 << 20 if sys.platform == "darwin" else 1 << 10))


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A hook that draws one line of progress on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return

    began = perf_counter()

    def draw(stage: str, share: float) -> None:
        filled = round(30 * min(max(share, 0), 1))
        left = time_left(perf_counter() - began, share)
        click.echo(f"\r\033[K{title} [{'#' * filled}{'.' * (30 - filled)}] {stage}{left}", nl=False, err=True)

    try:
        yield draw
    finally:
        click.echo("\r\033[K", nl=False, err=True)

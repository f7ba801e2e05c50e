"""Where state lives: `--home`, else RINGFENCE_HOME, else the platform's folder for data."""

import os
import sys
from pathlib import Path

import click


def default_home() -> Path:
    """RINGFENCE_HOME, or the folder in which this platform keeps programs' data."""
    if told := os.environ.get("RINGFENCE_HOME"):
        return Path(told)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Ringfence"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Ringfence"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ringfence"


home_option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=default_home,
    help="Folder that holds Ringfence's state; RINGFENCE_HOME if not given.",
)

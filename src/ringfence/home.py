"""Where state lives: RINGFENCE_HOME, or the platform's folder for a program's data."""

import os
import sys
from pathlib import Path


def default_home() -> Path:
    """The folder for state when nobody names one; it need not exist yet."""
    if told := os.environ.get("RINGFENCE_HOME"):
        return Path(told)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "ringfence"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ringfence"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ringfence"

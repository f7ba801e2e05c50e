"""A gate over a home: what every door begins with."""

from pathlib import Path

from ringfence.gate.clock import Clock
from ringfence.gate.desk import Desk


def open_gate(home: Path) -> Desk:
    """The gate of this home. It opens even when something is broken: then it says so, and allows nothing."""
    return Desk(home, Clock().fault)

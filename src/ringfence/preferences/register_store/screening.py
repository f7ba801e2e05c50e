"""The registers in force, as a screening takes registers. Apart from `opening`, for this brings in DuckDB."""

from pathlib import Path

from ringfence.preferences.register import Register
from ringfence.preferences.register_store.manifest import folder_of
from ringfence.preferences.register_store.opening import open_registers
from ringfence.preferences.register_store.refusals import NoRegister


def kept_registers(home: Path) -> tuple[Register, ...]:
    """The registers that are kept; refused where none was loaded."""
    found = tuple(
        Register(each.about.kind, folder_of(home) / each.about.folder / "lows.u16", each.as_of, each)
        for each in open_registers(home)
    )
    if not found:
        raise NoRegister(home)
    return found

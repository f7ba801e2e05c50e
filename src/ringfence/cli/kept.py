"""What is kept under --home, as preflight, screen and explain take it: registers, objections, consents.

Nothing is exported for it: the store stays open and is asked while the list is screened, once.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ringfence.cli.shared import home_option
from ringfence.gate.kept import Wanted, taking

if TYPE_CHECKING:
    from ringfence.lists.screen import Screening

__all__ = ["Wanted", "kept_options", "refuse_two_registers", "taking", "told", "wanted"]
F = TypeVar("F", bound=Callable[..., Any])
_NAMES = ("kept_registers", "kept_objections", "kept_consents")
_HELP = {
    "registers": "The registers that `ringfence register load` keeps in --home, in place of the card's.",
    "objections": "The objections that `ringfence objection` keeps in --home, beside the card's file.",
    "consents": "The consents that `ringfence consent` keeps in --home, beside the card's file.",
}


def kept_options(command: F) -> F:
    """Adds --kept-registers, --kept-objections, --kept-consents, --kept for all three, and --home: see `wanted`."""
    for option in (
        home_option,
        click.option("--kept", is_flag=True, help="All three: registers, objections and consents kept in --home."),
        *(click.option(f"--kept-{name}", is_flag=True, help=told) for name, told in reversed(_HELP.items())),
    ):
        command = option(command)
    return command


def wanted(home: Path, kept: bool, **given: bool) -> Wanted:
    """What was asked for with these options."""
    return Wanted(home, *(kept or given[name] for name in _NAMES))


def refuse_two_registers(asked: Wanted, folder: Path | None) -> None:
    """Refuses a folder of registers beside those that are kept: which counts would be a guess."""
    if asked.registers and folder:
        raise click.UsageError("--kept-registers (or --kept) does not go with --registers. Leave one out.")


def told(screening: "Screening") -> "Iterator[str]":
    """What of what is kept a screening stood on, a line each: how much, as of when, which version."""
    from ringfence.calendar import british
    from ringfence.preferences.events import day_of

    for register in screening.registers:
        if register.version is not None and register.as_of:
            drawn = f"drawn on {british(register.as_of)}"
            yield f"kept: {register.rows:,} rows of the {register.kind.upper()}, {drawn} (version {register.version})"
    for what in ("objections", "consents"):
        source: Any = screening.files.get(what) or {}
        for each in source.get("sources", [source]):
            if each.get("kept"):
                gone = f", {each['erased']:,} of them erased" if each.get("erased") else ""
                when = british(day_of(each["as_of"]))
                yield f"kept: {each['rows']:,} {what}{gone}, as of {when} ({each['file']}, version {each['version']})"

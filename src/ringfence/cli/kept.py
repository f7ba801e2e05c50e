"""What is kept under --home, as preflight, screen and explain take it: registers, objections, consents.

Nothing is exported for it: the store stays open and is asked while the list is screened, once.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from ringfence.cli.shared import home_option

if TYPE_CHECKING:
    from ringfence.campaigns.card import Campaign
    from ringfence.lists.screen import Screening
    from ringfence.preferences.kept import Kept, KeptConsents, KeptObjections, Rows
    from ringfence.preferences.register import Register
    from ringfence.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_NAMES = ("kept_registers", "kept_objections", "kept_consents")
_HELP = {
    "registers": "The registers that `ringfence register load` keeps in --home, in place of the card's.",
    "objections": "The objections that `ringfence objection` keeps in --home, beside the card's file.",
    "consents": "The consents that `ringfence consent` keeps in --home, beside the card's file.",
}


class Wanted(NamedTuple):
    """What of what is kept is asked for, and where it is."""

    home: Path
    registers: bool
    objections: bool
    consents: bool

    @property
    def any(self) -> bool:
        return self.registers or self.objections or self.consents


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


@contextmanager
def taking(asked: Wanted) -> "Iterator[Callable[[Campaign], Kept]]":
    """What is kept, for a campaign; good as long as this is open. What is not there is said in notes, and no error."""
    with ExitStack() as held:
        yield partial(_take, asked, held)


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


def _take(asked: Wanted, held: ExitStack, campaign: "Campaign") -> "Kept":
    from ringfence.preferences.kept import Kept

    notes: list[str] = []
    registers = _registers(asked.home, notes) if asked.registers else ()
    objections, consents = None, None
    if asked.objections or asked.consents:
        from ringfence.store import open_store

        store = held.enter_context(open_store(asked.home))
        if store.mark() is None:
            what = " and no ".join(
                name for name, is_asked in (("objection", asked.objections), ("consent", asked.consents)) if is_asked
            )
            notes.append(
                f"Nothing was ever recorded in {store.place.shown}: no {what} was taken from there. If that is the "
                "wrong place, name the right one with --home or RINGFENCE_HOME."
            )
        else:
            objections = _objections(store, campaign) if asked.objections else None
            consents = _consents(store, campaign) if asked.consents else None
    return Kept(registers, objections, consents, tuple(notes))


def _registers(home: Path, notes: list[str]) -> "tuple[Register, ...]":
    from ringfence.preferences.register_store.refusals import NoRegister
    from ringfence.preferences.register_store.screening import kept_registers

    try:
        return kept_registers(home)
    except NoRegister:
        notes.append(
            f"No register is kept in {home}: none was taken from there. Load one with `ringfence register load`, or "
            "name the right place with --home."
        )
        return ()


def _objections(store: "Store", campaign: "Campaign") -> "KeptObjections":
    from ringfence.preferences.kept import Erased, KeptObjections
    from ringfence.preferences.scopes import asking

    centre = campaign.caller.name if campaign.caller else None
    scopes = tuple(sorted(asking(campaign.campaign.id, campaign.organisations, centre)))
    return KeptObjections(
        _origin(store),
        scopes,
        Erased(store.erased(scopes), store.key.keyed),
        partial(store.suppressions, scopes),
        partial(_said, store, scopes),
    )


def _consents(store: "Store", campaign: "Campaign") -> "KeptConsents":
    from ringfence.campaigns.run import channel_of
    from ringfence.preferences.kept import KeptConsents

    return KeptConsents(
        _origin(store), campaign.organisations, channel_of(campaign), store.consents, partial(_consented, store)
    )


def _origin(store: "Store") -> Any:
    from ringfence.preferences.kept import Origin
    from ringfence.preferences.marks import Mark

    name = store.place.shown if store.place.url else store.place.file.name
    return Origin(name, store.mark() or Mark(0, "", ""), store.mark)


def _said(store: "Store", scopes: tuple[str, ...], number: int) -> "Rows":
    """The objections that stand against a number, as somebody who asks why is told them."""
    return tuple(
        _cells(
            received_on=each.day,
            scope=each.scope,
            channel=each.channel,
            said=each.said if each.number else "the number was erased; the objection stands",
        )
        for each in store.objections(number, scopes)
    )


def _consented(store: "Store", number: int) -> "Rows":
    """The consents, refusals and withdrawals of a number, as somebody who asks why is told them."""
    from ringfence.preferences.consent_facts import on_file

    return tuple(
        _cells(
            kind=each.kind,
            given_to="; ".join(each.consent.given_to),
            scope=each.scope,
            given_on=each.given_on,
            withdrawn_on=each.withdrawn_on,
            valid_until=each.valid_until,
            proof=each.proof,
            wording=each.consent.wording,
        )
        for each in on_file(store.consent_events(number))
    )


def _cells(**cells: object) -> dict[str, str]:
    return {name: str(cell) for name, cell in cells.items() if cell}

"""What is kept under the home, as preflight, screening and signing take it: registers, objections, consents.

Nothing is exported for it: the store stays open and is asked while the list is screened, once.
"""

# ruff: noqa: PLC0415 - commands import this before it is known whether anything is taken

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ringfence.campaigns.card import Campaign
    from ringfence.preferences.kept import Kept, KeptConsents, KeptObjections, Rows
    from ringfence.preferences.register import Register
    from ringfence.store import Store


class Wanted(NamedTuple):
    """What of what is kept is asked for, and where it is."""

    home: Path
    registers: bool
    objections: bool
    consents: bool

    @property
    def any(self) -> bool:
        return self.registers or self.objections or self.consents


@contextmanager
def taking(asked: Wanted) -> "Iterator[Callable[[Campaign], Kept]]":
    """What is kept, for a campaign; good as long as this is open. What is not there is said in notes, and no error."""
    with ExitStack() as held:
        yield partial(_take, asked, held)


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

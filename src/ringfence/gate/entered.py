"""Registers in force, held to the ledger: a manifest that was altered makes no register younger."""

from collections.abc import Iterable
from datetime import date

from ringfence.calendar import british
from ringfence.gate.campaigns import RegisterAltered
from ringfence.preferences.register import Register
from ringfence.store.ledger import LedgerBook


def check_entered(registers: Iterable[Register], book: LedgerBook) -> None:
    """Refuses a register of which the ledger tells something else.

    Of one that was loaded before there was a ledger, and of a file that was signed with a campaign, it tells nothing.
    """
    loaded = {each.told["register"]: each.told for each in book.of_kind("register-loaded") if each.payload is not None}
    for about in (each.stored.about for each in registers if each.stored):
        told = loaded.get(about.kind)
        kept = {"version": str(about.version), "as_of": about.as_of.isoformat(), "sha256": about.sha256}
        if told and any(told[name] != value for name, value in kept.items()):
            entered = british(date.fromisoformat(told["as_of"]))
            raise RegisterAltered(
                f"{about.kind.upper()} version {about.version} of {british(about.as_of)} is not what the ledger says "
                f"was loaded last, version {told['version']} of {entered}. Load the register again: ringfence register "
                f"load {about.kind} FILE --as-of DATE"
            )

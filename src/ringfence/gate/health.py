"""Whether any call could be allowed now, looked at, not remembered. What a decision depends on is listed here once.

`DEPENDENCIES` is what the table of faults in the tests goes through: a new one without a fault there fails the tests.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from ringfence.calendar import british, good_until, local_day
from ringfence.errors import RingfenceError
from ringfence.gate.calls import Check, Readiness
from ringfence.gate.campaigns import Campaigns
from ringfence.gate.clock import behind
from ringfence.gate.entered import check_entered
from ringfence.gate.keys import Keyring, keyring
from ringfence.gate.sealing import known_as
from ringfence.gate.session import Session
from ringfence.law.pecr_2003 import FILE_GOOD_FOR_DAYS

DEPENDENCIES = ("clock", "keys", "store", "ledger", "campaigns", "registers")
_PROBE = "gate_probe"


def look(home: Path, opened: Callable[[], Session], campaigns: Campaigns, clock: str, now: datetime) -> Readiness:
    """Each dependency, in the order in which a decision needs it."""
    checks: list[Check] = []

    def checked(name: str, say: Callable[[], str]) -> bool:
        try:
            checks.append(Check(name, ok=True, says=say()))
        except (RingfenceError, OSError, ValueError) as error:
            checks.append(Check(name, ok=False, says=str(error)))
        return checks[-1].ok

    checks.append(Check("clock", ok=not clock, says=clock or "runs as fast as the machine's own"))
    if not checked("keys", lambda: f"permits are signed with key {keyring(home).id}"):
        return Readiness(tuple(checks))
    session = opened() if checked("store", lambda: _store(opened(), now)) else None
    if session:
        checked("ledger", lambda: _ledger(session))
    checked("campaigns", lambda: _campaigns(campaigns, keyring(home), now, session))
    checked("registers", lambda: _registers(campaigns, keyring(home), now))
    return Readiness(tuple(checks))


class NotReady(RingfenceError):
    """Something is not as it must be."""

    code = "not-ready"


def _store(session: Session, now: datetime) -> str:
    """Writes and commits: a store that can only be read records no decision."""
    session.check()
    if problem := behind(now, session.store.gate.newest()):
        raise NotReady(problem)
    with session.store.gate.transaction():
        session.store.gate.set(_PROBE, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return "can be written"


def _ledger(session: Session) -> str:
    signer = session.store.book.signer()
    return f"signs as {signer.public.name}"


def _campaigns(campaigns: Campaigns, keys: Keyring, now: datetime, session: Session | None) -> str:
    if not (ids := campaigns.ids()):
        raise NotReady("no campaign is signed. Run: ringfence campaign sign CAMPAIGN_DIR --by NAME")
    wrong = [f"{each}: {problem}" for each in ids if (problem := _problem(campaigns, each, keys, now, session))]
    if wrong:
        raise NotReady("; ".join(wrong))
    return f"{len(ids)} signed, all as they were"


def _problem(campaigns: Campaigns, campaign: str, keys: Keyring, now: datetime, session: Session | None = None) -> str:
    try:
        found = campaigns.footing(campaign, local_day(now), keys)
        if session:
            check_entered(found.evidence.registers, session.store.book)
        if session and session.store.gate.setting(known_as(campaign)) != found.sha256:
            return "this store does not know that it was signed: it is another store, or an old copy. Sign it again."
    except (RingfenceError, OSError, ValueError) as error:
        return str(error)
    return ""


def _registers(campaigns: Campaigns, keys: Keyring, now: datetime) -> str:
    """Every register that is asked is young enough to clear a number."""
    on = local_day(now)
    days = [*_last_days(campaigns, keys, now)]
    if not days:
        return "no campaign looks into a register"
    if min(days) < on:
        raise NotReady(
            f"a register cleared numbers until {british(min(days))} only: marketing calls are refused. Load a newer "
            "one: ringfence register load tps FILE --as-of DATE"
        )
    return f"clear numbers until {british(min(days))}"


def _last_days(campaigns: Campaigns, keys: Keyring, now: datetime) -> Iterator[date]:
    for each in campaigns.ids():
        if not _problem(campaigns, each, keys, now):
            for register in campaigns.footing(each, local_day(now), keys).evidence.registers:
                if register.as_of:
                    yield good_until(register.as_of, FILE_GOOD_FOR_DAYS)

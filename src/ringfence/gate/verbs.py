"""What else is done at the gate: record an objection, use up a permit, note what became of a call, release a held one.

Each is one transaction of the store with its entry in the ledger, and on the disk when the verb returns.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ringfence.errors import RingfenceError
from ringfence.gate import permit as permits
from ringfence.gate.permit import Permit, Refused
from ringfence.gate.session import Session
from ringfence.ledger.book import enter
from ringfence.ledger.events import CallEnded, Overridden
from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE, Scope
from ringfence.rulebook import version
from ringfence.store.gate import Kept, Release

RELEASED_FOR = timedelta(days=1)  # a person looked today; tomorrow the facts may be others


class NotReleased(RingfenceError):
    """A call that no person can release, or that is not held."""

    code = "not-released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objecting:
    """Somebody on a line asks not to be called."""

    number: int
    channel: str
    said: str
    at: datetime  # when it was recorded
    said_at: str | None = None  # when it was said, as `preferences.events` keeps it; None: just now
    by: str = ""
    reaches: Sequence[Scope] = (EVERYONE,)
    key: str = ""  # the caller's own name for this: the same again is the same objection
    source: str = ""


def object_(said: Objecting) -> Callable[[Session], tuple[Event, ...]]:
    """Records objections, one for each reach; on file and in the ledger when it returns, or an error."""

    def verb(session: Session) -> tuple[Event, ...]:
        moment = instant(said.at)
        events = [_objection(session, said, reach, moment) for reach in dict.fromkeys(said.reaches)]
        session.store.append(events)
        return tuple(events)

    return verb


def _objection(session: Session, said: Objecting, reach: Scope, moment: str) -> Event:
    own = session.store.key.id("gate objection", said.by, said.key, said.number, reach.key) if said.key else ""
    return Event(
        id=own or secrets.token_hex(16),
        kind="objection",
        number=said.number,
        at=said.said_at or moment,
        recorded_at=moment,
        recorded_by=said.by,
        channel=said.channel,
        said=said.said,
        scope=reach,
        source=said.source,
    )


Redeeming = Callable[[Session], Permit | Refused]
NOT_YOURS = "not-your-campaign"


def redeem(token: str, at: datetime, may: Callable[[str], bool] = lambda _campaign: True) -> Redeeming:
    """Uses up a permit: it is good once, whichever process is asked, and whatever happens after.

    `may` says whether who asks makes calls of a campaign; of another the permit is left as it is.
    """

    def verb(session: Session) -> Permit | Refused:
        found = permits.read(session.keys, token, at)
        if isinstance(found, Refused):
            return found
        if not may(found.campaign):
            return Refused(NOT_YOURS, "The permit is for a call of another campaign.")
        with session.store.gate.transaction():
            if not session.store.gate.redeem(found.id, instant(at)):
                return Refused("used", "The permit was used before, or is not on file.")
        return found

    return verb


def ended(event: CallEnded) -> Callable[[Session], None]:
    """Notes what became of a call, with the number that was judged under its reference where none is told."""

    def verb(session: Session) -> None:
        with session.store.gate.transaction():
            told = event
            if told.number is None and (kept := session.store.gate.earlier(event.by, event.reference)):
                told = replace(told, number=session.store.book.number_of(kept.keyed))
            enter(session.store.book, [told])

    return verb


def held(limit: int, campaign: str | None = None) -> Callable[[Session], list[Kept]]:
    """The latest held calls, one for each number of a campaign that nobody has released since."""

    def verb(session: Session) -> list[Kept]:
        rows, found = session.store.gate, dict[tuple[str, bytes], Kept]()
        for each in rows.held(limit * 4, campaign):
            found.setdefault((each.campaign, each.keyed), each)
        return [each for each in found.values() if not _covered(session, each)][:limit]

    return verb


def _covered(session: Session, kept: Kept) -> bool:
    """Whether a person answered everything that held this call after it was held."""
    since = session.store.gate.released_since(kept.keyed, kept.campaign, kept.decided_at)
    return set(kept.held_by) <= since


def release(decision: str, by: str, reason: str, at: datetime) -> Callable[[Session], Release]:
    """A named person's answers to the questions that hold calls to one number, for a day.

    It answers questions only: what a look-up must settle, and whatever blocks, is judged again with the next call, and
    stands. Refused where nothing that a person may answer holds the call.
    """

    def verb(session: Session) -> Release:
        kept = session.store.gate.of_id(decision)
        if kept is None or kept.decision != "hold":
            raise NotReleased(f"{decision} is no held call. See which are: ringfence gate holds")
        if not by.strip() or not reason.strip():
            raise NotReleased("A release needs a name and a reason.")
        if missing := [each.says for each in kept.held_by.values() if not each.for_person]:
            raise NotReleased(
                f"Nobody can release this: {'; '.join(missing)}. It waits for a look-up, not for a judgement."
            )
        if kept.rules_version != version():
            raise NotReleased("The rules have changed since it was held. Let the dialler ask again.")
        made = Release(
            decision=kept.id,
            campaign=kept.campaign,
            keyed=kept.keyed,
            rules=tuple(kept.held_by),
            rules_version=kept.rules_version,
            by=by,
            reason=reason,
            at=instant(at),
            until=instant(at + RELEASED_FOR),
        )
        what = f"held call released: {', '.join(made.rules)}"
        with session.store.gate.transaction():
            session.store.gate.release(made)
            event = Overridden(
                at=made.at,
                by=by,
                what=what,
                reason=reason,
                campaign=kept.campaign,
                decision=kept.id,
                number=session.store.book.number_of(kept.keyed),
            )
            enter(session.store.book, [event])
        return made

    return verb

"""The gate's working rows, deleted when no call can depend on them any more. The ledger keeps what was decided.

A row serves the same question again (seconds), a campaign's limit of calls (its `[history] days`), the queue of held
calls, and a recorded run that goes on where it stopped. So rows of three months stay, and longer while a campaign that
began before is still in the field. How long the ledger keeps a decision is `ringfence ledger retain`'s business.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ringfence.calendar import LONDON, local_day
from ringfence.campaigns import signed
from ringfence.gate.desk import Desk
from ringfence.gate.keys import keyring
from ringfence.gate.session import Session
from ringfence.preferences.events import instant

KEPT_FOR = timedelta(days=92)
AT_ONCE = 500  # rows in one transaction: a call waits for no more
PAUSE = 0.2  # seconds between two
EVERY = 3600.0
_log = logging.getLogger("ringfence.gate")


def kept_from(home: Path, on: date) -> date:
    """The first day whose rows stay; raises what is wrong with a campaign, and then none may go."""
    days, seals = [on - KEPT_FOR], keyring(home).seals
    for campaign in signed.signed_ids(home):
        found, _, _ = signed.load(home, campaign, seals)
        if found.field_until >= on:
            days += [found.field_from, on - timedelta(days=found.history_days)]
    return min(days)


def prune(before: date) -> Callable[[Session], int]:
    """Deletes some rows of decisions before a day in London, the oldest first; how many."""
    moment = instant(datetime(before.year, before.month, before.day, tzinfo=LONDON))

    def verb(session: Session) -> int:
        with session.store.gate.transaction():
            return session.store.gate.prune(moment, AT_ONCE)

    return verb


@dataclass(frozen=True)
class Pruner:
    """Deletes what is over, some at a time, for as long as the gate runs."""

    home: Path
    desk: Desk
    clock: Callable[[], datetime]

    async def run(self) -> None:
        while True:
            try:
                await self.round()
            except Exception as error:  # noqa: BLE001 - then nothing goes, and it looks again in an hour
                _log.warning("old decisions stay for now: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    async def round(self) -> int:
        """All that is over now: how many rows."""
        before, gone = await asyncio.to_thread(kept_from, self.home, local_day(self.clock())), 0
        while some := await self.desk.ause(prune(before)):
            gone += some
            await asyncio.sleep(PAUSE)
        return gone

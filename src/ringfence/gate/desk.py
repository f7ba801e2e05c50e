"""The gate that doors ask: one thread that owns the store, and decisions that are asked for together share a commit.

Whatever goes wrong there is an answer: block, without a verdict. `ask` never raises for a call.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from ringfence.errors import RingfenceError
from ringfence.gate import health
from ringfence.gate.calls import Call, Check, Decision, Readiness, name_of
from ringfence.gate.campaigns import Campaigns, HasReady
from ringfence.gate.decide import refused
from ringfence.gate.owner import Owner
from ringfence.gate.session import GateNotReady, Seen, Session, open_session

MOST_TOGETHER = 200  # decisions in one commit: the first of them waits for all
MOST_WAITING = 2_000  # beyond this a caller would wait longer than any dialler does
LATE = 5.0  # seconds; SIP itself gives up sooner
# Turns of the event loop before the next commit: in so many the answers go out, and a request that waits in its socket
# is read, becomes a task and asks. Fewer commits do for as many calls; with none, up to half had one of their own.
TURNS = 5
T = TypeVar("T")
Fault = Callable[[], str]
_log = logging.getLogger("ringfence.gate")


class Desk:
    """A gate over one home. Close it, or use it in a `with`."""

    def __init__(self, home: Path, fault: Fault = lambda: "") -> None:
        """`fault` says what is wrong with the clock that the doors read; empty if nothing is."""
        self._home, self._fault = home, fault
        self._campaigns, self._seen = Campaigns(home), Seen()
        self._session: Session | None = None
        self._thread = Owner("gate")
        self._waiting: list[tuple[Call, asyncio.Future[Decision | None]]] = []
        self._draining: asyncio.Task[None] | None = None

    def opens_only(self, ahead: HasReady) -> None:
        """From here on look-ups are made elsewhere: a call that needs one which is not ready has no verdict."""
        self._campaigns.ahead = ahead

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store, after what was asked before."""
        self._thread.run(self._drop)
        self._thread.close()

    def ask(self, call: Call) -> Decision:
        """The decision on a call, on the disk when this returns."""
        return self._thread.run(self._answer, [call])[0]

    async def aask(self, call: Call) -> Decision:
        """The same; decisions that are asked for together share one commit.

        What is not decided within LATE seconds is a block without a verdict: a store that hangs must hang no door.
        """
        if len(self._waiting) >= MOST_WAITING:
            return refused(call, name_of(call.at), "GATE_NOT_READY")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Decision | None] = loop.create_future()
        self._waiting.append((call, future))
        if self._draining is None or self._draining.done():
            self._draining = loop.create_task(self._drain())
        late = loop.call_later(LATE, _given_up, future)
        try:
            decision = await future
        finally:
            late.cancel()
        return decision or refused(call, name_of(call.at), "GATE_NOT_READY")

    async def _drain(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            decisions = await self._thread.arun(self._answer, [call for call, _ in some])
            for (_, future), decision in zip(some, decisions, strict=True):
                if not future.done():  # a door that stopped waiting hears nothing more
                    future.set_result(decision)
            for _ in range(TURNS):
                await asyncio.sleep(0)

    def use(self, verb: Callable[[Session], T]) -> T:
        """What a verb makes of the open session, in the thread that owns it; errors are the caller's."""
        return self._thread.run(self._use, verb)

    async def ause(self, verb: Callable[[Session], T]) -> T:
        """The same, for doors with an event loop."""
        return await self._thread.arun(self._use, verb)

    def ready(self, now: datetime) -> Readiness:
        """Whether everything that a decision needs is in order."""
        return self._thread.run(self._ready, now)

    async def aready(self, now: datetime) -> Readiness:
        """The same, for doors with an event loop; one that hangs is not ready."""
        look = self._thread.arun(self._ready, now)
        try:
            async with asyncio.timeout(LATE):
                return await look
        except TimeoutError:
            return Readiness((Check("store", ok=False, says=f"did not answer for {LATE:.0f} seconds"),))

    def _answer(self, calls: Sequence[Call]) -> list[Decision]:
        try:
            self._check_clock()
            return self._opened().answer(calls)
        except Exception as error:  # noqa: BLE001 - whatever it is: nobody judged these calls, so none is made
            self._told(error)
            self._drop()
            return [refused(call, name_of(call.at), "GATE_NOT_READY") for call in calls]

    def _check_clock(self) -> None:
        if problem := self._fault():
            raise GateNotReady(problem)

    def _use(self, verb: Callable[[Session], T]) -> T:
        try:
            return verb(self._opened())
        except RingfenceError:
            raise
        except Exception:
            self._drop()
            raise

    def _ready(self, now: datetime) -> Readiness:
        return health.look(self._home, self._opened, self._campaigns, self._fault(), now)

    def _opened(self) -> Session:
        if self._session is None:
            self._session = open_session(self._home, self._campaigns, self._seen)
        return self._session

    def _drop(self) -> None:
        """Lets go of the session: the next call opens it anew."""
        session, self._session = self._session, None
        if session is not None:
            try:
                session.close()
            except Exception as error:  # noqa: BLE001 - it is gone either way
                self._told(error)

    def _told(self, error: Exception) -> None:
        if isinstance(error, RingfenceError):
            _log.error("%s", error)
        else:
            _log.exception("unexpected")


def _given_up(future: asyncio.Future[Decision | None]) -> None:
    """Nobody decided in time. Should it be decided yet, the permit dies unused: nobody has it."""
    if not future.done():
        future.set_result(None)

"""A run: number by number the gate is asked, and what it permits is dialled, at the pace that was set.

It holds no rule: hours, frequency, consents and objections are the gate's to judge, for each attempt anew.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from ringfence.dialling import attempts
from ringfence.dialling.attempts import CLIENT, Outcomes, Retry, Step
from ringfence.dialling.conduct import Course, Manner, conduct
from ringfence.dialling.driver import Driver
from ringfence.gate.calls import Call, Decision
from ringfence.gate.permit import Permit, Refused
from ringfence.gate.session import Session
from ringfence.gate.verbs import Objecting, ended, object_, redeem
from ringfence.ledger.events import CallEnded
from ringfence.numbers import masked
from ringfence.preferences.events import instant
from ringfence.preferences.scopes import EVERYONE

TICK = 0.2  # seconds between looks at the stop button while nothing else happens
OUT_OF_HOURS = "OUTSIDE_HOURS"
DRIVER_WAITS = 30.0  # seconds for which a driver may be unable to dial before the run ends
MOST_FAULTS = 5  # answers without a verdict in a row: then something is broken, and going on only fills the ledger
T = TypeVar("T")
_log = logging.getLogger("ringfence.dialling")


class Asked(Protocol):
    """The gate, as a run sees it: `gate.desk.Desk` is one."""

    async def aask(self, call: Call) -> Decision:
        """The decision on a call."""

    async def ause(self, verb: Callable[[Session], T]) -> T:
        """What a verb makes of the open session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to do."""

    campaign: str
    shown: str  # presentation number, E.164 with +
    manner: Manner
    run: str = "1"  # the same name again goes on where it was left; another begins anew
    per_second: float = 1.0
    at_once: int = 5
    retry: Retry = field(default_factory=Retry)


@dataclass
class Tally:
    """How a run stands."""

    total: int
    looked_at: int = 0
    dialled: int = 0
    now: int = 0  # calls in progress
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)  # by the worst reason of each
    passed_over: Counter[str] = field(default_factory=Counter)  # done before, due later, cut short by a crash
    stopped: str = ""  # why the run ended before the list did


class Run:
    """One run over a list of numbers (E.164 digits)."""

    def __init__(
        self,
        gate: Asked,
        driver: Driver,
        plan: Plan,
        *,
        clock: Callable[[], datetime],
        stop: Callable[[], str],
        tell: Callable[[Tally], None] = lambda _tally: None,
    ) -> None:
        """`stop` says why to stop, and nothing while there is no reason; it is asked right before each dialling."""
        self._gate, self._driver, self._plan = gate, driver, plan
        self._clock, self._stop, self._tell = clock, stop, tell
        self._tally, self._known = Tally(0), dict[str, attempts.Outcome]()
        self._calls: set[asyncio.Task[None]] = set()
        self._faults, self._next_at = 0, 0.0
        self._unready_since: float | None = None

    async def over(self, numbers: Sequence[int]) -> Tally:
        """Calls them, in order; returns when every call has ended. What was dialled before is not dialled again."""
        self._tally = Tally(len(numbers))
        self._known = await self._gate.ause(attempts.outcomes(self._plan.campaign))
        try:
            for number in numbers:
                if not await self._free():
                    break
                await self._take(number)
                self._tally.looked_at += 1
                self._tell(self._tally)
        finally:
            await asyncio.gather(*self._calls)  # calls in progress end as they would have
            self._tell(self._tally)
        return self._tally

    def _halted(self) -> bool:
        self._tally.stopped = self._tally.stopped or self._stop()
        return bool(self._tally.stopped)

    async def _free(self) -> bool:
        """Waits for the next slot; False when the run is to stop."""
        while not self._halted():
            left = self._next_at - time.monotonic()
            if left <= 0 and len(self._calls) < self._plan.at_once and await self._can_dial():
                return True
            await asyncio.sleep(TICK if self._unready_since else min(max(left, 0.005), TICK))
        return False

    async def _can_dial(self) -> bool:
        """Whether the driver can: nobody is asked about, and no permit used up, while it cannot."""
        now, fault = time.monotonic(), await self._driver.ready()
        since = self._unready_since = (self._unready_since or now) if fault else None
        if since is not None and now - since >= DRIVER_WAITS:
            self._tally.stopped = fault
        return not fault

    async def _take(self, number: int) -> None:
        plan, now = self._plan, self._clock()
        known: Outcomes = self._known
        step = await self._gate.ause(attempts.step(plan.campaign, plan.run, number, plan.retry, known, now))
        if step.word == "interrupted":
            await self._note(step.reference, number, "interrupted", now)
        if step.word != "ask":
            self._tally.passed_over[step.word] += 1
            return
        decision = await self._gate.aask(self._question(number, step, now))
        if decision.permit is None:
            self._refused(decision)
            return
        self._faults = 0
        while not self._halted() and not await self._can_dial():  # noqa: ASYNC110 - a button and a driver to look at
            await asyncio.sleep(TICK)
        if self._halted():
            self._tally.passed_over["not-dialled"] += 1
            return
        permit = await self._gate.ause(redeem(decision.permit.token, self._clock()))
        if isinstance(permit, Refused):
            self._tally.refused[f"permit-{permit.code}"] += 1
            return
        self._next_at = time.monotonic() + 1 / plan.per_second
        self._tally.dialled += 1
        task = asyncio.create_task(self._call(permit, number))
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    def _question(self, number: int, step: Step, now: datetime) -> Call:
        return Call(
            reference=step.reference,
            campaign=self._plan.campaign,
            called=f"+{number}",
            at=now,
            shown=self._plan.shown,
            withheld=False,
            door="dialling",
            client=CLIENT,
        )

    def _refused(self, decision: Decision) -> None:
        self._tally.refused[decision.reasons[0] if decision.reasons else decision.decision] += 1
        self._faults = 0 if decision.verdict else self._faults + 1
        if OUT_OF_HOURS in decision.reasons:
            self._tally.stopped = "calling hours are over, or have not begun: run again then"
        elif self._faults >= MOST_FAULTS:
            self._tally.stopped = "the gate cannot judge: see ringfence gate ask, or /readyz"

    async def _call(self, permit: Permit, number: int) -> None:
        began = self._clock()
        self._tally.now += 1
        try:
            course = await self._conducted(permit, number)
        except Exception:  # noqa: BLE001 - one call that breaks is one call
            _log.exception("the call to +%s broke", masked(permit.number))
            course = None
        finally:
            self._tally.now -= 1
        outcome = "failed" if course is None else course.outcome
        self._tally.outcomes[outcome] += 1
        if course and course.unrecorded:
            _log.error("an objection from +%s could not be kept: %s", masked(permit.number), course.unrecorded)
            self._tally.stopped = "an objection could not be kept; see the log, and record it by hand"
        try:
            await self._note(permit.reference, number, outcome, began, course.seconds if course else None)
        except Exception:  # noqa: BLE001 - a run that cannot be recorded ends
            _log.exception("what became of the call to +%s could not be noted", masked(permit.number))
            self._tally.stopped = self._tally.stopped or "the ledger cannot be written"
        self._tell(self._tally)

    async def _conducted(self, permit: Permit, number: int) -> Course:
        async def objects(key: str) -> None:
            said = Objecting(
                number=number,
                channel="keypress",
                said=f"pressed {key} during a recorded call",
                at=self._clock(),
                by=CLIENT,
                reaches=(EVERYONE,),
                key=permit.reference,
                source=f"call {permit.reference}",
            )
            await self._gate.ause(object_(said))

        return await conduct(await self._driver.dial(permit, self._plan.shown), self._plan.manner, objects)

    async def _note(
        self, reference: str, number: int, outcome: str, began: datetime, seconds: float | None = None
    ) -> None:
        at = self._clock()
        event = CallEnded(
            at=instant(at),
            by=CLIENT,
            reference=reference,
            campaign=self._plan.campaign,
            outcome=outcome,
            number=number,
            started_at=instant(began),
            seconds=None if seconds is None else round(seconds, 1),
            source=CLIENT,
        )
        await self._gate.ause(ended(event))
        self._known[reference] = attempts.Outcome(outcome, at)

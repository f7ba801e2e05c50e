"""Every check through every way that was named, in order, and what each saw."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ringfence.gate.conformance.carrier import Carrier, listen
from ringfence.gate.conformance.checks import CHECKS
from ringfence.gate.conformance.doors import Http
from ringfence.gate.conformance.lines import WayUnusable
from ringfence.gate.conformance.outage import FAULT_IDS, LATE, STOPPED, late, wrong_answers
from ringfence.gate.conformance.stand_in import stand_in
from ringfence.gate.conformance.trying import Check, Seen, Trial
from ringfence.gate.conformance.ways import Asked, Now, trials

Stops = Callable[[], Awaitable[bool]]  # has the gate stopped; whether it was
Tells = Callable[[str], None]
NAMES = (*(each.id for each in CHECKS), STOPPED.id, *FAULT_IDS, LATE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet."""

    check: Check
    way: str
    seen: Seen


@dataclass(slots=True)
class Sheet:
    """The results. A set-up conforms if nothing failed and everything was checked."""

    at: datetime
    lines: list[Line] = field(default_factory=list)

    def count(self, ok: bool | None) -> int:
        """How many passed (True), failed (False), or could not be looked at though they apply (None)."""
        return sum(each.seen.ok is ok and each.seen.applies for each in self.lines)

    def ways(self) -> list[tuple[str, list[Line]]]:
        """The lines of each way."""
        names = dict.fromkeys(each.way for each in self.lines)
        return [(name, [each for each in self.lines if each.way == name]) for name in names]


async def run(asked: Asked, now: Now, stops: Stops | None, tell: Tells) -> Sheet:
    """Tries everything, or what is named in `only`; without `stops` the gate is not stopped, and that part left out."""
    if unknown := sorted(set(asked.only) - set(NAMES)):
        raise WayUnusable(f"--only: there is no check {unknown[0]}. The checks are: {', '.join(NAMES)}.")
    await _reached(asked)
    carrier = await listen(asked.carrier) if asked.carrier else None
    found: list[Trial] = []
    try:
        found = trials(asked, carrier, now)
        return await _Run(asked, Sheet(now()), found, tell).all(carrier, stops)
    finally:
        for each in found:
            each.way.close()
        if carrier:
            carrier.stop()
        await asyncio.sleep(0.01)  # sockets close with the next turns of the loop


async def _reached(asked: Asked) -> None:
    """Refuses an HTTP door at which nothing answers: that no call passes there would show nothing."""
    if asked.http and not (await Http(asked.http, asked.key).send("GET", "/healthz"))[0]:
        raise WayUnusable(
            f"--http: nothing answers at {asked.http}. Serve the gate first: ringfence gate serve --http ..."
        )


@dataclass(frozen=True, slots=True)
class _Run:
    asked: Asked
    sheet: Sheet
    trials: list[Trial]
    tell: Tells

    async def all(self, carrier: Carrier | None, stops: Stops | None) -> Sheet:
        await self.each(CHECKS)
        stopped = await stops() if stops else False
        if stopped:
            await self.each([STOPPED])
        else:
            self.leave_out(STOPPED, "the gate was not stopped")
        if carrier is None and not self.asked.stand_in:
            return self.sheet  # a door that is stopped has no answers, and so no wrong ones
        if not self.asked.stand_in:
            self.leave_out(NO_STAND_IN, "needs --stand-in, the address at which your set-up asks the gate")
        elif not stopped:
            self.leave_out(NO_STAND_IN, "the gate was not stopped")
        else:
            await self.with_stand_in()
        if carrier:
            await self.each([late(carrier, 8 * self.asked.settle + 0.5)])
        return self.sheet

    async def with_stand_in(self) -> None:
        gate = await stand_in(self.asked.stand_in)
        try:
            await self.each(tuple(wrong_answers(gate)))
        finally:
            gate.stop()

    async def each(self, checks: Iterable[Check]) -> None:
        wanted = [each for each in checks if not self.asked.only or each.id in self.asked.only]
        for trial in self.trials:
            for check in wanted:
                self.tell(check.title)
                self.sheet.lines.append(Line(check, trial.way.name, await check.run(trial)))

    def leave_out(self, check: Check, why: str) -> None:
        if not self.asked.only:
            self.sheet.lines += [Line(check, trial.way.name, Seen(None, why)) for trial in self.trials]


async def _nothing(_: Trial) -> Seen:
    """A set-up that reads leave to call out of silence, an error page or a cut-off answer rings people in an outage."""
    return Seen(None, "not tried")


NO_STAND_IN = Check("wrong-answers", "Wrong answers of a gate let no call leave", "", _nothing)

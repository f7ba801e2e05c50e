"""What is checked when the gate is gone: nothing at its address, then something that answers wrongly in its place."""

import asyncio
from collections.abc import Iterator

from ringfence.gate.conformance import people
from ringfence.gate.conformance.carrier import Carrier
from ringfence.gate.conformance.checks import AS_ANSWERED
from ringfence.gate.conformance.lines import Attempt
from ringfence.gate.conformance.people import e164
from ringfence.gate.conformance.stand_in import FAULTS, OTHER, Fault, StandIn
from ringfence.gate.conformance.trying import KEPT, Check, Seen, Trial

TRIED = KEPT, people.OPEN[3]
MEND = "Whatever is not a clear allow ends the call: set block first, give the question a time limit, then stop."


async def stopped(trial: Trial) -> Seen:
    """The gate is down: numbers that it allowed a moment ago may have objected since."""
    leaked = []
    for number in (*TRIED, people.OBJECTED):
        found = await trial.way.call(Attempt(called=number))
        leaked += [f"{number} left as {each}" for each in found.left]
    return Seen(False, "; ".join(leaked)) if leaked else Seen(True, f"{len(TRIED) + 1} tried, none left")


FAULT_IDS = (*(f"answer-{each.id}" for each in FAULTS), "other-number")
LATE = "late-calls"
STOPPED = Check("gate-stopped", "With the gate stopped no call leaves", MEND, stopped)


def wrong_answers(gate: StandIn) -> Iterator[Check]:
    """A check for each fault, with `gate` in the place of the real one."""
    yield from (_fault(gate, each) for each in FAULTS)

    async def other_number(trial: Trial) -> Seen:
        """The answer allows another number than was asked for: only that one, or none, may be dialled."""
        gate.fault, before = "other-number", gate.asked
        found = await trial.way.call(Attempt(called=TRIED[0]))
        if gate.asked == before:
            return _not_asked(bool(found.left))
        if wrong := [each for each in found.left if each != OTHER]:
            return Seen(False, f"asked for {TRIED[0]}, allowed {OTHER}, dialled {wrong[0]}")
        return Seen(True, "the number in the answer was dialled" if found.left else "nothing was dialled")

    yield Check("other-number", "An allow for another number", AS_ANSWERED, other_number)


def late(carrier: Carrier, wait: float) -> Check:
    """A check, made last, of calls that arrive when nobody is calling any more."""

    async def late_calls(_: Trial) -> Seen:
        """A dialler that puts a refused call back and tries it again by itself has to ask again, too."""
        await asyncio.sleep(wait)
        left, _shown = carrier.notes.new()
        return Seen(not left, f"{', '.join(left)} arrived after the last attempt" if left else "none arrived")

    return Check(LATE, "No call arrives late", "Take refused numbers out of the hopper, or ask again.", late_calls)


def _fault(gate: StandIn, fault: Fault) -> Check:
    async def check(trial: Trial) -> Seen:
        gate.fault, before = fault.id, gate.asked
        found = await trial.way.call(Attempt(called=TRIED[1]))
        if found.left:
            return Seen(False, f"{e164(TRIED[1])} left as {', '.join(found.left)}")
        return Seen(True, "it did not leave") if gate.asked > before else _not_asked(False)

    check.__doc__ = fault.says
    return Check(f"answer-{fault.id}", fault.title, MEND, check)


def _not_asked(left: bool) -> Seen:
    if left:
        return Seen(False, "a call left, and the gate was not even asked")
    return Seen(None, "nobody asked at the address of --stand-in: is it where your set-up looks for the gate?")

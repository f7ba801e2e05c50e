"""Ways to try a call: the gate's SIP door, a trunk with all that is in it, a command that dials."""

import asyncio
import re
import shlex
from urllib.parse import unquote

from ringfence.gate.conformance.carrier import Carrier
from ringfence.gate.conformance.lines import Attempt, Outcome, WayUnusable
from ringfence.gate.conformance.sip import Caller, Message

STOPS = (401, 403, 420, 481, 482, 487, 603, 608)  # what may be said to a call that is not made
AGAIN = 0.5  # seconds more for the second of two copies
SETTLE = 0.4  # seconds in which a call that was refused to the dialler might still turn up at the carrier


class SipDoor:
    """The redirect server: a 302 is leave to call; a code that equipment reads as "try another way" counts as one."""

    name = "SIP, the gate's redirect"
    offers = ("reasons", "permits", "reference", "withheld", "again")

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def close(self) -> None:
        self._caller.close()

    async def call(self, attempt: Attempt) -> Outcome:
        return _redirected(await self._caller.call(attempt))

    async def again(self, attempt: Attempt) -> Outcome:
        first, second = await self._caller.call(attempt), await self._caller.call(attempt)
        one, two = _redirected(first), _redirected(second)
        same = first is not None and second is not None and first.every("Contact") == second.every("Contact")
        permits = tuple(dict.fromkeys(one.permits + two.permits))
        return Outcome(
            left=one.left if same else one.left + two.left, said=one.said, reasons=one.reasons, permits=permits
        )


class SipTrunk:
    """A trunk from the dialler's side to the carrier's: what left is what arrived."""

    name = "SIP, through the trunk to the carrier"
    offers = ("reasons", "withheld", "again")

    def __init__(self, caller: Caller, carrier: Carrier, settle: float = SETTLE) -> None:
        self._caller, self._carrier, self._settle = caller, carrier, settle

    def close(self) -> None:
        self._caller.close()

    async def call(self, attempt: Attempt) -> Outcome:
        return await self._sent(attempt, 1)

    async def again(self, attempt: Attempt) -> Outcome:
        return await self._sent(attempt, 2)

    async def _sent(self, attempt: Attempt, copies: int) -> Outcome:
        final = await self._caller.call(attempt, copies)
        await asyncio.sleep(self._settle if copies == 1 else self._settle + AGAIN)
        status, (left, shown) = final.status if final else 0, self._carrier.notes.new()
        return Outcome(
            left=left,
            shown=shown,
            said=str(status or "no answer"),
            reasons=_reasons(final) if final and status in (603, 608) else None,
        )


class Command:
    """A program that makes one call, whatever it is written in; what left is what arrived at the carrier.

    `{called}`, `{shown}`, `{reference}` and `{campaign}` are put into its words; no shell reads them.
    """

    name = "a command that dials"
    offers = ()

    def __init__(self, written: str, carrier: Carrier, settle: float = SETTLE, patience: float = 60.0) -> None:
        self._words = shlex.split(written)
        if not any("{called}" in each for each in self._words):
            raise WayUnusable('--dial: the command must have {called} in it, as in "python3 dial.py {called} {shown}".')
        self._carrier, self._settle, self._patience = carrier, settle, patience

    def close(self) -> None:
        """Each program has ended, or was ended."""

    async def call(self, attempt: Attempt) -> Outcome:
        said = await self._run(attempt)
        await asyncio.sleep(self._settle)
        left, shown = self._carrier.notes.new()
        return Outcome(left=left, shown=shown, said=said)

    async def again(self, attempt: Attempt) -> Outcome:
        return await self.call(attempt)

    async def _run(self, attempt: Attempt) -> str:
        values = {
            "{called}": attempt.called, "{shown}": attempt.shown or "", "{reference}": attempt.reference,
            "{campaign}": attempt.campaign,
        }  # fmt: skip
        words = [_filled(each, values) for each in self._words]
        try:
            process = await asyncio.create_subprocess_exec(
                *words, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise WayUnusable(f"--dial: {words[0]} cannot be run ({error}). Give its path.") from None
        try:
            return f"exit code {await asyncio.wait_for(process.wait(), self._patience)}"
        except TimeoutError:
            process.kill()
            await process.wait()
            return f"still running after {self._patience:.0f} s"


def _filled(word: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        word = word.replace(name, value)
    return word


def _redirected(final: Message | None) -> Outcome:
    if final is None:
        return Outcome(said="no answer")
    if final.status == 302:
        contacts = final.every("Contact")
        found = [re.search(r"<(?:sips?|tel):([^@;>]+)", each) for each in contacts]
        permits = re.findall(r'permit="([^"]+)"', " ".join(contacts))
        return Outcome(
            left=tuple(unquote(each[1]) if each else "unreadable" for each in found) or ("no number",),
            said="302", reasons=(), permits=tuple(permits),
        )  # fmt: skip
    if final.status not in STOPS:
        return Outcome(
            left=(f"a {final.status}, which equipment takes for leave to try another way",), said=str(final.status)
        )
    return Outcome(said=str(final.status), reasons=_reasons(final) if final.status in (603, 608) else None)


def _reasons(final: Message) -> tuple[str, ...] | None:
    found = re.search(r'text="([^"]*)"', final.get("Reason"))
    return tuple(re.findall(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", found[1])) if found else None

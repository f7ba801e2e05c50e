"""What a check is, what it works with and what it says; and the questions that most checks ask."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ringfence.gate.conformance import people
from ringfence.gate.conformance.lines import Attempt, Outcome, Way
from ringfence.gate.conformance.people import e164
from ringfence.gate.conformance.sandbox import Sandbox

Objects = Callable[[str], Awaitable[bool]]  # records an objection of a number; whether it was acknowledged
Redeems = Callable[[str], Awaitable[bool]]  # uses up a permit; whether that was granted


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw: True as it should be, False not, None that it could not look; and the words for it."""

    ok: bool | None
    says: str
    applies: bool = True  # False: there is nothing to look for on this way

    @property
    def word(self) -> str:
        """pass, FAIL, not checked, or does not apply."""
        return {True: "pass", False: "FAIL", None: "not checked" if self.applies else "does not apply"}[self.ok]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the checks work with."""

    way: Way
    open_now: bool  # whether an allowed call is allowed at this hour
    sandbox: Sandbox | None = None
    objects: Objects | None = None
    redeems: Redeems | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its stable name, what should happen, what to do if it does not, and how it is made."""

    id: str
    title: str
    mend: str
    run: Callable[[Trial], Awaitable[Seen]]

    @property
    def why(self) -> str:
        return " ".join((self.run.__doc__ or "").split())


CLOSED = Seen(None, "nothing is allowed at this hour: run it again between 08:00 and 21:00")


KEPT = people.OPEN[2]  # allowed first, and tried again when the gate is gone: nothing may have kept its answer


def any_open() -> str:
    return secrets.choice(people.OPEN)


async def leaves(trial: Trial, attempt: Attempt) -> Seen:
    """Whether an attempt leaves once, to the number that was judged."""
    found, wanted = await trial.way.call(attempt), e164(attempt.called)
    if found.left == (wanted,) and shows(found, attempt.shown):
        return Seen(True, f"{attempt.called} left once, as {wanted}")
    if found.left == (wanted,):
        return Seen(False, f"{attempt.called} left showing {found.shown[0] or 'no number'}, and not {attempt.shown}")
    if not found.left:
        return Seen(False, f"{attempt.called} did not leave: {told(found)}")
    if len(found.left) > 1:
        return Seen(False, f"{attempt.called} left {len(found.left)} times: {', '.join(found.left)}")
    return Seen(False, f"{attempt.called} left as {found.left[0]!r} and not as {wanted}")


def shows(found: Outcome, line: str | None) -> bool:
    """Whether what left shows this number, as far as that is seen."""
    return all(line is not None and each.replace(" ", "")[-10:] == line.replace(" ", "")[-10:] for each in found.shown)


def told(found: Outcome) -> str:
    return " ".join([found.said or "nothing was said", *(found.reasons or ())])


async def stays(trial: Trial, *attempts: Attempt) -> Seen:
    """Whether none of these leaves."""
    leaked = []
    for each in attempts:
        found = await trial.way.call(each)
        if found.left:
            leaked.append(f"{each.called!r} left as {', '.join(found.left)}")
    if leaked:
        return Seen(False, "; ".join(leaked[:5]))
    return Seen(True, f"{len(attempts)} tried, none left" if len(attempts) > 1 else "it did not leave")

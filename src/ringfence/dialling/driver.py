"""What a driver is: it makes one call for one permit, and tells what happens on the line.

A driver takes a `Permit`, never a number, so that nothing is dialled which the gate did not judge; only `gate.decide`
makes permits.
"""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from ringfence.dialling.sound import Sound
from ringfence.errors import RingfenceError
from ringfence.gate.permit import Permit

PERMIT = "X-Ringfence-Permit"  # header of an INVITE: its permit, which the gate's trunk passes to no carrier


class NotDialled(RingfenceError):
    """Nothing was dialled, for certain."""

    code = "not-dialled"


@dataclass(frozen=True, slots=True)
class Ringing:
    """It rings."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody, or something, took the call."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed: one of 0-9, A-D, * and #."""

    digit: str


@dataclass(frozen=True, slots=True)
class Played:
    """The sound that was asked for last was played to its end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The line is gone. `status`: what SIP said if the call was never answered; None for an ordinary end.

    Not `known`: the driver lost sight of the call, and nobody can say how it ended, nor which keys were pressed.
    """

    status: int | None = None
    known: bool = True


Event = Ringing | Answered | Pressed | Played | Ended


class Line(Protocol):
    """One call that is being made."""

    @property
    def events(self) -> asyncio.Queue[Event]:
        """What happens, in order; the last is `Ended`."""

    async def play(self, sound: Sound) -> None:
        """Begins to play a sound, in place of the one that is being played."""

    async def hang_up(self) -> None:
        """Ends the call; `Ended` follows. A call that has ended is left alone."""


class Driver(Protocol):
    """A way to make calls."""

    async def ready(self) -> str:
        """Why no call can be made now; empty if one can."""

    async def dial(self, permit: Permit, shown: str) -> Line:
        """Calls the number of the permit, showing `shown` (E.164 with +); returns while it rings.

        Raises only if nothing was dialled. Where that is not known, the line ends so.
        """

    async def close(self) -> None:
        """Lets go of everything; calls that are left end."""

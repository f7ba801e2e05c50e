"""What is tried: one attempt to call, what came of it, and the ways by which an attempt can be made.

A way is a door of the gate, where `left` is the number that it lets be dialled; or somebody's whole set-up, where
`left` is what arrived at a carrier that we play. So one check serves both.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from ringfence.errors import RingfenceError
from ringfence.gate.conformance.people import CAMPAIGN, SHOWN

PATIENCE = 15.0  # seconds for an answer: longer than any dialler waits before it rings somebody


class WayUnusable(RingfenceError):
    """An address or a command through which nothing can be tried."""

    code = "conformance-way-unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to call, as a dialler would make it."""

    called: str
    shown: str | None = SHOWN
    withheld: bool = False
    campaign: str = CAMPAIGN
    reference: str = field(default_factory=lambda: f"conformance-{secrets.token_hex(8)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an attempt."""

    left: tuple[str, ...] = ()  # the numbers that were, or might now be, dialled: as they were written
    shown: tuple[str, ...] = ()  # with which numbers, where that is seen; empty: hidden
    said: str = ""  # what came back, in a few words
    reasons: tuple[str, ...] | None = None  # the gate's reason codes; None: this way tells none
    permits: tuple[str, ...] = ()  # leave to call, as tokens, where this way tells them


class Way(Protocol):
    """A way to try a call."""

    @property
    def name(self) -> str: ...

    @property
    def offers(self) -> Collection[str]:
        """Of: reasons, permits, reference, withheld, appointment, campaign, again."""
        ...

    async def call(self, attempt: Attempt) -> Outcome:
        """One attempt. What goes wrong on the way is an outcome, too."""
        ...

    async def again(self, attempt: Attempt) -> Outcome:
        """The very same sent twice, as after a lost answer; `left` is what both together made leave."""
        ...

    def close(self) -> None:
        """Lets go of what it holds open."""


def address(written: str, option: str) -> tuple[str, int]:
    """HOST:PORT, or a refusal that names the option."""
    host, _, port = written.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) <= 65_535:
        raise WayUnusable(f'{option}: "{written}" is no HOST:PORT, such as 127.0.0.1:5070.')
    return host.strip("[]"), int(port)

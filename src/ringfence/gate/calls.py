"""What a door heard, what the gate answers, and what a door may ask of a gate. No door knows more of it than this.

    decision = await gate.aask(Call(reference="a84b", campaign="spring", called="01632 960123", at=now, ...))
    if decision.decision == "allow": dial(decision.permit)      # the number judged, never the number heard
    elif decision.verdict: refuse(decision.reasons)              # a rule says no, or not yet
    else: fail()                                                 # nobody could judge: something is broken

`ask` and `aask` never raise for a call that cannot be judged: what is broken is a decision, too, and never an allow.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ringfence.gate.permit import Permit
from ringfence.rule import Decision as Word


def name_of(at: datetime) -> str:
    """A name that nobody guesses and no other has, in 32 letters; the later the moment, the greater.

    So names that are made together stand side by side in an index, and a commit of many writes few of its pages.
    """
    return f"{int(at.timestamp() * 1000):012x}{secrets.token_hex(10)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One attempt to call, as a door heard it. Nothing in it is trusted, nor read as a number yet."""

    reference: str  # the dialler's own name of the attempt; the same again is the same attempt
    campaign: str  # id of a signed campaign
    called: str  # the number to be called, as it was written
    at: datetime  # when the door heard of it, in UTC
    shown: str | None = None  # presentation number as written (From); None: the door was not told one
    network: str | None = None  # network number as written (P-Asserted-Identity); None: not told
    withheld: bool | None = None  # True: anonymous, or Privacy asks for it; False: seen to be shown; None: not told
    door: str = ""  # which door heard it: http, agi, sip, cli
    client: str = ""  # which trunk or API client asked
    appointment: bool | None = None  # whether the person called asked for this time; None: not told
    permit: str | None = None  # token of a permit that came with the call: it was judged before; None: it was not


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to one call: kept in the ledger before any door gives it."""

    id: str
    reference: str
    campaign: str
    decision: Word  # allow, hold, block; at dial time hold means that the call is not made
    number: str | None  # the canonical number, "+44...": what may be dialled if it is allowed
    reasons: tuple[str, ...]  # stable codes, the worst first; see ringfence.reasons
    situation: str  # short name of the facts that decided it
    rules_version: str
    decided_at: datetime
    expires_at: datetime
    permit: Permit | None = None  # with an allow, and only then
    verdict: bool = True  # False: something is broken, so nobody judged the call (SIP: 603 in place of 608)
    again: bool = False  # the same question was asked before: this is the answer it had

    @property
    def allowed(self) -> bool:
        """Whether the call may be made now."""
        return self.decision == "allow" and self.permit is not None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a gate depends on, and whether it is in order."""

    name: str  # store, registers, campaigns, clock, ledger, permits
    ok: bool
    says: str  # for people: what is wrong and the way out, or what is in order


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether any call could be allowed now."""

    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        return all(check.ok for check in self.checks)


class Gate(Protocol):
    """What a door may ask. `gate.opened.open_gate(home)` gives one; tests of doors may give another."""

    def ask(self, call: Call) -> Decision:
        """The decision on a call, on the disk when this returns. Blocks for one commit (about a millisecond)."""
        ...

    async def aask(self, call: Call) -> Decision:
        """The same; decisions that are asked for together share one commit. For doors with an event loop."""
        ...

    def ready(self, now: datetime) -> Readiness:
        """Whether everything that a decision needs is in order."""
        ...

    async def aready(self, now: datetime) -> Readiness:
        """The same, for doors with an event loop."""
        ...

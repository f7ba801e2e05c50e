"""Calls as they are decided together, and the decisions on them as they are kept and told in the ledger. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ringfence.gate.calls import Call, Decision
from ringfence.gate.footing import Footing, Verdict
from ringfence.ledger.events import Decided
from ringfence.numbers import Number, masked
from ringfence.preferences.events import instant
from ringfence.store.gate import Kept
from ringfence.store.gate_standing import Asked


@dataclass(frozen=True, slots=True)
class Ready:
    """A call whose campaign is loaded; or why it is not."""

    call: Call
    footing: Footing | None
    problem: str = ""  # a reason code


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call as it is decided: its campaign, the number that would ring, and what stands about it is asked by."""

    call: Call
    footing: Footing | None
    problem: str
    number: Number
    key: int | None
    keyed: bytes
    asked: Asked | None = None  # None where there is no number, or no campaign
    place: int = -1  # of the list in which the number stands

    @property
    def name(self) -> tuple[str, str]:
        """What the dialler knows it by."""
        return self.call.client, self.call.reference


@dataclass(frozen=True, slots=True)
class Made:
    """A decision; with what is kept of it and told in the ledger, if it is a new one."""

    decision: Decision
    kept: Kept | None = None
    event: Decided | None = None


def apart(attempts: Sequence[Attempt]) -> Iterator[list[Attempt]]:
    """The attempts in order, cut so that no two of one part share a number or a name: the first bears on the second."""
    part, names, numbers = list[Attempt](), set[tuple[str, str]](), set[bytes]()
    for each in attempts:
        if each.name in names or (each.keyed and each.keyed in numbers):
            yield part
            part, names, numbers = [], set(), set()
        part.append(each)
        names.add(each.name)
        numbers.add(each.keyed)
    yield part


def keep(made: Decision, attempt: Attempt, asked: str, verdict: Verdict | None = None) -> Made:
    """The decision with the row that keeps it, and the entry that says so in the ledger."""
    call, footing, key = attempt.call, attempt.footing, attempt.key
    at, expires = instant(made.decided_at), instant(made.expires_at)
    kept = Kept(
        id=made.id,
        client=call.client,
        reference=call.reference,
        campaign=call.campaign,
        keyed=attempt.keyed,
        masked=masked(made.number or ""),
        asked=asked,
        decision=made.decision,
        reasons=made.reasons,
        situation=made.situation,
        held_by=dict(verdict.held_by) if verdict and made.decision == "hold" else {},
        rules_version=made.rules_version,
        decided_at=at,
        expires_at=expires,
    )
    event = Decided(
        at=at,
        by=call.client,
        id=made.id,
        reference=call.reference,
        campaign=call.campaign,
        number=key,
        decision=made.decision,
        reasons=made.reasons,
        situation=made.situation,
        facts=dict(verdict.facts) if verdict else {},
        rules_version=made.rules_version,
        campaign_version="" if footing is None else str(footing.signed.version),
        registers=() if footing is None else footing.registers,
        list_source="" if footing is None or attempt.place < 0 else footing.signed.lists[attempt.place],
        shown=call.shown or "",
        door=call.door,
        expires_at=expires,
    )
    return Made(made, kept, event)


def given_before(kept: Kept, number: str | None) -> Decision:
    """A decision as it was kept."""
    return Decision(
        id=kept.id,
        reference=kept.reference,
        campaign=kept.campaign,
        decision=kept.decision,
        number=number,
        reasons=kept.reasons,
        situation=kept.situation,
        rules_version=kept.rules_version,
        decided_at=datetime.fromisoformat(kept.decided_at),
        expires_at=datetime.fromisoformat(kept.expires_at),
        verdict=True,
    )

"""A call that carries its permit through the trunk: it was judged when the permit was made, and is not judged twice.

A permit passes a trunk once, whichever gate is asked, for the number, the campaign and the number shown that were
judged. It is marked before the answer is given, so the same permit again is refused, after a crash too.
"""

from dataclasses import replace
from typing import NamedTuple

from ringfence.gate import permit as permits
from ringfence.gate.calls import Call, Decision
from ringfence.gate.keys import Keyring
from ringfence.gate.permit import Permit, Refused
from ringfence.preferences.events import instant
from ringfence.store.gate import GateRows, Kept


class Carried(NamedTuple):
    """A permit that passes, and the decision it rests on."""

    permit: Permit
    kept: Kept


def carry(rows: GateRows, keys: Keyring, call: Call, number: str | None, asked: str) -> Carried | Refused:
    """Uses up the permit of a call for the trunk; or why it does not pass. Within the caller's transaction.

    `asked` is the digest of the question: permit and INVITE must speak of the same campaign, number and number shown.
    """
    found = permits.read(keys, call.permit or "", call.at)
    if isinstance(found, Refused):
        return found
    if (found.campaign, found.number) != (call.campaign, number):
        return Refused("another-call", "The permit is for another number or another campaign.")
    kept = rows.of_id(found.id)
    if kept is None or kept.decision != "allow":
        return Refused("not-on-file", "The permit is not on file.")
    if kept.asked != asked:
        return Refused("another-question", "Another number is shown than the one that was judged.")
    if not rows.carry(found.id, instant(call.at)):
        return Refused("used", "The permit went through a trunk before.")
    return Carried(found, kept)


def passed(call: Call, before: Decision, permit: Permit) -> Decision:
    """The decision that was made, as the answer to the call that carries its permit."""
    return replace(before, reference=call.reference, permit=permit, again=True)

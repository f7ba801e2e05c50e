"""One situation -> one decision. Pure: everything that is known is handed in, and the rules alone say what follows.

Here, and nowhere else, a permit is made.
"""

from ringfence.gate.calls import Call, Decision
from ringfence.gate.footing import Footing, Situation
from ringfence.gate.keys import Keyring
from ringfence.gate.permit import LASTS, issue
from ringfence.rulebook import version


def decide(call: Call, number: str | None, situation: Situation, footing: Footing, id_: str, keys: Keyring) -> Decision:
    """What the rules say of this call; with an allow, a permit for the number that was judged."""
    verdict = footing.verdict(situation)
    expires = call.at + LASTS
    word = verdict.decision if number is not None or verdict.decision != "allow" else "block"
    permit = None
    if word == "allow" and number is not None:
        permit = issue(
            keys, id_=id_, number=number, campaign=call.campaign, reference=call.reference, expires_at=expires
        )
    return Decision(
        id=id_,
        reference=call.reference,
        campaign=call.campaign,
        decision=word,
        number=number,
        reasons=verdict.reasons,
        situation=verdict.situation,
        rules_version=version(),
        decided_at=call.at,
        expires_at=expires,
        permit=permit,
    )


def repeated(call: Call, before: Decision, keys: Keyring) -> Decision:
    """The same answer to the same question: the permit that was given then, which is not good for longer."""
    permit = None
    if before.decision == "allow" and before.number is not None:
        permit = issue(
            keys,
            id_=before.id,
            number=before.number,
            campaign=call.campaign,
            reference=call.reference,
            expires_at=before.expires_at,
        )
    return Decision(
        id=before.id,
        reference=call.reference,
        campaign=call.campaign,
        decision=before.decision,
        number=before.number,
        reasons=before.reasons,
        situation=before.situation,
        rules_version=before.rules_version,
        decided_at=before.decided_at,
        expires_at=before.expires_at,
        permit=permit,
        again=True,
    )


def refused(call: Call, id_: str, reason: str, number: str | None = None, *, judged: bool = False) -> Decision:
    """A block that no rule gave: something is broken (`judged` False), or the question itself is not in order."""
    return Decision(
        id=id_,
        reference=call.reference,
        campaign=call.campaign,
        decision="block",
        number=number,
        reasons=(reason,),
        situation="",
        rules_version=version(),
        decided_at=call.at,
        expires_at=call.at + LASTS,
        verdict=judged,
    )

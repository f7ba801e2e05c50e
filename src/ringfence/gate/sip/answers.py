"""A decision -> what the SIP response says. Only an allow becomes a 302; everything else stops the call.

603, not 404 or 503, when there is no verdict: equipment reads those two as "try another way", and an outage would turn
into permission.
"""

from ringfence.gate.calls import Call, Decision
from ringfence.gate.sip.fields import Envelope
from ringfence.gate.sip.ticket import ticket
from ringfence.gate.sip.trunks import Trunk

ALLOWED, REFUSED, NO_VERDICT = 302, 608, 603
Headers = tuple[tuple[str, str], ...]


def answered(decision: Decision, call: Call, envelope: Envelope, trunk: Trunk, asked: str) -> tuple[int, Headers]:
    """Status and headers for the decision on a call; `asked` is the nonce of the question, or its branch."""
    if (decision.reference, decision.campaign) != (call.reference, call.campaign):
        raise ValueError("a decision on another call")
    if decision.allowed:
        return ALLOWED, (("Contact", contact(decision, envelope, trunk, asked)),)
    if decision.verdict:
        codes = ", ".join(decision.reasons)
        headers: Headers = (reason(REFUSED, f"{decision.decision}: {codes}"), ("X-Ringfence-Decision", decision.id))
        return REFUSED, (*headers, *_card(trunk))
    return no_verdict("; ".join(decision.reasons) or "the gate could not judge")


def no_verdict(why: str) -> tuple[int, Headers]:
    """Nobody judged the call, so it is not made; `why` holds no number."""
    return NO_VERDICT, (reason(NO_VERDICT, f"no verdict: {why}"),)


def contact(decision: Decision, envelope: Envelope, trunk: Trunk, asked: str) -> str:
    """The Contact of a 302: the number judged, until when, the permit, and the ticket for the proxy."""
    permit = decision.permit
    if permit is None or permit.number != decision.number:
        raise ValueError("an allow whose permit names another number")
    until = int(permit.expires_at.timestamp())
    parts = [f"<sip:{permit.number}@{trunk.contact_host};user=phone>", f"until={until}", f'permit="{permit.token}"']
    parts.append(f'decision="{decision.id}"')
    if trunk.key:
        seal = ticket(
            trunk.key,
            asked=asked,
            call_id=envelope.call_id,
            cseq=envelope.cseq,
            number=permit.number,
            until=until,
        )
        parts.append(f"ticket={seal}")
    return ";".join(parts)


def reason(status: int, text: str) -> tuple[str, str]:
    """A Reason header (RFC 3326)."""
    plain = "".join(c if c.isprintable() and c.isascii() and c not in '"\\' else " " for c in text)
    return "Reason", f'SIP;cause={status};text="{plain[:200]}"'


def _card(trunk: Trunk) -> Headers:
    """RFC 8688, 3.1: where the caller learns who refused, and how to have it put right."""
    return (("Call-Info", f"<{trunk.call_info}>;purpose=jwscard"),) if trunk.call_info else ()

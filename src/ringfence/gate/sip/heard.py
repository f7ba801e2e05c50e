"""A request -> the Call it asks about. RFC 3323 (Privacy), RFC 3325 (P-Asserted-Identity)."""

import re
from datetime import datetime

from ringfence.gate.calls import Call
from ringfence.gate.sip.fields import Address, Envelope, address, split
from ringfence.gate.sip.message import Request, Unclear
from ringfence.gate.sip.trunks import Trunk
from ringfence.gate.sip.uri import Uri, called_number, read_uri, shown_number

HIDES = frozenset({"id", "user", "header"})  # RFC 3323, 4.2; RFC 3325, 9.3
LEAVES = frozenset({"session", "critical", "none", "history"})  # they hide no number
ANONYMOUS = "anonymous"
PERMIT = "x-ringfence-permit"  # of a dialler that asked before it dialled; the proxy passes it to nobody but the gate
OF_THE_CALL = frozenset({"100rel", "precondition", "timer", "199"})  # extensions that a redirect never comes to


def heard(request: Request, envelope: Envelope, trunk: Trunk, at: datetime) -> Call:
    """The call that an INVITE asks about; raises Unclear when who calls whom can be read two ways."""
    uri = read_uri(request.uri)
    called = called_number(uri)
    _same_in_to(called, envelope.to)
    sender = envelope.sender
    shown = read_uri(sender.uri)
    hidden = anonymous(sender, shown)
    return Call(
        reference=reference(envelope),
        campaign=trunk.campaign,
        called=called,
        at=at,
        shown=None if hidden else shown_number(shown),
        network=asserted(request),
        withheld=private(request) or hidden,
        door="sip",
        client=trunk.name,
        permit=request.only(PERMIT),
    )


def reference(envelope: Envelope) -> str:
    """The attempt's name: two INVITEs with one Call-ID are two attempts unless they are the very same request."""
    return f"{envelope.call_id};{envelope.from_tag};{envelope.cseq}"


def _same_in_to(called: str, to: Address) -> None:
    """A number in To that is not the one to be called would be dialled by a carrier that looks there."""
    uri = read_uri(to.uri)
    digits = "".join(c for c in (uri.user or "").partition(";")[0] if c not in "-.()")
    if digits[-9:] != called[-9:] or not digits.isascii():
        raise Unclear("To names another number than the one to be called")


def anonymous(sender: Address, uri: Uri) -> bool:
    """Whether From hides who calls (RFC 3323, 4.1.1.3); `uri` is its address, read."""
    named = (uri.user or "").lower() in ("anonymous", "unavailable", "restricted", "unknown")
    return named or uri.host == "anonymous.invalid" or sender.display.strip().lower() == ANONYMOUS


def private(request: Request) -> bool:
    """Whether the caller asks the network to withhold the number, in Privacy or in Remote-Party-ID."""
    wanted = {
        part.strip().lower() for value in request.every("privacy") for part in value.replace(",", ";").split(";")
    } - {""}
    if unknown := wanted - HIDES - LEAVES:
        raise Unclear(f"Privacy asks for {min(unknown)[:20]}, which no standard names")
    parties = [address(each) for value in request.every("remote-party-id") for each in split(value)]
    hidden = [party.parameters.get("privacy") or "off" for party in parties]
    return bool(wanted & HIDES) or any(each.strip('"').lower() != "off" for each in hidden)


def asserted(request: Request) -> str | None:
    """The network number: what P-Asserted-Identity holds, as sip or tel or both; None when nothing is asserted."""
    values = [each for value in request.every("p-asserted-identity") for each in split(value)]
    numbers = [shown_number(read_uri(address(each).uri)) for each in values]
    found = [number for number in numbers if number]
    if len({number[-9:] for number in found}) > 1:
        raise Unclear("P-Asserted-Identity names two numbers")
    return found[0] if found else None


def nonce(request: Request) -> str | None:
    """The proxy's own name for this question, which goes into the ticket of the answer; None without one."""
    value = request.only("x-ringfence-nonce")
    if value is not None and not re.fullmatch(r"[A-Za-z0-9\-]{16,64}", value):
        raise Unclear("X-Ringfence-Nonce is no nonce")
    return value


def unknown_extensions(request: Request) -> str:
    """What the request requires and nobody here does; what concerns the call itself is the carrier's business."""
    wanted = {part.strip() for value in request.every("require") for part in value.split(",")} - {""}
    return ", ".join(sorted(wanted - OF_THE_CALL))

"""The way back: to whom a response goes, and what it says of it. RFC 3261, 18.2; RFC 3581."""

from dataclasses import dataclass

from ringfence.gate.sip.fields import Envelope, Via, split
from ringfence.gate.sip.message import Request, response

PORT = 5060


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from."""

    host: str
    port: int
    transport: str  # udp, tcp, tls


def returned(
    request: Request,
    source: Source,
    about: Envelope | None,
    status: int,
    headers: tuple[tuple[str, str], ...] = (),
    tag: str = "",
) -> bytes:
    """The response as octets, its topmost Via saying where the request really came from, if it could be read."""
    return response(request, status, headers, tag=tag, top_via=_marked(request, source, about.via) if about else "")


def _marked(request: Request, source: Source, via: Via) -> str:
    first, *rest = split(request.every("via")[0])
    if "rport" in via.parameters and via.parameters["rport"] is None:
        marked = _with_port(first, source.port) + f";received={source.host}"
    elif via.host.strip("[]") != source.host and "received" not in via.parameters:
        marked = f"{first};received={source.host}"
    else:
        return ""
    return ", ".join([marked, *rest])


def _with_port(via: str, port: int) -> str:
    """The Via with its empty rport filled in."""
    parts = via.split(";")
    return ";".join(f"rport={port}" if part.strip().lower() == "rport" else part for part in parts)


def where_to(about: Envelope | None, source: Source) -> tuple[str, int]:
    """The address for a response over UDP: always the host that asked, never one that the request names."""
    if about is None or "rport" in about.via.parameters:
        return source.host, source.port
    return source.host, about.via.port or PORT

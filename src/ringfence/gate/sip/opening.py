"""Open the door from its file: what `ringfence gate serve --sip` does."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ringfence.gate.calls import Gate
from ringfence.gate.metrics import Metrics
from ringfence.gate.sip.figures import Figures
from ringfence.gate.sip.server import Listen, SipDoor, open_door, tls_context
from ringfence.gate.sip.trunks import Tls, TrunksUnusable, read_trunks


async def open_from(
    file: Path, where: tuple[str, int], gate: Gate, metrics: Metrics, now: Callable[[], datetime]
) -> SipDoor:
    """The door for the trunks of `file`: UDP and TCP at `where`, and TLS if the file names an address for it.

    Its figures are among the gate's. Raises TrunksUnusable or AddressUnusable.
    """
    trunks = read_trunks(file)
    listen = [Listen("udp", *where), Listen("tcp", *where)]
    if trunks.tls:
        listen.append(_with_tls(trunks.tls, file))
    door = await open_door(
        gate, trunks, listen, now=now, decided=lambda decision, seconds: metrics.decided("sip", decision, seconds)
    )
    metrics.registry.register(Figures(door))
    return door


def _with_tls(told: Tls, file: Path) -> Listen:
    host, _, port = told.listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise TrunksUnusable(f'{file.name}, [tls]: listen is HOST:PORT, such as "192.0.2.20:5061".')
    try:
        context = tls_context(told.certificate, told.key, told.client_ca or None)
    except OSError as error:  # ssl.SSLError is one
        reason = error.strerror or error.__class__.__name__
        raise TrunksUnusable(f"{file.name}, [tls]: the certificate or its key cannot be used ({reason}).") from None
    return Listen("tls", host.strip("[]"), int(port), context)

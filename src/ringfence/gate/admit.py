"""Who is let in: by key; and, where nobody has one, whoever is on this machine."""

import ipaddress
from functools import lru_cache
from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.gate.clients import LOCAL, Client, clients, recognised


class Door(RingfenceError):
    """A door that would let in anybody."""

    code = "door-open-to-all"


def admitted(home: Path, address: str, key: str) -> Client | None:
    """The client of this key; from this machine, and with nobody on file, `local`.

    Looked at anew each time, so that a key that was taken away is refused at once.
    """
    known = clients(home)
    if key:
        return recognised(known, key)
    return LOCAL if not known and is_loopback(address) else None


def check_open(home: Path, host: str) -> None:
    """Refuses to listen to the network while nobody has a key."""
    if not is_loopback(host) and not clients(home):
        raise Door(
            f"{host} is not the loopback address, and nobody has a key yet: anybody could ask. Make one first: "
            "ringfence gate client NAME"
        )


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return host == "localhost"

"""trunks.toml: who may ask over SIP, and for which campaign. What no trunk covers is refused.

[[trunks]]
name = "dialler-a"               # what X-Ringfence-Trunk says, where several trunks come from one address
campaign = "spring-survey"
sources = ["192.0.2.10"]         # addresses and networks that may ask; the proxy's, if it asks for the dialler
transports = ["udp"]             # default: udp, tcp and tls
key = "trunk.key"                # signs the 302 for the proxy: one line of at least 32 characters, mode 0600
digest = { user = "dialler-a", sha256 = "..." }      # H(user:ringfence:password); md5 = "..." for old equipment
call_info = "https://example.org/why.jws"            # RFC 8688: where a refused caller reads why
contact_host = "carrier.example"                     # host in the 302, for an SBC that follows it; a proxy needs none

    [tls]                                                # optional: listen with TLS, too
    listen = "192.0.2.20:5061"
    certificate = "gate.pem"                             # files beside this one
    key = "gate.key"
    client_ca = "trunks-ca.pem"                          # optional: only who has a certificate of it may connect
"""

import ipaddress
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ringfence.errors import RingfenceError

SHORTEST_KEY = 32
TRANSPORTS = ("udp", "tcp", "tls")
NOWHERE = "permitted.invalid"  # a 302 says which number, not which way (RFC 2606)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrunksUnusable(RingfenceError):
    """trunks.toml cannot be used: the message names the trunk and what to write."""

    code = "trunks-unusable"


class _Digest(msgspec.Struct, forbid_unknown_fields=True):
    user: str
    sha256: str = ""
    md5: str = ""


class _Trunk(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    campaign: str
    sources: list[str]
    transports: list[str] = msgspec.field(default_factory=lambda: list(TRANSPORTS))
    key: str = ""
    digest: _Digest | None = None
    call_info: str = ""
    contact_host: str = NOWHERE


class Tls(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The door with TLS, as the file has it; `read_trunks` makes its paths whole."""

    listen: str
    certificate: str
    key: str
    client_ca: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    trunks: list[_Trunk]
    tls: Tls | None = None


@dataclass(frozen=True, slots=True)
class Trunk:
    """One trunk: its name, its campaign, and how it proves that it may ask."""

    name: str
    campaign: str
    sources: tuple[Network, ...]
    transports: frozenset[str] = frozenset(TRANSPORTS)
    key: bytes = b""
    user: str = ""
    sha256: str = ""
    md5: str = ""
    call_info: str = ""
    contact_host: str = NOWHERE


class Trunks:
    """The trunks of one gate, found by where a request came from."""

    def __init__(self, trunks: Iterable[Trunk], tls: Tls | None = None) -> None:
        self.all, self.tls = tuple(trunks), tls
        self._found: dict[tuple[str, str], tuple[Trunk, ...]] = {}

    def at(self, source: str, transport: str) -> tuple[Trunk, ...]:
        """The trunks that may ask from this address over this transport."""
        key = source, transport
        if (found := self._found.get(key)) is None:
            address = ipaddress.ip_address(source.partition("%")[0])
            address = getattr(address, "ipv4_mapped", None) or address
            found = tuple(t for t in self.all if transport in t.transports and any(address in net for net in t.sources))
            if len(self._found) < 10_000:
                self._found[key] = found
        return found

    def of(self, source: str, transport: str, named: str | None) -> Trunk | None:
        """The one trunk meant; None if none is, or if several could be and none is named."""
        found = self.at(source, transport)
        if named is not None:
            found = tuple(each for each in found if each.name == named)
        return found[0] if len(found) == 1 else None


def read_trunks(path: Path) -> Trunks:
    """The trunks of a file; raises TrunksUnusable with the place, the reason and the way out."""
    try:
        told = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise TrunksUnusable(f"{path.name} cannot be used: {error}. `docs/gate-sip.md` shows one that can.") from None
    if not told.trunks:
        raise TrunksUnusable(f"{path.name} names no trunk, so nobody could call. Add one [[trunks]].")
    trunks = [_trunk(each, path) for each in told.trunks]
    names = [each.name for each in trunks]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise TrunksUnusable(f"{path.name} has two trunks called {twice}. Give each a name of its own.")
    return Trunks(trunks, _beside(told.tls, path.parent) if told.tls else None)


def _beside(told: Tls, folder: Path) -> Tls:
    ca = str(folder / told.client_ca) if told.client_ca else ""
    return Tls(told.listen, str(folder / told.certificate), str(folder / told.key), ca)


def _trunk(told: _Trunk, path: Path) -> Trunk:
    where = f"{path.name}, trunk {told.name}"
    if not re.fullmatch(r"[A-Za-z0-9_.\-]{1,64}", told.name):
        raise TrunksUnusable(f"{where}: a name has letters, digits, dots and dashes only, at most 64.")
    if wrong := set(told.transports) - set(TRANSPORTS):
        raise TrunksUnusable(f"{where}: transport {min(wrong)} is not one of {', '.join(TRANSPORTS)}.")
    if not told.sources:
        raise TrunksUnusable(f'{where}: no sources. List the addresses that may ask, as ["192.0.2.10"].')
    digest = told.digest or _Digest("")
    return Trunk(
        name=told.name,
        campaign=told.campaign,
        sources=tuple(_network(each, where) for each in told.sources),
        transports=frozenset(told.transports),
        key=read_key(path.parent / told.key, where) if told.key else b"",
        user=digest.user,
        sha256=_hash(digest.sha256, 64, where) if digest.user else "",
        md5=_hash(digest.md5, 32, where) if digest.user else "",
        call_info=_call_info(told.call_info, where),
        contact_host=_host(told.contact_host, where),
    )


def _network(text: str, where: str) -> Network:
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise TrunksUnusable(f"{where}: {error}. Write an address or a network, as 192.0.2.0/24.") from None
    return network


def _hash(text: str, digits: int, where: str) -> str:
    if text and not re.fullmatch(rf"[0-9a-f]{{{digits}}}", text):
        raise TrunksUnusable(f"{where}: a digest hash has {digits} hexadecimal digits, in lower case.")
    return text


def _call_info(text: str, where: str) -> str:
    if text and not re.fullmatch(r"https://[!-;=?-~]+", text):
        raise TrunksUnusable(f"{where}: call_info is the https address of a signed card (RFC 8688).")
    return text


def _host(text: str, where: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.\-]{1,253}(?::[0-9]{1,5})?", text):
        raise TrunksUnusable(f"{where}: contact_host is a host name or an address, perhaps with a port.")
    return text


def read_key(path: Path, where: str) -> bytes:
    """The key in a file of one line, which only its owner may read."""
    try:
        key, mode = path.read_bytes().strip(), path.stat().st_mode
    except OSError as error:
        raise TrunksUnusable(f"{where}: the key cannot be read ({error.strerror}).") from None
    if mode & 0o077:
        raise TrunksUnusable(f"{where}: others can read {path.name}. Run: chmod 600 {path.name}")
    if not re.fullmatch(rb"[A-Za-z0-9_\-]{%d,512}" % SHORTEST_KEY, key):
        raise TrunksUnusable(
            f"{where}: {path.name} must hold one line of letters and digits, {SHORTEST_KEY} or more. "
            f"Make one: openssl rand -hex 32"
        )
    return key

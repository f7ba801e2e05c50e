"""Who asks, by a password that never travels: HTTP digest as SIP uses it (RFC 8760, RFC 7616), `qop=auth` only."""

import hashlib
import hmac
import re
from collections import OrderedDict

from ringfence.gate.sip.fields import split
from ringfence.gate.sip.message import TOKEN, Request
from ringfence.gate.sip.trunks import Trunk

REALM = "ringfence"
LIFE = 60  # seconds that a nonce is good
REMEMBERED = 10_000
_PAIR = re.compile(rf'\s*({TOKEN}+)\s*=\s*(?:"([^"\\]*)"|({TOKEN}+))\s*')
_HASHES = {"SHA-256": hashlib.sha256, "MD5": hashlib.md5}


class Digest:
    """Challenges, and the answers to them; each answer is good once."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._counts: OrderedDict[str, int] = OrderedDict()  # nonce -> highest count seen

    def challenges(self, trunk: Trunk, source: str, now: float) -> tuple[tuple[str, str], ...]:
        """WWW-Authenticate, the stronger first (RFC 8760, 2.3)."""
        nonce = self._nonce(trunk.name, source, int(now))
        known = [name for name, has in (("SHA-256", trunk.sha256), ("MD5", trunk.md5)) if has]
        text = f'Digest realm="{REALM}", nonce="{nonce}", qop="auth", algorithm='
        return tuple(("WWW-Authenticate", text + name) for name in known)

    def proven(self, request: Request, trunk: Trunk, source: str, now: float) -> bool:
        """Whether one of the request's Authorization headers proves the trunk's password, for this request."""
        return any(
            self._good(pairs, request, trunk, source, now)
            for value in request.every("authorization")
            if (pairs := _pairs(value)) is not None
        )

    def _nonce(self, name: str, source: str, at: int) -> str:
        proof = hmac.new(self._secret, f"{at}|{name}|{source}".encode(), hashlib.sha256).hexdigest()[:32]
        return f"{at}-{proof}"

    def _good(self, told: dict[str, str], request: Request, trunk: Trunk, source: str, now: float) -> bool:
        algorithm = told.get("algorithm", "MD5").upper()
        secret = {"SHA-256": trunk.sha256, "MD5": trunk.md5}.get(algorithm, "")
        nonce, count = told.get("nonce", ""), told.get("nc", "")
        at = nonce.partition("-")[0]
        if not secret or not re.fullmatch(r"[0-9]{1,12}", at) or not re.fullmatch(r"[0-9a-fA-F]{8}", count):
            return False
        fresh = 0 <= now - int(at) <= LIFE and hmac.compare_digest(nonce, self._nonce(trunk.name, source, int(at)))
        named = told.get("username") == trunk.user and told.get("realm") == REALM and told.get("qop") == "auth"
        if not (fresh and named and told.get("uri") == request.uri):
            return False
        expected = _response(algorithm, secret, request.method, told)
        return hmac.compare_digest(expected, told.get("response", "")) and self._first(nonce, int(count, 16))

    def _first(self, nonce: str, count: int) -> bool:
        if count <= self._counts.get(nonce, 0):
            return False
        self._counts[nonce] = count
        while len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)
        return True


def _response(algorithm: str, secret: str, method: str, told: dict[str, str]) -> str:
    hashed = _HASHES[algorithm]
    asked = hashed(f"{method}:{told['uri']}".encode("utf-8", "surrogateescape")).hexdigest()
    parts = (secret, told["nonce"], told["nc"], told.get("cnonce", ""), "auth", asked)
    return hashed(":".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _pairs(value: str) -> dict[str, str] | None:
    """The parts of an Authorization header in lower case; None if it is no digest, or has a part twice."""
    scheme, _, rest = value.strip().partition(" ")
    if scheme.lower() != "digest":
        return None
    found: dict[str, str] = {}
    for part in split(rest):
        matched = _PAIR.fullmatch(part)
        if not matched or matched[1].lower() in found:
            return None
        found[matched[1].lower()] = matched[2] if matched[2] is not None else matched[3]
    return found

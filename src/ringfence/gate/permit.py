"""A permit: leave to make one call to one number for a few seconds, signed, and good once.

Only `gate.decide` issues one (a test holds that); a dialler adapter takes a permit, never a number. Its token is
`rf1.KEY.BODY.SIGNATURE`, of letters, digits, - _ and dots: a header, an address or a parameter can carry it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from ringfence.gate.keys import Keyring

LASTS = timedelta(seconds=30)
FORM = "rf1"
LONGEST = 2_000  # characters of a token that anyone looks at
_PURPOSE = b"permit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Leave to make one call. `token` is its signed form: what a dialler, or a Contact header, may carry."""

    id: str  # that of the decision it rests on
    number: str  # canonical: +44...
    campaign: str
    reference: str
    expires_at: datetime
    token: str


class Refused(NamedTuple):
    """Why a token is no permit: a stable word, and words for people."""

    code: str
    says: str


class _Body(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    id: str
    number: str
    campaign: str
    reference: str
    expires: int  # milliseconds since 1970


def issue(keys: Keyring, *, id_: str, number: str, campaign: str, reference: str, expires_at: datetime) -> Permit:
    """A permit that lasts until a moment. Called by `gate.decide` alone."""
    ends = round(expires_at.timestamp() * 1000)
    expires, body = datetime.fromtimestamp(ends / 1000, UTC), _Body(id_, number, campaign, reference, ends)
    written = _text(msgspec.json.encode(body))
    signature = keys.sign(_PURPOSE, written.encode())
    token = f"{FORM}.{keys.id}.{written}.{_text(bytes.fromhex(signature))}"
    return Permit(id=id_, number=number, campaign=campaign, reference=reference, expires_at=expires, token=token)


def read(keys: Keyring, token: str, at: datetime) -> Permit | Refused:
    """The permit in a token, or why it is none: not ours, altered, or over."""
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 4 or parts[0] != FORM:
        return Refused("not-a-permit", "This is no permit of a gate.")
    _, key_id, written, mac = parts
    try:
        signature, body = _bytes(mac).hex(), _bytes(written)
        if not keys.verifies(key_id, _PURPOSE, written.encode(), signature) or _text(_bytes(mac)) != mac:
            return Refused("not-ours", "The permit was not made by this gate, or was altered.")
        told = msgspec.json.decode(body, type=_Body)
    except (ValueError, msgspec.MsgspecError):
        return Refused("not-a-permit", "This is no permit of a gate.")
    expires = datetime.fromtimestamp(told.expires / 1000, UTC)
    if at >= expires:
        return Refused("over", "The permit is over: ask the gate again.")
    return Permit(
        id=told.id,
        number=told.number,
        campaign=told.campaign,
        reference=told.reference,
        expires_at=expires,
        token=token,
    )


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))

"""Keys: made, shown once, recognised by their digest, revoked. Each of these but the recognising is in the ledger."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from ringfence.calendar import british, local_day
from ringfence.campaigns.signed import ID
from ringfence.errors import RingfenceError
from ringfence.ledger.events import AccessChanged
from ringfence.preferences.events import instant
from ringfence.web.api.models import ApiKey
from ringfence.web.api.scopes import OF_CAMPAIGNS, Scope
from ringfence.web.ledgered import entered

PREFIX = "rfa_"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")


class KeyRefused(RingfenceError):
    """A key that cannot be made, or that is not there."""

    code = "api-key-refused"


def make(
    name: str, scopes: Iterable[str], until: date, by: str, now: datetime, campaigns: Iterable[str] = ()
) -> str:  # fmt: skip
    """A new key, for some campaigns or for all; it is returned this once, and only its digest is kept."""
    if not NAME.fullmatch(name):
        raise KeyRefused(f'"{name[:80]}" is no name for a key. Use letters, digits, blanks and . _ - only.')
    if ApiKey.objects.filter(name__iexact=name).exists():
        raise KeyRefused(f'There is, or was, a key "{name}". Choose another name: the ledger tells them apart by it.')
    if until < local_day(now):
        raise KeyRefused(f"{british(until)} is over. Give the last day on which the key is to be good.")
    given, only = _scopes(scopes), _campaigns(campaigns)
    if only and (wider := [each for each in given if each not in OF_CAMPAIGNS]):
        raise KeyRefused(f"{wider[0]} is not about one campaign. Leave it out, or make the key for all campaigns.")
    key = PREFIX + secrets.token_urlsafe(32)
    told = {"scopes": " ".join(given), "campaigns": " ".join(only)}
    entered(_event("api key added", name, by, now, **told, until=until.isoformat()))
    ApiKey.objects.create(name=name, sha256=_digest(key), until=until, made_at=instant(now), made_by=by, **told)
    return key


def revoke(name: str, by: str, now: datetime) -> None:
    """From the next request on this key is refused."""
    found = ApiKey.objects.filter(name=name).first()
    if found is None:
        on_file = ", ".join(each.name for each in every() if not each.revoked_at) or "none"
        raise KeyRefused(f'There is no key "{name}". On file: {on_file}.')
    if not found.revoked_at:
        ApiKey.objects.filter(pk=found.pk).update(revoked_at=instant(now))
        entered(_event("api key revoked", name, by, now))


def every() -> tuple[ApiKey, ...]:
    """Every key that was ever made, by name."""
    return tuple(ApiKey.objects.order_by("name"))


def recognised(key: str, on: date) -> ApiKey | None:
    """Whose key this is, if it is good on the day; notes that it was used on it."""
    found: ApiKey | None = ApiKey.objects.filter(sha256=_digest(key)).first()
    if found is None or not found.good(on):
        return None
    if found.last_used_on != on:
        ApiKey.objects.filter(pk=found.pk).update(last_used_on=on)
    return found


def _scopes(written: Iterable[str]) -> list[str]:
    given = sorted({each.strip() for each in written if each.strip()})
    if unknown := [each for each in given if each not in set(Scope)]:
        raise KeyRefused(f"{unknown[0][:80]} is no scope. They are: {', '.join(Scope)}.")
    if not given:
        raise KeyRefused(f"A key without a scope opens nothing. Give some of: {', '.join(Scope)}.")
    return given


def _campaigns(written: Iterable[str]) -> list[str]:
    named = sorted({each.strip() for each in written if each.strip()})
    if wrong := [each for each in named if not ID.fullmatch(each)]:
        raise KeyRefused(f'"{wrong[0][:80]}" is no id of a campaign. Use letters, digits and . _ - only.')
    return named


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _event(what: str, name: str, by: str, now: datetime, **details: str) -> AccessChanged:
    return AccessChanged(at=instant(now), by=by, what=what, name=name, details=details)

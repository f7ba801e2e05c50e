"""Keys: made, shown once, recognised by their digest, revoked. Each of these but the recognising is in the ledger."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ringfence.calendar import british, local_day
from ringfence.campaigns.signed import ID
from ringfence.errors import RingfenceError
from ringfence.ledger.events import AccessChanged
from ringfence.preferences.events import instant
from ringfence.web.accounts.models import Person
from ringfence.web.api.models import ApiKey
from ringfence.web.api.scopes import IN_THE_NAME_OF, OF_CAMPAIGNS, Scope
from ringfence.web.ledgered import entered
from ringfence.web.roles import Role

PREFIX = "rfa_"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")


class KeyRefused(RingfenceError):
    """A key that cannot be made, or that is not there."""

    code = "api-key-refused"


def make(
    name: str, scopes: Iterable[str], until: date, by: str, now: datetime, campaigns: Iterable[str] = (),
    account: str = "",
) -> str:  # fmt: skip
    """A new key, for some campaigns or for all; it is returned this once, and only its digest is kept.

    With an `account` it is made for that person, in whose name it acts once they have taken it on.
    """
    if not NAME.fullmatch(name):
        raise KeyRefused(f'"{name[:80]}" is no name for a key. Use letters, digits, blanks and . _ - only.')
    if ApiKey.objects.filter(name__iexact=name).exists():
        raise KeyRefused(f'There is, or was, a key "{name}". Choose another name: the ledger tells them apart by it.')
    if until < local_day(now):
        raise KeyRefused(f"{british(until)} is over. Give the last day on which the key is to be good.")
    given, only = _scopes(scopes), _campaigns(campaigns)
    if only and (wider := [each for each in given if each not in OF_CAMPAIGNS]):
        raise KeyRefused(f"{wider[0]} is not about one campaign. Leave it out, or make the key for all campaigns.")
    person = _person(account, given)
    key = PREFIX + secrets.token_urlsafe(32)
    told = {"scopes": " ".join(given), "campaigns": " ".join(only)}
    made_for = {"for": str(person)} if person else {}
    entered(_event("api key added", name, by, now, **told, until=until.isoformat(), **made_for))
    ApiKey.objects.create(
        name=name, sha256=_digest(key), until=until, made_at=instant(now), made_by=by, person=person, **told
    )  # fmt: skip
    return key


def take_on(name: str, person: Person, now: datetime) -> None:
    """From here on the key acts in the name of the person for whom it was made: nobody else can say so."""
    found = _of(person, name)
    if not found.taken_on_at and found.good(local_day(now)):
        entered(_event("api key taken on", name, str(person), now))
        ApiKey.objects.filter(pk=found.pk).update(taken_on_at=instant(now))


def turn_away(name: str, person: Person, now: datetime) -> None:
    """Ends a key that was made for this person."""
    revoke(_of(person, name).name, str(person), now)


def of_person(person: Person) -> tuple[ApiKey, ...]:
    """The keys that were made for somebody, by name."""
    return tuple(ApiKey.objects.filter(person=person).order_by("name"))


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
    return tuple(ApiKey.objects.select_related("person").order_by("name"))


def recognised(key: str, on: date) -> ApiKey | None:
    """Whose key this is, if it is good on the day; notes that it was used on it."""
    found: ApiKey | None = ApiKey.objects.select_related("person").filter(sha256=_digest(key)).first()
    if found is None or not found.good(on) or (found.person is not None and not found.person.is_active):
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


def _person(account: str, scopes: Sequence[str]) -> Person | None:
    """For whom a key with these scopes is made; refused where nobody of the right role is named."""
    wanted = {Scope(each): IN_THE_NAME_OF[Scope(each)] for each in scopes if Scope(each) in IN_THE_NAME_OF}
    if not account:
        if wanted:
            raise KeyRefused(
                f"{next(iter(wanted))} is done in somebody's name. Name the account it is for: --for NAME."
            )
        return None
    person: Person | None = Person.objects.filter(name=account, is_active=True).first()
    if person is None:
        raise KeyRefused(f'Nobody signs in as "{account[:80]}". Give the name with which they sign in.')
    for scope, allowed in wanted.items():
        if Role(person.role) not in allowed:
            may = " or ".join(sorted(role.words for role in allowed))
            raise KeyRefused(f"{scope} is for a {may}, and {person} is a {Role(person.role).words}.")
    return person


def _of(person: Person, name: str) -> ApiKey:
    found: ApiKey | None = ApiKey.objects.filter(person=person, name=name).first()
    if found is None:
        raise KeyRefused(f'No key "{name[:80]}" was made for {person}.')
    return found


def _campaigns(written: Iterable[str]) -> list[str]:
    named = sorted({each.strip() for each in written if each.strip()})
    if wrong := [each for each in named if not ID.fullmatch(each)]:
        raise KeyRefused(f'"{wrong[0][:80]}" is no id of a campaign. Use letters, digits and . _ - only.')
    return named


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _event(what: str, name: str, by: str, now: datetime, **details: str) -> AccessChanged:
    return AccessChanged(at=instant(now), by=by, what=what, name=name, details=details)

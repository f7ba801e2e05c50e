"""How often something may be done within a time, kept in the database: the limit holds across processes and restarts.

Who did it is not kept: only a digest that the home's key makes of it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.encoding import force_bytes

from ringfence.web.accounts.models import Use


def within(what: str, who: str, most: int, now: datetime, window: timedelta) -> bool:
    """Whether this is among the first `most` since the window began; counts it if so.

    Each step is one statement with its condition, so that two who come at once are counted one after the other. A
    window begins with the first use after the last one ended: over its border, twice as many may fall within one.
    """
    uses = Use.objects.filter(key=_key(what, who))
    if uses.filter(until__lte=now).update(until=now + window, count=1):
        return True
    if uses.filter(count__lt=most).update(count=F("count") + 1):
        return True
    if uses.exists():
        return False
    Use.objects.filter(until__lte=now - timedelta(days=1)).delete()
    try:
        with transaction.atomic():
            Use.objects.create(key=_key(what, who), until=now + window, count=1)
    except IntegrityError:  # another process was first
        return within(what, who, most, now, window)
    return True


@dataclass(frozen=True, slots=True)
class Taken:
    """So many uses were taken at once: none where that would be too many. `used` by all, in the window until then."""

    size: int
    used: int
    until: datetime


def take(what: str, who: str, most: int, size: int, now: datetime, window: timedelta) -> Taken:
    """Counts `size` uses at once, if they are still among the first `most` of the window; as `within` does for one."""
    uses = Use.objects.filter(key=_key(what, who))
    if uses.filter(until__lte=now).update(until=now + window, count=size):
        return Taken(size, size, now + window)
    got = uses.filter(count__lte=most - size).update(count=F("count") + size)
    found = uses.first()
    if found is not None and (got or found.count > most - size):
        return Taken(size if got else 0, found.count, found.until)
    if found is not None:  # another process began the window in between
        return take(what, who, most, size, now, window)
    Use.objects.filter(until__lte=now - timedelta(days=1)).delete()
    try:
        with transaction.atomic():
            Use.objects.create(key=_key(what, who), until=now + window, count=size)
    except IntegrityError:  # another process was first
        return take(what, who, most, size, now, window)
    return Taken(size, size, now + window)


def give_back(what: str, who: str) -> None:
    """Takes one use back."""
    Use.objects.filter(key=_key(what, who), count__gt=0).update(count=F("count") - 1)


def _key(what: str, who: str) -> str:
    return hmac.new(force_bytes(settings.SECRET_KEY), f"{what}/{who}".encode(), hashlib.sha256).hexdigest()

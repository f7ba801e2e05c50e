"""A request that is sent again under the same name is done once, and answered as before; across restarts, too.

The name is claimed on the disk before anything is done, and the answer kept after. Where a process died between the
two, the next to ask does it anew: what routes do under a name has ids made from that name, so it is on file once.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError

from ringfence.preferences.events import instant
from ringfence.web.api.models import ApiAnswer, ApiKey
from ringfence.web.api.problems import Wrong

LONGEST = 200
WORKING = timedelta(seconds=60)  # a request that is older and has no answer was cut short
AT_LENGTH = timedelta(minutes=30)  # same, of what reads whole lists
KEPT = timedelta(days=30)
Told = tuple[int, bytes]  # status and body


def once(
    key: ApiKey,
    name: str,
    asked: bytes,
    now: datetime,
    do: Callable[[], Told],
    *,
    keep: bool = True,
    working: timedelta = WORKING,
) -> tuple[Told | None, bool]:
    """The answer, and whether it was given before. The same name for something else is refused with 422.

    What is not to be kept is told as None when it was given before: it has to be made again.
    """
    if not name.isprintable() or len(name) > LONGEST:
        raise Wrong(400, "idempotency-key-unusable", f"An Idempotency-Key has at most {LONGEST} printable characters.")
    digest = hmac.new(settings.SECRET_KEY.encode(), asked, hashlib.sha256).hexdigest()
    known = _claim(key, name, digest, now, working)
    if known is not None:
        return known if keep else None, True
    try:
        told = do()
    except BaseException:
        _rows(key, name).filter(status=None).delete()  # nothing was done: it may be mended and sent again
        raise
    _rows(key, name).update(status=told[0], body=told[1].decode() if keep else "")
    return told, False


def claim(key: ApiKey, name: str) -> int:
    """What tells this use of a name from an earlier one, whose time is over; the same when it is sent again."""
    return int(_rows(key, name).values_list("pk", flat=True).get())


def _claim(key: ApiKey, name: str, digest: str, now: datetime, working: timedelta) -> Told | None:
    """Takes the name for this request; the answer if there is one already."""
    ApiAnswer.objects.filter(at__lt=instant(now - KEPT)).delete()
    try:
        ApiAnswer.objects.create(key=key, name=name, asked=digest, at=instant(now))
    except IntegrityError:
        pass
    else:
        return None
    found = _rows(key, name).first()
    if found is not None and found.asked != digest:
        raise Wrong(
            422, "idempotency-key-reused", "This Idempotency-Key was sent with another request. Choose a new one."
        )
    if found is not None and found.status is not None:
        return found.status, found.body.encode()
    stale = instant(now - working)
    if found is None or not _rows(key, name).filter(status=None, at=found.at, at__lt=stale).update(at=instant(now)):
        raise Wrong(
            409, "still-working", "The same request is being worked on. Ask again shortly.", {"Retry-After": "1"}
        )
    return None


def _rows(key: ApiKey, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Django ships no types
    return ApiAnswer.objects.filter(key=key, name=name)

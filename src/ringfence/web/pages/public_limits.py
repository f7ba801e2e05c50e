"""How often one address may use a public form. Counted in this process, forgotten when it ends; nothing is written."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

WINDOW = timedelta(hours=1)
MOST = {"ask": 5, "code": 20, "object": 20, "complain": 10}  # an hour
ADDRESSES = 20_000  # remembered at most; the longest unheard of is forgotten first

_seen: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
_lock = Lock()


def too_often(request: HttpRequest, what: str, now: datetime) -> bool:
    """Whether this address has had its share of this form; counts this use if not."""
    with _lock:
        uses = _seen.setdefault((what, _address(request)), deque())
        _seen.move_to_end((what, _address(request)))
        while len(_seen) > ADDRESSES:
            _seen.popitem(last=False)
        while uses and uses[0] <= now - WINDOW:
            uses.popleft()
        if len(uses) >= MOST[what]:
            return True
        uses.append(now)
        return False


def forget() -> None:
    """Begins anew."""
    with _lock:
        _seen.clear()


def _address(request: HttpRequest) -> str:
    """Who asks; behind a proxy, as the proxy that speaks HTTPS for us has seen it: the last it added."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))

"""How often a key may ask, whatever process answers: counted in the database, a handful of requests at a time.

A process takes so many of a key's requests at once, and counts those by itself; so most requests write nothing. All
processes together never let through more than `MOST` in a window. One that has some of its handful left when the rest
is used up keeps them to itself: with several workers, a few less than `MOST` may be all.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from ringfence.web import limits

MOST, WINDOW = 600, 60  # requests, seconds
HANDFUL = 20  # taken at once; MOST is a multiple of it
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Mine:
    """What this process still has of a key's requests, how many nobody has taken, and until when that holds."""

    until: datetime
    handful: int = 0
    rest: int = 0
    over: bool = False  # all are taken: who asks on in vain costs nothing


_mine: OrderedDict[int, _Mine] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Share:
    """What is left of a key's share, and in how many seconds it is whole again."""

    left: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers says it."""
        return {
            "RateLimit-Policy": f'"key";q={MOST};w={WINDOW}',
            "RateLimit": f'"key";r={max(self.left, 0)};t={self.seconds}',
        }


def counted(key: int, now: datetime) -> Share:
    """Counts one request of a key; `left` is below nought when it was one too many."""
    while (share := _of_mine(key, now)) is None:
        taken = limits.take("api", str(key), MOST, min(HANDFUL, MOST), now, timedelta(seconds=WINDOW))
        _add(key, taken)
    return share


def forget() -> None:
    """Begins anew, as a process that was just started."""
    with _lock:
        _mine.clear()


def _of_mine(key: int, now: datetime) -> Share | None:
    """One of those that this process has; None where it has to take some first."""
    with _lock:
        mine = _mine.get(key)
        if mine is None or now >= mine.until or not (mine.handful or mine.over):
            return None
        seconds = ceil((mine.until - now).total_seconds())
        if not mine.handful:
            return Share(-1, seconds)
        _mine[key] = replace(mine, handful=mine.handful - 1)
        return Share(mine.handful - 1 + mine.rest, seconds)


def _add(key: int, taken: limits.Taken) -> None:
    """What was taken, to what another thread may have taken meanwhile."""
    with _lock:
        old = _mine.pop(key, None)
        had = old.handful if old is not None and old.until == taken.until else 0
        rest = max(MOST - taken.used, 0)
        _mine[key] = _Mine(taken.until, had + taken.size, rest if taken.size else 0, over=not taken.size)
        while len(_mine) > REMEMBERED:
            _mine.popitem(last=False)

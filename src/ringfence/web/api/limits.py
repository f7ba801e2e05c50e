"""How often a key may ask. Counted in this process: with several workers a key has its share of each."""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

MOST, WINDOW = 600, 60  # requests, seconds
REMEMBERED = 10_000
_counted: OrderedDict[int, tuple[float, int]] = OrderedDict()  # when its window began, and how many since
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


def counted(key: int) -> Share:
    """Counts one request of a key; `left` is below nought when it was one too many."""
    now = monotonic()
    with _lock:
        began, used = _counted.pop(key, (now, 0))
        if now - began >= WINDOW:
            began, used = now, 0
        _counted[key] = began, used + 1
        while len(_counted) > REMEMBERED:
            _counted.popitem(last=False)
    return Share(MOST - used - 1, ceil(began + WINDOW - now))


def forget() -> None:
    """Begins anew."""
    with _lock:
        _counted.clear()

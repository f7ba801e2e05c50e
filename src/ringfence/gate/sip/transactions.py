"""The same request again gets the same answer; another request under its name gets none. RFC 3261, 17.2."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

LIFE = 32.0  # seconds: 64 x T1, for as long as a request may be repeated
MOST = 100_000  # at 500 calls a second, 16,000 are remembered


@dataclass(slots=True)
class Transaction:
    """One INVITE and its answer, once there is one."""

    key: tuple[str, ...]
    request: tuple[str, ...]
    print: bytes  # of everything that must not change between repetitions
    began: float
    answer: bytes | None = None
    cancel: Callable[[], None] | None = None  # while there is no answer: how to end the wait for it


class Transactions:
    """The transactions of the last half minute, by branch and by request. Nothing here waits or sends."""

    def __init__(self, life: float = LIFE, most: int = MOST) -> None:
        self._life, self._most = life, most
        self._by_key: OrderedDict[tuple[str, ...], Transaction] = OrderedDict()
        self._by_request: dict[tuple[str, ...], Transaction] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, key: tuple[str, ...]) -> Transaction | None:
        """The transaction of this branch."""
        return self._by_key.get(key)

    def merged(self, request: tuple[str, ...]) -> Transaction | None:
        """A transaction that asked the very same under another branch (RFC 3261, 8.2.2.2)."""
        return self._by_request.get(request)

    def start(self, key: tuple[str, ...], request: tuple[str, ...], print_: bytes, now: float) -> Transaction | None:
        """A new transaction; None when there are too many already. `now` in seconds of a clock that only goes on."""
        self._forget(now)
        if len(self._by_key) >= self._most:
            return None
        started = Transaction(key, request, print_, now)
        self._by_key[key] = self._by_request[request] = started
        return started

    def _forget(self, now: float) -> None:
        while self._by_key:
            oldest = next(iter(self._by_key.values()))
            if now - oldest.began < self._life:
                return
            del self._by_key[oldest.key]
            if self._by_request.get(oldest.request) is oldest:
                del self._by_request[oldest.request]

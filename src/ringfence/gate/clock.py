"""Whether the clock can be believed: it runs as fast as the machine's own, and not behind what was decided already.

A clock that was put back would call yesterday's law, hours and permits today's; one put forward, tomorrow's.
"""

import time
from datetime import UTC, datetime, timedelta

DRIFT = timedelta(seconds=5)  # between clocks of machines that share a store, and while one is being corrected


def present() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Reads the time, and the machine's own count of seconds beside it."""

    def __init__(self) -> None:
        self._began, self._count = present(), _counted()

    def fault(self) -> str:
        """What is wrong with the clock; empty if nothing is."""
        drift = (present() - self._began) - (_counted() - self._count)
        if abs(drift) <= DRIFT:
            return ""
        way = "back" if drift < timedelta(0) else "forward"
        return f"the clock was put {way} by {abs(drift.total_seconds()):.0f} s. Set it right and restart the gate."


def behind(now: datetime, newest: str | None) -> str:
    """What is wrong if something was decided later than now; empty if nothing is."""
    if newest is None or now + DRIFT >= datetime.fromisoformat(newest):
        return ""
    return f"the clock is behind: the last decision was made at {newest}, and now it says {now:%Y-%m-%dT%H:%M:%SZ}."


def _counted() -> timedelta:
    """Seconds since the machine started, sleep included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return timedelta(seconds=time.monotonic() if clock is None else time.clock_gettime(clock))

"""Look-ups made ready before calls need them: today's and tomorrow's of each campaign, anew when a register is loaded.

With a whole TPS that takes a while. It is done beside the gate, into the campaign's folder, and put in force by one
rename; the gate then opens it in milliseconds. What is not ready yet judges no call: until then there is no verdict.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Self

from ringfence.calendar import local_day
from ringfence.campaigns.signed import CURRENT, folder_of
from ringfence.errors import RingfenceError
from ringfence.gate.campaigns import Campaigns, Stamp, registers_in_force, stamp
from ringfence.gate.keys import keyring

EVERY = 1.0  # seconds between looks at what is signed and loaded
SOON = 0.2  # seconds for which a call waits: most look-ups are made in less
State = tuple[date, Stamp, Stamp]  # the day, the registers in force, the version signed
_log = logging.getLogger("ringfence.gate")


class Ahead:
    """A thread that makes look-ups ready; use it in a `with`."""

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        self._home, self._now = home, now
        self._ready: dict[str, tuple[State, ...]] = {}  # by campaign
        self._made, self._wake, self._over = Condition(), Event(), False
        self._thread = Thread(target=self._run, name="ahead", daemon=True)

    def __enter__(self) -> Self:
        self.round()  # before the first call
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._wake.set()

    def has(self, campaign: str, on: date) -> bool:
        """Whether a campaign's look-up for a day is ready as things stand; asks for it, and waits a moment, if not."""
        asked = on, *self._state(campaign)

        def is_ready() -> bool:
            return asked in self._ready.get(campaign, ())

        if is_ready():
            return True
        self._wake.set()
        with self._made:
            return self._made.wait_for(is_ready, SOON)

    def round(self) -> int:
        """One look: how many look-ups were made."""
        today, made = local_day(self._now()), 0
        campaigns = Campaigns(self._home)
        for campaign in campaigns.ids():
            state = self._state(campaign)
            wanted = tuple((day, *state) for day in (today, today + timedelta(days=1)))
            had = self._ready.get(campaign, ())
            for each in wanted:
                if each not in had:
                    self._make(campaigns, campaign, each[0])
                    made += 1
                    had = (*had, each)
                    self._tell(campaign, tuple(one for one in had if one in wanted))
        return made

    def _make(self, campaigns: Campaigns, campaign: str, day: date) -> None:
        """Makes it; what is wrong the gate hears itself, with its next call."""
        try:
            campaigns.footing(campaign, day, keyring(self._home))
        except (RingfenceError, OSError, ValueError) as error:
            _log.warning("%s", error)

    def _tell(self, campaign: str, ready: tuple[State, ...]) -> None:
        with self._made:
            self._ready[campaign] = ready
            self._made.notify_all()

    def _state(self, campaign: str) -> tuple[Stamp, Stamp]:
        return registers_in_force(self._home), stamp(folder_of(self._home, campaign) / CURRENT)

    def _run(self) -> None:
        while not self._over:
            self._wake.clear()
            try:
                self.round()
            except Exception as error:  # noqa: BLE001 - it looks again in a second; what is not ready judges no call
                _log.warning("look-ups ahead: %s", type(error).__name__)
            self._wake.wait(EVERY)

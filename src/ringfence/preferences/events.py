"""What people said about their numbers, as events: nothing is ever changed, the present state is read off them.

An objection is made, and may be lifted; a consent is given, refused or withdrawn; details may be erased. `at` is when
it was said: an instant in UTC, a day where no more is known, or None where nobody wrote it down.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from ringfence.calendar import LONDON, local_day
from ringfence.errors import RingfenceError
from ringfence.preferences.scopes import Scope

Kind = Literal["objection", "lifting", "consent", "refusal", "withdrawal", "erasure"]
CHANNELS = ("phone", "keypress", "email", "letter", "web", "sms", "agent")


class WhenUnreadable(RingfenceError):
    """A time that is not of a form we know."""

    code = "when-unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was said or done about a number."""

    id: str
    kind: Kind
    number: int | None  # E.164 without the plus; None once it was erased
    recorded_at: str
    at: str | None = None
    recorded_by: str = ""
    channel: str = ""
    said: str = ""
    scope: Scope | None = None  # of an objection
    about: str | None = None  # the id of the event that is lifted or withdrawn
    source: str = ""  # the file and row it came from
    details: Mapping[str, Any] = field(default_factory=dict)  # of a consent

    @property
    def day(self) -> date | None:
        """The day in London on which it was said."""
        return None if self.at is None else day_of(self.at)


def wording_digest(text: str) -> str:
    """What a text that was shown is known by: SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def instant(moment: datetime) -> str:
    """A moment as it is kept: UTC, to the microsecond, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def day_of(at: str) -> date:
    """The day in London of a moment or a day as it is kept."""
    return date.fromisoformat(at) if len(at) == 10 else local_day(datetime.fromisoformat(at))


def read_when(written: str, now: datetime) -> str:
    """When something was said, as it is kept; what lies in the future is refused.

    A time without a zone is London's; of the two 01:30s when the clocks go back, the first.
    """
    text = written.strip()
    try:
        if len(text) == 10:
            day, kept = date.fromisoformat(text), text
        else:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
            day, kept = local_day(moment), instant(moment)
    except ValueError:
        raise WhenUnreadable(f'"{written}" is no time. Write 2026-11-21 or 2026-11-21T14:30.') from None
    if (len(text) == 10 and day > local_day(now)) or (len(text) > 10 and kept > instant(now)):
        raise WhenUnreadable(f"{written} lies in the future. Write when it was said.")
    return kept

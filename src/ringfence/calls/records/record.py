"""One call record, in our own words; what it does not tell is None."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ringfence.errors import RingfenceError

# `live`: answered and spoken with; `answered`: answered, nobody says by whom; `machine`: taken for an answering
# machine; `abandoned`: answered, and ended because nobody was free; `silent`: answered, and nothing was heard.
Outcome = Literal["live", "answered", "machine", "abandoned", "silent", "unanswered"]


class RecordUnreadable(RingfenceError):
    """A call record that nobody can read."""

    code = "record-unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A call that was attempted, as somebody wrote it down."""

    file: str
    row: int  # from 1, without a header
    at: datetime  # when it began, in UTC
    written: str
    number: int | None  # E.164 without the plus; None: what was written is no number
    shown: str | None = None
    campaign: str = ""
    outcome: Outcome | None = None
    seconds: float | None = None  # spoken
    id: str = ""

    @property
    def answered(self) -> bool | None:
        """Whether somebody or something answered; None if nothing tells."""
        return None if self.outcome is None else self.outcome != "unanswered"

"""What happens to a case, as events: nothing is ever changed, and how a case stands is read off them.

`at` is when it happened (a day, or an instant in UTC), `recorded_at` when it was written down. What is about a person
stands apart, in `personal` and `number`, so that it alone can be emptied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from ringfence.errors import RingfenceError
from ringfence.preferences.events import day_of

KINDS: Mapping[str, str] = {
    "received": "a complaint was received",
    "joined": "a further complaint about the same calls was joined",
    "acknowledged": "receipt was acknowledged",
    "noted": "a note was made",
    "attached": "a document was put in evidence",
    "searched": "calls were looked for",
    "fact": "a fact was stated",
    "factor": "something that weighs was stated",
    "assessed": "the case was assessed",
    "decided": "a person decided",
    "seconded": "a second reader looked at the decision",
    "told": "the complainant was told how the complaint stands",
    "answered": "the complainant was told the outcome",
    "referred": "the complainant went to the regulator",
    "information_requested": "information was asked for",
    "information_received": "the information came in",
    "preliminary_sent": "a preliminary notice was sent",
    "intent_given": "a notice of intent was given",
    "representations_received": "representations came in",
    "misuse_notified": "a notification of persistent misuse was given",
    "notice_sent": "a notice was sent",
    "notice_served": "a notice arrived",
    "advised": "advice was given, and no notice",
    "appealed": "the Tribunal received an appeal",
    "appeal_notified": "the regulator received the appeal",
    "response_sent": "the regulator's response to the appeal was sent",
    "reply_sent": "the appellant's reply was sent",
    "appeal_ended": "the appeal was decided or withdrawn",
    "complied": "the notice was complied with",
    "rechecked": "it was checked that the notice is kept",
    "erased": "what the case said of a person was emptied",
    "closed": "the case was closed",
    "reopened": "the case was opened again",
}


class CaseUnusable(RingfenceError):
    """A case, or a step in one, that cannot be what it says."""

    code = "case-unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One thing that happened to a case."""

    id: str
    case: str
    kind: str
    at: str
    recorded_at: str
    by: str = ""
    number: int | None = None  # the number called, E.164 without the plus; None where not known or emptied
    identity: str = ""  # of a complaint: keyed, the same whenever the same complaint comes in again
    details: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)  # what is long: an assessment, the calls that were found

    @property
    def day(self) -> date:
        """The day in London on which it happened."""
        return day_of(self.at)

    @property
    def moment(self) -> datetime | None:
        """The instant at which it happened; None where only the day is known."""
        return None if len(self.at) == 10 else datetime.fromisoformat(self.at).astimezone(UTC)


def of_kind(events: tuple[CaseEvent, ...], *kinds: str) -> tuple[CaseEvent, ...]:
    """The events of these kinds, in order."""
    return tuple(each for each in events if each.kind in kinds)


def last(events: tuple[CaseEvent, ...], *kinds: str) -> CaseEvent | None:
    """The latest event of these kinds."""
    found = of_kind(events, *kinds)
    return found[-1] if found else None

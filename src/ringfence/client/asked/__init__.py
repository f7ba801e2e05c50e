"""What the API is asked: one definition, written by the client and read by the server. What is left out is not said."""

from typing import Annotated, Literal

from msgspec import Meta, field

from ringfence.client.asked.casework import Approval, CaseDecision, Fact, Outcome, SecondReading, Step
from ringfence.client.asked.common import (
    A_WORD,
    Asked,
    Channel,
    Day,
    Force,
    Mode,
    Name,
    ObjectionScope,
    Paging,
    PhoneNumber,
    Purpose,
    When,
    Words,
    said,
)
from ringfence.client.asked.desk import Leaving, NewCampaign, Signature, Waiver

__all__ = [
    "Approval",
    "Asked",
    "CaseDecision",
    "Cases",
    "Channel",
    "Complaint",
    "Day",
    "Fact",
    "Force",
    "Leaving",
    "Mode",
    "Name",
    "NewCampaign",
    "Number",
    "NumberInCampaign",
    "Objection",
    "OnDay",
    "Outcome",
    "Paging",
    "Purpose",
    "Reference",
    "Rules",
    "Rulings",
    "Script",
    "SecondReading",
    "Signature",
    "Step",
    "Waiver",
    "Webhook",
    "Words",
]


class Rules(Paging, frozen=True, kw_only=True):
    """Which rules."""

    words: Annotated[str, said("all of them stand in its id, citation, sentence or instrument")] = ""
    on: Annotated[Day | None, Meta(description="in force on this day; none: today")] = None
    every: Annotated[bool, Meta(description="every version on file, whatever the day")] = False
    force: Force = ""
    instrument: Annotated[str, said("words in the name of its instrument", example="PECR")] = ""


class OnDay(Asked, frozen=True, kw_only=True):
    """As of a day; none: today."""

    on: Day | None = None


class Rulings(Paging, frozen=True, kw_only=True):
    """Which published outcomes."""

    words: Annotated[str, said("all of them stand in its names, dates, summary, outcome or regulations")] = ""


class Cases(Paging, frozen=True, kw_only=True):
    """Which cases."""

    closed: Annotated[bool, Meta(description="closed ones, too")] = False
    state: Name = ""
    about: Annotated[str, said("the organisation complained of")] = ""


class Script(Asked, frozen=True, kw_only=True):
    """A script to be checked."""

    text: Annotated[
        str, said("what is read aloud", "script", "Good evening. How satisfied are you with the buses?", most=500_000)
    ]
    name: Name = "script"
    mode: Mode | None = None
    purpose: Purpose | None = None
    on: Annotated[Day | None, Meta(description="judged by the law of this day; none: today")] = None


class NumberInCampaign(Asked, frozen=True, kw_only=True):
    """A number, and the campaign that would call it."""

    number: PhoneNumber
    campaign: Annotated[str, said("the id of a campaign", most=64)]
    on: Annotated[Day | None, Meta(description="none: the first day in the field")] = None


class Number(Asked, frozen=True, kw_only=True):
    """A number as somebody wrote it."""

    number: PhoneNumber


class Reference(Asked, frozen=True, kw_only=True):
    """A dialler's own name for a call."""

    reference: Name
    client: Annotated[str, said("the gate's name for that dialler", most=300)] = "local"


class Objection(Asked, frozen=True, kw_only=True):
    """Somebody on a line asks not to be called."""

    number: PhoneNumber
    channel: Channel
    said: Annotated[str, Meta(description="the words that were used", pattern=A_WORD, min_length=1, max_length=4_000)]
    at: Annotated[When | None, Meta(description="when it was said; none: now")] = None
    scopes: Annotated[list[ObjectionScope], Meta(description="how far it reaches; none: every call", max_length=20)] = (
        field(default_factory=list)
    )


class Complaint(Asked, frozen=True, kw_only=True):
    """A complaint, in the fields that regulators' forms have; it says something beside the nation and how it came."""

    number: Annotated[str, said("the number that was called", "telephone-number", most=100)] = ""
    called_at: Annotated[str, said("when it rang", "when", most=40)] = ""
    organisation: Name = ""
    cli: Annotated[str, said("the number that was shown", most=100)] = ""
    channel: Literal["", "live", "recorded", "silent", "text", "email"] = ""
    permission: bool | None = None
    asked_to_stop: bool | None = None
    registered: bool | None = None
    subscriber: Literal["", "individual", "corporate"] = ""
    objects: Annotated[bool | None, Meta(description="whether calls are to stop; none: as the words say")] = None
    about_data: bool | None = None
    nation: Literal["ENG", "WLS", "SCT", "NIR"] = "ENG"
    relationship: Name = ""
    words: Words = ""
    harm: Words = ""
    name: Name = ""
    contact: Name = ""
    representative: Name = ""
    reference: Name = ""
    received_at: Annotated[str, said("when it came; none: now", "when", most=40)] = ""
    via: Literal["phone", "letter", "email", "form"] = "form"


class Webhook(Asked, frozen=True, kw_only=True):
    """Where objections are to be sent."""

    name: Annotated[
        str, Meta(description="the name of the program", pattern="^[A-Za-z0-9][A-Za-z0-9 ._-]*$", max_length=100)
    ]
    url: Annotated[str, said("an address that begins with https://", "webhook-url", most=2_000)]
    everything: Annotated[bool, Meta(description="also what is on file already")] = False

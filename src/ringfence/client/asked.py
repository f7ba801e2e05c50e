"""What the API is asked: one definition, written by the client and read by the server. What is left out is not said."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct


def _said(says: str, form: str = "", example: Any = None, *, least: int | None = None, most: int = 1_000) -> Meta:
    """What the document tells of a text: its meaning, its format, an example."""
    more = {"format": form} if form else None
    examples = None if example is None else [example]
    return Meta(description=says, extra_json_schema=more, examples=examples, min_length=least, max_length=most)


# The formats are our own: JSON Schema has none that says what a telephone number is, or when somebody said something.
PhoneNumber = Annotated[str, _said("as anybody writes it", "telephone-number", "01632 960123", most=100)]
When = Annotated[str, _said("a day, or a moment with its zone or London's", "when", "2026-11-21T14:30", most=40)]
ObjectionScope = Annotated[
    str,
    _said("campaign:ID, organisation:NAME, call-centre:NAME or all", "objection-scope", "campaign:spring", most=300),
]
Words = Annotated[str, _said("free text", most=10_000)]
Name = Annotated[str, _said("a name or a reference", most=300)]
Day = Annotated[date, Meta(description="1 March 2000 or later: the law before is not on file")]
Mode = Literal[
    "live", "recorded", "recorded_then_live", "soundboard", "ai_voice", "ivr_survey", "voicemail_drop"
]  # fmt: skip
Purpose = Literal[
    "research", "message_test", "voter_id", "persuasion", "gotv", "turnout_neutral", "fundraising", "recruitment",
    "service", "casework", "petition_lobby", "referendum",
]  # fmt: skip
Channel = Literal["phone", "keypress", "email", "letter", "web", "sms", "agent"]
Force = Literal["", "LAW", "REG_POLICY", "CODE", "PRODUCT"]


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body of a request, or its query."""


class Paging(Asked, frozen=True, kw_only=True):
    """Which page, and how many at most."""

    cursor: Annotated[str, _said("`next` of the page before", "cursor", most=200)] = ""
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class Rules(Paging, frozen=True, kw_only=True):
    """Which rules."""

    words: Annotated[str, _said("all of them stand in its id, citation, sentence or instrument")] = ""
    on: Annotated[Day | None, Meta(description="in force on this day; none: today")] = None
    every: Annotated[bool, Meta(description="every version on file, whatever the day")] = False
    force: Force = ""
    instrument: Annotated[str, _said("words in the name of its instrument", example="PECR")] = ""


class OnDay(Asked, frozen=True, kw_only=True):
    """As of a day; none: today."""

    on: Day | None = None


class Rulings(Paging, frozen=True, kw_only=True):
    """Which published outcomes."""

    words: Annotated[str, _said("all of them stand in its names, dates, summary, outcome or regulations")] = ""


class Cases(Paging, frozen=True, kw_only=True):
    """Which cases."""

    closed: Annotated[bool, Meta(description="closed ones, too")] = False
    state: Name = ""
    about: Annotated[str, _said("the organisation complained of")] = ""


class Script(Asked, frozen=True, kw_only=True):
    """A script to be checked."""

    text: Annotated[
        str, _said("what is read aloud", "script", "Good evening. How satisfied are you with the buses?", most=500_000)
    ]
    name: Name = "script"
    mode: Mode | None = None
    purpose: Purpose | None = None
    on: Annotated[Day | None, Meta(description="judged by the law of this day; none: today")] = None


class NumberInCampaign(Asked, frozen=True, kw_only=True):
    """A number, and the campaign that would call it."""

    number: PhoneNumber
    campaign: Annotated[str, _said("the id of a campaign", most=64)]
    on: Annotated[Day | None, Meta(description="none: the first day in the field")] = None


class Number(Asked, frozen=True, kw_only=True):
    """A number as somebody wrote it."""

    number: PhoneNumber


class Reference(Asked, frozen=True, kw_only=True):
    """A dialler's own name for a call."""

    reference: Name
    client: Annotated[str, _said("the gate's name for that dialler", most=300)] = "local"


class Objection(Asked, frozen=True, kw_only=True):
    """Somebody on a line asks not to be called."""

    number: PhoneNumber
    channel: Channel
    said: Annotated[str, Meta(description="the words that were used", pattern=r"\S", min_length=1, max_length=4_000)]
    at: Annotated[When | None, Meta(description="when it was said; none: now")] = None
    scopes: Annotated[
        list[ObjectionScope], Meta(description="how far it reaches; none: every call", max_length=20)
    ] = []


class Complaint(Asked, frozen=True, kw_only=True):
    """A complaint, in the fields that regulators' forms have; it says something beside the nation and how it came."""

    number: Annotated[str, _said("the number that was called", "telephone-number", most=100)] = ""
    called_at: Annotated[str, _said("when it rang", "when", most=40)] = ""
    organisation: Name = ""
    cli: Annotated[str, _said("the number that was shown", most=100)] = ""
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
    received_at: Annotated[str, _said("when it came; none: now", "when", most=40)] = ""
    via: Literal["phone", "letter", "email", "form"] = "form"


class Webhook(Asked, frozen=True, kw_only=True):
    """Where objections are to be sent."""

    name: Annotated[
        str, Meta(description="the name of the program", pattern="^[A-Za-z0-9][A-Za-z0-9 ._-]*$", max_length=100)
    ]
    url: Annotated[str, _said("an address that begins with https://", "webhook-url", most=2_000)]
    everything: Annotated[bool, Meta(description="also what is on file already")] = False

"""Words and forms that several requests share."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

# Some character that is no white space, by the list of Python and by that of JSON Schema alike: they differ in these.
A_WORD = r"[^\s\x1c-\x1f\x85\ufeff]"


def said(says: str, form: str = "", example: Any = None, *, least: int | None = None, most: int = 1_000) -> Meta:
    """What the document tells of a text: its meaning, its format, an example."""
    more = {"format": form} if form else None
    examples = None if example is None else [example]
    return Meta(description=says, extra_json_schema=more, examples=examples, min_length=least, max_length=most)


# The formats are our own: JSON Schema has none that says what a telephone number is, or when somebody said something.
PhoneNumber = Annotated[str, said("as anybody writes it", "telephone-number", "01632 960123", most=100)]
When = Annotated[str, said("a day, or a moment with its zone or London's", "when", "2026-11-21T14:30", most=40)]
ObjectionScope = Annotated[
    str,
    said("campaign:ID, organisation:NAME, call-centre:NAME or all", "objection-scope", "campaign:spring", most=300),
]
Words = Annotated[str, said("free text", most=10_000)]
Name = Annotated[str, said("a name or a reference", most=300)]
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

    cursor: Annotated[str, said("`next` of the page before", "cursor", most=200)] = ""
    limit: Annotated[int, Meta(ge=1, le=200)] = 50

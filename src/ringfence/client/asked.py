"""What the API is asked: one definition, written by the client and read by the server. What is left out is not said."""

from datetime import date

from msgspec import Struct


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body of a request, or its query."""


class Paging(Asked):
    """Which page, and how many at most."""

    cursor: str = ""  # `next` of the page before
    limit: int = 50  # 1 to 200


class Rules(Paging):
    """Which rules."""

    words: str = ""  # all of them stand in its id, citation, sentence or instrument
    on: date | None = None  # in force on this day; none: today
    every: bool = False  # every version on file, whatever the day
    force: str = ""  # LAW, REG_POLICY, CODE or PRODUCT
    instrument: str = ""  # words in its name


class OnDay(Asked):
    """As of a day."""

    on: date | None = None  # none: today


class Rulings(Paging):
    """Which published outcomes."""

    words: str = ""  # all of them stand in its name, its summary or what it says was broken


class Cases(Paging):
    """Which cases."""

    closed: bool = False  # closed ones, too
    state: str = ""
    about: str = ""  # the organisation complained of


class Script(Asked):
    """A script to be checked."""

    text: str
    name: str = "script"
    mode: str | None = None  # live, recorded ...
    purpose: str | None = None  # research, fundraising ...
    on: date | None = None  # judged by the law of this day; none: today


class NumberInCampaign(Asked):
    """A number, and the campaign that would call it."""

    number: str
    campaign: str
    on: date | None = None  # none: the first day in the field


class Number(Asked):
    """A number as somebody wrote it."""

    number: str


class Reference(Asked):
    """A dialler's own name for a call."""

    reference: str
    client: str = "local"  # the gate's name for that dialler


class Objection(Asked):
    """Somebody on a line asks not to be called."""

    number: str
    channel: str  # phone, keypress, email, letter, web, sms, agent
    said: str  # the words that were used
    at: str | None = None  # when: 2026-11-21 or 2026-11-21T14:30; none: now
    scopes: list[str] = []  # campaign:ID, organisation:NAME, call-centre:NAME; none: every call


class Complaint(Asked):
    """A complaint, in the fields that regulators' forms have."""

    number: str = ""
    called_at: str = ""
    organisation: str = ""
    cli: str = ""  # the number that was shown
    channel: str = ""  # live, recorded, silent, text, email
    permission: bool | None = None
    asked_to_stop: bool | None = None
    registered: bool | None = None
    subscriber: str = ""  # individual or corporate
    objects: bool | None = None  # whether calls are to stop; none: as the words say
    about_data: bool | None = None
    nation: str = "ENG"
    relationship: str = ""
    words: str = ""
    harm: str = ""
    name: str = ""
    contact: str = ""
    representative: str = ""
    reference: str = ""
    received_at: str = ""  # none: now
    via: str = "form"  # phone, letter, email, form


class Webhook(Asked):
    """Where objections are to be sent."""

    name: str
    url: str
    everything: bool = False  # also what is on file already

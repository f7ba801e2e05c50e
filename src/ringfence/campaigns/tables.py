"""The tables of a campaign card, as types: what may be declared, and in which words.

Absent is not known (None), never no.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ringfence.logic import Value

Whole = Annotated[int, Meta(ge=1, le=1_000_000_000)]

# The words of words.PURPOSES and words.MODES, as types; a test holds them equal.
Purpose = Literal[
    "research", "message_test", "voter_id", "persuasion", "gotv", "turnout_neutral", "fundraising", "recruitment",
    "service", "casework", "petition_lobby", "referendum",
]  # fmt: skip
Mode = Literal["live", "recorded", "recorded_then_live", "soundboard", "ai_voice", "ivr_survey", "voicemail_drop"]
OrganisationKind = Literal[
    "party", "candidate", "elected_rep", "charity", "research_agency", "company", "public_body",
    "third_party_campaigner", "volunteer_group",
]  # fmt: skip
Design = Literal["random", "rdd", "quota", "census", "targeted_support", "targeted_persuadable", "list_bought"]
ListKind = Literal["own", "bought", "register", "rdd", "public", "partner"]
Election = Literal[2005, 2010, 2015, 2017, 2019]  # the results we hold: elections.YEARS

BOUGHT_OR_BORROWED = {"bought", "partner"}


class About(Struct, frozen=True, kw_only=True):
    """[campaign]"""

    id: str
    name: str
    purpose: Purpose
    mode: Mode
    script: Path
    field_from: date
    field_until: date
    planned_calls: Whole | None = None
    planned_completes: Whole | None = None
    canvasses_candidate: bool | None = None
    note: str | None = None


class Organisation(Struct, frozen=True, kw_only=True):
    """[instigator] and [caller]"""

    name: str
    kind: OrganisationKind


class Instigator(Organisation, frozen=True, kw_only=True):
    registered_party: bool | None = None


class Caller(Organisation, frozen=True, kw_only=True):
    paid: bool | None = None
    introduces_itself_as: str | None = None


class LineSubscriber(Struct, frozen=True, kw_only=True):
    name: str | None = None
    kind: OrganisationKind | None = None


class Dialler(Struct, frozen=True, kw_only=True):
    auto_sequence: bool | None = None
    plays_recordings: bool | None = None


class Line(Struct, frozen=True, kw_only=True):
    """[[cli.numbers]]: a number that calls may show"""

    number: str
    entitled: bool | None = None  # whether the caller has the right to show it: the provider's letter says so
    unique: bool | None = None  # whether it is this caller's alone
    tested_on: date | None = None  # when somebody rang it back
    reached: bool | None = None  # whether the caller was reached there then


class Cli(Struct, frozen=True, kw_only=True):
    number: str | None = None
    withheld: bool | None = None
    contactable: bool | None = None
    tested_on: date | None = None
    entitled: bool | None = None
    unique: bool | None = None
    from_abroad: bool | None = None  # whether calls begin outside the United Kingdom
    numbers: tuple[Line, ...] = ()

    @property
    def inventory(self) -> tuple[Line, ...]:
        """Every number that calls may show."""
        if self.number is None:
            return self.numbers
        own = Line(
            number=self.number,
            entitled=self.entitled,
            unique=self.unique,
            tested_on=self.tested_on,
            reached=self.contactable if self.tested_on else None,
        )
        return (own, *self.numbers)


class Recorded(Struct, frozen=True, kw_only=True):
    """[recorded]: the sounds that recorded calls play, and the keys with which a person objects"""

    message: Path | None = None
    confirmation: Path | None = None  # what is heard once an objection is on file
    opt_out_keys: str = "9"


class GateTable(Struct, frozen=True, kw_only=True):
    """[gate]: what a dialler may ask for"""

    numbers: Literal["listed", "any"] = "listed"
    four_eyes: bool = False  # somebody else has to sign than whoever made or changed it


class Sample(Struct, frozen=True, kw_only=True):
    design: Design | None = None
    areas: tuple[str, ...] | str | None = None  # names of constituencies, or a file with one a line
    election: Election | None = None
    results: Path | None = None  # a table of results in place of those on file; of several elections the last
    area_column: str | None = None  # of the lists: the constituency of each row, by name or GSS code
    join: Path | None = None  # a table that leads from what stands in that column to constituencies
    quotas: Path | None = None  # column, value, share: what the sample is to be made of


class Answers(Struct, frozen=True, kw_only=True):
    linked_to_person: bool | None = None
    reused_for_marketing: bool | None = None
    analysed_as_research: bool | None = None


class ListSource(Struct, frozen=True, kw_only=True):
    """[[lists]]: a file of numbers, and where they come from"""

    file: Path
    kind: ListKind | None = None
    phone_column: str | None = None  # where the numbers are, if the column's name or its cells do not tell
    supplier: str | None = None
    chain: tuple[str, ...] | None = None  # through whose hands the numbers came, from the collector to the supplier
    collection_wording: str | None = None
    named_organisations: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    collected_from: date | None = None
    collected_until: date | None = None
    obtained_on: date | None = None
    art14_told_on: date | None = None
    checks_done: bool | None = None
    checks: tuple[str, ...] | None = None  # what was checked, by whom, when, and what came out

    @property
    def bought(self) -> bool | None:
        """Whether the numbers are somebody else's, for money or not; None when the card does not say."""
        return None if self.kind is None else self.kind in BOUGHT_OR_BORROWED

    def facts(self, called_for: Collection[str]) -> dict[str, Value]:
        """Facts of every number from this source; `called_for` are the names a consent would have to carry."""
        return {
            "source_bought": self.bought,
            "source_wording": True if self.collection_wording else None,
            "source_names_caller": self._names(called_for),
            "source_checked": self.checks_done,
            "source_told": True if self.art14_told_on else None,
        }

    def _names(self, called_for: Collection[str]) -> bool | None:
        wanted = {name.casefold() for name in called_for}
        if self.named_organisations is not None:
            return not wanted.isdisjoint(name.casefold() for name in self.named_organisations)
        if self.collection_wording is None or not wanted:
            return None
        return any(name in self.collection_wording.casefold() for name in wanted)


class RegisterFile(Struct, frozen=True, kw_only=True):
    kind: Literal["tps", "ctps"]
    file: Path
    as_of: date


class Objections(Struct, frozen=True, kw_only=True):
    file: Path | None = None


class Consents(Struct, frozen=True, kw_only=True):
    file: Path | None = None


class History(Struct, frozen=True, kw_only=True):
    file: Path | None = None
    days: Whole = 30
    cap: Whole = 3


class PersonsAnswer(Struct, frozen=True, kw_only=True):
    """[[judgements]]: a person's answer to a question only a person can settle; never cures a breach"""

    rule: str
    answer: Literal["ok", "breach"]
    by: str
    on: date
    reason: str


class Card(Struct, frozen=True, kw_only=True):
    """Every table a card may hold."""

    campaign: About
    instigator: Instigator | None = None
    caller: Caller | None = None
    line_subscriber: LineSubscriber = LineSubscriber()
    dialler: Dialler = Dialler()
    cli: Cli = Cli()
    gate: GateTable = GateTable()
    recorded: Recorded = Recorded()
    sample: Sample = Sample()
    answers: Answers = Answers()
    lists: tuple[ListSource, ...] = ()
    registers: tuple[RegisterFile, ...] = ()
    objections: Objections = Objections()
    consents: Consents = Consents()
    history: History = History()
    judgements: tuple[PersonsAnswer, ...] = ()

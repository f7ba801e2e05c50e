"""What is on record, put together: calls with decision and outcome, the campaigns behind them, what people said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ringfence.evidence.papers import Paper, card_of
from ringfence.ledger.checkpoint import Checkpoint
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import Event, day_of


@dataclass(frozen=True)
class Subject:
    """What an account is of: numbers, campaigns as such, or both; `case` is the id of one, if it is for one."""

    numbers: tuple[int, ...] = ()
    campaigns: tuple[str, ...] = ()
    case: str = ""


@dataclass(frozen=True)
class Call:
    """One call, or one that was asked for: what was decided, by whom it was changed, and what became of it."""

    number: int | None
    reference: str
    campaign: str
    decision: Entry | None = None
    overrides: tuple[Entry, ...] = ()
    outcomes: tuple[Entry, ...] = ()

    @property
    def told(self) -> Mapping[str, Any]:
        """What the decision says; empty if there is none on record."""
        return {} if self.decision is None else self.decision.told

    @property
    def at(self) -> str:
        """When it was decided; if that is not on record, when it began or ended."""
        ended = next(iter(self.outcomes), None)
        return str(self.told.get("at") or (ended and (ended.told.get("started_at") or ended.told["at"])) or "")

    @property
    def day(self) -> date | None:
        """The day in London, by whose law it is judged."""
        return day_of(self.at) if self.at else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        decided = () if self.decision is None else (self.decision,)
        return (*decided, *self.overrides, *self.outcomes)


@dataclass(frozen=True)
class Campaign:
    """A campaign as the ledger tells it, with its card and script if the very files are still there."""

    id: str
    entries: tuple[Entry, ...]
    cards: tuple[Paper, ...] = ()
    scripts: tuple[Paper, ...] = ()

    @property
    def signed(self) -> tuple[Entry, ...]:
        return self.of_kind("campaign-signed")

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.kind == kind and each.payload is not None)

    def signed_as(self, version: str) -> Entry | None:
        """The signing of a version, by its number; of none that is named, the last."""
        wanted = version.partition(" ")[0]  # a signing may add the digest
        found = [each for each in self.signed if not wanted or each.told["version"].partition(" ")[0] == wanted]
        return found[-1] if found else None

    def card(self, version: str = "") -> Mapping[str, Any]:
        """What the card of a version says; empty if it is not at hand."""
        signed = self.signed_as(version)
        wanted = "" if signed is None else signed.told.get("card_sha256", "")
        return next((card_of(each) for each in self.cards if each.sha256 == wanted), {})

    def script(self, version: str = "") -> Paper | None:
        """The script of a version, if it is at hand."""
        signed = self.signed_as(version)
        wanted = "" if signed is None else signed.told.get("script_sha256", "")
        return next((each for each in self.scripts if each.sha256 == wanted), None)


@dataclass(frozen=True)
class Account:
    """Everything that is on record about a subject, up to a checkpoint."""

    subject: Subject
    at: Checkpoint
    begun: Entry | None
    entries: tuple[Entry, ...]  # all that it rests on, in order
    calls: tuple[Call, ...] = ()
    events: tuple[Event, ...] = ()  # objections, consents and what ended them, with the wording that was shown
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    registers: tuple[Entry, ...] = ()
    complaints: tuple[Entry, ...] = ()
    erasures: tuple[Entry, ...] = ()  # that emptied something of the subject's, or may have
    erased: tuple[Entry, ...] = ()  # what they emptied, of which the hash is left
    last_at: str = ""  # of the last entry under the checkpoint: the account's own date

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is on record about the subject."""
        return not (self.calls or self.events or self.complaints or self.erased or self.campaigns)

    @property
    def standing(self) -> tuple[Event, ...]:
        """The objections that stand."""
        lifted = {each.about for each in self.events if each.kind == "lifting"}
        return tuple(each for each in self.events if each.kind == "objection" and each.id not in lifted)

    def campaign_of(self, call: Call) -> Campaign:
        return self.campaigns.get(call.campaign, Campaign(call.campaign, ()))

    def dated(self) -> Iterator[date]:
        """The days whose law matters here."""
        yield from sorted({each.day for each in self.calls if each.day})


def table(card: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """One table of a card; empty if it has none of that name."""
    found = card.get(name, {})
    return found if isinstance(found, dict) else {}

"""Consents on file -> the facts of one number on one day: the look-up that goes with the bulk reading in `consents`.

The order in which of several records one counts, and what a withdrawal ends, are those of `consents.pick`; a test holds
the two together. Beyond them, a consent that has ended by its own terms or by the holder's policy is not there.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ringfence.logic import Value
from ringfence.preferences.consent import NO_PROOF, Consent, consent_of
from ringfence.preferences.events import Event, day_of

Channel = Literal["automated", "live"]
NAMES = (
    "on_file", "names_caller", "automated", "live", "withdrawn", "indirect", "proof", "age_days", "bundled", "in_call",
    "by_other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnFile:
    """One row: a consent with the day it was taken back, or a refusal or withdrawal that stands by itself."""

    row: int
    id: str
    key: int
    consent: Consent
    given_on: date | None
    withdrawn_on: date | None
    valid_until: date | None
    kind: str

    @property
    def scope(self) -> str | None:
        """What it covers, in the words of a file of consents."""
        covers = set(self.consent.covers or ()) & {"automated", "live"}
        return None if self.consent.covers is None else "both" if len(covers) == 2 else next(iter(covers), "neither")

    @property
    def proof(self) -> str:
        return self.consent.proof or (f"sha256:{self.consent.proof_sha256}" if self.consent.proof_sha256 else "")

    def counts(self, on: date, most_days: int | None) -> bool:
        """Whether it is there on a day. What says no is, however old it is."""
        there = self.given_on is None or self.given_on <= on
        return there and (self.withdrawn_on is not None or not self.ended(on, most_days))

    def ended(self, on: date, most_days: int | None) -> bool:
        """Whether it is over on a day by its own terms, or too old for the holder's policy; undated is too old."""
        if self.valid_until is not None and on > self.valid_until:
            return True
        return most_days is not None and (self.given_on is None or (on - self.given_on).days > most_days)


def plain(name: str) -> str:
    """A name without case, blanks and marks, as the bulk reading has it."""
    return "".join(c for c in name.lower() if c.isalnum())


class Told(NamedTuple):
    """What an event says of a consent; `recorded_at` is the day of one that names none."""

    id: str
    kind: str
    key: int
    at: str | None
    recorded_at: str
    about: str | None
    consent: Consent

    @property
    def day(self) -> date:
        return day_of(self.at or self.recorded_at)


def on_file(events: Iterable[Event]) -> list[OnFile]:
    """The rows that these events leave, in order. A withdrawal that names its consent is told on that consent's row."""
    told = [
        Told(each.id, each.kind, each.number or 0, each.at, each.recorded_at, each.about, consent_of(each.details))
        for each in events
    ]
    ids = {each.id for each in told if each.kind == "consent"}
    return list(rows_of(told, endings(each for each in told if each.kind == "withdrawal"), ids))


def endings(withdrawals: Iterable[Told]) -> dict[str, date]:
    """The first day on which each consent was taken back, by its id."""
    ended: dict[str, date] = {}
    for each in withdrawals:
        if each.about:
            ended[each.about] = min(each.day, ended.get(each.about, each.day))
    return ended


def rows_of(told: Iterable[Told], ended: Mapping[str, date], ids: Container[str]) -> Iterator[OnFile]:
    """The rows that are left; `ended` are the days on which consents were taken back, `ids` those of consents."""
    for place, each in enumerate(told):
        if each.kind == "withdrawal" and each.about in ids:
            continue
        given = day_of(each.at) if each.kind == "consent" and each.at else None
        gone = ended.get(each.id) if each.kind == "consent" else each.day
        yield OnFile(place, each.id, each.key, each.consent, given, gone, each.consent.ends(given), each.kind)


def facts(
    rows: Sequence[OnFile], on: date, callers: Iterable[str], channel: Channel | None, most_days: int | None = None
) -> Mapping[str, Value]:
    """The facts about consent of one number on a day; `callers` are the names one of which a consent must carry."""
    names = {plain(name) for name in callers}
    mine = [each for each in rows if each.counts(on, most_days)]
    gone = [each for each in rows if each.withdrawn_on is not None]
    if not mine:
        return {"consent_on_file": False, **{f"consent_{name}": None for name in NAMES[1:]}}
    return min((_reading(each, gone, names, on) for each in mine), key=lambda each: _place(each, channel))[1]


def _reading(row: OnFile, gone: Sequence[OnFile], names: set[str], on: date) -> tuple[OnFile, dict[str, Value]]:
    consent, scope = row.consent, row.scope
    shown = plain(row.proof)
    return row, {
        "consent_on_file": True,
        "consent_names_caller": _names_caller(row, names),
        "consent_automated": None if scope is None else scope in ("automated", "both"),
        "consent_live": None if scope is None else scope in ("live", "both"),
        "consent_withdrawn": row.withdrawn_on is not None or any(_ends(each, row, names) for each in gone),
        "consent_indirect": consent.indirect,
        "consent_proof": row.given_on is not None and shown not in NO_PROOF,
        "consent_age_days": None if row.given_on is None else (on - row.given_on).days,
        "consent_bundled": consent.conditional,
        "consent_in_call": consent.in_call,
        "consent_by_other": None if consent.given_by is None else consent.given_by != "subscriber",
    }


def _givers(row: OnFile) -> set[str]:
    return {plain(name) for name in row.consent.given_to} - {""}


def _names_caller(row: OnFile, names: set[str]) -> bool | None:
    return None if not names or not row.consent.given_to else not _givers(row).isdisjoint(names)


def _ends(gone: OnFile, row: OnFile, names: set[str]) -> bool:
    """Whether a withdrawal ends this consent too: of one organisation, of this caller, or of everybody's."""
    reaches = (
        not _givers(gone)
        or not _givers(gone).isdisjoint(_givers(row))
        or (_names_caller(gone, names) is True and _names_caller(row, names) is True)
    )
    return reaches and (row.given_on is None or (gone.withdrawn_on is not None and gone.withdrawn_on >= row.given_on))


def _place(found: tuple[OnFile, Mapping[str, Value]], channel: Channel | None) -> tuple[int, ...]:
    """The order in which records count: what is known and true first, then the latest, then the last written."""
    row, facts = found
    first = {True: 0, False: 1, None: 2}
    covers = first[_truth(facts[f"consent_{channel}"])] if channel else 0
    return (
        first[_truth(facts["consent_names_caller"])],
        covers,
        int(facts["consent_withdrawn"] is True),
        -(row.given_on.toordinal() if row.given_on else 0),
        -row.row,
    )


def _truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None

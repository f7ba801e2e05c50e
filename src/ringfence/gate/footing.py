"""A signed campaign on one day: all that is on file about numbers, and the law read once for each combination of facts.

The facts come from the same look-up that a screening uses; what can change while the gate runs (objections, consents,
calls made, call-back tests) is handed in with each call.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringfence.calendar import LONDON
from ringfence.campaigns.signed import Signed, SignedDamaged
from ringfence.campaigns.signing import KEYS, PLACES, SCRIPT
from ringfence.facts import FACTS, Level
from ringfence.lists.judging import situation_id
from ringfence.lists.lookup import Lookup, opened
from ringfence.logic import Value
from ringfence.numbers import Number
from ringfence.preferences.consents import Consents
from ringfence.preferences.events import instant
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import History, load_history
from ringfence.preferences.kept import Kept
from ringfence.preferences.register import Register
from ringfence.preferences.scopes import asking
from ringfence.rule import Answer, Decision, Outcome
from ringfence.rulebook import cuts, judge, worst
from ringfence.store.gate import Question
from ringfence.tables import fastpath
from ringfence.tables.engine import database

LEVELS: frozenset[Level] = frozenset({"campaign", "script", "number", "call", "dial"})
OF_CAMPAIGN = ("campaign", "script")
MOST_CACHED = 20_000  # combinations; a campaign has hundreds
Pairs = tuple[tuple[str, Value], ...]


class Situation(NamedTuple):
    """What is known of one call: equal situations have equal answers."""

    packed: int  # what is on file about the number (lists.lookup)
    place: int  # of the list it stands in; -1: in none
    over_cap: bool | None
    consent: Pairs  # where people said more about consent since the campaign was signed
    shown: Pairs
    hour: int
    appointment: bool | None
    released: frozenset[str]  # rules whose questions a person answered for this number


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a situation, with what decided it, and the questions that hold it by rule."""

    decision: Decision
    reasons: tuple[str, ...]
    facts: Mapping[str, Value]  # those that decided
    situation: str
    held_by: Mapping[str, "Question"]
    blocked_by: tuple[str, ...]  # rules


@dataclass
class Footing:
    """A campaign as signed, on a day."""

    signed: Signed
    sha256: str  # of signed.json: what the store must know it by
    on: date
    lookup: Lookup
    evidence: Evidence
    keys: NDArray[np.int64]
    places: NDArray[np.uint8]
    called: tuple[NDArray[np.int64], NDArray[np.int64]]  # numbers in order, and the days (ordinals) they were called
    shown: dict[tuple[str | None, bool | None, int], Pairs] = field(default_factory=dict, repr=False)
    _known: dict[Situation, Verdict] = field(default_factory=dict, repr=False)

    @cached_property
    def scopes(self) -> set[str]:
        """The reach of an objection that stops a call of this campaign."""
        return asking(self.signed.id, self.signed.organisations, self.signed.call_centre)

    @cached_property
    def since(self) -> date:
        """The first day whose calls count towards the campaign's limit."""
        return self.on - timedelta(days=self.signed.history_days - 1)

    @cached_property
    def since_when(self) -> str:
        """The first moment of that day in London."""
        return instant(datetime.combine(self.since, time.min, LONDON))

    @cached_property
    def registers(self) -> tuple[Mapping[str, str], ...]:
        """The registers that are asked, for the record."""
        return tuple(
            {
                "register": each.kind,
                "as_of": str(each.as_of or ""),
                "version": str(each.stored.version) if each.stored else each.file.name,
            }
            for each in self.evidence.registers
        )

    def place(self, key: int) -> int:
        """The list in which a number stands; -1 if it was not on what was signed."""
        at = int(self.keys.searchsorted(key))
        return int(self.places[at]) if at < len(self.keys) and self.keys[at] == key else -1

    def calls_on_file(self, key: int) -> int:
        """How many calls to a number the campaign's own records tell, of those that count."""
        numbers, days = self.called
        first = int(numbers.searchsorted(key))
        if first == len(numbers) or numbers[first] != key:
            return 0
        last = int(numbers.searchsorted(key, "right"))
        return int(np.count_nonzero(days[first:last] >= self.since.toordinal()))

    def on_file(self, number: Number, *, objected: bool) -> int:
        """What is on file about a number, as one integer."""
        return self.lookup.packed(number, objected=objected)

    def facts(self, situation: Situation) -> dict[str, Value]:
        """Every fact of a situation, by name."""
        signed = self.signed
        return {
            **signed.facts,
            **self.lookup.read(situation.packed),
            **(signed.sources[situation.place] if situation.place >= 0 else {}),
            **dict(situation.consent),
            "over_frequency_cap": situation.over_cap,
            "local_hour": situation.hour,
            "appointment": situation.appointment,
            "dialling": True,
            "bound_to_list": signed.numbers == "listed",
            "on_signed_list": situation.place >= 0,
            "in_field": signed.field_from <= self.on <= signed.field_until,
            **dict(situation.shown),
        }

    def verdict(self, situation: Situation) -> Verdict:
        """What the rules say; read once for each situation."""
        found = self._known.get(situation)
        if found is None:
            if len(self._known) >= MOST_CACHED:
                self._known.clear()
            found = self._known[situation] = self._judged(situation)
        return found

    def _judged(self, situation: Situation) -> Verdict:
        answered = {**self.signed.answered, **dict.fromkeys(situation.released, True)}
        judgement = judge(self.facts(situation), self.on, LEVELS, answered)
        against = [a for a in judgement.answers if a.reason and not self._accepted(a)]
        campaign = self._of_script()
        decision = worst([campaign, *(answer.decision for answer in against)])
        ordered = sorted(against, key=lambda a: a.decision != "block")
        reasons = dict.fromkeys(answer.reason for answer in ordered)
        if campaign != "allow":
            stopped = "CAMPAIGN_STOPPED" if campaign == "block" else "CAMPAIGN_HELD"
            reasons = dict.fromkeys([stopped, *reasons] if campaign == "block" else [*reasons, stopped])
        names = dict.fromkeys(name for answer in against or judgement.answers for name in answer.because)
        facts = {name: judgement.facts.get(name) for name in names}
        held = {answer.rule.id: _question(answer) for answer in against if answer.decision == "hold"}
        return Verdict(
            decision,
            tuple(reasons),
            facts,
            situation_id({**facts, "reasons": " ".join(reasons)}),
            held,
            tuple(answer.rule.id for answer in against if answer.decision == "block"),
        )

    def _accepted(self, answer: Answer) -> bool:
        """Whether this holds the campaign as a whole and a person signed all the same; a block is never accepted.

        What two people contest, one in a waiver and the other by signing, is held and not blocked.
        """
        if answer.rule.id in self.signed.contested:
            return answer.rule.level in OF_CAMPAIGN and self.signed.accepts(SCRIPT)
        return answer.decision == "hold" and answer.rule.level in OF_CAMPAIGN and self.signed.accepts(answer.rule.id)

    def _of_script(self) -> Decision:
        found = self.signed.script_decision(self.on)
        return "allow" if found == "hold" and self.signed.accepts(SCRIPT) else found


def _question(answer: Answer) -> Question:
    """What holds a call: a person may answer it if only a judgement is missing, as `rulebook.judge` takes answers."""
    for_person = answer.outcome is Outcome.NEEDS_HUMAN and not answer.stops
    judgements = all(FACTS[name].settled_by == "person" for name in answer.needs)
    missing = ", ".join(FACTS[name].say(None) for name in answer.needs)
    return Question(for_person and judgements, answer.question or f"{answer.reason}: {missing}")


def footing(signed: Signed, sha256: str, folder: Path, on: date, kept: tuple[Register, ...], prepared: Path) -> Footing:
    """The campaign on a day; registers that are kept stand in place of copies of the card's own."""
    evidence = _evidence(signed, folder, on, kept)
    lookup = opened(evidence, on, cuts(on), prepared=prepared)
    keys, places = np.fromfile(folder / KEYS, "<i8"), np.fromfile(folder / PLACES, np.uint8)
    if len(keys) != signed.listed or len(places) != signed.listed:
        raise SignedDamaged(f"{folder / KEYS} is not what was signed. Sign the campaign again.")
    return Footing(signed, sha256, on, lookup, evidence, keys, places, _called(evidence.history))


def _evidence(signed: Signed, folder: Path, on: date, kept: tuple[Register, ...]) -> Evidence:
    def named(stem: str) -> Path | None:
        return next((folder / name for name in signed.files if name.split(".")[0] == stem), None)

    consents, history = named("consents"), named("history")
    return Evidence(
        registers=Kept(kept).over(tuple(_copied(signed, folder))),
        objections=named("objections"),
        consents=Consents(consents, tuple(signed.organisations), signed.consent_channel) if consents else None,
        history=History(history, signed.history_days, signed.history_cap) if history else None,
        until=on,
    )


def _copied(signed: Signed, folder: Path) -> Any:
    for name in sorted(signed.files):
        if name.startswith("register-"):
            _, _, kind, day = name.split(".")[0].split("-", 3)
            yield Register("ctps" if kind == "ctps" else "tps", folder / name, date.fromisoformat(day))


def _called(history: History | None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The campaign's own records of calls, by number."""
    if history is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    with tempfile.TemporaryDirectory(prefix="ringfence-") as work, database(Path(work)) as con:
        fastpath.install(con)
        load_history(con, history, Path(work))
        sql = "SELECT key, date_diff('day', DATE '0001-01-01', called_at) + 1 AS day FROM called ORDER BY key"
        found = con.execute(sql).fetchnumpy()
    return np.asarray(found["key"], np.int64), np.asarray(found["day"], np.int64)

"""What each piece of evidence says, as facts: the complaint, a call record, what is on file, the card, a statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ringfence.calendar import local_hour
from ringfence.calls.cards import footing
from ringfence.campaigns.card import Campaign
from ringfence.cases.events import CaseEvent
from ringfence.cases.facts_table import Basis, Said
from ringfence.cases.finding import Call
from ringfence.facts import FACTS
from ringfence.law.pecr_2003 import FILE_GOOD_FOR_DAYS
from ringfence.logic import Value
from ringfence.numbers import read
from ringfence.preferences import consent_facts
from ringfence.preferences.events import Event
from ringfence.preferences.register_store import RegisterSet
from ringfence.preferences.scopes import asking
from ringfence.words import MODES


def from_complaint(event: CaseEvent, call: Call | None = None) -> Iterator[Said]:
    """What the complainant says: of the call that is spoken of, and of the number. Silence says nothing."""
    told = event.details
    mode = {"live": "live", "recorded": "recorded"}.get(str(told.get("channel")))
    rang = True if told.get("channel") in ("live", "recorded", "silent") else None
    of_call: list[tuple[str, Value]] = [("mode", mode), ("call_attempted", rang), ("call_connected", rang)]
    says: list[tuple[str, Value]] = [
        ("consent_on_file", told.get("permission")),
        ("objected", told.get("asked_to_stop")),
        ("person_objected", told.get("asked_to_stop")),
        ("listed", told.get("registered")),
        ("subscriber_kind", told.get("subscriber")),
    ]
    evidence, who = (f"event:{event.id}",), "the complainant"
    yield from _all(of_call, "complainant", evidence, by=who, call=call.evidence if call else "")
    yield from _all(says, "complainant", evidence, by=who)


def from_call(call: Call) -> Iterator[Said]:
    """What a record or a decision says of one call."""
    number = None if call.number is None else read(f"+{call.number}")
    hour = local_hour(call.moment)
    says: list[tuple[str, Value]] = [
        ("call_attempted", True if call.kind == "record" else None),
        ("call_connected", call.connected),
        ("mode", call.mode),
        ("cli_withheld", call.cli_withheld),
        ("local_hour", hour if call.kind == "record" else None),
        ("number_kind", number.kind if number else None),
    ]
    return _all(says, "record", (call.evidence, *call.also), by=call.organisation, call=call.evidence)


def from_file(call: Call, events: Sequence[Event], callers: Sequence[str]) -> Iterator[Said]:
    """What the preferences on file here said of the number when the call was made."""
    before = [each for each in events if _before(each, call)]
    lifted = {each.about for each in before if each.kind == "lifting"}
    scopes = asking(call.campaign or None, callers)
    standing = [
        each for each in before
        if each.kind == "objection" and each.id not in lifted and each.scope and each.scope.key in scopes
    ]  # fmt: skip
    if standing:
        ids = tuple(f"objection:{each.id}" for each in standing)
        yield Said(name="objected", value=True, basis="file", evidence=ids, call=call.evidence)
    rows = consent_facts.on_file(each for each in before if each.kind in ("consent", "refusal", "withdrawal"))
    if rows:
        channel = None if call.mode is None else "live" if call.mode == "live" else "automated"
        found = consent_facts.facts(rows, call.day, callers, channel)  # type: ignore[arg-type]
        ids = tuple(f"consent:{each.id}" for each in rows)
        yield from _all(found.items(), "file", ids, call=call.evidence)


def _before(event: Event, call: Call) -> bool:
    """Whether something was said before a call; of the same day without its hour nobody knows."""
    at = event.at or event.recorded_at
    return date.fromisoformat(at) < call.day if len(at) == 10 else at <= call.at


def from_registers(call: Call, registers: RegisterSet) -> Iterator[Said]:
    """What the kept registers show of the day of the call: a listing before it, or in a fresh file none."""
    for each in registers:
        kind = each.about.kind
        if call.number is None or not str(call.number).startswith("44"):
            continue
        national, evidence = int(str(call.number)[2:]), (f"register:{kind}:{each.version}",)
        listed_on = each.listed_on(national)
        if listed_on is not None and listed_on <= call.day:
            says: list[tuple[str, Value]] = [("listed", True), ("listed_days", (call.day - listed_on).days)]
            yield from _all([*says, ("listed_on_register", kind)], "file", evidence, call=call.evidence)
        elif kind == "tps" and not each.contains_key(call.number) and _fresh(each.as_of, call.day):
            yield Said(name="listed", value=False, basis="file", evidence=evidence, call=call.evidence)


def _fresh(as_of: date, day: date) -> bool:
    """Whether a file drawn then speaks for a call of that day: not later than it, and not too old for it."""
    return 0 <= (day - as_of).days <= FILE_GOOD_FOR_DAYS


class Papers:
    """A campaign's card in evidence: what it and its script say, read once for each kind of call and state of law."""

    def __init__(self, card: Campaign, evidence: str) -> None:
        self.card, self.evidence = card, evidence
        self._read: dict[tuple[int, date], Mapping[str, Value]] = {}

    def says(self, call: Call, law: date) -> Iterator[Said]:
        """What card and script say of a call, under the law of its day; the card's own kind of call is kept."""
        mode = 0 if call.mode is None else MODES.index(call.mode) + 1
        if (mode, law) not in self._read:
            facts = footing(self.card.campaign.id, self.card, mode, (law, law)).facts
            self._read[mode, law] = {**facts, "mode": self.card.campaign.mode}
        derived = (name for name in self._read[mode, law] if FACTS[name].settled_by == "derived")
        own = {**self._read[mode, law], **dict.fromkeys(derived)}
        return _all(own.items(), "document", (self.evidence,), call=call.evidence)

    def is_about(self, call: Call) -> bool:
        """Whether a call was this campaign's: by its id, or where the record names none."""
        return call.campaign in ("", self.card.campaign.id)


def parties_of(card: Campaign, evidence: str) -> Iterator[Said]:
    """Who stands behind the calls, as the card says: whoever has them made, and whoever makes them."""
    if card.instigator:
        yield Said(name="encouraged", value=True, basis="document", evidence=(evidence,), party=card.instigator.name)
        if card.caller and card.caller.name.casefold() != card.instigator.name.casefold():
            yield Said(
                name="transmits", value=False, basis="document", evidence=(evidence,), party=card.instigator.name
            )
    if card.caller:
        yield Said(name="transmits", value=True, basis="document", evidence=(evidence,), party=card.caller.name)


def from_statements(events: Iterable[CaseEvent]) -> Iterator[Said]:
    """What people wrote down with `case fact`, and what was found on it."""
    for event in events:
        if event.kind == "fact":
            told = event.details
            yield Said(
                name=str(told["name"]), value=told.get("value"), basis="found" if told.get("found") else "statement",
                evidence=tuple(told.get("evidence") or (f"event:{event.id}",)), by=event.by,
                call=str(told.get("call", "")), party=str(told.get("party", "")),
            )  # fmt: skip


def _all(
    says: Iterable[tuple[str, Value]], basis: Basis, evidence: tuple[str, ...], by: str = "", call: str = ""
) -> Iterator[Said]:
    for name, value in says:
        if value is not None:
            yield Said(name=name, value=value, basis=basis, evidence=evidence, by=by, call=call)

"""A store's ledger and events -> the account of a subject. Reads only; the store is handed in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from ringfence.errors import RingfenceError
from ringfence.evidence.account import Account, Call, Campaign, Subject
from ringfence.evidence.papers import Paper, Papers
from ringfence.ledger.checkpoint import Checkpoint
from ringfence.ledger.entry import Entry
from ringfence.ledger.tree import EMPTY
from ringfence.preferences.events import Event

OF_CAMPAIGN = ("campaign-signed", "script-approved", "list-screened", "override", "line-tested", "answers-released")
OF_CASE = ("complaint", "case-step", "assessment", "notice")
BY_THE_WAY = frozenset({"export", "sign-in"})  # they follow from making a pack: it is made as of what came before them


class LedgerUnsigned(RingfenceError):
    """A ledger whose last entries no checkpoint covers."""

    code = "ledger-unsigned"


class Rows(Protocol):
    """What is asked of a store's ledger."""

    def tail(self) -> tuple[int, bytes]: ...
    def entry(self, seq: int) -> Entry | None: ...
    def of_number(self, number: int) -> tuple[Entry, ...]: ...
    def of_kind(self, *kinds: str, first: int = 0) -> Iterator[Entry]: ...
    def naming(self, words: Sequence[str], *kinds: str, first: int = 0) -> Iterator[Entry]: ...
    def checkpoint(self, size: int) -> Checkpoint | None: ...


class Kept(Protocol):
    """What is asked of a store."""

    @property
    def book(self) -> Rows: ...
    def history(self, number: int) -> tuple[Event, ...]: ...
    def with_wording(self, events: Iterable[Event]) -> Iterator[Event]: ...


def gather(store: Kept, subject: Subject, papers: Papers) -> Account:
    """Everything on record about a subject."""
    book = store.book
    at = standing_at(book)
    about = [each for number in subject.numbers for each in _under(book.of_number(number), at)]
    about += _about_calls(book, about, at)
    calls = _calls(about)
    events = tuple(each for number in subject.numbers for each in store.with_wording(store.history(number)))
    of_case = _of_case(book, subject, at)
    names = dict.fromkeys([*subject.campaigns, *(each.campaign for each in calls if each.campaign)])
    campaigns = {name: each for name, each in _campaigns(book, tuple(names), papers, at).items() if each.entries}
    registers = tuple(_registers(book, [*calls], [*campaigns.values()], at))
    erasures = tuple(_erasures(book, events, at)) if subject.numbers else ()
    erased = tuple(_erased(book, erasures, events))
    begun = book.entry(0)
    keys = tuple(_under(book.of_kind("key-changed"), at))
    every = [*([begun] if begun else []), *keys, *about, *of_case, *registers, *erasures, *erased]
    every += [entry for each in campaigns.values() for entry in each.entries]
    return Account(
        subject=subject,
        at=at,
        begun=begun,
        entries=tuple({each.seq: each for each in sorted(every, key=lambda each: each.seq)}.values()),
        calls=calls,
        events=events,
        campaigns=campaigns,
        registers=registers,
        complaints=tuple(each for each in {e.seq: e for e in [*about, *of_case]}.values() if each.kind in OF_CASE),
        erasures=erasures,
        erased=erased,
        last_at=_last_at(book, at),
    )


def standing_at(book: Rows) -> Checkpoint:
    """The checkpoint after the last entry that is no export and no sign-in: so making a pack does not move it."""
    size = book.tail()[0]
    if not size:
        return Checkpoint("", 0, EMPTY)
    last = size
    while last > 1 and (entry := book.entry(last - 1)) is not None and entry.kind in BY_THE_WAY:
        last -= 1
    while last <= size:
        if (found := book.checkpoint(last)) is not None:
            return found
        last += 1
    raise LedgerUnsigned("The ledger's last entries are not signed. Run: ringfence ledger verify")


def _last_at(book: Rows, at: Checkpoint) -> str:
    """When the last entry under the checkpoint was made that still says so."""
    for seq in range(at.size - 1, -1, -1):
        entry = book.entry(seq)
        if entry is not None and entry.payload is not None:
            return str(entry.told["at"])
    return ""


def _under(entries: Iterable[Entry], at: Checkpoint) -> Iterator[Entry]:
    return (each for each in entries if each.seq < at.size)


def _calls(entries: Sequence[Entry]) -> tuple[Call, ...]:
    """The calls that these entries tell of, each with what belongs to it, in order."""
    decided = [each for each in entries if each.kind == "decision" and each.payload is not None]
    outcomes = [each for each in entries if each.kind == "call-outcome" and each.payload is not None]
    overrides = [each for each in entries if each.kind == "override" and each.payload is not None]
    found, used = [], set[int]()
    for place, entry in enumerate(decided):
        told = entry.told
        key = _attempt(told)
        later = next((e.seq for e in decided[place + 1 :] if key[0] and _attempt(e.told) == key), None)
        own = [
            each
            for each in outcomes
            if key[0] and _attempt(each.told) == key and entry.seq < each.seq and (later is None or each.seq < later)
        ]
        used.update(each.seq for each in own)
        changed = tuple(each for each in overrides if each.told.get("decision") == told["id"])
        found.append(Call(told.get("number"), key[0], key[1], entry, changed, tuple(own)))
    found += [
        Call(each.told.get("number"), *_attempt(each.told), None, (), (each,))
        for each in outcomes
        if each.seq not in used
    ]
    return tuple(sorted(found, key=lambda call: (call.at, call.entries[0].seq)))


def _about_calls(book: Rows, about: Sequence[Entry], at: Checkpoint) -> list[Entry]:
    """Outcomes and overrides that name these decisions, but no number."""
    decided = [each for each in about if each.kind == "decision" and each.payload is not None]
    if not decided:
        return []
    attempts = {_attempt(each.told) for each in decided if each.told.get("reference")}
    ids = {each.told["id"] for each in decided}
    words = sorted({*ids, *(reference for reference, _ in attempts)})
    found = []
    for entry in _under(book.naming(words, "call-outcome", "override", first=decided[0].seq), at):
        told = entry.told
        ours = told.get("decision") in ids if entry.kind == "override" else _attempt(told) in attempts
        if ours and told.get("number") is None:
            found.append(entry)
    return found


def _attempt(told: "dict[str, object]") -> tuple[str, str]:
    return str(told.get("reference", "")), str(told.get("campaign", ""))


def numbers_of_case(book: Rows, case: str) -> tuple[int, ...]:
    """The numbers that a case's complaints are about, those that were erased left out."""
    found = (each.told.get("number") for each in book.of_kind("complaint") if each.told.get("case") == case)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _of_case(book: Rows, subject: Subject, at: Checkpoint) -> list[Entry]:
    if not subject.case:
        return []
    return [each for each in _under(book.of_kind(*OF_CASE), at) if each.told.get("case") == subject.case]


def _campaigns(book: Rows, names: Sequence[str], papers: Papers, at: Checkpoint) -> dict[str, Campaign]:
    """Each campaign with the entries about it as such; those about somebody's number are not among them."""
    if not names:
        return {}
    found: dict[str, list[Entry]] = {name: [] for name in names}
    for entry in _under(book.of_kind(*OF_CAMPAIGN), at):
        told = entry.told
        of_one_call = told.get("number") is not None or (entry.kind == "override" and told.get("decision"))
        if told.get("campaign") in found and not of_one_call:
            found[told["campaign"]].append(entry)
    return {name: Campaign(name, tuple(entries), *_papers(entries, papers)) for name, entries in found.items()}


def _papers(entries: Iterable[Entry], papers: Papers) -> tuple[tuple[Paper, ...], tuple[Paper, ...]]:
    signed = [each.told for each in entries if each.kind == "campaign-signed"]
    cards = dict.fromkeys(each["card_sha256"] for each in signed)
    scripts = dict.fromkeys(each["script_sha256"] for each in signed)
    return (
        tuple(paper for digest in cards if (paper := papers.find(digest))),
        tuple(paper for digest in scripts if (paper := papers.find(digest))),
    )


def _registers(book: Rows, calls: Sequence[Call], campaigns: Sequence[Campaign], at: Checkpoint) -> Iterator[Entry]:
    """When the registers that were asked came to be kept."""
    used = [each for call in calls for each in call.told.get("registers", ())]
    used += [
        each
        for campaign in campaigns
        for entry in (*campaign.signed, *campaign.of_kind("list-screened"))
        for each in entry.told.get("registers", ())
    ]
    digests = {each.get("sha256") for each in used} | {(each.get("register"), each.get("version")) for each in used}
    for entry in _under(book.of_kind("register-loaded"), at):
        told = entry.told
        if told.get("sha256") in digests or (told.get("register"), told.get("version")) in digests:
            yield entry


def _erasures(book: Rows, events: Sequence[Event], at: Checkpoint) -> Iterator[Entry]:
    """The erasures of what was on file about these numbers, and those that were made by rule, of anybody's."""
    ids = {each.id for each in events if each.kind == "erasure"}
    for entry in _under(book.of_kind("erasure"), at):
        if entry.payload is not None and entry.told.get("request", "") in ids | {""}:
            yield entry


def _erased(book: Rows, erasures: Iterable[Entry], events: Sequence[Event]) -> Iterator[Entry]:
    """The entries that were emptied at the request of these numbers' subscribers."""
    ids = {each.id for each in events if each.kind == "erasure"}
    for erasure in erasures:
        if erasure.told.get("request") in ids:
            for first, last in erasure.told["entries"]:
                yield from (entry for seq in range(first, last + 1) if (entry := book.entry(seq)) is not None)

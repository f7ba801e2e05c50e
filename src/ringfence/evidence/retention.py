"""How long entries of each kind say what they say: a policy, and the entries whose time is over.

An entry that is emptied keeps its place and its hash, so the ledger still holds; salt and words are gone. Objections
and consents are not for a rule to empty: the first must go on stopping calls, the second is what calls rest on.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ringfence.calendar import months_after
from ringfence.errors import RingfenceError
from ringfence.evidence.gather import Rows
from ringfence.ledger.entry import Entry
from ringfence.preferences.events import day_of

KINDS = ("decision", "call-outcome", "override", "complaint", "assessment", "notice", "sign-in", "export")
WHY_NOT = {
    "objection": "it must go on stopping calls; empty it for one person with: ringfence objection erase",
    "consent": "calls rest on it; empty it for one person with: ringfence objection erase",
    "erasure": "without it nobody could tell an entry that was erased from one that was tampered with",
}
_PERIOD = re.compile(r"([1-9][0-9]{0,3})\s*(y|m|d)")
UNITS = {"y": "year", "m": "month", "d": "day"}


class PolicyUnusable(RingfenceError):
    """A policy that cannot be read, or that would empty what must stay."""

    code = "retention-policy-unusable"


@dataclass(frozen=True)
class Period:
    """So many years, months or days."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {UNITS[self.unit]}{'' if self.count == 1 else 's'}"

    def before(self, on: date) -> date:
        """The day so long before another: what is older is over."""
        if self.unit == "d":
            return on - timedelta(days=self.count)
        return months_after(on, -self.count * (12 if self.unit == "y" else 1))


Policy = Mapping[str, Period]


@dataclass
class Over:
    """The entries whose time is over, by kind, and those that are kept back for a complaint."""

    places: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    kept_back: Counter[str] = field(default_factory=Counter)
    oldest: str = ""
    newest: str = ""


def period(written: str) -> Period:
    """A period as it is written: 6y, 18m, 90d."""
    found = _PERIOD.fullmatch(written.strip().lower())
    if found is None:
        raise PolicyUnusable(f'"{written}" is no period. Write years, months or days: 6y, 18m or 90d.')
    return Period(int(found[1]), found[2])


def policy(kinds: Iterable[str], written: str) -> Policy:
    """The policy that keeps entries of these kinds for one period."""
    return {_kind(kind): period(written) for kind in kinds}


def read_policy(file: Path) -> Policy:
    """The policy in a TOML file: a table [keep] with a period for each kind of entry."""
    try:
        keep = tomllib.loads(file.read_text(encoding="utf-8-sig"))["keep"]
    except FileNotFoundError:
        raise PolicyUnusable(f'{file}: there is no such file. Write a [keep] table, such as: decision = "6y"') from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PolicyUnusable(
            f'{file}: no table [keep] can be read ({error}). Write one, such as: decision = "6y"'
        ) from None
    if not isinstance(keep, dict) or not keep or not all(isinstance(each, str) for each in keep.values()):
        raise PolicyUnusable(f'{file}: [keep] needs a period in quotes for each kind, such as: decision = "6y"')
    return {_kind(kind, f"{file}: "): period(written) for kind, written in keep.items()}


def over(book: Rows, asked: Policy, on: date) -> Over:
    """What the policy empties on a day. What is about a number that a kept complaint is about stays."""
    found, pending = Over(), _pending(book, asked, on)
    for entry in book.of_kind(*asked):
        told = entry.told
        if not told or day_of(str(told["at"])) >= asked[entry.kind].before(on):
            continue
        if told.get("number") in pending or told.get("case") in pending:
            found.kept_back[entry.kind] += 1
            continue
        _count(found, entry, str(told["at"]))
    return found


def _count(found: Over, entry: Entry, at: str) -> None:
    found.places.append(entry.seq)
    found.kinds[entry.kind] += 1
    found.oldest, found.newest = min(found.oldest or at, at), max(found.newest, at)


def _pending(book: Rows, asked: Policy, on: date) -> frozenset[Any]:
    """Numbers and cases of complaints that the policy does not empty: what bears on them is evidence."""
    return frozenset(_of_complaints(book, asked, on))


def _of_complaints(book: Rows, asked: Policy, on: date) -> Iterator[Any]:
    last = asked["complaint"].before(on) if "complaint" in asked else date.min
    for entry in book.of_kind("complaint"):
        told = entry.told
        if told and day_of(str(told["at"])) >= last:
            yield from (told[name] for name in ("number", "case") if told.get(name) is not None)


def _kind(kind: str, where: str = "") -> str:
    if kind in WHY_NOT:
        raise PolicyUnusable(f"{where}entries of the kind {kind} are not emptied by rule: {WHY_NOT[kind]}.")
    if kind not in KINDS:
        raise PolicyUnusable(f'{where}"{kind}" is no kind that a rule may empty. These are: {", ".join(KINDS)}.')
    return kind

"""The decisions of a whole campaign, counted: nobody's number is in them, nor any name a dialler gave a call."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ringfence.ledger.entry import Entry
from ringfence.preferences.events import day_of

COLUMNS = (
    "entry", "leaf", "decided_at", "decision", "reasons", "shown", "list_source", "campaign_version", "rules_version",
)  # fmt: skip


@dataclass
class Tally:
    """How often what was decided, why, on which day, and what became of the calls."""

    decisions: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    days: dict[date, Counter[str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def by_day(self) -> Iterator[tuple[date, tuple[int, int, int]]]:
        """Each day with how many calls were allowed, held and stopped."""
        for day, counts in sorted(self.days.items()):
            yield day, (counts["allow"], counts["hold"], counts["block"])

    def decided(self, entry: Entry) -> None:
        told: dict[str, Any] = entry.told
        at = str(told["at"])
        self.decisions[told["decision"]] += 1
        self.reasons.update(told.get("reasons", ()))
        self.days.setdefault(day_of(at), Counter())[told["decision"]] += 1
        self.first, self.last = min(self.first or at, at), max(self.last, at)
        self.rows.append(
            (
                str(entry.seq), entry.leaf.hex(), at, told["decision"], " ".join(told.get("reasons", ())),
                *(str(told.get(name, "")) for name in ("shown", "list_source", "campaign_version", "rules_version")),
            )
        )  # fmt: skip


def tally(entries: Iterable[Entry], campaigns: Iterable[str]) -> Tally:
    """What these decisions and outcomes come to, of these campaigns; erased ones no longer say whose they were."""
    found, names = Tally(), frozenset(campaigns)
    for entry in entries:
        told = entry.told
        if told.get("campaign") in names:
            if entry.kind == "decision":
                found.decided(entry)
            else:
                found.outcomes[str(told.get("outcome", ""))] += 1
    return found

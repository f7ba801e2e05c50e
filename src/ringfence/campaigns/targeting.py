"""The areas of a sample -> do they look like the country, or do they follow a party's support or the marginals?

The answer is about areas only: it cannot show that people within an area were chosen fairly. It is evidence of a
purpose, never the purpose itself, so it ends as a fact or a question and the law says what follows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from ringfence.campaigns import elections, leans
from ringfence.campaigns.leans import Lean

ALPHA = 0.01  # one honest sample in a hundred is misread; no more, as the finding speaks of somebody's purpose
MIN_AREAS = 5  # fewer are a local campaign: a lean of two or three seats says little of why they were chosen
DRAWS = 1999  # so that the smallest p is 0.0005
SEED = 20170608  # any fixed number: the same areas always get the same answer


@dataclass(frozen=True, slots=True)
class Point:
    """One constituency for a chart: its value on the measure shown, and the rows of the list there (0: not called)."""

    area: str
    region: str
    value: float
    rows: int


@dataclass(frozen=True, slots=True)
class UnknownArea:
    """A name that is no constituency of that election, and the nearest that are."""

    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Targeting:
    """What the choice of areas looks like, in words, with the numbers behind them."""

    kind: Literal["strongholds", "marginals", "weak_seats", "sample", "unknown"]
    party: str | None  # whose strongholds or weak seats
    measure: str  # a party (its share of the vote) or "margin"
    statistic: float | None  # mean of the measure over the areas, weighted by rows
    expected: float  # the same over all of Great Britain
    p_value: float | None
    election: int
    areas: int
    rows: int
    words: str
    points: tuple[Point, ...]
    unknown_areas: tuple[UnknownArea, ...]
    not_judged: tuple[str, ...]  # Northern Ireland, the Speaker's seat
    instigator_party: str | None

    def facts(self) -> dict[str, bool]:
        """What the areas give away: calling the strongholds of the party behind the calls is an audience by support."""
        own = self.kind == "strongholds" and self.party == self.instigator_party
        return {"audience_by_support": True} if own else {}


def look(
    areas: Mapping[str, int] | Iterable[str],
    *,
    election: int,
    instigator: str = "",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Targeting:
    """What the areas look like at `election`: names of constituencies, once each or once per row, or rows by name."""
    rows, unknown_areas, not_judged = _recognise(Counter(areas), election)
    universe, party = elections.seats(election), elections.party_of(instigator)
    ways = leans.find(rows, universe, draws, seed) if len(rows) >= MIN_AREAS else []
    found = _found(ways, party)
    shown = found or min(ways, key=lambda lean: lean.p_country, default=None)
    measure = shown.measure if shown else party or leans.MARGIN
    values = {name: leans.measured(seat, measure) for name, seat in universe.items()}
    return Targeting(
        kind=found.kind if found else "sample" if ways else "unknown",
        party=found.party if found else None,
        measure=measure,
        statistic=shown.here if shown else None,
        expected=fmean(values.values()),
        p_value=shown.p if shown else None,
        election=election,
        areas=len(rows),
        rows=rows.total(),
        words=_words(found, shown, len(rows), election),
        points=tuple(Point(seat.name, seat.region, values[name], rows[name]) for name, seat in universe.items()),
        unknown_areas=unknown_areas,
        not_judged=not_judged,
        instigator_party=party,
    )


def _recognise(written: Counter[str], election: int) -> tuple[Counter[str], tuple[UnknownArea, ...], tuple[str, ...]]:
    """Rows by constituency; names that are none; names of places where the main parties do not stand."""
    rows: Counter[str] = Counter()
    unknown: list[UnknownArea] = []
    outside: list[str] = []
    for name, count in sorted(written.items()):
        key = elections.key(name)
        if key in elections.seats(election):
            rows[key] += count
        elif key in elections.not_judged(election):
            outside.append(name)
        elif name.strip():
            unknown.append(UnknownArea(name, elections.near(name, election)))
    return rows, tuple(unknown), tuple(outside)


def _found(ways: Iterable[Lean], party: str | None) -> Lean | None:
    """The lean to name: the instigator's own strongholds first, then the strongest; weak seats only if nothing else."""

    def order(lean: Lean) -> tuple[bool, bool, float]:
        return lean.kind == "strongholds" and lean.party == party, lean.kind != "weak_seats", lean.strength

    return max((lean for lean in ways if lean.p <= ALPHA), key=order, default=None)


def _words(found: Lean | None, shown: Lean | None, areas: int, election: int) -> str:
    """The finding in two or three sentences that a compliance officer can read out."""
    if shown is None:
        return f"Too few areas to say: {areas} with results on file for {election}, and {MIN_AREAS} are needed."
    what = "the winner's margin" if shown.measure == leans.MARGIN else f"the {shown.measure} share"
    figures = f"In {election} {what} was {shown.here:.1%} there, against {shown.overall:.1%} across Great Britain."
    if found:
        called = {
            "strongholds": f"{found.party} strongholds",
            "weak_seats": f"seats where {found.party} is weak",
            "marginals": "marginal seats",
        }[found.kind]
        return (
            f"The {areas} areas called are {called}. {figures} As many seats drawn at random, from the "
            "country or from the same regions, lean as far to any side in fewer than "
            f"1 draw in {1 / ALPHA:.0f} (p = {found.p:.2g})."
        )
    unfair = "This says nothing of how people within an area were chosen."
    if shown.p_country <= ALPHA:
        return (
            f"The {areas} areas called differ from the country, but no more than other seats of the same regions do. "
            f"{figures} Why these regions is a question for a person. {unfair}"
        )
    return (
        f"The {areas} areas called look like a draw from the country. {figures} That is the widest difference, and "
        f"random draws often differ as much (p = {shown.p_country:.2g}). {unfair}"
    )

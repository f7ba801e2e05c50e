"""The areas of a sample -> do they look like the country, or do they follow a party's support or the marginals?

The answer is about areas only: it cannot show that people within an area were chosen fairly. It is evidence of a
purpose, never the purpose itself, so it ends as a fact or a question and the law says what follows.

Areas that a card names are looked at as a choice of places (`leans`). The rows of a list are looked at as rates of the
electorate (`weighted`), with the parts that strongholds and marginals have in it (`representation`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from statistics import fmean
from typing import Literal

from ringfence.campaigns import elections, leans, representation, weighted
from ringfence.campaigns import results as on_file
from ringfence.campaigns.leans import Lean
from ringfence.campaigns.representation import Part
from ringfence.campaigns.results import Results

ALPHA = 0.01  # one honest sample in a hundred is misread; no more, as the finding speaks of somebody's purpose
MIN_AREAS = 5  # fewer are a local campaign: a lean of two or three seats says little of why they were chosen
MOST_UNKNOWN = 20  # names of a list that are told; its columns may hold anything
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
    parts: tuple[Part, ...] = ()  # of a list: strongholds and marginals in it

    def facts(self) -> dict[str, bool]:
        """What the areas give away: calling the strongholds of the party behind the calls is an audience by support."""
        own = self.kind == "strongholds" and self.party == self.instigator_party
        return {"audience_by_support": True} if own else {}


def look(
    areas: Mapping[str, float] | Iterable[str],
    *,
    election: int,
    instigator: str = "",
    draws: int = DRAWS,
    seed: int = SEED,
    results: Results | None = None,
) -> Targeting:
    """What the areas look like at `election`: names or codes of constituencies, once each or once per row.

    `results` stands in place of what ships with the package.
    """
    results = results or on_file.shipped(election)
    rows, unknown_areas, not_judged = _recognise(Counter(areas), results)
    ways = leans.find(rows, results.seats, draws, seed) if len(rows) >= MIN_AREAS else []
    return _told(rows, ways, results, instigator, unknown_areas, not_judged)


def look_at_list(
    rows: Mapping[str, float],
    results: Results,
    *,
    instigator: str = "",
    unknown: Iterable[str] = (),
    not_judged: Iterable[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Targeting:
    """What the rows of a list look like, by constituency as `results.seats` calls it.

    `unknown` and `not_judged` are what else stood in the list, the most frequent first; the first of them are kept.
    """
    known = Counter({name: count for name, count in rows.items() if name in results.seats and count > 0})
    enough = len(known) >= MIN_AREAS
    ways = weighted.find(known, results.seats, draws, seed) if enough else []
    return _told(
        known,
        ways,
        results,
        instigator,
        tuple(UnknownArea(name, results.near(name)) for name in islice(unknown, MOST_UNKNOWN)),
        tuple(islice(not_judged, MOST_UNKNOWN)),
        parts=representation.parts(known, results.seats),
        of_list=True,
    )


def _told(
    rows: Counter[str],
    ways: list[Lean],
    results: Results,
    instigator: str,
    unknown_areas: tuple[UnknownArea, ...] = (),
    not_judged: tuple[str, ...] = (),
    *,
    parts: tuple[Part, ...] = (),
    of_list: bool = False,
) -> Targeting:
    """The leans as one answer: which of them is named, in what words."""
    universe, party = results.seats, elections.party_of(instigator)
    found = _found(ways, party)
    shown = found or min(ways, key=lambda lean: lean.p_country, default=None)
    measure = shown.measure if shown else party or leans.MARGIN
    values = {name: leans.measured(seat, measure) for name, seat in universe.items()}
    words = _words(found, shown, len(rows), results.year, of_list=of_list)
    over = [part for part in parts if part.over]
    return Targeting(
        kind=found.kind if found else "sample" if ways else "unknown",
        party=found.party if found else None,
        measure=measure,
        statistic=shown.here if shown else None,
        expected=shown.overall if shown else fmean(values.values()),
        p_value=shown.p if shown else None,
        election=results.year,
        areas=len(rows),
        rows=round(rows.total()),
        words=" ".join([words, *map(_part_in_words, over[:2])]),
        points=tuple(Point(seat.name, seat.region, values[name], round(rows[name])) for name, seat in universe.items()),
        unknown_areas=unknown_areas,
        not_judged=not_judged,
        instigator_party=party,
        parts=parts,
    )


def _part_in_words(part: Part) -> str:
    times, low, high = part.times
    name = part.name[:1].upper() + part.name[1:]
    return (
        f"{name} hold {part.here:.0%} of its rows and {part.country:.0%} of the country's electors: {times:.1f} times "
        f"their part (99 % interval {low:.1f} to {high:.1f})."
    )


def _recognise(
    written: Counter[str], results: Results
) -> tuple[Counter[str], tuple[UnknownArea, ...], tuple[str, ...]]:
    """Rows by constituency; names that are none; names of places where the main parties do not stand."""
    rows: Counter[str] = Counter()
    unknown: list[UnknownArea] = []
    outside: list[str] = []
    for name, count in sorted(written.items()):
        key = results.find(name)
        if key is not None and key in results.seats:
            rows[key] += count
        elif key is not None:
            outside.append(name)
        elif name.strip():
            unknown.append(UnknownArea(name, results.near(name)))
    return rows, tuple(unknown), tuple(outside)


def _found(ways: Iterable[Lean], party: str | None) -> Lean | None:
    """The lean to name: the instigator's own strongholds first, then the strongest; weak seats only if nothing else."""

    def order(lean: Lean) -> tuple[bool, bool, float]:
        return lean.kind == "strongholds" and lean.party == party, lean.kind != "weak_seats", lean.strength

    return max((lean for lean in ways if lean.p <= ALPHA), key=order, default=None)


def _words(found: Lean | None, shown: Lean | None, areas: int, election: int, *, of_list: bool) -> str:
    """The finding in two or three sentences that a compliance officer can read out."""
    if shown is None:
        return f"Too few areas to say: {areas} with results on file for {election}, and {MIN_AREAS} are needed."
    who = f"The rows of this list, in {areas} areas," if of_list else f"The {areas} areas called"
    what = "the winner's margin" if shown.measure == leans.MARGIN else f"the {shown.measure} share"
    figures = f"In {election} {what} was {shown.here:.1%} there, against {shown.overall:.1%} across Great Britain."
    drawn = "As many rows drawn at random" if of_list else "As many seats drawn at random"
    if found:
        called = {
            "strongholds": f"{found.party} strongholds",
            "weak_seats": f"seats where {found.party} is weak",
            "marginals": "marginal seats",
        }[found.kind]
        verb = "lie more in" if of_list else "are"
        return (
            f"{who} {verb} {called}{' than chance explains' if of_list else ''}. {figures} {drawn}, from the "
            "country or from the same regions, lean as far to any side in fewer than "
            f"1 draw in {1 / ALPHA:.0f} (p = {found.p:.2g})."
        )
    unfair = "This says nothing of how people within an area were chosen."
    if shown.p_country <= ALPHA:
        return (
            f"{who} differ from the country, but no more than other seats of the same regions do. "
            f"{figures} Why these regions is a question for a person. {unfair}"
        )
    return (
        f"{who} look like a draw from the country. {figures} That is the widest difference, and "
        f"{_how_often(shown, of_list=of_list)}. {unfair}"
    )


def _how_often(shown: Lean, *, of_list: bool) -> str:
    small = of_list and abs(shown.here - shown.overall) < weighted.LEAST
    if small:
        return f"a difference of less than {weighted.LEAST:.0%} of the vote is not named"
    return f"random draws often differ as much (p = {shown.p_country:.2g})"

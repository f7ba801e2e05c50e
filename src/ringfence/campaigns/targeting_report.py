"""The targeting test of one list -> data, lines for a terminal, or a page with the chart."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ringfence.campaigns.areas import ListAreas
from ringfence.campaigns.results import Results
from ringfence.campaigns.sampling import Fraction, Quota, remark
from ringfence.campaigns.targeting import Targeting
from ringfence.campaigns.targeting_chart import svg

SHOWN = 10
CAUTION = (
    "This is an indicator for the question what the calls are for (rule DM-PURPOSE), and never a verdict: it speaks of "
    "places, not of how people within them were chosen, and not of why."
)


@dataclass(frozen=True)
class Looked:
    """Everything that was found out about where a list's people are."""

    file: str
    areas: ListAreas
    results: Results
    targeting: Targeting
    fractions: tuple[Fraction, ...]
    quotas: tuple[Quota, ...]

    @property
    def title(self) -> str:
        return f"{self.file}: where its people are, beside the results of {self.results.source}"


def data(looked: Looked) -> dict[str, Any]:
    """All of it as JSON."""
    areas, target = looked.areas, looked.targeting
    return {
        "file": looked.file,
        "results": {"source": looked.results.source, "year": looked.results.year, "seats": len(looked.results.seats)},
        "column": areas.column,
        "rows": {
            "total": areas.total, "recognised": areas.recognised, "blank": areas.blank, "shared_out": areas.shared,
            "unknown": dict(areas.unknown), "not_judged": dict(areas.not_judged),
        },
        "finding": {
            "kind": target.kind, "party": target.party, "measure": target.measure, "here": target.statistic,
            "expected": target.expected, "p_value": target.p_value, "areas": target.areas, "words": target.words,
        },
        "parts": [{**asdict(part), "name": part.name, "times": part.times, "over": part.over} for part in target.parts],
        "facts": target.facts(),
        "sampling": {
            "words": remark(looked.fractions),
            "areas": [{**asdict(each), "share": each.share} for each in looked.fractions],
        },
        "quotas": [{**asdict(each), "missed": each.missed} for each in looked.quotas],
        "caution": CAUTION,
    }  # fmt: skip


def lines(looked: Looked) -> Iterator[str]:
    """All of it in words."""
    yield looked.title
    yield from _read(looked)
    yield looked.targeting.words
    for part in looked.targeting.parts:
        times, low, high = part.times
        over = "  over-represented" if part.over else ""
        yield (
            f"  {part.name:30} {part.here:>6.1%} of rows, {part.country:>6.1%} of electors: "
            f"{times:.2f} times ({low:.2f} to {high:.2f}){over}"
        )
    yield f"Sampling: {remark(looked.fractions)}"
    yield from quota_lines(looked.quotas)
    if looked.targeting.facts():
        yield "The strongholds are those of the party behind the calls: taken as people chosen for their support."
    yield CAUTION


def _read(looked: Looked) -> Iterator[str]:
    areas = looked.areas
    known = areas.recognised / areas.total if areas.total else 0.0
    yield f'  {areas.total:,} rows; column "{areas.column}"; {known:.1%} lie in a constituency on file'
    if areas.blank:
        yield f"  {areas.blank:,} rows name no area"
    if areas.shared:
        yield f"  {areas.shared:,} rows lie in areas of several constituencies, and were dealt out among them"
    if areas.not_judged:
        yield f"  {sum(areas.not_judged.values()):,} rows lie where the main parties do not stand: not judged"
    if areas.unknown:
        most = ", ".join(f"{name} ({count:,})" for name, count in list(areas.unknown.items())[:3])
        yield f"  {sum(areas.unknown.values()):,} rows name areas that are not on file: {most}"


def quota_lines(quotas: Sequence[Quota]) -> Iterator[str]:
    """The quotas missed, or that there are none."""
    if not quotas:
        return
    missed = [each for each in quotas if each.missed]
    yield f"Quotas: {len(quotas) - len(missed)} of {len(quotas)} are met by the list"
    for each in missed[:SHOWN]:
        yield (
            f"  {each.column} {each.value}: declared {each.declared:.1%}, in the list {each.achieved:.1%} "
            f"({each.low:.1%} to {each.high:.1%})"
        )


def page(looked: Looked) -> str:
    """A page of its own: the sentence, the chart, the tables."""
    pages = Environment(loader=PackageLoader("ringfence.campaigns"), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("targeting.html").render(
        looked=looked,
        chart=Markup(chart(looked)) if looked.targeting.parts else "",  # noqa: S704 - escaped where it is drawn
        read=[line.strip() for line in _read(looked)],
        sampling=remark(looked.fractions),
        shown=SHOWN,
        caution=CAUTION,
    )


def chart(looked: Looked) -> str:
    """The chart by itself."""
    return svg(looked.targeting.parts, looked.title)

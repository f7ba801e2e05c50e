"""Due-diligence sheets -> text, data, and a page to print and sign."""

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ringfence.calendar import british
from ringfence.campaigns.card import Campaign
from ringfence.campaigns.provenance.intake import Calls
from ringfence.campaigns.provenance.outcomes import RATES, Rate, Source
from ringfence.campaigns.provenance.sheet import Sheet
from ringfence.rule import Outcome

HEADING = 32  # how wide the questions are on a terminal
SAYS = {
    Outcome.OK: "in order as far as the card tells",
    Outcome.NEEDS_FACT: "open: something is not known",
    Outcome.NEEDS_HUMAN: "a person must judge",
    Outcome.BREACH: "broken",
    Outcome.NOT_APPLICABLE: "does not apply",
}


def data(campaign: Campaign, made: Sequence[Sheet], calls: Calls | None, sources: Sequence[Source]) -> dict[str, Any]:
    """Everything on the sheets, as data."""
    return {
        "campaign": campaign.campaign.id,
        "lists": [_sheet(sheet) for sheet in made],
        "outcomes": None
        if calls is None
        else {
            "sources": [_source(each) for each in sources],
            "words_not_known": dict(calls.unknown),
        },
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "file": sheet.source.file.name,
        "kind": sheet.source.kind,
        "lines": [
            {
                "key": line.question.key,
                "answer": line.answer or None,
                "problem": line.problem or None,
                "rules": [{"id": rule.id, "cites": rule.cites} for rule in line.rules],
                "matters": line.question.matters,
            }
            for line in sheet.lines
        ],
        "rules": [
            {
                "id": a.rule.id,
                "cites": a.rule.cites,
                "outcome": a.outcome.name,
                "because": list(a.because),
                "needs": list(a.needs),
            }
            for a in sheet.answers
        ],
        "ask": list(sheet.asks),
    }


def _source(source: Source) -> dict[str, Any]:
    rates = [
        {
            "of": rate.name,
            "count": rate.count,
            "among": rate.among,
            "share": round(rate.share, 4),
            "interval": [round(rate.low, 4), round(rate.high, 4)],
            "difference_to_others": [round(each, 4) for each in rate.difference] if rate.difference else None,
            "stands_out": rate.stands_out,
        }
        for rate in source.rates
    ]
    return {"source": source.name, "calls": source.total, "by_outcome": dict(source.calls), "rates": rates}


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def rate_in_words(rate: Rate) -> str:
    """A rate with its interval."""
    said, _ = RATES[rate.name]
    return (
        f"{said} {percent(rate.share)} ({percent(rate.low)} to {percent(rate.high)}, {rate.count:,} of {rate.among:,})"
    )


def text(
    campaign: Campaign, made: Sequence[Sheet], calls: Calls | None, sources: Sequence[Source], width: int = 100
) -> str:
    """The sheets for a terminal."""
    lines = [f"Where the lists of “{campaign.campaign.name}” come from, read as if the calls were marketing"]
    if not made:
        lines.append("  None of its lists is bought or borrowed, as the card says.")
    for sheet in made:
        lines += ["", *_told(sheet)]
    if calls is not None:
        lines += ["", *_outcomes(calls, sources)]
    return "\n".join(part for line in lines for part in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    """A line in several where it is too long; what follows is set in as deep as the tab stands, or a little."""
    depth = line.find("\t") + 1 or len(line) - len(line.lstrip()) + 3
    set_in = " " * depth
    return textwrap.wrap(line.replace("\t", " "), width, subsequent_indent=set_in, break_long_words=False) or [""]


def _told(sheet: Sheet) -> list[str]:
    kind = sheet.source.kind or "not said whether bought or borrowed"
    lines = [f"{sheet.source.file.name} ({kind}): {len(sheet.missing)} of {len(sheet.lines)} things are not on file"]
    for line in sheet.lines:
        rules = ", ".join(rule.id for rule in line.rules)
        said = line.answer or "MISSING"
        problem = f" - {line.problem.upper()}" if line.problem else ""
        lines.append(f"  {line.question.heading:{HEADING}}\t{said}{problem}")
        if line.missing or line.problem:
            lines.append(f"  {'':{HEADING}}\t{line.question.matters}" + (f" [{rules}]" if rules else ""))
    lines += [f"  {a.rule.id}: {SAYS[a.outcome]}: {a.why(sheet.facts)}" for a in sheet.answers if a.outcome.value]
    return [*lines, "  Ask the supplier:", *(f"    {place}. {ask}" for place, ask in enumerate(sheet.asks, 1))]


def _outcomes(calls: Calls, sources: Sequence[Source]) -> list[str]:
    lines = ["How each source turned out (95 % intervals; * more than the other sources together, beyond chance):"]
    for source in sources:
        lines.append(f"  {source.name}: {source.total:,} calls")
        lines += [f"    {'*' if rate.stands_out else ' '} {rate_in_words(rate)}" for rate in source.rates]
    if len(sources) == 1:
        lines.append("  One source only: there is nothing to compare it with.")
    if calls.unknown:
        words = ", ".join(f"“{word}” ({count:,})" for word, count in list(calls.unknown.items())[:10])
        lines.append(f"  Not counted, for nobody said what they mean: {words}. Say so with --means WORD=OUTCOME.")
    return lines


def page(campaign: Campaign, made: Sequence[Sheet], calls: Calls | None, sources: Sequence[Source]) -> str:
    """The sheets as one page, without network or script; everything on it is escaped."""
    return (
        _environment().get_template("sheet.html").render(campaign=campaign, sheets=made, calls=calls, sources=sources)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ringfence.campaigns.provenance"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"british": british, "percent": percent}
    environment.globals |= {"SAYS": SAYS, "RATES": RATES}
    return environment

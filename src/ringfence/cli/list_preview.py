"""What `ringfence list screen --preview` says: how the list was read, and what to expect of a screening."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ringfence.lists.preview import Preview

SHOWN = 12


def data(found: "Preview") -> dict[str, Any]:
    """The preview as JSON."""
    estimates = [
        {
            "decision": each.situation.decision,
            "reasons": list(each.situation.reasons),
            "in_words": list(each.situation.words),
            "share": each.share,
            "interval": [each.low, each.high],
        }
        for each in found.estimates
    ]
    plain = {name: value for name, value in asdict(found).items() if name != "estimates"}
    return {**plain, "file": str(found.file), "estimates": estimates}


def told(found: "Preview") -> Iterator[str]:
    """The preview in lines."""
    yield f"{found.file}: {found.how}; {found.rows:,} rows"
    yield f"  columns  {', '.join(found.columns)}"
    yield f"  numbers  in {', '.join(found.phone_columns)}"
    yield from (f"  note: {note}" for note in found.notes)
    yield f"First {len(found.first)} rows, digits hidden:"
    yield from (f"  {' | '.join(_short(cell) for cell in row)}" for row in found.first)
    some = "all rows" if found.sampled == found.rows else f"a sample of {found.sampled:,} rows"
    yield f"Of {some}, {found.readable:.1%} hold a number that can be read"
    yield from _counts("kinds", {kind.replace("_", " "): count for kind, count in found.kinds.items()})
    yield from _counts("problems", found.problems)
    yield from _counts("written as", found.shapes)
    yield from _expected(found)
    yield "Nothing was written. Next: the same command with -o OUT.parquet in place of --preview"


def _counts(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    shown = list(counts.items())[:SHOWN]
    yield from (f"  {title if place == 0 else '':10}  {count:>8,}  {name}" for place, (name, count) in enumerate(shown))
    if len(counts) > SHOWN:
        yield f"  {'':10}  {'':>8}  and {len(counts) - SHOWN} more"


def _expected(found: "Preview") -> Iterator[str]:
    if found.sampled == found.rows:
        yield "What a screening will say:"
    else:
        yield "What a screening will say, by the sample (95 % intervals; it cannot show numbers that stand twice):"
    for each in found.estimates[:SHOWN]:
        span = "" if each.low == each.high else f" ({each.low:.1%} to {each.high:.1%})"
        reasons = ", ".join(each.situation.reasons) or "nothing against"
        yield f"  {each.share:>7.1%}{span:20}  {each.situation.decision:5}  {reasons}"
    if len(found.estimates) > SHOWN:
        yield f"  and {len(found.estimates) - SHOWN} rarer situations"


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= 40 else line[:39] + "…"

"""Objections as a person reads them, and as data; numbers are masked in both."""

import json
from typing import Any

from ringfence.cli.people import in_words, masked_number
from ringfence.preferences.events import Event


def receipt(each: Event) -> list[str]:
    assert each.scope is not None
    return [
        f"Receipt {each.id}",
        f"  number    {masked_number(each.number)}",
        f"  said      {each.said!r}, by {each.channel}, {in_words(each.at)}",
        f"  stops     {each.scope.stops}",
        f"  from      now on: recorded {in_words(each.recorded_at)}"
        + (f" by {each.recorded_by}" if each.recorded_by else ""),
    ]


def told(each: Event) -> list[str]:
    assert each.scope is not None
    by = ", ".join(
        part for part in (each.channel, f"noted by {each.recorded_by}" if each.recorded_by else "", each.source) if part
    )
    said = f" {each.said!r}" if each.said else ""
    return [
        f"  {each.id}  {masked_number(each.number)}  {in_words(each.at)}{said}",
        f"      stops {each.scope.stops}" + (f" ({by})" if by else ""),
    ]


def data(each: Event) -> dict[str, Any]:
    assert each.scope is not None
    return {
        "id": each.id,
        "number": masked_number(each.number),
        "at": each.at,
        "channel": each.channel,
        "said": each.said,
        "scope": str(each.scope),
        "stops": each.scope.stops,
        "recorded_at": each.recorded_at,
        "recorded_by": each.recorded_by,
        "source": each.source,
    }


def many(found: tuple[Event, ...]) -> str:
    return "One objection stands" if len(found) == 1 else f"{len(found)} objections stand"


def as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def counted(count: int, noun: str) -> str:
    """A count with its noun."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}"

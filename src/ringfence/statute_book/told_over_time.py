"""What changed between two days, and what nobody has read for a while, for a person at a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ringfence.calendar import british
from ringfence.statute_book.english import titled
from ringfence.statute_book.history import Change, Kind, Part
from ringfence.statute_book.layout import paragraph
from ringfence.statute_book.stale import Stale

KINDS: dict[Kind, str] = {"began": "begins", "changed": "changes", "ended": "ends"}


def changed(found: Sequence[Change], since: date, until: date, width: int) -> str:
    """Changes under the day on which each took effect, and how many there were."""
    if not found:
        return f"Nothing on file changed between {british(since)} and {british(until)}."
    lines = []
    for day, of_day in groupby(found, key=lambda change: change.day):
        lines += [british(day), ""]
        for each in of_day:
            lines += [*_change(each, width), ""]
    return "\n".join([*lines, *paragraph(_counted(found, since, until), width)])


def _counted(found: Sequence[Change], since: date, until: date) -> str:
    counts = Counter(change.kind for change in found if change.of == "rule")
    said = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    other = sum(change.of == "sanction" for change in found)
    return (
        f"After {british(since)}, up to {british(until)}: of the rules {said}"
        f"{f'; {other} changes of what could follow a breach' if other else ''}. "
        "A rule as it stood: ringfence law show ID --on DAY"
    )


def _change(each: Change, width: int) -> Iterator[str]:
    what = "" if each.of == "rule" else "what could follow, "
    yield from paragraph(f"{each.id} {KINDS[each.kind]}: {what}{each.cites}", width, first="  ", rest="      ")
    if each.kind != "changed":
        yield from paragraph(each.says, width, first="      ")
    for part in each.parts:
        yield from _part(part, width)


def _part(part: Part, width: int) -> Iterator[str]:
    """One part: lines that went and came, each marked; lines that stayed are left out."""
    yield f"      {part.name}"
    yield from (line for text in part.before if text not in part.after for line in _marked("was", text, width))
    yield from (line for text in part.after if text not in part.before for line in _marked("now", text, width))


def _marked(mark: str, text: str, width: int) -> list[str]:
    bare = text.lstrip().removeprefix("- ")
    return paragraph(bare, width, first=f"        {mark}  {' ' * (len(text) - len(text.lstrip()))}")


def stale(found: Stale, width: int) -> str:
    """Instruments last read before a day with their rules, and how much was never verified."""
    lines = []
    for made, ids in found.instruments:
        lines += paragraph(f"{made.id}: {titled(made)}", width, rest="    ")
        lines += paragraph(f"last read on {british(made.checked_on)}; rules: {', '.join(ids)}", width, first="    ")
    day = british(found.before)
    if found.instruments:
        rules = len({id_ for _, ids in found.instruments for id_ in ids})
        lines += ["", *paragraph(f"{rules} rules rest on texts last read before {day}. Read them again.", width)]
    else:
        lines.append(f"Every text was read on {day} or later.")
    if found.unverified:
        lines += paragraph(
            f"Never verified: {found.unverified} points about {found.unverified_rules} rules. "
            'They stand under "Not verified" in: ringfence law show ID',
            width,
        )
    return "\n".join(lines)

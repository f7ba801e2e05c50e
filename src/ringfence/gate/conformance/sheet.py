"""The pass/fail sheet as text, as data and as a page to print and sign."""

import textwrap
from typing import Any

from ringfence.calendar import LONDON, british
from ringfence.gate.conformance.run import Line, Sheet


def verdict(sheet: Sheet) -> str:
    """One sentence on the whole."""
    passed, failed, open_ = sheet.count(True), sheet.count(False), sheet.count(None)
    counts = f"{passed} passed, {failed} failed, {open_} not checked"
    if failed:
        return f"This set-up does not keep to the gate: {counts}."
    if open_:
        return f"Nothing failed, and not everything was checked: {counts}."
    return f"This set-up kept to the gate in every check: {counts}."


def text(sheet: Sheet, width: int = 100) -> str:
    """For a terminal: a line a check, and under what failed what was seen and what to do."""
    lines = [verdict(sheet), ""]
    for way, some in sheet.ways():
        lines.append(way)
        for each in some:
            lines += _told(each, width)
        lines.append("")
    return "\n".join(lines)


def _told(line: Line, width: int) -> list[str]:
    told = [f"  {line.seen.word:16}{line.check.id:20}{line.check.title}"]
    if line.seen.ok is not True:
        told += textwrap.wrap(line.seen.says, width, initial_indent=" " * 18, subsequent_indent=" " * 18)
    if line.seen.ok is False and line.check.mend:
        told += textwrap.wrap(f"Mend: {line.check.mend}", width, initial_indent=" " * 18, subsequent_indent=" " * 18)
    return told


def data(sheet: Sheet) -> dict[str, Any]:
    """Everything on the sheet, as data."""
    return {
        "at": sheet.at.isoformat(timespec="seconds"),
        "verdict": verdict(sheet),
        "passed": sheet.count(True),
        "failed": sheet.count(False),
        "not_checked": sheet.count(None),
        "checks": [
            {
                "check": each.check.id,
                "title": each.check.title,
                "why": each.check.why,
                "way": each.way,
                "result": each.seen.word.lower().replace(" ", "_"),
                "seen": each.seen.says,
                "mend": each.check.mend if each.seen.ok is False else None,
            }
            for each in sheet.lines
        ],
    }


def page(sheet: Sheet) -> str:
    """A page that needs nothing else."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only this form needs it

    pages = Environment(loader=PackageLoader("ringfence.gate.conformance"), autoescape=True, undefined=StrictUndefined)
    at = sheet.at.astimezone(LONDON)
    return pages.get_template("sheet.html").render(
        sheet=sheet, verdict=verdict(sheet), ways=sheet.ways(), at=f"{british(at.date())}, {at:%H:%M}",
        failed=[each for each in sheet.lines if each.seen.ok is False],
    )  # fmt: skip

"""What the ledger's commands print: entries with their numbers masked, and what a verification found."""

from typing import Any

from ringfence.cli.people import in_words, masked_number
from ringfence.ledger.entry import Entry
from ringfence.ledger.verify import Report

HIDDEN = ("kind", "at", "by", "number", "event", "facts", "shown", "reference")


def verified(report: Report, kept: int) -> list[str]:
    """What a verification found, the first bad entry first."""
    roots = f"{report.roots_signed:,} signed root{'' if report.roots_signed == 1 else 's'}"
    counted = f"{report.size:,} entries, {report.erased:,} of them erased; {roots}"
    if report.holds:
        if not report.size:
            return ["The ledger is empty."]
        beside = f" and with {kept} kept checkpoint{'s' if kept > 1 else ''}" if kept else ""
        return [
            f"Holds: {counted} agree{beside}.",
            "This copy cannot show whether an older one was put back: keep checkpoints elsewhere (ledger checkpoint)."
            if not kept
            else "No entry before the kept checkpoint was changed, left out or added.",
        ]
    first, *rest = report.faults
    lines = [f"DOES NOT HOLD: {first.what}.", f"Read: {counted}."]
    lines += [f"  also: {each.what}" for each in rest[:9]]
    lines += [f"  and {len(rest) - 9:,} more"] if len(rest) > 9 else []
    return [*lines, "Stop using this copy, keep it as it is, and compare it with a backup and the kept checkpoints."]


def as_data(report: Report) -> dict[str, Any]:
    """The same for programs."""
    return {
        "holds": report.holds,
        "size": report.size,
        "root": report.root.hex(),
        "erased": report.erased,
        "signed_roots": report.roots_signed,
        "first_bad_entry": next((each.entry for each in report.faults), None),
        "faults": [{"entry": each.entry, "what": each.what} for each in report.faults],
    }


def entry_as_data(entry: Entry) -> dict[str, Any]:
    """An entry for programs; numbers masked, and what was said about one left out."""
    told = entry.told
    shown = {name: value for name, value in told.items() if name not in HIDDEN[3:]}
    number = {"number": masked_number(told["number"])} if told.get("number") else {}
    return {"entry": entry.seq, "kind": entry.kind, "erased": entry.payload is None, **shown, **number}


def entry_in_words(entry: Entry) -> str:
    """An entry on a line."""
    told = entry.told
    if not told:
        return f"{entry.seq:>8,}  {entry.kind}: erased"
    about = f", {masked_number(told['number'])}" if told.get("number") else ""
    rest = ", ".join(f"{name} {_short(value)}" for name, value in told.items() if name not in HIDDEN and value)
    by = f" by {told['by']}" if told.get("by") else ""
    return f"{entry.seq:>8,}  {in_words(told['at'])}  {entry.kind}{by}{about}{': ' if rest else ''}{rest}"


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."

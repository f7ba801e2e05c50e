"""A record -> what waits of it: each free text by itself, then the closed answers, each with the cell that it is of."""

from collections.abc import Sequence

from ringfence.answers import record as records
from ringfence.answers.plan import NOT_TOLD, Plan
from ringfence.answers.record import Record
from ringfence.answers.spool import Entry

CLOSED_SIZES = (5, 10, 20, 40, 80)  # questions answered
TEXT_SIZES = (60, 120, 240, 480)  # characters


def entries(record: Record, plan: Plan) -> list[Entry]:
    """What waits; the closed answers stand last, and their being there means that all are."""
    by = records.token(record.interviewer)
    person = records.token(record.once, "texts")
    found = [
        Entry(
            token=records.token(record.once, f"text {name}"),
            person=person,
            kind="text",
            cell=("text", size_class(len(text), TEXT_SIZES), record.wave),
            interviewer=by,
            body=records.text_body(name, text),
        )
        for name, text in sorted(record.texts.items())
    ]
    whole = records.token(record.once)
    body = records.closed_body(record.closed)
    return [
        *found,
        Entry(token=whole, person=whole, kind="closed", cell=cell(record, plan), interviewer=by, body=body),
    ]


def cell(record: Record, plan: Plan) -> tuple[str, ...]:
    """What a batch of closed answers has in common. The first is never dropped, the rest from behind.

    Size stands before bands, so that long calls do not tell long answers.
    """
    part = "partial" if record.partial else "whole"
    hurried = {True: "yes", False: "no", None: NOT_TOLD}[record.hurried]
    size = size_class(len(record.closed), CLOSED_SIZES)
    return (part, record.wave, size, *plan.bands.cell(record.bands), hurried)


def told(cell: tuple[str, ...]) -> tuple[str, list[str], str]:
    """Wave, bands and flags of a batch of closed answers; its size is not told."""
    part, wave, _, *bands, hurried = cell
    return wave, bands, f"{part} {hurried}"


def wave(kind: str, cell: tuple[str, ...]) -> str:
    """The wave in a cell."""
    return cell[1 if kind == "closed" else 2]


def size_class(size: int, edges: Sequence[int]) -> str:
    """The class of a size."""
    return str(next((edge for edge in edges if size <= edge), "more"))

"""ringfence law clock: the days by which something must be done."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ringfence.cli.shared import Day, format_option, width

if TYPE_CHECKING:
    from ringfence.calendar import Nation
    from ringfence.law.deadlines import Clock, Deadline

NATIONS: dict[str, "Nation"] = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "ni": "NIR"}
IN_WORDS = {"england": "England", "wales": "Wales", "scotland": "Scotland", "ni": "Northern Ireland"}
KINDS = {"last": "last day", "at_least": "not over before the end of", "warning": "day to ask"}


@click.command(short_help="The last day to appeal, answer, pay or prosecute.")
@click.argument("kind", required=False)
@click.option("--from", "start", type=Day(), help="The day that starts the clock (form 2026-11-21).")
@click.option(
    "--nation", type=click.Choice(list(NATIONS), case_sensitive=False), default="england", show_default=True,
    help="Whose bank holidays count.",
)  # fmt: skip
@format_option
def clock(kind: str | None, start: date | None, nation: str, form: str) -> None:
    """Count the days of an appeal, an answer, a payment, a prosecution: the last day in law, and the one to plan for.

    Without KIND: every clock on file, and the day that starts it.

    \b
    Example:
        ringfence law clock appeal --from 2026-12-01 --nation scotland
    """
    from ringfence.law.deadlines import CLOCKS, clocks

    if kind is None:
        click.echo(_json(_kinds(CLOCKS)) if form == "json" else _listed(CLOCKS))
        return
    folded = kind.casefold()
    if start is None and folded in CLOCKS:
        raise click.UsageError(f"--from is missing: {CLOCKS[folded].start}.")
    found = clocks(folded, start or date.min, NATIONS[nation])
    if form == "json":
        click.echo(_json(_data(folded, CLOCKS[folded], found, start, nation)))
    else:
        click.echo("\n".join(_told(CLOCKS[folded], found, start or date.min, nation)))


def _kinds(clocks: dict[str, "Clock"]) -> list[dict[str, str]]:
    return [{"kind": name, "gives": each.what, "from": each.start} for name, each in clocks.items()]


def _listed(clocks: dict[str, "Clock"]) -> str:
    from ringfence.statute_book.layout import columns

    return "\n".join(columns(((name, f"{each.what}; from {each.start}") for name, each in clocks.items()), width()))


def _told(clock: "Clock", found: "tuple[Deadline, ...]", start: date, nation: str) -> list[str]:
    """Each deadline with its three days, and what stands beside it."""
    from ringfence.calendar import british
    from ringfence.statute_book.layout import field, paragraph

    wide = width()
    lines = paragraph(f"{_upper(clock.what)}. From {clock.start}: {british(start)} ({IN_WORDS[nation]}).", wide)
    if not found:
        return [*lines, "", *paragraph(clock.none or "No clock runs.", wide)]
    for each in found:
        lines += ["", *paragraph(f"{each.name}: {each.says}", wide)]
        before = f", before {each.before:%H:%M}" if each.before else ""
        told = (
            (KINDS[each.kind], f"{british(each.legal)}{before}"),
            ("perhaps", f"{british(each.perhaps)}, on another reading: a person decides" if each.perhaps else ""),
            ("plan for", british(each.safe) if each.safe != each.legal else ""),
            ("plain count", british(each.raw) if each.raw != each.legal else ""),
            ("cites", each.cites),
            ("open", each.open_point),
            *(("not verified", words) for words in each.unsure),
            *(("note", words) for words in each.notes),
        )
        lines += [line for name, text in told if text for line in _labelled(name, text, wide, field, paragraph)]
    return lines


def _labelled(name: str, text: str, wide: int, field: Any, paragraph: Any) -> list[str]:
    """A field; one whose name is too long for its column stands as a sentence."""
    return list(field(name, text, wide)) if len(name) < 13 else list(paragraph(f"{name} {text}", wide))


def _data(kind: str, clock: "Clock", found: "tuple[Deadline, ...]", start: date | None, nation: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "gives": clock.what,
        "from": start.isoformat() if start else None,
        "nation": nation,
        "none": "" if found else clock.none,
        "deadlines": [
            {
                "name": each.name,
                "says": each.says,
                "cites": each.cites,
                "kind": each.kind,
                "last_day": each.legal.isoformat(),
                "before": each.before.isoformat("minutes") if each.before else None,
                "plan_for": each.safe.isoformat(),
                "plain_count": each.raw.isoformat(),
                "perhaps": each.perhaps.isoformat() if each.perhaps else None,
                "open_point": each.open_point,
                "unsure": list(each.unsure),
                "notes": list(each.notes),
            }
            for each in found
        ],
    }


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)

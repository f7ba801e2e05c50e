"""Two pictures of the story as inline SVG: the years with every event, and the days to the first step as spans.

Shapes tell the kinds of event apart, never colour alone; whatever is drawn also stands in a table.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from ringfence.cases.story.record import Event, Told

WIDTH, LABEL, RIGHT, TOP, ROW, BOTTOM = 860, 210, 30, 62, 38, 34
INK, SOFT, LINE, RED = "#17202a", "#4a5561", "#c9d1d8", "#86181d"
LEGEND = (("calls", "calls"), ("complaint", "complaint or report"), ("action", "step"), ("other", "other"))
FIRST, LAST = date(2005, 1, 1), date(2019, 1, 1)
SCALE = 260  # days; the longest that the record knows is 248


def years(matters: Sequence[Told]) -> str:
    """Every event of every matter, on a line for each, by year."""
    height = TOP + ROW * len(matters) + BOTTOM
    said = "; ".join(f"{told.name}: {', '.join(f'{e.kind} {e.when}' for e in told.events)}" for told in matters)
    lines = [*_head("years", "Calls by parties and what followed, 2005 to 2018", said, height), *_legend()]
    for year in range(FIRST.year, LAST.year + 1):
        x = _at(date(year, 1, 1))
        lines.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - BOTTOM}" stroke="{LINE}"/>')
        if year < LAST.year and year % 2:
            middle = _at(date(year, 7, 1))
            lines.append(f'<text x="{middle}" y="{height - 12}" text-anchor="middle" fill="{SOFT}">{year}</text>')
    for place, told in enumerate(matters):
        lines += _row(told, TOP + ROW * (place + 0.5))
    return "\n".join([*lines, "</svg>"])


def _head(ident: str, title: str, said: str, height: float) -> Iterator[str]:
    box = f'viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="14"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-t {ident}-d" {box}>'
    yield f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(said)}</desc>'


def _legend() -> Iterator[str]:
    x = float(LABEL)
    for kind, words in LEGEND:
        yield _mark(kind, x + 8, 18)
        yield f'<text x="{x + 22}" y="23" fill="{INK}">{words}</text>'
        x += 40 + 8.2 * len(words)


def _at(day: date) -> float:
    share = (day - FIRST).days / (LAST - FIRST).days
    return round(LABEL + share * (WIDTH - LABEL - RIGHT), 1)


def _row(told: Told, y: float) -> Iterator[str]:
    yield f'<text x="{LABEL - 12}" y="{y + 5}" text-anchor="end" fill="{INK}">{escape(told.name)}</text>'
    yield f'<line x1="{LABEL}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{LINE}"/>'
    for event in told.events:
        low, high = _at(event.earliest or event.latest), _at(event.latest)
        if high - low > 6:
            yield f'<line x1="{low}" x2="{high}" y1="{y}" y2="{y}" stroke="{INK}" stroke-width="3" opacity="0.45"/>'
    for event in sorted(told.events, key=lambda each: each.action):
        middle = (_at(event.earliest or event.latest) + _at(event.latest)) / 2
        yield _mark(_shape(event), round(middle, 1), y)


def _shape(event: Event) -> str:
    if event.action:
        return "action"
    return {"calls": "calls", "complaint": "complaint", "report": "complaint"}.get(event.kind, "other")


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "calls":
        return f'<path d="M{x} {y - 10}V{y + 10}" stroke="{INK}" stroke-width="4"/>'
    if kind == "complaint":
        return f'<circle cx="{x}" cy="{y}" r="6" fill="#fff" stroke="{INK}" stroke-width="2.5"/>'
    if kind == "action":
        return f'<path d="M{x} {y - 9}L{x + 9} {y}L{x} {y + 9}L{x - 9} {y}Z" fill="{RED}" stroke="#fff"/>'
    return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="#fff" stroke="{SOFT}" stroke-width="2"/>'


def days(matters: Sequence[Told]) -> str:
    """The days from first complaint or report to first step: solid what is sure, hollow what vague dates leave open."""
    height = 20 + ROW * len(matters) + BOTTOM + 20
    said = "; ".join(f"{told.name}: {told.days.says if told.days else 'not known'}" for told in matters)
    lines = [*_head("days", "Days from the first complaint or report to the first step", said, height)]
    for tick in range(0, SCALE + 1, 50):
        x = _along(tick)
        lines.append(f'<line x1="{x}" x2="{x}" y1="12" y2="{height - BOTTOM - 20}" stroke="{LINE}"/>')
        lines.append(f'<text x="{x}" y="{height - 34}" text-anchor="middle" fill="{SOFT}">{tick}</text>')
    middle = (LABEL + WIDTH - RIGHT) / 2
    lines.append(f'<text x="{middle}" y="{height - 12}" text-anchor="middle" fill="{SOFT}">days</text>')
    for place, told in enumerate(matters):
        lines += _bar(told, 20 + ROW * (place + 0.5))
    return "\n".join([*lines, "</svg>"])


def _along(count: float) -> float:
    return round(LABEL + min(count, SCALE) / SCALE * (WIDTH - LABEL - RIGHT), 1)


def _bar(told: Told, y: float) -> Iterator[str]:
    yield f'<text x="{LABEL - 12}" y="{y + 5}" text-anchor="end" fill="{INK}">{escape(told.name)}</text>'
    found = told.days
    if found is None:
        yield f'<text x="{LABEL + 6}" y="{y + 5}" fill="{SOFT}">not on record</text>'
        return
    start, least, end = _along(0), _along(found.least), _along(SCALE if found.most is None else found.most)
    yield f'<rect x="{start}" y="{y - 8}" width="{max(least - start, 0):.1f}" height="16" fill="{INK}"/>'
    if end > least:
        dashes = ' stroke-dasharray="5 4"' if found.most is None else ""
        yield (
            f'<rect x="{least}" y="{y - 8}" width="{end - least:.1f}" height="16" fill="#fff" stroke="{INK}"{dashes}/>'
        )
    words = escape(_brief(told))
    inside = end > (LABEL + WIDTH) / 2
    x, anchor = (end - 8, "end") if inside else (end + 8, "start")
    sure = inside and found.most is not None and end - least < 150
    x, fill = (least - 8, "#fff") if sure else (x, INK)
    yield f'<text x="{x}" y="{y + 5}" text-anchor="{anchor}" fill="{fill}">{words}</text>'


def _brief(told: Told) -> str:
    found = told.days
    assert found is not None
    if found.most is None:
        return (
            f"{found.least} or more, to the {found.end.kind}" if found.least else f"not known, to the {found.end.kind}"
        )
    count = f"{found.least}" if found.least == found.most else f"{found.least} to {found.most}"
    return f"{count}, to the {found.end.kind}"

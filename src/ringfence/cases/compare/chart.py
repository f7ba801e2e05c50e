"""Survival curves as inline SVG: steps, marks for cases that were still waiting, and a band where the interval lies.

Colour says nothing alone: each curve has its own dashes and its name at its end, and every figure stands in the table.
"""

from collections.abc import Iterator, Sequence
from html import escape

from ringfence.cases.compare.timing import Curve

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 380, 70, 24, 20, 66
INK, SOFT, LINE, BAND = "#17202a", "#4a5561", "#c9d1d8", "#e3e8ec"
STYLES = ((INK, ""), ("#1b4f80", "9 5"), ("#86181d", "3 4"), ("#1c5736", "12 4 3 4"))
STEPS = (7, 14, 30, 60, 90, 180, 365)


def svg(curves: Sequence[Curve], title: str, ident: str) -> str:
    """The first of the curves with its interval, and up to three more; empty when none has a point."""
    shown = [curve for curve in curves[: len(STYLES)] if curve.points]
    if not shown:
        return ""
    longest = max(time.middle for curve in shown for time in curve.times)
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" font-size="14"'
    said = "; ".join(_words(curve) for curve in shown)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-t {ident}-d" {box}>',
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(said)}</desc>',
        *_band(shown[0], longest),
        *_axes(longest),
    ]
    for place, curve in enumerate(shown):
        lines += _drawn(curve, longest, place)
    return "\n".join([*lines, "</svg>"])


def _x(days: float, longest: float) -> float:
    return round(LEFT + days / max(longest, 1) * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def _axes(longest: float) -> Iterator[str]:
    step = next((each for each in STEPS if longest / each <= 8), STEPS[-1])
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _y(share)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{LINE}"/>'
        yield f'<text x="{LEFT - 10}" y="{y + 5}" text-anchor="end" fill="{SOFT}">{share:.0%}</text>'
    for days in range(0, int(longest) + 1, step):
        x = _x(days, longest)
        yield f'<line x1="{x}" x2="{x}" y1="{_y(0)}" y2="{_y(0) + 6}" stroke="{SOFT}"/>'
        yield f'<text x="{x}" y="{_y(0) + 22}" text-anchor="middle" fill="{SOFT}">{days}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 24}" text-anchor="middle" fill="{SOFT}">days; share still waiting</text>'


def _steps(curve: Curve, values: Sequence[float], longest: float) -> list[tuple[float, float]]:
    points, last = [(_x(0, longest), _y(1.0))], 1.0
    for point, value in zip(curve.points, values, strict=True):
        points += [(_x(point.days, longest), _y(last)), (_x(point.days, longest), _y(value))]
        last = value
    return [*points, (_x(max(time.middle for time in curve.times), longest), _y(last))]


def _band(curve: Curve, longest: float) -> Iterator[str]:
    """The interval of 95 %, as far as there is one: it stops before the share is nought."""
    inside = [point for point in curve.points if 0 < point.share < 1]
    if not inside:
        return
    ends = [point.days for point in inside[1:]] + [curve.points[-1].days]
    upper, lower = [], []
    for point, end in zip(inside, ends, strict=True):
        upper += [(_x(point.days, longest), _y(point.high)), (_x(end, longest), _y(point.high))]
        lower += [(_x(point.days, longest), _y(point.low)), (_x(end, longest), _y(point.low))]
    yield f'<polygon points="{_joined([*upper, *reversed(lower)])}" fill="{BAND}"/>'


def _drawn(curve: Curve, longest: float, place: int) -> Iterator[str]:
    colour, dashes = STYLES[place]
    line = _steps(curve, [point.share for point in curve.points], longest)
    style = f'stroke="{colour}" stroke-width="2.5"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
    yield f'<polyline points="{_joined(line)}" fill="none" {style}/>'
    for time in curve.times:
        if not time.acted:
            y = _y(next((point.share for point in reversed(curve.points) if point.days <= time.middle), 1.0))
            x = _x(time.middle, longest)
            yield f'<path d="M{x} {y - 6}V{y + 6}" stroke="{colour}" stroke-width="2.5"/>'
    if place or curve.name != "all":
        y = TOP + 8 + 20 * place
        yield f'<line x1="{WIDTH - 370}" x2="{WIDTH - 330}" y1="{y - 5}" y2="{y - 5}" {style}/>'
        yield f'<text x="{WIDTH - 322}" y="{y}" fill="{INK}">{escape(_short(curve.name))} ({len(curve.times)})</text>'


def _short(name: str) -> str:
    name = name.split(" (", maxsplit=1)[0]
    return name if len(name) <= 36 else f"{name[:34].rstrip()}…"


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _words(curve: Curve) -> str:
    half = "never within the record" if curve.median is None else f"{curve.median:.0f} days"
    return f"{curve.name}: {len(curve.times)} matters, action on {curve.acted}; half of them had it after: {half}"

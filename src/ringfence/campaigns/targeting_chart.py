"""The targeting test as a picture: how many times its part of the electorate each kind of seat has in the list.

One line a kind: a mark at the estimate, a bar over the interval, an upright line where list and electorate agree. The
scale doubles from tick to tick, so that half as often and twice as often look alike. Colour says nothing alone: what
is over-represented beyond chance has a filled mark and says so in words.
"""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log2

from ringfence.campaigns.representation import Part

WIDTH, LABEL, RIGHT, ROW, TOP, BOTTOM = 860, 275, 40, 34, 34, 58
LEAST, MOST = 1 / 16, 16.0  # times; what lies beyond stands at the end, and the end says so
INK, SOFT, RED = "#17202a", "#4a5561", "#86181d"


def svg(parts: Sequence[Part], title: str) -> str:
    """The chart, to stand by itself or inside a page."""
    scale = _Scale(parts)
    height = TOP + ROW * len(parts) + BOTTOM
    told = "; ".join(_words(part) for part in parts)
    box = f'viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="15"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" {box}>',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *scale.drawn(TOP + ROW * len(parts)),
    ]
    for place, part in enumerate(parts):
        lines += _row(part, scale, TOP + ROW * (place + 0.5))
    middle = (LABEL + WIDTH - RIGHT) / 2
    legend = "times its part of the electorate; filled: more than chance and a tenth"
    lines.append(f'<text x="{middle}" y="{height - 12}" text-anchor="middle" fill="{SOFT}">{legend}</text></svg>')
    return "\n".join(lines)


class _Scale:
    """Powers of two from below the least to above the most that is shown."""

    def __init__(self, parts: Sequence[Part]) -> None:
        ends = [_held(value) for part in parts for value in part.times] or [1.0]
        self.low = min(-1, floor(log2(min(ends))))
        self.high = max(1, ceil(log2(max(ends))))

    def at(self, times: float) -> float:
        share = (log2(_held(times)) - self.low) / (self.high - self.low)
        return round(LABEL + share * (WIDTH - LABEL - RIGHT), 1)

    def drawn(self, bottom: float) -> Iterator[str]:
        for power in range(self.low, self.high + 1):
            x, name = self.at(2.0**power), _named(power)
            stroke = f'stroke="{INK}" stroke-width="2"' if power == 0 else 'stroke="#c9d1d8"'
            yield f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{bottom}" {stroke}/>'
            yield f'<text x="{x}" y="{bottom + 20}" text-anchor="middle" fill="{SOFT}">{name}</text>'


def _named(power: int) -> str:
    name = f"{2**power}" if power >= 0 else f"1/{2**-power}"
    if 2.0**power == LEAST:
        return f"≤{name}"
    return f"≥{name}" if 2.0**power == MOST else name


def _held(times: float) -> float:
    return min(MOST, max(LEAST, times))


def _row(part: Part, scale: _Scale, y: float) -> Iterator[str]:
    times, low, high = part.times
    colour = RED if part.over else INK
    name = part.name[:1].upper() + part.name[1:]
    weight = ' font-weight="700"' if part.over else ""
    yield f'<text x="{LABEL - 14}" y="{y + 5}" text-anchor="end" fill="{INK}"{weight}>{escape(name)}</text>'
    yield f'<line x1="{scale.at(low)}" x2="{scale.at(high)}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
    fill = colour if part.over else "#fff"
    yield f'<circle cx="{scale.at(times)}" cy="{y}" r="6" fill="{fill}" stroke="{colour}" stroke-width="3"/>'


def _words(part: Part) -> str:
    times, low, high = part.times
    over = ", over-represented" if part.over else ""
    return f"{part.name}: {times:.2f} times, interval {low:.2f} to {high:.2f}{over}"

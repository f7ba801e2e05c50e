"""Lines for a terminal of any width: wrapped paragraphs, named fields, bullets below bullets."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

LABEL = 13  # width of a field's name


def paragraph(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Text wrapped to a width; addresses and hyphened ids stay whole."""
    hang = " " * len(first) if rest is None else rest
    return wrap(
        text, width, initial_indent=first, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    ) or [first.rstrip()]


def field(name: str, text: str, width: int) -> list[str]:
    return paragraph(text, width, first=f"{name:<{LABEL}}")


def bulleted(lines: Iterable[tuple[int, str]], width: int) -> Iterator[str]:
    """Lines with their depth: the first level bare, each below it behind a dash."""
    for depth, text in lines:
        yield from paragraph(text, width, first=f"{'  ' * depth}- " if depth else "")


def columns(rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Two columns, the second wrapped: the first as wide as its widest cell."""
    cells = list(rows)
    wide = max((len(left) for left, _ in cells), default=0)
    for left, right in cells:
        yield from paragraph(right, width, first=f"  {left:<{wide}}  ")

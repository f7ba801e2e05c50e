"""Text to Markdown that GitHub shows as written: escapes, links, tables, lists within lists."""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
MARK = "<!-- Written by `ringfence law pages`. To change it, change the rule. -->"


def plain(text: str) -> str:
    """Text whose signs mean nothing to Markdown; addresses are left to link themselves."""
    return " ".join(part if "://" in part else _SPECIAL.sub(r"\\\1", part) for part in text.split())


def link(text: str, target: str) -> str:
    return f"[{plain(text)}]({target})"


def page(title: str, *blocks: str) -> str:
    """A page: the mark that says who wrote it, the title, then blocks with a line between."""
    return "\n\n".join([MARK, f"# {plain(title)}", *(block.strip("\n") for block in blocks if block.strip())]) + "\n"


def section(title: str, *blocks: str) -> str:
    """A heading with what stands below it; nothing, if nothing does."""
    held = [block for block in blocks if block.strip()]
    return "\n\n".join([f"## {plain(title)}", *held]) if held else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; nothing, without rows."""
    body = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *body]) if body else ""


def listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def nested(lines: Iterable[tuple[int, str]]) -> str:
    """Lines with their depth, those of depth nought as a paragraph and the others as lists within lists."""
    text = ""
    for depth, line in lines:
        text += f"{'  ' * (depth - 1)}- {line}\n" if depth else f"{line}\n\n"
    return text.rstrip("\n")

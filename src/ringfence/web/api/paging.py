"""Pages of many: a cursor says where the next one begins, and is nobody's business but ours."""

from base64 import b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from ringfence.client.answers import Page
from ringfence.client.asked import Paging
from ringfence.web.api.problems import Wrong

T = TypeVar("T")
S = TypeVar("S")


def begins(asked: Paging) -> str:
    """Where the page begins; empty for the first."""
    try:
        return b64decode(asked.cursor, b"-_", validate=True).decode() if asked.cursor else ""
    except (Error, ValueError):
        raise unreadable() from None


def begins_at(asked: Paging) -> int:
    """The same where places are counted."""
    found = begins(asked) or "0"
    if not found.isascii() or not found.isdigit() or len(found) > 18:
        raise unreadable()
    return int(found)


def cursor(place: object) -> str:
    """What says that a page begins there."""
    return urlsafe_b64encode(str(place).encode()).decode()


def of_sequence(found: Sequence[S], asked: Paging, shown: Callable[[S], T]) -> Page[T]:
    """A page of what is all at hand, in an order that stays."""
    first, limit = begins_at(asked), asked.limit
    last = first + limit
    return Page(items=[shown(each) for each in found[first:last]], next=cursor(last) if last < len(found) else None)


def of_places(found: Iterable[tuple[int, T]], limit: int) -> Page[T]:
    """A page of what is read from a place on, each with its own place; the next begins after the last shown."""
    some: list[tuple[int, Any]] = list(islice(found, limit + 1))
    shown = some[:limit]
    return Page(items=[each for _, each in shown], next=cursor(shown[-1][0]) if len(some) > limit else None)


def of_named(found: Sequence[str], limit: int, shown: Callable[[str], T]) -> Page[T]:
    """A page of what is told apart by its name, in that order; the next begins after the last name shown."""
    some = found[:limit]
    return Page(items=[shown(each) for each in some], next=cursor(some[-1]) if len(found) > limit else None)


def unreadable() -> Wrong:
    """The refusal of a cursor that was none."""
    return Wrong(400, "cursor-unreadable", "This is no cursor. Send `next` of the page before, or none to begin.")

"""What every part of the client has: a connection, and lists that come page by page."""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

from ringfence.client import asked
from ringfence.client.answers import Page
from ringfence.client.wire import Wire

PAGE = 200  # items asked for at a time: as many as a page may have
T = TypeVar("T")


class Asking:
    """The API at an address."""

    def __init__(self, url: str, key: str, *, timeout: float = 30.0, tries: int = 4) -> None:
        self._wire = Wire(url, key, timeout, tries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets the connection go."""
        self._wire.close()

    def _pages(self, path: str, kind: type[T], query: Callable[..., asked.Paging], **said: Any) -> Iterator[T]:
        """Every item, a page at a time as they are wanted."""
        cursor: str | None = ""
        while cursor is not None:
            page = self._wire.ask("GET", path, Page[kind], query=query(cursor=cursor, limit=PAGE, **said))  # type: ignore[valid-type]
            yield from page.items
            cursor = page.next

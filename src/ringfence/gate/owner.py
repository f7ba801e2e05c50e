"""One thread that does what it is handed, one thing after the other: a connection to the store is its alone.

Python's own pool does as much with a dozen objects for each thing; here that happens with every call of a trunk.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Owner:
    """The thread. It ends with `close`, after what was handed to it before."""

    def __init__(self, name: str) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What the work comes to; the caller waits for it, and its errors are the caller's."""
        told: Future[T] = Future()
        self._hand(partial(_done, partial(work, *args, **named), told.set_result, told.set_exception))
        return told.result()

    def arun(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> asyncio.Future[T]:
        """The same, to be awaited in the running event loop."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[T] = loop.create_future()

        def tell(how: Callable[[Any], None], what: object) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_tell, told, how, what)

        result, error = partial(tell, told.set_result), partial(tell, told.set_exception)
        self._hand(partial(_done, partial(work, *args, **named), result, error))
        return told

    def close(self) -> None:
        """Takes no more, and waits until what was handed over is done."""
        self._closed = True
        self._work.put(None)
        self._thread.join()

    def _hand(self, work: Callable[[], None]) -> None:
        if self._closed:
            raise RuntimeError("the gate is closed")
        self._work.put(work)

    def _run(self) -> None:
        while work := self._work.get():
            work()


def _done(work: Callable[[], T], result: Callable[[T], None], error: Callable[[BaseException], None]) -> None:
    try:
        found = work()
    except BaseException as fault:  # noqa: BLE001 - it is told to whoever asked for the work
        error(fault)
    else:
        result(found)


def _tell(told: asyncio.Future[Any], how: Callable[[Any], None], what: object) -> None:
    if not told.done():  # whoever waited may have given up
        how(what)

"""Entries of many askers in one commit: whoever waits is told when theirs is on the disk.

A commit costs a sync of the disk, whatever it holds. So while one is under way, what comes in waits, and goes into the
next one together.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self

from ringfence.ledger.book import HasBook, append
from ringfence.ledger.entry import Entry
from ringfence.ledger.events import LedgerEvent

MOST = 2000  # askers in one commit, so that nobody waits for a whole import
Waiting = Future[tuple[Entry, ...]]
Asked = tuple[Sequence[LedgerEvent], Waiting]


class GroupCommit:
    """A thread that writes to the ledger of a store which it opens itself; use it in a `with`.

    Whatever goes wrong with a commit is raised to everyone who waits for it: nothing of theirs is on the disk.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[HasBook]]) -> None:
        self._opened = opened
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="ledger", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._asked.put(None)
        self._thread.join()

    def append(self, events: Sequence[LedgerEvent]) -> Waiting:
        """The entries, once they are on the disk: a future."""
        waiting: Waiting = Future()
        self._asked.put((events, waiting))
        return waiting

    def _run(self) -> None:
        try:
            with self._opened() as store:
                for group in self._groups():
                    _commit(store, group)
        except BaseException as error:  # noqa: BLE001 - nobody may be left waiting
            for group in self._groups():
                for _, waiting in group:
                    waiting.set_exception(error)

    def _groups(self) -> Iterator[list[Asked]]:
        while (first := self._asked.get()) is not None:
            group, last = [first], False
            while len(group) < MOST:
                try:
                    more = self._asked.get_nowait()
                except Empty:
                    break
                if more is None:
                    last = True
                    break
                group.append(more)
            yield [asked for asked in group if asked[1].set_running_or_notify_cancel()]
            if last:
                return


def _commit(store: HasBook, group: Sequence[Asked]) -> None:
    try:
        entries = append(store, [event for events, _ in group for event in events])  # none if all gave up waiting
    except BaseException as error:  # noqa: BLE001 - raised to those who wait
        for _, waiting in group:
            waiting.set_exception(error)
        return
    place = 0
    for events, waiting in group:
        waiting.set_result(entries[place : place + len(events)])
        place += len(events)

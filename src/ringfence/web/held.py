"""The lock of a folder, for which whoever comes waits a little."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ringfence.preferences.register_store.durable import only_writer
from ringfence.preferences.register_store.refusals import BeingLoaded

PATIENCE = 5.0  # seconds


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Holds the lock of a folder; refused where it is not free in time."""
    until = time.monotonic() + PATIENCE
    with ExitStack() as holding:
        while True:
            try:
                holding.enter_context(only_writer(place))
                break
            except BeingLoaded:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        yield

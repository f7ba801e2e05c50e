"""A worker of `ringfence serve` ends with its server, however that ended; and when it is told so while it begins."""

import multiprocessing
import os
import signal
import threading
import time

LOOKS = 1.0  # seconds between two looks whether the server is there
PATIENCE = 10.0  # seconds for what is under way


def end_with_server() -> None:
    """To be called by a worker while it begins, in its first thread; for any other process it does nothing."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    # A forked worker has its server's handler until it has its own: that one notes the signal in a copy nobody reads.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: multiprocessing.process.BaseProcess) -> None:
    while parent.is_alive() and os.getppid() == parent.pid:
        time.sleep(LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)  # as the server would: answers that are under way are finished
    time.sleep(PATIENCE)
    os._exit(1)

"""The server under the HTTP door: uvicorn, with bounds on what a stranger may make it hold."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 16_384  # octets of a request before its body
MOST_CONNECTIONS = 2_000


class Joined(asyncio.Transport):
    """Sends the head of a response with its body; uvicorn itself sends two packets, and wakes who asks twice."""

    def __init__(self, below: asyncio.Transport) -> None:
        super().__init__()
        self._below, self._head = below, b""
        self._body = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._body or self._head:
            self._head, data, self._body = b"", self._head + bytes(data), True
        elif data[:12] != b"HTTP/1.1 100":  # which comes before the head
            self._head = bytes(data)
            return
        self._below.write(data)

    def flush(self) -> None:
        """Sends a head that no body follows."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        self.flush()
        self._below.close()

    def is_closing(self) -> bool:
        return self._below.is_closing()


class Bounded(HttpToolsProtocol):
    """Reads no head without an end; uvicorn itself would keep whatever comes."""

    _head = 0
    _in_head = True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > MOST_HEAD:
                self.send_400_response("Headers far too long.")

    def on_message_begin(self) -> None:
        self._head, self._in_head = 0, True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()
        if (cycle := self.cycle) is not None and not isinstance(cycle.transport, Joined):
            cycle.transport = joined = Joined(self.transport)
            cycle.on_response = partial(self._over, joined, cycle.on_response)

    def _over(self, joined: Joined, then: Callable[[], None]) -> None:
        joined.flush()
        then()


class Server(uvicorn.Server):
    """Serves an application; leaves the signals to us: there are other doors to close."""

    def __init__(self, app: Any) -> None:
        # No access log: the query of /v1/decide holds numbers.
        config = uvicorn.Config(
            app,
            http=Bounded,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
        )
        super().__init__(config)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(where: tuple[str, int]) -> socket.socket:
    """A socket that says that it is TCP; raises OSError.

    Of one that does not, asyncio leaves Nagle's algorithm on, and each answer that is written in two parts waits some
    40 ms for the other side's delayed acknowledgement.
    """
    family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two programs listen on one address
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        made.listen(512)
    except OSError:
        made.close()
        raise
    return made

"""A server on a TCP port that is stopped with all its connections, those on which it was to say nothing too."""

import asyncio
from collections.abc import Awaitable, Callable

Connected = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LONGEST = 100_000


class Listener:
    """Hands each connection to `connected`, and closes it afterwards. What breaks off is no error here."""

    def __init__(self, connected: Connected) -> None:
        self._connected = connected
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def open(self, where: tuple[str, int]) -> None:
        """Listens; raises OSError where nobody can."""
        self._server = await asyncio.start_server(self._one, *where)

    def stop(self) -> None:
        if self._server:
            self._server.close()
        for each in self._open:
            each.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._connected(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()


def http(answer: Callable[[str, str, bytes], bytes | None]) -> Listener:
    """One request a connection: method, path and body to the octets of an answer; None: silence."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = headers.get("content-length", "0")
        body = await reader.readexactly(min(int(length), LONGEST) if length.isdecimal() else 0)
        method, path, *_ = [*first.split(" "), "", ""]
        if (told := answer(method, path, body)) is None:
            await reader.read()  # until the other side has had enough
            return
        writer.write(told)
        await writer.drain()

    return Listener(connected)


def http_answer(status: int, form: str, text: str) -> bytes:
    """An HTTP answer as octets."""
    body = text.encode()
    head = f"HTTP/1.1 {status} Said\r\ncontent-type: {form}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
    return head.encode() + body

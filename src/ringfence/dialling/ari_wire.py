"""Asterisk's REST interface: questions over HTTP, events over a WebSocket. No meaning here, only the wire.

Needs the extra `asterisk`. What goes wrong on the way is `Unanswered`: nobody knows whether it was done.
"""

import asyncio
import hashlib
import json
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from ringfence.dialling.ari_settings import Settings
from ringfence.errors import RingfenceError

ANSWERS_IN = 3.0  # seconds for a question on the way to Asterisk and back
PING = 1.0  # seconds between pings: a stream that is silent for 1.5 times as long is lost
Event = Mapping[str, Any]


class AriMissing(RingfenceError):
    """The library that speaks to Asterisk is not there."""

    code = "driver-missing"


class Said(RingfenceError):
    """Asterisk said no: `status` is that of HTTP."""

    code = "asterisk-said-no"

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"Asterisk answered {status}: {message}")
        self.status = status


class Unanswered(RingfenceError):
    """No answer came: perhaps it was done, perhaps not."""

    code = "asterisk-unanswered"


class Ari:
    """One user's way to one Asterisk. Close it."""

    def __init__(self, settings: Settings) -> None:
        try:
            import aiohttp  # noqa: PLC0415 - an extra
        except ImportError:
            raise AriMissing(
                "The Asterisk driver is not installed. Run: pip install 'ringfence[asterisk]', or try --driver dry-run."
            ) from None
        told = b64encode(f"{settings.user}:{settings.password}".encode()).decode()
        self._url, self._faults = settings.url, (aiohttp.ClientError, OSError, TimeoutError, ValueError)
        self._tls = ssl.create_default_context(cafile=settings.ca) if settings.url.startswith("https") else True
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Basic {told}"},
            timeout=aiohttp.ClientTimeout(total=ANSWERS_IN),
            connector=aiohttp.TCPConnector(limit=0),  # a hang-up never waits for other questions
        )

    async def close(self) -> None:
        await self._session.close()

    async def ask(self, method: str, path: str, **body: Any) -> Any:
        """What Asterisk answers; raises Said when it says no, Unanswered when nothing was heard."""
        status, data = await self._asked(method, path, body or None)
        try:
            told = json.loads(data) if data else None
        except ValueError:
            raise Unanswered(f"{method} {_kind(path)}: what came is no JSON") from None
        if status >= 400:
            raise Said(status, str(told.get("message", "")) if isinstance(told, dict) else "")
        return told

    async def hash_of(self, path: str) -> str | None:
        """The SHA-256 of a file that Asterisk holds; None if it holds none."""
        status, data = await self._asked("GET", path, None)
        if status == 404:
            return None
        if status >= 400:
            raise Said(status, "")
        return hashlib.sha256(data).hexdigest()

    async def _asked(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, bytes]:
        try:
            async with self._session.request(
                method, f"{self._url}/{path}", json=body, ssl=self._tls, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except self._faults as error:
            raise Unanswered(f"{method} {_kind(path)}: {type(error).__name__}") from None

    @asynccontextmanager
    async def events(self, app: str) -> AsyncIterator[AsyncIterator[Event]]:
        """The stream of what happens in an application; it ends when it is lost. Raises Said, Unanswered."""
        import aiohttp  # noqa: PLC0415 - an extra

        try:
            socket = await self._session.ws_connect(
                f"{self._url}/events", params={"app": app}, heartbeat=PING, ssl=self._tls, max_msg_size=1 << 20
            )
        except aiohttp.WSServerHandshakeError as error:
            raise Said(error.status, "no events") from None
        except self._faults as error:
            raise Unanswered(f"events: {type(error).__name__}") from None
        try:
            yield _told(socket)
        finally:
            await asyncio.shield(socket.close())


async def _told(socket: Any) -> AsyncIterator[Event]:
    import aiohttp  # noqa: PLC0415 - an extra

    async for message in socket:
        if message.type is not aiohttp.WSMsgType.TEXT:
            return
        told = json.loads(message.data)
        if isinstance(told, dict):
            yield told


def _kind(path: str) -> str:
    return path.split("/", maxsplit=1)[0]  # what follows may be a name of ours, and is no business of a log

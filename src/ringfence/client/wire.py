"""Requests over one connection that is kept: the standard library's, so that the client brings nothing along."""

import ssl
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import sleep
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from ringfence.client import problems
from ringfence.client.answers import Problem
from ringfence.client.problems import TooOften, Unreachable, Unwell

ROOT = "/api/v1/"
JSON = "application/json"
T = TypeVar("T")


class Wire:
    """Asks one server; not for several threads at once."""

    def __init__(self, url: str, key: str, timeout: float, tries: int) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreachable(f"{url} is no address of a server. Write it as https://ringfence.example.")
        if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise Unreachable(f"{url}: the key would travel in clear. Use https.")
        self._base, self._key, self._tries = parts.path.rstrip("/") + ROOT, key, tries
        self._connection = (
            HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=ssl.create_default_context())
            if parts.scheme == "https"
            else HTTPConnection(parts.hostname, parts.port, timeout=timeout)
        )

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, kind: type[T], **more: Any) -> T:
        """The answer as a value of this kind, or the error of `client.problems`.

        `query` and `body` are structs of `client.asked`. With `again` set, the request may be sent more than once: it
        reads only, or carries an Idempotency-Key. It is, after a wait, where no answer came or the server was not well.
        """
        again = more.pop("again", True)
        for left in reversed(range(self._tries if again else 1)):
            try:
                return self._once(method, path, kind, **more)
            except TooOften as error:
                if not left or error.retry_after > 60:
                    raise
                sleep(error.retry_after)
            except (Unreachable, Unwell):
                if not left:
                    raise
                sleep(2.0 ** (self._tries - left) / 4)
        raise AssertionError("tried at least once")

    def _once(
        self, method: str, path: str, kind: type[T], query: Struct | None = None, body: Struct | None = None,
        name: str = "",
    ) -> T:  # fmt: skip
        headers = {"Authorization": f"Bearer {self._key}", "Accept": JSON}
        data = None
        if body is not None:
            data, headers["Content-Type"] = msgspec.json.encode(body), JSON
        if name:
            headers["Idempotency-Key"] = name
        response, answer = self._sent(method, self._base + path + _asked(query), data, headers)
        if 200 <= response.status < 300:
            return msgspec.json.decode(answer, type=kind) if answer else msgspec.convert(None, kind)
        raise problems.of(_problem(response.status, answer), _seconds(response.headers.get("Retry-After", "")))

    def _sent(
        self, method: str, target: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:  # fmt: skip
        try:
            self._connection.request(method, target, data, headers)
            response = self._connection.getresponse()
            return response, response.read()
        except (OSError, HTTPException) as error:
            self._connection.close()  # the next request opens it anew
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise Unreachable(
                f"No answer from {self._connection.host} ({reason}). Is it running, and the address right?"
            ) from None


def _seconds(written: str) -> float:
    """How long to wait; a second where a proxy says it in another form, or nothing does."""
    return float(written) if written.isascii() and written.isdigit() else 1.0


def part(text: object) -> str:
    """Text as a part of a path."""
    return quote(str(text), safe="")


def _asked(query: Struct | None) -> str:
    if query is None:
        return ""
    said = msgspec.to_builtins(query, builtin_types=())
    told = {name: str(value).lower() if isinstance(value, bool) else value for name, value in said.items()}
    return f"?{urlencode(told)}" if told else ""


def _problem(status: int, answer: bytes) -> Problem:
    try:
        return msgspec.json.decode(answer, type=Problem)
    except msgspec.MsgspecError:
        return Problem(
            type="urn:ringfence:no-problem", title="No answer of the API", status=status, detail="See the URL."
        )

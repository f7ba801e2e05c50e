"""Requests over one connection that is kept: the standard library's, so that the client brings nothing along."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from pathlib import Path
from time import sleep
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from ringfence.client import problems
from ringfence.client.answers import Problem
from ringfence.client.problems import Refused, TooOften, Unreachable, Unwell

ROOT = "/api/v1/"
JSON, BYTES = "application/json", "application/octet-stream"
PIECE = 1 << 16
STILL_WORKING = "still-working"  # the same request is not through: it is asked for again
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

        `query` and `body` are structs of `client.asked`; `file` is sent as it is, and `into` is written to. With
        `again` set, the request may be sent more than once: it reads only, or carries an Idempotency-Key. It is, after
        a wait, where no answer came, or the server was not well or not through.
        """
        again = more.pop("again", True)
        for left in reversed(range(self._tries if again else 1)):
            try:
                return self._once(method, path, kind, **more)
            except TooOften as error:
                if not left or error.retry_after > 60:
                    raise
                sleep(error.retry_after)
            except (Unreachable, Refused) as error:
                passes = isinstance(error, Unreachable | Unwell) or error.code == STILL_WORKING
                if not (left and passes):
                    raise
                sleep(2.0 ** (self._tries - left) / 4)
        raise AssertionError("tried at least once")

    def _once(
        self, method: str, path: str, kind: type[T], query: Struct | None = None, body: Struct | None = None,
        name: str = "", file: Path | None = None, into: Path | None = None,
    ) -> T:  # fmt: skip
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "*/*" if into else JSON}
        data = None if body is None else msgspec.json.encode(body)
        if data is not None:
            headers["Content-Type"] = JSON
        if name:
            headers["Idempotency-Key"] = name
        target = self._base + path + _asked(query)
        if file is None:
            response, answer = self._sent(method, target, data, headers, into)
        else:
            headers |= {"Content-Type": BYTES, "Content-Length": str(file.stat().st_size)}
            with file.open("rb") as stream:
                response, answer = self._sent(method, target, stream, headers, into)
        if 200 <= response.status < 300:
            return msgspec.json.decode(answer, type=kind) if answer else msgspec.convert(None, kind)
        raise problems.of(_problem(response.status, answer), _seconds(response.headers.get("Retry-After", "")))

    def _sent(
        self, method: str, target: str, data: bytes | BinaryIO | None, headers: dict[str, str], into: Path | None
    ) -> tuple[HTTPResponse, bytes]:
        """The answer, its body read, or written into a file that is there whole or not at all."""
        with self._failing():
            self._connection.request(method, target, data, headers)
            response = self._connection.getresponse()
        if into is None or not 200 <= response.status < 300:
            with self._failing():
                return response, response.read()
        part = into.with_name(f"{into.name}.part")
        try:
            with part.open("wb") as sink:
                while piece := self._piece(response):
                    sink.write(piece)
            part.replace(into)
        finally:
            part.unlink(missing_ok=True)
        return response, b""

    def _piece(self, response: HTTPResponse) -> bytes:
        with self._failing():
            piece = response.read(PIECE)
            if not piece and response.length:  # what was promised did not come
                raise IncompleteRead(b"", response.length)
            return piece

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """What goes wrong between the machines, told as that."""
        try:
            yield
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

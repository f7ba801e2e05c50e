"""The gate's HTTP and FastAGI doors, asked from where the dialler stands: proxies and caches between are tried, too."""

import asyncio
import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from ringfence.gate.conformance.lines import PATIENCE, Attempt, Outcome, WayUnusable


class Http:
    """Requests to one address, with a key if there is one."""

    def __init__(self, url: str, key: str = "", patience: float = PATIENCE) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise WayUnusable(f'--http: "{url}" is no address. Write http://127.0.0.1:8700.')
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._path, self._patience = parts.path.rstrip("/"), patience
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    async def send(
        self, method: str, path: str, data: Mapping[str, Any] | None = None, reference: str = ""
    ) -> tuple[int, str]:
        """Status and text of the answer; 0 and the fault where there was none."""
        return await asyncio.to_thread(self._send, method, path, data, reference)

    def _send(self, method: str, path: str, data: Mapping[str, Any] | None, reference: str) -> tuple[int, str]:
        kind = HTTPSConnection if self._secure else HTTPConnection
        connection = kind(self._host, self._port, timeout=self._patience)
        headers = dict(self._headers) | ({"idempotency-key": reference} if reference else {})
        if data is not None:
            headers["content-type"] = "application/json"
        try:
            connection.request(method, self._path + path, None if data is None else json.dumps(data), headers)
            answer = connection.getresponse()
            return answer.status, answer.read(100_000).decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            return 0, type(error).__name__
        finally:
            connection.close()


class _Door:
    def close(self) -> None:
        """Nothing is held open: each question has a connection of its own."""


class Post(_Door):
    """POST /v1/decisions."""

    name = "HTTP, POST /v1/decisions"
    offers = ("reasons", "permits", "reference", "withheld", "appointment", "campaign", "again")

    def __init__(self, http: Http, *, appointment: bool = False) -> None:
        self.http, self._appointment = http, appointment

    async def call(self, attempt: Attempt) -> Outcome:
        asked: dict[str, Any] = {"campaign": attempt.campaign, "called": attempt.called, "shown": attempt.shown}
        if attempt.withheld:
            asked["withheld"] = True
        if self._appointment:
            asked["appointment"] = True
        status, text = await self.http.send("POST", "/v1/decisions", asked, attempt.reference)
        return _told(status, text)

    async def again(self, attempt: Attempt) -> Outcome:
        return _both(await self.call(attempt), await self.call(attempt))


class Get(_Door):
    """GET /v1/decide, as dialplans ask."""

    name = "HTTP, GET /v1/decide"
    offers = ("reasons", "withheld", "appointment", "campaign", "reference")

    def __init__(self, http: Http, *, appointment: bool = False) -> None:
        self.http, self._appointment = http, appointment

    async def call(self, attempt: Attempt) -> Outcome:
        words = {"campaign": attempt.campaign, "called": attempt.called, "reference": attempt.reference}
        words |= {"shown": attempt.shown} if attempt.shown else {}
        words |= {"withheld": "true"} if attempt.withheld else {}
        words |= {"appointment": "true"} if self._appointment else {}
        status, text = await self.http.send("GET", f"/v1/decide?{urlencode(words)}")
        word, *rest = text.split() or [""]
        if word == "allow" and status == 200:
            return Outcome(left=tuple(rest[:1]), said="allow", reasons=())
        judged = status in (200, 503) and word in ("block", "hold")
        return Outcome(
            said=f"{status} {word if judged else text[:60].strip()}", reasons=tuple(rest) if judged else None
        )

    async def again(self, attempt: Attempt) -> Outcome:
        return _both(await self.call(attempt), await self.call(attempt))


class Agi(_Door):
    """The FastAGI door, asked as Asterisk asks it."""

    name = "FastAGI, decide"
    offers = ("reasons", "permits", "reference", "withheld", "campaign", "again")

    def __init__(self, host: str, port: int, key: str = "", patience: float = PATIENCE) -> None:
        self._where, self._key, self._patience = (host, port), key, patience

    async def call(self, attempt: Attempt) -> Outcome:
        words = {"campaign": attempt.campaign, "reference": attempt.reference} | (
            {"key": self._key} if self._key else {}
        )
        channel = {
            "agi_network": "yes",
            "agi_network_script": f"decide?{urlencode(words)}",
            "agi_uniqueid": attempt.reference,
            "agi_callerid": attempt.shown or "unknown",
            "agi_callingpres": "32" if attempt.withheld else "0",
            "agi_extension": attempt.called,
        }
        if any("\n" in each for each in channel.values()):
            return Outcome(said="not sent: a line has one line")
        told = await agi(self._where, channel, self._patience)
        reasons = tuple(told["RINGFENCE_REASONS"].split()) if "RINGFENCE_REASONS" in told else None
        if told.get("RINGFENCE") != "allow":
            return Outcome(said=told.get("RINGFENCE", "nothing"), reasons=reasons)
        permit = told.get("RINGFENCE_PERMIT", "")
        return Outcome(left=(told.get("RINGFENCE_NUMBER", ""),), said="allow", reasons=reasons,
                       permits=(permit,) if permit else ())  # fmt: skip

    async def again(self, attempt: Attempt) -> Outcome:
        return _both(await self.call(attempt), await self.call(attempt))


async def agi(where: tuple[str, int], channel: Mapping[str, str], patience: float) -> dict[str, str]:
    """The variables that a dialplan is told; what was told before it broke off, if it did."""
    told: dict[str, str] = {}
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_connection(*where)
            try:
                writer.write("".join(f"{name}: {value}\n" for name, value in channel.items()).encode() + b"\n")
                while line := (await reader.readline()).decode("utf-8", "replace"):
                    _, _, name, value = [*line.strip().split(" ", 3), "", "", "", ""][:4]
                    told[name] = value.strip('"')
                    writer.write(b"200 result=1\n")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        pass
    return told


def _told(status: int, text: str) -> Outcome:
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return Outcome(said=f"{status} {text[:30]}".strip())
    word, reasons = str(told.get("decision", "no decision")), told.get("reasons")
    known = tuple(map(str, reasons)) if isinstance(reasons, list) else None
    if word == "allow" and status == 200:
        permit = told.get("permit")
        return Outcome(
            left=(str(told.get("number")),), said="allow", reasons=known, permits=(permit,) if permit else ()
        )
    return Outcome(said=f"{status} {word}", reasons=known)


def _both(first: Outcome, second: Outcome) -> Outcome:
    """Two answers to one question: one call, if both give leave for the same one."""
    same = first.left == second.left and first.permits == second.permits
    return Outcome(
        left=first.left if same else first.left + second.left,
        said=first.said if first.said == second.said else f"{first.said}, then {second.said}",
        reasons=first.reasons,
        permits=tuple(dict.fromkeys(first.permits + second.permits)),
    )

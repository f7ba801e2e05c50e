"""Objections out to other systems, signed, until each has taken them: a CRM must stop, too.

There is no queue that could lose one: the objections on file are the queue, and for each webhook the store keeps the
place up to which it answered 2xx. What was sent twice carries the same id. Form: standardwebhooks.com (HMAC-SHA-256).
"""

import asyncio
import base64
import hashlib
import hmac
import logging
import os
import secrets
import time
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

from ringfence.durable import sync_folder
from ringfence.errors import RingfenceError
from ringfence.gate.admit import is_loopback
from ringfence.gate.desk import Desk
from ringfence.gate.metrics import Metrics
from ringfence.gate.session import Session
from ringfence.preferences.events import Event
from ringfence.store import Store, open_store

NAME = "gate-webhooks.json"
KINDS = ("objection", "lifting")
AT_ONCE = 50
EVERY = 0.5  # seconds between two looks
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
PATIENCE = 10.0  # seconds for the other side to answer
_log = logging.getLogger("ringfence.gate")


class WebhookUnusable(RingfenceError):
    """A webhook that cannot be used."""

    code = "webhook-unusable"


class Webhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where objections are sent, and the secret that signs them."""

    name: str
    url: str
    secret: str  # whsec_ and base64


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    webhooks: list[Webhook] = []


def webhooks(home: Path) -> tuple[Webhook, ...]:
    """Every webhook on file."""
    try:
        return tuple(msgspec.json.decode((home / NAME).read_bytes(), type=_File).webhooks)
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError) as error:
        raise WebhookUnusable(f"{home / NAME} cannot be read ({error}). Put it back from a backup.") from None


def add(home: Path, name: str, url: str, *, everything: bool = False) -> Webhook:
    """A new webhook, which hears of what comes from now on, or of everything on file."""
    parts = _address(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise WebhookUnusable(f"{url}: numbers of people go there, so it must begin with https://.")
    made = Webhook(name, url, "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())
    with open_store(home) as store, store.gate.transaction():  # one writer at a time, of the file too
        known = webhooks(home)
        if not name.strip() or not name.isprintable() or any(each.name == name for each in known):
            raise WebhookUnusable(f'"{name}" is taken, or no name. Choose another.')
        store.gate.set(_place(name), "0" if everything else str(store.version()))
        _write(home, [*known, made])
    return made


def _address(url: str) -> SplitResult:
    """The parts of an address that something can be sent to."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0 and url.isascii() and url.isprintable() and " " not in url:
            return parts
    except ValueError:  # a port that is none, brackets without an end
        pass
    raise WebhookUnusable(f"{url[:200]!r} is no address. Write it as https://crm.example.org/hooks.")


def remove(home: Path, name: str) -> None:
    """From the next look on nothing is sent there; refused if there is none of this name."""
    with open_store(home) as store, store.gate.transaction():  # as above
        known = webhooks(home)
        rest = [each for each in known if each.name != name]
        if len(rest) == len(known):
            on_file = ", ".join(each.name for each in known) or "none"
            raise WebhookUnusable(f'There is no webhook "{name}". On file: {on_file}.')
        _write(home, rest)


def waiting(store: Store, name: str) -> int:
    """How many messages a webhook has not taken yet."""
    return store.gate.waiting(int(store.gate.setting(_place(name)) or 0), KINDS)


def tried(webhook: Webhook, message: str) -> bool:
    """Whether a signed message of the type `test`, about nobody, is taken: any 2xx."""
    return _posted(webhook, message, msgspec.json.encode({"id": message, "type": "test"}))


def _write(home: Path, known: list[Webhook]) -> None:
    partial = home / f".{NAME}.{secrets.token_hex(4)}"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(_File(known)), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(home / NAME)
    sync_folder(home)


def body(event: Event) -> bytes:
    """What is sent of an objection or its lifting."""
    told = {
        "id": event.id,
        "type": event.kind,
        "number": f"+{event.number}",
        "at": event.at,
        "recorded_at": event.recorded_at,
        "channel": event.channel,
        "scope": str(event.scope) if event.scope else None,
        "about": event.about,
    }
    return msgspec.json.encode({name: value for name, value in told.items() if value})


def signature(secret: str, event_id: str, stamp: str, data: bytes) -> str:
    """The signature of a message: over its id, the time it is sent and its bytes."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, b".".join((event_id.encode(), stamp.encode(), data)), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


@dataclass
class Sender:
    """Sends what is new to every webhook, in order, until it is taken."""

    home: Path
    desk: Desk
    metrics: Metrics
    _again_at: dict[str, float] = field(default_factory=dict)
    _wait: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        """For as long as the gate runs."""
        while True:
            try:
                await self.round()
            except Exception as error:  # noqa: BLE001 - the store is away: what is on file is sent when it is back
                _log.warning("webhooks: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    async def round(self) -> int:
        """One look: how many messages were taken."""
        taken, waiting = 0, list[tuple[str, int]]()
        for each in webhooks(self.home):
            taken += await self._send_to(each)
            waiting.append((each.name, await self.desk.ause(partial(_waiting, name=each.name))))
        self.metrics.waiting(waiting)
        return taken

    async def _send_to(self, webhook: Webhook) -> int:
        if time.monotonic() < self._again_at.get(webhook.name, 0.0):
            return 0
        taken = 0
        for seq, event in await self.desk.ause(partial(_new, name=webhook.name)):
            if event.number is not None and not await asyncio.to_thread(_sent, webhook, event):
                wait = self._wait[webhook.name] = min(2 * self._wait.get(webhook.name, FIRST_WAIT / 2), LONGEST_WAIT)
                self._again_at[webhook.name] = time.monotonic() + wait
                return taken
            await self.desk.ause(partial(_taken, name=webhook.name, seq=seq))
            taken += 1
            self._wait.pop(webhook.name, None)
        return taken


def _place(name: str) -> str:
    return f"webhook:{name}"


def _new(session: Session, name: str) -> list[tuple[int, Event]]:
    rows = session.store.gate
    return rows.after(int(rows.setting(_place(name)) or 0), KINDS, AT_ONCE)


def _waiting(session: Session, name: str) -> int:
    return waiting(session.store, name)


def _taken(session: Session, name: str, seq: int) -> None:
    with session.store.gate.transaction():
        session.store.gate.set(_place(name), str(seq))


def _sent(webhook: Webhook, event: Event) -> bool:
    """Whether the other side took it."""
    return _posted(webhook, event.id, body(event))


def _posted(webhook: Webhook, message: str, data: bytes) -> bool:
    """Whether it was taken: any 2xx. A redirect is not followed: numbers go where somebody said they may."""
    stamp, parts = str(int(time.time())), urlsplit(webhook.url)
    headers = {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(webhook.secret, message, stamp, data),
    }
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, data, headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        _log.warning("webhook %s: %s", webhook.name, type(error).__name__)
        return False
    finally:
        connection.close()
    if not 200 <= status < 300:
        _log.warning("webhook %s: answered %s", webhook.name, status)
    return 200 <= status < 300

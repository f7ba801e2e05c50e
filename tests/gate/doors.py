"""Every way to ask, reduced to one word: what the other side hears. What is not plainly allow is not."""

import asyncio
import contextlib
import json
from ipaddress import ip_network
from urllib.parse import urlencode

import world

from ringfence.gate import admit, http
from ringfence.gate.agi import AgiDoor
from ringfence.gate.clients import LOCAL
from ringfence.gate.metrics import Metrics
from ringfence.gate.sip.dialogue import Dialogue
from ringfence.gate.sip.returning import Source
from ringfence.gate.sip.trunks import Trunk, Trunks


class Answer:
    """What an HTTP request was answered."""

    def __init__(self, status, headers, content):
        self.status, self.headers, self.content = status, headers, content
        self.text = content.decode()

    def json(self):
        return json.loads(self.content)


async def exchanged(app, method, path, body=b"", headers=None, query="", address="127.0.0.1"):
    """One request to an ASGI application, without a socket between."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": (address, 1), "server": ("gate", 80),
    }  # fmt: skip
    parts = [{"type": "http.request", "body": body, "more_body": False}]
    sent = []

    async def receive():
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    with contextlib.suppress(Exception):  # what is unexpected is answered first, and then raised again
        await app(scope, receive, send)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:]))


def requested(desk, method, path, *, data=None, form=None, query=None, headers=None, **more):
    """One request, answered."""
    headers = dict(headers or {})
    body = b""
    if data is not None:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        headers.setdefault("content-type", "application/json")
    if form is not None:
        body = urlencode(form).encode()
        headers["content-type"] = "application/x-www-form-urlencoded"
    app = http.app(desk, Metrics(), more.pop("who", lambda _: LOCAL), more.pop("now", lambda: world.NOON))
    return asyncio.run(exchanged(app, method, path, body, headers, urlencode(query or {}), **more))


def by_ask(desk, home, call):
    return desk.ask(call).decision


def by_json(desk, home, call):
    body = {"campaign": call.campaign, "called": call.called, "shown": call.shown, "withheld": call.withheld}
    answer = requested(desk, "POST", "/v1/decisions", data=body, now=lambda: call.at)
    told = answer.json()
    assert answer.status == 200 or told["decision"] == "block"
    return told["decision"]


def by_line(desk, home, call):
    words = {"campaign": call.campaign, "called": call.called, "shown": call.shown}
    return requested(desk, "GET", "/v1/decide", query=words, now=lambda: call.at).text.split()[0]


def by_agi(desk, home, call):
    channel = {
        "agi_network_script": f"decide?campaign={call.campaign}",
        "agi_uniqueid": call.reference,
        "agi_callerid": call.shown,
        "agi_extension": call.called,
    }
    return agi(desk, home, channel, now=lambda: call.at)["RINGFENCE"]


def agi(desk, home, channel, now=lambda: world.NOON, **more):
    """The variables that a dialplan is told."""

    async def go():
        door = AgiDoor(desk, Metrics(), more.get("who", lambda address, key: admit.admitted(home, address, key)), now)
        server = await door.serve("127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write("".join(f"{name}: {value}\n" for name, value in channel.items()).encode() + b"\n")
        told = {}
        with contextlib.suppress(ConnectionError):
            while line := (await reader.readline()).decode():
                _, _, name, value = line.strip().split(" ", 3)
                told[name] = value.strip('"')
                writer.write(b"200 result=1\n")
        writer.close()
        server.close()
        return told

    return asyncio.run(go())


def by_sip(desk, home, call):
    """The first word of what the status means: only a 302 with the number in it is leave to call."""
    called, shown = ("+44" + number.replace(" ", "")[1:] for number in (call.called, call.shown))
    lines = (
        f"INVITE sip:{called}@gate SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK{call.reference}",
        f"From: <sip:{shown}@dialler>;tag=f",
        f"To: <sip:{called}@gate>",
        f"Call-ID: {call.reference}",
        "CSeq: 1 INVITE",
        "Content-Length: 0",
    )
    trunks = Trunks([Trunk(name=call.client, campaign=call.campaign, sources=(ip_network("127.0.0.1"),))])
    heard = []

    async def go():
        options = {"patience": 10, "most_waiting": 5, "decided": lambda decision, seconds: None}
        dialogue = Dialogue(desk, trunks, lambda: call.at, **options)
        octets = "\r\n".join([*lines, "", ""]).encode()
        dialogue.receive(octets, Source("127.0.0.1", 5060, "udp"), lambda answer, about: heard.append(answer))
        while not heard:  # noqa: ASYNC110 - the door tells nobody when it is done
            await asyncio.sleep(0.001)

    asyncio.run(go())
    (answer,) = heard
    status, permitted = int(answer.split()[1]), f"\r\nContact: <sip:{called}@".encode() in answer
    assert permitted == (status == 302)
    return "allow" if permitted else {608: "block", 603: "nobody"}[status]


DOORS = {"ask": by_ask, "json": by_json, "line": by_line, "agi": by_agi, "sip": by_sip}

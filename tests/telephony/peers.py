"""A dialler and a carrier that speak SIP over loopback, with a reader of their own: no code of the door is in them."""

import asyncio
import itertools
import secrets
from dataclasses import dataclass, field

T1 = 0.5  # seconds before a request over UDP is repeated (RFC 3261, 17.1.1.1)


@dataclass
class Message:
    """A message, split at its lines and colons and no further."""

    first: str
    headers: list
    body: str = ""

    @classmethod
    def of(cls, octets):
        head, _, body = octets.decode("utf-8", "surrogateescape").partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        return cls(first, [tuple(part.strip() for part in line.partition(":")[::2]) for line in lines], body)

    def every(self, name):
        return [value for each, value in self.headers if each.lower() == name.lower()]

    def get(self, name):
        return next(iter(self.every(name)), "")

    @property
    def method(self):
        return "" if self.status else self.first.split()[0]

    @property
    def uri(self):
        return self.first.split()[1]

    @property
    def status(self):
        return int(self.first.split()[1]) if self.first.startswith("SIP/2.0 ") else 0

    def parameter(self, name, key):
        return self.get(name).partition(f"{key}=")[2].split(";")[0]

    def answer(self, status, *more, tag="", body=""):
        same = [f"{n}: {v}" for n, v in self.headers if n in ("Via", "Record-Route", "From", "Call-ID", "CSeq")]
        to = self.get("To") + (f";tag={tag}" if tag and ";tag=" not in self.get("To") else "")
        lines = [f"SIP/2.0 {status} Said", *same, f"To: {to}", *more, f"Content-Length: {len(body)}", "", body]
        return "\r\n".join(lines).encode()


class Peer(asyncio.DatagramProtocol):
    """A socket; `requests` are what it got, repetitions left out, in the order in which they came."""

    def __init__(self):
        self.requests, self.seen, self.waiting = [], set(), {}
        self.address = ("", 0)

    @classmethod
    async def open(cls, host, port=5060, **more):
        loop = asyncio.get_running_loop()
        _, peer = await loop.create_datagram_endpoint(lambda: cls(**more), (host, port))
        peer.address = peer.transport.get_extra_info("sockname")[:2]
        return peer

    def connection_made(self, transport):
        self.transport = transport

    def close(self):
        self.transport.close()

    def datagram_received(self, octets, address):
        message = Message.of(octets)
        if message.status:
            queue = self.waiting.get((message.get("Call-ID"), message.get("CSeq")))
            if queue:
                queue.put_nowait(message)
            return
        key = message.method, message.parameter("Via", "branch"), message.get("CSeq")
        if key not in self.seen:
            self.seen.add(key)
            self.requests.append(message)
        self.asked(message, address)

    def asked(self, message, address):
        if message.method != "ACK":
            self.transport.sendto(message.answer(200, tag="t"), address)

    def methods(self, name):
        return [each for each in self.requests if each.method == name]


class Carrier(Peer):
    """Answers every INVITE with 200, or as `says` has it: request -> octets, or None for silence."""

    def __init__(self, says=None):
        super().__init__()
        self.says = says

    def asked(self, message, address):
        if message.method == "ACK":
            return
        octets = self.says(message) if self.says else None
        if octets is None:
            contact = f"Contact: <sip:carrier@{self.address[0]}:{self.address[1]}>"
            octets = message.answer(200, contact, tag="c" + message.get("Call-ID")[:8])
        self.transport.sendto(octets, address)

    @property
    def invites(self):
        """The calls that arrived: INVITEs that are none inside a call."""
        return [each for each in self.methods("INVITE") if ";tag=" not in each.get("To")]

    def asked_for(self):
        """How many requests came that ask for something: all but ACKs."""
        return len(self.requests) - len(self.methods("ACK"))

    @property
    def dialled(self):
        """The numbers, in the order of the calls."""
        return [each.uri.removeprefix("sip:").partition("@")[0] for each in self.invites]


@dataclass
class Attempt:
    """A call as the dialler sees it."""

    call_id: str
    final: Message | None
    invite: str
    tag: str
    seconds: float = 0.0
    provisional: list = field(default_factory=list)
    began: float = 0.0

    @property
    def status(self):
        return self.final.status if self.final else 0


class Dialler(Peer):
    """Makes calls through a trunk."""

    def __init__(self, trunk):
        super().__init__()
        self.trunk, self._serial = trunk, itertools.count()

    def message(self, method, uri, *more, call_id, tag, branch="", cseq=1, to="", **headers):
        host, port = self.address
        lines = {
            "Via": f"SIP/2.0/UDP {host}:{port};branch=z9hG4bK{branch or secrets.token_hex(8)};rport",
            "Max-Forwards": "70",
            "From": f"<sip:+441632960001@{host}>;tag={tag}",
            "To": to or f"<{uri}>",
            "Call-ID": call_id,
            "CSeq": f"{cseq} {method}",
            "Contact": f"<sip:dialler@{host}:{port}>",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        told = [f"{name}: {value}" for name, value in lines.items() if value is not None]
        return "\r\n".join([f"{method} {uri} SIP/2.0", *told, *more, "Content-Length: 0", "", ""])

    async def ask(self, text, patience=5.0):
        """Send a request until it has a final answer; returns the answers. Over UDP, so it is repeated."""
        message = Message.of(text.encode("utf-8", "surrogateescape"))
        queue = self.waiting[message.get("Call-ID"), message.get("CSeq")] = asyncio.Queue()
        answers, wait = [], T1
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        self.transport.sendto(text.encode("utf-8", "surrogateescape"), self.trunk)
        while loop.time() < until:
            try:
                answers.append(await asyncio.wait_for(queue.get(), min(wait, until - loop.time())))
            except TimeoutError:
                if not answers:
                    self.transport.sendto(text.encode("utf-8", "surrogateescape"), self.trunk)
                wait *= 2
                continue
            if answers[-1].status >= 200:
                break
        return answers

    async def call(self, number, *more, uri=None, call_id="", hang_up=True, patience=5.0, **headers):
        """Call a number and acknowledge what comes; a call that is answered is hung up."""
        call_id = call_id or f"{next(self._serial)}-{secrets.token_hex(6)}@dialler"
        uri, tag = uri or f"sip:{number}@{self.trunk[0]}", secrets.token_hex(4)
        text = self.message("INVITE", uri, *more, call_id=call_id, tag=tag, **headers)
        began = asyncio.get_running_loop().time()
        answers = await self.ask(text, patience)
        seconds = asyncio.get_running_loop().time() - began
        final = answers[-1] if answers and answers[-1].status >= 200 else None
        attempt = Attempt(call_id, final, text, tag, seconds, [a.status for a in answers if a.status < 200])
        if final:
            self.acknowledge(attempt)
        if hang_up and attempt.status == 200:
            await self.within(attempt, "BYE")
        return attempt

    def acknowledge(self, attempt):
        sent, final = Message.of(attempt.invite.encode("utf-8", "surrogateescape")), attempt.final
        ok = final.status < 300
        uri = final.get("Contact").strip("<>") if ok else sent.uri
        branch = "" if ok else sent.parameter("Via", "branch").removeprefix("z9hG4bK")
        cseq = final.get("CSeq").split()[0]
        text = self.message(
            "ACK", uri, call_id=attempt.call_id, tag=attempt.tag, branch=branch, cseq=cseq, to=final.get("To")
        )
        self.transport.sendto(text.encode("utf-8", "surrogateescape"), self.trunk)

    async def within(self, attempt, method, *more, uri=None, cseq=2, to="", **headers):
        """A request inside an answered call; returns its final answer."""
        text = self.message(
            method,
            uri or attempt.final.get("Contact").strip("<>"),
            *more,
            call_id=attempt.call_id,
            tag=attempt.tag,
            cseq=cseq,
            to=to or attempt.final.get("To"),
            **headers,
        )
        answers = await self.ask(text)
        return answers[-1] if answers else None

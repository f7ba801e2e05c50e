"""A gate that is told what to say, requests to put to a door, and what came back."""

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from ringfence.gate.calls import Check, Decision, Readiness
from ringfence.gate.permit import Permit
from ringfence.gate.sip.dialogue import Dialogue
from ringfence.gate.sip.message import read
from ringfence.gate.sip.returning import Source
from ringfence.gate.sip.trunks import Trunk, Trunks
from ringfence.numbers import read as read_number

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KEY = b"k" * 32
read_number("+447700900123")  # loads the metadata now: the first call would have to wait for it
DIALLER = Source("192.0.2.10", 5060, "udp")
CALLED = "+447700900123"
SHOWN = "+441632960001"


def invite(called=CALLED, *, uri=None, method="INVITE", branch="z9hG4bKone", call_id="call-1", cseq=1, **headers):
    """An INVITE as octets; `headers` replace (or with None leave out) the usual ones, `_` for a dash."""
    lines = {
        "Via": f"SIP/2.0/UDP 192.0.2.10:5060;branch={branch}",
        "Max-Forwards": "70",
        "From": f'"Survey" <sip:{SHOWN}@dialler.example>;tag=f1',
        "To": f"<{uri or f'sip:{called}@gate.example'}>",
        "Call-ID": call_id,
        "CSeq": f"{cseq} {method}",
        "Contact": "<sip:dialler@192.0.2.10>",
        "Content-Length": "0",
    }
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    first = f"{method} {uri or f'sip:{called}@gate.example'} SIP/2.0"
    told = [f"{name}: {value}" for name, value in lines.items() if value is not None]
    return "\r\n".join([first, *told, "", ""]).encode("utf-8", "surrogateescape")


@dataclass
class Answer:
    """A response, taken apart."""

    status: int
    headers: dict
    octets: bytes

    @classmethod
    def of(cls, octets):
        first, *lines = octets.decode("utf-8", "surrogateescape").partition("\r\n\r\n")[0].split("\r\n")
        pairs = [line.split(": ", 1) for line in lines]
        return cls(int(first.split()[1]), dict(reversed(pairs)), octets)


def decision(call, word="allow", *, reasons=(), verdict=True, number=None, reference=None):
    number = number or read_number(call.called).e164
    until = call.at + timedelta(seconds=30)
    token = hashlib.sha256(f"{call.reference}{number}".encode()).hexdigest()
    permit = Permit(
        id="p1", number=number, campaign=call.campaign, reference=call.reference, expires_at=until, token=token
    )
    return Decision(
        id="d1",
        reference=reference or call.reference,
        campaign=call.campaign,
        decision=word,
        number=number,
        reasons=tuple(reasons),
        situation="s1",
        rules_version="test",
        decided_at=call.at,
        expires_at=until,
        permit=permit if word == "allow" else None,
        verdict=verdict,
    )


@dataclass
class SaidGate:
    """Says what it is told to, after `takes` seconds; remembers what it was asked."""

    says: object = decision
    takes: float = 0
    wrong: str = ""
    asked: list = field(default_factory=list)

    async def aask(self, call):
        self.asked.append(call)
        if self.takes:
            await asyncio.sleep(self.takes)
        return self.says(call)

    def ask(self, call):
        self.asked.append(call)
        return self.says(call)

    async def aready(self, now):
        return self.ready(now)

    def ready(self, now):
        return Readiness((Check("store", not self.wrong, self.wrong or "in order"),))


def trunk(**more):
    usual = {"name": "a", "campaign": "spring", "sources": (ip_network("192.0.2.10"),), "key": KEY}
    return Trunk(**usual | more)


@dataclass
class Desk:
    """A dialogue and what it sent."""

    gate: SaidGate = field(default_factory=SaidGate)
    trunks: tuple = field(default_factory=lambda: (trunk(),))
    patience: float = 5.0
    most_waiting: int = 100

    def __post_init__(self):
        self.sent = []
        self.decided = []
        self.dialogue = Dialogue(
            self.gate,
            Trunks(self.trunks),
            lambda: NOW,
            patience=self.patience,
            most_waiting=self.most_waiting,
            decided=lambda decision, seconds: self.decided.append((decision.decision, seconds)),
        )

    def put(self, *messages, source=DIALLER, wait=0.0):
        """Everything that is sent in answer to the messages, once the gate has said all it has to say."""

        async def run():
            for each in messages:
                self.dialogue.receive(each, source, lambda octets, _about: self.sent.append(octets))
                await asyncio.sleep(0)
            await asyncio.sleep(wait)
            while self.dialogue.asking:  # noqa: ASYNC110 - the door tells nobody when it is done
                await asyncio.sleep(0.001)

        self.sent.clear()
        asyncio.run(run())
        return [Answer.of(each) for each in self.sent]

    def one(self, message, **more):
        (answer,) = self.put(message, **more)
        return answer


@pytest.fixture
def desk():
    return Desk()


__all__ = [
    "CALLED",
    "DIALLER",
    "KEY",
    "NOW",
    "SHOWN",
    "Answer",
    "Desk",
    "SaidGate",
    "decision",
    "invite",
    "read",
    "trunk",
]

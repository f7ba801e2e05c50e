"""The protocol without sockets: a request -> its answer, now or when the gate has decided.

An INVITE is answered 302, 608, 603, 401 or 487 and nothing else: other codes are read as "try another way" by some
equipment. What was wrong stands in Reason. Nothing here sends a 100: it would make a proxy wait on its long timer.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from ringfence.gate.calls import Gate
from ringfence.gate.sip import answers, message
from ringfence.gate.sip.asking import Asking, Decided
from ringfence.gate.sip.digest import Digest
from ringfence.gate.sip.fields import Envelope, envelope
from ringfence.gate.sip.health import Health
from ringfence.gate.sip.heard import heard, nonce, unknown_extensions
from ringfence.gate.sip.message import Request, Unclear
from ringfence.gate.sip.returning import Source, returned
from ringfence.gate.sip.transactions import Transactions
from ringfence.gate.sip.trunks import Trunk, Trunks

Send = Callable[[bytes, Envelope | None], None]
ALLOW = ("Allow", "INVITE, ACK, CANCEL, OPTIONS")
TO_INVITE = frozenset({302, 401, 487, 603, 608})
COUNTED = frozenset({"INVITE", "CANCEL", "OPTIONS"})  # anybody can think of a method: their names are not kept
NEEDED = ("via", "from", "to", "call-id", "cseq")


class Exchange:
    """One request and the way to answer it."""

    def __init__(self, request: Request, source: Source, send: Send, tag: str, counts: Counter[str]) -> None:
        self.request, self.source = request, source
        self._send, self._tag, self._counts = send, tag, counts
        self.about: Envelope | None = None

    def reply(self, status: int, headers: answers.Headers = ()) -> bytes:
        """Send a response and return its octets; an INVITE is given no code that could be read as permission."""
        if self.request.method == "INVITE" and status not in TO_INVITE:
            status = answers.NO_VERDICT
        self._counts[f"{self.request.method if self.request.method in COUNTED else 'other'} {status}"] += 1
        octets = returned(self.request, self.source, self.about, status, headers, self._tag)
        self._send(octets, self.about)
        return octets

    def refuse(self, status: int, why: str) -> None:
        """Send a response that says why, in Reason with the code that fits best."""
        self.reply(status, (answers.reason(status, why),))

    def repeat(self, octets: bytes) -> None:
        self._counts["repeated"] += 1
        self._send(octets, self.about)


class Dialogue:
    """Answers requests. `counts` says how often each thing happened, by name, for the metrics."""

    def __init__(
        self,
        gate: Gate,
        trunks: Trunks,
        now: Callable[[], datetime],
        *,
        patience: float,
        most_waiting: int,
        decided: Decided,
    ) -> None:
        self.trunks, self._now = trunks, now
        self._digest = Digest(secrets.token_bytes(32))
        self._tag = secrets.token_hex(4)
        self._health = Health(gate, now, patience)
        self.counts: Counter[str] = Counter()
        self.transactions = Transactions()
        self.asking = Asking(
            gate, self.transactions, self.counts, patience=patience, most_waiting=most_waiting, decided=decided
        )

    def receive(self, data: bytes, source: Source, send: Send) -> None:
        """Answer one message through `send`, at once or later. Never raises for what a stranger may send."""
        if not data.strip(b"\r\n\x00 ") or message.is_response(data):
            return  # a keep-alive, or an answer to a question that was never asked
        if data.startswith(b"ACK "):
            self.counts["ACK"] += 1  # of an answer that is repeated only when asked again: nothing to do
            return
        try:
            request = message.read(data)
        except Unclear:
            self.counts["unreadable"] += 1  # nothing to answer with, and nobody who could be told
            return
        exchange = Exchange(request, source, send, self._tag, self.counts)
        try:
            self._request(exchange)
        except Unclear as unclear:
            self.counts["unclear"] += 1
            if all(request.every(name) for name in NEEDED):
                exchange.refuse(unclear.status, unclear.message)

    def _request(self, exchange: Exchange) -> None:
        request, source = exchange.request, exchange.source
        if request.version != "SIP/2.0":
            raise Unclear("not SIP/2.0", 505)
        exchange.about = about = envelope(request)
        message.body_of(request)
        if not self.trunks.at(source.host, source.transport):
            exchange.refuse(403, "no trunk has this address")
        elif request.method == "INVITE":
            self._invite(exchange, about)
        elif request.method == "CANCEL":
            self._cancel(exchange, about)
        elif request.method == "OPTIONS":
            self._health.tell(exchange.reply, (ALLOW,))
        else:
            exchange.reply(405, (ALLOW,))

    def _cancel(self, exchange: Exchange, about: Envelope) -> None:
        found = self.transactions.find(about.transaction)
        if not found or found.request[:3] != about.request[:3]:
            exchange.refuse(481, "no such call")
            return
        exchange.reply(200)
        if found.cancel:
            found.cancel()

    def _invite(self, exchange: Exchange, about: Envelope) -> None:
        request = exchange.request
        print_ = fingerprint(request)
        if known := self.transactions.find(about.transaction):
            if known.print != print_:
                exchange.refuse(603, "another request under the branch of an earlier one")
            elif known.answer:
                exchange.repeat(known.answer)
        elif about.to_tag:
            exchange.refuse(481, "a call that is under way is no business of the gate")
        elif self.transactions.merged(about.request):
            exchange.refuse(482, "the same request came another way")
        elif extra := unknown_extensions(request):
            exchange.reply(420, (answers.reason(420, "an extension is required"), ("Unsupported", extra)))
        elif trunk := self._trunk(exchange):
            call, asked = heard(request, about, trunk, self._now()), nonce(request) or about.via.branch
            wording = partial(answers.answered, call=call, envelope=about, trunk=trunk, asked=asked)
            self.asking.ask(call, about, print_, exchange.reply, wording)

    def _trunk(self, exchange: Exchange) -> Trunk | None:
        """The trunk that asks; None when it was refused, or asked for its password."""
        request, source = exchange.request, exchange.source
        trunk = self.trunks.of(source.host, source.transport, request.only("x-ringfence-trunk"))
        if trunk is None:
            exchange.refuse(403, "no trunk, or more than one, is meant")
            return None
        seconds = self._now().timestamp()
        if trunk.user and not self._digest.proven(request, trunk, source.host, seconds):
            exchange.reply(401, self._digest.challenges(trunk, source.host, seconds))
            return None
        return trunk


def fingerprint(request: Request) -> bytes:
    """A hash over what a repetition leaves as it is: everything."""
    return hashlib.blake2b(request.octets, digest_size=16).digest()

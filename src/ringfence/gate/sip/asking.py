"""Ask the gate, and answer once: with its decision, or without one when it takes too long or breaks."""

import asyncio
from collections import Counter
from collections.abc import Callable

from ringfence.gate.calls import Call, Decision, Gate
from ringfence.gate.sip import answers
from ringfence.gate.sip.fields import Envelope
from ringfence.gate.sip.transactions import Transaction, Transactions

Reply = Callable[[int, answers.Headers], bytes]
Decided = Callable[[Decision, float], None]
Wording = Callable[[Decision], tuple[int, answers.Headers]]
LATE = answers.no_verdict("the gate took too long")


class Asking:
    """Calls that wait for a decision: never more than `most_waiting`, none longer than `patience` seconds."""

    def __init__(
        self,
        gate: Gate,
        transactions: Transactions,
        counts: Counter[str],
        *,
        patience: float,
        most_waiting: int,
        decided: Decided,
    ) -> None:
        self._gate, self._transactions, self._counts, self._heard = gate, transactions, counts, decided
        self._patience, self._most_waiting = patience, most_waiting
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def ask(self, call: Call, about: Envelope, print_: bytes, reply: Reply, wording: Wording) -> None:
        """Ask about a call; `wording` makes a response of the decision, and `reply` sends it."""
        # Those that were answered late still count: a gate that hangs fills up.
        if len(self._tasks) >= self._most_waiting:
            reply(*answers.no_verdict("too many calls are waiting"))
            return
        loop = asyncio.get_running_loop()
        transaction = self._transactions.start(about.transaction, about.request, print_, loop.time())
        if transaction is None:
            reply(*answers.no_verdict("too many calls in half a minute"))
            return
        answer = _Answer(transaction, reply, self._counts)
        answer.timer = loop.call_later(self._patience, answer.give, *LATE)
        task = loop.create_task(self._decided(call, answer, wording))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decided(self, call: Call, answer: "_Answer", wording: Wording) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            decision = await self._gate.aask(call)
            self._heard(decision, loop.time() - began)
            verdict = wording(decision)
        except Exception as error:  # noqa: BLE001 - whatever is broken, the answer is no
            self._counts["faults"] += 1
            verdict = answers.no_verdict(type(error).__name__)
        answer.give(*verdict)


class _Answer:
    """The answer to one INVITE: the first that is given is the only one."""

    def __init__(self, transaction: Transaction, reply: Reply, counts: Counter[str]) -> None:
        self._transaction, self._reply, self._counts = transaction, reply, counts
        self.timer: asyncio.TimerHandle | None = None
        transaction.cancel = self.cancel

    def give(self, status: int, headers: answers.Headers) -> None:
        if self._transaction.answer is not None:
            self._counts["late"] += 1  # the proxy has been told that there is no verdict; the permit dies unused
            return
        if self.timer:
            self.timer.cancel()
        self._transaction.cancel = None
        self._transaction.answer = self._reply(status, headers)

    def cancel(self) -> None:
        self.give(487, ())

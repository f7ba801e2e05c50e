"""OPTIONS: how the gate is, asked of it at most once a second, however many want to know."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from ringfence.gate.calls import Gate
from ringfence.gate.sip.answers import Headers, reason

LASTS = 1.0  # seconds that an answer is believed
Reply = Callable[[int, Headers], object]


class Health:
    """Answers 200 only if a call could be allowed now; 503 with the reason in every other case, silence included."""

    def __init__(self, gate: Gate, now: Callable[[], datetime], patience: float) -> None:
        self._gate, self._now, self._patience = gate, now, patience
        self._until, self._wrong = 0.0, "not asked yet"
        self._waiting: list[tuple[Reply, Headers]] = []
        self._task: asyncio.Task[None] | None = None

    def tell(self, reply: Reply, headers: Headers) -> None:
        """Answer through `reply`, at once or when the gate has said how it is; `headers` go along."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._until:
            self._say(reply, headers)
            return
        self._waiting.append((reply, headers))
        if self._task is None:
            self._task = loop.create_task(self._look())

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                checks = (await self._gate.aready(self._now())).checks
            self._wrong = "; ".join(f"{check.name}: {check.says}" for check in checks if not check.ok)
        except Exception as error:  # noqa: BLE001 - a gate that cannot say how it is, is not well
            self._wrong = type(error).__name__
        self._until, self._task = asyncio.get_running_loop().time() + LASTS, None
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self._say(*each)

    def _say(self, reply: Reply, headers: Headers) -> None:
        if self._wrong:
            reply(503, (*headers, reason(503, self._wrong)))
        else:
            reply(200, headers)

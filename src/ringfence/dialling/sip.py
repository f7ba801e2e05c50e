"""The driver for tests and small campaigns: baresip inside this process, no telephone exchange needed.

Needs the extra `baresip`. It calls through a SIP trunk (`host:port`) that lets this machine in by its address.
"""

import asyncio
import logging
from typing import Any

from ringfence.dialling.driver import PERMIT, Answered, Ended, Event, NotDialled, Played, Pressed, Ringing
from ringfence.dialling.sound import RATE, WIDTH, Sound
from ringfence.errors import RingfenceError
from ringfence.gate.permit import Permit

AHEAD = RATE * WIDTH // 5  # bytes given ahead of time: a fifth of a second
_log = logging.getLogger("ringfence.dialling")


class DriverMissing(RingfenceError):
    """The library that would make the calls is not there."""

    code = "driver-missing"


class SipLine:
    """One call of baresip's."""

    def __init__(self, call: Any) -> None:
        self.events: asyncio.Queue[Event] = asyncio.Queue()
        self._call, self._over = call, False
        self._task: asyncio.Task[None] | None = None

    def heard(self, event: Any) -> None:
        name = event.event.name
        if name == "CALL_RINGING":
            self.events.put_nowait(Ringing())
        elif name == "CALL_ESTABLISHED":
            self.events.put_nowait(Answered())
        elif name == "CALL_DTMF_START" and event.text:
            self.events.put_nowait(Pressed(event.text))
        elif name == "CALL_CLOSED" and not self._over:
            self._over = True
            if self._task:
                self._task.cancel()
            self.events.put_nowait(Ended(_status(event.text or "")))

    async def play(self, sound: Sound) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._call.audio.flush_tx()
            await asyncio.sleep(0.06)  # the stack drops what is written before its next ticks, too
        self._task = asyncio.create_task(self._feed(sound))

    async def _feed(self, sound: Sound) -> None:
        try:
            await self._fed(sound)
        except Exception:  # noqa: BLE001 - a call in which nothing is heard ends
            if not self._over:
                _log.exception("a recording could not be played")
                await self.hang_up()
        else:
            self.events.put_nowait(Played())

    async def _fed(self, sound: Sound) -> None:
        """Gives the samples a little ahead of the line's own clock; returns when the last is on its way."""
        audio, at = self._call.audio, 0
        while not audio.info().tx_ready:  # noqa: ASYNC110 - the stack tells nobody when it is
            await asyncio.sleep(0.01)
        info = audio.info()
        if info.tx_sample_rate != RATE or info.tx_channels != 1:
            raise NotDialled(f"the line carries {info.tx_sample_rate} samples a second, not {RATE}")
        while at < len(sound.samples) or audio.info().tx_buffered:
            room = AHEAD - audio.info().tx_buffered
            if room > 0 and at < len(sound.samples):
                at += audio.write(sound.samples[at : at + room])
            await asyncio.sleep(0.02)

    async def hang_up(self) -> None:
        if self._task:
            self._task.cancel()
        if not self._over:
            try:
                await self._call.hangup()
            except Exception as error:  # noqa: BLE001 - it ended by itself meanwhile
                _log.debug("hanging up: %s", type(error).__name__)


def _status(text: str) -> int | None:
    """What SIP said, from the words in which baresip tells it: "486 Busy Here"."""
    code = text[:3]
    return int(code) if code.isdecimal() and 300 <= int(code) < 700 else None


class SipDriver:
    """Calls through one trunk. Open it with `open_sip`."""

    def __init__(self, runtime: Any, trunk: str) -> None:
        self._runtime, self._trunk = runtime, trunk
        self._agents: dict[str, Any] = {}
        self._lines: dict[int, SipLine] = {}
        self._early: dict[int, list[Any]] = {}  # of calls that are answered before the stack has told us their handle
        runtime.subscribe(self._heard)

    def _heard(self, event: Any) -> None:
        if not event.call:
            return
        if line := self._lines.get(event.call):
            line.heard(event)
        else:
            self._early.setdefault(event.call, []).append(event)
        if event.event.name == "CALL_CLOSED":
            self._lines.pop(event.call, None)

    async def ready(self) -> str:
        return ""

    async def dial(self, permit: Permit, shown: str) -> SipLine:
        from baresip import Account, UserAgent  # noqa: PLC0415 - an extra

        if shown not in self._agents:
            account = Account(user=shown, domain=self._trunk, password="", reg_interval=0)
            self._agents[shown] = await UserAgent.create(self._runtime, account, transfer_policy="reject")
        headers = {PERMIT: permit.token}  # for a gate in the trunk, which then need not judge the call again
        call = await self._agents[shown].dial(f"sip:{permit.number}@{self._trunk}", headers)
        line = self._lines[call.handle] = SipLine(call)
        for event in self._early.pop(call.handle, ()):
            self._heard(event)
        return line

    async def close(self) -> None:
        await self._runtime.close()


async def open_sip(trunk: str, interface: str | None = None) -> SipDriver:
    """The driver, ready to dial; `interface` is the local address to call from, needed on loopback."""
    try:
        from baresip import Config, Runtime  # noqa: PLC0415 - an extra
    except ImportError:
        raise DriverMissing(
            "The baresip driver is not installed. Run: pip install --pre 'ringfence[baresip]', or try --driver dry-run."
        ) from None
    runtime = Runtime()
    await runtime.start(Config(net_interface=interface, max_concurrent_calls=None))
    return SipDriver(runtime, trunk)

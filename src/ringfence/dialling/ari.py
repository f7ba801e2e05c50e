"""The driver for production: Asterisk makes the calls, told over its REST interface (ARI).

It originates straight to the trunk of the gate, through no dialplan that could change a number. While the stream of
events is lost there is no new call, and the calls that were being made are ended: a key could be pressed unheard.
"""

import asyncio
import logging
import re
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from ringfence.dialling.ari_checks import Recordings, in_order
from ringfence.dialling.ari_line import BRIDGE, AriLine
from ringfence.dialling.ari_settings import AsteriskUnusable, Settings
from ringfence.dialling.ari_wire import Ari, Said, Unanswered
from ringfence.dialling.driver import PERMIT, NotDialled
from ringfence.dialling.sound import Sound
from ringfence.gate.permit import Permit

AGAIN = (0.2, 0.5, 1.0, 2.0)  # seconds between attempts to hear the events again; then the last
OPENS_IN = 5.0  # seconds
_CANONICAL = re.compile(r"\+[1-9][0-9]{7,14}")
_log = logging.getLogger("ringfence.dialling")


class AriDriver:
    """Calls through one Asterisk. Open it with `open_ari`."""

    def __init__(self, ari: Ari, settings: Settings, app: str, recordings: Recordings, ring_for: float) -> None:
        self._ari, self._app, self._trunk, self._ring_for = ari, app, settings.trunk, ring_for
        self._recordings = recordings
        self._lines: dict[str, AriLine] = {}
        self._ends: set[asyncio.Task[None]] = set()
        self._fault, self._replaced = "Asterisk's events are not heard yet", False
        self._hears = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def ready(self) -> str:
        if not self._fault:
            try:
                await self._recordings.check()
            except (AsteriskUnusable, Said, Unanswered) as error:
                return str(error)
        return self._fault

    async def dial(self, permit: Permit, shown: str) -> AriLine:
        if self._fault or not _CANONICAL.fullmatch(permit.number):
            raise NotDialled(self._fault or "The permit names no canonical number.")
        line = AriLine(self._ari, self._app, f"{self._app}-{permit.id}", self._soon)
        self._lines[line.channel] = line
        try:
            await self._ari.ask("POST", "channels", **self._call(permit, shown, line.channel))
        except Said as said:
            self._lines.pop(line.channel, None)
            raise NotDialled(f"{said}. See Asterisk's log.") from None
        except Unanswered as error:
            _log.warning("perhaps a call was made: %s", error)
            await line.lost()
        if line.over:
            self._soon(self._end(f"channels/{line.channel}"))  # perhaps it came to be after it was given up
        return line

    def _call(self, permit: Permit, shown: str, channel: str) -> dict[str, Any]:
        return {
            "endpoint": f"PJSIP/{permit.number}@{self._trunk}",
            "app": self._app,
            "channelId": channel,  # of the decision: Asterisk takes no second call of that name
            "callerId": shown,
            "timeout": round(self._ring_for),
            "variables": {
                f"PJSIP_HEADER(add,{PERMIT})": permit.token,
                "TIMEOUT(absolute)": str(round(self._ring_for)),  # until it is answered; then it has a lease
                "CDR(userfield)": permit.number,
                "CHANNEL(accountcode)": permit.campaign,
            },
        }

    async def close(self) -> None:
        self._fault = self._fault or "closed"
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await asyncio.gather(*(line.lost() for line in self._lines.values()), return_exceptions=True)
        await asyncio.gather(*self._ends, return_exceptions=True)
        await self._ari.close()

    async def opened(self) -> None:
        """Returns when events are heard; raises AsteriskUnusable if they are not within seconds."""
        try:
            await asyncio.wait_for(self._hears.wait(), OPENS_IN)
        except TimeoutError:
            raise AsteriskUnusable(f"{self._fault}. Is res_ari_events.so loaded, and may the user write?") from None

    async def _listen(self) -> None:
        failed = 0
        while not self._replaced:
            try:
                async with self._ari.events(self._app) as stream:
                    await self._end_leftovers()
                    failed, self._fault = 0, ""
                    self._hears.set()
                    async for event in stream:
                        self._heard(event)
                why = "they ended"
            except (Said, Unanswered) as error:
                why = str(error)
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody hears
                _log.exception("Asterisk's events could not be read")
                why = type(error).__name__
            self._lost(why)
            await asyncio.sleep(AGAIN[min(failed, len(AGAIN) - 1)])
            failed += 1

    def _heard(self, event: Mapping[str, Any]) -> None:
        if event.get("type") == "ApplicationReplaced":
            self._replaced = True
            self._lost("another run of this campaign took over")
            return
        playback = event.get("playback") or {}
        told = (event.get("channel") or {}).get("id") or playback.get("target_uri", "").removeprefix("bridge:")
        channel = str(told).removesuffix(BRIDGE)
        line = self._lines.get(channel)
        if line:
            line.heard(event)
            if line.over:
                del self._lines[channel]
        elif event.get("type") == "StasisStart":
            self._soon(self._end(f"channels/{channel}"))  # nobody's: of a run before, or somebody calls in

    def _lost(self, why: str) -> None:
        self._fault = f"Asterisk's events are not heard ({why})"
        if self._lines:
            _log.error("%s: %d calls end", self._fault, len(self._lines))
        for line in self._lines.values():
            self._soon(line.lost())
        self._lines.clear()

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._ends.add(task)
        task.add_done_callback(self._ends.discard)

    async def _end_leftovers(self) -> None:
        """Ends the calls of this application that nobody conducts: their driver was killed, or was not heard."""
        for kind in ("channels", "bridges"):
            for each in await self._ari.ask("GET", kind) or ():
                name = str(each["id"])
                if name.startswith(f"{self._app}-") and name.removesuffix(BRIDGE) not in self._lines:
                    await self._end(f"{kind}/{name}")

    async def _end(self, what: str) -> None:
        try:
            await self._ari.ask("DELETE", what)
        except (Said, Unanswered) as error:
            _log.warning("a call that nobody conducts could not be ended: %s", error)


async def open_ari(settings: Settings, campaign: str, sounds: Sequence[Sound], ring_for: float) -> AriDriver:
    """The driver, ready to dial; raises AsteriskUnusable if this Asterisk cannot make the calls. Seconds."""
    ari = Ari(settings)
    try:
        await in_order(ari, settings.trunk)
        recordings = Recordings(ari, sounds, settings.recordings)
        await recordings.place()
        driver = AriDriver(ari, settings, f"ringfence-{campaign}", recordings, ring_for + 5.0)
        try:
            await driver.opened()
        except AsteriskUnusable:
            await driver.close()
            raise
    except BaseException:
        await ari.close()
        raise
    return driver

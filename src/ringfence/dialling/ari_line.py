"""One call of Asterisk's, and the lease it lives by.

Asterisk goes on playing to somebody whose key press nobody hears when the driver is gone. So an answered call has leave
for three seconds only, and the driver renews it: a driver that is killed, cut off or stuck ends its calls.

The message is played into a bridge that the call stands in: while Asterisk plays to a call itself, it keeps whatever
else is asked about that call waiting until the end of the message, a new lease too.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from ringfence.dialling.ari_checks import name_of
from ringfence.dialling.ari_wire import Ari, Said, Unanswered
from ringfence.dialling.driver import Answered, Ended, Event, Played, Pressed, Ringing
from ringfence.dialling.sound import Sound

LEASE = 3.0  # seconds
RENEWED = 0.75  # seconds between renewals: three may go wrong
BRIDGE = "-sound"  # after the name of a call: its bridge. Asterisk tells nothing of a bridge that is named like a call
NEAR = 0.3  # seconds: a call that ended so shortly before the end of its lease may have ended by it
# What became of a call that was not answered, where Asterisk does not say what SIP said (before 22): ITU-T Q.850.
SIP_OF = {0: 480, 1: 404, 16: 487, 17: 486, 18: 408, 19: 480, 20: 480, 22: 410, 27: 502, 28: 484, 34: 503, 38: 503}
Soon = Callable[[Coroutine[Any, Any, None]], None]
_log = logging.getLogger("ringfence.dialling")


class AriLine:
    """One call. The driver hands it the events of its channel."""

    def __init__(self, ari: Ari, app: str, channel: str, soon: Soon) -> None:
        """`channel`: the name of the call in Asterisk. `soon` goes on with work after the call."""
        self.events: asyncio.Queue[Event] = asyncio.Queue()
        self.channel, self._in = channel, f"{channel}{BRIDGE}"
        self.over = False
        self._ari, self._app, self._answered, self._hung_up = ari, app, False, False
        self._until, self._soon = 0.0, soon
        self._playing = ""
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, event: Mapping[str, Any]) -> None:
        """One event of this channel."""
        kind = event.get("type")
        if self.over:
            return
        if kind == "ChannelStateChange" and event["channel"].get("state") == "Ringing":
            self.events.put_nowait(Ringing())
        elif kind == "StasisStart" and not self._answered:
            self._answered = True
            self._begin(self._live())
        elif kind == "ChannelDtmfReceived":
            self.events.put_nowait(Pressed(str(event.get("digit", ""))))
        elif kind == "PlaybackFinished" and event["playback"].get("id") == self._playing:
            self._played(event["playback"].get("state") == "done")
        elif kind == "ChannelDestroyed":
            self._destroyed(event)

    def _played(self, whole: bool) -> None:
        if whole:
            self.events.put_nowait(Played())
        else:
            _log.error("Asterisk could not play a recording: the call ends")
            self._begin(self.lost())

    def _destroyed(self, event: Mapping[str, Any]) -> None:
        cause, said = int(event.get("cause") or 0), int(event.get("tech_cause") or 0)
        if not self._answered:
            self.end(Ended(said if 300 <= said < 700 else SIP_OF.get(cause, 500)))
        else:
            left = self._until - asyncio.get_running_loop().time()
            self.end(Ended(known=self._hung_up or left > NEAR))

    def end(self, last: Ended) -> None:
        """The line is gone."""
        if self.over:
            return
        self.over = True
        if self._answered:
            self._soon(self._unbridge())
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        self.events.put_nowait(last)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _live(self) -> None:
        """Gives the answered call its first lease and its bridge, and renews the lease until the call is over."""
        loop = asyncio.get_running_loop()
        self._until = loop.time() + LEASE
        try:
            await self._renew()
            await self._bridge()
            self.events.put_nowait(Answered())
            while loop.time() < self._until:
                await asyncio.sleep(RENEWED)
                await self._renew()
        except Said as said:
            if said.status == 404:
                return  # it is gone; the event that says how is on its way
            _log.error("a call that was answered could not be conducted: %s", said)
        await self.lost()

    async def _renew(self) -> None:
        asked = asyncio.get_running_loop().time()
        try:
            await self._ari.ask(
                "POST", f"channels/{self.channel}/variable", variable="TIMEOUT(absolute)", value=str(LEASE)
            )
            self._until = asked + LEASE
        except Unanswered:
            pass  # there is time to ask again

    async def _bridge(self) -> None:
        try:
            await self._ari.ask("POST", "bridges", type="mixing", bridgeId=self._in)
            await self._ari.ask("POST", f"applications/{self._app}/subscription?eventSource=bridge:{self._in}")
            await self._ari.ask("POST", f"bridges/{self._in}/addChannel", channel=self.channel)
        except Unanswered as error:
            raise Said(504, str(error)) from None

    async def _unbridge(self) -> None:
        with suppress(Said, Unanswered):  # the next connection looks for bridges that were left behind
            await self._ari.ask("DELETE", f"bridges/{self._in}")

    async def play(self, sound: Sound) -> None:
        before, self._playing = self._playing, f"{self.channel}-{secrets.token_hex(4)}"
        try:
            if before:
                await self._stop(before)
            await self._ari.ask("POST", f"bridges/{self._in}/play/{self._playing}", media=f"recording:{name_of(sound)}")
        except (Said, Unanswered) as error:
            if not self.over:
                _log.error("a recording could not be played: %s", error)
                await self.hang_up()

    async def _stop(self, playing: str) -> None:
        try:
            await self._ari.ask("DELETE", f"playbacks/{playing}")
        except Said as said:
            if said.status != 404:  # it had come to its end
                raise

    async def hang_up(self) -> None:
        if self.over:
            return
        self._hung_up = True
        try:
            await self._ari.ask("DELETE", f"channels/{self.channel}")
        except Said as said:
            if said.status == 404:
                self.end(Ended(known=False))  # gone without a word: Asterisk was restarted
        except Unanswered as error:
            _log.warning("a call could not be hung up (%s): it ends with its lease", error)

    async def lost(self) -> None:
        """Nobody hears this line any more: ends the call if that can be done, and says that nothing more is known."""
        if not self.over:
            await self.hang_up()
            self.end(Ended(known=False))

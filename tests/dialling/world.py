"""A recorded campaign with two recordings, signed in a home; a line that follows a script of events."""

import asyncio
import io
import wave

import numpy as np

from ringfence.dialling.driver import Answered, Ended, Played, Pressed, Ringing
from ringfence.dialling.sound import read_sound

from ..gate import world  # noqa: TID252 - the campaign of the gate's tests
from ..telephony import campaigns  # noqa: TID252

NOON = world.NOON
__all__ = ["read_sound"]
SHOWN = "+441632960100"
NUMBERS = [447700900000 + n for n in range(100, 110)]
CONSENTING = [f"07700 900{n:03}" for n in range(100, 110)]


def noise(seed, seconds):
    """A recording like no other: noise, as a WAV file."""
    samples = np.random.default_rng(seed).normal(0, 4000, int(8000 * seconds)).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def home(folder, *, seconds=1.0, cap=3, consenting=CONSENTING):
    """A home in which the campaign is signed with its recordings; its campaign folder lies beside it."""
    made = campaigns.may_run(folder, consenting, cap=cap)
    place = folder / "spring"
    (place / "message.wav").write_bytes(noise(1, seconds))
    (place / "sorry.wav").write_bytes(noise(2, 0.5))
    card = place / "campaign.toml"
    card.write_text(card.read_text() + '\n[recorded]\nmessage = "message.wav"\nconfirmation = "sorry.wav"\n')
    world.sign(made, place)
    return made


class FakeLine:
    """Plays nothing, and says what it was told to say: after "play", the events of the next step."""

    def __init__(self, steps):
        self.events, self.steps, self.played, self.hung_up = asyncio.Queue(), list(steps), [], False
        self._next()

    def _next(self):
        for event in self.steps.pop(0) if self.steps else ():
            self.events.put_nowait(event)

    async def play(self, sound):
        self.played.append(sound.name)
        self._next()

    async def hang_up(self):
        if not self.hung_up:
            self.hung_up = True
            self.events.put_nowait(Ended())


HEARS_ALL = ([Ringing(), Answered()], [Played()])
OBJECTS = ([Ringing(), Answered()], [Pressed("9")], [Played()])
BUSY = ([Ended(486)],)


class FakeDriver:
    """Notes the permits; every call goes as `goes` says."""

    def __init__(self, goes=lambda number: HEARS_ALL):
        self.goes, self.permits, self.lines = goes, [], []

    async def ready(self):
        return ""

    async def dial(self, permit, shown):
        self.permits.append(permit)
        self.lines.append(FakeLine(self.goes(permit.number)))
        return self.lines[-1]

    async def close(self):
        pass

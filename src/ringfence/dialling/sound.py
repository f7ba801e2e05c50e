"""The sounds of a recorded call: what was signed, as the samples that go on the line."""

import hashlib
import io
import wave
from dataclasses import dataclass
from pathlib import Path

from ringfence.campaigns.signed import CONFIRMATION, MESSAGE, Signed
from ringfence.errors import RingfenceError

RATE = 8000  # samples a second: what a telephone line carries
WIDTH = 2  # bytes a sample
LONGEST = 300.0  # seconds


class SoundUnusable(RingfenceError):
    """A recording that cannot be played on a telephone line, or is not the one that was signed."""

    code = "sound-unusable"


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples: signed 16-bit, mono, 8,000 a second, little-endian. `sha256` is that of the file they came from."""

    name: str
    sha256: str
    samples: bytes
    file: bytes

    @property
    def seconds(self) -> float:
        """How long it takes to play."""
        return len(self.samples) / (RATE * WIDTH)


def signed_sounds(signed: Signed, folder: Path) -> tuple[Sound, Sound]:
    """The message and the confirmation as they were signed: the bytes hashed are the bytes played."""
    message, confirmation = (_signed_sound(signed, folder, name) for name in (MESSAGE, CONFIRMATION))
    return message, confirmation


def _signed_sound(signed: Signed, folder: Path, name: str) -> Sound:
    was = signed.files.get(name)
    if was is None:
        raise SoundUnusable(
            f"{signed.id} was signed without {name}. Name both recordings in the card, [recorded] message and "
            "confirmation, and sign again: ringfence campaign sign CAMPAIGN_DIR --by NAME"
        )
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != was.sha256:
        raise SoundUnusable(f"{folder / name} is not the recording that was signed. Sign the campaign again.")
    return read_sound(name, data)


def read_sound(name: str, data: bytes) -> Sound:
    """A WAV file as samples; refused unless it is mono, 16-bit, 8,000 samples a second, and not over five minutes."""
    way_out = "Make it mono, 16-bit, 8000 Hz: sox IN.wav -r 8000 -c 1 -b 16 OUT.wav"
    try:
        with wave.open(io.BytesIO(data)) as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            samples = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise SoundUnusable(f"{name} is no WAV file of plain samples ({error}). {way_out}") from None
    if shape != (1, WIDTH, RATE):
        raise SoundUnusable(f"{name} has {shape[0]} channels of {shape[1] * 8} bits at {shape[2]} Hz. {way_out}")
    found = Sound(name, hashlib.sha256(data).hexdigest(), samples, data)
    if not 0 < found.seconds <= LONGEST:
        raise SoundUnusable(f"{name} lasts {found.seconds:.1f} s. A call plays something, and at most {LONGEST:.0f} s.")
    return found

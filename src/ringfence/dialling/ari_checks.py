"""Whether an Asterisk can make the calls: what must be loaded, and the recordings as Asterisk itself holds them.

Asterisk plays a file of its own. What it would play is fetched from it and hashed, so that a recording that was put
there by somebody else, or was changed since, is noticed before the next call.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from ringfence.dialling.ari_settings import AsteriskUnusable
from ringfence.dialling.ari_wire import Ari, Said, Unanswered
from ringfence.dialling.sound import Sound
from ringfence.durable import sync_folder

FRESH = 10.0  # seconds for which a look at the recordings counts
MODULES = {
    "res_stasis_playback.so": "plays the recording",
    "res_ari_bridges.so": "plays it so that the call can still be ended",
    "chan_bridge_media.so": "plays it into a bridge",
    "res_ari_recordings.so": "lets its hash be checked",
    "func_timeout.so": "ends a call whose driver is gone",
    "res_pjsip_header_funcs.so": "shows the permit to the gate's trunk",
    "func_cdr.so": "writes the number into the call record",
}


async def in_order(ari: Ari, trunk: str) -> None:
    """Refuses an Asterisk that lacks what a run of calls needs; the message says what to load or to write."""
    needs = {f"asterisk/modules/{name}": f"module {name}, which {why}: load it" for name, why in MODULES.items()}
    needs[f"endpoints/PJSIP/{trunk}"] = f"endpoint {trunk} in pjsip.conf: deploy/asterisk shows one"
    for path, lacks in needs.items():
        try:
            found = await ari.ask("GET", path)
        except Said as said:
            raise _unusable(said, lacks) from None
        except Unanswered as error:
            raise AsteriskUnusable(
                f"Asterisk does not answer ({error}). Is it up, and `enabled` in http.conf?"
            ) from None
        if found.get("status") == "Not Running":
            raise AsteriskUnusable(f"Asterisk has not started {lacks}.")


def _unusable(said: Said, lacks: str) -> AsteriskUnusable:
    if said.status == 401:
        return AsteriskUnusable("Asterisk does not know this user and password. They stand in ari.conf.")
    if said.status in {404, 409}:
        return AsteriskUnusable(f"Asterisk has no {lacks}.")
    return AsteriskUnusable(f"{said}. See Asterisk's log.")


def name_of(sound: Sound) -> str:
    """What Asterisk knows a recording by: its hash, so that no two have one name."""
    return f"ringfence-{sound.sha256}"


class Recordings:
    """The recordings of a run, in Asterisk's recording folder."""

    def __init__(self, ari: Ari, sounds: Sequence[Sound], folder: Path | None) -> None:
        """`folder`: Asterisk's recording folder, if this machine has it; else somebody copies the files there."""
        self._ari, self._sounds, self._folder = ari, sounds, folder
        self._seen = -FRESH

    async def place(self) -> None:
        """Puts the recordings where Asterisk plays them from, unless they lie there; then checks them."""
        if self._folder:
            for sound in self._sounds:
                await asyncio.to_thread(_write, self._folder / f"{name_of(sound)}.wav", sound.file)
        await self.check()

    async def check(self) -> None:
        """Refuses if Asterisk holds another file than the one signed, or none. Looks at most every ten seconds."""
        if time.monotonic() - self._seen < FRESH:
            return
        for sound in self._sounds:
            name = name_of(sound)
            found = await self._ari.hash_of(f"recordings/stored/{name}/file")
            if found is None:
                raise AsteriskUnusable(
                    f"Asterisk has no recording {name}. Copy {sound.name} of the signed campaign to {name}.wav in its "
                    "recording folder (/var/spool/asterisk/recording), or name that folder: recordings = ..."
                )
            if found != sound.sha256:
                raise AsteriskUnusable(f"Asterisk's {name}.wav is not the {sound.name} that was signed. Remove it.")
        self._seen = time.monotonic()


def _write(file: Path, data: bytes) -> None:
    try:
        if file.exists():
            return  # if it is another, the check says so
        part = file.with_suffix(".part")
        part.write_bytes(data)
        part.chmod(0o644)  # Asterisk reads it as its own user
        part.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise AsteriskUnusable(
            f"{file.parent} cannot be written ({error.strerror}). Give this user a right to it, or copy the recordings "
            "there and leave `recordings` out."
        ) from None

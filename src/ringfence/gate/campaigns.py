"""The signed campaigns of a home, each looked at again with every call: is it still what was signed?

Looking costs a few microseconds: only where the system says that a file was touched is it read again.
"""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from ringfence.calendar import british
from ringfence.campaigns import signed
from ringfence.campaigns.signed import CURRENT, FileSigned, Signed, SignedDamaged, folder_of
from ringfence.errors import RingfenceError
from ringfence.gate.footing import Footing, footing
from ringfence.gate.keys import Keyring
from ringfence.preferences.register import Register
from ringfence.preferences.register_store.manifest import folder_of as registers_of
from ringfence.preferences.register_store.screening import kept_registers
from ringfence.rulebook import version

Stamp = tuple[int, int, int, int] | None


class CampaignChanged(RingfenceError):
    """A campaign that is no longer what was signed."""

    code = "campaign-changed"


class RegisterAltered(RingfenceError):
    """A register whose numbers are not those that were loaded."""

    code = "register-altered"


class LookupBeingMade(RingfenceError):
    """What a campaign's calls are looked up in is not ready yet."""

    code = "lookup-being-made"


def stamp(file: Path | str) -> Stamp:
    """What changes when a file does: the system sets the time of the last change itself, nobody else can."""
    try:
        found = os.stat(file)  # noqa: PTH116 - a tenth of the time, for a dozen files with every call
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _as_written(register: Register) -> Register:
    """The register, every byte of it what was written when it was loaded; looked at once, and again when touched."""
    about = register.stored.about if register.stored else None
    for name, part in (about.parts if about else {}).items():
        _check(register.file.parent / name, stamp(register.file.parent / name), part.sha256)
    return register


@lru_cache(maxsize=64)
def _check(file: Path, _stamp: Stamp, sha256: str) -> None:
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise RegisterAltered(f"{file} cannot be read ({error.strerror}). Load the register again.") from None
    if found != sha256:
        raise RegisterAltered(f"{file} is not what was written when the register was loaded. Load it again.")


@dataclass
class Loaded:
    """A campaign as it was read, and the stamps of all it rests on."""

    signed: Signed
    sha256: str
    folder: Path
    file: str  # which says what version is in force
    current: Stamp
    stamps: dict[str, Stamp]
    footings: dict[date, tuple[Stamp, Footing]] = field(default_factory=dict)

    def sound(self) -> None:
        """Refuses if a file is not as it was signed."""
        for path, was in self.stamps.items():
            if (now := stamp(path)) != was:
                self._look_again(path)
                self.stamps[path] = now

    def _look_again(self, path: str) -> None:
        of_ours = Path(path).parent == self.folder
        was = self.signed.files[Path(path).name] if of_ours else self.signed.watched[path]
        if of_ours:
            signed.check(Path(path), was)
        elif signed.seen(Path(path)) != was:
            raise CampaignChanged(
                f"{path} is not what was signed on {self.signed.signed_at[:10]}. Put it back, or sign the campaign "
                "again: ringfence campaign sign CAMPAIGN_DIR --by NAME"
            )


def registers_in_force(home: Path) -> Stamp:
    """What changes when a register is loaded."""
    return stamp(_manifest_of(home))


def _manifest_of(home: Path) -> str:
    return str(registers_of(home) / "manifest.json")


class HasReady(Protocol):
    """What knows which look-ups are ready (`gate.ahead`)."""

    def has(self, campaign: str, on: date) -> bool: ...


class Campaigns:
    """The campaigns that may be asked about; with `ahead`, look-ups are made by it and only opened here."""

    def __init__(self, home: Path) -> None:
        self._home, self._manifest = home, _manifest_of(home)
        self.ahead: HasReady | None = None
        self._loaded: dict[str, Loaded] = {}

    def ids(self) -> tuple[str, ...]:
        return signed.signed_ids(self._home)

    def footing(self, campaign: str, on: date, keys: Keyring) -> Footing:
        """The campaign on a day, every file of it as it was signed; the refusal says what is not."""
        loaded = self._sound(campaign, keys)
        manifest = stamp(self._manifest)
        found = loaded.footings.get(on)
        if found is None or found[0] != manifest:
            if self.ahead and not self.ahead.has(campaign, on):
                raise LookupBeingMade(
                    f"{campaign}: what is on file for {british(on)} is being made ready to be looked up; until then no "
                    "call is allowed."
                )
            kept = self._registers(loaded.signed)
            prepared = folder_of(self._home, campaign) / "prepared"
            made = footing(loaded.signed, loaded.sha256, loaded.folder, on, kept, prepared)
            loaded.footings = {day: each for day, each in loaded.footings.items() if abs((day - on).days) <= 1}
            found = loaded.footings[on] = (manifest, made)
        return found[1]

    def _sound(self, campaign: str, keys: Keyring) -> Loaded:
        loaded = self._loaded.get(campaign)
        file = loaded.file if loaded else str(folder_of(self._home, campaign) / CURRENT)
        now = stamp(file)
        if loaded is None or loaded.current != now:
            self._loaded.pop(campaign, None)
            loaded = self._load(campaign, file, now, keys)
            self._loaded[campaign] = loaded
        loaded.sound()
        return loaded

    def _load(self, campaign: str, file: str, now: Stamp, keys: Keyring) -> Loaded:
        found, sha256, folder = signed.load(self._home, campaign, keys.seals)
        if found.rules_version != version():
            raise CampaignChanged(
                f"{campaign} was signed under other rules ({found.rules_version}; these are {version()}). Look at it "
                "under these and sign again: ringfence campaign sign CAMPAIGN_DIR --by NAME"
            )
        stamps = {str(folder / name): stamp(folder / name) for name in found.files}
        loaded = Loaded(found, sha256, folder, file, now, {**stamps, **dict.fromkeys(found.watched)})
        loaded.sound()
        return loaded

    def _registers(self, found: Signed) -> tuple[Register, ...]:
        """The registers that are kept; those copied with the campaign only if it was signed with such."""
        if (registers_of(self._home) / "manifest.json").exists():
            return tuple(_as_written(each) for each in kept_registers(self._home))
        if any(each["version"] for each in found.registers):
            raise SignedDamaged(
                f"{registers_of(self._home)} holds no registers, but {found.id} was signed with registers kept there. "
                "Load them: ringfence register load tps FILE --as-of DATE"
            )
        return ()


__all__ = ["CampaignChanged", "Campaigns", "FileSigned", "stamp"]

"""What versions of the registers are kept, and which are in force: one small file, replaced whole.

HOME/registers/manifest.json        names the versions; readers begin here
HOME/registers/tps-000003/          one version: numbers, days of listing, numbers abroad
HOME/registers/*.part               what a killed load left; the next load removes it
"""

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from ringfence.preferences.register_store.durable import replace_whole
from ringfence.preferences.register_store.refusals import StoreDamaged, StoreOfAnotherVersion

KINDS = ("tps", "ctps")
FORM = 1


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a version, as it was written."""

    bytes: int
    sha256: str


class Version(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A register as it was loaded: what the file was, what was in it, and the files it became."""

    kind: Literal["tps", "ctps"]
    version: int
    as_of: date
    loaded_on: date
    file: str
    sha256: str  # of the file that was loaded
    rows: int  # with a number; blank ones are counted apart
    count: int  # different numbers
    abroad: int  # of them, those that are not of the UK plan
    unassigned: int  # rows with a number of a range that is not in use as far as we know
    duplicates: int
    blank_rows: int
    dated: int  # numbers whose day of listing is known
    parts: dict[str, Part]
    replaced_count: int | None = None  # numbers of the version before
    shrink_accepted_by: str | None = None

    @property
    def folder(self) -> str:
        return f"{self.kind}-{self.version:06}"

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(part.bytes for part in self.parts.values())


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The versions kept, oldest first, and the number of the one in force for each register."""

    form: int = FORM
    current: dict[str, int] = {}
    versions: list[Version] = []

    def in_force(self, kind: str) -> Version | None:
        number = self.current.get(kind)
        return next((each for each in self.versions if (each.kind, each.version) == (kind, number)), None)


class _Form(msgspec.Struct):
    form: int


def folder_of(home: Path) -> Path:
    return home / "registers"


def read_manifest(home: Path) -> Manifest:
    """The manifest; an empty one where nothing was ever loaded."""
    file = folder_of(home) / "manifest.json"
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Manifest()
    try:
        if (form := msgspec.json.decode(data, type=_Form).form) != FORM:
            raise StoreOfAnotherVersion(file, form)
        made = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise StoreDamaged(file, f"cannot be read ({error})") from None
    if missing := [kind for kind in made.current if made.in_force(kind) is None]:
        raise StoreDamaged(file, f"names no version of the {missing[0].upper()} in force")
    return made


def write_manifest(home: Path, manifest: Manifest) -> None:
    """Puts the manifest in force: from here on readers see what it names."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    replace_whole(folder_of(home) / "manifest.json", data + b"\n")

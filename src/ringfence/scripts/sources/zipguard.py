"""A zip archive of parts, opened so that no archive can take more time or memory than a script is worth.

Counts, sizes and ratios are looked at before anything is unpacked; what a part really unpacks to is held to the same
limit, whatever the archive declares. XML with a document type is refused: no entity is ever expanded or fetched.
"""

import io
import re
from posixpath import dirname, join, normpath
from typing import NoReturn
from xml.etree import ElementTree as ET

from ringfence.archives import (
    BROKEN,
    ArchiveLocked,
    ArchiveRefused,
    ArchiveSuspect,
    Limits,
    open_archive,
)
from ringfence.errors import RingfenceError
from ringfence.scripts.sources.refusals import WAY_OUT, ScriptDamaged, ScriptLocked, ScriptSuspect

MAX_ENTRIES = 5_000
MAX_PART = 40_000_000  # bytes of one part unpacked: a thousand-page document stays under 20 MB
MAX_READ = 100_000_000  # bytes of all parts that are read
MAX_TOTAL = 400_000_000  # bytes of all parts, pictures included
LIMITS = Limits(total=MAX_TOTAL, entries=MAX_ENTRIES)


class NoDoctype(ET.TreeBuilder):
    """Builds a tree, and stops at a document type."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise _DoctypeFoundError(f"{name} {pubid} {system}")


class _DoctypeFoundError(Exception):
    pass


class Package:
    """The parts of one archive, each unpacked only when it is asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = open_archive(io.BytesIO(data), LIMITS)
        except ArchiveRefused as refused:
            raise self._refusal(refused) from refused
        self._read = 0
        self.parts = {info.filename: info for info in self._archive.infolist()}

    def _refusal(self, refused: ArchiveRefused) -> RingfenceError:
        if isinstance(refused, ArchiveLocked):
            return ScriptLocked(f"{self.name}: {refused.what}. Unpack it and check what is inside.")
        return self._suspect(refused.what) if isinstance(refused, ArchiveSuspect) else self._damaged(refused.what)

    def has(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """The bytes of a part, never more than the limit."""
        try:
            with self._archive.open(part) as file:
                data = file.read(MAX_PART + 1)
        except BROKEN as error:
            raise self._damaged(f"the part {part} cannot be unpacked") from error
        if len(data) > MAX_PART:
            raise self._suspect(f"{part} unpacks to more than {MAX_PART:,} bytes")
        self._read += len(data)
        if self._read > MAX_READ:
            raise self._suspect(f"its text unpacks to more than {MAX_READ:,} bytes")
        return data

    def xml(self, part: str) -> ET.Element:
        """The tree of an XML part."""
        data = self.read(part)
        try:
            return ET.XML(data, parser=ET.XMLParser(target=NoDoctype()))  # noqa: S314 - no document type, no entities
        except _DoctypeFoundError as error:
            raise self._suspect(f"{part} declares a document type, which Office never does") from error
        except (ET.ParseError, LookupError, ValueError) as error:
            raise self._damaged(f"the part {part} is not well-formed XML ({error})") from error

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that `part` refers to by relations of a kind, such as “comments”; never anything outside."""
        found = self.relations(part).values()
        return list(dict.fromkeys(target for suffix, target in found if suffix == kind and self.has(target)))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id of each relation of a part -> its kind and the part it leads to."""
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if not self.has(rels):
            return {}
        found = {}
        for each in self.xml(rels):
            if each.get("TargetMode") != "External":
                target = each.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
                found[each.get("Id", "")] = (each.get("Type", "").rsplit("/", 1)[-1], whole)
        return found

    def main(self, fallback: str) -> str:
        """The part that the whole archive is about."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and self.has(target):
                return target
        if self.has(fallback):
            return fallback
        raise self._damaged(f"there is no {fallback} in it")

    def _damaged(self, what: str) -> ScriptDamaged:
        return ScriptDamaged(
            f"{self.name}: damaged or cut short, {what}. Fetch it again, or open it in Word or Excel and save it anew."
        )

    def _suspect(self, what: str) -> ScriptSuspect:
        return ScriptSuspect(
            f"{self.name}: not opened, this zip archive is built like no document ({what}). "
            f"Ask who sent it for another copy. {WAY_OUT}"
        )


def local(element: ET.Element) -> str:
    """An element's name without its namespace: transitional and strict files differ in nothing else."""
    return element.tag.rsplit("}", 1)[-1]


def attribute(element: ET.Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.items():
        if key == name or key.endswith("}" + name):
            return value
    return None


def number(text: str | None) -> int | None:
    """A whole number, if the text is one of a sane length."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else None


def child(element: ET.Element | None, *path: str) -> ET.Element | None:
    """The first element down a path of names."""
    for name in path:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element

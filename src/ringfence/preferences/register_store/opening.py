"""The registers in force, looked up from memory-mapped files: nothing is read before it is asked for."""

import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ringfence.kernel import SplitSet, engine
from ringfence.kernel.engine import Bits
from ringfence.preferences.register_store.days import BEFORE, UNKNOWN, day_of
from ringfence.preferences.register_store.manifest import Manifest, Version, folder_of, read_manifest
from ringfence.preferences.register_store.refusals import StoreDamaged
from ringfence.ranks import plan

Ranks = npt.NDArray[np.uint32]
_TRIES = 5
_POWERS = np.array([10**digits for digits in range(12)], np.int64)
_MANY = 1000  # numbers at once that are worth reading the files for
T = TypeVar("T")


@dataclass(frozen=True)
class Listed:
    """For each number asked for: whether it is on the register, and its day (days.day_number; UNKNOWN if not known)."""

    listed: npt.NDArray[np.bool_]
    day: npt.NDArray[np.uint16]

    def days(self, on: date) -> npt.NDArray[np.int64]:
        """Days from the day of listing to `on`; -1 where not listed or the day is not known. A later day counts 0."""
        ages = np.maximum((on - BEFORE).days - self.day.astype(np.int64), 0)
        return np.where(self.day == UNKNOWN, -1, ages)


@dataclass(frozen=True)
class StoredRegister:
    """One register as it was drawn on a day. Numbers are asked for by rank (ranks.plan) or as they are."""

    about: Version
    numbers: SplitSet
    day: npt.NDArray[np.uint16] | None  # by place in `numbers`; None where the file had no days
    abroad: npt.NDArray[np.int64]  # E.164 integers in order
    maps: tuple[mmap.mmap, ...] = field(default=(), repr=False, compare=False)

    @property
    def version(self) -> int:
        return self.about.version

    @property
    def as_of(self) -> date:
        return self.about.as_of

    @property
    def count(self) -> int:
        return self.about.count

    @property
    def sha256(self) -> str:
        return self.about.sha256

    def contains(self, rank: int) -> bool:
        """Whether the UK number of this rank is listed."""
        return self.numbers.place(plan().unrank(rank)) >= 0

    def contains_national(self, national: int) -> bool:
        """Whether the UK number is listed, in a range that is in use or not."""
        return self.numbers.place(national) >= 0

    def contains_key(self, key: int) -> bool:
        """Whether the number is listed, given as its E.164 form in digits, UK or abroad."""
        digits = str(key)
        if digits.startswith("44"):
            return self.contains_national(int(digits[2:] or 0))
        at = int(np.searchsorted(self.abroad, key))
        return at < len(self.abroad) and int(self.abroad[at]) == key

    def listed_on(self, national: int) -> date | None:
        """The day of listing of a UK number; None if it is not listed or its day is not known."""
        place = self.numbers.place(national)
        return day_of(int(self.day[place])) if self.day is not None and place >= 0 else None

    def listed_on_key(self, key: int) -> date | None:
        """The day of listing of a number given as its E.164 form in digits; of numbers abroad no day is known."""
        digits = str(key)
        return self.listed_on(int(digits[2:] or 0)) if digits.startswith("44") else None

    def listed_days(self, rank: int, on: date) -> int | None:
        """Days from the listing to `on`, 0 for a later day; None if it is not listed or its day is not known."""
        day = self.listed_on(plan().unrank(rank))
        return max((on - day).days, 0) if day else None

    def listings(self, at_a_time: int) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.uint16]]]:
        """Every number as an E.164 integer, and the day of its listing; some at a time, those abroad last."""
        for start in range(0, len(self.numbers), at_a_time):
            nationals = self.numbers.numbers(start, start + at_a_time)
            digits = np.searchsorted(_POWERS, nationals, side="right")
            days = self.day[start : start + at_a_time] if self.day is not None else np.zeros(len(nationals), np.uint16)
            yield nationals + 44 * _POWERS[digits], np.asarray(days)
        if len(self.abroad):
            yield np.asarray(self.abroad), np.full(len(self.abroad), UNKNOWN, np.uint16)

    def look_up(self, ranks: Ranks) -> Listed:
        """Every rank's listing. For some hundred thousand; for more, test `bits` first."""
        return self.look_up_nationals(engine().unrank(ranks))

    def look_up_nationals(self, nationals: npt.NDArray[np.int64]) -> Listed:
        """Every national number's listing."""
        if len(nationals) > _MANY:
            self._read_ahead()
        places = engine().places(self.numbers, nationals)
        listed = places >= 0
        if self.day is None or not len(self.numbers):
            return Listed(listed, np.full(len(places), UNKNOWN, np.uint16))
        return Listed(listed, np.where(listed, self.day[np.where(listed, places, 0)], np.uint16(UNKNOWN)))

    @cached_property
    def bits(self) -> Bits:
        """The register as bits by rank (a third of a GiB, made on first use): for `engine().test`."""
        self._read_ahead()
        return engine().bits(self.numbers)

    def _read_ahead(self) -> None:
        """Has the system read the files into memory while we begin."""
        for each in self.maps:
            _advise(each, "MADV_WILLNEED")


@dataclass(frozen=True)
class RegisterSet:
    """The registers in force when it was opened; a load after that changes nothing here."""

    tps: StoredRegister | None
    ctps: StoredRegister | None

    def __iter__(self) -> Any:
        return iter([each for each in (self.tps, self.ctps) if each])


def open_registers(home: Path) -> RegisterSet:
    """The registers in force, of one manifest. A file of the wrong size is refused; `verify` reads every byte."""

    def opened(manifest: Manifest) -> RegisterSet:
        return RegisterSet(*(_open(home, manifest, kind) for kind in ("tps", "ctps")))

    return with_manifest(home, opened)


def with_manifest(home: Path, use: Callable[[Manifest], T]) -> T:
    """What `use` makes of the manifest; again with the newer one if files were pruned meanwhile."""
    for _ in range(_TRIES - 1):
        manifest = read_manifest(home)
        try:
            return use(manifest)
        except FileNotFoundError:
            if read_manifest(home) == manifest:
                break
    try:
        return use(read_manifest(home))
    except FileNotFoundError as error:
        raise StoreDamaged(Path(error.filename), "the file is missing") from None


def _open(home: Path, manifest: Manifest, kind: str) -> StoredRegister | None:
    about = manifest.in_force(kind)
    if about is None:
        return None
    folder = folder_of(home) / about.folder

    maps: list[mmap.mmap] = []

    def mapped(name: str, type_: str) -> Any:
        return _mapped(folder / name, about.parts[name].bytes, type_, maps)

    numbers = SplitSet(mapped("index.u32", "<u4"), mapped("lows.u16", "<u2"))
    day = mapped("days.u16", "<u2") if about.dated else None
    return StoredRegister(about, numbers, day, mapped("abroad.i64", "<i8"), tuple(maps))


def _mapped(file: Path, size: int, type_: str, maps: list[mmap.mmap]) -> npt.NDArray[Any]:
    with file.open("rb") as stream:
        found = file.stat().st_size
        if found != size:
            raise StoreDamaged(file, f"{found:,} bytes where {size:,} were written")
        if not size:
            return np.empty(0, type_)
        maps.append(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        _advise(maps[-1], "MADV_RANDOM")  # else a cold look-up waits for a hundred pages it does not need
        return np.frombuffer(maps[-1], type_)


def _advise(mapped: mmap.mmap, advice: str) -> None:
    """Tells the system how the file will be read, where it listens."""
    if (code := getattr(mmap, advice, None)) is not None:
        mapped.madvise(code)

"""What is on file, kept ready to be looked up: read once, mapped into memory by every run after that.

What is kept is good for the same files, unchanged, the same events in the store, and the same day: its name is made of
them. It holds numbers of people who objected, so it lies only where somebody asked for it, or beside an output that is
not whole yet; of old ones the newest few stay.
"""

import hashlib
import json
import mmap
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ringfence.durable import sync_folder
from ringfence.kernel import SplitSet
from ringfence.lists.match import Cuts, Known
from ringfence.lists.on_file import OnFile, Progress, gather
from ringfence.lists.tidying import PART, hold, remove_old
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.register import RegisterUsed
from ringfence.preferences.register_store.durable import only_writer, write_whole
from ringfence.preferences.register_store.refusals import BeingLoaded

FORM = 3
ABOUT = "about.json"
PREFIX, PARTS = "on-file-", "parts"
ARRAYS = {"index": "<u4", "lows": "<u2", "codes": "<u4", "abroad": "<i8", "abroad_codes": "<u4", "parts": "<i8"}


def kept_or_gathered(
    evidence: Evidence, on: date, cuts: Cuts, work: Path, folder: Path | None, tell: Progress
) -> OnFile:
    """What is on file: as it was kept in the folder, or read from its sources and then kept there."""
    stamps = _stamps(evidence)
    if folder is None or not stamps:
        return gather(evidence, on, cuts, work, tell)
    place = folder / _name(evidence, on, cuts, stamps)
    erased = evidence.kept_objections.erased if evidence.kept_objections else None
    if (found := _opened(place)) is not None:
        return replace(found, erased=erased)
    made = gather(evidence, on, cuts, work, tell)
    if stamps != _stamps(evidence):
        return made  # somebody wrote to a source meanwhile: what was read is of no certain time
    _keep(place, made)
    found = _opened(place)
    remove_old(folder, PREFIX, PARTS)
    return replace(found, erased=erased) if found else made


def _stamps(evidence: Evidence) -> list[Any]:
    """What changes when a source does."""
    named = [each.file for each in evidence.registers]
    named += [evidence.objections] if evidence.objections else []
    named += [each.file for each in (evidence.consents, evidence.history) if each]
    kept = [each.origin for each in (evidence.kept_objections, evidence.kept_consents) if each]
    return [*map(_stamp, named), *((origin.name, origin.latest()) for origin in kept)]


def _stamp(file: Path) -> tuple[str, int, int, int, int]:
    """What changes when a file does: the system sets the time of the last change itself, nobody else can."""
    try:
        seen = file.stat()
    except OSError:
        return str(file), 0, 0, 0, 0  # reading it will say what is wrong
    return str(file.resolve()), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def _name(evidence: Evidence, on: date, cuts: Cuts, stamps: list[Any]) -> str:
    told = repr((FORM, evidence, on, sorted((name, list(limits)) for name, limits in cuts.items()), stamps))
    return f"{PREFIX}{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def _keep(place: Path, made: OnFile) -> None:
    """Keeps it under its name; one run at a time, another does without."""
    try:
        with only_writer(place.parent):
            if _opened(place) is None:  # meanwhile another may have written it; half of one is none
                _write(place, made)
    except BeingLoaded:
        return


def _write(place: Path, made: OnFile) -> None:
    """Writes beside, and renames when everything is on the disk."""
    part = place.with_name(place.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    sizes = {}
    for name, array in _arrays(made).items():
        write_whole(part / name, np.ascontiguousarray(array, ARRAYS[name]).tobytes())
        sizes[name] = len(array)
    about = {"form": FORM, "sizes": sizes, "known": _told(made.known), "digest": made.digest_of_arrays()}
    write_whole(part / ABOUT, json.dumps(about).encode())
    sync_folder(part)
    part.rename(place)
    sync_folder(place.parent)


def _arrays(made: OnFile) -> dict[str, Any]:
    return {
        "index": made.numbers.index,
        "lows": made.numbers.lows,
        "codes": made.codes,
        "abroad": made.abroad,
        "abroad_codes": made.abroad_codes,
        "parts": made.parts,
    }


def _opened(place: Path) -> OnFile | None:
    """What was kept, mapped; None if there is none that is whole."""
    try:
        told = json.loads((place / ABOUT).read_bytes())
        found = {name: _mapped(place / name, kind, told["sizes"][name]) for name, kind in ARRAYS.items()}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, OSError):
        shutil.rmtree(place, ignore_errors=True)
        return None
    with suppress(OSError):
        os.utime(place / PARTS)  # the newest stay
    return OnFile(
        _known(told["known"]),
        SplitSet(found["index"], found["lows"]),
        found["codes"],
        found["abroad"],
        found["abroad_codes"],
        found["parts"],
        kept_digest=str(told["digest"]),
    )


def _mapped(file: Path, kind: str, size: int) -> Any:
    if file.stat().st_size != size * np.dtype(kind).itemsize:
        raise ValueError(file)
    if not size:
        return np.empty(0, kind)
    with file.open("rb") as stream:
        if not hold(stream):  # the map keeps hold of it as long as the array is there
            raise FileNotFoundError(file)
        return np.frombuffer(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), kind)


def _told(known: Known) -> dict[str, Any]:
    registers = [{**vars(each), "as_of": each.as_of.isoformat() if each.as_of else None} for each in known.registers]
    return {**known._asdict(), "consents": [dict(each) for each in known.consents], "registers": registers}


def _known(told: dict[str, Any]) -> Known:
    registers = tuple(
        RegisterUsed(**{**each, "as_of": date.fromisoformat(each["as_of"]) if each["as_of"] else None})
        for each in told["registers"]
    )
    return Known(tuple(told["consents"]), told["register_age_days"], registers, told["files"])

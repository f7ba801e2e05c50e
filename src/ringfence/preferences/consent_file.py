"""A table of consents, a row each -> events: the simple case, for forms and files that were never records.

A consent has to be shown, so a row with a date or a word that cannot be read is left over and named, not guessed at.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ringfence.preferences.consent import COVERS, NO, Consent, GivenBy, ends_after
from ringfence.preferences.consents import YES
from ringfence.preferences.events import Event, Kind
from ringfence.preferences.objection_file import unguarded
from ringfence.preferences.rows import Row, Rows, read_at
from ringfence.tables.text import plain

TEXTS = (
    "wording", "proof", "proof_sha256", "method", "conditions", "purpose", "language", "notice", "address", "contact",
    "storage_location", "retention", "withdrawal_method", "jurisdiction",
)  # fmt: skip
WANTED = {
    "id": ("id", "record_id", "consent_id"),
    "given_to": ("given_to", "organisation", "controller", "named_organisations"),
    "scope": ("scope", "covers", "channels"),
    "given_on": ("given_on", "given_at", "consented_on", "consented_at", "date", "at", "timestamp"),
    "withdrawn_on": ("withdrawn_on", "withdrawn_at", "revoked_on", "revoked_at"),
    "withdrawn_said": ("withdrawn_said",),
    "kind": ("kind",),
    "recorded_by": ("recorded_by",),
    "withdrawal_id": ("withdrawal_id",),
    "refused_on": ("refused_on", "refused_at"),
    **{
        name: (name,)
        for name in (*TEXTS, "indirect", "conditional", "in_call", "given_by", "valid_for", "valid_until", "recipients")
    },
}  # fmt: skip
BOTH = {"both": ("automated", "live"), "calls": ("automated", "live"), "recorded": ("automated",), "text": ("sms",)}
MakeId = Callable[..., str]


@dataclass
class Reading:
    """What was found while a file was read."""

    rows: int = 0
    unreadable: list[Row] = field(default_factory=list)


class CellWrong(Exception):
    """A cell that cannot be read; becomes the row's problem."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who reads a file says of it, and the folder in which files of proof are looked for."""

    file: str
    folder: Path
    by: str
    now: str
    make_id: MakeId


def read(rows: Rows, given: Given, found: Reading) -> Iterator[Event]:
    """The consents, refusals and withdrawals in a file; `found` is filled as they come."""
    for row in rows.each:
        found.rows += 1
        if row.problem:
            found.unreadable.append(row)
            continue
        try:
            events = [event for number in row.numbers for event in _events(row, number, given)]
        except CellWrong as error:
            found.unreadable.append(Row(row.row, (), row.cells, row.written, str(error)))
            continue
        yield from events


def _events(row: Row, number: int, given: Given) -> Iterator[Event]:
    cells = row.cells
    consent = _consent(cells, given.folder)
    at = {name: _at(cells, name) for name in ("given_on", "refused_on", "withdrawn_on")}
    kind = _kind(cells, at)
    when = at[{"consent": "given_on", "refusal": "refused_on", "withdrawal": "withdrawn_on"}[kind]]
    own = own_id(cells.get("id")) or given.make_id(kind, number, cells.get("id") or _told(consent, when))
    common: dict[str, Any] = {
        "number": number,
        "recorded_at": given.now,
        "recorded_by": cells.get("recorded_by", given.by),
        "source": f"{given.file}, row {row.row}",
    }
    gone = at["withdrawn_on"]
    yield Event(id=own, kind=kind, at=when, details=consent.as_details(), **common)
    if gone and kind == "consent":
        yield Event(
            id=own_id(cells.get("withdrawal_id")) or given.make_id("withdrawal", own, gone),
            kind="withdrawal",
            at=gone,
            said=cells.get("withdrawn_said", ""),
            about=own,
            details={"given_to": list(consent.given_to)},
            **common,
        )


def _kind(cells: Mapping[str, str], at: Mapping[str, str | None]) -> Kind:
    written = plain(cells.get("kind", ""))
    if written == "withdrawal" and at["withdrawn_on"]:
        return "withdrawal"
    if at["refused_on"] and at["given_on"]:
        raise CellWrong("given and refused in one row: write a row for each")
    return "refusal" if at["refused_on"] or written == "refusal" else "consent"


def _told(consent: Consent, when: str | None) -> str:
    return "\x1f".join(map(str, (when, consent.given_to, consent.covers, consent.wording, consent.proof)))


def own_id(written: str | None) -> str | None:
    """An id of ours; another tool's may hold the number, and is kept in keyed form."""
    return written if written and re.fullmatch(r"[0-9a-f]{32}", written) else None


def _consent(cells: Mapping[str, str], folder: Path) -> Consent:
    until = _at(cells, "valid_until")
    _check_duration(cells.get("valid_for", ""))
    texts = {name: unguarded(cells[name]) for name in TEXTS if name in cells}
    if "proof" in texts and (digest := _hash(folder, texts["proof"])):
        texts.setdefault("proof_sha256", digest)
    return Consent(
        given_to=_names(cells.get("given_to", "")),
        covers=_covers(cells["scope"]) if "scope" in cells else None,
        indirect=_truth(cells, "indirect"),
        conditional=_truth(cells, "conditional"),
        in_call=_truth(cells, "in_call"),
        given_by=_giver(cells.get("given_by", "")),
        valid_for=cells.get("valid_for", ""),
        valid_until=date.fromisoformat(until[:10]) if until else None,
        recipients=_names(cells["recipients"]) if "recipients" in cells else None,
        **texts,
    )


@lru_cache(maxsize=1024)
def _hash(folder: Path, proof: str) -> str | None:
    """The SHA-256 of the file of proof beside the table, if the proof is one."""
    if len(proof) > 200 or Path(proof).is_absolute() or ".." in Path(proof).parts:
        return None
    try:
        with (folder / proof).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(";") if name.strip())


def _covers(written: str) -> tuple[Any, ...]:
    """The kinds of call that were meant; both live and automated ones only where that is said."""
    found: list[str] = []
    for part in written.replace(",", ";").replace("+", ";").split(";"):
        name = plain(part)
        if name in BOTH:
            found += BOTH[name]
        elif name in COVERS:
            found.append(name)
        elif name:
            raise CellWrong(f'scope "{part.strip()}" is none of {", ".join((*COVERS, *BOTH))}')
    return tuple(dict.fromkeys(found))


def _truth(cells: Mapping[str, str], name: str) -> bool | None:
    written = cells.get(name, "").casefold()
    if not written or written in YES or written in NO:
        return None if not written else written in YES
    raise CellWrong(f'{name} "{cells[name]}" is neither yes nor no')


def _giver(written: str) -> GivenBy | None:
    givers: dict[str, GivenBy] = {"subscriber": "subscriber", "user": "user", "other": "other"}
    if written and plain(written) not in givers:
        raise CellWrong(f'given_by "{written}" is none of {", ".join(givers)}')
    return givers.get(plain(written))


def _at(cells: Mapping[str, str], name: str) -> str | None:
    """When, as it is kept; a date that cannot be read is the row's problem."""
    if name not in cells:
        return None
    if (found := read_at(cells[name])) is None:
        raise CellWrong(f'{name} "{cells[name]}" is no date: write 2026-11-21 or 21/11/2026')
    return found


def _check_duration(written: str) -> None:
    try:
        if written:
            ends_after(date(2000, 1, 1), written)
    except ValueError:
        raise CellWrong(f'valid_for "{written}" is no duration: write P24M, P2Y or P90D') from None

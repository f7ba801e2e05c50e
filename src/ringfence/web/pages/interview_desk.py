"""What the pages of interviewing stand on: approved scripts, the gate's leave, and a desk for one request.

Nothing of an interview under way is kept here: the browser holds it, and sends it with every key.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core import signing

from ringfence import ledger
from ringfence.answers.interview.desk import Call, Desk
from ringfence.answers.interview.listed import bands, people
from ringfence.answers.interview.prepare import Prepared, prepare
from ringfence.answers.interview.quotas import Counts
from ringfence.answers.kept import Left, Plan, open_answers, plan_of
from ringfence.answers.record import Record
from ringfence.answers.results.columns import flat
from ringfence.campaigns import signed
from ringfence.errors import RingfenceError
from ringfence.gate.calls import Call as Asked
from ringfence.gate.calls import Decision
from ringfence.gate.desk import Desk as Gate
from ringfence.gate.keys import keyring
from ringfence.gate.opened import open_gate
from ringfence.ledger.events import AnswersReleased
from ringfence.preferences.events import instant
from ringfence.store import Store
from ringfence.web.ledgered import home, now, store

SALT = "ringfence.interview.call"
LIVES = 12 * 3600  # seconds: a call that the gate allowed is interviewed on within a day's work


class NotApproved(RingfenceError):
    """A campaign whose interviews may not begin."""

    code = "interviews-not-approved"


@dataclass(frozen=True, slots=True)
class Leave:
    """The gate's leave to interview on one call, which the browser holds, sealed."""

    call: str
    number: int
    interviewer: str


def approved(campaign: str) -> tuple[signed.Signed, Prepared]:
    """A signed campaign and its questionnaire, from the very script that was signed; else the refusal."""
    found, _, _ = signed.load(home(), campaign, keyring(home()).seals)
    cards = [Path(each) for each in found.watched if Path(each).name == "campaign.toml"]
    if not cards:
        raise NotApproved(f"{campaign} was signed without its folder. Sign it where its questionnaire lies.")
    prepared = _prepared(cards[0].parent, *_stamps(cards[0].parent))
    was = next(each.sha256 for name, each in found.files.items() if name.startswith("script"))
    if prepared.script_sha256 != was:
        raise NotApproved(f"The script of {campaign} is not the one that was signed. Sign the campaign again.")
    if prepared.decision != "allow":
        said = "; ".join(f"{each.place}: {each.message}" for each in prepared.problems) or "see interview check"
        raise NotApproved(f"Interviews of {campaign} may not begin yet: {said}")
    return found, prepared


def _stamps(folder: Path) -> tuple[str, ...]:
    """What changes when a file of the folder does."""
    return tuple(f"{file.name} {file.stat().st_mtime_ns} {file.stat().st_size}" for file in sorted(folder.iterdir()))


@cache
def _prepared(folder: Path, *_stamps: str) -> Prepared:
    return prepare(folder)


@cache
def _gate(home: Path) -> Gate:
    return open_gate(home)


def asked_gate(found: signed.Signed, call: str, number: str, agent: str) -> Decision:
    """The gate's decision on this call, on the disk when this returns."""
    line = found.lines[0] if found.lines else None
    return _gate(home()).ask(
        Asked(
            reference=f"interview {call}", campaign=found.id, called=number, at=now(), door="web", client=agent,
            shown=f"+{line.number}" if line and line.number else None, withheld=None,
        )
    )  # fmt: skip


def sealed(campaign: str, leave: Leave) -> str:
    """The leave as the browser holds it: it cannot be made up, nor used for another campaign or by another agent."""
    return str(signing.dumps([campaign, leave.call, leave.number, leave.interviewer], salt=SALT))


def unsealed(campaign: str, text: str, agent: str) -> Leave:
    """The leave, or the refusal."""
    try:
        where, call, number, interviewer = signing.loads(text, salt=SALT, max_age=LIVES)
    except (signing.BadSignature, ValueError):
        raise NotApproved("This call was not asked about, or too long ago. Begin again with its reference.") from None
    if (where, interviewer) != (campaign, agent):
        raise NotApproved("This call is another campaign’s or another interviewer’s. Begin again.")
    return Leave(call, number, interviewer)


class _Kept:
    """Opens where answers go for the one moment at which they are handed in."""

    def __init__(self, opened: Store, prepared: Prepared) -> None:
        self._store, self._prepared = opened, prepared

    def keep(self, record: Record) -> object:
        name = self._prepared.campaign.campaign.id
        plan = None if plan_of(home(), name) else Plan(bands=bands(*_people(self._prepared), Plan().k))
        with _answers, open_answers(home(), name, plan, on_left=self._left) as kept:
            return kept.keep(record)

    def _left(self, left: Left) -> None:
        told = AnswersReleased(
            at=instant(now()), campaign=self._prepared.campaign.campaign.id, wave=left.wave, answers=left.interviews,
            what=left.kind,
        )  # fmt: skip
        ledger.append(self._store, [told])


_answers = threading.Lock()
_counts: dict[str, Counts] = {}


@contextmanager
def desk(prepared: Prepared) -> Iterator[Desk]:
    """A desk for one request."""
    with store() as opened:
        yield Desk(prepared.questionnaire, opened, _Kept(opened, prepared), _counted(prepared))


def call_of(prepared: Prepared, leave: Leave) -> Call:
    """The call as the desk knows it, with the declared bands of its number."""
    _, told = _people(prepared)
    return Call(id=leave.call, number=leave.number, interviewer=leave.interviewer, bands=told.get(leave.number, {}))


_lists: dict[str, Any] = {}


def _people(prepared: Prepared) -> tuple[Any, Any]:
    dimensions = prepared.questionnaire.bands
    key = sha256(f"{prepared.folder} {prepared.questionnaire.digest}".encode()).hexdigest()
    if key not in _lists:
        _lists[key] = people(prepared.campaign.lists, dimensions)
    return dimensions, _lists[key]


def _counted(prepared: Prepared) -> Counts:
    key = prepared.questionnaire.digest
    with _answers:
        if key not in _counts:
            name, rows = prepared.campaign.campaign.id, []
            if prepared.questionnaire.quotas and plan_of(home(), name):
                with open_answers(home(), name) as kept:
                    rows = [flat(answer) for answer in kept.released()]
            _counts[key] = Counts(prepared.questionnaire, rows)
    return _counts[key]

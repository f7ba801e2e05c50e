"""One open store and what it is asked with each call; one thread owns it.

Look-up, judgement and record stand in one transaction: an objection confirmed by any process before it is seen, and
none can be confirmed between the look and the answer.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from ringfence.calendar import LONDON, local_day, local_hour
from ringfence.campaigns.signed import CampaignNotSigned, SignedDamaged
from ringfence.errors import RingfenceError
from ringfence.gate import carrying, consents
from ringfence.gate.calls import Call, Decision
from ringfence.gate.campaigns import CampaignChanged, Campaigns
from ringfence.gate.clock import behind
from ringfence.gate.decide import decide, refused, repeated
from ringfence.gate.footing import Footing, Pairs, Situation, Verdict
from ringfence.gate.heard import heard
from ringfence.gate.keys import Keyring, keyring
from ringfence.gate.permit import Refused
from ringfence.gate.sealing import known_as
from ringfence.gate.shown import LineTest
from ringfence.gate.shown import facts as shown_facts
from ringfence.ledger.book import enter
from ringfence.ledger.events import Decided
from ringfence.numbers import Number, masked
from ringfence.preferences.events import instant
from ringfence.rulebook import version
from ringfence.store import Store, open_store
from ringfence.store.gate import Kept

UNJUDGED = {"CAMPAIGN_NOT_SIGNED", "CAMPAIGN_CHANGED", "GATE_NOT_READY"}
MOST_SHOWN = 1000
PATIENCE = 1.5  # seconds to wait for a store that somebody holds: then there is no verdict


class GateNotReady(RingfenceError):
    """Something a decision depends on is broken."""

    code = "gate-not-ready"


@dataclass(frozen=True, slots=True)
class Ready:
    """A call whose campaign is loaded; or why it is not."""

    call: Call
    footing: Footing | None
    problem: str = ""  # a reason code


@dataclass
class Seen:
    """How long the ledger was when this process last looked."""

    size: int = 0


def stamp_of(file: Path) -> int | None:
    """What tells one file from another of the same name."""
    try:
        return file.stat().st_ino
    except OSError:
        return None


@dataclass
class Session:
    """A store opened for a gate."""

    home: Path
    store: Store
    keys: Keyring
    campaigns: Campaigns
    seen: Seen
    tests: dict[int, LineTest] = field(default_factory=dict)
    _tests_read: int = 0  # how much of the ledger was looked through for tests of lines
    _tests_changed: int = 0  # the place after the last of them
    problems: dict[str, str] = field(default_factory=dict)  # by campaign: what was wrong when it was last asked about

    def __post_init__(self) -> None:
        self._inode = stamp_of(self.store.place.file)

    def close(self) -> None:
        self.store.close()

    def answer(self, calls: Sequence[Call]) -> list[Decision]:
        """A decision for each call, on the disk when this returns."""
        self.keys = keyring(self.home)
        ready = self._ready_for(calls)
        rows = self.store.gate
        made: list[tuple[Decision, Decided | None]] = []
        self._check_place()
        with rows.transaction():
            self._check_ledger()
            self.read_tests()
            newest = rows.newest()
            for each in ready:
                if behind(each.call.at, newest):
                    made.append((refused(each.call, _new(), "GATE_NOT_READY"), None))
                else:
                    made.append(self._decide(self._signed_here(each)))
            enter(self.store.book, [event for _, event in made if event is not None])
        return [decision for decision, _ in made]

    def _ready_for(self, calls: Sequence[Call]) -> list[Ready]:
        """Each call with its campaign, which is looked at once for all calls that are decided together."""
        found: dict[tuple[str, date], Ready] = {}
        ready = []
        for call in calls:
            asked = call.campaign, local_day(call.at)
            if asked not in found:
                found[asked] = self.ready(call)
            ready.append(replace(found[asked], call=call))
        return ready

    def _signed_here(self, ready: Ready) -> Ready:
        """Whether this store knows that the campaign was signed: not if it is another store, or an empty one."""
        if ready.footing and self.store.gate.setting(known_as(ready.call.campaign)) != ready.footing.sha256:
            return Ready(ready.call, None, "CAMPAIGN_CHANGED")
        return ready

    def check(self) -> None:
        """Refuses a store that is not the one that was opened, or not as it was."""
        self._check_place()
        self._check_ledger()

    def _check_place(self) -> None:
        """Refuses a store whose file was deleted or replaced: what others record there would not be seen here."""
        if self.store.place.url is None and stamp_of(self.store.place.file) != self._inode:
            raise GateNotReady(f"{self.store.place.file} is not the file that was opened. Put the store back.")

    def _check_ledger(self) -> None:
        """Refuses a ledger that is shorter than it was: an old copy was put back, and forgets objections."""
        size, _ = self.store.book.tail()
        if size < self.seen.size:
            raise GateNotReady(
                f"the ledger had {self.seen.size:,} entries and has {size:,}: an old copy of the store was put back. "
                "Restart the gate only when what was recorded since is in it again."
            )
        self.seen.size = size

    def ready(self, call: Call) -> Ready:
        try:
            found = self.campaigns.footing(call.campaign, local_day(call.at), self.keys)
        except CampaignNotSigned as error:
            return self._unready(call, "CAMPAIGN_NOT_SIGNED", error)
        except (CampaignChanged, SignedDamaged) as error:
            return self._unready(call, "CAMPAIGN_CHANGED", error)
        except (RingfenceError, OSError, ValueError) as error:
            return self._unready(call, "GATE_NOT_READY", error)
        self.problems.pop(call.campaign, None)
        return Ready(call, found)

    def _unready(self, call: Call, reason: str, error: Exception) -> Ready:
        if len(self.problems) < 1000:
            self.problems[call.campaign] = str(error)
        return Ready(call, None, reason)

    def _decide(self, ready: Ready) -> tuple[Decision, Decided | None]:
        """The decision with its entry for the ledger; without one if it was given before."""
        call, rows = ready.call, self.store.gate
        number = heard(call.called)
        key = int(number.e164[1:]) if number.e164 else None
        asked = rows.digest("gate", call.campaign, number.e164 or call.called, call.shown, call.withheld)
        before = rows.earlier(call.client, call.reference)
        if before and datetime.fromisoformat(before.expires_at) > call.at:
            if before.asked != asked:
                made = refused(call, _new(), "REFERENCE_REUSED", number.e164, judged=True)
                return self._kept(made, ready, asked, key)
            if ready.footing is not None and not self._turned(before, ready.footing, key, call.at):
                return repeated(call, _decision(before, number.e164), self.keys), None
        if ready.footing is None:
            return self._kept(refused(call, _new(), ready.problem, number.e164), ready, asked, key)
        if call.permit is not None:
            found = carrying.carry(rows, self.keys, call, number.e164, asked)
            if isinstance(found, Refused):
                return self._kept(refused(call, _new(), "PERMIT_REFUSED", number.e164, judged=True), ready, asked, key)
            if not self._turned(found.kept, ready.footing, key, call.at):
                return carrying.passed(call, _decision(found.kept, number.e164), found.permit), None
        situation = self.situation(call, number, ready.footing)
        made = decide(call, number.e164, situation, ready.footing, _new(), self.keys)
        return self._kept(made, ready, asked, key, ready.footing.verdict(situation))

    def _turned(self, before: Kept, footing: Footing, key: int | None, at: datetime) -> bool:
        """Whether the answer would be another now: nobody had judged, somebody objected, or a person released it."""
        if UNJUDGED & set(before.reasons):
            return True
        if key is None or before.decision == "block":
            return False
        if before.decision == "allow":
            return self._live(footing, key)[0]
        rows = self.store.gate
        return bool(rows.released(rows.keyed(key), footing.signed.id, version(), instant(at)) & set(before.held_by))

    def situation(self, call: Call, number: Number, footing: Footing) -> Situation:
        """All that is known of a call at this moment."""
        signed, key = footing.signed, int(number.e164[1:]) if number.e164 else None
        objected, said, over, released = False, Pairs(), None, frozenset[str]()
        if key is not None:
            objected, said = self._live(footing, key)
            over = self._over_cap(footing, key)
            keyed = self.store.gate.keyed(key)
            released = self.store.gate.released(keyed, signed.id, version(), instant(call.at))
        packed = footing.on_file(number, objected=objected)
        return Situation(
            packed=packed,
            place=-1 if key is None else footing.place(key),
            over_cap=over,
            consent=consents.counts(said, footing.lookup.read(packed), signed.consent_channel) if said else (),
            shown=self._shown(call, footing),
            hour=local_hour(call.at),
            appointment=call.appointment,
            released=released,
        )

    def _live(self, footing: Footing, key: int) -> tuple[bool, Pairs]:
        """Whether an objection stands, and what was said about consent in the store."""
        live = self.store.gate.live(self.store.gate.keyed(key), footing.scopes)
        if not live.consents:
            return live.objected, ()
        return live.objected, consents.said_since(self.store.consent_events(key), footing)

    def _shown(self, call: Call, footing: Footing) -> Pairs:
        """The facts about the number shown; campaigns show a handful, so they are kept until a line is tested again."""
        asked = call.shown, call.withheld, self._tests_changed
        found = footing.shown.get(asked)
        if found is None:
            if len(footing.shown) >= MOST_SHOWN:
                footing.shown.clear()
            said = shown_facts(call.shown, call.withheld, footing.signed, self.tests, footing.on)
            found = footing.shown[asked] = tuple(said.items())
        return found

    def _over_cap(self, footing: Footing, key: int) -> bool | None:
        """Whether the number was called as often as the campaign allows, by its own records and by this gate."""
        signed = footing.signed
        first = datetime.combine(footing.since, datetime.min.time(), LONDON)
        made = self.store.gate.calls(self.store.gate.keyed(key), signed.id, instant(first))
        return footing.calls_on_file(key) + made >= signed.history_cap

    def read_tests(self) -> None:
        """The call-back tests recorded since the last look."""
        size, _ = self.store.book.tail()
        if size == self._tests_read:
            return
        for entry in self.store.book.of_kind("line-tested", first=self._tests_read):
            told = entry.told
            self._tests_changed = entry.seq + 1
            if told and str(told["line"]).isdecimal():
                on = local_day(datetime.fromisoformat(told["at"]))
                self.tests[int(told["line"])] = LineTest(on, bool(told["reached"]))
        self._tests_read = size

    def _kept(
        self, made: Decision, ready: Ready, asked: str, key: int | None, verdict: Verdict | None = None
    ) -> tuple[Decision, Decided]:
        """Keeps the decision with the store; the entry that says so in the ledger."""
        call, footing = ready.call, ready.footing
        at, expires = instant(made.decided_at), instant(made.expires_at)
        kept = Kept(
            id=made.id,
            client=call.client,
            reference=call.reference,
            campaign=call.campaign,
            keyed=b"" if key is None else self.store.gate.keyed(key),
            masked=masked(made.number or ""),
            asked=asked,
            decision=made.decision,
            reasons=made.reasons,
            situation=made.situation,
            held_by=dict(verdict.held_by) if verdict and made.decision == "hold" else {},
            rules_version=made.rules_version,
            decided_at=at,
            expires_at=expires,
        )
        self.store.gate.add([kept])
        place = -1 if footing is None or key is None else footing.place(key)
        event = Decided(
            at=at,
            by=call.client,
            id=made.id,
            reference=call.reference,
            campaign=call.campaign,
            number=key,
            decision=made.decision,
            reasons=made.reasons,
            situation=made.situation,
            facts=dict(verdict.facts) if verdict else {},
            rules_version=made.rules_version,
            campaign_version="" if footing is None else str(footing.signed.version),
            registers=() if footing is None else footing.registers,
            list_source="" if footing is None or place < 0 else footing.signed.lists[place],
            shown=call.shown or "",
            door=call.door,
            expires_at=expires,
        )
        return made, event


def rehearsed(call: Call) -> Callable[[Session], Decision]:
    """What the answer would be, at whatever moment the call names: nothing is kept, and nothing permitted."""

    def verb(session: Session) -> Decision:
        session.keys = keyring(session.home)
        ready = session.ready(call)
        if ready.footing is None:
            return refused(call, "rehearsal", ready.problem)
        session.read_tests()
        number = heard(call.called)
        situation = session.situation(call, number, ready.footing)
        made = decide(call, number.e164, situation, ready.footing, "rehearsal", session.keys)
        return replace(made, permit=None)

    return verb


def _new() -> str:
    return secrets.token_hex(16)


def _decision(kept: Kept, number: str | None) -> Decision:
    """A decision as it was kept."""
    return Decision(
        id=kept.id,
        reference=kept.reference,
        campaign=kept.campaign,
        decision=kept.decision,
        number=number,
        reasons=kept.reasons,
        situation=kept.situation,
        rules_version=kept.rules_version,
        decided_at=datetime.fromisoformat(kept.decided_at),
        expires_at=datetime.fromisoformat(kept.expires_at),
        verdict=True,
    )


def open_session(home: Path, campaigns: Campaigns, seen: Seen) -> Session:
    """A session with this home, or the refusal that says why there is none."""
    keys = keyring(home)
    return Session(home, open_store(home, patience=PATIENCE), keys, campaigns, seen)

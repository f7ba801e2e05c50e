"""One open store and what it is asked with each call; one thread owns it.

Look-up, judgement and record stand in one transaction: an objection confirmed by any process before it is seen, and
none can be confirmed between the look and the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from ringfence.calendar import local_day, local_hour
from ringfence.campaigns.signed import CampaignNotSigned, SignedDamaged
from ringfence.errors import RingfenceError
from ringfence.gate import carrying, consents
from ringfence.gate.attempts import Attempt, Made, Ready, apart, given_before, keep
from ringfence.gate.calls import Call, Decision, name_of
from ringfence.gate.campaigns import CampaignChanged, Campaigns
from ringfence.gate.clock import behind
from ringfence.gate.decide import decide, refused, repeated
from ringfence.gate.entered import check_entered
from ringfence.gate.footing import Footing, Pairs, Situation
from ringfence.gate.heard import heard
from ringfence.gate.keys import Keyring, keyring
from ringfence.gate.permit import Refused
from ringfence.gate.sealing import known_as
from ringfence.gate.shown import LineTest
from ringfence.gate.shown import facts as shown_facts
from ringfence.ledger.book import enter
from ringfence.preferences.events import instant
from ringfence.rulebook import version
from ringfence.store import Store, open_store
from ringfence.store.gate import Kept
from ringfence.store.gate_standing import Asked, Standing

UNJUDGED = {"CAMPAIGN_NOT_SIGNED", "CAMPAIGN_CHANGED", "GATE_NOT_READY"}
MOST_SHOWN = 1000
PATIENCE = 1.5  # seconds to wait for a store that somebody holds: then there is no verdict


class GateNotReady(RingfenceError):
    """Something a decision depends on is broken."""

    code = "gate-not-ready"


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
    _entered: dict[tuple[str, date], Footing] = field(default_factory=dict)  # whose registers the ledger knows

    def __post_init__(self) -> None:
        self._inode = stamp_of(self.store.place.file)

    def close(self) -> None:
        self.store.close()

    def answer(self, calls: Sequence[Call]) -> list[Decision]:
        """A decision for each call, on the disk when this returns."""
        self.keys = keyring(self.home)
        ready = self._ready_for(calls)
        self._check_place()
        with self.store.gate.transaction():
            tail = self._check_ledger()
            self._read_tests(tail[0])
            newest = self.store.gate.newest()
            attempts = [self._attempt(each) for each in self._signed_here(ready)]
            made = [one for some in apart(attempts) for one in self._decided(some, newest)]
            if entries := enter(self.store.book, [each.event for each in made if each.event is not None], tail):
                self._tests_read = entries[-1].seq + 1  # ours are no tests of lines
        return [each.decision for each in made]

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

    def _signed_here(self, ready: Sequence[Ready]) -> list[Ready]:
        """Each, if this store knows that its campaign was signed: another store does not, nor an empty one."""
        asked = {each.call.campaign for each in ready if each.footing}
        known = {campaign: self.store.gate.setting(known_as(campaign)) for campaign in asked}
        return [
            Ready(each.call, None, "CAMPAIGN_CHANGED")
            if each.footing and known[each.call.campaign] != each.footing.sha256
            else each
            for each in ready
        ]

    def _attempt(self, ready: Ready) -> Attempt:
        number = heard(ready.call.called)
        key = int(number.e164[1:]) if number.e164 else None
        keyed, footing = b"" if key is None else self.store.gate.keyed(key), ready.footing
        asked, place = None, -1
        if key is not None and footing is not None:
            asked, place = Asked(keyed, footing.signed.id, footing.since_when), footing.place(key)
        return Attempt(ready.call, footing, ready.problem, number, key, keyed, asked, place)

    def check(self) -> None:
        """Refuses a store that is not the one that was opened, or not as it was."""
        self._check_place()
        self._check_ledger()

    def _check_place(self) -> None:
        """Refuses a store whose file was deleted or replaced: what others record there would not be seen here."""
        if self.store.place.url is None and stamp_of(self.store.place.file) != self._inode:
            raise GateNotReady(f"{self.store.place.file} is not the file that was opened. Put the store back.")

    def _check_ledger(self) -> tuple[int, bytes]:
        """The ledger's tail. Refuses one that is shorter than it was: an old copy was put back, which forgets."""
        size, last = self.store.book.tail()
        if size < self.seen.size:
            raise GateNotReady(
                f"the ledger had {self.seen.size:,} entries and has {size:,}: an old copy of the store was put back. "
                "Restart the gate only when what was recorded since is in it again."
            )
        self.seen.size = size
        return size, last

    def ready(self, call: Call) -> Ready:
        try:
            found = self.footing(call.campaign, local_day(call.at))
        except CampaignNotSigned as error:
            return self._unready(call, "CAMPAIGN_NOT_SIGNED", error)
        except (CampaignChanged, SignedDamaged) as error:
            return self._unready(call, "CAMPAIGN_CHANGED", error)
        except (RingfenceError, OSError, ValueError) as error:
            return self._unready(call, "GATE_NOT_READY", error)
        self.problems.pop(call.campaign, None)
        return Ready(call, found)

    def footing(self, campaign: str, on: date) -> Footing:
        """The campaign on a day, its registers those of the ledger; the refusal says what is not as it was."""
        found = self.campaigns.footing(campaign, on, self.keys)
        if self._entered.get((campaign, on)) is not found:
            check_entered(found.evidence.registers, self.store.book)
            self._entered[campaign, on] = found
        return found

    def _unready(self, call: Call, reason: str, error: Exception) -> Ready:
        if len(self.problems) < 1000:
            self.problems[call.campaign] = str(error)
        return Ready(call, None, reason)

    def _decided(self, attempts: Sequence[Attempt], newest: str | None) -> list[Made]:
        """The decisions on attempts of which none bears on another; kept, and not yet in the ledger."""
        rows = self.store.gate
        before = rows.latest({each.name for each in attempts})
        standing = rows.standing({each.asked for each in attempts if each.asked})
        made = [
            self._decide(each, before.get(each.name), standing.get(each.asked) if each.asked else None)
            if not behind(each.call.at, newest)
            else Made(refused(each.call, name_of(each.call.at), "GATE_NOT_READY"))
            for each in attempts
        ]
        rows.add([each.kept for each in made if each.kept is not None])
        return made

    def _decide(self, attempt: Attempt, before: Kept | None, standing: Standing | None) -> Made:
        """The decision, with what is kept of it; without, if it was given before."""
        call, footing, number = attempt.call, attempt.footing, attempt.number
        asked = self.store.gate.digest("gate", call.campaign, number.e164 or call.called, call.shown, call.withheld)
        if before and datetime.fromisoformat(before.expires_at) > call.at:
            if before.asked != asked:
                made = refused(call, name_of(call.at), "REFERENCE_REUSED", number.e164, judged=True)
                return keep(made, attempt, asked)
            if footing is not None and not self._turned(before, footing, standing, call.at):
                return Made(repeated(call, given_before(before, number.e164), self.keys))
        if footing is None:
            return keep(refused(call, name_of(call.at), attempt.problem, number.e164), attempt, asked)
        if call.permit is not None:
            found = carrying.carry(self.store.gate, self.keys, call, number.e164, asked)
            if isinstance(found, Refused):
                made = refused(call, name_of(call.at), "PERMIT_REFUSED", number.e164, judged=True)
                return keep(made, attempt, asked)
            if not self._turned(found.kept, footing, standing, call.at):
                return Made(carrying.passed(call, given_before(found.kept, number.e164), found.permit))
        situation = self._situation(attempt, footing, standing)
        made = decide(call, number.e164, situation, footing, name_of(call.at), self.keys)
        return keep(made, attempt, asked, footing.verdict(situation))

    def _turned(self, before: Kept, footing: Footing, standing: Standing | None, at: datetime) -> bool:
        """Whether the answer would be another now: nobody had judged, somebody objected, or a person released it."""
        if UNJUDGED & set(before.reasons):
            return True
        if standing is None or before.decision == "block":
            return False
        if before.decision == "allow":
            return standing.objected(footing.scopes)
        return bool(standing.released(version(), instant(at)) & set(before.held_by))

    def situation(self, call: Call, footing: Footing) -> Situation:
        """All that is known of a call at this moment."""
        attempt = self._attempt(Ready(call, footing))
        standing = self.store.gate.standing([attempt.asked])[attempt.asked] if attempt.asked else None
        return self._situation(attempt, footing, standing)

    def _situation(self, attempt: Attempt, footing: Footing, standing: Standing | None) -> Situation:
        call, key, signed = attempt.call, attempt.key, footing.signed
        objected, said, over, released = False, Pairs(), None, frozenset[str]()
        if key is not None and standing is not None:
            objected = standing.objected(footing.scopes)
            if standing.consents:
                said = consents.said_since(self.store.consent_events(key), footing)
            over = footing.calls_on_file(key) + standing.calls >= signed.history_cap
            if standing.releases:
                released = standing.released(version(), instant(call.at))
        packed = footing.on_file(attempt.number, objected=objected)
        return Situation(
            packed=packed,
            place=attempt.place,
            over_cap=over,
            consent=consents.counts(said, footing.lookup.read(packed), signed.consent_channel) if said else (),
            shown=self._shown(call, footing),
            hour=local_hour(call.at),
            appointment=call.appointment,
            released=released,
        )

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

    def read_tests(self) -> None:
        """The call-back tests recorded since the last look."""
        self._read_tests(self.store.book.tail()[0])

    def _read_tests(self, size: int) -> None:
        if size == self._tests_read:
            return
        for entry in self.store.book.of_kind("line-tested", first=self._tests_read):
            told = entry.told
            self._tests_changed = entry.seq + 1
            if told and str(told["line"]).isdecimal():
                on = local_day(datetime.fromisoformat(told["at"]))
                self.tests[int(told["line"])] = LineTest(on, bool(told["reached"]))
        self._tests_read = size


def rehearsed(call: Call) -> Callable[[Session], Decision]:
    """What the answer would be, at whatever moment the call names: nothing is kept, and nothing permitted."""

    def verb(session: Session) -> Decision:
        session.keys = keyring(session.home)
        ready = session.ready(call)
        if ready.footing is None:
            return refused(call, "rehearsal", ready.problem)
        session.read_tests()
        number = heard(call.called)
        situation = session.situation(call, ready.footing)
        made = decide(call, number.e164, situation, ready.footing, "rehearsal", session.keys)
        return replace(made, permit=None)

    return verb


def open_session(home: Path, campaigns: Campaigns, seen: Seen) -> Session:
    """A session with this home, or the refusal that says why there is none."""
    keys = keyring(home)
    return Session(home, open_store(home, patience=PATIENCE), keys, campaigns, seen)

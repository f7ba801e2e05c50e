"""Every check through every way that was named, in order, and what each saw."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ringfence.calendar import local_hour
from ringfence.gate.conformance import people
from ringfence.gate.conformance.carrier import Carrier, listen
from ringfence.gate.conformance.checks import CHECKS, Check, Objects, Redeems, Seen, Trial
from ringfence.gate.conformance.doors import Agi, Get, Http, Post, agi
from ringfence.gate.conformance.lines import PATIENCE, Way, WayUnusable, address
from ringfence.gate.conformance.outage import STOPPED, wrong_answers
from ringfence.gate.conformance.sandbox import Sandbox, object_now
from ringfence.gate.conformance.setups import SETTLE, Command, SipDoor, SipTrunk
from ringfence.gate.conformance.sip import Caller
from ringfence.gate.conformance.stand_in import stand_in

FIRST_HOUR, LAST_HOUR = 8, 21  # the sandbox's allowed calls are judged by OFC-4
Stops = Callable[[], Awaitable[bool]]  # has the gate stopped; whether it was
Now = Callable[[], datetime]
Tells = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be tried: the addresses as they were written; empty: not named."""

    http: str = ""
    agi: str = ""
    sip: str = ""
    dial: str = ""
    carrier: str = ""
    trunk: str = ""
    stand_in: str = ""
    key: str = ""
    sandbox: Sandbox | None = None
    settle: float = SETTLE
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet."""

    check: Check
    way: str
    seen: Seen


@dataclass(slots=True)
class Sheet:
    """The results. A set-up conforms if nothing failed and everything was checked."""

    at: datetime
    lines: list[Line] = field(default_factory=list)

    def count(self, ok: bool | None) -> int:
        """How many passed (True), failed (False), or could not be looked at though they apply (None)."""
        return sum(each.seen.ok is ok and each.seen.applies for each in self.lines)

    def ways(self) -> list[tuple[str, list[Line]]]:
        """The lines of each way."""
        names = dict.fromkeys(each.way for each in self.lines)
        return [(name, [each for each in self.lines if each.way == name]) for name in names]


async def run(asked: Asked, now: Now, stops: Stops | None, tell: Tells) -> Sheet:
    """Tries everything; `stops` is called when the gate is to be stopped, None: that part is left out."""
    carrier = await listen(asked.carrier) if asked.carrier else None
    try:
        return await _run(asked, carrier, now, stops, tell)
    finally:
        if carrier:
            carrier.stop()


async def _run(asked: Asked, carrier: Carrier | None, now: Now, stops: Stops | None, tell: Tells) -> Sheet:
    sheet, by_day = Sheet(now()), FIRST_HOUR <= local_hour(now()) < LAST_HOUR
    trials = [_trial(asked, way, now, by_day=by_day) for way in _ways(asked, carrier, by_day=by_day)]
    for trial in trials:
        await _all(sheet, CHECKS, trial, tell)
    stopped = await stops() if stops else False
    for trial in trials:
        if stopped:
            await _all(sheet, [STOPPED], trial, tell)
        else:
            sheet.lines.append(Line(STOPPED, trial.way.name, Seen(None, "the gate was not stopped")))
    if asked.stand_in:
        await _with_stand_in(asked, sheet, trials, stopped=stopped, tell=tell)
    elif carrier:
        for trial in trials:
            why = Seen(None, "needs --stand-in, the address at which your set-up asks the gate")
            sheet.lines.append(Line(NO_STAND_IN, trial.way.name, why))
    return sheet


async def _nothing(_: Trial) -> Seen:
    """A set-up that reads leave to call out of silence, an error page or a cut-off answer rings people in an outage."""
    return Seen(None, "not tried")


NO_STAND_IN = Check("wrong-answers", "Wrong answers of a gate let no call leave", "", _nothing)


async def _with_stand_in(asked: Asked, sheet: Sheet, trials: Sequence[Trial], *, stopped: bool, tell: Tells) -> None:
    if not stopped:
        for trial in trials:
            sheet.lines.append(Line(NO_STAND_IN, trial.way.name, Seen(None, "the gate was not stopped")))
        return
    gate = await stand_in(asked.stand_in)
    try:
        for trial in trials:
            await _all(sheet, wrong_answers(gate), trial, tell)
    finally:
        gate.stop()


async def _all(sheet: Sheet, checks: Iterable[Check], trial: Trial, tell: Tells) -> None:
    for check in checks:
        tell(check.title)
        sheet.lines.append(Line(check, trial.way.name, await check.run(trial)))


def _ways(asked: Asked, carrier: Carrier | None, *, by_day: bool) -> list[Way]:
    """The ways that were named: with a carrier SIP is a trunk, without one the gate's own door."""
    ways: list[Way] = []
    if asked.http and not asked.dial and not (asked.sip and carrier):
        http = Http(asked.http, asked.key, asked.patience)
        ways += [Post(http, appointment=not by_day), Get(http, appointment=not by_day)]
    if asked.agi:
        ways.append(Agi(*address(asked.agi, "--agi"), asked.key, asked.patience))
    if asked.sip:
        caller = Caller(address(asked.sip, "--sip"), asked.trunk, asked.patience)
        ways.append(SipTrunk(caller, carrier, asked.settle) if carrier else SipDoor(caller))
    if asked.dial:
        if carrier is None:
            raise WayUnusable("--dial needs --carrier: where the command's calls are sent, as http://127.0.0.1:8790.")
        ways.append(Command(asked.dial, carrier, asked.settle))
    if not ways:
        raise WayUnusable("Name what is to be tried: --http URL, --agi HOST:PORT, --sip HOST:PORT or --dial COMMAND.")
    return ways


def _trial(asked: Asked, way: Way, now: Now, *, by_day: bool) -> Trial:
    return Trial(
        way=way,
        open_now=by_day or "appointment" in way.offers,
        sandbox=asked.sandbox,
        objects=_objects(asked, now),
        redeems=_redeems(asked),
    )


def _objects(asked: Asked, now: Now) -> Objects | None:
    if asked.http:
        http = Http(asked.http, asked.key, asked.patience)

        async def by_http(number: str) -> bool:
            said = {"number": number, "channel": "agent", "said": "conformance check", "recorded_by": "conformance"}
            status, _ = await http.send("POST", "/v1/objections", said)
            return status == 201

        return by_http
    if asked.agi:
        where = address(asked.agi, "--agi")

        async def by_agi(number: str) -> bool:
            words = f"?key={asked.key}" if asked.key else ""
            channel = {"agi_network_script": f"object{words}", "agi_arg_1": number, "agi_arg_2": "9"}
            return bool((await agi(where, channel, asked.patience)).get("RINGFENCE_OBJECTION"))

        return by_agi
    if asked.sandbox:
        return _in_store(asked.sandbox, now)
    return None


def _in_store(made: Sandbox, now: Now) -> Objects:
    """Records it in the sandbox's own store, as another process of the same house would."""

    async def by_store(number: str) -> bool:
        return await asyncio.to_thread(object_now, made, people.e164(number), now())

    return by_store


def _redeems(asked: Asked) -> Redeems | None:
    if not asked.http:
        return None
    http = Http(asked.http, asked.key, asked.patience)

    async def by_http(token: str) -> bool:
        status, _ = await http.send("POST", "/v1/permits/redeem", {"token": token})
        return status == 200

    return by_http

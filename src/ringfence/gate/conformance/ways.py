"""The ways that were named, and what the checks need beside them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ringfence.calendar import local_hour
from ringfence.gate.conformance import people
from ringfence.gate.conformance.carrier import Carrier
from ringfence.gate.conformance.doors import Agi, Get, Http, Post, agi
from ringfence.gate.conformance.lines import PATIENCE, Way, WayUnusable, address
from ringfence.gate.conformance.sandbox import Sandbox, object_now
from ringfence.gate.conformance.setups import SETTLE, Command, SipDoor, SipTrunk
from ringfence.gate.conformance.sip import Caller
from ringfence.gate.conformance.trying import Objects, Redeems, Trial

FIRST_HOUR, LAST_HOUR = 8, 21  # the sandbox's allowed calls are judged by OFC-4
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be tried: the addresses as they were written; empty: not named."""

    http: str = ""
    agi: str = ""
    sip: str = ""
    dial: str = ""
    carrier: str = ""
    trunk: str = ""
    prefix: str = ""  # digits that the set-up wants before each number
    source: str = ""  # the address from which SIP is sent
    stand_in: str = ""
    key: str = ""
    only: tuple[str, ...] = ()  # ids of checks; none: all
    sandbox: Sandbox | None = None
    settle: float = SETTLE
    patience: float = PATIENCE


def trials(asked: Asked, carrier: Carrier | None, now: Now) -> list[Trial]:
    """What the checks work with, for each way; raises WayUnusable."""
    by_day = FIRST_HOUR <= local_hour(now()) < LAST_HOUR
    return [_trial(asked, way, now, by_day=by_day) for way in _ways(asked, carrier, by_day=by_day)]


def _ways(asked: Asked, carrier: Carrier | None, *, by_day: bool) -> list[Way]:
    """The ways that were named: with a carrier SIP is a trunk, without one the gate's own door."""
    ways: list[Way] = []
    if asked.http and not asked.dial and not (asked.sip and carrier):
        http = Http(asked.http, asked.key, asked.patience)
        ways += [Post(http, appointment=not by_day), Get(http, appointment=not by_day)]
    if asked.agi:
        ways.append(Agi(*address(asked.agi, "--agi"), asked.key, asked.patience))
    if asked.sip:
        caller = Caller(address(asked.sip, "--sip"), asked.trunk, asked.source, asked.prefix, asked.patience)
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

"""Labour 2009 again, with a gate in the trunk: the gate itself, its store, its law, and real SIP on both sides.

The gate believes that it is the day of the call. Nothing else is made up: what Kamailio checks is shifted by as much.
"""

import asyncio
import shutil
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from ringfence.campaigns import signing
from ringfence.gate.desk import Desk

from ..gate import world  # noqa: TID252 - homes with a signed campaign in them
from .campaigns import PEOPLE, e164, may_run, then, trunk_at
from .conftest import set_up, stop

EXAMPLE = Path(__file__).parents[2] / "examples" / "labour-2009"
ATTEMPTS = 2_000
IN_2009 = datetime(2009, 6, 2, 12, tzinfo=UTC)  # two days before the vote, in the field


async def dial_all(dialler, numbers, together=16):
    """Call every number, so many at a time; the statuses and, by number, what the refusals gave as reason."""
    left, statuses, reasons = iter(numbers), Counter(), Counter()

    async def line():
        for number in left:
            attempt = await dialler.call(number, From=f"<sip:+441632960100@{dialler.address[0]}>;tag=f")
            statuses[attempt.status] += 1
            if attempt.status >= 300:
                reasons[attempt.final.get("Reason").partition('"')[2].rstrip('"')] += 1

    await asyncio.gather(*(line() for _ in range(together)))
    return statuses, reasons


def campaign(site, home, moment, journey, **more):
    """Run `journey(dialler, carrier)` with the gate of a home in the trunk."""

    async def run():
        with Desk(home) as gate:
            clock = then(moment)
            assert (await gate.aask(world.call(PEOPLE[0], at=clock(), **more))).verdict  # the campaign is loaded
            async with set_up(site, gate, clock=clock, patience=2.0, **more) as (dialler, carrier, _):
                return await journey(dialler, carrier)

    return asyncio.run(run())


def as_it_was(tmp_path, monkeypatch):
    """The example's own card and script with a shorter list, signed by somebody who was not allowed to."""
    place = tmp_path / "labour-2009"
    shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("data", "out", "*.py", "__pycache__"))
    (place / "data").mkdir()
    (place / "data" / "contacts.csv").write_text("phone\n" + "\n".join(PEOPLE) + "\n")
    (place / "data" / "tps.csv").write_text("number,listed_on\n" + f"{PEOPLE[5]},2005-01-01\n")
    (place / "data" / "objections.csv").write_text(f"number\n{PEOPLE[7]}\n")
    with pytest.raises(signing.NotToBeSigned, match="preflight says stop"):
        world.sign(tmp_path / "home", place)
    monkeypatch.setattr(signing, "check", lambda *_: None)
    world.sign(tmp_path / "home", place)
    return tmp_path / "home"


def test_of_thousands_of_attempts_in_2009_none_reaches_the_carrier(tmp_path, monkeypatch):
    site = trunk_at(tmp_path / "kamailio", IN_2009)
    try:
        home = as_it_was(tmp_path, monkeypatch)

        async def journey(dialler, carrier):
            statuses, reasons = await dial_all(dialler, map(e164, PEOPLE[:ATTEMPTS]))
            return statuses, reasons, carrier.requests

        statuses, reasons, arrived = campaign(site, home, IN_2009, journey, campaign="labour-2009")
    finally:
        stop(site)
    assert arrived == []
    assert sum(statuses.values()) == ATTEMPTS
    assert statuses[608] >= 0.9 * ATTEMPTS  # a machine that is very busy answers some too late, and then 603
    judged = Counter({text: n for text, n in reasons.items() if text.startswith("block")})
    assert all("AUTOMATED_NO_CONSENT" in text for text in judged)


@pytest.fixture
def consented(tmp_path):
    """A home in which a recorded campaign is signed that may run: every second person consented."""
    return may_run(tmp_path, PEOPLE[::2])


def test_with_consents_those_who_gave_one_are_reached_and_nobody_else(tmp_path, consented):
    """And an objection in call n stops call n+1, 200 ms later."""
    numbers = [each for each in PEOPLE if each not in (world.SHOWN, "01632 960000")][:600]
    site = trunk_at(tmp_path / "kamailio", world.NOON)

    async def journey(dialler, carrier):
        statuses, reasons = await dial_all(dialler, map(e164, numbers))
        dialled = list(carrier.dialled)
        person = PEOPLE[1500]
        during = await dialler.call(e164(person), From=f"<sip:+441632960100@{dialler.address[0]}>;tag=f", hang_up=False)
        await asyncio.to_thread(world.object_now, consented, person)  # "9" is pressed, and committed
        await dialler.within(during, "BYE")
        await asyncio.sleep(0.2)
        again = await dialler.call(e164(person), From=f"<sip:+441632960100@{dialler.address[0]}>;tag=f")
        return statuses, reasons, dialled, during, again, carrier.dialled[len(dialled) :], e164(person)

    try:
        statuses, reasons, dialled, during, again, later, person = campaign(site, consented, world.NOON, journey)
    finally:
        stop(site)
    may = {e164(each) for each in islice(PEOPLE, 0, None, 2)}
    assert set(dialled) <= may
    assert len(dialled) == len(set(dialled)) == statuses[200]
    assert statuses[200] >= 0.9 * len(numbers) / 2
    assert {text for text in reasons if text.startswith("block")} == {"block: AUTOMATED_NO_CONSENT"}
    assert (during.status, again.status, later) == (200, 608, [person])
    assert "OBJECTION_ON_FILE" in again.final.get("Reason")

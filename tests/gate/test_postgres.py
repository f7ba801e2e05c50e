"""The gate on PostgreSQL: the same answers, and when the server is killed, frozen or read-only, no call."""

import asyncio
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import world
from doors import DOORS
from world import CONSENTED, NOON, Desk, call, object_now

from ringfence.gate import desk as desk_module
from ringfence.gate.verbs import Objecting, object_, redeem

FREE, OTHER, THIRD = CONSENTED[:3]


@pytest.fixture
def home(server, tmp_path):
    world.sign(tmp_path / "home", world.folder(tmp_path / "spring"), watch=False)
    return tmp_path / "home"


def test_it_decides_as_on_sqlite(home):
    with Desk(home) as gate:
        first = gate.ask(call(FREE, "a"))
        assert (first.decision, first.number) == ("allow", "+447700900101")
        again = gate.ask(call(FREE, "a"))
        assert (again.again, again.id, again.permit.token) == (True, first.id, first.permit.token)
        assert gate.ask(call(OTHER, "a")).reasons == ("REFERENCE_REUSED",)
        assert gate.ask(call(world.LISTED)).reasons == ("TPS_LISTED_NO_NOTIFICATION",)
        assert gate.use(redeem(first.permit.token, NOON)).id == first.id
        assert gate.use(redeem(first.permit.token, NOON)).code == "used"
        assert [gate.ask(call(OTHER)).decision for _ in range(4)] == ["allow"] * 3 + ["block"]  # the cap is three
        gate.use(object_(Objecting(number=447700900103, channel="keypress", said="9", at=NOON)))
        assert gate.ask(call(THIRD)).reasons == ("OBJECTION_ON_FILE",)
        assert gate.ready(NOON).ready


def test_decided_together_is_as_decided_one_by_one(home):
    """The first of two calls to one number counts for the second, in one commit as in two."""

    async def together(gate):
        asked = [call(FREE) for _ in range(5)] + [call(OTHER, "x"), call(OTHER, "x"), call(THIRD, "x")]
        return await asyncio.gather(*map(gate.aask, asked))

    with Desk(home) as gate:
        made = asyncio.run(together(gate))
    assert [each.decision for each in made] == ["allow"] * 3 + ["block"] * 2 + ["allow", "allow", "block"]
    assert made[5].id == made[6].id
    with world.open_store(home) as store:
        assert len([*store.book.of_kind("decision")]) == 7


def test_an_objection_of_another_process_is_seen_by_the_next_decision(home):
    with Desk(home) as gate:
        assert gate.ask(call(FREE, "a")).decision == "allow"
        object_now(home, FREE)
        assert gate.ask(call(FREE, "b")).reasons == ("OBJECTION_ON_FILE",)
        assert gate.ask(call(FREE, "a")).reasons == ("OBJECTION_ON_FILE",)


def answered_by_every_door(gate, home):
    return {door: ask(gate, home, call(FREE, appointment=True)) for door, ask in DOORS.items()}


def test_a_server_that_was_killed_lets_nothing_pass_until_it_is_back(home, server, caplog):
    with Desk(home) as gate:
        assert gate.ask(call(FREE)).decision == "allow"
        server.stop()
        try:
            assert "allow" not in answered_by_every_door(gate, home).values()
            assert not gate.ready(NOON).ready
        finally:
            server.start()
        assert gate.ask(call(FREE)).decision == "allow"


def test_a_server_that_can_only_be_read_lets_nothing_pass(home, server, caplog):
    with Desk(home) as gate:
        assert gate.ask(call(FREE)).decision == "allow"
        writable(server, "on")
        try:
            gate._thread.run(gate._drop)
            assert "allow" not in answered_by_every_door(gate, home).values()
            assert not gate.ready(NOON).ready
        finally:
            writable(server, "off")
        gate._thread.run(gate._drop)
        assert gate.ask(call(FREE)).decision == "allow"


def writable(server, read_only):
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {read_only}")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(0.3)  # it reads its settings again at its leisure


def test_a_server_that_is_frozen_hangs_no_door(home, server, monkeypatch, caplog):
    """Its connection stays open and says nothing; what it decides when it is thawed nobody was told."""
    monkeypatch.setattr(desk_module, "LATE", 0.3)

    async def asked(gate):
        began = time.monotonic()
        made = await asyncio.gather(*(gate.aask(call(each)) for each in (FREE, OTHER, THIRD)))
        readiness = await gate.aready(NOON)
        return made, readiness, time.monotonic() - began

    with Desk(home) as gate:
        assert gate.ask(call(FREE)).decision == "allow"
        pids = [int(pid) for pid in served_by(server)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            made, readiness, took = asyncio.run(asked(gate))
        finally:
            for pid in reversed(pids):
                os.kill(pid, signal.SIGCONT)
        assert {(each.decision, each.verdict) for each in made} == {("block", False)}
        assert not readiness.ready
        assert took < 3
        assert gate.ask(call(FREE, at=NOON + timedelta(seconds=1))).decision == "allow"


def served_by(server):
    """The server's process, and those it made for its connections."""
    parent = (Path(server.folder) / "data" / "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *children]


def test_a_commit_that_fails_is_no_allow(home, server, caplog):
    """The connection is ended from outside between two calls, as an administrator or a failover does."""
    with Desk(home) as gate:
        assert gate.ask(call(FREE)).decision == "allow"
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        broken = gate.ask(call(OTHER, "b"))
        assert (broken.decision, broken.verdict) == ("block", False)
        assert gate.ask(call(OTHER, "b")).decision == "allow"  # it has connected again

"""The FastAGI door: what a dialplan is told, and that it is told block whatever it sends."""

import asyncio

import pytest
from doors import agi
from world import ON_LIST, SHOWN

from ringfence.gate import clients
from ringfence.gate.agi import AgiDoor
from ringfence.gate.metrics import Metrics
from ringfence.store import open_store

FREE = ON_LIST[1]
CHANNEL = {
    "agi_network": "yes",
    "agi_network_script": "decide?campaign=spring",
    "agi_request": "agi://127.0.0.1/decide?campaign=spring",
    "agi_uniqueid": "1763640000.17",
    "agi_callerid": SHOWN,
    "agi_callingpres": "0",
    "agi_extension": FREE.replace(" ", ""),
}


def test_an_allowed_call_hears_the_number_to_dial_and_allow_last(gate, home):
    told = agi(gate, home, CHANNEL)
    assert (told["RINGFENCE"], told["RINGFENCE_NUMBER"]) == ("allow", "+447700900101")
    assert list(told)[-1] == "RINGFENCE"
    assert told["RINGFENCE_PERMIT"].startswith("rf1.")


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        ({"agi_extension": ON_LIST[0].replace(" ", "")}, "TPS_LISTED_NO_NOTIFICATION"),
        ({"agi_callerid": "unknown"}, "NO_CALLER_ID"),
        ({"agi_callingpres": "35"}, "NO_CALLER_ID"),
        ({"agi_network_script": "decide?campaign=autumn"}, "CAMPAIGN_NOT_SIGNED"),
        ({"agi_network_script": "decide"}, "CAMPAIGN_NOT_SIGNED"),
        ({"agi_network_script": "dial?campaign=spring"}, "REQUEST_UNUSABLE"),
        ({"agi_extension": "s"}, "INVALID_NUMBER"),
        ({"agi_arg_1": "141" + FREE}, "INVALID_NUMBER"),
    ],
)
def test_anything_else_is_block_with_its_reasons(gate, home, other, reasons):
    told = agi(gate, home, {**CHANNEL, **other})
    assert told["RINGFENCE"] == "block"
    assert reasons in told["RINGFENCE_REASONS"].split()
    assert not told.get("RINGFENCE_NUMBER")


def test_arguments_go_before_the_extension(gate, home):
    told = agi(gate, home, {**CHANNEL, "agi_extension": "s", "agi_arg_1": FREE, "agi_arg_2": SHOWN})
    assert told["RINGFENCE"] == "allow"


def test_a_key_pressed_is_an_objection_and_stops_the_next_call(gate, home):
    told = agi(gate, home, {**CHANNEL, "agi_network_script": "object", "agi_arg_1": FREE, "agi_arg_2": "9"})
    with open_store(home) as store:
        (kept,) = store.objections(447700900101)
    assert (kept.id, kept.channel, kept.said) == (told["RINGFENCE_OBJECTION"], "keypress", "9")
    assert agi(gate, home, {**CHANNEL, "agi_uniqueid": "2"})["RINGFENCE_REASONS"] == "OBJECTION_ON_FILE"


def test_a_dialplan_with_a_wrong_key_hears_block(gate, home):
    key = clients.add(home, "asterisk", ["spring"])
    assert agi(gate, home, CHANNEL)["RINGFENCE"] == "block"
    right = f"decide?campaign=spring&key={key}"
    assert agi(gate, home, {**CHANNEL, "agi_network_script": right + "x"})["RINGFENCE"] == "block"
    assert agi(gate, home, {**CHANNEL, "agi_network_script": right})["RINGFENCE"] == "allow"


@pytest.mark.parametrize(
    "sent", [b"\n", b"\x00\xff" * 100 + b"\n\n", b"x" * 5000, b"a: b\n" * 500, b"agi_network_script"]
)
def test_bytes_that_are_no_agi_hear_block_or_nothing(gate, sent, monkeypatch):
    monkeypatch.setattr("ringfence.gate.agi.PATIENCE", 0.3)

    async def go():
        door = AgiDoor(gate, Metrics(), lambda *_: clients.LOCAL)
        server = await door.serve("127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(sent)
        heard = await reader.read(10_000)
        writer.close()
        server.close()
        return heard

    assert b"allow" not in asyncio.run(go())

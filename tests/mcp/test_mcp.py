"""Tools for assistants: which there are, what they answer over the protocol, and that nothing is changed by asking."""

import asyncio
import hashlib
import json
import sys
from datetime import UTC, date, datetime

import pytest

from ringfence import ledger
from ringfence.ledger.events import Decided
from ringfence.mcp.tools import ToolRefused, Tools
from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import EVERYONE
from ringfence.store import open_store
from ringfence.store.gate import Kept

from ..made_up import CARD  # noqa: TID252 - one made-up campaign for all folders

TODAY = date(2026, 11, 27)
NUMBER = 441632960401
OF_LAW = {"check_script", "find_rule", "find_ruling"}
OF_HOME = {"explain_decision", "explain_number"}


@pytest.fixture(autouse=True)
def without_server(monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)


@pytest.fixture
def home(tmp_path):
    """A home with an objection, a decision and a campaign that is made ready."""
    files = tmp_path / "drafts" / "small" / "files"
    files.mkdir(parents=True)
    (files / "campaign.toml").write_text(CARD)
    (files / "script.md").write_text("Good evening, I am calling from Example Research.\n")
    (files / "contacts.csv").write_text("phone\n01632 960401\n")
    at = instant(datetime(2026, 11, 20, 12, tzinfo=UTC))
    said = Event(
        id="o1", kind="objection", number=NUMBER, recorded_at=at, at=at, channel="phone", said="stop", scope=EVERYONE
    )
    with open_store(tmp_path) as store:
        store.append([said])
        kept = Kept(
            id="d1", client="dialler", reference="7", campaign="small", keyed=store.key.keyed(NUMBER), masked="44…401",
            asked="x", decision="block", reasons=("OBJECTION_ON_FILE",), situation="s", held_by={}, rules_version="1",
            decided_at=at, expires_at=at,
        )  # fmt: skip
        with store.gate.transaction():
            store.gate.add([kept])
        told = {"id": "d1", "reference": "7", "campaign": "small", "decision": "block", "facts": {"objected": True}}
        ledger.append(store, [Decided(at=at, number=NUMBER, **told)])
    return tmp_path


def fingerprint(home):
    """The bytes of everything under a home, and when each was last written to."""
    return {
        str(each.relative_to(home)): (hashlib.sha256(each.read_bytes()).hexdigest(), each.stat().st_mtime_ns)
        for each in sorted(home.rglob("*"))
        if each.is_file()
    }


ASKED = [
    ("check_script", {"text": "Good evening. Can we count on your vote?"}),
    ("find_rule", {"words": "PECR-21-TPS"}),
    ("find_rule", {"words": "silent"}),
    ("find_ruling", {"words": "labour 2010"}),
    ("explain_decision", {"decision": "d1"}),
    ("explain_decision", {"decision": "nothing"}),
    ("explain_number", {"number": "01632 960401"}),
    ("explain_number", {"number": "01632 960401", "campaign": "small"}),
    ("explain_number", {"number": "01632 960401", "campaign": "../.."}),
]


def test_the_tools_that_there_are():
    assert set(Tools(TODAY).every()) == OF_LAW
    assert set(Tools(TODAY, home=Tools).every()) == OF_LAW | OF_HOME


def test_nothing_is_changed_by_asking(home):
    tools, before = Tools(TODAY, home).every(), fingerprint(home)
    assert {name for name, _ in ASKED} == set(tools)
    for name, said in ASKED:
        try:
            json.dumps(tools[name](**said))
        except ToolRefused:
            assert "nothing" in said.values() or "../.." in said.values()
        assert fingerprint(home) == before, (name, said)


def test_what_tools_answer(home):
    tools = Tools(TODAY, home)
    assert tools.explain_decision("d1")["facts"] == {"objected": True}
    number = tools.explain_number("01632 960401", "small")
    assert number["verdict"]["places"][0]["decision"] == "block"
    assert "objection" in json.dumps(number["on_record"])
    (rule,) = tools.find_rule("pecr-21-tps", on="2017-05-05")["rules"]
    assert (rule["id"], bool(rule["examples"])) == ("PECR-21-TPS", True)
    assert tools.find_rule("TPS")["found"] > 1
    assert tools.find_ruling("495,000")["rulings"][0]["organisation"] == "Labour Party"
    assert tools.check_script("Can we count on your vote?", purpose="research")["sections"][0]["class"] != "research"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("check_script", {"text": ""}),
        ("check_script", {"text": "x" * 200_001}),
        ("check_script", {"text": "Good evening.", "mode": "shouted"}),
        ("find_rule", {"words": "TPS", "on": "yesterday"}),
        ("explain_number", {"number": "12"}),
        ("explain_number", {"number": "01632 960401", "campaign": "other"}),
    ],
)
def test_what_cannot_be_used_is_refused(home, name, said):
    with pytest.raises(ToolRefused):
        Tools(TODAY, home).every()[name](**said)


def test_a_home_without_a_store_is_not_given_one(tmp_path):
    with pytest.raises(ToolRefused, match="no store"):
        Tools(TODAY, tmp_path).explain_decision("d1")
    assert list(tmp_path.iterdir()) == []


def test_without_the_sdk_it_says_what_to_install(monkeypatch, capsys):
    from ringfence.cli import run

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert run(["mcp"]) == 1
    assert "pip install 'ringfence[mcp]'" in capsys.readouterr().err


def test_an_assistant_asks_over_the_protocol(home):
    mcp = pytest.importorskip("mcp", reason="the mcp extra is not installed")
    command = [sys.executable, ["-m", "ringfence", "mcp", "--home", str(home)]]

    async def ask():
        server = mcp.StdioServerParameters(command=command[0], args=command[1])
        async with mcp.stdio_client(server) as streams, mcp.ClientSession(*streams) as session:
            await session.initialize()
            listed = (await session.list_tools()).tools
            return listed, [await session.call_tool(name, said) for name, said in ASKED]

    before = fingerprint(home)
    listed, told = asyncio.run(asyncio.wait_for(ask(), 120))
    assert {each.name for each in listed} == OF_LAW | OF_HOME
    assert all(each.annotations.read_only_hint and not each.annotations.destructive_hint for each in listed)
    assert all(each.description for each in listed)
    assert [each.is_error for each in told] == [False, False, False, False, False, True, False, False, True]
    assert told[3].structured_content["rulings"][0]["id"] == "labour-2010"
    assert "No decision on record" in told[5].content[0].text
    assert fingerprint(home) == before

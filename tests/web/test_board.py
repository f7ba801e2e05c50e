"""The live board: what the gate decided, what it holds, and who may release it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ringfence import ledger
from ringfence.gate import keys
from ringfence.ledger.events import CallsReconciled
from ringfence.preferences.events import instant
from ringfence.rulebook import version
from ringfence.store import open_store
from ringfence.store.gate import Kept, Question
from ringfence.web.roles import Role


def kept(name, decision, *, held_by=None, reasons=("SCRIPT_UNCLEAR",)):
    at = datetime.now(UTC)
    return Kept(
        id=name, client="dialler", reference=name, campaign="spring", keyed=name.encode(), masked="44…001", asked="x",
        decision=decision, reasons=() if decision == "allow" else reasons, situation="s", held_by=held_by or {},
        rules_version=version(), decided_at=instant(at), expires_at=instant(at + timedelta(seconds=30)),
    )  # fmt: skip


@pytest.fixture
def decided(web):
    """Decisions of today: one allowed, one blocked, one that a person may release, one that waits for a look-up."""
    import secrets

    names = {key: secrets.token_hex(8) for key in ("allow", "block", "person", "look-up")}
    keys.made(web)
    with open_store(web) as store, store.gate.transaction():
        store.gate.add(
            [
                kept(names["allow"], "allow"),
                kept(names["block"], "block", reasons=("OBJECTION_ON_FILE",)),
                kept(names["person"], "hold", held_by={"PECR-21": Question(True, "is it in order?")}),
                kept(names["look-up"], "hold", held_by={"PECR-21": Question(False, "register is missing")}),
            ]
        )
    return names


def test_board_shows_decisions_and_why(decided, as_):
    page = as_(Role.AUDITOR).get("/board/").content.decode()
    assert "OBJECTION_ON_FILE" in page
    assert "Not known" in page or "compared with the gate" in page
    part = as_(Role.MANAGER).get("/board/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="board"')


def test_calls_that_went_round_the_gate_are_shown(web, as_):
    event = CallsReconciled(
        at=instant(datetime.now(UTC)), source="cdr.csv", sha256="0" * 64, records=10, permitted=8, refused=0,
        around={"no decision": 2},
    )  # fmt: skip
    with open_store(web) as store:
        ledger.append(store, [event])
    page = as_(Role.MANAGER).get("/board/").content.decode()
    assert "Calls went round the gate" in page
    assert "no decision: 2" in page


def test_a_manager_releases_a_held_call_once_with_a_reason(decided, as_, web):
    manager = as_(Role.MANAGER)
    page = manager.get("/board/held/").content.decode()
    assert f"reason-{decided['person']}" in page
    assert f"reason-{decided['look-up']}" not in page, "a look-up is not a person's to answer"
    nothing = manager.post("/board/release/", {"decision": decided["person"], "reason": " "})
    assert nothing.status_code == 400
    told = {"decision": decided["person"], "reason": "read the script with the agency"}
    assert "Released for a day" in manager.post("/board/release/", told, follow=True).content.decode()
    assert "released before" in manager.post("/board/release/", told, follow=True).content.decode()
    with open_store(web) as store:
        entries = [e for e in store.book.of_kind("override") if e.told["decision"] == decided["person"]]
    assert [(e.told["by"], e.told["reason"]) for e in entries] == [("campaign_manager", told["reason"])]


def test_what_waits_for_a_look_up_cannot_be_released(decided, as_):
    told = {"decision": decided["look-up"], "reason": "please"}
    answer = as_(Role.MANAGER).post("/board/release/", told)
    assert answer.status_code == 400, answer.content.decode()
    assert "waits for a look-up" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.AGENT, Role.COMPLAINTS, Role.ADMINISTRATOR])
def test_others_cannot_release(decided, as_, role):
    assert as_(role).post("/board/release/", {"decision": decided["person"], "reason": "x"}).status_code == 403


def test_no_number_in_clear_on_any_page(decided, as_):
    page = as_(Role.MANAGER).get("/board/held/").content.decode()
    assert "44…001" in page


def test_how_calls_ended_is_counted_once_and_read_on(web, as_):
    from ringfence.ledger.events import CallEnded

    name = f"spring-{datetime.now(UTC).timestamp()}"
    page = as_(Role.MANAGER).get("/board/").content.decode()
    assert name not in page
    said = ["live", "live", "1.1", "abandoned", "silent", "machine", "no answer", "whatever"]
    with open_store(web) as store:
        at = instant(datetime.now(UTC))
        ledger.append(
            store, [CallEnded(at=at, reference=f"{name}-{n}", campaign=name, outcome=o) for n, o in enumerate(said)]
        )
    for _ in range(2):
        page = as_(Role.MANAGER).get("/board/", headers={"HX-Request": "true"}).content.decode()
        row = page.split(f'<th scope="row">{name}</th>')[1].split("</tr>")[0]
        assert re.findall(r">([\d.,]+ ?%?)<", row) == ["8", "3", "2", "40.00 %", "1"]


def test_the_time_from_objection_to_effect_is_shown(web, as_):
    from ringfence.preferences.events import Event
    from ringfence.preferences.scopes import EVERYONE

    kept = datetime.now(UTC)
    with open_store(web) as store:
        said = instant(kept - timedelta(minutes=31))
        store.append(
            [
                Event(
                    id=f"o-{kept.timestamp()}", kind="objection", number=447700900999, at=said,
                    recorded_at=instant(kept), channel="agent", said="stop", scope=EVERYONE,
                )
            ]
        )  # fmt: skip
    page = as_(Role.AUDITOR).get("/board/").content.decode()
    assert "at most <b>31 min</b>" in page
    assert "900999" not in page

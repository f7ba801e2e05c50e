"""`call reconcile` and `call rates` as a person types them."""

import csv
import json

import pytest

from ringfence import ledger
from ringfence.cli import run
from ringfence.ledger.events import Decided
from ringfence.store import open_store

PHONE = 447700900123
CARRIER = """start,called,caller_id,disposition,billsec,campaign
2026-11-20T10:00:01Z,07700 900123,01632960000,answered,30,spring
2026-11-20T10:00:02Z,07700 900124,01632960000,answered,30,spring
2026-11-21T10:00:02Z,07700 900125,01632960000,answered,30,spring
"""


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "carrier.csv").write_text(CARRIER)

    def asked(*words, code=0):
        assert run(["call", *words]) == code
        return capsys.readouterr()

    return asked


@pytest.fixture
def home(ask, tmp_path):
    allow = {"campaign": "spring", "decision": "allow", "expires_at": "2026-11-20T10:00:30.000000Z"}
    with open_store(tmp_path / "home") as store:
        events = [
            Decided(at="2026-11-20T10:00:00.000000Z", id=f"d{n}", reference=f"r{n}", number=PHONE + n, **allow)
            for n in range(2)
        ]
        ledger.append(store, events)
    return tmp_path / "home"


def test_green_when_every_call_had_its_permit(ask, home):
    out = ask("reconcile", "carrier.csv", "--seen-by", "carrier", "--on", "2026-11-20").out
    assert out.startswith("GREEN: 2 records: 2 with a permit of their own.")
    with open_store(home) as store:
        (entry,) = store.book.of_kind("calls-reconciled")
    assert (entry.told["records"], entry.told["permitted"], entry.told["around"]) == (2, 2, {})


def test_red_with_every_call_that_went_round_the_gate(ask, home, tmp_path):
    out = ask("reconcile", "carrier.csv", "--seen-by", "carrier", "-o", "round.csv", code=2).out
    assert "RED: 1 calls went round the gate" in out
    assert "carrier.csv, row 3: 21 November 2026, 10:00:02" in out
    assert "900125" not in out.replace(" ", "")
    (row,) = csv.DictReader((tmp_path / "round.csv").read_text().splitlines())
    assert (row["called_number"], row["why"]) == ("07700 900125", "no decision")
    told = json.loads(ask("reconcile", "carrier.csv", "--format", "json", code=2).out)
    assert told["around"] == {"no decision": 1}
    assert "900125" not in json.dumps(told)


def test_an_erased_decision_covers_no_call(ask, home, tmp_path):
    from ringfence.preferences.events import Event

    with open_store(home) as store:
        at = "2026-11-21T00:00:00.000000Z"
        store.erase(PHONE, Event(id="e" * 32, kind="erasure", number=PHONE, at=at, recorded_at=at, said="request"))
    assert "RED" in ask("reconcile", "carrier.csv", "--on", "2026-11-20", code=2).out


def test_abandoned_calls_are_an_alert_under_the_policy_of_their_day(ask, tmp_path):
    rows = ["call_date,phone_number_dialed,status,user,campaign_id,length_in_sec,uniqueid"]
    rows += [f"2016-05-03 10:{n:02}:00,0770090{1000 + n},{'DROP' if n == 0 else 'SALE'},x,old,9,{n}" for n in range(50)]
    (tmp_path / "old.csv").write_text("\n".join(rows) + "\n")
    out = ask("rates", "old.csv", code=2).out
    assert "abandoned 1, silent 0; 2.00% measured" in out
    assert "ALERT" in out
    told = json.loads(ask("rates", "old.csv", "--format", "json", "--wrongly-machine", "0.1", code=2).out)
    assert told[0]["facts"]["abandoned_calls"] == 1
    assert told[0]["days"][0]["rate_measured"] == pytest.approx(0.02)


def test_records_that_cannot_say_are_not_taken_for_nought(ask):
    out = ask("rates", "carrier.csv", code=3).out
    assert "nought is not known" in out


def test_nothing_wrong_is_said_plainly(ask, tmp_path):
    (tmp_path / "ok.csv").write_text("start,called,outcome\n2026-11-20T10:00:01Z,07700900123,live\n")
    assert "abandoned 0, silent 0; 0.00% measured" in ask("rates", "ok.csv").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reconcile", "none.csv"], "no call records"),
        (["rates", "none.csv"], "no call records"),
        (["reconcile", "carrier.csv", "--zone", "Mars"], "no time zone"),
        (["reconcile", "carrier.csv", "--on", "yesterday"], "no date"),
    ],
)
def test_what_cannot_be_used_is_told(ask, words, said):
    assert said in ask(*words, code=1).err

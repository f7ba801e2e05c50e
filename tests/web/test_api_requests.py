"""What the routes do: objections that hold at once and once, exports in the ledger, campaigns, cases, webhooks."""

import json
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ringfence import ledger
from ringfence.gate import webhooks as hooks
from ringfence.ledger import proof
from ringfence.ledger.checkpoint import read_key
from ringfence.ledger.events import Decided, ListScreened
from ringfence.preferences.events import instant
from ringfence.store import open_store
from ringfence.store.gate import Kept, Question
from ringfence.web import checking, drafts
from ringfence.web.api.keys import KeyRefused
from ringfence.web.api.models import ApiAnswer
from ringfence.web.api.scopes import OF_CAMPAIGNS, Scope

from ..made_up import CARD  # noqa: TID252 - one made-up campaign for all folders

OBJECTION = {"number": "01632 960401", "channel": "phone", "said": "don't ring me again"}


@pytest.fixture
def small(web):
    """A campaign with a list of two."""
    for each in ("drafts", "campaigns"):
        shutil.rmtree(web / each, ignore_errors=True)
    made = drafts.begin(web, "small", CARD)
    made.put(
        "script.md", [b"Good evening, I am calling from Example Research. How satisfied are you with the buses?\n"]
    )
    made.put("contacts.csv", [b"phone\n01632 960401\n01632 960402\n"])
    yield made
    for each in checking._OURS:
        each.wait(30)
    shutil.rmtree(web / "drafts", ignore_errors=True)


def entries(home, kind):
    with open_store(home) as store:
        return [each.told for each in store.book.of_kind(kind)]


def test_an_objection_holds_when_it_is_answered(web, api):
    told = api(Scope.OBJECTING, name="crm").ask("objections", OBJECTION | {"scopes": ["campaign:spring", "all", "all"]})
    assert told.status_code == 201
    receipts = told.json()["receipts"]
    assert [each["stops"].split()[0:2] for each in receipts] == [["every", "call"]] * 2
    assert "960401" not in told.content.decode()
    with open_store(web) as store:
        on_file = store.objections(441632960401)
        assert {each["id"] for each in receipts} <= {each.id for each in on_file}
        (event,) = (each for each in on_file if each.id == receipts[1]["id"])
    assert (event.recorded_by, event.said, event.source) == ("API key crm", OBJECTION["said"], "api")
    assert entries(web, "objection")[-1]["event"]["recorded_by"] == "API key crm"


def test_what_is_sent_again_is_done_once_and_answered_as_before(web, api):
    client = api(Scope.OBJECTING)
    first = client.ask("objections", OBJECTION, **{"Idempotency-Key": "one"})
    again = client.ask("objections", OBJECTION, **{"Idempotency-Key": "one"})
    assert again.content == first.content
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    other = client.ask("objections", OBJECTION | {"said": "other words"}, **{"Idempotency-Key": "one"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:ringfence:idempotency-key-reused")
    two = client.ask("objections", OBJECTION, **{"Idempotency-Key": "two"})
    mine = api(Scope.OBJECTING, name="another").ask("objections", OBJECTION, **{"Idempotency-Key": "one"})
    ids = {each.json()["receipts"][0]["id"] for each in (first, again, two, mine)}
    assert len(ids) == 3
    (row, *_) = ApiAnswer.objects.all()
    assert "960401" not in json.dumps([str(value) for value in vars(row).values()])


def test_a_request_that_was_refused_may_be_mended_under_its_name(web, api):
    client = api(Scope.OBJECTING)
    assert client.ask("objections", OBJECTION | {"channel": "fax"}, **{"Idempotency-Key": "x"}).status_code == 400
    assert client.ask("objections", OBJECTION, **{"Idempotency-Key": "x"}).status_code == 201
    for name in ("n" * 201, "a\tb"):
        assert client.ask("objections", OBJECTION, **{"Idempotency-Key": name}).status_code == 400


def test_a_process_that_died_before_it_answered_is_made_good_once(web, api):
    client = api(Scope.OBJECTING)
    first = client.ask("objections", OBJECTION, **{"Idempotency-Key": "cut"}).json()
    ApiAnswer.objects.filter(name="cut").update(status=None, body="")  # done, and then the power went
    waits = client.ask("objections", OBJECTION, **{"Idempotency-Key": "cut"})
    assert (waits.status_code, waits["Retry-After"]) == (409, "1")
    old = instant(datetime.now(UTC) - timedelta(minutes=2))
    ApiAnswer.objects.filter(name="cut").update(at=old)
    assert client.ask("objections", OBJECTION, **{"Idempotency-Key": "cut"}).json() == first


def test_a_name_that_is_used_again_when_its_time_is_over_is_a_new_request(web, api):
    client = api(Scope.OBJECTING)
    first = client.ask("objections", OBJECTION, **{"Idempotency-Key": "monthly"}).json()
    ApiAnswer.objects.filter(name="monthly").update(at=instant(datetime.now(UTC) - timedelta(days=31)))
    later = client.ask("objections", OBJECTION, **{"Idempotency-Key": "monthly"}).json()
    assert first["receipts"][0]["id"] != later["receipts"][0]["id"], "it may have been lifted in between"


def test_many_at_once_under_one_name_are_one(web, api):
    client = api(Scope.OBJECTING)

    def send(_):
        from django.db import connections

        try:
            return client.ask("objections", OBJECTION | {"said": "at once"}, **{"Idempotency-Key": "race"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        told = [*pool.map(send, range(8))]
    assert {each.status_code for each in told} <= {201, 409}
    assert len({each.content for each in told if each.status_code == 201}) == 1
    with open_store(web) as store:
        assert sum(each.said == "at once" for each in store.objections(441632960401)) == 1


def test_objections_leave_in_full_and_into_the_ledger(web, api):
    client = api(Scope.OBJECTING, Scope.OBJECTIONS_OUT, name="export")
    sent = [client.ask("objections", OBJECTION).json()["receipts"][0]["id"] for _ in range(3)]
    found, cursor, pages = [], "", 0
    while cursor is not None:
        page = client.ask(f"objections?limit=2&cursor={cursor}").json()
        found, cursor, pages = [*found, *page["items"]], page["next"], pages + 1
    assert [each["id"] for each in found][-3:] == sent
    assert found[-1]["number"] == "+441632960401"
    exports = [each for each in entries(web, "export") if each["by"] == "API key export"]
    assert sum(each["rows"] for each in exports) == len(found)
    assert len(exports) == pages
    receipt = client.ask(f"objections/{sent[0]}").json()
    assert (receipt["id"], receipt["number"]) == (sent[0], found[-1]["number"][:5] + "******01")


def test_a_campaign_is_checked_and_its_report_read(small, api):
    client = api()
    assert client.ask("campaigns").json()["items"] == [
        {"id": "small", "verdict": None, "check": "none", "in_force": False}
    ]
    assert client.ask("campaigns/small/report").status_code == 404
    assert client.ask("campaigns/small/check", method="POST").status_code == 202
    until = time.monotonic() + 60
    while (state := client.ask("campaigns/small/check").json())["state"] == "running" and time.monotonic() < until:
        time.sleep(0.2)
    assert (state["state"], state["by"]) == ("done", "API key test"), state
    report = client.ask("campaigns/small/report").json()
    told = client.ask("campaigns/small").json()
    assert told["verdict"] == report["verdict"]
    assert told["files"] == ["campaign.toml", "contacts.csv", "script.md"]
    assert client.ask("campaigns/nothing").status_code == 404


def test_a_number_is_explained_as_the_list_is_screened(small, api, web):
    client = api(name="explains")
    client.ask("objections", OBJECTION)
    told = client.ask("numbers/explain", {"number": "01632 960401", "campaign": "small"}).json()
    (place,) = told["places"]
    assert (place["list"], place["row"], place["decision"]) == ("contacts.csv", 1, "block")
    assert "OBJECTION_ON_FILE" in [each["code"] for each in place["reasons"]]
    account = client.ask("numbers/account", {"number": "01632 960401"}).json()
    assert "objection" in json.dumps(account)
    leaves = [each["what"] for each in entries(web, "export") if each["by"] == "API key explains"]
    assert leaves == ["small: why a number may be called", "what is on record about a number"]


def test_a_decision_is_explained_by_id_and_by_reference(web, api):
    at = instant(datetime.now(UTC))
    with open_store(web) as store:
        number = 441632960402
        kept = Kept(
            id="d1", client="dialler", reference="call 7", campaign="spring", keyed=store.key.keyed(number),
            masked="44…402", asked="x", decision="hold", reasons=("FREQUENCY_CAP", "RETIRED"), situation="s",
            held_by={"PECR-21-TPS": Question(True, "is it in order?")}, rules_version="1", decided_at=at, expires_at=at,
        )  # fmt: skip
        with store.gate.transaction():
            store.gate.add([kept])
        made = Decided(
            at=at, id="d1", reference="call 7", campaign="spring", number=number, decision="hold",
            facts={"tps_listed": None, "objected": False},
        )  # fmt: skip
        (entry,) = ledger.append(store, [made])
    client = api(Scope.DECISIONS)
    told = client.ask("decisions/d1").json()
    assert (told["entry"], told["number"], told["facts"]["objected"]) == (entry.seq, "+44…402", False)
    assert told["held_by"] == [{"rule": "PECR-21-TPS", "for_person": True, "says": "is it in order?"}]
    assert [each["code"] for each in told["reasons"]] == ["FREQUENCY_CAP", "RETIRED"]
    assert "no longer" in told["reasons"][1]["words"]
    assert client.ask("decisions", {"reference": "call 7", "client": "dialler"}).json() == told
    assert client.ask("decisions", {"reference": "call 7"}).status_code == 404


def test_a_key_of_one_campaign_knows_of_no_other(small, web, api):
    drafts.begin(web, "other", CARD.replace('"small"', '"other"'))
    at = instant(datetime.now(UTC))
    entered = [
        ListScreened(
            at=at, campaign=name, list_sha256=(), output_sha256="", rows=1, root="", on="2026-11-27", rules_version="1"
        )
        for name in ("small", "other")
    ]
    with open_store(web) as store:
        ledger.append(store, entered)
        kept = Kept(
            id="d2", client="local", reference="8", campaign="other", keyed=b"k", masked="44…", asked="x",
            decision="allow", reasons=(), situation="s", held_by={}, rules_version="1", decided_at=at, expires_at=at,
        )  # fmt: skip
        with store.gate.transaction():
            store.gate.add([kept])
    client = api(*OF_CAMPAIGNS, campaigns=["small"])
    assert [each["id"] for each in client.ask("campaigns").json()["items"]] == ["small"]
    assert {each["campaign"] for each in client.ask("screens").json()["items"]} == {"small"}
    for path, body, method in (
        ("campaigns/other", None, "GET"),
        ("campaigns/other/check", None, "GET"),
        ("campaigns/other/check", None, "POST"),
        ("campaigns/other/report", None, "GET"),
        ("campaigns/nothing", None, "GET"),
        ("decisions/d2", None, "GET"),
        ("decisions", {"reference": "8"}, "POST"),
        ("numbers/explain", {"number": "01632 960401", "campaign": "other"}, "POST"),
    ):
        answer = client.ask(path, body, method)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:ringfence:not-your-campaign"), path
    assert client.ask("campaigns/small").status_code == 200
    assert client.ask("objections", OBJECTION).status_code == 201, "an objection is taken from whoever brings it"
    everywhere = api(name="all")
    assert {each["id"] for each in everywhere.ask("campaigns").json()["items"]} == {"small", "other"}
    assert everywhere.ask("decisions/d2").status_code == 200


@pytest.mark.parametrize("scope", sorted(set(Scope) - OF_CAMPAIGNS))
def test_what_is_about_no_campaign_is_not_for_a_key_of_one(web, api, scope):
    with pytest.raises(KeyRefused, match=f"{scope} is not about one campaign"):
        api(Scope.LAW, scope, campaigns=["small"])


def test_a_complaint_is_taken_in_once_and_its_objection_holds(web, api):
    client = api(Scope.COMPLAINING, Scope.CASES)
    body = {
        "number": "01632 960403", "organisation": "Example Party", "channel": "recorded", "objects": True,
        "name": "A. Person", "words": "It rang at tea. Stop.",
    }  # fmt: skip
    told = client.ask("cases", body)
    assert told.status_code == 201
    opened = told.json()
    assert (opened["new"], opened["protected"]) == (True, True)
    again = client.ask("cases", body).json()
    assert (again["case"], again["new"]) == (opened["case"], False)
    with open_store(web) as store:
        assert store.objections(441632960403)
    shown = client.ask(f"cases/{opened['case']}")
    assert shown.json()["organisation"] == "Example Party"
    for hidden in ("A. Person", "tea", "960403"):
        assert hidden not in shown.content.decode()
    assert opened["case"] in [each["case"] for each in client.ask("cases?about=example+party").json()["items"]]
    unprotected = client.ask("cases", {"words": "no number", "objects": True}).json()
    assert unprotected["protected"] is False
    assert "nobody is protected" in unprotected["notes"][-1]


def test_a_proof_holds_without_the_server_and_giving_it_out_is_an_entry(web, api):
    client = api(Scope.LEDGER, Scope.PROVING, name="auditor")
    checkpoint = client.ask("ledger/checkpoint").json()
    told = client.ask(f"ledger/proofs/{checkpoint['size'] - 1}").json()
    assert told["kind"] == "access"
    assert proof.read(told["text"]).fault([read_key(checkpoint["key"])]) == ""
    assert entries(web, "export")[-1]["by"] == "API key auditor"


@pytest.fixture
def crm():
    """Another system: keeps what it is sent."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    server.got = got
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_is_added_tried_and_removed(web, api, crm):
    client = api(Scope.WEBHOOKS, Scope.OBJECTING, name="hooks")
    url = f"http://127.0.0.1:{crm.server_port}/hook"
    made = client.ask("webhooks", {"name": "a crm", "url": url}).json()
    assert client.ask("webhooks", {"name": "a crm", "url": url}).status_code == 409
    once = {"Idempotency-Key": "hook"}
    first, again = (client.ask("webhooks", {"name": "erp", "url": url}, **once) for _ in range(2))
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    assert first.json()["secret"] not in json.dumps([*ApiAnswer.objects.values()], default=str)
    assert client.ask("webhooks", {"name": "erp", "url": url}, **{"Idempotency-Key": "x"}).status_code == 409
    assert client.ask("webhooks/erp", method="DELETE").status_code == 204
    assert client.ask("webhooks", {"name": "erp", "url": url}, **once).status_code == 404, "it was removed since"
    client.ask("objections", OBJECTION)
    (line,) = client.ask("webhooks").json()["items"]
    assert line == {"name": "a crm", "url": url, "waiting": 1}
    assert client.ask("webhooks/a%20crm/test", method="POST").json() == {"taken": True}
    ((headers, data),) = crm.got
    said = {name.lower(): value for name, value in headers.items()}
    assert json.loads(data) == {"id": said["webhook-id"], "type": "test"}
    signed = hooks.signature(made["secret"], said["webhook-id"], said["webhook-timestamp"], data)
    assert said["webhook-signature"] == signed
    assert client.ask("webhooks/a%20crm", method="DELETE").status_code == 204
    assert client.ask("webhooks/a%20crm", method="DELETE").status_code == 404
    assert client.ask("webhooks").json()["items"] == []
    changes = [each for each in entries(web, "access") if each["name"] == "a crm"]
    assert [each["what"] for each in changes] == ["webhook added", "webhook removed"]
    assert [each["details"] for each in changes] == [{"host": "127.0.0.1"}] * 2


def test_consents_are_told_with_their_wording(web, api):
    from ringfence.preferences.events import Event

    event = Event(
        id="consent-1", kind="consent", number=441632960404, at="2026-11-01", recorded_at=instant(datetime.now(UTC)),
        details={"given_to": ["Example Party"], "wording": "Ring me with recorded messages.", "covers": ["automated"]},
    )  # fmt: skip
    with open_store(web) as store:
        store.append([event])
    told = api(Scope.CONSENTS).ask("consents/of-number", {"number": "+44 1632 960404"}).json()
    assert told["events"][0]["details"]["wording"] == "Ring me with recorded messages."
    assert told["number"].endswith("04")

"""The API's table: every route with every scope, the document, and problems where something is wrong."""

import json
import re
from datetime import date, timedelta

import jsonschema
import pytest

from ringfence.client.answers import Problem
from ringfence.web.api import limits
from ringfence.web.api.scopes import WORDS, Scope
from ringfence.web.api.table import MODULES, Incoming, route, routes

PARTS = {"rule": "PECR-21-TPS", "ruling": "labour-2010", "code": "DM101", "entry": "999999", "name": "nobody"}
BODIES = {
    "script_check": {"text": "Good evening."},
    "number_explain": {"number": "01632 960123", "campaign": "nothing"},
    "objection_add": {"number": "01632 960123", "channel": "phone", "said": "stop"},
    "decision_of_reference": {"reference": "1"},
    "case_open": {"words": "a test"},
    "webhook_add": {"name": "x", "url": "ftp://x"},
    "campaign_add": {"card": "x"},
    "campaign_waive": {"finding": "x", "reason": "a test"},
    "campaign_sign": {"files": "0" * 64},
    "campaign_result": {"purpose": "a test"},
    "campaign_pack": {"purpose": "a test"},
    "case_pack": {"purpose": "a test"},
    "case_fact": {"name": "subscriber_kind", "value": "individual"},
    "case_decide": {"outcome": "breach", "reasons": "a test"},
    "case_second": {"agrees": True},
    "case_step": {"kind": "noted"},
    "case_letter_approve": {"digest": "x"},
}


def asked(client, each):
    path = re.sub(r"\{(\w+)\}", lambda found: PARTS.get(found[1], "nothing"), each.path)
    if each.asks is Incoming:
        return client.generic(each.method, f"/api/v1/{path}", b"x", "application/octet-stream")
    body = BODIES.get(each.name, {"number": "01632 960123"}) if each.asks else None
    return client.ask(path, body, each.method)


def problem(answer, status, code):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    told = answer.json()
    assert (told["status"], told["type"]) == (status, f"urn:ringfence:{code}"), told
    assert answer["Cache-Control"] == "no-store"
    return told


def test_every_route_with_every_scope(web, api):
    keys = {scope: api(scope, name=scope.value.replace(":", " ")) for scope in Scope}
    nobody = api(Scope.LAW, name="nobody")
    del nobody.defaults["HTTP_AUTHORIZATION"]
    for each in routes():
        if each.scope is None:
            assert each.name == "openapi"  # whatever else is open to everybody, a person has looked at it here
            assert asked(nobody, each).status_code == 200
            continue
        answer = asked(nobody, each)
        assert problem(answer, 401, "not-known")
        assert answer["WWW-Authenticate"] == "Bearer"
        for scope, client in keys.items():
            answer = asked(client, each)
            if scope is each.scope:
                assert answer.status_code not in {401, 403, 405, 415, 500}, (each.path, answer.content)
            else:
                assert problem(answer, 403, "scope-missing")
                assert f'scope="{each.scope}"' in answer["WWW-Authenticate"]


def test_every_scope_opens_something_and_says_what(web):
    assert {each.scope for each in routes() if each.scope} == set(Scope) == set(WORDS)


def test_a_route_without_a_scope_cannot_be_declared(web):
    with pytest.raises(ValueError, match="scope"):
        route("GET", "x", answers=None)
    with pytest.raises(ValueError, match="scope"):
        route("GET", "x", answers=None, scope=Scope.LAW, public=True)


def test_every_module_of_routes_declares_some(web):
    assert {each.view.__module__.rsplit(".", 1)[1] for each in routes()} == set(MODULES)


def test_a_session_opens_nothing(web, as_, api):
    from ringfence.web.roles import Role

    for role in Role:
        assert as_(role).get("/api/v1/rules").status_code == 401


@pytest.mark.parametrize("path", ["nothing", "", "rules/", "rules/PECR-21-TPS/x", "openapi.json/", "rules%0Ax"])
def test_what_is_in_no_table_is_not_there(web, api, path):
    problem(api().ask(path), 404, "nothing-there")


def test_a_method_that_is_not_declared_is_refused(web, api):
    client = api()
    for method in ("PUT", "PATCH", "OPTIONS", "TRACE"):
        answer = client.ask("rules", None, method)
        problem(answer, 405, "method-unknown")
        assert answer["Allow"] == "GET"
    assert client.ask("rules", None, "HEAD").status_code == 200


WRONG_KEYS = ["", "Bearer", "Bearer x", "Basic dXNlcjpwYXNz", "rfa_x", "Bearer  ", "bearer rfa_" + "x" * 10_000]


@pytest.mark.parametrize("said", WRONG_KEYS)
def test_a_wrong_key_opens_nothing(web, api, said):
    problem(api().ask("rules", Authorization=said), 401, "not-known")


def test_a_key_ends_with_its_day_and_with_its_revocation(web, api):
    from datetime import UTC, datetime

    from ringfence.web.api import keys
    from ringfence.web.api.models import ApiKey

    client = api(Scope.LAW, name="crm")
    assert client.ask("rules").status_code == 200
    (row,) = ApiKey.objects.filter(name="crm")
    assert row.last_used_on == datetime.now(UTC).date()  # summer nights differ by an hour; the suite has no such key
    assert client.key not in json.dumps([str(value) for value in vars(row).values()])
    today = row.last_used_on
    for until, status in ((today, 200), (today - timedelta(days=1), 401)):
        ApiKey.objects.filter(name="crm").update(until=until)
        assert client.ask("rules").status_code == status
    ApiKey.objects.filter(name="crm").update(until=today)
    keys.revoke("crm", "A. Khan", datetime.now(UTC))
    problem(client.ask("rules"), 401, "not-known")


def test_the_limit_is_told_and_kept(web, api, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    client = api(Scope.LAW)
    left = [client.ask("rules?limit=1")["RateLimit"] for _ in range(3)]
    assert [re.search(r"r=(\d+)", each)[1] for each in left] == ["2", "1", "0"]
    answer = client.ask("rules?limit=1")
    problem(answer, 429, "too-often")
    assert 0 < int(answer["Retry-After"]) <= limits.WINDOW
    assert api(Scope.LAW, name="another").ask("rules?limit=1").status_code == 200


def test_the_limit_holds_over_all_processes_and_is_whole_again_after(web, api, monkeypatch):
    from datetime import UTC, datetime

    from ringfence.web.accounts.models import Use
    from ringfence.web.api.models import ApiKey

    monkeypatch.setattr(limits, "MOST", 6)
    monkeypatch.setattr(limits, "HANDFUL", 2)
    client, before = api(Scope.LAW), Use.objects.count()
    told = []
    for _ in range(4):
        told += [client.ask("rules?limit=1").status_code for _ in range(2)]
        limits.forget()  # as another process would find it
    assert told == [200] * 6 + [429] * 2
    assert Use.objects.count() == before + 1
    key, now = ApiKey.objects.get().pk, datetime.now(UTC)
    assert limits.counted(key, now).left == -1
    later = now + timedelta(seconds=limits.WINDOW)
    assert [limits.counted(key, later).left for _ in range(7)] == [5, 4, 3, 2, 1, 0, -1]


def test_many_at_once_are_counted_one_by_one(web, api, monkeypatch):
    from concurrent.futures import ThreadPoolExecutor
    from datetime import UTC, datetime

    from django.db import connections

    monkeypatch.setattr(limits, "MOST", 20)
    monkeypatch.setattr(limits, "HANDFUL", 5)
    now = datetime.now(UTC)

    def ask(_):
        try:
            return limits.counted(-1, now).left
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        told = [*pool.map(ask, range(40))]
    while told[-1] >= 0 or len(told) == 40:  # what a thread took while others were told that all is taken
        told.append(limits.counted(-1, now).left)
    assert sum(each >= 0 for each in told) == 20


SAID = {"number": "01632 960777", "channel": "phone", "said": "x"}
UNREADABLE = [
    ("rules?limit=0", None, 400, "unreadable"),
    ("rules?limit=201", None, 400, "unreadable"),
    ("rules?limit=many", None, 400, "unreadable"),
    ("rules?cursor=%21", None, 400, "cursor-unreadable"),
    ("rules?cursor=LTE=", None, 400, "cursor-unreadable"),
    ("rules?cursor=%C3%A9", None, 400, "cursor-unreadable"),
    ("rules?on=2026-02-30", None, 400, "unreadable"),
    ("rules?on=1999-01-01", None, 400, "date-not-covered"),
    ("rules?more=1", None, 400, "unreadable"),
    (f"rules?{'a=1&' * 1001}", None, 400, "unreadable"),
    ("rules?force=law", None, 400, "unreadable"),
    ("rules?instrument=nothing", None, 404, "unknown-instrument"),
    ("rules/PECR-99", None, 404, "unknown-rule"),
    ("rules/PECR-21-TPS?on=2001-01-01", None, 404, "not-in-force"),
    ("rulings/nothing", None, 404, "nothing-there"),
    ("campaigns/..", None, 404, "nothing-there"),
    ("ledger/proofs/9999999999999999999", None, 404, "nothing-there"),
    ("ledger/proofs/%C2%B2", None, 404, "nothing-there"),
    ("openapi.json?x=1", None, 400, "unreadable"),
    ("objections", "{", 400, "unreadable"),
    ("objections", "[]", 400, "unreadable"),
    ("objections", b"\xff", 400, "unreadable"),
    ("objections", '{"number": "01632 960777", "channel": "phone", "said": "a\\u0000b"}', 400, "unreadable"),
    ("objections", SAID | {"more": 1}, 400, "unreadable"),
    ("objections", {"number": "12", "channel": "phone", "said": "x"}, 400, "number-unreadable"),
    ("objections", SAID | {"channel": "fax"}, 400, "unreadable"),
    ("objections", SAID | {"scopes": ["x"]}, 400, "scope-unreadable"),
    ("objections", SAID | {"at": "2999-01-01"}, 400, "when-unreadable"),
    ("objections", SAID | {"said": " "}, 400, "unreadable"),
    ("objections", "x" * 200_000, 413, "too-long"),
    ("cases", {}, 400, "unreadable"),
    ("cases", {"number": "12"}, 400, "case-unusable"),
    ("cases/2026-999999", None, 404, "nothing-there"),
    ("script-checks", {"text": ""}, 400, "nothing-spoken"),
    ("script-checks", {"text": "Good evening.", "mode": "shouted"}, 400, "unreadable"),
    ("script-checks/XX999", None, 404, "unknown-check"),
    ("webhooks", {"name": "x", "url": "http://example.org/"}, 400, "webhook-unusable"),
    ("webhooks", {"name": "x", "url": "https://[/"}, 400, "webhook-unusable"),
    ("webhooks", {"name": "x", "url": "https://example.org:port/"}, 400, "webhook-unusable"),
    ("webhooks", {"name": "", "url": "https://example.org/"}, 400, "unreadable"),
    ("webhooks", {"name": "a/b", "url": "https://example.org/"}, 400, "unreadable"),
    ("webhooks", {"name": "a\n", "url": "https://example.org/"}, 400, "webhook-unusable"),
    ("decisions/nothing", None, 404, "nothing-there"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "status", "code"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_cannot_be_used_is_refused_with_the_way_out(web, api, path, body, status, code):
    told = problem(api().ask(path, body), status, code)
    assert told["detail"][-1] in ".?`"
    assert "960777" not in told["detail"]


def test_the_words_that_a_field_takes_are_told(web, api):
    client = api()
    for path, body, words in (
        ("objections", SAID | {"channel": "fax"}, "One of: phone, keypress, email, letter, web, sms, agent."),
        ("script-checks", {"text": "x", "mode": "shouted"}, "recorded_then_live"),
        ("rules?force=law", None, "One of: LAW, REG_POLICY, CODE, PRODUCT."),
        ("objections", SAID | {"said": 1}, "openapi.json"),
        ("objections", "{", "openapi.json"),
    ):
        assert words in client.ask(path, body).json()["detail"]


def test_a_body_without_its_length_is_refused(web, api):
    problem(api().ask("objections", "", "POST", **{"Transfer-Encoding": "chunked"}), 411, "length-missing")


def test_a_body_that_is_no_json_is_refused(web, api):
    answer = api().post("/api/v1/objections", {"number": "01632 960123"})
    problem(answer, 415, "not-json")


def test_what_breaks_tells_nothing(web, api, monkeypatch, caplog):
    from ringfence.web.api.routes import objections

    def broken(_written):
        raise ZeroDivisionError("01632 960123")

    monkeypatch.setattr(objections, "number_of", broken)
    answer = api().ask("objections", BODIES["objection_add"])
    told = problem(answer, 500, "unexpected")
    assert "960123" not in told["detail"] + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_store_that_is_away_is_503(web, api, monkeypatch):
    from ringfence.store import StoreUnusable
    from ringfence.web.api.routes import cases

    def away():
        raise StoreUnusable("the disk of /somewhere/else is full")

    monkeypatch.setattr(cases, "store", away)
    told = problem(api().ask("cases"), 503, "store-unusable")
    assert "/somewhere" not in told["detail"]


def test_the_document_holds_every_route_and_the_answers_are_as_it_says(web, api):
    client = api()
    document = client.ask("openapi.json").json()
    told = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert told == {(each.method, f"/api/v1/{each.path}") for each in routes()}
    seen = set()
    for each in routes():
        answer = asked(client, each)
        operation = document["paths"][f"/api/v1/{each.path}"][each.method.lower()]
        described = operation["responses"][str(answer.status_code)]
        media = answer["Content-Type"]
        schema = {**described["content"][media]["schema"], "components": document["components"]}
        jsonschema.validate(answer.json(), schema)
        seen.add(answer.status_code)
    assert seen >= {200, 201, 400, 404}


def test_a_problem_is_read_by_the_client_as_it_is_written(web, api):
    import msgspec

    told = msgspec.json.decode(api().ask("nothing").content, type=Problem)
    assert (told.status, told.code) == (404, "nothing-there")


def test_every_page_of_rules_is_reached_once(web, api):
    client, found, cursor = api(), [], ""
    while cursor is not None:
        page = client.ask(f"rules?every=true&limit=100&cursor={cursor}").json()
        found += [(each["id"], each["in_force_from"]) for each in page["items"]]
        cursor = page["next"]
    from ringfence.rulebook import RULES

    assert found == [(each.id, each.in_force_from.isoformat()) for each in RULES]


def test_every_published_outcome_is_told(web, api):
    client = api()
    listed = client.ask("rulings?limit=200").json()
    assert listed["next"] is None
    for each in listed["items"]:
        told = client.ask(f"rulings/{each['id']}").json()
        assert (told["summary"], told["date"]) == (each["summary"], each["date"])


def test_an_unchanged_answer_is_not_sent_again(web, api):
    client = api()
    first = client.ask("rules/PECR-21-TPS?on=2017-05-05")
    again = client.ask("rules/PECR-21-TPS?on=2017-05-05", None, "GET", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "no-cache" in first["Cache-Control"]
    for path in ("objections", "ledger/proofs/0"):  # numbers stand there in full
        answer = client.ask(path)
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer


def test_rules_are_told_as_of_a_day(web, api):
    client = api()
    before = client.ask(f"rules?on={date(2003, 1, 1)}&limit=200").json()["items"]
    assert before
    assert all(each["in_force_from"] <= "2003-01-01" for each in before)
    assert client.ask("rules/pecr-21-tps").json()["id"] == "PECR-21-TPS"
    (labour,) = client.ask("rulings?words=labour+495%2C000").json()["items"]
    assert client.ask(f"rulings/{labour['id']}").json()["facts"]["call_type"] == "automated"


def test_the_words_that_the_api_takes_are_those_of_the_house(web):
    from typing import get_args

    from ringfence.cases.complaint import CHANNELS as KINDS_OF_CALL
    from ringfence.cases.state import DECISIONS
    from ringfence.client import asked as words
    from ringfence.preferences.events import CHANNELS
    from ringfence.rule import Force
    from ringfence.words import MODES, PURPOSES

    assert get_args(words.Mode) == MODES
    assert get_args(words.Outcome) == DECISIONS
    assert get_args(words.Purpose) == PURPOSES
    assert get_args(words.Channel) == CHANNELS
    assert set(get_args(words.Force)) == {"", *Force}
    assert set(get_args(words.Complaint.__annotations__["channel"])) == {"", *KINDS_OF_CALL}

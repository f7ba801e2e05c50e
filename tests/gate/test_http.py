"""The HTTP door: what it is sent, what it says, and that nothing it says when something is wrong looks like allow."""

import json
import re

import msgspec
import pytest
from doors import requested
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import ON_LIST, SHOWN, Desk

from ringfence.gate import admit, clients, http, openapi
from ringfence.store import open_store

FREE = ON_LIST[1]
ASK = {"campaign": "spring", "called": FREE, "shown": SHOWN}


def test_a_decision_has_the_form_that_was_promised(gate):
    answer = requested(gate, "POST", "/v1/decisions", data=ASK, headers={"Idempotency-Key": "k1"})
    told = answer.json()
    assert answer.status == 200
    assert told["decision"] == "allow"
    assert told["number"] == "+447700900101"
    assert told["reasons"] == []
    assert told["reference"] == "k1"
    assert told["expires_at"] == "2026-11-20T12:00:30.000000Z"
    assert told["permit"].startswith("rf1.")
    assert requested(gate, "POST", "/v1/decisions", data=ASK, headers={"Idempotency-Key": "k1"}).json() == {
        **told,
        "again": True,
    }


def test_a_block_is_an_answer_with_reasons_in_words_and_no_number(gate):
    answer = requested(gate, "POST", "/v1/decisions", data={**ASK, "called": ON_LIST[0]})
    told = answer.json()
    assert (answer.status, told["decision"], told["number"], told["permit"]) == (200, "block", None, None)
    assert told["reasons"] == ["TPS_LISTED_NO_NOTIFICATION"]
    assert "TPS" in told["in_words"][0]


def test_what_nobody_could_judge_is_503_and_says_block(gate):
    answer = requested(gate, "POST", "/v1/decisions", data={**ASK, "campaign": "autumn"})
    assert (answer.status, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["decision"] == "block"
    line = requested(gate, "GET", "/v1/decide", query={**ASK, "campaign": "autumn"})
    assert (line.status, line.text) == (503, "block CAMPAIGN_NOT_SIGNED\n")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, "allow +447700900101\n"),
        ({"called": ON_LIST[0]}, "block TPS_LISTED_NO_NOTIFICATION\n"),
        ({"shown": ""}, "block NO_CALLER_ID\n"),
        ({"withheld": "true"}, "block NO_CALLER_ID\n"),
        ({"withheld": "perhaps"}, "block REQUEST_UNUSABLE Write true or false.\n"),
        ({"called": ""}, "block REQUEST_UNUSABLE Name the campaign and the number called.\n"),
        ({"reference": "r" * 201}, "block REQUEST_UNUSABLE No value is longer than 200 characters.\n"),
    ],
)
def test_one_line_for_a_dialplan(gate, query, text):
    found = requested(gate, "GET", "/v1/decide", query={**ASK, **query}).text
    assert found.startswith(text.strip())
    assert found.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        (b"", {}, 400),
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b'{"campaign": "spring"}', {}, 400),
        ({**ASK, "number": "07700900101"}, {}, 400),
        ({**ASK, "called": 7700900101}, {}, 400),
        ({**ASK, "called": "0" * 201}, {}, 400),
        (json.dumps(ASK).encode("utf-16"), {}, 400),
        (b'{"campaign": "\xff"}', {}, 400),
        (ASK, {"content-type": "text/plain"}, 415),
        (b" " * 70_000, {}, 413),
    ],
)
def test_what_cannot_be_used_is_a_problem_document(gate, data, headers, status):
    answer = requested(gate, "POST", "/v1/decisions", data=data, headers=headers)
    told = answer.json()
    assert (answer.status, told["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["detail"]
    assert "allow" not in answer.text


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/v1/decisions"), ("PUT", "/v1/decide"), ("GET", "//")]
)
def test_what_is_not_there_is_a_problem_document(gate, method, path):
    answer = requested(gate, method, path)
    assert answer.status in (404, 405)
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_objection_is_on_file_before_the_receipt_and_said_again_it_is_one(gate, home):
    data = {"number": FREE, "channel": "agent", "said": "don't ring me", "scope": ["campaign:spring"]}
    first = requested(gate, "POST", "/v1/objections", data=data, headers={"Idempotency-Key": "o1"})
    again = requested(gate, "POST", "/v1/objections", data=data, headers={"Idempotency-Key": "o1"})
    assert (first.status, first.json()["number"]) == (201, "+4477******01")
    assert first.json()["ids"] == again.json()["ids"]
    with open_store(home) as store:
        (kept,) = store.objections(447700900101)
        assert (kept.said, kept.channel, str(kept.scope)) == ("don't ring me", "agent", "campaign:spring")
        assert len(list(store.book.of_kind("objection"))) == 1
    assert requested(gate, "GET", "/v1/decide", query=ASK).text == "block OBJECTION_ON_FILE\n"


@pytest.mark.parametrize(
    "form", [{"From": "+447700900101", "Body": "STOP"}, {"msisdn": "447700900101", "text": "stop"}, {"number": FREE}]
)
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_text_message_or_a_mail_is_an_objection(gate, home, form, channel):
    answer = requested(gate, "POST", "/v1/objections", form=form, query={"channel": channel})
    assert answer.status == 201
    with open_store(home) as store:
        assert [each.channel for each in store.objections(447700900101)] == [channel]
    assert requested(gate, "GET", "/v1/decide", query=ASK).text == "block OBJECTION_ON_FILE\n"


@pytest.mark.parametrize(
    "data",
    [
        {"number": "141" + FREE, "channel": "agent"},
        {"number": "the man at number 5", "channel": "agent"},
        {"number": FREE, "channel": "pigeon"},
        {"number": FREE},
        {"number": FREE, "channel": "agent", "scope": ["galaxy:all"]},
        {"number": FREE, "channel": "agent", "at": "tomorrow"},
        {"number": FREE, "channel": "agent", "said": "x" * 5001},
    ],
)
def test_an_objection_that_cannot_be_read_says_so_and_names_no_number(gate, data):
    answer = requested(gate, "POST", "/v1/objections", data=data)
    assert answer.status == 400
    assert "900101" not in answer.text


def test_an_objection_that_is_not_on_the_disk_has_no_receipt(gate, home, monkeypatch):
    from ringfence.store.place import StoreUnusable

    def full(*_):
        raise StoreUnusable("disk full")

    session = gate.use(lambda session: session)
    monkeypatch.setattr(session.store._database, "write", full)
    answer = requested(gate, "POST", "/v1/objections", data={"number": FREE, "channel": "agent"})
    assert (answer.status, answer.json()["type"]) == (503, "urn:ringfence:store-unusable")


def test_an_objection_whose_name_is_long_is_not_taken_for_another(gate, home):
    data = {"number": FREE, "channel": "agent"}
    ids = {
        requested(gate, "POST", "/v1/objections", data=data, headers={"idempotency-key": "x" * 300 + end}).json()[
            "ids"
        ][0]
        for end in ("a", "b", "a")
    }
    assert len(ids) == 2


def test_an_outcome_without_a_number_is_about_the_one_that_was_judged(gate, home):
    requested(gate, "GET", "/v1/decide", query={**ASK, "reference": "r7"})
    for reference in ("r7", "never-asked"):
        data = {"reference": reference, "campaign": "spring", "outcome": "busy"}
        assert requested(gate, "POST", "/v1/outcomes", data=data).status == 201
    with open_store(home) as store:
        assert [entry.number for entry in store.book.of_kind("call-outcome")] == [447700900101, None]


def test_an_outcome_is_in_the_ledger(gate, home):
    data = {"reference": "r1", "campaign": "spring", "outcome": "completed", "number": FREE, "seconds": 93.5,
            "started_at": "2026-11-20T12:00:05Z"}  # fmt: skip
    assert requested(gate, "POST", "/v1/outcomes", data=data).status == 201
    assert requested(gate, "POST", "/v1/outcomes", data={**data, "started_at": "noon"}).status == 400
    with open_store(home) as store:
        (entry,) = store.book.of_kind("call-outcome")
    assert (entry.told["outcome"], entry.told["seconds"], entry.number) == ("completed", 93.5, 447700900101)


def test_a_permit_is_used_up_once(gate):
    token = requested(gate, "POST", "/v1/decisions", data=ASK).json()["permit"]
    first = requested(gate, "POST", "/v1/permits/redeem", data={"token": token})
    again = requested(gate, "POST", "/v1/permits/redeem", data={"token": token})
    assert (first.status, first.json()["number"]) == (200, "+447700900101")
    assert (again.status, again.json()["type"]) == (409, "urn:ringfence:permit-used")


def test_a_client_of_another_campaign_uses_up_no_permit(gate):
    token = requested(gate, "POST", "/v1/decisions", data=ASK).json()["permit"]
    other = clients.Client("other", "", ["autumn"])
    refused = requested(gate, "POST", "/v1/permits/redeem", data={"token": token}, who=lambda _request: other)
    assert (refused.status, refused.json()["type"]) == (403, "urn:ringfence:not-your-campaign")
    assert requested(gate, "POST", "/v1/permits/redeem", data={"token": token}).status == 200


def test_health_tells_the_truth(watched, place):
    with Desk(watched) as gate:
        assert requested(gate, "GET", "/healthz").status == 200
        good = requested(gate, "GET", "/readyz")
        assert (good.status, good.json()["ready"]) == (200, True)
        (place / "script.md").write_text("Vote for me")
        bad = requested(gate, "GET", "/readyz")
    assert (bad.status, bad.json()["ready"]) == (503, False)
    assert "script.md" in bad.json()["checks"]["campaigns"]["says"]


def test_no_figure_and_no_answer_of_health_holds_a_number(gate):
    for path in ("/metrics", "/readyz", "/openapi.json"):
        assert not re.search(r"7700 ?9001\d\d", requested(gate, "GET", path).text)


class TestKeys:
    """Who is let in."""

    def ask(self, gate, home, key=None, address="127.0.0.1", campaign="spring"):
        def who(request):
            return admit.admitted(home, request.client.host, request.headers.get("x-api-key", ""))

        headers = {"x-api-key": key} if key else {}
        return requested(gate, "GET", "/v1/decide", query={**ASK, "campaign": campaign}, headers=headers, who=who,
                         address=address).status  # fmt: skip

    def test_with_nobody_on_file_this_machine_may_ask(self, gate, home):
        assert self.ask(gate, home) == 200
        assert self.ask(gate, home, address="192.0.2.7") == 401

    def test_with_somebody_on_file_only_keys_are_let_in(self, gate, home):
        key = clients.add(home, "dialler", [])
        assert self.ask(gate, home) == 401
        assert self.ask(gate, home, key, "192.0.2.7") == 200
        assert self.ask(gate, home, key[:-1]) == 401
        clients.remove(home, "dialler")
        assert self.ask(gate, home, key) == 401

    def test_a_key_is_for_its_campaigns(self, gate, home):
        key = clients.add(home, "dialler", ["autumn"])
        assert self.ask(gate, home, key) == 403

    def test_the_key_itself_is_kept_nowhere(self, home):
        key = clients.add(home, "dialler", [])
        assert key not in (home / clients.NAME).read_text()
        assert (home / clients.NAME).stat().st_mode & 0o777 == 0o600

    def test_a_name_is_given_once(self, home):
        clients.add(home, "dialler", [])
        with pytest.raises(clients.ClientsUnusable, match="taken"):
            clients.add(home, "dialler", [])

    def test_nobody_listens_to_the_network_before_there_is_a_key(self, home):
        with pytest.raises(admit.Door, match="loopback"):
            admit.check_open(home, "0.0.0.0")
        clients.add(home, "dialler", [])
        admit.check_open(home, "0.0.0.0")


def test_the_document_names_every_path_and_no_other(gate):
    routes = {(path, method.lower()) for method, path in http.app(gate, None, None).routes}
    told = {(path, method) for path, verbs in openapi.document()["paths"].items() for method in verbs}
    assert told == routes


def test_the_document_resolves_every_reference():
    text = msgspec.json.encode(openapi.document()).decode()
    names = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert names <= set(openapi.document()["components"]["schemas"])


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=300), path=st.sampled_from(["decisions", "objections", "outcomes", "permits/redeem"]))
def test_no_bytes_bring_it_down_or_are_let_through(gate, body, path):
    answer = requested(gate, "POST", f"/v1/{path}", data=body)
    assert answer.status in (400, 415, 413)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    asked=st.fixed_dictionaries(
        {"campaign": st.text(max_size=30), "called": st.text(max_size=30)},
        optional={"shown": st.text(max_size=30), "withheld": st.booleans(), "appointment": st.booleans()},
    )
)
def test_no_words_bring_it_down_or_are_let_through(gate, asked):
    answer = requested(gate, "POST", "/v1/decisions", data=asked)
    assert answer.status in (200, 400, 503)
    assert '"decision":"allow"' not in answer.text


def test_a_client_s_fault_is_no_way_around(gate):
    """A door whose own code fails answers 500, and not allow."""

    def broken(_request):
        raise RuntimeError("no clients")

    answer = requested(gate, "GET", "/v1/decide", query=ASK, who=broken)
    assert answer.status == 500
    assert "allow" not in answer.text


def test_clients_that_cannot_be_read_let_nobody_in(gate, home):
    (home / clients.NAME).write_bytes(b"{")

    def who(request):
        return admit.admitted(home, request.client.host, request.headers.get("x-api-key", ""))

    answer = requested(gate, "GET", "/v1/decide", query=ASK, who=who)
    assert answer.status == 503
    assert "allow" not in answer.text
    assert str(home) not in answer.text

"""Who answers for what: three routes, judged for each party."""

from datetime import date

from ringfence.facts import FACTS
from ringfence.liability import Route, routes
from ringfence.rulebook import judge

ON = date(2026, 3, 1)
CALL = {"mode": "recorded", "marketing": True, "objected": True, "identity_stated": False, "listed": False}
PARTY = {"transmits": False, "encouraged": True, "line_is_theirs": False}
CENTRE = {"transmits": True, "encouraged": False, "line_is_theirs": False}
PROVIDER = {"transmits": False, "encouraged": False, "only_facilitates": True, "line_is_theirs": True}


def found(parties, on=ON, call=CALL):
    return {(r.rule, r.party, r.route): r.truth for r in routes(judge(call, on), parties, on)}


def test_client_centre_and_line():
    truth = found({"party": PARTY, "centre": CENTRE, "provider": PROVIDER})
    for id_ in ("PECR-19", "PECR-21-OBJ"):
        assert truth[id_, "party", "instigator"] is True
        assert truth[id_, "party", "caller"] is False
        assert truth[id_, "centre", "caller"] is True
        assert truth[id_, "centre", "instigator"] is False
        assert truth[id_, "centre", "line_subscriber"] is False
        assert truth[id_, "provider", "instigator"] is False
        assert truth[id_, "provider", "line_subscriber"] is None


def test_the_line_does_not_answer_for_a_missing_name():
    keys = found({"provider": {**PROVIDER, "permits_line": True}})
    assert keys["PECR-19", "provider", "line_subscriber"] is True
    assert not [key for key in keys if key[0].startswith("PECR-24") and key[2] == "line_subscriber"]
    assert ("PECR-24-AUTO", "provider", "caller") in keys


def test_a_route_says_which_facts_decide_and_which_question_is_open():
    open_ = [r for r in routes(judge(CALL, ON), {"provider": PROVIDER}, ON) if r.route == "line_subscriber"]
    assert "permits_line" in open_[0].because
    assert FACTS["permits_line"].question
    (caller,) = (r for r in routes(judge(CALL, ON), {"c": CENTRE}, ON) if r.rule == "PECR-19" and r.route == "caller")
    assert caller == Route("PECR-19", "c", "caller", True, caller.because)
    assert "transmits" in caller.because


def test_a_doubtful_duty_leaves_everyone_liable_for_it_open():
    alias = {"mode": "recorded", "marketing": True, "identity_stated": True, "contact_free_or_address": True}
    truth = found({"centre": CENTRE, "party": PARTY}, call={**alias, "trading_names_doubtful": True})
    assert truth["PECR-24-AUTO", "centre", "caller"] is None
    assert truth["PECR-24-AUTO", "party", "caller"] is False


def test_volunteers_answer_for_their_own_telephones_and_so_does_who_sent_them():
    volunteer = {"transmits": True, "encouraged": False, "line_is_theirs": True, "permits_line": True}
    truth = found({"volunteer": volunteer, "party": PARTY})
    assert truth["PECR-21-OBJ", "volunteer", "caller"] is True
    assert truth["PECR-21-OBJ", "volunteer", "line_subscriber"] is True
    assert truth["PECR-21-OBJ", "party", "instigator"] is True


def test_a_centre_abroad_does_not_excuse_its_client_here():
    abroad = {**CENTRE, "abroad_only": True}
    truth = found({"client": PARTY, "centre": abroad, "principal abroad": {**PARTY, "abroad_only": True}})
    assert truth["PECR-19", "client", "instigator"] is True
    assert truth["PECR-19", "centre", "caller"] is None
    assert truth["PECR-19", "principal abroad", "instigator"] is None


def test_what_is_in_order_gives_no_route_and_a_party_s_own_facts_win():
    assert routes(judge({"marketing": False, "objected": False}, ON, {"number"}), {"party": PARTY}, ON) == ()
    carried = judge({**CALL, "transmits": True}, ON)
    truth = {(r.rule, r.route): r.truth for r in routes(carried, {"party": PARTY}, ON)}
    assert truth["PECR-19", "caller"] is False


def test_in_1999_the_caller_was_whoever_had_the_calls_made():
    on = date(2002, 5, 1)
    call = {**CALL, "caller_differs_from_instigator": True}
    truth = found({"party": PARTY, "centre": CENTRE}, on, call)
    assert truth["TEL99-22", "party", "instigator"] is True
    assert truth["TEL99-22", "centre", "caller"] is True
    assert truth["TEL99-27-AUTO", "party", "instigator"] is True
    assert truth["TEL99-27-AUTO", "centre", "instigator"] is False
    assert ("TEL99-27-AUTO", "centre", "caller") not in truth
    own = found({"party": CENTRE}, on, {**CALL, "caller_differs_from_instigator": False})
    assert own["TEL99-27-AUTO", "party", "instigator"] is True

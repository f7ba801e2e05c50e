"""One call, one decision: what the rules say, once for each attempt, and at once when somebody objects."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import world
from world import NOON, ON_LIST, Desk, call

from ringfence.campaigns import signing
from ringfence.gate.verbs import NotReleased, Objecting, held, object_, release
from ringfence.ledger import append
from ringfence.ledger.events import LineTested
from ringfence.preferences.events import Event, instant
from ringfence.preferences.scopes import Scope
from ringfence.store import open_store

FREE = ON_LIST[1]


def at(hour, minute=0, day=20, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_an_allowed_call_has_a_permit_for_the_number_judged(gate):
    made = gate.ask(call("07700 900101"))
    assert (made.decision, made.reasons, made.number) == ("allow", (), "+447700900101")
    assert made.permit.number == "+447700900101"
    assert made.expires_at == NOON + timedelta(seconds=30)
    assert made.allowed


@pytest.mark.parametrize(
    ("told", "decision", "reason"),
    [
        ({"called": ON_LIST[0]}, "block", "TPS_LISTED_NO_NOTIFICATION"),
        ({"called": ON_LIST[39]}, "block", "OBJECTION_ON_FILE"),
        ({"called": ON_LIST[38]}, "block", "FREQUENCY_CAP"),
        ({"called": "01632 960999"}, "block", "NOT_ON_LIST"),
        ({"called": "1410 7700 900101"}, "block", "INVALID_NUMBER"),
        ({"called": "09098790123"}, "block", "PREMIUM_NUMBER"),
        ({"at": at(7, 59)}, "block", "OUTSIDE_HOURS"),
        ({"at": at(8)}, "allow", None),
        ({"at": at(20, 59)}, "allow", None),
        ({"at": at(21)}, "block", "OUTSIDE_HOURS"),
        ({"at": at(22), "appointment": True}, "allow", None),
        ({"at": at(9, day=31, month=10)}, "block", "OUTSIDE_FIELD"),
        ({"at": at(9, day=1)}, "allow", None),
        ({"at": at(9, day=3, month=12)}, "hold", "REGISTER_STALE"),
        ({"at": at(9, day=2, month=12)}, "allow", None),
        ({"withheld": True}, "block", "NO_CALLER_ID"),
        ({"shown": "anonymous", "withheld": None}, "block", "NO_CALLER_ID"),
        ({"shown": None, "withheld": None}, "hold", "CALLER_ID_NOT_KNOWN"),
        ({"shown": "01632 960101"}, "block", "CALLER_ID_NOT_VERIFIED"),
        ({"shown": "0909 8790123"}, "block", "CALLER_ID_UNUSABLE"),
        ({"shown": "08979 123456"}, "block", "CALLER_ID_NOT_VERIFIED"),
        ({"shown": "+44 1632 960100"}, "allow", None),
        ({"shown": "123"}, "block", "CALLER_ID_UNUSABLE"),
        ({"campaign": "autumn"}, "block", "CAMPAIGN_NOT_SIGNED"),
        ({"campaign": "../spring"}, "block", "CAMPAIGN_NOT_SIGNED"),
    ],
)
def test_what_stands_against_a_call(gate, told, decision, reason):
    made = gate.ask(call(**{"called": FREE, **told}))
    assert made.decision == decision
    assert reason is None or reason in made.reasons
    assert (made.permit is not None) is (decision == "allow")


def test_the_clocks_go_back_and_the_hours_are_london_s(gate):
    assert gate.ask(call(FREE, at=at(8, 0, day=25, month=11))).decision == "allow"


def test_the_same_question_has_the_same_answer_until_it_is_over(gate):
    first = gate.ask(call(FREE, "a"))
    again = gate.ask(call(FREE, "a", at=NOON + timedelta(seconds=29)))
    assert again.again
    assert (again.id, again.permit, again.expires_at) == (first.id, first.permit, first.expires_at)
    later = gate.ask(call(FREE, "a", at=NOON + timedelta(seconds=31)))
    assert later.id != first.id


def test_the_same_question_to_another_process_has_the_same_answer(gate, home):
    first = gate.ask(call(FREE, "a"))
    with Desk(home) as other:
        assert other.ask(call(FREE, "a")).id == first.id


@pytest.mark.parametrize(
    "other", [{"called": ON_LIST[2]}, {"shown": "01632 960101"}, {"withheld": None}, {"campaign": "autumn"}]
)
def test_one_reference_for_another_call_is_refused(gate, other):
    gate.ask(call(FREE, "a"))
    assert gate.ask(call(**{"called": FREE, "reference": "a", **other})).reasons == ("REFERENCE_REUSED",)


def test_two_clients_may_use_one_reference(gate):
    gate.ask(call(FREE, "a", client="one"))
    assert gate.ask(call(ON_LIST[2], "a", client="two")).decision == "allow"


def test_an_objection_stops_the_very_next_call_on_every_gate(gate, home):
    with Desk(home) as other:
        assert other.ask(call(FREE)).decision == "allow"
        said = Objecting(number=447700900101, channel="keypress", said="9", at=NOON)
        gate.use(object_(said))
        assert other.ask(call(FREE)).reasons == ("OBJECTION_ON_FILE",)
        assert gate.ask(call(FREE)).reasons == ("OBJECTION_ON_FILE",)


def test_an_objection_ends_a_permit_that_was_asked_for_again(gate, home):
    assert gate.ask(call(FREE, "a")).decision == "allow"
    world.object_now(home, FREE)
    again = gate.ask(call(FREE, "a"))
    assert (again.decision, again.permit) == ("block", None)


@pytest.mark.parametrize(
    ("scope", "stops"),
    [
        (Scope("all"), True),
        (Scope("campaign", "spring"), True),
        (Scope("organisation", "EXAMPLE-charity"), True),
        (Scope("call-centre", "Example Charity"), True),
        (Scope("campaign", "autumn"), False),
        (Scope("organisation", "Another Charity"), False),
    ],
)
def test_an_objection_stops_what_it_reaches(gate, home, scope, stops):
    world.object_now(home, FREE, scope=scope)
    assert (gate.ask(call(FREE)).decision == "block") is stops


def test_an_erased_number_that_objected_is_not_called(gate, home):
    with open_store(home) as store:
        store.append([world.objection(FREE)])
        store.erase(447700900101, Event(id="e", kind="erasure", number=447700900101, recorded_at=instant(NOON)))
    assert gate.ask(call(FREE)).reasons == ("OBJECTION_ON_FILE",)


def test_an_erasure_removes_what_the_gate_keeps_of_a_number(gate, home):
    """A dialler's name for a call may hold the number."""
    gate.ask(call(FREE, reference="call to 07700900101"))
    gate.ask(call(ON_LIST[2], reference="another"))
    event = Event(
        id="e" * 32, kind="erasure", number=447700900101, at=instant(NOON), recorded_at=instant(NOON), said="request"
    )
    with open_store(home) as store:
        assert store.erase(447700900101, event).entries
        assert not store._database.read("SELECT 1 FROM ringfence_gate_decision WHERE reference LIKE '%07700900101'")
        assert store._database.read("SELECT 1 FROM ringfence_gate_decision WHERE reference = 'another'")
        (place,) = store.book.places(447700900102)
        store.empty([place], at=instant(NOON), by="A. Khan", reason="over")
        assert not store._database.read("SELECT 1 FROM ringfence_gate_decision")
        if store.place.url is None:
            assert not [file for file in home.glob("store.sqlite3*") if b"call to 07700900101" in file.read_bytes()]


def test_the_gate_counts_its_own_calls_towards_the_limit(gate):
    for _ in range(3):
        assert gate.ask(call(FREE)).decision == "allow"
    assert gate.ask(call(FREE)).reasons == ("FREQUENCY_CAP",)
    month_on = NOON + timedelta(days=10)
    assert "FREQUENCY_CAP" in gate.ask(call(FREE, at=month_on)).reasons


def consent(number, **more):
    told = {"given_to": ["Example Charity"], "covers": ["live"], "wording": "Yes, ring me", "proof": "form 7",
            "given_by": "subscriber", "indirect": False, "conditional": False, "in_call": False}  # fmt: skip
    return Event(
        id=more.pop("id", f"consent-{number}"),
        kind=more.pop("kind", "consent"),
        number=number,
        at=more.pop("at", "2026-11-10"),
        recorded_at=instant(NOON),
        details={**told, **more},
    )


def test_a_consent_recorded_since_is_known_at_once_and_so_is_its_withdrawal(gate, home):
    listed = 447700900100
    assert gate.ask(call(ON_LIST[0])).decision == "block"
    with open_store(home) as store:
        store.append([consent(listed)])
    assert gate.ask(call(ON_LIST[0])).decision == "allow"
    with open_store(home) as store:
        store.append([consent(listed, id="w", kind="withdrawal", at="2026-11-15")])
    assert gate.ask(call(ON_LIST[0])).decision == "block"


def test_a_call_back_test_that_failed_stops_the_number_shown_at_once(gate, home):
    assert gate.ask(call(FREE)).decision == "allow"
    world.line_test(home, reached=False)
    assert "CALLER_ID_UNUSABLE" in gate.ask(call(FREE)).reasons
    world.line_test(home, reached=True, at=NOON)
    assert gate.ask(call(FREE, at=NOON + timedelta(minutes=1))).decision == "allow"


def test_a_call_back_test_is_good_for_a_while(tmp_path, place):
    home = tmp_path / "home"
    card = world.CARD.replace("tested_on = 2026-10-20", "tested_on = 2026-08-20")
    world.sign(home, world.folder(place, card=card))
    with Desk(home) as gate:
        assert gate.ask(call(FREE)).decision == "allow"  # 92 days
        later = gate.ask(call(FREE, at=NOON + timedelta(days=1)))
        assert (later.decision, set(later.reasons)) == ("hold", {"CALLER_ID_NOT_KNOWN", "CALLER_ID_UNUSABLE"})


def test_any_number_may_be_called_where_that_was_signed(tmp_path, place):
    home = tmp_path / "home"
    world.sign(home, world.folder(place, card=world.CARD + '\n[gate]\nnumbers = "any"\n'))
    with Desk(home) as gate:
        assert "NOT_ON_LIST" not in gate.ask(call("01632 960999")).reasons


def test_every_decision_is_in_the_ledger_before_it_is_given(gate, home):
    made = gate.ask(call(FREE, "a"))
    gate.ask(call(FREE, "a"))
    refused = gate.ask(call(ON_LIST[0]))
    with open_store(home) as store:
        told = [entry.told for entry in store.book.of_kind("decision")]
    assert [each["id"] for each in told] == [made.id, refused.id]
    assert told[0]["decision"] == "allow"
    assert told[0]["facts"]["cli_verified"] is True
    assert told[1]["reasons"] == ["TPS_LISTED_NO_NOTIFICATION"]
    assert told[1]["registers"][0]["as_of"] == "2026-11-05"
    assert told[0]["list_source"] == "list.csv"


def test_decisions_asked_for_together_are_each_answered(gate, home):
    async def many():
        return await asyncio.gather(*(gate.aask(call(each)) for each in ON_LIST))

    made = asyncio.run(many())
    assert [each.number[-3:] for each in made] == [str(n) for n in range(100, 140)]
    assert sum(each.decision == "allow" for each in made) == 37
    with open_store(home) as store:
        assert len(list(store.book.of_kind("decision"))) == 40
        roots = [each.size for each in store.book.checkpoints()]
        assert roots[-1] == 43
        assert len(roots) <= 4  # one root for many decisions


def test_the_gate_agrees_with_the_screening_of_the_same_list(gate, place):
    """What a row of the list came to in the bulk join is what the gate says of that number."""
    found = signing.look(place, world.TODAY)
    assert found.result.screening.decisions == {"allow": 37, "block": 3}
    answers = [gate.ask(call(each)) for each in ON_LIST]
    reasons = {}
    for each in answers:
        for reason in each.reasons or ("",):
            reasons[reason] = reasons.get(reason, 0) + 1
    assert {name: count for name, count in reasons.items() if name} == found.result.screening.reasons


DOUBTFUL = 'collection_wording = "We and our partners may call you"\nnamed_organisations = ["Example Charity"]'


@pytest.fixture
def abroad(tmp_path, place):
    """A home whose list holds a number abroad: a question that only a person can answer."""
    numbers = [*ON_LIST, "+1 202 555 0123"]
    world.sign(tmp_path / "home", world.folder(place, numbers=numbers))
    return tmp_path / "home"


def test_a_named_person_releases_a_held_call(abroad):
    with Desk(abroad) as gate:
        first = gate.ask(call("+12025550123"))
        assert (first.decision, first.reasons) == ("hold", ("FOREIGN_NUMBER",))
        (waiting,) = gate.use(held(10))
        assert waiting.masked == "1202*****23"
        assert waiting.held_by["LIST-FOREIGN"].for_person
        gate.use(release(waiting.id, "A. Example", "asked counsel", NOON))
        assert gate.use(held(10)) == []
        assert gate.ask(call("+12025550123")).decision == "allow"
        assert gate.ask(call("+12025550123", first.reference)).decision == "allow"
        assert gate.ask(call("+12025550123", at=NOON + timedelta(hours=25))).decision == "hold"
    with open_store(abroad) as store:
        (entry,) = store.book.of_kind("override")
    assert (entry.told["by"], entry.told["reason"], entry.number) == ("A. Example", "asked counsel", 12025550123)


def test_a_release_reaches_over_no_objection(abroad):
    with Desk(abroad) as gate:
        first = gate.ask(call("+12025550123"))
        gate.use(release(first.id, "A. Example", "asked counsel", NOON))
        with open_store(abroad) as store:
            store.append([Event(id="o", kind="objection", number=12025550123, recorded_at=instant(NOON),
                                scope=Scope("all"))])  # fmt: skip
        assert gate.ask(call("+12025550123")).reasons == ("OBJECTION_ON_FILE",)


def test_what_waits_for_a_look_up_nobody_releases(gate):
    waiting = gate.ask(call(FREE, shown=None, withheld=None))
    with pytest.raises(NotReleased, match="look-up"):
        gate.use(release(waiting.id, "A. Example", "it is fine", NOON))


@pytest.mark.parametrize("who", [("", "why"), ("A. Example", " ")])
def test_a_release_needs_a_name_and_a_reason(abroad, who):
    with Desk(abroad) as gate:
        first = gate.ask(call("+12025550123"))
        with pytest.raises(NotReleased, match="name and a reason"):
            gate.use(release(first.id, *who, NOON))


def test_a_block_is_never_released(gate):
    blocked = gate.ask(call(ON_LIST[0]))
    with pytest.raises(NotReleased, match="no held call"):
        gate.use(release(blocked.id, "A. Example", "why", NOON))


def test_a_test_of_a_line_that_is_no_number_is_passed_over(gate, home):
    with open_store(home) as store:
        append(store, [LineTested(at=instant(NOON), line="the front desk", reached=False)])
    assert gate.ask(call(FREE)).decision == "allow"

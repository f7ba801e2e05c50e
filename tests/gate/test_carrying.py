"""A permit that comes with a call: it stands for the decision made before, once, and for that very call."""

from dataclasses import replace
from datetime import timedelta

import pytest
import world

from ringfence.gate.desk import Desk
from ringfence.gate.verbs import redeem
from ringfence.store import open_store

UNUSED = iter(world.ON_LIST[10:19])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("carrying")
    world.sign(folder / "home", world.folder(folder / "spring"))
    return folder / "home"


def decisions(home):
    with open_store(home) as store:
        return sum(1 for _ in store.book.of_kind("decision"))


def judged(desk, number, **more):
    made = desk.ask(world.call(number, client="dialling", **more))
    assert made.allowed
    return made


def carries(permit, number, **more):
    return world.call(number, permit=permit.token, **{"at": world.NOON + timedelta(seconds=1), **more})


@pytest.mark.parametrize("used_up", [True, False], ids=["redeemed", "not redeemed"])
def test_a_permit_passes_once_and_the_call_is_one_decision(home, used_up):
    with Desk(home) as desk:
        number = world.ON_LIST[3 + used_up]
        made = judged(desk, number)
        if used_up:
            desk.use(redeem(made.permit.token, world.NOON))
        before = decisions(home)
        call = carries(made.permit, number)
        found = desk.ask(call)
        assert found.allowed
        assert (found.id, found.permit, found.reference, found.again) == (made.id, made.permit, call.reference, True)
        assert decisions(home) == before
        assert desk.use(redeem(made.permit.token, world.NOON)).code == "used"
        again = desk.ask(carries(made.permit, number))
        assert (again.decision, again.reasons, again.verdict) == ("block", ("PERMIT_REFUSED",), True)
        assert decisions(home) == before + 1


def test_another_gate_of_the_same_store_sees_that_it_passed(home):
    number = world.ON_LIST[5]
    with Desk(home) as one, Desk(home) as other:
        made = judged(one, number)
        assert one.ask(carries(made.permit, number)).allowed
        assert other.ask(carries(made.permit, number)).reasons == ("PERMIT_REFUSED",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"called": world.ON_LIST[7]},
        {"shown": "01632 960101"},
        {"shown": None},
        {"withheld": True},
        {"permit": ""},
        {"permit": "rf1.a.b.c"},
        {"permit": "x" * 5000},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_permit_for_another_call_is_refused_and_not_used_up(home, wrong):
    number = next(UNUSED)
    with Desk(home) as desk:
        made = judged(desk, number)
        call = replace(carries(made.permit, number), **wrong)
        assert desk.ask(call).reasons == ("PERMIT_REFUSED",)
        assert desk.ask(carries(made.permit, number)).allowed


def test_an_objection_made_after_the_permit_is_heard(home):
    number = world.ON_LIST[8]
    with Desk(home) as desk:
        made = judged(desk, number)
        world.object_now(home, number)
        assert desk.ask(carries(made.permit, number)).reasons == ("OBJECTION_ON_FILE",)
        assert desk.ask(carries(made.permit, number)).reasons == ("PERMIT_REFUSED",)


def test_a_permit_of_half_a_minute_ago_is_over(home):
    number = world.ON_LIST[9]
    with Desk(home) as desk:
        made = judged(desk, number)
        late = desk.ask(carries(made.permit, number, at=world.NOON + timedelta(seconds=30)))
        assert late.reasons == ("PERMIT_REFUSED",)

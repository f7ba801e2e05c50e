"""Roles are data: what comes with us is sound, what makes no sense is refused, and steps come in an order."""

import pytest

from ringfence.cases.events import KINDS, CaseUnusable
from ringfence.cases.roles import OWN, roles
from ringfence.cases.state import check_step, state_of_steps
from ringfence.cases.steps import step

from .made import NOW, case

GOOD = """
[office]
says = "An office"
[[office.states]]
state = "in"
after = ["received"]
[[office.clocks]]
id = "a"
says = "answer"
days = 5
basis = "our own rule"
from = ["received"]
until = ["closed"]
"""


def of(kind, by="B. Evans", **details):
    return step("A-1", kind, id_="new", now=NOW, by=by, details=details)


def test_the_roles_that_come_with_us():
    assert list(roles()) == ["organisation", "regulator", "appellant"]
    for role in roles().values():
        every = {kind for state in role.states for kind in state.after}
        silent = {"noted", "erased"}
        assert {kind for kind in KINDS if role.knows(kind)} <= every | silent, "every step gives a state, but for notes"


def test_an_office_may_keep_its_own(tmp_path):
    (tmp_path / OWN).write_text(GOOD)
    assert list(roles(tmp_path)) == ["office"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("received", "arrived"), "arrived is no kind of event"),
        (("days = 5", "days = 5\nlaw = 'appeal'"), "one of law, named and days"),
        (("days = 5", "law = 'harvest'"), "harvest is no clock of the law"),
        (('basis = "our own rule"', ""), "say in `basis`"),
        (('says = "answer"', 'says = "answer"\nspeed = 3'), "speed"),
        (("[office]", "[office"), "case-roles.toml"),
    ],
)  # fmt: skip
def test_roles_that_make_no_sense_are_refused(tmp_path, change, said):
    (tmp_path / OWN).write_text(GOOD.replace(*change))
    with pytest.raises(CaseUnusable, match=said):
        roles(tmp_path)


@pytest.mark.parametrize(
    ("role", "steps", "state"),
    [
        ("organisation", [], "received"),
        ("organisation", [("acknowledged", "2026-11-21")], "acknowledged"),
        ("organisation", [("acknowledged", "2026-11-21"), ("noted", "2026-11-21")], "acknowledged"),
        ("organisation", [("closed", "2026-11-21")], "closed"),
        ("organisation", [("closed", "2026-11-21"), ("reopened", "2026-11-22")], "received"),
        ("regulator", [("information_requested", "2026-11-21")], "being looked into"),
        ("appellant", [("notice_sent", "2026-11-21")], "under a notice"),
    ],
)  # fmt: skip
def test_the_state_follows_from_the_latest_step(role, steps, state):
    found = case(*steps, role=role)
    assert found.state == state
    assert state_of_steps(found.id, found.events, roles())["state"] == state


@pytest.mark.parametrize(
    ("found", "event", "said"),
    [
        (case(), of("answered"), "answered comes after decided"),
        (case(), of("seconded"), "seconded comes after decided"),
        (case(), of("appeal_notified"), "no step appeal_notified"),
        (case(("closed", "2026-11-21")), of("acknowledged"), "is closed"),
        (case(role="regulator"), of("notice_sent"), "comes after decided"),
        (case(("decided", "2026-11-21"), role="regulator"), of("notice_sent"), "comes after seconded"),
        (case(("decided", "2026-11-21")), of("seconded", by="a KHAN", decision="e0", agrees=True), "somebody else"),
        (case(("decided", "2026-11-21"), second_reader=True), of("answered"), "second reader has not agreed"),
    ],
)  # fmt: skip
def test_a_step_out_of_order_is_refused_with_the_way_out(found, event, said):
    with pytest.raises(CaseUnusable, match=said):
        check_step(found, event)


def test_the_second_reader_settles_only_the_decision_that_was_read():
    agreed = ("seconded", "2026-11-21", {"decision": "e0", "agrees": True, "by": "B. Evans"})
    found = case(("decided", "2026-11-21"), agreed, second_reader=True)
    assert found.settled
    check_step(found, of("answered"))
    again = case(("decided", "2026-11-21"), agreed, ("decided", "2026-11-22"), second_reader=True)
    assert not again.settled, "a new decision is read anew"
    assert case(("decided", "2026-11-21"), second_reader=False).settled
    no = ("seconded", "2026-11-21", {"decision": "e0", "agrees": False, "by": "B. Evans"})
    assert not case(("decided", "2026-11-21"), no, second_reader=True).settled

"""Why, what would change it, and the least that would cure it."""

from datetime import date

from ringfence.rulebook import judge
from ringfence.whatif import Change, cures, explain, hinges

JUNE_2009 = date(2009, 6, 1)
RECORDED = {
    "mode": "recorded", "purpose": "gotv", "audience_by_support": True, "instigator_is_party": True,
    "identity_stated": True, "contact_free_or_address": True, "listed": False, "objected": False,
}  # fmt: skip


def test_the_chain_goes_from_the_definitions_to_the_breach():
    (chain,) = explain(RECORDED, JUNE_2009).chains
    rules = [step.rule.id for step in chain]
    assert rules.index("DM-PURPOSE") < rules.index("DM-DEF") < rules.index("PECR-19-SYSTEM") < len(rules) - 1
    assert rules[-1] == "PECR-19"
    assert chain[-1].holds == "breach"
    assert all(step.because for step in chain)


def test_the_smallest_cures_are_single_changes_that_do_cure():
    found = cures(RECORDED, JUNE_2009)
    assert (Change("automated_consent", True),) in found
    assert (Change("mode", "live"),) in found
    for cure in found:
        changed = {**RECORDED, **{change.name: change.value for change in cure}}
        assert not explain(changed, JUNE_2009).chains


def test_two_breaches_of_different_roots_need_two_changes():
    found = cures({**RECORDED, "purpose": "persuasion", "identity_stated": False}, JUNE_2009)
    assert all(len(cure) == len(found[0]) for cure in found)
    assert (Change("automated_consent", True), Change("identity_stated", True)) in found


def test_nothing_broken_needs_no_cure():
    assert cures({"mode": "live", "purpose": "research"}, JUNE_2009) == ()


def test_what_cannot_be_changed_is_not_proposed():
    names = {change.name for cure in cures(RECORDED, JUNE_2009) for change in cure}
    assert not names & {"purpose", "instigator_is_party"}


def test_an_unknown_fact_that_matters_is_a_hinge_and_says_both_sides():
    facts = {"mode": "live", "purpose": "persuasion", "objected": False, "identity_stated": True, "listed": True}
    (hinge,) = (each for each in hinges(facts, JUNE_2009) if each.name == "listed_days")
    assert "PECR-21-TPS" in str(hinge)
    assert "breach of" in str(hinge)


def test_a_hinge_really_turns_the_answer():
    facts = {"mode": "live", "purpose": "persuasion", "identity_stated": True, "listed": False}
    now = {a.rule.id for a in judge(facts, JUNE_2009).answers if a.outcome.name == "BREACH" and a.rule.provision}
    for hinge in hinges(facts, JUNE_2009):
        for value, ids in hinge.broken_if.items():
            answers = judge({**facts, hinge.name: value}, JUNE_2009).answers
            broken = {a.rule.id for a in answers if a.outcome.name == "BREACH" and a.rule.provision}
            assert broken == set(ids) != now

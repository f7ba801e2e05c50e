"""A situation is the facts that decided and what was decided: by the real rules, at several days of law."""

import random
from datetime import date

import pytest

from ringfence.campaigns import card
from ringfence.campaigns.preflight import stand
from ringfence.lists.judging import Judging
from ringfence.lists.screen import Verdict

CARD = """
[campaign]
id = "c"
name = "A campaign"
purpose = "persuasion"
mode = "{}"
script = "script.md"
field_from = {}
field_until = {}
[instigator]
name = "Meadow Party"
kind = "party"
"""
TRUTHS = (None, True, False)
CONSENT = ("names_caller", "automated", "live", "withdrawn", "indirect", "proof", "bundled", "in_call", "by_other")
SOURCE = ("source_bought", "source_wording", "source_names_caller", "source_checked", "source_told")


def drawn(rng):
    """Facts of one number that can stand together."""
    on = rng.choice([None, "none", "tps", "ctps", "both"])
    listed = on not in (None, "none")
    has = rng.choice([None, False, True, True])
    return {
        "number_kind": rng.choice(["mobile", "fixed", "invalid", "foreign"]),
        "duplicate": rng.choice([False, False, True, None]),
        "objected": rng.choice([False, False, True, None]),
        "listed": None if on is None else listed,
        "listed_on_register": on if listed else None,
        "listed_days": rng.choice([None, 0, 28, 29]) if listed else None,
        "register_age_days": rng.choice([None, 0, 28]),
        "over_frequency_cap": rng.choice([None, False, False, True]),
        "consent_on_file": has,
        **{f"consent_{name}": rng.choice(TRUTHS) if has else None for name in CONSENT},
        "consent_age_days": rng.choice([None, 0, 183]) if has else None,
        **{name: rng.choice(TRUTHS) for name in SOURCE},
    }


class One:
    """What a screening joined, of one number."""

    def __init__(self, facts):
        self._facts = facts

    def facts(self, _packed):
        return self._facts


def named(facts, standing):
    ((situation,), _) = Judging(One(facts), standing.verdict, {}).situations({0: 1})
    return situation.id


@pytest.mark.parametrize("mode", ["live", "recorded"])
@pytest.mark.parametrize("day", [date(2002, 3, 1), date(2009, 6, 1), date(2017, 5, 1), date(2026, 11, 21)], ids=str)
def test_the_same_situation_is_the_same_answer(tmp_path, mode, day):
    (tmp_path / "campaign.toml").write_text(CARD.format(mode, day, day), encoding="utf-8")
    (tmp_path / "script.md").write_text("Will you vote for Meadow Party on Thursday?\n", encoding="utf-8")
    standing, rng = stand(card.load(tmp_path), day), random.Random(7)
    answers, met, facts_alone = {}, 0, {}
    for _ in range(1000):
        facts = drawn(rng)
        verdict = standing.verdict(facts)
        telling = {name: value for name, value in facts.items() if name in verdict.deciding}
        said = verdict.decision, verdict.reasons
        name = named(facts, standing)
        met += name in answers
        assert answers.setdefault(name, (*said, telling)) == (*said, telling)
        facts_alone.setdefault(repr(telling), set()).add(said)
    assert met > 100  # situations that were met again
    if (day.year, mode) == (2002, "live"):  # why the facts alone are no name: a fact not known leaves two rules open
        assert any(len(each) > 1 for each in facts_alone.values())


class Two:
    """Two combinations that a rule of this test tells apart by what it does not call deciding."""

    def facts(self, packed):
        return {"number_kind": "mobile", "objected": bool(packed), "duplicate": False}


def test_a_rule_that_hides_what_decided_does_not_mix_counts():
    judging = Judging(
        Two(), lambda facts: Verdict("block" if facts["objected"] else "allow", (), frozenset(["duplicate"])), {}
    )
    found, _ = judging.situations({0: 3, 1: 5})
    assert [(each.decision, each.count) for each in found] == [("block", 5), ("allow", 3)]
    assert found[0].id != found[1].id

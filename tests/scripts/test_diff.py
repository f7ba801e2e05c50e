"""A revision: what it adds, cures, leaves and moves; whether the approval stands."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.scripts import check
from ringfence.scripts.diff import as_json, as_text, compare
from ringfence.scripts.points import points, text_hash

ON = date(2026, 11, 21)
OPENING = "Hello, I'm Sam from Lorimer Research with a survey."
AGE = "How old are you, please?"
VOTE = "Can we count on your vote for Sandra?"
GIVE = "Would you donate ten pounds to the Harbour Party today?"
VID = "If there were an election tomorrow, who would you vote for?"
NAMES = ("old.md", "new.md")


def difference(old, new, approved=""):
    old, new = ("\n\n".join(parts) for parts in (old, new))
    return compare(*(check(text, facts={"mode": "live"}, on=ON) for text in (old, new)), approved)


def codes(found):
    return {getattr(each, "new", each).code for each in found}


CASES = [
    ("cured", [OPENING, VOTE], [OPENING, AGE], "allow", {"cured": {"DM101", "MRS-SEP"}}),
    ("an error came", [OPENING, AGE], [OPENING, VOTE], "block", {"added": {"DM101", "MRS-SEP"}}),
    ("a warning came", [OPENING, AGE], [OPENING, AGE, VID], "hold", {"added": {"EL301"}}),
    ("one cured", [OPENING, VOTE, GIVE], [OPENING, VOTE], "allow", {"cured": {"DM103"}, "left": {"DM101", "MRS-SEP"}}),
    ("slid down", [OPENING, VOTE], [OPENING, AGE, VOTE], "allow", {"left": {"DM101", "MRS-SEP"}}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "old", "new", "outcome", "found"), CASES, ids=[case[0] for case in CASES])
def test_what_became_of_each_point(why, old, new, outcome, found):
    result = difference(old, new)
    assert result.outcome == outcome
    for heading in ("added", "cured", "left", "moved"):
        assert codes(getattr(result, heading)) == found.get(heading, set()), heading


def test_a_section_that_changed_its_place_has_moved():
    result = difference([OPENING, VOTE, GIVE, AGE, VID], [OPENING, GIVE, AGE, VID, VOTE])
    assert codes(result.moved) == {"DM101"}
    assert result.outcome == "allow"


def test_a_reworded_section_keeps_its_finding():
    old, new = f"{AGE} {VOTE}", f"{AGE} And could we count on your vote for Sandra?"
    result = difference([OPENING, old], [OPENING, new])
    assert not result.added
    (pair,) = (pair for pair in result.left if pair.new.code == "DM101")
    assert pair.reworded
    assert "section reworded" in as_text(NAMES, result)


def test_what_became_graver_counts_as_new():
    result = difference(["Hello, I'm Sam from the Harbour Party.", VOTE], [OPENING, VOTE])
    assert result.outcome == "block"
    assert "graver than before" in as_text(NAMES, result)


def test_whether_the_approval_stands():
    old, new = (text_hash("\n\n".join(parts)) for parts in ([OPENING, AGE], [OPENING, VID]))
    for approved, stands, says in (
        (new, True, "The approval stands"),
        (old, False, "no longer stands"),
        (text_hash("x"), False, "neither"),
        ("", None, "The text changed"),
    ):
        result = difference([OPENING, AGE], [OPENING, VID], approved)
        assert result.stands is stands
        assert says in as_text(NAMES, result)
    same = difference([OPENING, AGE], [OPENING, AGE], text_hash(f"{OPENING}\n\n{AGE}"))
    assert "The text is unchanged" in as_text(NAMES, same)


def test_as_data():
    data = json.loads(as_json(NAMES, difference([OPENING, VOTE], [OPENING, AGE, VOTE, VID])))
    assert (data["old"]["file"], data["new"]["decision"], data["approved"]) == ("old.md", "block", None)
    (added,) = data["added"]
    assert (added["rule"], added["level"], added["line"]) == ("EL301", "warning", 7)
    left = {each["rule"]: each for each in data["left"]}
    assert left["DM101"]["was"]["line"] == 3
    assert left["MRS-SEP"]["section"] is None


PARTS = st.lists(st.sampled_from([OPENING, AGE, VOTE, GIVE, VID, "Thank you."]), min_size=1, max_size=7)


@given(PARTS, PARTS)
def test_every_point_is_told_once(old, new):
    result = difference(old, new)
    gone = [*result.cured, *(pair.old for pair in result.pairs)]
    came = [*result.added, *(pair.new for pair in result.pairs)]
    assert sorted(point.fingerprint for point in gone) == sorted(point.fingerprint for point in points(result.old))
    assert sorted(point.fingerprint for point in came) == sorted(point.fingerprint for point in points(result.new))
    assert all(pair.old.code == pair.new.code for pair in result.pairs)


@given(PARTS)
def test_a_text_differs_from_itself_in_nothing(parts):
    result = difference(parts, parts)
    assert not any((result.added, result.cured, result.moved))
    assert result.outcome == "allow"

"""Waivers on the way to a call: one name holds, a second one signs, and no number becomes callable by either."""

import json

import pytest
import world
from world import CARD, LISTED, ON_LIST, Desk, call, open_store

from ringfence.campaigns import signed
from ringfence.campaigns.card import load
from ringfence.campaigns.preflight import stand
from ringfence.campaigns.signing import NotToBeSigned
from ringfence.scripts.points import section_hash
from ringfence.scripts.waivers import WaiverUnusable

RESEARCH = CARD.replace('"fundraising"', '"research"').replace('kind = "charity"', 'kind = "company"') + (
    '\n[sample]\ndesign = "random"\n[answers]\nlinked_to_person = false\nreused_for_marketing = false\n'
    "analysed_as_research = true\n"
)
CROSSING = "Can we count on your vote for Sandra?"
SCRIPT = f"""Hello, my name is [NAME]. I am calling from Example Charity. We are carrying out a survey.

How satisfied are you with the buses where you live?

{CROSSING}

If you would rather not be called again, just say so and we will not ring you again.

Thank you for your time. Goodbye.
"""


def waiver(section=CROSSING, by="Sam Carter"):
    return (
        f'[[waiver]]\ncode = "DM101"\nsection_hash = "{section_hash(section)}"\n'
        f'reason = "It is the name of a radio show."\nby = "{by}"\non = 2026-11-01\n'
    )


@pytest.fixture
def place(tmp_path):
    folder = world.folder(tmp_path / "spring", card=RESEARCH, script=SCRIPT)
    (folder / "waivers.toml").write_text(waiver())
    return folder


def standing(place):
    return stand(load(place), world.TODAY)


def test_without_a_waiver_it_stops_and_with_one_it_holds(place):
    held = standing(place)
    assert (held.script.decision, held.review.decision, held.decision) == ("block", "hold", "hold")
    assert held.facts["script_markets"] is True, "a waiver changes no fact"
    (place / "waivers.toml").unlink()
    assert standing(place).decision == "block"


def test_a_changed_section_ends_the_waiver(place):
    (place / "script.md").write_text(SCRIPT.replace("for Sandra?", "for Sandra Vale?"))
    found = standing(place)
    assert found.decision == "block"
    assert [each.reason for each in found.review.idle] == ["its section was changed or taken out since"]


def test_a_change_elsewhere_does_not(place):
    (place / "script.md").write_text(SCRIPT.replace("the buses", "the trains"))
    assert standing(place).decision == "hold"


def test_a_broken_duty_of_law_is_nobodys_to_waive(place):
    card = (place / "campaign.toml").read_text().replace("withheld = false", "withheld = true")
    (place / "campaign.toml").write_text(card.replace("contactable = true", "contactable = false"))
    assert standing(place).decision == "block"


def test_a_waiver_that_cannot_count_stops_the_run(place):
    (place / "waivers.toml").write_text(waiver().replace("DM101", "PECR-21"))
    with pytest.raises(WaiverUnusable, match="rule of law has none"):
        standing(place)


def test_one_name_is_not_enough_to_sign(tmp_path, place):
    accepted = {"script": "I read it, and agree."}
    with pytest.raises(NotToBeSigned, match="somebody else"):
        world.sign(tmp_path / "home", place, by="sam carter", accepted=accepted)
    with pytest.raises(NotToBeSigned, match="--accept script"):
        world.sign(tmp_path / "home", place)


def test_two_names_sign_and_listed_and_objecting_numbers_stay_blocked(tmp_path, place):
    home = tmp_path / "home"
    made = world.sign(home, place, accepted={"script": "I read it, and agree."})
    assert (made.waivers[0].by, made.waivers[0].effect, made.contested) == ("Sam Carter", "contested", ["MRS-SEP"])
    assert made.files["waivers.toml"] == signed.seen(place / "waivers.toml")
    with open_store(home) as store:
        (*_, entry) = store.book.of_kind("script-approved")
    assert entry.told["waivers"][0]["reason"] == "It is the name of a radio show."
    with Desk(home) as desk:
        assert desk.ask(call(ON_LIST[1])).decision == "allow"
        assert desk.ask(call(LISTED)).decision == "block", "listed: the words are judged as if they promote"
        assert desk.ask(call(ON_LIST[39])).reasons[0] == "OBJECTION_ON_FILE"


def test_preflight_tells_who_and_why(tmp_path, place):
    from datetime import date

    from ringfence.campaigns.run import run

    report = run(place, tmp_path / "out", on=None, today=date(2026, 11, 20), progress=lambda *_: None)
    assert (report["verdict"], report["script"]["decision_without_waivers"]) == ("hold", "block")
    told = [f["waived"] for s in report["script"]["sections"] for f in s["findings"] if f["waived"]]
    assert [(each["by"], each["effect"]) for each in told] == [("Sam Carter", "contested")]
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Sam Carter" in page
    assert "It is the name of a radio show." in page
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report
    assert (tmp_path / "out" / "callable.csv").read_text().count("\n") == 1, "held: nothing is callable yet"


EYES = CARD + "\n[gate]\nfour_eyes = true\n"


@pytest.mark.parametrize(
    ("others", "how", "says"),
    [
        ((), "names", "--second NAME"),
        ((" ",), "names", "--second NAME"),
        (("a.  example",), "names", "made or changed it"),
        (("B. Other", "A. Example"), "accounts", "ask a colleague"),
        ((), "accounts", "ask a colleague"),
    ],
)
def test_where_two_are_asked_for_one_cannot_sign(tmp_path, others, how, says):
    place = world.folder(tmp_path / "spring", card=EYES)
    with pytest.raises(NotToBeSigned, match=says):
        world.sign(tmp_path / "home", place, others=others, how=how)
    assert not signed.signed_ids(tmp_path / "home")


def test_two_sign_and_the_ledger_says_how_they_are_known(tmp_path):
    home, place = tmp_path / "home", world.folder(tmp_path / "spring", card=EYES)
    made = world.sign(home, place, others=("B. Other",), how="names")
    assert (made.others, made.four_eyes) == (["B. Other"], "names")
    with open_store(home) as store:
        (*_, entry) = store.book.of_kind("campaign-signed")
    assert (entry.told["others"], entry.told["four_eyes"]) == (["B. Other"], "names")


def test_taking_it_out_of_the_card_takes_two_people(tmp_path):
    home, place = tmp_path / "home", world.folder(tmp_path / "spring", card=EYES)
    world.sign(home, place, others=("B. Other",))
    world.folder(place, card=CARD)
    with pytest.raises(NotToBeSigned, match="second pair of eyes"):
        world.sign(home, place)
    world.sign(home, place, others=("B. Other",))
    assert world.sign(home, place).others == [], "two people agreed that one is enough"

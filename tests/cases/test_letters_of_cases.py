"""Letters of cases on file: one complaint of 2009 from intake to an approved notice, and what each step refuses."""

import json
from dataclasses import replace
from datetime import date

import pytest

from ringfence.cases.letters.drafting import draft
from ringfence.cases.letters.from_case import grounds_of
from ringfence.cases.letters.grounds import Body, GroundsUnusable
from ringfence.cli import run
from ringfence.store import open_store

from .made import WRITTEN, case

CARD = """
[campaign]
id = "labour-2009"
name = "Local and European elections, June 2009"
purpose = "gotv"
mode = "recorded"
script = "script.md"
field_from = 2009-06-01
field_until = 2009-06-04
[instigator]
name = "Labour Party"
kind = "party"
registered_party = true
[dialler]
auto_sequence = true
plays_recordings = true
"""
SCRIPT = "Hello, this is a message from the Labour Party. Please vote Labour on Thursday. Thank you.\n"
OFFICE = 'name = "Information Commission"\naddress = ["1 Example Street", "Exampletown EX1 1AA"]\n'
CASE = "2026-000001"
SENDER = Body(name="An office")


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text(SCRIPT)
    (home / "office.toml").write_text(OFFICE)

    def ask(*words, code=0):
        assert run(words) == code, capsys.readouterr()
        return capsys.readouterr()

    ask(
        "case", "open", "--role", "regulator", "--number", "01632 960321", "--when", "2009-06-02T18:30", "--about",
        "Labour Party", "--channel", "recorded", "--name", "A. Person", "--contact", "3 Test Lane, Testham",
        "--received", "2026-10-05", "--words", "stop calling me", "--by", "C. Clerk",
    )  # fmt: skip
    return ask


def assessed(ask):
    ask("case", "attach", CASE, "campaign.toml", "--as", "card", "--by", "C. Clerk")
    ask("case", "fact", CASE, "consent_on_file=no", "--evidence", "letter-7", "--by", "C. Clerk")
    ask("case", "factor", CASE, "3", "--against", "--says", "People were called at work", "--evidence", "letter-7")
    ask("case", "assess", CASE, "--by", "C. Clerk", code=2)


def decided(ask):
    assessed(ask)
    ask("case", "decide", CASE, "--outcome", "breach", "--reasons", "no consent was shown", "--by", "A. Khan", code=3)
    ask("case", "second", CASE, "--agrees", "--by", "B. Evans")


NOTICE = ("case", "letter", "enforcement", CASE, "--on", "2026-11-27", "--comply-by", "2027-02-01")
ADDRESS = ("--address", "2 Sample Road, Sampleford")


def test_from_a_complaint_to_an_approved_notice(ask, tmp_path):
    decided(ask)
    told = json.loads(ask(*NOTICE, *ADDRESS, "--format", "json", code=3).out)
    assert told["gaps"] == []
    words = " ".join(each["text"] for block in told["blocks"] for each in block["sentences"])
    assert "PECR reg 19(1)" in words
    assert "is an offence" in words, "the calls are of 2009"
    assert "People were called at work" in words
    assert "received by 29 December 2026, before 5 pm" in words
    assert "the last of them, 25 December 2026, is no working day" in words
    assert "960321" not in json.dumps(told), "a number in clear"
    sources = {each["id"]: each["says"] for each in told["sources"]}
    assert any("a complaint was received, 5 October 2026" in says for says in sources.values())
    assert any("campaign.toml" in says for says in sources.values())
    assert "letter-7" in " ".join(sources.values())

    ask(*NOTICE, *ADDRESS, "--approved-by", "D. Head", "--digest", "not-this-one", code=1)
    ask(*NOTICE, *ADDRESS, "--approved-by", "D. Head", "--digest", told["digest"], "-o", "notice.pdf")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    assert told["digest"] in ask("case", "show", CASE, "--format", "json").out
    with open_store(tmp_path / "home") as store:
        (entered,) = store.book.of_kind("notice")
    assert (entered.told["document"], entered.told["digest"]) == ("enforcement", told["digest"])
    again = json.loads(ask(*NOTICE, *ADDRESS, "--format", "json", code=3).out)
    assert again["digest"] == told["digest"], "the note of an approval changes no word"


def test_a_decision_that_a_second_reader_has_not_read_is_none(ask):
    assessed(ask)
    ask("case", "decide", CASE, "--outcome", "breach", "--reasons", "no consent", "--by", "A. Khan", code=3)
    assert "Still missing: a decision by a person, with reasons" in ask("case", "letter", "outcome", CASE, code=3).out


def test_the_letter_rests_on_the_assessment_that_was_decided_on(ask):
    decided(ask)
    before = json.loads(ask(*NOTICE, *ADDRESS, "--format", "json", code=3).out)
    ask("case", "fact", CASE, "contact_free_or_address=yes", "--found", "--reasons", "seen", "--by", "A. Khan")
    ask("case", "assess", CASE, "--by", "C. Clerk", code=2)
    assert json.loads(ask(*NOTICE, *ADDRESS, "--format", "json", code=3).out)["digest"] == before["digest"]


def test_what_a_case_lacks_is_a_gap_or_a_refusal(ask, tmp_path):
    assert "was not assessed yet" in ask("case", "letter", "outcome", CASE, code=1).err
    assessed(ask)
    assert "the address of Labour Party" in ask(*NOTICE, code=3).out
    assert "There is no case 2026-000099" in ask("case", "letter", "outcome", "2026-000099", code=1).err
    (tmp_path / "home" / "office.toml").write_text("name = 3")
    assert "office.toml" in ask("case", "letter", "outcome", CASE, code=1).err
    (tmp_path / "home" / "office.toml").unlink()
    assert "says who writes the letters" in ask("case", "letter", "outcome", CASE, code=1).err


def test_an_erased_complainant_is_not_named(ask):
    decided(ask)
    ask("case", "erase", CASE, "--reason", "asked for", "--by", "A. Khan")
    told = json.loads(ask("case", "letter", "outcome", CASE, "--format", "json", code=3).out)
    assert "A. Person" not in json.dumps(told)
    assert "the address of the complainant" in told["gaps"]


# What people are asked, and a decision that the facts do not bear.

BODY = {
    "situations": [
        {
            "first": "2026-09-01T10:00:00.000000Z", "last": "2026-09-01T10:00:00.000000Z", "law_of": "2026-09-01",
            "facts": [
                {"fact": "mode", "words": "the kind of call: live", "standing": "known", "evidence": ["event:e0"]}
            ],
            "unknown": [{"fact": "listed"}, {"fact": "purpose"}],
            "breaches": [],
            "if_the_complainant_is_right": [{"rule": "PECR-21-OBJ", "because": ["the kind of call: live"]}],
        }
    ],
    "factors": [],
}  # fmt: skip


def made(*more, body=BODY):
    found = case(("assessed", "2026-11-21", {"sha256": "x"}), *more, number=WRITTEN, organisation="Example Party")
    events = tuple(replace(each, body=body) if each.kind == "assessed" else each for each in found.events)
    return replace(found, events=events)


def test_only_the_organisation_is_asked_what_only_it_can_know():
    grounds = grounds_of(made(), SENDER, reply_by=date(2027, 1, 10))
    person = " ".join(each.text for each in draft("acknowledgement", grounds, date(2026, 11, 27)).sentences())
    organisation = " ".join(each.text for each in draft("information", grounds, date(2026, 11, 27)).sentences())
    assert "TPS" in person
    assert "purpose" not in person
    assert "TPS" in organisation
    assert "purpose" in organisation


def test_a_finding_of_breach_that_no_rule_bears_cannot_be_approved():
    grounds = grounds_of(made(("decided", "2026-11-22", {"outcome": "breach", "assessment": "x"})), SENDER)
    assert any("the assessment shows none" in gap for gap in draft("outcome", grounds, date(2026, 11, 27)).gaps)


def test_without_a_call_there_is_no_law_to_read():
    with pytest.raises(GroundsUnusable, match=r"no call is known.*case find A-1"):
        grounds_of(made(body={"situations": [], "factors": []}), SENDER)


def test_calls_under_two_laws_name_each_rule_with_its_day():
    breach = {"rule": "PECR-19", "because": ["the kind of call: live"]}
    old, new = (
        {**BODY["situations"][0], "breaches": [breach], "law_of": day, "first": f"{day}T10:00:00.000000Z",
         "last": f"{day}T10:00:00.000000Z", "if_the_complainant_is_right": []}
        for day in ("2009-06-02", "2026-03-02")
    )  # fmt: skip
    grounds = grounds_of(made(body={"situations": [old, new], "factors": []}), SENDER)
    assert [point.source for point in grounds.points] == ["PECR-19@2009-06-02", "PECR-19"]
    letter = draft("enforcement", grounds, date(2026, 11, 27))
    assert any("one notice for each regime" in gap for gap in letter.gaps)
    says = {source.id: source.says for source in letter.sources}
    assert "as in force on 2 June 2009" in says["PECR-19@2009-06-02"]
    assert "as in force on 2 March 2026" in says["PECR-19"]

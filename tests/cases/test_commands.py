"""The commands as people meet them: one complaint of 2009 from intake to decision, and what each refuses."""

import csv
import json

import icalendar
import pytest

from ringfence import ledger
from ringfence.cli import run
from ringfence.ledger.events import CallEnded, Decided
from ringfence.store import open_store

from .made import stop_the_clock

CLEAR = ("1632960321", "1632 960321")
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
[caller]
name = "Example Calls"
kind = "company"
[dialler]
auto_sequence = true
plays_recordings = true
"""
SCRIPT = "Hello, this is a message from the Labour Party. Please vote Labour on Thursday. Thank you.\n"
CDRS = """called_number,started_at,campaign,mode,cli,outcome
01632 960321,2009-06-02T18:21:40+01:00,labour-2009,recorded,withheld,answered
07700 900123,2009-06-02T18:22:10+01:00,labour-2009,recorded,withheld,answered
"""


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    stop_the_clock(monkeypatch)
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text(SCRIPT)
    (tmp_path / "cdrs.csv").write_text(CDRS)

    def ask(*words, code=0):
        assert run(words) == code, capsys.readouterr()
        told = capsys.readouterr()
        assert not any(clear in told.out + told.err for clear in CLEAR), "a number in clear"
        return told

    return ask


def complain(ask, *more, code=0):
    words = (
        "--number",
        "01632 960321",
        "--when",
        "2009-06-02T18:30",
        "--about",
        "Labour Party",
        "--channel",
        "recorded",
    )
    return ask("case", "open", *words, "--received", "2009-06-03", *more, code=code)


def test_a_complaint_of_2009_from_intake_to_decision(ask, tmp_path):
    told = complain(ask, "--permission", "no", "--words", "Please stop calling me", "--by", "A. Khan").out
    assert "Case 2026-000001 is open" in told
    assert "objection on file" in told
    ask("objection", "check", "01632 960321", code=2)
    assert "acknowledge it by" not in told, "in 2009 there was no such duty"

    assert "2 records of Example Calls, 2 June 2009" in ask("case", "records", "cdrs.csv", "--of", "Example Calls").out
    found = ask("case", "find", "2026-000001").out
    assert "1 found" in found
    assert "without a decision of the gate" in found
    ask("case", "attach", "2026-000001", "campaign.toml", "--as", "card")
    ask("case", "fact", "2026-000001", "prior_warnings=yes", "--evidence", "letter:2007")
    ask("case", "factor", "2026-000001", "5", "--against", "--says", "repeat of a script that it had agreed to drop")

    assessed = json.loads(ask("case", "assess", "2026-000001", "--format", "json", code=2).out)
    assert {"PECR-19", "PECR-24-AUTO"} <= set(assessed["breached"])
    (situation,) = assessed["situations"]
    assert situation["law_of"] == "2009-06-02"
    (breach,) = [each for each in situation["breaches"] if each["rule"] == "PECR-19"]
    assert breach["stands_without_the_complainant"]
    assert any(each.startswith("document:") for each in breach["evidence"])
    routes = [each for each in situation["liability"] if each["rule"] == "PECR-19"]
    answers = {(each["party"], each["route"]): each["answers"] for each in routes}
    assert answers["Labour Party", "instigator"] is True
    assert answers["Example Calls", "caller"] is True
    near = [each["id"] for each in assessed["nearest"]["outcomes"]]
    assert "labour-2010" in near

    ask("case", "decide", "2026-000001", "--outcome", "breach", "--reasons", " ", "--by", "A. Khan", code=1)
    ask("case", "decide", "2026-000001", "--outcome", "breach", "--reasons", "no consent was shown", "--by", "A. Khan")
    shown = json.loads(ask("case", "show", "2026-000001", "--format", "json").out)
    assert (shown["state"], shown["decision"]["settled"]) == ("decided", True)
    assert shown["decision"]["assessment"]
    ask("case", "show", "2026-000001", "--format", "html", "-o", "case.html")
    page = (tmp_path / "case.html").read_text()
    assert "Broken: PECR reg 19" in page
    assert not any(clear in page for clear in CLEAR)
    assert "no consent was shown" in ask("case", "show", "2026-000001").out
    ask("ledger", "verify")


def test_the_same_complaint_again_opens_nothing(ask):
    complain(ask)
    assert "is case 2026-000001 already" in complain(ask).out
    assert "1 cases" in ask("case", "list").out


def test_an_objection_without_a_number_protects_nobody_and_the_exit_code_says_so(ask):
    told = ask("case", "open", "--words", "stop calling me", "--about", "X", code=3).out
    assert "nobody is protected yet" in told


def test_a_file_of_complaints_with_one_bad_row(ask, tmp_path):
    (tmp_path / "c.csv").write_text("number,words\n01632 960321,stop calling\n12,x\n07700 900123,at night\n")
    told = ask("case", "open", "--from", "c.csv", code=1)
    assert told.out.count("is open") == 2
    assert "c.csv, row 2, number" in told.err
    again = json.loads(ask("case", "open", "--from", "c.csv", "--format", "json", code=1).out)
    assert [each["new"] for each in again["opened"]] == [False, False]


def test_due_says_what_is_late_and_writes_a_calendar(ask, tmp_path):
    ask("case", "open", "--role", "appellant", "--about", "Information Commissioner")
    ask("case", "log", "2026-000001", "notice_sent", "--at", "2026-03-06", "--comply-by", "2026-04-10")
    told = ask("case", "due", "--ics", "due.ics", code=3).out
    assert (
        "2 April 2026: have the Tribunal receive the appeal; last day in law 7 April 2026 before 17:00 — LATE" in told
    )
    entries = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes()).walk("VEVENT")
    assert len(entries) == 3
    found = json.loads(ask("case", "due", "2026-000001", "--format", "json", code=3).out)
    assert [each["status"] for each in found] == ["late", "late"]
    assert any("not from its arrival" in words for words in found[0]["cautions"])
    ask("case", "log", "2026-000001", "appealed", "--at", "2026-04-07T16:30")
    ask("case", "log", "2026-000001", "complied", "--at", "2026-04-09")
    assert "Nothing is due" in ask("case", "due", code=0).out


def test_a_second_reader_must_be_somebody_else(ask):
    complain(ask, "--second-reader")
    ask("case", "assess", "2026-000001", code=3)
    ask("case", "decide", "2026-000001", "--outcome", "not_proven", "--reasons", "r", "--by", "A. Khan", code=3)
    assert "somebody else" in ask("case", "second", "2026-000001", "--agrees", "--by", "a khan", code=1).err
    assert "Who does not agree says why" in ask("case", "second", "2026-000001", "--disagrees", "--by", "B", code=1).err
    ask("case", "second", "2026-000001", "--disagrees", "--reasons", "look again", "--by", "B. Evans", code=3)
    assert "has not agreed" in ask("case", "log", "2026-000001", "answered", code=1).err
    ask("case", "decide", "2026-000001", "--outcome", "breach", "--reasons", "r2", "--by", "A. Khan", code=3)
    ask("case", "second", "2026-000001", "--agrees", "--by", "B. Evans")
    ask("case", "log", "2026-000001", "answered")


def test_a_dispute_is_settled_by_a_finding_with_reasons(ask):
    complain(ask, "--asked-to-stop", "yes")
    ask("case", "fact", "2026-000001", "objected=no", "--by", "Labour Party")
    lines = json.loads(ask("case", "assess", "2026-000001", "--format", "json", code=3).out)["situations"][0]["facts"]
    (line,) = [each for each in lines if each["fact"] == "objected"]
    assert line["standing"] == "disputed"
    assert "says why" in ask("case", "fact", "2026-000001", "objected=yes", "--found", "--by", "A. Khan", code=1).err
    ask("case", "fact", "2026-000001", "objected=yes", "--found", "--reasons", "her letter of May", "--by", "A. Khan")
    lines = json.loads(ask("case", "assess", "2026-000001", "--format", "json", code=3).out)["situations"][0]["facts"]
    assert [each["standing"] for each in lines if each["fact"] == "objected"] == ["known"]


def test_evidence_that_changed_is_refused(ask, tmp_path):
    complain(ask)
    ask("case", "attach", "2026-000001", "campaign.toml", "--as", "card")
    (tmp_path / "script.md").write_text("Something else.\n")
    assert "not the script that was put in evidence" in ask("case", "assess", "2026-000001", code=1).err
    (tmp_path / "campaign.toml").write_text(CARD + "\n")
    assert "not what was put in evidence" in ask("case", "assess", "2026-000001", code=1).err
    (tmp_path / "campaign.toml").unlink()
    assert "is not there" in ask("case", "assess", "2026-000001", code=1).err


def test_the_public_table_hides_what_is_rare(ask, tmp_path):
    rows = [f"07700 9001{place:02},at {place},Big Party,recorded,2026-11-01" for place in range(6)]
    rows += [f"07700 9002{place:02},at {place},Small Party,live,2026-11-01" for place in range(2)]
    (tmp_path / "c.csv").write_text("\n".join(["number,words,organisation,channel,received", *rows]))
    ask("case", "open", "--from", "c.csv")
    ask("case", "publish", "-o", "public.csv")
    with (tmp_path / "public.csv").open() as stream:
        found = list(csv.DictReader(stream))
    assert [(each["organisation"], each["complaints"]) for each in found] == [
        ("Big Party", "6"), ("Small Party", "fewer than 5"),
    ]  # fmt: skip
    assert found[0]["month_received"] == "2026-11"
    assert found[1]["kind_of_call"] == "several"
    assert "07700" not in (tmp_path / "public.csv").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("case", "show", "2026-000009"), "There is no case 2026-000009"),
        (("case", "open"), "Nothing to take in"),
        (("case", "open", "--from", "missing.csv"), "cannot be read"),
        (("case", "open", "--number", "12"), "is no telephone number"),
        (("case", "open", "--number", "01632 960124", "--role", "judge"), "judge is no role"),
        (("case", "log", "2026-000001", "acknowledge"), "Did you mean acknowledged"),
        (("case", "log", "2026-000001", "decided"), "ringfence case decide"),
        (("case", "log", "2026-000001", "acknowledged", "--at", "2009-06-01"), "before the case began"),
        (("case", "log", "2026-000001", "acknowledged", "--at", "2099-06-01"), "future"),
        (("case", "decide", "2026-000001", "--outcome", "breach", "--reasons", "r", "--by", "A"), "Nothing was"),
        (("case", "second", "2026-000001", "--agrees", "--by", "A"), "nothing was decided"),
        (("case", "attach", "2026-000001", "script.md", "--as", "poem"), "no such kind"),
        (("case", "factor", "2026-000001", "99", "--for", "--says", "x"), "from 1 to"),
        (("case", "records", "script.md", "--of", "X"), "script.md"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why_and_the_way_out(ask, words, said):
    complain(ask)
    assert said in ask(*words, code=1).err


def test_the_steps_that_there_are(ask):
    complain(ask)
    told = ask("case", "log", "2026-000001").out
    assert "acknowledged" in told
    assert "appeal_notified" not in told, "a step of the regulator's"
    assert "earlier failures, warnings and advice" in ask("case", "factor", "2026-000001").out


def test_the_search_can_be_by_calling_number_and_days(ask):
    ask("case", "open", "--about", "Labour Party", "--words", "they rang the whole street")
    assert "Give --cli or --campaign" in ask("case", "find", "2026-000001", code=1).err
    ask("case", "records", "cdrs.csv", "--of", "Example Calls")
    words = ("--campaign", "labour-2009", "--from", "2009-06-02", "--until", "2009-06-02")
    assert "2 found" in ask("case", "find", "2026-000001", *words).out
    assert "0 found" in ask("case", "find", "2026-000001", "--campaign", "x", code=3).out


def test_erased_of_people(ask):
    complain(ask, "--name", "Test Person", "--contact", "t@example.org", "--reference", "TP/1")
    assert json.loads(ask("case", "show", "2026-000001", "--format", "json").out)["reference"] == "TP/1"
    ask("case", "erase", "2026-000001", "--reason", "asked for")
    told = ask("case", "show", "2026-000001", "--format", "json").out
    assert json.loads(told)["number"] is None
    assert "TP/1" not in told
    ask("ledger", "verify")


def test_a_further_complaint_joins_a_case_with_its_own_objection_and_clock(ask):
    complain(ask)
    ask("case", "log", "2026-000001", "acknowledged")
    words = ("case", "open", "--join", "2026-000001", "--number", "07700 900123", "--words", "never ring me again")
    assert "is part of case 2026-000001" in ask(*words).out
    ask("objection", "check", "07700 900123", code=2)
    shown = json.loads(ask("case", "show", "2026-000001", "--format", "json").out)
    assert shown["complaints"] == 2
    assert [each["status"] for each in shown["clocks"] if each["clock"] == "acknowledgement"] == ["running"]
    assert "already" in ask(*words).out
    ask("case", "log", "2026-000001", "closed")
    assert "is closed" in ask(*words[:4], "--number", "07700 900124", code=1).err
    assert "There is no case" in ask("case", "open", "--join", "2026-000009", "--number", "07700 900124", code=1).err


def test_a_search_by_campaign_is_judged_by_what_is_on_file_of_each_number(ask, tmp_path):
    ask("objection", "add", "07700 900123", "--channel", "phone", "--said", "stop", "--at", "2009-05-01")
    ask("case", "open", "--about", "Labour Party", "--words", "they rang the whole street")
    ask("case", "records", "cdrs.csv", "--of", "Example Calls")
    ask("case", "find", "2026-000001", "--campaign", "labour-2009")
    ask("case", "attach", "2026-000001", "campaign.toml", "--as", "card")
    told = json.loads(ask("case", "assess", "2026-000001", "--format", "json", code=2).out)
    by_evidence = {each["evidence"][0].rpartition(":")[2]: each for each in told["situations"]}
    objected = {
        place: [line["evidence"] for line in each["facts"] if line["fact"] == "objected"]
        for place, each in by_evidence.items()
    }
    assert objected["1"] == []
    assert objected["2"][0][0].startswith("objection:"), "of her number an objection was on file"
    assert "PECR-21-OBJ" in {each["rule"] for each in by_evidence["2"]["breaches"]}


def test_what_the_ledger_has_of_a_call_is_found_with_it(ask, tmp_path):
    complain(ask)
    number = 441632960321
    with open_store(tmp_path / "home") as store:
        about = {"reference": "r1", "campaign": "labour-2009", "number": number}
        decided = Decided(
            at="2009-06-02T17:21:30.000000Z", id="d1", decision="block", reasons=("AUTOMATED_NO_CONSENT",),
            facts={"mode": "recorded"}, **about,
        )  # fmt: skip
        ended = CallEnded(
            at="2009-06-02T17:22:10.000000Z", outcome="live", started_at="2009-06-02T17:21:40.000000Z", **about
        )
        other = Decided(at="2009-07-01T10:00:00.000000Z", id="d2", decision="allow", **about)
        ledger.append(store, [decided, ended, other])
    told = json.loads(ask("case", "find", "2026-000001", "--format", "json").out)
    (found,) = told["calls"]
    assert (found["decision"], found["reasons"], found["connected"]) == ("block", ["AUTOMATED_NO_CONSENT"], True)
    assert len(found["also"]) == 1
    assert any("although the gate had said block" in each for each in told["missing"])
    assert "gate: block" in ask("case", "show", "2026-000001").out
    by_campaign = json.loads(ask("case", "find", "2026-000001", "--any-number", "--campaign", "labour-2009", "--from",
                                 "2009-06-01", "--until", "2009-07-31", "--format", "json").out)  # fmt: skip
    assert by_campaign["found"] == 2


def test_what_people_write_is_text_and_no_markup(ask, tmp_path):
    ask("case", "open", "--number", "01632 960321", "--about", "<script>alert(1)</script>", "--when", "2009-06-02")
    ask("case", "log", "2026-000001", "noted", "--note", "<b>&\u202e")
    ask("case", "assess", "2026-000001", code=3)
    ask("case", "show", "2026-000001", "--format", "html", "-o", "case.html")
    page = (tmp_path / "case.html").read_text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page

"""Packs: the same bytes twice, nobody else's number, every data point, and what is not known said so."""

import csv
import io
import json
import re
import stat
import sys

import pypdf
import pytest

from ringfence import ledger
from ringfence.evidence import points as audit
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather
from ringfence.evidence.judged import differs, read_again
from ringfence.evidence.pack import packed
from ringfence.evidence.papers import Papers
from ringfence.evidence.scripted import findings_of
from ringfence.evidence.verifier import Key, unzipped, verify
from ringfence.ledger.events import Overridden, ScriptApproved

from .made import ANNA, BORIS, CAMPAIGN, CARD, FACTS, LINE, SCRIPT, at, decided, digest, ended, objection, signed

ANNA_WRITTEN = "07700 900123"
FORMS_OF_BORIS = ("7700900456", "7700 900456", "7700 900 456", str(BORIS))


def about(store, home, *numbers, **more):
    return gather(store, Subject(numbers=numbers, **more), Papers(home / "campaigns"))


def files_of(store, home, *numbers, **more):
    return unzipped(packed(about(store, home, *numbers, **more), store.book, store.book.signer()))


def pdf_text(files):
    document = pypdf.PdfReader(io.BytesIO(files["evidence.pdf"]))
    return " ".join("\n".join(page.extract_text() for page in document.pages).split())


def rows(files, name="calls.csv"):
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_made_twice_it_is_the_same_bytes_and_each_is_in_the_ledger(ask, kept, tmp_path):
    ask("number", "pack", ANNA_WRITTEN, "-o", "one.zip", "--purpose", "complaint", "--by", "A. Khan")
    ask("number", "pack", ANNA_WRITTEN, "-o", "two.zip")
    one, two = (tmp_path / name for name in ("one.zip", "two.zip"))
    assert one.read_bytes() == two.read_bytes()
    first, second = kept.book.of_kind("export")
    assert (first.told["what"], first.told["purpose"], first.told["by"]) == ("number pack", "complaint", "A. Khan")
    assert first.told["sha256"] == second.told["sha256"]
    if sys.platform != "win32":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


def test_what_happens_later_makes_another_pack(ask, kept, tmp_path):
    ask("number", "pack", ANNA_WRITTEN, "-o", "one.zip")
    ledger.append(kept, [decided(day=25)])
    ask("number", "pack", ANNA_WRITTEN, "-o", "two.zip")
    assert (tmp_path / "one.zip").read_bytes() != (tmp_path / "two.zip").read_bytes()


def test_every_part_is_there(kept, home):
    files = files_of(kept, home, ANNA)
    for name in (
        "evidence.pdf", "README.txt", "manifest.json", "manifest.note", "checkpoint.txt", "key.txt", "verify.py",
        "entries.jsonl", "events.jsonl", "rules.jsonl", "calls.csv",
    ):  # fmt: skip
        assert files[name], name
    documents = {data.decode() for name, data in files.items() if name.startswith("documents/")}
    assert documents == {CARD, SCRIPT}
    entries = [json.loads(line) for line in files["entries.jsonl"].splitlines()]
    assert {each["kind"] for each in entries} >= {"decision", "objection", "consent", "campaign-signed", "call-outcome",
                                                  "register-loaded", "list-screened", "complaint"}  # fmt: skip
    assert str(kept.book.signer().public) in files["README.txt"].decode()


def test_the_pdf_says_who_why_and_on_what_footing(kept, home):
    text = pdf_text(files_of(kept, home, ANNA))
    for words in (
        "Example Party", "Example Calls", "Example Research", "Lists of Leeds", "We and our partners may call you",
        "TPS of 18 November 2026 (version 12)", "PECR reg 21(1)(b)", "the line is on the TPS or CTPS", "DM101",
        "count on your vote", "stop ringing me", "Yes, the Example Party may ring me", "in case 2026-7", "signed on",
        "PECR-24: named in the introduction", "asked for the call back", "Source of the number", "42 seconds",
    ):  # fmt: skip
        assert words in text, words


def test_the_rules_are_those_of_the_day(kept, home):
    old = decided(day=21, at="2015-06-01T12:00:00.000000Z", id="old", reference="old")
    ledger.append(kept, [old])
    found = [json.loads(line) for line in files_of(kept, home, ANNA)["rules.jsonl"].splitlines()]
    versions = [each for each in found if each["id"] == "PECR-21-TPS"]
    assert [each["on"] for each in versions] == ["2015-06-01", "2026-11-10"]  # it was changed between them
    assert all(re.search(r"/20(15-06-01|26-11-\d\d)$", each["address"]) for each in versions)


def test_nobody_elses_number_is_in_it_anywhere(kept, home):
    files = files_of(kept, home, ANNA)
    for name, data in files.items():
        text = pdf_text(files) if name.endswith(".pdf") else data.decode()
        assert not any(form in text for form in FORMS_OF_BORIS), name


STRANGE = [
    lambda store: ledger.append(store, [decided(day=25, reference="lead 07700 900456")]),
    lambda store: ledger.append(store, [decided(day=25, situation="see +44 7700 900456")]),
    lambda store: ledger.append(store, [decided(day=25, facts={**FACTS, "other": BORIS})]),
    lambda store: ledger.append(store, [ended(day=21, outcome="transferred to 07700900456")]),
    lambda store: store.append([objection(store, said="and not 07700 900 456 either")]),
    lambda store: store.append([objection(store, said="not (0)7700-900456")]),
    lambda store: store.append([objection(store, said="ring 0044 7700 900456 instead", source="of 07700900456")]),
]


@pytest.mark.parametrize("strange", STRANGE)
def test_an_entry_that_names_somebody_else_is_shown_by_its_hash_alone(kept, home, strange):
    strange(kept)
    data = packed(account := about(kept, home, ANNA), kept.book, kept.book.signer())
    files = unzipped(data)
    for name, each in files.items():
        text = pdf_text(files) if name.endswith(".pdf") else each.decode()
        assert not any(form in text for form in (*FORMS_OF_BORIS, "7700-900456")), name
    said = "\n".join(verify(data, Key(str(kept.book.signer().public)), None))
    assert "1 of its entries are not shown here" in said
    assert "1 of the entries name a telephone number" in pdf_text(files)
    assert account.at.size


def test_a_campaign_pack_holds_no_number_of_anybody_called(ask, kept, home, tmp_path):
    ask("campaign", "pack", CAMPAIGN, "-o", "campaign.zip")
    files = unzipped((tmp_path / "campaign.zip").read_bytes())
    for name, data in files.items():
        text = pdf_text(files) if name.endswith(".pdf") else data.decode()
        assert not any(form in text for form in (*FORMS_OF_BORIS, "7700900123", "7700 900123")), name
    decisions = rows(files, "decisions.csv")
    assert [each["decision"] for each in decisions] == ["allow", "block", "allow", "block"]
    assert {each["shown"] for each in decisions} == {str(LINE)}
    text = pdf_text(files)
    assert "Reasons, and how often each" in text
    assert "20 November 2026 1 0 0" in text


def test_a_campaign_is_found_by_its_folder_too(told, kept, home, tmp_path):
    folder = tmp_path / "spring"
    folder.mkdir()
    (folder / "campaign.toml").write_text(CARD)
    (folder / "script.md").write_text(SCRIPT)
    by_folder = told("campaign", "pack", str(folder), "-o", "one.zip")
    assert by_folder["sha256"] == told("campaign", "pack", CAMPAIGN, "-o", "two.zip")["sha256"]


def test_ten_data_points_and_more_for_every_call(kept, home):
    account = about(kept, home, ANNA)
    called, *_ = account.calls
    found = audit.points(account, called)
    assert len(found) == 20
    assert audit.recorded(found) == 20
    row = rows(files_of(kept, home, ANNA))[0]
    assert row["called"] == ANNA_WRITTEN
    assert row["shown"] == "01632 960000"
    assert row["list_source"] == "contacts.csv, a bought list, supplied by Lists of Leeds, obtained on 1 October 2026"
    assert row["on_behalf_of"] == "Example Party"
    assert row["outcome"] == "refused"


def test_what_no_record_says_is_not_recorded(kept, home):
    """No card, no register, no caller's number: nothing is made up."""
    from ringfence.ledger.events import Decided

    ledger.append(
        kept, [Decided(at=at(25), id="bare", reference="r", campaign="other", number=447700900789, decision="hold")]
    )
    account = about(kept, home, 447700900789)
    found = {each.id: each.value for each in audit.points(account, account.calls[0])}
    known = {name for name, value in found.items() if value is not None}
    assert known == {"called", "decided_at", "campaign", "decision", "changed"}
    text = pdf_text(files_of(kept, home, 447700900789))
    assert "not recorded" in text
    assert "The rules cannot be read again" in text


def test_a_card_that_was_changed_since_is_not_shown(kept, home):
    (home / "campaigns" / CAMPAIGN / "000001" / "campaign.toml").write_text(CARD.replace("Example Party", "Nemo Party"))
    files = files_of(kept, home, ANNA)
    text = pdf_text(files)
    assert "Nemo" not in text
    assert "card of this campaign is not at hand" in text
    assert {each["on_behalf_of"] for each in rows(files)} == {"not recorded"}


def test_a_call_that_nobody_asked_about_stands_out(kept, home):
    ledger.append(kept, [ended(day=27, reference="stray")])
    account = about(kept, home, ANNA)
    assert account.calls[-1].decision is None
    assert "a call, and no decision on record" in pdf_text(files_of(kept, home, ANNA))


def test_the_same_reference_again_is_another_attempt(kept, home):
    ledger.append(kept, [decided(day=26, id="x", reference="again", decision="allow", reasons=())])
    ledger.append(kept, [ended(day=26, reference="again", outcome="busy")])
    ledger.append(kept, [decided(day=27, id="y", reference="again", decision="allow", reasons=())])
    ledger.append(kept, [ended(day=27, reference="again", outcome="talked")])
    pairs = [
        (call.told["id"], [each.told["outcome"] for each in call.outcomes]) for call in about(kept, home, ANNA).calls
    ]
    assert pairs[-2:] == [("x", ["busy"]), ("y", ["talked"])]


def test_each_version_of_a_campaign_has_its_own_card(kept, home):
    from .made import digest

    folder = home / "campaigns" / CAMPAIGN / "000002"
    folder.mkdir()
    later = CARD.replace("Example Calls", "Other Calls")
    (folder / "campaign.toml").write_text(later)
    ledger.append(kept, [signed(day=25, version="2", card_sha256=digest(later)), decided(day=26, campaign_version="2")])
    callers = [each["caller"] for each in rows(files_of(kept, home, ANNA))]
    assert callers == ["Example Calls", "Example Calls", "Example Calls", "Other Calls"]


def test_a_case_pack_holds_the_cases_own_documents(kept, home):
    account = about(kept, home, ANNA, case="2026-7")
    data = packed(account, kept.book, kept.book.signer(), documents={"letter.txt": b"Dear sir"})
    files = unzipped(data)
    assert files["case/letter.txt"] == b"Dear sir"
    assert "Evidence in case 2026-7" in "\n".join(verify(data, Key(str(kept.book.signer().public)), None))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("number", "pack", "07700 900789", "-o", "x.zip"), "number explain"),
        (("number", "pack", "nonsense", "-o", "x.zip"), "no telephone number"),
        (("number", "pack", ANNA_WRITTEN, "-o", "missing/x.zip"), "there is no folder missing"),
        (("campaign", "pack", "unheard-of", "-o", "x.zip"), "Nothing is on record"),
        (("number", "pack", ANNA_WRITTEN, "-o", "x.zip", "--since", "no.txt"), "No such file"),
    ],
)
def test_refusals_name_the_way_out(ask, kept, tmp_path, words, says):
    assert says in ask(*words, code=1).err
    assert not (tmp_path / "x.zip").exists()
    assert not list(kept.book.of_kind("export"))


def test_a_ledger_without_entries(ask):
    assert "Nothing is on record about this number" in ask("number", "pack", ANNA_WRITTEN, "-o", "x.zip", code=1).err


def test_a_pack_that_cannot_be_written_is_not_in_the_ledger_as_given_out(ask, kept, tmp_path, monkeypatch):
    from ringfence.evidence import pack

    def broken(*_, **__):
        raise OSError(28, "No space left on device", "x.zip")

    monkeypatch.setattr(pack, "packed", broken)
    ask("number", "pack", ANNA_WRITTEN, "-o", "x.zip", code=1)
    assert not list(kept.book.of_kind("export"))


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(kept, home):
    ledger.append(kept, [ended(day=21, outcome='=HYPERLINK("x")')])
    assert rows(files_of(kept, home, ANNA))[1]["outcome"].startswith("'=")


def test_a_campaign_that_was_only_asked_about_has_a_pack(ask, home, tmp_path):
    from ringfence.store import open_store

    with open_store(home) as store:
        ledger.append(store, [decided()])
    ask("campaign", "pack", CAMPAIGN, "-o", "campaign.zip")
    assert len(rows(unzipped((tmp_path / "campaign.zip").read_bytes()), "decisions.csv")) == 1


@pytest.mark.parametrize("reference", ["ref-26", 'a "quoted" \\ one', "Llŷn – 26", "%_\u2028"])
def test_outcomes_and_releases_that_name_no_number_are_found_by_the_call(kept, home, reference):
    ledger.append(kept, [decided(day=26, id="x", reference=reference, decision="hold", reasons=("SCRIPT_DEPENDS",))])
    ledger.append(kept, [decided(BORIS, day=26, id="y", reference="ref-boris", decision="hold")])
    release = {"at": at(26, 16), "by": "C. Roy", "what": "held call released", "campaign": CAMPAIGN}
    ledger.append(kept, [Overridden(**release, reason="read it", decision="x"),
                         Overridden(**release, reason="of Boris", decision="y")])  # fmt: skip
    ledger.append(kept, [ended(None, day=26, reference=reference, outcome="talked"),
                         ended(None, day=26, reference="ref-boris", outcome="of Boris")])  # fmt: skip
    last = about(kept, home, ANNA).calls[-1]
    assert [each.told["reason"] for each in last.overrides] == ["read it"]
    assert [each.told["outcome"] for each in last.outcomes] == ["talked"]
    assert b"of Boris" not in files_of(kept, home, ANNA)["entries.jsonl"]
    assert b"of Boris" not in files_of(kept, home, campaigns=(CAMPAIGN,))["entries.jsonl"]


READ_AGAIN = [
    ({}, ""),
    ({"reasons": ("OBJECTION_ON_FILE",)}, "OBJECTION_ON_FILE does not follow from the facts as recorded"),
    ({"decision": "allow", "reasons": ()}, "these facts break PECR reg 21(1)(b), (3), (4), (6) (PECR-21-TPS)"),
    ({"decision": "allow", "reasons": (), "facts": {"listed": False, "mode": "live"}}, ""),
    ({"facts": {}}, ""),
    ({"at": "1999-01-01T12:00:00.000000Z"}, ""),
]


@pytest.mark.parametrize(("told", "says"), READ_AGAIN)
def test_a_decision_that_its_facts_do_not_bear_out_is_not_hidden(kept, home, told, says):
    told = {"day": 26, "id": "again", **told}
    ledger.append(kept, [decided(**told)])
    call = next(each for each in about(kept, home, ANNA).calls if each.told["id"] == "again")
    found = differs(call, read_again(call))
    assert says in found
    assert bool(found) is bool(says)
    assert "".join(says.split()) in "".join(pdf_text(files_of(kept, home, ANNA)).split())  # lines may break anywhere


def test_where_no_list_is_named_none_is_guessed(kept, home):
    ledger.append(kept, [decided(day=26, list_source="", reasons=("NOT_ON_LIST",), facts={"mode": "live"})])
    assert rows(files_of(kept, home, ANNA))[-1]["list_source"] == "not recorded"


@pytest.mark.parametrize("shown", ["01632 960000", "+441632960000", "0044 1632 960000", "anonymous", "01632960999"])
def test_the_number_shown_is_the_callers_however_it_is_written(kept, home, shown):
    ledger.append(kept, [decided(day=26, shown=shown)])
    data = packed(about(kept, home, ANNA), kept.book, kept.book.signer())
    assert "not shown here" not in "\n".join(verify(data, Key(str(kept.book.signer().public)), None))
    assert rows(unzipped(data))[-1]["shown"] != "not recorded"


def test_the_command_for_a_case_takes_its_numbers_from_its_complaints(kept, home, tmp_path, capsys):
    from ringfence.cli.evidence import case_pack
    from ringfence.cli.people import NothingToDo

    (tmp_path / "assessment.html").write_text("<p>So it was.")
    case_pack.main(["2026-7", "-o", "case.zip", "--document", "assessment.html"], standalone_mode=False)
    files = unzipped((tmp_path / "case.zip").read_bytes())
    assert files["case/assessment.html"] == b"<p>So it was."
    assert {each["called"] for each in rows(files)} == {ANNA_WRITTEN}
    assert "13 entries" in capsys.readouterr().out
    with pytest.raises(NothingToDo, match="case list"):
        case_pack.main(["2026-8", "-o", "none.zip"], standalone_mode=False)


def test_on_every_database(store, tmp_path):
    """The same history in SQLite and in PostgreSQL: a pack of either holds, and what is emptied is empty."""
    from .made import filled

    home = tmp_path / "home"
    filled(store, home)
    data = packed(about(store, home, ANNA), store.book, store.book.signer())
    key = Key(str(store.book.signer().public))
    assert "13 of its entries stand in it" in "\n".join(verify(data, key, None))
    assert data == packed(about(store, home, ANNA), store.book, store.book.signer())
    places = [each.seq for each in store.book.of_kind("decision")]
    store.empty(places, at=at(28), by="A. Khan", reason="retention: decision after 6 years")
    assert [each.payload for each in store.book.of_kind("decision")] == [None] * 4
    assert [call.decision for call in about(store, home, ANNA).calls] == [None]


def test_what_a_consent_says_is_in_words(kept, tmp_path):
    assert "covers: live; given to: Example Party" in pdf_text(files_of(kept, tmp_path / "home", ANNA))


def test_a_finding_that_was_let_stand_says_by_whom_and_why(kept, tmp_path):
    waiver = {"code": "DM101", "section": "s3", "by": "B. Officer", "on": "2026-11-01", "reason": "the client insists",
              "effect": "contested"}  # fmt: skip
    event = ScriptApproved(
        at=at(2), by="A. Khan", campaign=CAMPAIGN, sha256=digest(SCRIPT), overall="mixed", findings={"DM101": 1},
        waivers=(waiver,),
    )  # fmt: skip
    ledger.append(kept, [event])
    said = "Let stand by B. Officer, 1 November 2026: the client insists (contested: held, not allowed)"
    (campaign,) = about(kept, tmp_path / "home", ANNA).campaigns.values()
    sections = {each["label"]: each["findings"] for each in findings_of(campaign)["sections"]}
    assert sections["2"][0]["waived"] == said
    assert said in pdf_text(files_of(kept, tmp_path / "home", ANNA))

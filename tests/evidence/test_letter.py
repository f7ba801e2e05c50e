"""The letter to the person called: from the records alone, for every state they can be in."""

import io
import json
from datetime import date

import pypdf
import pytest

from ringfence import ledger
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather
from ringfence.evidence.letter import as_text, letter
from ringfence.evidence.papers import Papers
from ringfence.preferences.events import Event

from .made import ANNA, BORIS, CAMPAIGN, FACTS, at, decided, ended, objection

TODAY = date(2026, 11, 27)
NOBODY = 447700900789


def written(store, home, number=ANNA):
    account = gather(store, Subject(numbers=(number,)), Papers(home / "campaigns"))
    return as_text(letter(account, TODAY, "Example Calls", "0808 157 0000"))


def test_who_when_why_whence_what_next(kept, home):
    text = written(kept, home)
    for words in (
        "Calls to 07700 900123\n27 November 2026",
        "10 November 2026 at 14:00: a call for Example Party, made by Example Calls, introduced as Example Research",
        "whose declared purpose is research. It could be made: nothing that was looked at stood against it.",
        "It began on 10 November 2026 at 14:01 and ended after 42 seconds: refused.",
        "It was stopped before it was made, because of this: on the TPS or CTPS",
        "The rule, as in force that day: PECR reg 21(1)(b)",
        "No call to you at that time is on record.",
        "a list that was bought, supplied by Lists of Leeds, obtained on 1 October 2026",
        "this was shown: “We and our partners may call you.”",
        "in these words: “stop ringing me”. It stops every call by us",
        "This was shown: “Yes, the Example Party may ring me.”",
        "Your objection stands",
        "Example Calls at 0808 157 0000",
        "Information Commissioner's Office",
    ):
        assert words in text, words


def test_nothing_on_file_is_an_answer_too(kept, home):
    text = written(kept, home, NOBODY)
    assert "hold nothing under it" in text
    assert "That does not show that nobody called you" in text
    assert "No list that holds your number is on record here." in text
    assert "Tell Example Calls at 0808 157 0000 that you do not want calls" in text
    assert "Example Party" not in text


def test_a_call_in_spite_of_a_stop_is_not_hidden(kept, home):
    ledger.append(kept, [ended(day=21, outcome="talked")])
    assert "All the same, a call is on record, which should not have been made." in written(kept, home)


def test_nothing_but_an_objection(kept, home):
    kept.append([objection(kept, NOBODY, said="")])
    text = written(kept, home, NOBODY)
    assert "we hold 1 objection that stands" in text
    assert "No call to your number" in text


def test_a_lifted_objection(kept, home):
    about = objection(kept).id
    lifting = Event(id="l" * 32, kind="lifting", number=ANNA, at=at(25), recorded_at=at(25), about=about, said="asked")
    kept.append([lifting])
    text = written(kept, home)
    assert (
        "It stopped every call by us, for whomever we call. It was lifted on 25 November 2026 at 14:00 (asked)." in text
    )
    assert "Your objection stands" not in text


def test_what_was_erased_is_said_and_the_objection_stands(kept, home):
    kept.erase(
        ANNA,
        Event(id="e" * 32, kind="erasure", number=ANNA, at=at(26), recorded_at=at(26), said="request of 26 November"),
    )
    text = written(kept, home)
    assert (
        "what we held about your number was erased (request of 26 November). An objection was on file, and still"
        in text
    )
    assert "stop ringing me" not in text
    assert "No call to your number" in text


def test_erased_by_rule_is_said_to_everybody(kept, home):
    places = [each.seq for each in kept.book.of_number(BORIS) if each.kind == "decision"]
    kept.empty(places, at=at(27), by="A. Khan", reason="retention: decision after 6 years")
    assert "whether any of them was about your number cannot be told any more" in written(kept, home, NOBODY)
    assert "For 1 call there is no record of what was known beforehand." in written(kept, home, BORIS)


def test_papers_that_are_gone_are_said_to_be(kept, home):
    for file in (home / "campaigns" / CAMPAIGN / "000001").iterdir():
        file.unlink()
    text = written(kept, home)
    assert "for somebody who is not recorded, made by a caller who is not recorded" in text
    assert "it came from the list contacts.csv; where that list came from is not recorded" in text
    assert "The papers of the campaign spring-survey are not at hand" in text


def test_somebody_elses_number_is_left_out(kept, home):
    kept.append([objection(kept, said="nor my mother on 07700 900456")])
    ledger.append(kept, [decided(day=25, reference="beside 07700 900456", facts=FACTS)])
    text = written(kept, home)
    assert "900456" not in text
    assert "nor my mother on [a number that is somebody else's]" in text
    assert "Left out: 2 records that name somebody else's number too." in text


def test_as_data_and_as_pdf(ask, kept, tmp_path):
    words = ("number", "explain", "07700 900123", "--sender", "Example Calls", "--dated", "2026-11-27")
    told = json.loads(ask(*words, "--format", "json").out)
    assert told["title"] == "Calls to 07700 900123"
    assert [each["heading"] for each in told["passages"]][:2] == [
        "What we hold",
        "When you were called, by whom and why",
    ]
    assert not list(kept.book.of_kind("export"))  # nothing left the house as a file
    ask(*words, "-o", "one.pdf", "--by", "A. Khan")
    ask(*words, "-o", "two.pdf")
    one = (tmp_path / "one.pdf").read_bytes()
    assert one == (tmp_path / "two.pdf").read_bytes()
    text = " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(one)).pages).split())
    for each in told["passages"]:
        for line in each["lines"]:
            assert " ".join(line.split())[:60] in text
    assert [each.told["what"] for each in kept.book.of_kind("export")] == ["letter about a number"] * 2


@pytest.mark.parametrize("words", [("nonsense",), ("07700 900123", "-o", "missing/x.pdf")])
def test_refusals(ask, kept, words):
    assert ask("number", "explain", *words, code=1).err.startswith("Error: ")


def test_an_empty_ledger_has_an_answer(ask):
    """Nobody was ever called from here: a person who asks is owed that answer as well."""
    assert "hold nothing under it" in ask("number", "explain", "07700 900123").out

"""Entries whose time is over: emptied by a policy, gone from every file, and the ledger still holds."""

import json
from datetime import date

import pytest

from ringfence import ledger
from ringfence.evidence.retention import Period, PolicyUnusable, over, period, policy
from ringfence.ledger.events import ComplaintReceived
from ringfence.preferences.scopes import asking
from ringfence.store import open_store

from .made import ANNA, BORIS, decided, ended, objection

NEVER = "canary-7d1f"
NOBODY = 447700900789


def old(number=BORIS, **more):
    at = "2019-03-05T12:00:00.000000Z"
    return decided(number, at=at, id="old", reference="old", situation=NEVER, **more), ended(
        number, at=at, reference="old", started_at="", outcome=NEVER
    )


@pytest.fixture
def aged(home):
    """A store with two entries of 2019 about one number, an objection of it, and entries of 2026 about another."""
    with open_store(home) as store:
        ledger.append(store, [*old(), decided(ANNA), ended(ANNA)])
        store.append([objection(store, BORIS)])
        yield store


@pytest.mark.parametrize(
    ("written", "before"),
    [("6y", date(2020, 2, 29)), ("18m", date(2024, 8, 28)), ("1m", date(2026, 1, 28)), ("90d", date(2025, 11, 30))],
)
def test_periods(written, before):
    assert period(written).before(date(2026, 2, 28)) == {"6y": date(2020, 2, 28)}.get(written, before)


def test_leap_days():
    assert Period(1, "y").before(date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("written", ["", "6", "y", "0y", "-1y", "6 weeks", "1.5y", "99999y"])
def test_no_period(written):
    with pytest.raises(PolicyUnusable, match="is no period"):
        period(written)


@pytest.mark.parametrize("kind", ["objection", "consent", "erasure", "campaign-signed", "decisions", ""])
def test_kinds_that_no_rule_may_empty(kind):
    with pytest.raises(PolicyUnusable):
        policy([kind], "6y")


def test_the_day_itself_is_kept(aged):
    asked = policy(["decision"], "7y")
    assert not over(aged.book, asked, date(2026, 3, 5)).places
    assert len(over(aged.book, asked, date(2026, 3, 6)).places) == 1


def test_a_dry_run_is_what_happens_unless_told_otherwise(ask, told, aged):
    words = (
        "ledger",
        "retain",
        "--kind",
        "decision",
        "--kind",
        "call-outcome",
        "--older-than",
        "6y",
        "--on",
        "2026-11-27",
    )
    assert "2 entries would be emptied" in ask(*words).out
    assert told(*words)["would_empty"] == 2
    assert len(aged.book.of_number(BORIS)) == 3


def test_emptied_entries_are_gone_from_every_file_kept(ask, aged, home):
    ledger.append(aged, old(NOBODY))
    gone = [NEVER.encode(), str(NOBODY).encode(), NOBODY.to_bytes(8, "big")]
    gone += [each.salt for each in aged.book.of_number(NOBODY)]
    aged.close()
    assert all(
        any(each in file.read_bytes() for file in home.iterdir()) for each in (NEVER.encode(), gone[1], gone[-1])
    )
    words = ("--kind", "decision", "--kind", "call-outcome", "--older-than", "6y", "--empty", "--by", "A. Khan")
    assert "4 entries were emptied" in ask("ledger", "retain", *words).out
    for file in home.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not [each for each in gone if each in data], file
    assert "Holds: " in ask("ledger", "verify").out
    with open_store(home) as store:
        (erasure,) = store.book.of_kind("erasure")
        assert erasure.told["reason"] == "retention: call-outcome after 6 years, decision after 6 years"
        assert erasure.told["by"] == "A. Khan"
        assert store.objections(BORIS, asking()), "the suppression survives"
        assert [each.kind for each in store.book.of_number(BORIS)] == ["objection"]
        assert len(store.book.of_number(ANNA)) == 2


def test_a_second_run_finds_nothing_more(ask, aged):
    words = ("ledger", "retain", "--kind", "decision", "--older-than", "6y", "--empty", "--by", "A. Khan")
    assert "1 entry was emptied" in ask(*words).out
    assert "0 entries were emptied" in ask(*words).out
    assert len(list(aged.book.of_kind("erasure"))) == 1


def test_what_bears_on_a_complaint_that_is_kept_is_kept(ask, told, aged):
    ledger.append(aged, [ComplaintReceived(at="2026-11-01T10:00:00.000000Z", case="9", number=BORIS)])
    words = ("ledger", "retain", "--kind", "decision", "--older-than", "6y", "--on", "2026-11-27")
    assert told(*words)["kinds"]["decision"] == {
        "keep": "6 years", "from": "2020-11-27", "entries": 0, "kept_back": 1,
    }  # fmt: skip
    assert "1 more kept for a complaint" in ask(*words).out


def test_a_complaint_that_is_itself_over_keeps_nothing_back(told, aged, tmp_path):
    ledger.append(aged, [ComplaintReceived(at="2019-04-01T10:00:00.000000Z", case="9", number=BORIS)])
    (tmp_path / "retention.toml").write_text('[keep]\ndecision = "6y"\ncomplaint = "6y"\n')
    found = told("ledger", "retain", "--policy", "retention.toml", "--on", "2026-11-27")
    assert found["would_empty"] == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no table [keep]"),
        ("[keep]\n", "needs a period"),
        ("[keep]\ndecision = 6\n", "needs a period"),
        ('keep = "6y"\n', "needs a period"),
        ('[keep]\nobjection = "6y"\n', "objection erase"),
        ('[keep]\nnonsense = "6y"\n', "no kind that a rule may empty"),
        ("[keep\n", "no table [keep] can be read"),
    ],
)
def test_policies_that_cannot_be_used(ask, aged, tmp_path, text, says):
    (tmp_path / "retention.toml").write_text(text)
    assert says in ask("ledger", "retain", "--policy", "retention.toml", code=1).err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--kind", "decision"),
        ("--older-than", "6y"),
        ("--policy", "none.toml"),
        ("--policy", "none.toml", "--kind", "decision", "--older-than", "6y"),
        ("--kind", "decision", "--older-than", "6y", "--empty"),
        ("--kind", "decision", "--older-than", "6y", "--empty", "--by", "A", "--on", "2026-11-27"),
    ],
)
def test_words_that_cannot_be_used(ask, aged, words):
    ask("ledger", "retain", *words, code=1)
    assert json.dumps([each.seq for each in aged.book.of_kind("erasure")]) == "[]"

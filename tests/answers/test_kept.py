"""Answers kept, released and read, on both databases; what goes wrong on the way loses and doubles nothing."""

from collections import Counter
from contextlib import closing

import apsw
import pytest

from ringfence.answers import kept as module
from ringfence.answers.kept import Plan, folder_name, open_answers, plan_of
from ringfence.answers.memory import memory_folder
from ringfence.answers.plan import Bands
from ringfence.answers.record import AnswerRefused
from ringfence.store import answers as base_module
from ringfence.store import answers_plain
from ringfence.store.answers import URL, AnswerPlace
from ringfence.store.place import URL as STORE_URL
from ringfence.store.place import StoreUnusable


def numbers(keeping):
    return sorted(int(each.closed["n"]) for each in keeping.released())


def test_every_answer_is_there_once_in_the_end(base, home, record, small):
    told = []
    with open_answers(home, "spring", small(), told.append) as keeping:
        records = [record(each, texts={"q9": f"text {each}"}) for each in range(53)]
        for each in records:
            keeping.keep(each)
            keeping.keep(each)  # the connection dropped
        assert keeping.waiting() + len(numbers(keeping)) == 53
        keeping.release(rest=True)
        assert numbers(keeping) == list(range(53))
        assert sorted(keeping.texts("q9")) == sorted(("q9", f"text {each}") for each in range(53))
        assert keeping.waiting() == 0
        for each in records:
            keeping.keep(each)  # long after
        assert keeping.waiting() == 0
    assert sum(each.interviews for each in told if each.kind == "closed") == 53
    assert min(each.interviews for each in told) >= 10


def test_all_that_was_told_comes_back(base, home, record, small):
    bands = Bands(("area",), ((("n",), ("north",)), (("s",), ("south",))))
    with open_answers(home, "spring", small(bands=bands)) as keeping:
        for each in range(12):
            keeping.keep(record(each, closed={"n": str(each), "m": ("b", "a")}, bands={"area": "n"}, hurried=True))
        keeping.release()
        found = list(keeping.released())
    assert len(found) == 12
    assert {(each.wave, each.bands["area"], each.hurried, each.partial) for each in found} == {
        ("wave 1", "north", True, False)
    }
    assert {each.closed["m"] for each in found} == {("a", "b")}


def test_what_is_too_little_to_tell_is_left_out(home, record, small):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(6):
            keeping.keep(record(each, hurried=True))
            keeping.keep(record(10 + each, hurried=False))
        assert keeping.release() == []
        keeping.release(rest=True)
        assert {each.hurried for each in keeping.released()} == {None}


def test_broken_off_interviews_never_leave_among_whole_ones(home, record, small):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(30):
            keeping.keep(record(each, partial=each % 5 == 0))
        keeping.release(rest=True)
        assert not any(each.partial for each in keeping.released())
        assert keeping.waiting() == 6
        assert keeping.why_waiting() == {"fewer than 10 of one cell": 6}


def test_quotas_count_what_waits_too(home, record, small):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(25):
            keeping.keep(record(each, closed={"q1": str(each % 2), "m": ("a", "b")}))
        assert keeping.tally("q1") == {"0": 13, "1": 12}
        assert keeping.tally("m") == {"a": 25, "b": 25}
        assert keeping.tally("none") == {}


def test_terms_are_settled_once(base, home, small):
    assert plan_of(home, "spring") is None
    open_answers(home, "spring", small(12)).close()
    with open_answers(home, "spring") as keeping:
        assert keeping.plan.k == 12
    with pytest.raises(AnswerRefused, match="other terms"):
        open_answers(home, "spring", small(13))
    assert plan_of(home, "spring").k == 12


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (Plan(k=49), "fewer than 50"),
        (Plan(k=1, simulated=True), "fewer than 2"),
        (Plan(interviewers=1), "at least 2 interviewers"),
        (Plan(others=50), "others"),
        (Plan(others=0), "others"),
    ],
)
def test_terms_that_hide_nobody_are_refused(home, plan, why):
    with pytest.raises(AnswerRefused, match=why):
        open_answers(home, "spring", plan)


def test_a_crash_before_the_base_has_the_batch_changes_nothing(home, record, small, monkeypatch):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(12):
            keeping.keep(record(each))
        monkeypatch.setattr(keeping._base, "add_answers", broken)
        with pytest.raises(Killed):
            keeping.release()
    with open_answers(home, "spring") as keeping:
        keeping.release()
        assert numbers(keeping) == list(range(12))
        assert keeping.waiting() == 0


def test_a_crash_after_the_base_has_the_batch_doubles_nothing(base, home, record, small, monkeypatch):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(12):
            keeping.keep(record(each))
        monkeypatch.setattr(keeping._spool, "left", broken)
        with pytest.raises(Killed):
            keeping.release()
        before = answer_keys(home)
    with open_answers(home, "spring") as keeping:
        keeping.keep(record(12))  # whoever comes next finishes it
        assert numbers(keeping) == list(range(12))
        assert keeping.waiting() == 1
    assert answer_keys(home) == before


def test_a_batch_that_was_settled_is_never_chosen_again(home, record, small, monkeypatch):
    """A second choice would show, beside the first, who came in between."""
    with open_answers(home, "spring", small()) as keeping:
        for each in range(19):
            keeping.keep(record(each))
        monkeypatch.setattr(keeping._base, "add_answers", unreachable)
        trouble = keeping.keep(record(19)).trouble
        assert "gone" in trouble
        first = set(keeping._spool.leaving().keys)
    with open_answers(home, "spring") as keeping:
        keeping.keep(record(20))
        assert len(numbers(keeping)) == 10
        assert keeping._base.known(first) == first


def test_an_answer_handed_in_again_while_the_base_is_away_counts_once(home, record, small, monkeypatch):
    records = [record(each) for each in range(12)]
    with open_answers(home, "spring", small()) as keeping:
        for each in records:
            keeping.keep(each)
        keeping.release()
        monkeypatch.setattr(keeping._base, "known", unreachable)
        keeping.keep(records[0])
        assert keeping.waiting() == 1
    with open_answers(home, "spring") as keeping:
        for each in range(20, 32):
            keeping.keep(record(each))
        keeping.release(rest=True)
        assert max(Counter(numbers(keeping)).values()) == 1
        assert keeping.waiting() == 0


class Killed(BaseException):
    """In place of kill -9."""


def broken(*_):
    raise Killed


def unreachable(*_):
    raise StoreUnusable("gone")


def answer_keys(home):
    import os

    if url := os.environ.get(URL):
        rows = answers_plain.server_tables(url, "answers_spring")["answer"]
    else:
        rows = answers_plain.tables(AnswerPlace(home, None, name="spring").file)["answer"]
    return sorted(bytes(row["key"]) for row in rows)


def test_there_is_nothing_that_tells_order(home, record, small):
    with open_answers(home, "spring", small()) as keeping:
        for each in range(20):
            keeping.keep(record(each))
    file = AnswerPlace(home, None, name="spring").file
    with closing(apsw.Connection(str(file))) as connection:
        made = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")]
        assert all(sql.endswith("WITHOUT ROWID") for sql in made)
    assert {file.name for file in (memory_folder(home) / "spring").iterdir()} == {"spool", "lock"}


def test_the_server_writes_rows_anew_with_every_batch(home, answers_server, record, small):
    with open_answers(home, "anew", small()) as keeping:
        for each in range(60):
            keeping.keep(record(each))
        rows = answers_plain.server_tables(answers_server, "answers_anew")["answer"]
    assert len(rows) == 50
    assert len({row["xmin"] for row in rows}) == 1
    by_place = sorted(rows, key=lambda row: tuple(map(int, row["ctid"].strip("()").split(","))))
    keys = [bytes(row["key"]) for row in by_place]
    assert keys == sorted(keys)


def test_a_reader_on_the_server_holds_up_the_batch_not_the_answer(answers_server, home, record, small, monkeypatch):
    import psycopg

    monkeypatch.setattr(base_module, "PATIENCE", "200ms")
    with open_answers(home, "anew", small()) as keeping, psycopg.connect(answers_server) as reader:
        for each in range(19):
            keeping.keep(record(each))
        reader.execute("SELECT * FROM answers_anew.answer")  # and the transaction stays open
        kept = keeping.keep(record(19))
        assert (kept.waiting, kept.left) == (20, ())
        assert "lock timeout" in kept.trouble
        reader.rollback()
        assert keeping.keep(record(20)).trouble == ""
        assert len(numbers(keeping)) == 10


@pytest.mark.parametrize(
    ("answers", "store", "why"),
    [
        ("mysql://a@h/x", None, "no address of a PostgreSQL"),
        ("postgresql://a@h/x", "postgresql://b@h/x", "name one database"),
        ("postgresql://a@h/x", "postgresql://a@h/y", "name one role"),
    ],
)
def test_answers_do_not_lie_beside_the_calls(home, monkeypatch, answers, store, why):
    monkeypatch.setenv(URL, answers)
    if store:
        monkeypatch.setenv(STORE_URL, store)
    with pytest.raises(StoreUnusable, match=why):
        open_answers(home, "spring")


def test_a_base_of_another_form_is_refused(home, small, monkeypatch):
    open_answers(home, "spring", small()).close()
    monkeypatch.setattr(base_module, "VERSION", "2")
    with pytest.raises(StoreUnusable, match="another Ringfence"):
        open_answers(home, "spring")


@pytest.mark.parametrize("campaign", ["Spring Survey!", "../../etc", "ärger", "x" * 80, ""])
def test_an_odd_id_makes_a_plain_folder(campaign):
    assert module.re.fullmatch(r"[a-z0-9][a-z0-9_-]*", folder_name(campaign))
    assert folder_name(campaign) != folder_name(f"{campaign} ")


def test_texts_take_one_of_few_sizes():
    assert {len(base_module.padded("x" * size).encode()) for size in range(0, 3000, 7)} == set(base_module.PADDED)

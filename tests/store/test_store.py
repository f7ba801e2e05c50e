"""What goes into the store comes out of it, on either database: events, suppressions by scope, erasure, conflicts."""

import dataclasses

import numpy as np
import pytest

from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE, Scope, asking
from ringfence.store import StoreUnusable, open_store
from ringfence.store.writing import Emptied, EventConflict

from .conftest import PHONE, RECORDED, lifting, objection

OTHER = 441632960123
CALL = asking("spring", ["Example Party", "Example Calls"], "Example Calls")


def test_what_was_confirmed_is_read_back_whole(store):
    said = objection(
        store, said="no, “never” again\n☎", at="2026-11-01", channel="phone", recorded_by="A. Khan", source="x"
    )
    assert store.append([said]).new == (said,)
    assert store.objections(PHONE) == (said,)
    with open_store(store.place.home) as again:
        assert again.objections(PHONE) == (said,)
        assert again.event(said.id) == said


def test_the_same_event_twice_is_known_the_second_time(store):
    said = objection(store)
    done = store.append([said, said])
    assert (done.new, done.known) == ((said,), (said.id,))
    assert store.append([said]).known == (said.id,)
    assert len(store.history(PHONE)) == 1


@pytest.mark.parametrize(
    ("scope", "stops"),
    [
        (EVERYONE, True),
        (Scope("campaign", "spring"), True),
        (Scope("campaign", "autumn"), False),
        (Scope("organisation", "the EXAMPLE-party"), False),
        (Scope("organisation", "example  PARTY."), True),  # however it is cased, spaced and dotted
        (Scope("call-centre", "Example Calls"), True),
        (Scope("call-centre", "Example Party"), False),  # a client is no call centre
        (Scope("organisation", "Example Calls"), True),
    ],
)
def test_an_objection_reaches_as_far_as_its_scope(store, scope, stops):
    store.append([objection(store, scope=scope)])
    assert bool(store.objections(PHONE, CALL)) is stops
    assert store.suppressed(np.array([OTHER, PHONE]), CALL).tolist() == [False, stops]
    assert store.suppressions(CALL).tolist() == ([PHONE] if stops else [])


def test_lifting_ends_one_objection_and_keeps_both(store):
    first, second = objection(store), objection(store, said="stop, I said")
    store.append([first, second, lifting(store, first.id)])
    assert store.objections(PHONE) == (second,)
    assert store.suppressed(np.array([PHONE]), CALL).all()
    store.append([lifting(store, second.id)])
    assert not store.suppressed(np.array([PHONE]), CALL).any()
    assert [each.kind for each in store.history(PHONE)] == ["objection", "objection", "lifting", "lifting"]


def test_a_batch_goes_in_whole_or_not_at_all(store):
    first = objection(store)
    store.append([first])
    clash = dataclasses.replace(first, number=OTHER)
    with pytest.raises(EventConflict, match="another number or scope"):
        store.append([objection(store, OTHER), clash])
    assert not store.objections(OTHER)
    wider = dataclasses.replace(first, scope=Scope("campaign", "spring"))
    with pytest.raises(EventConflict):
        store.append([wider])


def test_what_is_new_is_in_the_ledger_and_a_ledger_that_fails_keeps_nothing(store, monkeypatch):
    said = objection(store)
    store.append([said])
    store.append([said])
    (entry,) = store.book.of_kind("objection")
    (begun,) = store.book.of_kind("ledger-begun")
    assert entry.told["event"]["id"] == said.id
    assert begun.told["events_before"] == 0, "what this very commit put on file was not there before"
    assert store.book.of_number(PHONE) == (entry,)

    def fails(*_):
        raise OSError("no room")

    monkeypatch.setattr(type(store.book), "add", fails)
    with pytest.raises(OSError, match="no room"):
        store.append([objection(store, OTHER)])
    assert not store.objections(OTHER)


def test_a_suppression_outlives_the_erasure_of_its_number(store):
    said = objection(store, said="I am Ann of 1 High Street", recorded_by="Bob", source="list.csv, row 3")
    store.append([said, objection(store, OTHER)])
    erasure = Event(id="e" * 32, kind="erasure", number=PHONE, at=RECORDED, recorded_at=RECORDED, said="request 7")
    assert store.erase(PHONE, erasure) == Emptied(events=1, entries=1)
    assert store.erase(PHONE, dataclasses.replace(erasure, id="f" * 32)) == Emptied(0, 0)
    (left,) = store.objections(PHONE, CALL)
    assert (left.number, left.said, left.recorded_by, left.source) == (None, "", "", "")
    assert store.suppressed(np.array([PHONE, OTHER, PHONE + 1]), CALL).tolist() == [True, True, False]
    assert store.suppressions(CALL).tolist() == [OTHER]
    assert store.key.keyed(PHONE) in store.erased(CALL)
    if store.place.url is None:
        held = b"".join(file.read_bytes() for file in store.place.home.iterdir())
        assert b"High Street" not in held, "neither in a free page nor in the journal"
        assert PHONE.to_bytes(6, "big") not in held
        assert OTHER.to_bytes(6, "big") in held, "or else this could not fail"
    store.append([dataclasses.replace(said, recorded_at=RECORDED)])  # a file that is read in again brings nothing back
    assert store.objections(PHONE)[0].number is None


def test_version_grows_with_every_event(store):
    before = store.version()
    store.append([objection(store), objection(store, OTHER)])
    assert store.version() == before + 2


def test_events_since(store):
    early = dataclasses.replace(objection(store), recorded_at="2026-11-20T09:00:00.000000Z")
    store.append([early, objection(store, OTHER)])
    assert [each.number for each in store.events(["objection"], since="2026-11-21")] == [OTHER]
    assert len(list(store.events(["objection"], standing=True))) == 2


def test_another_key_is_refused_for_erased_suppressions_would_go_unnoticed(store):
    store.append([objection(store)])
    key = store.place.home / "number.key"
    right = key.read_bytes()
    for wrong, said in ((bytes(32), "is not the key"), (b"short", "damaged")):
        key.write_bytes(wrong)
        with pytest.raises(StoreUnusable, match=said):
            open_store(store.place.home)
    key.unlink()
    with pytest.raises(StoreUnusable, match="cannot be read"):
        open_store(store.place.home)
    key.write_bytes(right)
    with open_store(store.place.home) as again:
        assert again.objections(PHONE)


def test_a_database_that_fails_is_told_as_the_stores_and_nothing_is_confirmed(store):
    store.append([objection(store)])
    with store._database.transaction():
        store._database.write("ALTER TABLE ringfence_event RENAME TO elsewhere", [()])
    for use in (lambda: store.objections(PHONE), lambda: store.append([objection(store, OTHER)]), store.version):
        with pytest.raises(StoreUnusable, match=r"ringfence_event"):
            use()


def test_a_full_disk_is_told_and_the_objection_is_not_confirmed(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    with open_store(tmp_path) as store:
        ((pages,),) = store._database.read("PRAGMA page_count")
        store._database.read(f"PRAGMA max_page_count={pages}")  # as full as SQLite itself can make it
        with pytest.raises(StoreUnusable, match="full"):
            store.append([objection(store, said="x" * 20_000)])
        assert not store.objections(PHONE)


def test_while_a_long_file_is_read_others_can_still_object(store):
    def long_file():
        yield objection(store)
        with open_store(store.place.home) as other:
            other.append([objection(other, OTHER)])
            assert other.objections(OTHER)

    store.append(long_file())
    assert store.objections(PHONE)


def test_the_mark_is_the_last_event_and_tells_two_stores_apart(store):
    assert store.mark() is None
    first, second = objection(store), objection(store, PHONE + 1)
    store.append([first])
    before = store.mark()
    assert (before.version, before.id, before.at) == (store.version(), first.id, RECORDED)
    store.append([second])
    assert store.mark().id == second.id
    assert store.mark().version > before.version
    store.append([second])  # known already: nothing was recorded
    assert store.mark().id == second.id

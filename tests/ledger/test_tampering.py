"""A ledger that was tampered with says so, and where; each way that we know of is tried."""

import dataclasses

import pytest

from ringfence import ledger
from ringfence.ledger.checkpoint import CheckpointUnreadable, read, read_key
from ringfence.ledger.recorded import altered
from ringfence.ledger.tree import Frontier, leaf_hash
from ringfence.ledger.verify import verify
from ringfence.preferences.events import Event
from ringfence.store import open_store

from .conftest import AT, PHONE, checked, decided, filled, objection

COLUMNS = ("keyed", "salt", "payload", "hashes", "kind")


def change(store, sql, *values):
    with store.book.transaction():
        store._database.write(sql, [values])


def first(report):
    """The first bad entry that is named."""
    return report.first.entry


def test_a_ledger_that_nobody_touched_holds(store):
    report = checked(filled(store))
    assert report.holds, report.faults
    assert report.size == 10  # its beginning, two, six decisions, an objection
    assert report.root == store.book.latest().root
    assert report.roots_signed == 8


def test_every_flipped_bit_of_every_byte_is_seen(store):
    filled(store, 3)
    rows, book = list(store.book.rows()), store.book
    signed, keys = list(book.checkpoints()), book.keys()
    for row in rows:
        for column in COLUMNS:
            value = getattr(row, column)
            raw = value.encode() if isinstance(value, str) else value or b""
            for place in range(len(raw)):
                bent = raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]
                put = bent.decode("latin-1") if isinstance(value, str) else bent
                changed = [*rows[: row.seq], dataclasses.replace(row, **{column: put}), *rows[row.seq + 1 :]]
                report = verify(changed, signed, keys, keyed=book.keyed)
                assert not report.holds, (row.seq, column, place)
                assert first(report) == row.seq, (row.seq, column, place, report.faults)
    for number, checkpoint in enumerate(signed):
        for name in ("root", "signature"):
            raw = checkpoint.root if name == "root" else checkpoint.signatures[0].value
            for place in range(len(raw)):
                bent = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
                other = (
                    dataclasses.replace(checkpoint, root=bent)
                    if name == "root"
                    else dataclasses.replace(
                        checkpoint, signatures=(dataclasses.replace(checkpoint.signatures[0], value=bent),)
                    )
                )
                assert not verify(rows, [*signed[:number], other, *signed[number + 1 :]], keys).holds


def test_a_deleted_entry_is_named(store):
    filled(store)
    change(store, "DELETE FROM ringfence_ledger WHERE seq = ?", 4)
    report = checked(store)
    assert first(report) == 4
    assert "entry 4 is missing" in report.faults[0].what


def test_deleted_entries_at_the_end_are_seen_by_the_roots(store):
    filled(store)
    change(store, "DELETE FROM ringfence_ledger WHERE seq >= ?", 7)
    assert first(checked(store)) == 7


def test_an_inserted_entry_is_seen(store):
    filled(store)
    change(store, "UPDATE ringfence_ledger SET seq = seq + 1000 WHERE seq >= ?", 5)
    change(store, "UPDATE ringfence_ledger SET seq = seq - 999 WHERE seq >= ?", 1000)
    row = next(each for each in store.book.rows() if each.seq == 4)
    change(
        store,
        "INSERT INTO ringfence_ledger (seq, kind, keyed, salt, payload, hashes) VALUES (5, ?, ?, ?, ?, ?)",
        row.kind, row.keyed, row.salt, row.payload, row.hashes,
    )  # fmt: skip
    assert first(checked(store)) == 5


def test_entries_that_changed_places_are_seen(store):
    filled(store)
    for old, new in ((3, 1000), (4, 3), (1000, 4)):
        change(store, "UPDATE ringfence_ledger SET seq = ? WHERE seq = ?", new, old)
    assert first(checked(store)) == 3


def rewritten(store, seq):
    """An entry replaced, and every hash after it computed anew: all that can be done without the key."""
    edge = Frontier()
    for row in list(store.book.rows()):
        salt, payload = row.salt, row.payload
        if row.seq == seq:
            payload = payload.replace(b'"block"', b'"allow"')
        hashes = edge.add(leaf_hash(salt + payload))
        change(store, "UPDATE ringfence_ledger SET payload = ?, hashes = ? WHERE seq = ?", payload, hashes, row.seq)
    return edge


def test_a_history_written_anew_is_seen_by_the_signed_roots(store):
    filled(store)
    rewritten(store, 5)
    report = checked(store)
    assert first(report) == 5, report.faults
    assert "entries 5 to 5 are not those that were signed" in report.faults[0].what


def test_roots_that_are_removed_leave_entries_without_one(store):
    filled(store)
    edge = rewritten(store, 5)
    change(store, "DELETE FROM ringfence_checkpoint WHERE size > ?", 5)
    assert first(checked(store)) == 5
    change(store, "UPDATE ringfence_checkpoint SET size = ?, root = ? WHERE size = 5", edge.size, edge.root())
    assert not checked(store).holds, "a root without the key's signature"


def test_an_emptied_entry_without_an_erasure_is_named(store):
    filled(store)
    change(store, "UPDATE ringfence_ledger SET salt = NULL, payload = NULL, keyed = NULL WHERE seq = ?", 4)
    report = checked(store)
    assert [each.entry for each in report.faults] == [4]
    change(store, "UPDATE ringfence_ledger SET payload = ? WHERE seq = ?", b"{}", 4)
    assert first(checked(store)) == 4


def test_an_older_copy_put_back_is_seen_only_with_a_kept_checkpoint(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    with open_store(tmp_path) as store:
        filled(store)
        store._database.read("VACUUM INTO ?", [str(tmp_path / "older.sqlite3")])
        ledger.append(store, [decided(99)])
        kept = read(str(store.book.latest()))
        assert checked(store, kept).holds
    (tmp_path / "older.sqlite3").replace(tmp_path / "store.sqlite3")
    with open_store(tmp_path) as store:
        assert checked(store).holds, "one copy alone cannot show that a newer one was there"
        report = checked(store, kept)
        assert first(report) == 10
        assert "knows 11 entries, here are 10" in report.faults[0].what
        ledger.append(store, [decided(100), decided(101)])
        forked = checked(store, kept)
        assert not forked.holds, "two histories from one place: a fork"
        assert "not those of the checkpoint brought along" in forked.faults[0].what


def test_a_checkpoint_of_another_ledger_is_no_proof(store, tmp_path, monkeypatch):
    filled(store)
    monkeypatch.delenv("RINGFENCE_DATABASE_URL", raising=False)
    with open_store(tmp_path / "other") as other:
        filled(other)
        foreign = other.book.latest()
    assert "not signed by a key given" in checked(store, foreign).faults[0].what


def test_an_objection_changed_on_file_is_named_by_its_entry(store):
    filled(store)
    said = store.key.id("said")
    found = lambda: list(altered(store.book.of_kind("objection"), store.events_by_id))  # noqa: E731
    assert found() == []
    change(store, "UPDATE ringfence_event SET said = ? WHERE id = ?", "call me any time", said)
    assert [(each.entry, each.what.endswith("differs now in said")) for each in found()] == [(9, True)]
    change(store, "DELETE FROM ringfence_event WHERE id = ?", said)
    assert "on file no more" in found()[0].what


def test_an_erasure_leaves_a_ledger_that_holds_and_nothing_of_what_was_said(store):
    filled(store)
    store.append([objection("ann", PHONE, "I am Ann of 1 High Street")])
    erasure = Event(id="e" * 32, kind="erasure", number=PHONE, at=AT, recorded_at=AT, said="request 7")
    emptied = store.erase(PHONE, erasure)
    assert (emptied.events, emptied.entries) == (2, 3)
    report = checked(store)
    assert report.holds, report.faults
    assert report.erased == 3
    assert store.book.of_number(PHONE) == ()
    assert list(altered(store.book.of_kind("objection"), store.events_by_id)) == []
    if store.place.url is None:
        for file in store.place.home.iterdir():
            held = file.read_bytes()
            assert b"High Street" not in held, file
            assert str(PHONE).encode() not in held, file
            assert PHONE.to_bytes(6, "big") not in held, file


@pytest.mark.parametrize("text", ["", "a\nb\nc", "name\n1\nAAAA\n\n", "name\n01\n" + "A" * 43 + "=\n\n", "x" * 5000])
def test_what_is_no_checkpoint_is_refused_with_the_way_out(text):
    with pytest.raises(CheckpointUnreadable, match="ledger checkpoint"):
        read(text)


@pytest.mark.parametrize("text", ["", "name+00000000+AAAA", "name", "a+b+c+d", "name+00000000+" + "A" * 44])
def test_what_is_no_key_is_refused_with_the_way_out(text):
    with pytest.raises(CheckpointUnreadable, match="ledger key"):
        read_key(text)


def test_a_checkpoint_survives_mail(store):
    filled(store)
    latest = store.book.latest()
    (key,) = store.book.keys()
    mailed = read("\r\n".join(f"{latest}".split("\n")))
    assert mailed == latest
    assert mailed.signed_by(read_key(str(key)))
    assert not dataclasses.replace(mailed, size=mailed.size + 1).signed_by(key)

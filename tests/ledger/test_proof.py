"""Proofs of single entries, the key that signs them, and its change."""

import dataclasses
import os

import pytest

from ringfence import ledger
from ringfence.ledger.checkpoint import read_key
from ringfence.ledger.keys import DEMO_SEED, LedgerKeyUnusable, Signer
from ringfence.ledger.proof import NothingToProve, ProofUnreadable, prove, read
from ringfence.preferences.events import Event
from ringfence.store import open_store

from .conftest import AT, PHONE, checked, decided, filled


def proof_of(store, seq):
    return prove(store.book.entry(seq), store.book.latest(), store.book.node)


def test_every_entry_can_be_proved_with_its_text_alone(store):
    filled(store)
    key = read_key(str(store.book.keys()[0]))
    for seq in range(store.book.tail()[0]):
        text = str(proof_of(store, seq))
        assert read(text).fault([key]) == ""
        assert read(text.replace("\n", "\r\n")) == read(text)
        assert str(read(text)) == text


def test_every_changed_byte_of_a_proof_is_seen(store):
    filled(store)
    keys = store.book.keys()
    raw = str(proof_of(store, 5)).encode()
    for place in range(len(raw)):
        bent = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        try:
            assert read(bent.decode()).fault(keys), (place, bent[max(0, place - 9) : place + 9])
        except (ProofUnreadable, UnicodeDecodeError):
            continue
        except Exception as error:
            if getattr(error, "code", "") != "checkpoint-unreadable":
                raise


def test_a_proof_for_another_place_does_not_hold(store):
    filled(store)
    proof = proof_of(store, 5)
    assert dataclasses.replace(proof, index=4).fault(store.book.keys())
    assert "not signed" in proof.fault([])


def test_an_erased_entry_cannot_be_proved_and_the_others_still_can(store):
    filled(store)
    store.erase(PHONE, Event(id="e" * 32, kind="erasure", number=PHONE, at=AT, recorded_at=AT, said="request 7"))
    with pytest.raises(NothingToProve, match="was erased"):
        proof_of(store, 3)
    assert proof_of(store, 4).fault(store.book.keys()) == ""
    with pytest.raises(NothingToProve, match="came later"):
        prove(store.book.entry(8), store.book.checkpoint(4), store.book.node)


@pytest.mark.parametrize("text", ["", "c2sp.org/tlog-proof@v1\nindex 1\n\nx", "c2sp.org/tlog-proof@v1\n", "{}"])
def test_what_is_no_proof_is_refused_with_the_way_out(text):
    with pytest.raises(ProofUnreadable, match="ledger prove"):
        read(text)


def test_a_new_key_is_signed_in_by_the_old_one_and_old_roots_still_hold(store):
    filled(store)
    old = store.book.signer().public
    kept = store.book.latest()
    entry = store.book.rotate(AT, "A. Khan", "yearly")
    new = store.book.signer().public
    ledger.append(store, [decided(99)])
    assert new != old
    change = store.book.checkpoint(entry.seq + 1)
    assert change.signed_by(old), "whoever has the old key can follow"
    assert change.signed_by(new)
    assert not store.book.latest().signed_by(old)
    report = checked(store, kept)
    assert report.holds, report.faults
    assert store.book.keys() == (new, old)


def test_a_lost_key_is_replaced_and_that_shows(store):
    filled(store)
    (store.place.home / "ledger.key").unlink()
    with open_store(store.place.home) as again:
        with pytest.raises(LedgerKeyUnusable, match="rotate --lost"):
            ledger.append(again, [decided(99)])
        again.book.rotate(AT, "A. Khan", "the disk of the old machine", lost=True)
        ledger.append(again, [decided(99)])
        assert checked(again).holds


def test_a_change_of_keys_that_was_cut_short_is_finished(store, monkeypatch):
    filled(store)
    with monkeypatch.context() as cut:
        cut.setattr("ringfence.store.ledger.take_over", lambda _home: None)  # the power goes before
        store.book.rotate(AT, "A. Khan", "yearly")
    with open_store(store.place.home) as again:
        ledger.append(again, [decided(99)])
        assert checked(again).holds
        assert not (store.place.home / "ledger.key.next").exists()


def test_a_key_put_into_the_database_is_not_trusted(store):
    filled(store)
    forged = Signer(store.book.signer().public.name, b"x" * 32)
    latest = store.book.latest()
    with store.book.transaction():
        change = "UPDATE ringfence_setting SET value = ? WHERE name = 'ledger_key'"
        store._database.write(change, [(str(forged.public),)])
        sign = "UPDATE ringfence_checkpoint SET signature = ?, hint = ? WHERE size = ?"
        store._database.write(sign, [(forged.signature(latest.size, latest.root), forged.public.hint, latest.size)])
    with open_store(store.place.home) as again, pytest.raises(LedgerKeyUnusable, match="not the key"):
        again.book.keys()


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_key_that_others_can_read_or_everybody_knows_or_is_damaged_is_refused(store, monkeypatch):
    monkeypatch.delenv("RINGFENCE_DEMO", raising=False)
    filled(store)
    file = store.place.home / "ledger.key"
    seed = file.read_bytes()
    for raw, mode, said in (
        (seed, 0o640, "chmod 600"),
        (seed[:5], 0o600, "damaged"),
        (DEMO_SEED, 0o600, "everybody knows"),
    ):
        file.write_bytes(raw)
        file.chmod(mode)
        with open_store(store.place.home) as again, pytest.raises(LedgerKeyUnusable, match=said):
            ledger.append(again, [decided(99)])

"""The program that goes with a pack: it needs no Ringfence, and a pack that was tampered with does not pass."""

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence import ledger
from ringfence.evidence import bundle, verifier
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather
from ringfence.evidence.pack import packed
from ringfence.evidence.papers import Papers
from ringfence.evidence.verifier import Broken, Key, Unusable, verify
from ringfence.ledger import tree
from ringfence.ledger.keys import Signer

from .made import ANNA, BORIS, decided

SOURCE = Path(verifier.__file__)


def account_of(store, home, number=ANNA):
    return gather(store, Subject(numbers=(number,)), Papers(home / "campaigns"))


@pytest.fixture
def whole(kept, home):
    """A pack, and the key to check it with."""
    signer = kept.book.signer()
    return packed(account_of(kept, home), kept.book, signer), Key(str(signer.public))


@pytest.fixture
def small(kept, home):
    """The files of a pack without the documents for people, and the ledger's signer."""
    account = account_of(kept, home)
    return bundle.entries(account, kept.book, [ANNA, 441632960000]), account.at, kept.book.signer()


def key_of(signer):
    return Key(str(signer.public))


def test_a_pack_holds_and_says_what_that_means(whole):
    data, key = whole
    said = "\n".join(verify(data, key, None))
    for words in ("13 of its entries stand in it word for word", "What this cannot show", "no earlier checkpoint"):
        assert words in said
    assert hashlib.sha256(data).hexdigest() in said


def test_it_needs_nothing_of_ringfence_and_can_be_read():
    read = ast.parse(SOURCE.read_text())
    names = [each for each in ast.walk(read) if isinstance(each, ast.Import | ast.ImportFrom)]
    roots = {(each.module or "") if isinstance(each, ast.ImportFrom) else each.names[0].name for each in names}
    assert {each.partition(".")[0] for each in roots} <= set(sys.stdlib_module_names)
    assert sum(1 for line in SOURCE.read_text().splitlines() if line.strip()) < 250


def run(folder, *words):
    """The program as its reader runs it: from the pack, alone."""
    command = [sys.executable, "-E", "-s", "verify.py", *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_run_from_the_pack_with_its_exit_codes(whole, tmp_path):
    data, _ = whole
    folder = tmp_path / "reader"
    folder.mkdir()
    files = verifier.unzipped(data)
    (folder / "verify.py").write_bytes(files["verify.py"])
    (folder / "pack.zip").write_bytes(data)
    (folder / "key.txt").write_bytes(files["key.txt"])
    (folder / "bad.zip").write_bytes(data[:-1])
    (folder / "checkpoint.txt").write_bytes(files["checkpoint.txt"])
    written = files["key.txt"].decode().strip()
    done = run(folder, "pack.zip", "--key", written)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Holds: Evidence about calls to 07700 900123" in done.stdout
    assert run(folder, "pack.zip", "--key", "key.txt").returncode == 0
    assert (
        "your checkpoint is the pack's".casefold()
        in run(folder, "pack.zip", "--key", "key.txt", "--checkpoint", "checkpoint.txt").stdout.casefold()
    )
    assert run(folder, "bad.zip", "--key", written).returncode == 2
    for words in (["pack.zip"], ["nothing.zip", "--key", written], ["pack.zip", "--key", "a+b+c"], ["--nonsense"]):
        assert run(folder, *words).returncode == 1, words


def test_without_a_library_for_signatures_it_says_so(whole, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(verifier.importlib, "import_module", missing)
    with pytest.raises(Unusable, match="pip install pynacl"):
        verify(*whole, None)


def test_any_byte_that_is_changed_shows(small):
    """Every byte of the archive; of the verifier's own text every thirtieth: one digest covers it all."""
    files, at, signer = small
    files = {
        name: data for name, data in files.items() if name.startswith("proofs/00000000") or name == "entries.jsonl"
    }
    kept = files["entries.jsonl"].split(b"\n")
    files["entries.jsonl"] = b"".join(line + b"\n" for line in kept if json.loads(line or b'{"seq":99}')["seq"] < 10)
    data, key = bundle.sealed(files, "small", at, signer), key_of(signer)
    verify(data, key, None)
    inside = data.index(SOURCE.read_bytes())
    dense = [place for place in range(len(data)) if not inside <= place < inside + SOURCE.stat().st_size]
    changed = bytearray(data)
    for place in [*dense, *range(inside, inside + SOURCE.stat().st_size, 30)]:
        mask = 1 << place % 8
        changed[place] ^= mask
        with pytest.raises(Broken):
            verify(bytes(changed), key, None)
        changed[place] ^= mask


@pytest.mark.parametrize("size", [0, 1, 21, 22, 100, -1, -30])
def test_what_is_cut_off_or_added_shows(whole, size):
    data, key = whole
    with pytest.raises(Broken):
        verify(data[:size], key, None)
    with pytest.raises(Broken):
        verify(data + b"x", key, None)


def lines_of(files):
    return [json.loads(line) for line in files["entries.jsonl"].decode().split("\n") if line]


def put(files, lines):
    written = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
    return {**files, "entries.jsonl": written.encode()}


def say_otherwise(files):
    lines = lines_of(files)
    place = next(place for place, each in enumerate(lines) if each["kind"] == "decision")
    lines[place]["entry"] = lines[place]["entry"].replace('"block"', '"allow"').replace('"allow"', '"hold"')
    return put(files, lines)


def call_erased(files):
    lines = lines_of(files)
    for name in ("salt", "entry"):
        del lines[3][name]
    lines[3]["state"] = "erased"
    name = f"proofs/{lines[3]['seq']:09}.tlog-proof"
    proof = b"\n".join(line for line in files[name].split(b"\n") if not line.startswith(b"extra"))
    return put({**files, name: proof}, lines)


def swapped(files):
    first, second = sorted(name for name in files if name.startswith("proofs/"))[:2]
    return {**files, first: files[second], second: files[first]}


def other_hash(files):
    lines = lines_of(files)
    lines[2]["leaf"] = "00" * 32
    return put(files, lines)


def reordered(files):
    return put(files, lines_of(files)[::-1])


def told_twice(files):
    return put(files, [*lines_of(files), lines_of(files)[-1]])


def other_kind(files):
    lines = lines_of(files)
    lines[2]["kind"] = "export"
    return put(files, lines)


def without_proof(files):
    return {name: data for name, data in files.items() if name != min(n for n in files if n.startswith("proofs/"))}


def proof_too_many(files):
    return {**files, "proofs/000000099.tlog-proof": b"x"}


def proof_too_long(files):
    name = min(n for n in files if n.startswith("proofs/"))
    return {**files, name: files[name].replace(b"\n\n", b"\n" + b"A" * 43 + b"=\n\n", 1)}


def made_up(files):
    """An entry in which everything agrees with everything, but which was never entered."""
    from base64 import b64encode

    lines = lines_of(files)
    each = next(each for each in lines if each["kind"] == "decision")
    before = b64encode(bytes.fromhex(each["salt"]) + each["entry"].encode())
    each["entry"] = each["entry"].replace("call-", "wall-")
    data = bytes.fromhex(each["salt"]) + each["entry"].encode()
    each["leaf"] = hashlib.sha256(b"\x00" + data).hexdigest()
    name = f"proofs/{each['seq']:09}.tlog-proof"
    return put({**files, name: files[name].replace(before, b64encode(data))}, lines)


def at_another_place(files):
    lines = lines_of(files)
    each = next(each for each in lines if each["kind"] == "decision")
    name = f"proofs/{each['seq']:09}.tlog-proof"
    proof = files[name].replace(f"index {each['seq']}\n".encode(), b"index 99\n")
    each["seq"] = 99
    rest = {other: data for other, data in files.items() if other != name}
    return put({**rest, "proofs/000000099.tlog-proof": proof}, sorted(lines, key=lambda line: line["seq"]))


def for_another_checkpoint(files):
    name = min(n for n in files if n.startswith("proofs/"))
    head, _, _ = files[name].partition(b"\n\n")
    return {**files, name: head + b"\n\nanother\n1\nAAAA\n"}


TAMPERED = [
    (for_another_checkpoint, "for another checkpoint"),
    (made_up, "is not in the ledger at its place"),
    (at_another_place, "outside the ledger"),
    (say_otherwise, "is not what was entered"),
    (call_erased, "no erasure in the pack emptied it"),
    (swapped, "proof"),
    (other_hash, "its hash differs"),
    (reordered, "out of order"),
    (told_twice, "out of order"),
    (other_kind, "of another kind"),
    (without_proof, "comes without a proof"),
    (proof_too_many, "entries that are not there"),
    (proof_too_long, "too long"),
    (lambda files: {**files, "entries.jsonl": b"[]\n"}, "another form"),
    (lambda files: {**files, "entries.jsonl": b"\xff"}, "another form"),
    (lambda files: {name: data for name, data in files.items() if name != "entries.jsonl"}, "another form"),
]


@pytest.mark.parametrize(("tamper", "says"), TAMPERED, ids=lambda each: getattr(each, "__name__", None))
def test_whoever_holds_the_key_cannot_change_an_entry(small, tamper, says):
    """Made anew and signed with the ledger's own key: the tree shows it all the same."""
    files, at, signer = small
    verify(bundle.sealed(files, "x", at, signer), key_of(signer), None)
    with pytest.raises(Broken, match=says):
        verify(bundle.sealed(tamper(files), "x", at, signer), key_of(signer), None)


def test_what_cannot_be_detected_an_entry_that_was_left_out(small):
    """The docs say so: a pack shows that what is in it was entered, not that everything is in it."""
    files, at, signer = small
    *rest, last = lines_of(files)
    fewer = {name: data for name, data in put(files, rest).items() if name != f"proofs/{last['seq']:09}.tlog-proof"}
    verify(bundle.sealed(fewer, "x", at, signer), key_of(signer), None)


def test_another_key_is_not_the_ledgers(small):
    files, at, signer = small
    forger = Signer(signer.public.name, bytes(32))
    with pytest.raises(Broken, match="not signed with the key"):
        verify(bundle.sealed(files, "x", at, forger), key_of(signer), None)
    forged = forger.sign(at.size, at.root)
    with pytest.raises(Broken):
        verify(bundle.sealed(files, "x", forged, signer), key_of(signer), None)


def test_other_files_under_a_manifest_of_before(whole):
    data, key = whole
    files = verifier.unzipped(data)
    for changed in (
        {**files, "evidence.pdf": b"%PDF nothing happened"},
        {**files, "more.txt": b""},
        {name: each for name, each in files.items() if name != "calls.csv"},
        {name: each for name, each in files.items() if name != "manifest.note"},
    ):
        with pytest.raises(Broken):
            verify(verifier.zipped(changed), key, None)


def test_a_manifest_made_to_fit_is_not_the_one_that_was_signed(whole):
    data, key = whole
    files = verifier.unzipped(data)
    forged = b"%PDF nothing happened"
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["evidence.pdf"] = {"bytes": len(forged), "sha256": hashlib.sha256(forged).hexdigest()}
    written = json.dumps(manifest, indent=1).encode()
    with pytest.raises(Broken, match="not the one that was signed"):
        verify(verifier.zipped({**files, "evidence.pdf": forged, "manifest.json": written}), key, None)


def test_the_signature_of_a_manifest_is_no_checkpoint(whole):
    data, key = whole
    with pytest.raises(Unusable):
        verify(data, key, (verifier.unzipped(data)["manifest.note"].decode(), key))


def test_a_signature_has_one_form_only(whole):
    """Bits of base64 that mean nothing, a second line: nothing may be changed unseen."""
    data, key = whole
    files = verifier.unzipped(data)
    note = files["manifest.note"].decode()
    assert note.endswith("=\n")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = letters[letters.index(note[-3]) ^ 1]
    for changed in (
        f"{note[:-3]}{other}=\n",
        note + "\u2014 somebody AAAA\n",
        note[:-1],
        note + "\n",
        note[:-1] + "\r\n",
    ):
        with pytest.raises(Broken):
            verify(verifier.zipped({**files, "manifest.note": changed.encode()}), key, None)


def test_a_kept_checkpoint_shows_that_the_ledger_only_grew(kept, home):
    before = kept.book.latest()
    ledger.append(kept, [decided(day=25)])
    signer = kept.book.signer()
    account = account_of(kept, home)
    bare = packed(account, kept.book, signer)
    with pytest.raises(Unusable, match="--since"):
        verify(bare, key_of(signer), (str(before), key_of(signer)))
    grown = packed(account, kept.book, signer, [before])
    said = "\n".join(verify(grown, key_of(signer), (str(before).replace("\n", "\r\n"), key_of(signer))))
    assert f"grew from your checkpoint of {before.size} entries to {account.at.size}" in said
    for size in (before.size, account.at.size):
        fork = signer.sign(size, b"\x07" * 32)
        with pytest.raises(Broken, match=r"was changed"):
            verify(grown, key_of(signer), (str(fork), key_of(signer)))
    newer = signer.sign(account.at.size + 3, b"\x07" * 32)
    with pytest.raises(Unusable, match="Ask for a pack made now"):
        verify(grown, key_of(signer), (str(newer), key_of(signer)))


def test_a_checkpoint_signed_with_the_key_of_before(kept, home):
    before, old = kept.book.latest(), key_of(kept.book.signer())
    kept.book.rotate("2026-11-25T10:00:00.000000Z", "A. Khan", "yearly")
    signer = kept.book.signer()
    data = packed(account_of(kept, home), kept.book, signer, [before])
    with pytest.raises(Unusable, match="--kept-key"):
        verify(data, key_of(signer), (str(before), key_of(signer)))
    assert "grew from your checkpoint" in "\n".join(verify(data, key_of(signer), (str(before), old)))


@given(
    st.integers(1, 80).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1), st.integers(1, size)))
)
def test_its_tree_is_the_ledgers_tree(case):
    size, index, old = case
    leaves = [tree.leaf_hash(bytes([each])) for each in range(size)]

    def node(level, place):
        span = 1 << level
        return tree.subtree(0, span, lambda low, at: level_of(low, at, place * span)) if level else leaves[place]

    def level_of(level, place, first):
        if level == 0:
            return leaves[first + place]
        return tree.node_hash(level_of(level - 1, 2 * place, first), level_of(level - 1, 2 * place + 1, first))

    def root(count):
        return tree.subtree(0, count, node)

    path = tree.inclusion(index, size, node)
    assert verifier.root_from(leaves[index], index, size, path) == root(size)
    assert verifier.grew(old, root(old), size, root(size), tree.consistency(old, size, node))
    assert not verifier.grew(old, root(old), size, bytes(32), tree.consistency(old, size, node))


def test_a_text_with_odd_line_ends_stays_one_entry(kept, home):
    """U+2028 and U+0085 end lines to some programs."""
    ledger.append(kept, [decided(day=26, situation="one\u2028two\u0085three\x0bfour")])
    signer = kept.book.signer()
    verify(packed(account_of(kept, home), kept.book, signer), key_of(signer), None)


def test_erased_entries_are_told_as_erased(kept, home):
    from ringfence.preferences.events import Event

    event = Event(id="e" * 32, kind="erasure", number=BORIS, at="2026-11-26", recorded_at="2026-11-26T10:00:00.000000Z",
                  said="request of 26 November")  # fmt: skip
    kept.erase(BORIS, event)
    signer = kept.book.signer()
    account = account_of(kept, home, BORIS)
    assert [each.payload for each in account.erased] == [None] * 4
    said = "\n".join(verify(packed(account, kept.book, signer), key_of(signer), None))
    assert "4 of its entries were erased" in said


@pytest.mark.parametrize("written", ["{name}\n3\nAAAA\n", "ringfence/pack/1\nno end of line"])
def test_the_key_signs_no_note_that_could_pass_for_a_checkpoint(written):
    signer = Signer("ringfence-ledger/x", bytes(32))
    with pytest.raises(ValueError, match="checkpoint"):
        signer.note(written.format(name=signer.public.name))

"""A permit: signed, short-lived, good once, and made in one place."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import world
from hypothesis import given, settings
from hypothesis import strategies as st

import ringfence.gate
from ringfence.gate import keys, permit
from ringfence.gate.permit import Permit, Refused
from ringfence.gate.verbs import redeem

RING = keys.Keyring((("0a0b0c0d", bytes(range(32))),))
LATER = world.NOON + timedelta(seconds=30)


def issued(ring=RING, **more):
    told = {"id_": "d1", "number": "+447700900101", "campaign": "spring", "reference": "r1", "expires_at": LATER}
    return permit.issue(ring, **{**told, **more})


def test_a_permit_is_read_back_until_it_is_over():
    made = issued()
    assert permit.read(RING, made.token, LATER - timedelta(milliseconds=1)) == made
    assert permit.read(RING, made.token, LATER).code == "over"


@settings(max_examples=300)
@given(st.data())
def test_no_altered_token_is_a_permit(data):
    token = issued().token
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("Aa0-_.+/=ZÿÄ ").filter(lambda c: c != token[place]))
    altered = data.draw(
        st.sampled_from([token[:place] + other + token[place + 1 :], token[:place], token + other, token[place + 1 :]])
    )
    assert isinstance(permit.read(RING, altered, world.NOON), Refused)


@given(st.text(max_size=300))
def test_nothing_else_is_a_permit(text):
    assert isinstance(permit.read(RING, text, world.NOON), Refused)


def test_another_gate_s_permit_is_refused():
    other = keys.Keyring((("0a0b0c0d", bytes(32)),))
    assert permit.read(RING, issued(other).token, world.NOON).code == "not-ours"


def test_a_seal_is_no_permit():
    assert not RING.verifies(RING.id, b"permit", b"x", RING.sign(b"seal", b"x"))


def test_a_new_key_signs_and_the_old_ones_still_verify(tmp_path):
    old = keys.made(tmp_path)
    before = issued(old)
    new = keys.rotate(tmp_path)
    assert new.id != old.id
    assert isinstance(permit.read(new, before.token, world.NOON), Permit)
    assert isinstance(permit.read(keys.rotate(tmp_path, lost=True), before.token, world.NOON), Refused)


def test_a_key_is_made_once_and_for_nobody_else(tmp_path):
    assert keys.made(tmp_path) == keys.made(tmp_path)
    assert (tmp_path / keys.NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [
        (None, 0o600, "missing"),
        (b"", 0o600, "cannot be read"),
        (b'{"keys": []}', 0o600, "damaged"),
        (b'{"keys": [["a", "00"]]}', 0o600, "damaged"),
        (b'{"keys": [["a", "zz"]]}', 0o600, "cannot be read"),
        (f'{{"keys": [["a", "{keys.DEMO_KEY}"]]}}'.encode(), 0o600, "demonstration"),
        (f'{{"keys": [["a", "{"12" * 32}"]]}}'.encode(), 0o644, "read by others"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_refused(tmp_path, content, mode, says):
    if content is not None:
        (tmp_path / keys.NAME).write_bytes(content)
        (tmp_path / keys.NAME).chmod(mode)
    with pytest.raises(keys.GateKeyUnusable, match=says):
        keys.keyring(tmp_path)


def test_a_permit_is_good_once_whichever_process_is_asked(gate, home):
    decision = gate.ask(world.call())
    token = decision.permit.token
    with world.Desk(home) as other:
        assert other.use(redeem(token, world.NOON)) == decision.permit
    assert gate.use(redeem(token, world.NOON)).code == "used"


def test_a_permit_of_a_decision_that_is_not_on_file_is_refused(gate, home):
    forged = issued(keys.keyring(home))
    assert gate.use(redeem(forged.token, world.NOON)).code == "used"


def test_only_decide_issues_permits():
    """`issue` is called in one module; a `Permit` is built where one is issued or read back, nowhere else."""
    source = Path(ringfence.gate.__file__).parent.parent
    issues, builds = set(), set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).split(".")[-1]
                issues |= {path.stem} if name == "issue" else set()
                builds |= {path.stem} if name == "Permit" else set()
    assert issues == {"decide"}
    assert builds == {"permit"}

"""trunks.toml, and who may ask."""

import asyncio
import hashlib

import pytest

from ringfence.gate.metrics import Metrics
from ringfence.gate.sip.opening import open_from
from ringfence.gate.sip.trunks import TrunksUnusable, read_trunks

from .conftest import DIALLER, NOW, Desk, SaidGate, invite, trunk

GOOD = """
[[trunks]]
name = "a"
campaign = "spring"
sources = ["192.0.2.10", "2001:db8::/32"]
key = "trunk.key"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "trunk.key").write_text("0123456789abcdef" * 4 + "\n")
    (tmp_path / "trunk.key").chmod(0o600)
    return tmp_path


def read(folder, text):
    (folder / "trunks.toml").write_text(text)
    return read_trunks(folder / "trunks.toml")


def test_a_trunk_is_found_by_address_and_transport(folder):
    trunks = read(folder, GOOD + 'transports = ["udp", "tls"]\n')
    assert trunks.of("192.0.2.10", "udp", None).key == b"0123456789abcdef" * 4
    assert trunks.of("::ffff:192.0.2.10", "tls", "a").campaign == "spring"
    assert trunks.of("2001:db8::7", "udp", None).name == "a"
    assert trunks.of("192.0.2.10", "tcp", None) is None
    assert trunks.of("192.0.2.11", "udp", None) is None
    assert trunks.of("192.0.2.10", "udp", "b") is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[[trunks]]", "[[trunk]]"), "unknown field `trunk`"),
        (('name = "a"', ""), "missing required field `name`"),
        (('name = "a"', 'name = "a b"'), "letters, digits"),
        (('["192.0.2.10", "2001:db8::/32"]', "[]"), "no sources"),
        (('"192.0.2.10"', '"192.0.2.10/24"'), "has host bits set"),
        (('"192.0.2.10"', '"dialler.example"'), "does not appear to be"),
        (('"trunk.key"', '"other.key"'), "cannot be read"),
        (('"trunk.key"', '"trunk.key"\ntransports = ["sctp"]'), "not one of udp, tcp, tls"),
        (('"trunk.key"', '"trunk.key"\ncall_info = "http://example.org"'), "https"),
        (('"trunk.key"', '"trunk.key"\ncontact_host = "a b"'), "host name"),
        (('"trunk.key"', '"trunk.key"\ndigest = { user = "a", sha256 = "00" }'), "64 hexadecimal"),
        (('"trunk.key"', '"trunk.key"' + GOOD), "two trunks called a"),
        ((GOOD, "trunks = []"), "names no trunk"),
        ((GOOD, "trunks = ["), "cannot be used"),
    ],
)
def test_what_cannot_be_used_is_said(folder, change, says):
    with pytest.raises(TrunksUnusable, match=says):
        read(folder, GOOD.replace(*change))


def test_a_key_that_others_can_read_is_refused(folder):
    (folder / "trunk.key").chmod(0o644)
    with pytest.raises(TrunksUnusable, match="chmod 600"):
        read(folder, GOOD)


@pytest.mark.parametrize("key", ["short", "a b" * 20, "x" * 31, "a" * 40 + "\n" + "b" * 40])
def test_a_key_that_is_too_short_or_not_one_line_is_refused(folder, key):
    (folder / "trunk.key").write_text(key)
    with pytest.raises(TrunksUnusable, match="openssl rand"):
        read(folder, GOOD)


@pytest.mark.parametrize(
    ("tls", "says"),
    [
        ('listen = "5061"\ncertificate = "c"\nkey = "k"', "HOST:PORT"),
        ('listen = "127.0.0.1:0"\ncertificate = "c"\nkey = "k"', "cannot be used"),
        ('listen = "127.0.0.1:0"\nkey = "k"', "missing required field `certificate`"),
    ],
)
def test_a_tls_door_that_cannot_be_opened_is_said(folder, tls, says):
    (folder / "trunks.toml").write_text(f"{GOOD}\n[tls]\n{tls}\n")
    with pytest.raises(TrunksUnusable, match=says):
        asyncio.run(open_from(folder / "trunks.toml", ("127.0.0.1", 0), SaidGate(), Metrics(), lambda: NOW))


def test_the_door_of_a_file_listens_and_tells_its_figures(folder):
    async def run():
        read(folder, GOOD)
        metrics = Metrics()
        door = await open_from(folder / "trunks.toml", ("127.0.0.1", 0), SaidGate(), metrics, lambda: NOW)
        door.dialogue.receive(invite(), DIALLER, lambda octets, about: None)
        await asyncio.sleep(0.01)
        listening, text = [transport for transport, _, _ in door.addresses], metrics.text().decode()
        await door.close()
        return listening, text

    listening, text = asyncio.run(run())
    assert listening == ["udp", "tcp"]
    assert 'ringfence_gate_sip_total{did="INVITE 302"} 1.0' in text
    assert 'ringfence_gate_decisions_total{decision="allow",door="sip"} 1.0' in text
    assert "7700" not in text


def hashed(name, text):
    return hashlib.new(name, text.encode()).hexdigest()


def secured():
    return trunk(
        user="dialler", sha256=hashed("sha256", "dialler:ringfence:pass"), md5=hashed("md5", "dialler:ringfence:pass")
    )


def authorised(challenge, *, name="sha256", password="pass", count="00000001", called="+447700900123", **more):
    uri = f"sip:{called}@gate.example"
    nonce = challenge.split('nonce="')[1].split('"')[0]
    ha1 = hashed(name, f"dialler:ringfence:{password}")
    response = hashed(name, f"{ha1}:{nonce}:{count}:c:auth:{hashed(name, f'INVITE:{uri}')}")
    told = {
        "username": '"dialler"',
        "realm": '"ringfence"',
        "nonce": f'"{nonce}"',
        "uri": f'"{uri}"',
        "response": f'"{response}"',
        "algorithm": "SHA-256" if name == "sha256" else "MD5",
        "cnonce": '"c"',
        "qop": "auth",
        "nc": count,
    } | more
    return "Digest " + ", ".join(f"{key}={value}" for key, value in told.items())


@pytest.fixture
def challenged():
    desk = Desk(trunks=(secured(),))
    answer = desk.one(invite())
    assert answer.status == 401
    assert not desk.gate.asked
    return desk, answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("name", ["sha256", "md5"])
def test_the_password_opens_the_door(challenged, name):
    desk, challenge = challenged
    assert desk.one(invite(cseq=2, branch="z9hG4bK2", Authorization=authorised(challenge, name=name))).status == 302


def test_the_stronger_hash_is_offered_first(challenged):
    assert challenged[1].endswith("algorithm=SHA-256")


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "guess"},
        {"username": '"somebody"'},
        {"realm": '"elsewhere"'},
        {"nonce": '"1-00000000000000000000000000000000"'},
        {"qop": "auth-int"},
        {"uri": '"sip:+447700900124@gate.example"'},
        {"algorithm": "SHA-512-256"},
        {"nc": "1"},
        {"response": '""'},
        {"called": "+447700900124"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_proves_nothing_opens_nothing(challenged, wrong):
    desk, challenge = challenged
    assert desk.one(invite(cseq=2, branch="z9hG4bK2", Authorization=authorised(challenge, **wrong))).status == 401
    assert not desk.gate.asked


def test_a_proof_is_good_once(challenged):
    desk, challenge = challenged
    proof = authorised(challenge)
    assert desk.one(invite(cseq=2, branch="z9hG4bK2", Authorization=proof)).status == 302
    assert desk.one(invite(cseq=3, branch="z9hG4bK3", Authorization=proof)).status == 401
    again = authorised(challenge, count="00000002")
    assert desk.one(invite(cseq=4, branch="z9hG4bK4", Authorization=again)).status == 302


def test_an_old_challenge_is_worth_nothing(challenged):
    desk, challenge = challenged
    from datetime import timedelta

    from .conftest import NOW

    desk.dialogue._now = lambda: NOW + timedelta(seconds=61)
    assert desk.one(invite(cseq=2, branch="z9hG4bK2", Authorization=authorised(challenge))).status == 401

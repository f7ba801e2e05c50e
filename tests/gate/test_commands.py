"""ringfence campaign sign, gate ask, holds, release: what they say, and with which exit code they leave."""

import json
import re

import pytest
import world
from world import ON_LIST

from ringfence.cli import run

FREE = ON_LIST[1]
AT = ("--at", "2026-11-20T12:00")


def ask(home, *words):
    return run(["gate", "ask", *words, "--campaign", "spring", "--home", str(home)])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((FREE, "--shown", world.SHOWN, *AT), 0, "allow: +4477******01 may be called (a rehearsal"),
        ((ON_LIST[0], "--shown", world.SHOWN, *AT), 2, "TPS_LISTED_NO_NOTIFICATION: on the TPS"),
        ((FREE, *AT), 3, "CALLER_ID_NOT_KNOWN"),
        ((FREE, "--shown", world.SHOWN, "--withheld", *AT), 2, "NO_CALLER_ID"),
    ],
)
def test_ask_leaves_with_the_code_of_the_decision(home, capsys, words, code, says):
    assert ask(home, *words) == code
    told = capsys.readouterr().out
    assert says in told
    assert "900101" not in told


def test_a_rehearsal_keeps_nothing_and_permits_nothing(home, capsys):
    ask(home, FREE, "--shown", world.SHOWN, *AT, "--format", "json")
    assert json.loads(capsys.readouterr().out)["permit"] is None
    with world.open_store(home) as store:
        assert not list(store.book.of_kind("decision"))


def test_ask_says_what_is_broken(home, capsys):
    (home / "gate.key").unlink()
    assert ask(home, FREE, "--shown", world.SHOWN) == 1
    assert "gate.key is missing" in capsys.readouterr().out


def test_sign_says_what_is_signed_and_what_comes_first(tmp_path, capsys):
    card = world.CARD.replace("tested_on = 2026-10-20\n", "")
    place, home = world.folder(tmp_path / "spring", card=card), str(tmp_path / "home")
    assert run(["campaign", "sign", str(place), "--by", "A. Example", "--home", home]) == 0
    told = capsys.readouterr().out
    assert "Signed: Spring appeal, version 1, by A. Example" in told
    assert "nobody rang it back yet" in told
    assert run(["campaign", "line", world.SHOWN, "--reached", "--by", "A. Example", "--home", home]) == 0
    with world.open_store(tmp_path / "home") as store:
        (entry,) = store.book.of_kind("line-tested")
        assert len(list(store.book.of_kind("campaign-signed"))) == 1
    assert entry.told["line"] == "441632960100"


def test_sign_refuses_what_preflight_stops(tmp_path, capsys):
    place = world.folder(tmp_path / "spring", script="Hello. Could you give five pounds?")
    assert run(["campaign", "sign", str(place), "--by", "A. Example", "--home", str(tmp_path / "home")]) == 1
    assert "nobody can sign over that" in capsys.readouterr().err


def test_a_held_call_is_listed_and_released(tmp_path, capsys):
    home = tmp_path / "home"
    world.sign(home, world.folder(tmp_path / "spring", numbers=[*ON_LIST, "+1 202 555 0123"]))
    with world.Desk(home) as gate:
        held = gate.ask(world.call("+12025550123"))
    assert run(["gate", "holds", "--home", str(home)]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"{held.id}  spring  \+1202\*+23", told)
    assert f"ringfence gate release {held.id}" in told
    words = ["gate", "release", held.id, "--by", "A. Example", "--reason", "asked counsel", "--home", str(home)]
    assert run(words) == 0
    assert "Released by A. Example until" in capsys.readouterr().out


def test_a_release_that_cannot_be_is_refused(home, capsys):
    assert run(["gate", "release", "nothing", "--by", "A", "--reason", "b", "--home", str(home)]) == 1
    assert "no held call" in capsys.readouterr().err


def test_keys_are_made_shown_once_and_taken_away(home, capsys):
    assert run(["gate", "client", "dialler", "--home", str(home)]) == 0
    assert "rfk_" in capsys.readouterr().out
    assert run(["gate", "clients", "--home", str(home)]) == 0
    assert capsys.readouterr().out == "dialler: every campaign\n"
    assert run(["gate", "client", "dialler", "--remove", "--home", str(home)]) == 0
    assert run(["gate", "rotate-key", "--home", str(home)]) == 0


def test_where_two_are_asked_for_the_command_line_names_a_second(tmp_path, capsys):
    place = world.folder(tmp_path / "spring", card=world.CARD + "\n[gate]\nfour_eyes = true\n")
    words = ["campaign", "sign", str(place), "--by", "A. Example", "--home", str(tmp_path / "home")]
    assert run(words) == 1
    assert "--second NAME" in capsys.readouterr().err
    assert run([*words, "--second", "a. example"]) == 1
    capsys.readouterr()
    assert run([*words, "--second", "B. Other", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["second"], told["four_eyes"]) == (["B. Other"], "names")

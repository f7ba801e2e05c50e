"""A canary number through every command: no message, log or error holds it in clear; keys are their owner's alone.

What a command is asked to give out (a letter, a list, a proof) may hold the number: there only standard error counts.
"""

import logging
import re
import shutil
import stat
import sys

import click
import pytest

from ringfence import ledger
from ringfence.cli import cli, run
from ringfence.store import open_store

from .made import CAMPAIGN, CARD, SCRIPT, consent, decided, ended, objection, put_campaign

CANARY, WRITTEN = 447700900987, "07700 900987"
CLEAR = "7700900987"  # whatever stands between the digits
CHANNEL = ("--channel", "phone", "--said", "stop")
LIST = ("list", "screen", "contacts.csv", "--campaign", "campaign.toml", "--on", "2026-11-21")
GIVES = {"number explain", "ledger prove", "ledger check", "consent show", "list numbers", "list explain", "list diff"}
COMMANDS = [
    ("objection", "add", WRITTEN, *CHANNEL),
    ("objection", "add", "07700 9009875", *CHANNEL),
    ("objection", "add", WRITTEN, *CHANNEL, "--at", "2099-01-01"),
    ("objection", "add", WRITTEN, *CHANNEL, "--scope", "nonsense"),
    ("objection", "add", f"{WRITTEN} or {WRITTEN}", *CHANNEL),
    ("objection", "check", WRITTEN),
    ("objection", "check", f"tel:{WRITTEN}x"),
    ("objection", "list"),
    ("objection", "list", "--format", "json"),
    ("objection", "import", "contacts.csv"),
    ("objection", "import", "damaged.csv"),
    ("objection", "export", "-o", "objections.csv"),
    ("objection", "lift", WRITTEN, "--reason", "x", "--by", "y"),
    ("objection", "lift", "07700 9009876", "--reason", "x", "--by", "y"),
    ("objection", "erase", WRITTEN, "--reason", "x", "--by", "y"),
    ("consent", "import", "contacts.csv"),
    ("consent", "import", "damaged.csv"),
    ("consent", "show", WRITTEN),
    ("consent", "show", "07700 9009875"),
    ("consent", "check", WRITTEN, "--caller", "Example Party", "--calls", "live"),
    ("consent", "withdraw", WRITTEN, "--said", "off"),
    ("consent", "export", "-o", "consents.csv"),
    ("register", "check", WRITTEN),
    ("register", "check", "07700 9009875"),
    ("register", "load", "tps", "contacts.csv", "--as-of", "2026-11-20"),
    ("register", "load", "tps", "damaged.csv", "--as-of", "2026-11-20"),
    (*LIST, "-o", "verdicts.csv"),
    (*LIST, "--preview"),
    (*LIST, "-o", WRITTEN),
    ("list", "screen", "damaged.csv", "--campaign", "campaign.toml", "-o", "verdicts.csv"),
    ("list", "explain", WRITTEN, "--campaign", "campaign.toml", "--list", "contacts.csv"),
    ("list", "explain", "07700 9009875", "--campaign", "campaign.toml", "--list", "contacts.csv"),
    ("list", "numbers", "damaged.csv"),
    ("preflight", "."),
    ("call", "audit", "calls.csv", "--campaigns", "cards", "-o", "audit"),
    ("call", "audit", "damaged.csv", "--campaigns", "cards", "-o", "audit"),
    ("number", "explain", WRITTEN),
    ("number", "explain", "07700 9009875"),
    ("number", "explain", WRITTEN, "-o", "missing/letter.pdf"),
    ("number", "pack", WRITTEN, "-o", "pack.zip"),
    ("number", "pack", WRITTEN, "-o", "missing/pack.zip"),
    ("number", "pack", "07700 900986", "-o", "pack.zip"),
    ("campaign", "pack", CAMPAIGN, "-o", "pack.zip"),
    ("campaign", "pack", WRITTEN, "-o", "pack.zip"),
    ("campaign", "line", WRITTEN, "--reached", "--by", "A. Khan"),
    ("campaign", "line", "07700 9009875", "--reached", "--by", "A. Khan"),
    ("case", "open", "--number", WRITTEN, "--about", "Example Party", "--words", "stop ringing me"),
    ("case", "open", "--number", "07700 9009875", "--about", "Example Party"),
    ("gate", "ask", WRITTEN, "--campaign", CAMPAIGN),
    ("gate", "ask", "07700 9009875", "--campaign", CAMPAIGN),
    ("ledger", "show"),
    ("ledger", "show", "--format", "json"),
    ("ledger", "show", "--number", WRITTEN),
    ("ledger", "show", "--number", "07700 9009875"),
    ("ledger", "verify"),
    ("ledger", "prove", "1"),
    ("ledger", "prove-row", "contacts.csv", WRITTEN),
    ("ledger", "prove-row", "contacts.csv", "07700 9009875"),
    ("ledger", "retain", "--kind", "decision", "--older-than", "1d"),
    ("ledger", "retain", "--kind", "decision", "--older-than", "1d", "--empty", "--by", "A. Khan"),
]  # fmt: skip


@pytest.fixture(scope="session")
def canaries(tmp_path_factory):
    """A home with the canary in it, to copy."""
    place = tmp_path_factory.mktemp("canaries") / "home"
    put_campaign(place)
    with open_store(place) as store:
        store.append([objection(store, CANARY), consent(store, CANARY)])
        ledger.append(store, [decided(CANARY, reference=f"lead-{WRITTEN}"), ended(CANARY)])
    return place


@pytest.fixture
def workplace(home, tmp_path, canaries):
    """A store and files that hold the canary, well written and damaged."""
    (tmp_path / "campaign.toml").write_text(CARD)
    (tmp_path / "script.md").write_text(SCRIPT)
    head = "phone,given_to,scope,given_on,wording\n"
    row = f"{WRITTEN},Example Party,live,2026-11-01,Yes\n"
    (tmp_path / "contacts.csv").write_text(head + row)
    (tmp_path / "damaged.csv").write_text(
        f"{head}{row}{WRITTEN}5,Example Party,live,2026-11-01,Yes\n4.47700900987E+11,x,y,z,w\n"
        f"{WRITTEN} / x,a,b,{WRITTEN},c\n"
    )
    (tmp_path / "calls.csv").write_text(
        f"called_number,started_at,campaign\n{WRITTEN},2026-11-21T10:00:00Z,{CAMPAIGN}\n{WRITTEN}5,{WRITTEN},{CAMPAIGN}\n"
    )
    cards = tmp_path / "cards"
    cards.mkdir()
    for name in ("campaign.toml", "script.md", "contacts.csv"):
        (cards / name).write_bytes((tmp_path / name).read_bytes())
    shutil.copytree(canaries, home)
    return tmp_path


def in_clear(text):
    return CLEAR in re.sub(r"[^0-9\n]", "", text)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_message_holds_the_number_in_clear(workplace, words, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    code = run(words)
    said = capsys.readouterr()
    assert code in (0, 1, 2, 3)
    assert "No such command" not in said.err
    assert "No such option" not in said.err
    assert not in_clear(caplog.text)
    # A place or a name that the user typed is repeated in a refusal, so that it can be found; nothing else is.
    assert not in_clear(said.err.replace(WRITTEN, "") if words[-1] == WRITTEN and "-o" in words else said.err)
    if not any(" ".join(words).startswith(each) for each in GIVES) and words[:2] != ("campaign", "pack"):
        assert not in_clear(said.out)


def test_the_canary_is_seen_where_it_is():
    assert in_clear(f"to +44 (0){WRITTEN[1:]}")
    assert not in_clear("+4477******87 and 2026-11-21T10:00:00")


def named(group, words=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from named(command, (*words, name))
        elif any(each.name in ("number", "target", "phone_column", "--number") for each in command.params):
            yield " ".join((*words, name))


def test_every_command_that_takes_a_number_is_driven():
    driven = {" ".join(words[:2]) for words in COMMANDS}
    assert not set(named(cli)) - driven - {"list targeting", "list provenance"}  # these show no row


@pytest.mark.parametrize("spoilt", ["store.sqlite3", "ledger.key", "number.key"])
def test_a_store_that_is_damaged_says_so_without_the_number(workplace, home, spoilt, capsys):
    (home / spoilt).write_bytes(b"not what it was")
    for words in (("objection", "add", WRITTEN, *CHANNEL), ("number", "pack", WRITTEN, "-o", "pack.zip")):
        assert run(words) == 1
        assert not in_clear("".join(capsys.readouterr()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other rights")
def test_keys_store_and_packs_are_for_their_owner_alone(workplace, home):
    assert run(("number", "pack", WRITTEN, "-o", "pack.zip")) == 0
    assert run(("number", "explain", WRITTEN, "-o", "letter.pdf")) == 0
    for file in (
        home / "ledger.key",
        home / "number.key",
        home / "store.sqlite3",
        workplace / "pack.zip",
        workplace / "letter.pdf",
    ):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file

"""What may be signed, by whom, over what; and that what was signed is what lies there."""

import msgspec
import pytest
import world
from world import CARD, NOON, ON_LIST, SCRIPT, TODAY, Desk, call

from ringfence.campaigns import signed, signing
from ringfence.campaigns.signing import NotToBeSigned
from ringfence.gate import keys
from ringfence.preferences.kept import NOTHING_KEPT


def attempt(tmp_path, accepted=None, **more):
    place = world.folder(tmp_path / "spring", **more)
    return world.sign(tmp_path / "home", place, accepted=accepted or {})


UNKNOWN_CLI = CARD.replace("withheld = false\n", "").replace("contactable = true\n", "")
RECORDED = CARD.replace('mode = "live"', 'mode = "recorded"').replace("= false\nplays_recordings = false", "= true")


def test_a_campaign_that_may_run_is_signed_whole(tmp_path):
    made = attempt(tmp_path)
    assert (made.verdict, made.version, made.listed, made.signed_by) == ("go", 1, 40, "A. Example")
    assert made.lines[0].number == 441632960100
    assert made.registers[0]["as_of"] == "2026-11-05"
    folder = tmp_path / "home" / "campaigns" / "spring" / "000001"
    for name, was in made.files.items():
        assert signed.seen(folder / name) == was
    assert {"campaign.toml", "script.md", "objections.csv", "history.csv", "numbers.i64"} <= set(made.files)
    assert len(made.watched) == 6


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"card": RECORDED}, "no number of its lists may be called"),
        ({"card": CARD.replace("withheld = false", "withheld = true").replace("able = true", "able = false")}, "stop"),
        ({"script": "Hello. Could you give five pounds?"}, "stop"),
    ],
)
def test_what_preflight_stops_nobody_signs(tmp_path, more, says):
    with pytest.raises(NotToBeSigned, match=says):
        attempt(tmp_path, **more)
    with pytest.raises(NotToBeSigned):
        attempt(tmp_path, accepted={"PECR-21A1": "I know better"}, **more)
    assert not (tmp_path / "home" / "campaigns" / "spring" / "current.json").exists()


def test_what_holds_a_campaign_needs_a_person_and_a_reason(tmp_path):
    with pytest.raises(NotToBeSigned, match="--accept PECR-21A1"):
        attempt(tmp_path, card=UNKNOWN_CLI)
    with pytest.raises(NotToBeSigned, match="--accept PECR-21A1"):
        attempt(tmp_path, card=UNKNOWN_CLI, accepted={"PECR-21A1": " "})
    made = attempt(tmp_path, card=UNKNOWN_CLI, accepted={"PECR-21A1": "each call is looked at"})
    assert (made.verdict, made.accepted[0].why) == ("hold", "each call is looked at")


def test_what_does_not_hold_it_cannot_be_accepted(tmp_path):
    with pytest.raises(NotToBeSigned, match="PECR-19 does not hold this campaign"):
        attempt(tmp_path, accepted={"PECR-19": "why not"})


def test_an_accepted_hold_reaches_over_no_block_of_one_call(tmp_path):
    attempt(tmp_path, card=UNKNOWN_CLI, accepted={"PECR-21A1": "each call is looked at"})
    world.line_test(tmp_path / "home", reached=True)
    with Desk(tmp_path / "home") as gate:
        assert gate.ask(call(ON_LIST[1])).decision == "allow"
        assert "NO_CALLER_ID" in gate.ask(call(ON_LIST[1], withheld=True)).reasons


def test_a_campaign_without_a_list_says_so(tmp_path):
    start, end = CARD.index("[[lists]]"), CARD.index("[[registers]]")
    bare = CARD[:start] + CARD[end:]
    with pytest.raises(NotToBeSigned, match="names no list"):
        attempt(tmp_path, card=bare)
    assert attempt(tmp_path, card=bare + '\n[gate]\nnumbers = "any"\n').numbers == "any"


def test_a_list_of_which_no_number_may_be_called_is_not_signed(tmp_path):
    with pytest.raises(NotToBeSigned, match="no number of its lists"):
        attempt(tmp_path, numbers=ON_LIST[:1])


@pytest.mark.parametrize("id_", ["../up", "a/b", "..", ".hidden", "x" * 65, "a b"])
def test_an_id_that_names_another_place_is_refused(tmp_path, id_):
    with pytest.raises(signed.CampaignNotSigned, match="no id"):
        attempt(tmp_path, card=CARD.replace('id = "spring"', f'id = "{id_}"'))


def test_signed_again_it_is_a_new_version_and_the_old_one_stays(tmp_path):
    attempt(tmp_path)
    made = attempt(tmp_path, script=SCRIPT.replace("five", "six"))
    assert made.version == 2
    folder = tmp_path / "home" / "campaigns" / "spring"
    assert "five pounds" in (folder / "000001" / "script.md").read_text()
    ring = keys.keyring(tmp_path / "home")
    assert signed.load(tmp_path / "home", "spring", ring.seals)[0].version == 2


def test_a_signing_that_is_interrupted_puts_nothing_in_force(tmp_path, monkeypatch):
    attempt(tmp_path)

    def dies(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(signed, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        attempt(tmp_path)
    folder = tmp_path / "home" / "campaigns" / "spring"
    assert sorted(each.name for each in folder.iterdir() if each.is_dir()) == ["000001"]
    assert msgspec.json.decode((folder / "current.json").read_bytes())["version"] == 1


def test_a_file_that_changes_while_it_is_signed_is_noticed(tmp_path, monkeypatch):
    place = world.folder(tmp_path / "spring")
    look = signing.preflight

    def meanwhile(*told):
        with (place / "list.csv").open("a") as file:
            file.write("01632 960999\n")
        return look(*told)

    monkeypatch.setattr(signing, "preflight", meanwhile)
    with pytest.raises(NotToBeSigned, match="changed while"):
        world.sign(tmp_path / "home", place)


def test_two_at_once_make_two_versions(tmp_path):
    place = world.folder(tmp_path / "spring")
    asked = signing.Asked(by="A. Example", at="2026-11-20T12:00:00.000000Z", today=TODAY, accepted={})
    first, _ = signing.sign(tmp_path / "home", place, asked, lambda _: NOTHING_KEPT)
    second, _ = signing.sign(tmp_path / "home", place, asked, lambda _: NOTHING_KEPT)
    assert (first.version, second.version) == (1, 2)


def test_detached_it_stands_without_its_folder(tmp_path, home):
    with Desk(home) as gate:
        assert gate.ask(call(ON_LIST[1])).decision == "allow"
        assert gate.ready(NOON).ready


def test_the_script_is_judged_for_each_stretch_of_law_in_the_field(tmp_path):
    card = CARD.replace("2026-11-01", "2026-01-10").replace("2026-12-15", "2026-11-30").replace(
        "as_of = 2026-11-05", "as_of = 2026-01-05")  # fmt: skip
    made = attempt(tmp_path, card=card, accepted={"list": "a new register is loaded before we call"})
    assert len(made.script) > 1
    assert made.script[0].law_from == made.field_from
    assert made.script[-1].law_until == made.field_until
    assert made.script_decision(made.field_until) == "allow"
    assert made.script_decision(made.field_until.replace(year=2027)) == "block"

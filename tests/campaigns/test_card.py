"""What a card declares becomes facts, and what it leaves out stays unknown."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from ringfence.campaigns import card, elections, tables
from ringfence.facts import FACTS
from ringfence.words import MODES, PURPOSES

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")
BARE = "\n".join(SOUND.splitlines()[:8]) + "\n"


@pytest.fixture
def sound(write):
    return card.load(write())


@pytest.fixture
def load(write):
    return lambda text: card.load(write(text))


def test_every_table_is_read(sound):
    assert sound.campaign.field_until == date(2017, 6, 8)
    assert sound.caller.introduces_itself_as == "Dovetail"
    assert sound.areas == ("Neath", "Gower")
    assert sound.lists[0].collection_wording == 'Meadow Party may\ncall you ["us"]'
    assert sound.registers[0].as_of == date(2017, 4, 28)
    assert sound.judgements[0].by == "A. Officer"


def test_files_are_found_beside_the_card_wherever_one_stands(sound, tmp_path):
    assert sound.campaign.script == tmp_path / "script.md"
    assert sound.lists[1].file == tmp_path / "own.csv"


def test_a_folder_stands_for_the_card_in_it(write, tmp_path):
    write()
    assert card.load(tmp_path).path == tmp_path / "campaign.toml"


def test_facts_of_a_full_card(sound):
    assert sound.facts() == {
        "mode": "live",
        "purpose": "research",
        "system_can_auto_sequence": False,
        "system_can_play_nonlive": False,
        "answers_linked": False,
        "answers_reused": False,
        "answers_analysed": True,
        "audience_by_support": False,
        "sample_random": True,
        "scale_beyond_research": False,
        "alias_used": True,
        "paid_callers": True,
        "canvass_candidate": None,
        "instigator_is_party": True,
        "caller_differs_from_instigator": True,
        "cli_withheld": False,
        "cli_contactable": True,
        "frequency_limited": True,
        "list_bought": True,
    }


def test_absent_is_not_known(load):
    facts = load(BARE).facts()
    assert {name for name, value in facts.items() if value is not None} == {"mode", "purpose", "frequency_limited"}


def test_facts_are_facts_of_the_law(sound):
    for name in (*sound.facts(), *sound.list_facts()[0]):
        assert name in FACTS
    assert all(FACTS[name].level in {"campaign", "script"} for name in sound.facts())  # script: of a kind of call
    assert all(FACTS[name].level == "number" for name in sound.list_facts()[0])


def test_words_of_the_card_are_words_of_the_facts():
    assert get_args(tables.Purpose) == PURPOSES
    assert get_args(tables.Mode) == MODES
    assert get_args(tables.Election) == elections.YEARS


@dataclass
class Told:
    change: tuple[str, str]
    fact: str
    value: object


TOLD = [
    Told(('"random"', '"targeted_support"'), "audience_by_support", True),
    Told(('"random"', '"targeted_persuadable"'), "audience_by_support", True),
    Told(('"random"', '"list_bought"'), "audience_by_support", None),  # the list may follow support or not
    Told(('"random"', '"census"'), "audience_by_support", None),
    Told(('"random"', '"quota"'), "sample_random", True),
    Told(('"random"', '"list_bought"'), "sample_random", False),
    Told(("planned_calls = 4000", "planned_calls = 20_000"), "scale_beyond_research", False),  # 50 a complete
    Told(("planned_calls = 4000", "planned_calls = 20_001"), "scale_beyond_research", True),
    Told(("planned_completes = 400", ""), "scale_beyond_research", None),
    Told(('name = "Dovetail Field"', 'name = "meadow party"'), "caller_differs_from_instigator", False),
    Told(('kind = "bought"', 'kind = "partner"'), "list_bought", True),
    Told(('kind = "bought"', 'kind = "public"'), "list_bought", False),
    Told(('kind = "bought"', ""), "list_bought", None),
    Told(("plays_recordings = false", ""), "system_can_play_nonlive", None),
    Told(("planned_calls", "canvasses_candidate = true\nplanned_calls"), "canvass_candidate", True),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.fact}-{told.value}")
def test_what_a_change_of_the_card_does_to_a_fact(told, load):
    assert load(SOUND.replace(*told.change, 1)).facts()[told.fact] is told.value


@pytest.mark.parametrize(
    ("kind", "registered", "party"),
    [
        ("party", None, True),
        ("candidate", None, True),
        ("third_party_campaigner", None, True),
        ("company", True, True),
        ("company", None, False),
        ("charity", None, False),
        ("elected_rep", None, None),  # may act for a party
        ("volunteer_group", None, None),
    ],
)
def test_who_counts_as_a_party(kind, registered, party, load):
    text = SOUND.replace('kind = "party"', f'kind = "{kind}"')
    text = text.replace("registered_party = true", "registered_party = true" if registered else "")
    assert load(text).facts()["instigator_is_party"] is party


@pytest.mark.parametrize(
    ("wording", "named", "known"),
    [
        ("Meadow Party may call", None, True),
        ("MEADOW PARTY may call", None, True),
        ("Our partners may call", None, False),
        ("Our partners may call", ("dovetail field",), True),
        ("Meadow Party may call", ("Harbour",), False),  # what the supplier lists counts before a mention
        (None, (), False),
        (None, None, None),
    ],
)
def test_whether_a_consent_names_the_caller(wording, named, known, sound):
    source = tables.ListSource(file=sound.lists[0].file, collection_wording=wording, named_organisations=named)
    assert source.facts(sound.organisations)["source_names_caller"] is known


def test_recorded_needs_a_system_that_plays(load):
    facts = load(BARE.replace('"live"', '"recorded"')).facts()
    assert facts["system_can_play_nonlive"] is True
    assert facts["system_can_auto_sequence"] is None


def test_areas_from_a_file(write, tmp_path):
    (tmp_path / "areas.txt").write_text("# two\nNeath\n\nYnys Môn # north\n", encoding="utf-8")
    path = write(BARE + '[sample]\nareas = "areas.txt"\n')
    assert card.load(path).areas == ("Neath", "Ynys Môn")


def test_a_card_from_notepad(write):
    path = write()
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert card.load(path).campaign.id == "riverside"

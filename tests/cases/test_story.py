"""The story: every date and figure is checked against its record, what is unknown stays unknown."""

import json
from datetime import date
from html import escape
from pathlib import Path

import pytest

from ringfence.cases.story import chart
from ringfence.cases.story.record import FILE, READ_ON, Days, Event, story
from ringfence.cases.story.report import answers, data, lines, page, pairs
from ringfence.rulings.loading import load, shipped

CHARGE, MATTERS = story()
BY_ID = {told.id: told for told in MATTERS}

DAYS = [  # counted by hand on a calendar
    ("labour-2005", None),
    ("conservatives-2005", None),  # a notice, and nothing it could be counted from
    ("snp-2005", (0, None)),
    ("labour-2007", (0, 183)),  # 1 July to 31 December
    ("libdem-2008", (8, None)),  # 17 to 25 September, and the complaint came before
    ("labour-2009-dundee", None),
    ("labour-2009", (219, 248)),  # from 30 June, from 1 June, to 4 February
    ("conservatives-2017", (123, 123)),  # 22 June to 23 October
]


@pytest.mark.parametrize(("id_", "wanted"), DAYS)
def test_days_to_the_first_step(id_, wanted):
    found = BY_ID[id_].days
    assert (found and (found.least, found.most)) == wanted


def test_all_eight_are_told_in_order_and_the_charge_is_one():
    assert [told.id for told in MATTERS] == [id_ for id_, _ in DAYS]
    assert CHARGE.on == date(2010, 2, 9)


@pytest.mark.parametrize("told", MATTERS, ids=lambda told: told.id)
def test_every_matter_names_its_sources_and_what_is_not_on_record(told):
    assert told.unknown
    for event in told.events:
        assert event.source.startswith(("http://", "https://"))
        assert event.earliest is None or event.earliest <= event.latest
        assert event.latest <= READ_ON
    latest = [event.latest for event in told.events]
    assert latest == sorted(latest), "events stand in the order of their days"


@pytest.mark.parametrize("entry", load(FILE)[1:], ids=lambda entry: entry["id"])
def test_facts_come_from_one_place(entry):
    """From the published outcome where there is one; the matter of 2008 is the only one without."""
    published = {each["id"]: each for each in shipped("public")}
    if "case" in entry:
        assert not any(each["organisation"].startswith("Liberal") for each in published.values())
        assert entry["id"] == "libdem-2008"
    else:
        step = next((event for event in entry["events"] if event.get("action")), None)
        date_ = str(published[entry["ruling"]]["date"])
        assert step is None or str(step.get("day", step.get("from"))).startswith(date_[:4])


def test_the_law_of_their_days_finds_what_was_found():
    assert "19" in BY_ID["libdem-2008"].matter.law.contravened
    assert "19" in BY_ID["labour-2009"].matter.law.contravened
    assert BY_ID["labour-2007"].matter.law.contravened == ()  # advice, and no finding
    assert BY_ID["conservatives-2017"].matter.law.contravened == ()


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ((date(2008, 9, 25), date(2008, 9, 25)), "25 September 2008"),
        ((date(2009, 6, 1), date(2009, 6, 30)), "June 2009"),
        ((date(2005, 1, 1), date(2005, 12, 31)), "2005"),
        ((None, date(2005, 4, 8)), "by 8 April 2005"),
        ((date(2005, 3, 28), date(2005, 4, 4)), "between 28 March 2005 and 4 April 2005"),
        ((date(2005, 4, 1), date(2005, 4, 8)), "between 1 April 2005 and 8 April 2005"),
    ],
)
def test_no_day_is_said_more_exactly_than_it_is_known(event, words):
    assert Event(*event, "calls", "", "", action=False).when == words


def test_open_days_are_said_to_be_open():
    event = Event(None, date(2008, 9, 17), "complaint", "", "", action=False)
    notice = Event(date(2008, 9, 25), date(2008, 9, 25), "notice", "", "", action=True)
    assert Days(event, notice, 8, None).says == "8 or more days from the complaint to the notice"


def test_answers_follow_from_the_record():
    told = " ".join(answers(MATTERS))
    assert "219 to 248 days" in told
    assert "8 days from the day of the calls" in told
    assert "2005: not known" in told


def test_pairs_say_what_differs():
    found = {(one.id, two.id): near for one, two, near in pairs(MATTERS)}
    near = found["labour-2007", "labour-2009"]
    assert {each.fact for each in near.facts if each.beside == "known of one"} >= {"undertook_to_stop", "source_bought"}
    assert near.which("differs") == ()


def test_data_page_and_lines_tell_the_same():
    told = json.loads(json.dumps(data()))
    shown, said = page(), "\n".join(lines())
    for matter in told["matters"]:
        assert matter["name"] in shown
        assert matter["name"] in said
        for event in matter["events"]:
            assert event["when"] in shown
            assert escape(event["source"]) in shown
    assert "<script" not in shown
    assert all(each in said for each in told["answers"])


def test_the_pictures_say_in_words_what_they_show():
    for picture in (chart.years(MATTERS), chart.days(MATTERS)):
        assert all(told.name in picture for told in MATTERS)
    assert "8 or more days" in chart.days(MATTERS)
    assert chart.days(MATTERS).count("not on record") == 3


def test_the_page_in_the_documentation_is_this_page():
    assert (Path(__file__).parents[2] / "docs" / "story" / "story.html").read_text(encoding="utf-8") == page(), (
        "renew it: ringfence case story -o docs/story/story.html"
    )


def test_the_command(tmp_path, capsys):
    from ringfence.cli import run

    assert run(["case", "story", "-o", str(tmp_path / "s.html")]) == 0
    assert "219 to 248 days" in capsys.readouterr().out
    assert run(["case", "story", "-o", str(tmp_path / "s.json"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "s.json").read_text())
    assert run(["case", "story", "-o", str(tmp_path / "s.txt")]) == 1

"""A campaign from card to verdict, through the command line, as a person runs it."""

import csv
import json

import pytest

from ringfence.campaigns.run import FILES
from ringfence.cli import run

ANSWER = """
[[judgements]]
rule = "INTRO-ID"
answer = "ok"
by = "A. Officer"
on = 2026-02-25
reason = "The firm exists and is nobody's."
"""


def preflight(campaign, *more: str) -> tuple[int, dict]:
    code = run(["preflight", str(campaign.folder), *more])
    return code, json.loads((campaign.out / "report.json").read_text())


def rows(path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_sound_survey_may_go(campaign, capsys):
    code, report = preflight(campaign)
    assert (code, report["verdict"]) == (0, "go")
    assert campaign.left_behind() == sorted(FILES)
    said = capsys.readouterr().out
    assert "Go:" in said
    assert str(campaign.out / "report.html") in said


def test_what_a_killed_run_left_goes_with_the_next(campaign):
    (campaign.out / ".unfinished-abc").mkdir(parents=True)
    (campaign.out / ".unfinished-abc" / "callable.csv").write_text("row,")
    (campaign.out / ".screening").mkdir()
    (campaign.out / ".screening" / "record.jsonl").write_text('{"form": 0}\n{"cut sh')
    code, report = preflight(campaign)
    assert (code, report["verdict"]) == (0, "go")
    assert campaign.left_behind() == sorted(FILES)


def test_research_may_call_listed_lines_but_not_those_who_objected(campaign):
    preflight(campaign)
    assert [row["e164"] for row in rows(campaign.out / "callable.csv")] == ["+441632960001", "+441632960002"]
    excluded = {(row["row"], row["reasons"]) for row in rows(campaign.out / "excluded.csv")}
    assert excluded == {("3", "OBJECTION_ON_FILE"), ("4", "DUPLICATE"), ("5", "INVALID_NUMBER")}


def test_marketing_may_not_call_listed_lines(campaign):
    campaign.card('purpose = "research"', 'purpose = "fundraising"')
    campaign.write("script.md", "Hello, I'm calling from Example Charity. Would you give ten pounds a month to help?\n")
    preflight(campaign)
    reasons = {row["row"]: row["reasons"] for row in rows(campaign.out / "excluded.csv")}
    assert reasons["2"] == "TPS_LISTED_NO_NOTIFICATION"
    assert reasons["3"] == "OBJECTION_ON_FILE"


def test_one_crossing_section_stops_a_survey_and_nothing_is_callable(campaign):
    text = (campaign.folder / "script.md").read_text()
    ask = "3. The Meadow Party has fought hard for this town. Will you give them your vote in May?\n\n"
    campaign.write("script.md", text.replace("If you would", ask + "If you would"))
    code, report = preflight(campaign)
    assert (code, report["verdict"]) == (2, "stop")
    assert rows(campaign.out / "callable.csv") == []
    assert {section["class"] for section in report["script"]["sections"]} >= {"direct_marketing", "research"}
    held = [row for row in rows(campaign.out / "excluded.csv") if row["decision"] == "hold"]
    assert {row["reasons"] for row in held} == {"CAMPAIGN_STOPPED"}


def test_a_missing_fact_holds(campaign):
    campaign.card("linked_to_person = false\nreused_for_marketing = false\n", "")
    text = (campaign.folder / "script.md").read_text()
    campaign.write("script.md", text.replace("2. Which", "2. Which party would you vote for tomorrow?\n\n3. Which"))
    code, report = preflight(campaign)
    assert (code, report["verdict"]) == (3, "hold")
    needs = [need["fact"] for section in report["script"]["sections"] for need in section["needs"]]
    assert "answers_linked" in needs


@pytest.mark.parametrize(
    ("as_of", "on", "stale"), [("2026-02-03", "2026-03-02", False), ("2026-02-02", "2026-03-02", True)]
)
def test_a_register_file_clears_calls_for_27_days(campaign, as_of, on, stale):
    campaign.card('purpose = "research"', 'purpose = "fundraising"')
    campaign.card("as_of = 2026-02-20", f"as_of = {as_of}")
    campaign.write("script.md", "Hello, I'm calling from Example Charity. Would you give ten pounds a month to help?\n")
    code, report = preflight(campaign, "--on", on)
    codes = {reason["code"] for reason in report["list"]["reasons"]}
    assert ("REGISTER_STALE" in codes) is stale
    assert code == (3 if stale else 0)


def test_a_person_s_answer_lifts_a_question(campaign):
    campaign.card('kind = "research_agency"\n\n[caller]', 'kind = "party"\n\n[caller]')
    text = (campaign.folder / "script.md").read_text()
    campaign.write(
        "script.md", text.replace("Example Research Ltd.", "Example Research Ltd, an independent research company.")
    )
    code, report = preflight(campaign)
    assert code == 3
    assert "INTRO-ID" in {answer["rule"] for answer in report["answers"] if answer["outcome"] == "NEEDS_HUMAN"}
    card = (campaign.folder / "campaign.toml").read_text()
    answer = (
        '\n[[judgements]]\nrule = "INTRO-ID"\nanswer = "ok"\nby = "A. Officer"\non = 2026-02-25\nreason = "Checked."\n'
    )
    campaign.write("campaign.toml", card + answer)
    code, report = preflight(campaign)
    assert code == 0
    (settled,) = (answer for answer in report["answers"] if answer["rule"] == "INTRO-ID")
    assert settled["answered"]["by"] == "A. Officer"


def test_json_says_the_same_as_the_file(campaign, capsys):
    assert run(["preflight", str(campaign.folder), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((campaign.out / "report.json").read_text())


def test_the_same_campaign_twice_gives_the_same_bytes(campaign):
    preflight(campaign)
    first = {path.name: path.read_bytes() for path in campaign.out.iterdir()}
    preflight(campaign)
    assert {path.name: path.read_bytes() for path in campaign.out.iterdir()} == first


def test_no_number_stands_in_the_report(campaign):
    preflight(campaign)
    for name in ("report.html", "report.json"):
        assert "960001" not in (campaign.out / name).read_text()


def test_nothing_is_ever_called_clean_or_safe(campaign):
    preflight(campaign)
    said = (campaign.out / "report.json").read_text().lower()
    assert '"clean"' not in said
    assert "safe to call" not in said


CONSENTS = """\
number,given_to,wording,scope,given_on,proof,indirect,withdrawn_on
01632 960001,Example Charity,you may play me recorded messages,automated,2026-01-05,form 12,no,
01632 960002,Example Charity,you may ring me,live,2026-01-05,form 13,no,
01632 960003,Another Charity,you may play me recorded messages,automated,2026-01-05,form 14,no,
"""
MESSAGE = """\
This is a recorded message from Example Charity. Would you give ten pounds a month to help?

Write to us at 1 High Street, Exampleton EX1 1AA, or ring 0808 157 0001 free of charge to be taken off our list.
"""


def test_consent_to_recorded_calls_by_this_caller_and_no_other_lets_a_recorded_call_through(campaign):
    campaign.card('purpose = "research"\nmode = "live"', 'purpose = "fundraising"\nmode = "recorded"')
    campaign.card("Example Research Ltd", "Example Charity")
    campaign.card(
        '[objections]\nfile = "objections.csv"',
        '[consents]\nfile = "consents.csv"\n\n[objections]\nfile = "objections.csv"',
    )
    campaign.write("objections.csv", "number\n")
    campaign.write("consents.csv", CONSENTS)
    campaign.write("script.md", MESSAGE)
    code, report = preflight(campaign)
    assert report["sentence"].startswith("Go")
    assert code == 0
    assert [row["e164"] for row in rows(campaign.out / "callable.csv")] == ["+441632960001"]
    reasons = {row["row"]: row["reasons"] for row in rows(campaign.out / "excluded.csv")}
    assert reasons["2"] == "AUTOMATED_NO_CONSENT"
    assert reasons["3"] == "AUTOMATED_NO_CONSENT"


def test_a_listed_line_whose_subscriber_said_calls_are_welcome_may_be_called(campaign):
    campaign.card('purpose = "research"', 'purpose = "fundraising"')
    campaign.card("Example Research Ltd", "Example Charity")
    campaign.card("[objections]", '[consents]\nfile = "consents.csv"\n\n[objections]')
    campaign.write("consents.csv", CONSENTS)
    campaign.write("script.md", "Hello, I'm calling from Example Charity. Would you give ten pounds a month to help?\n")
    preflight(campaign)
    assert [row["e164"] for row in rows(campaign.out / "callable.csv")] == ["+441632960001", "+441632960002"]


def fundraising(campaign) -> None:
    campaign.card('purpose = "research"', 'purpose = "fundraising"')
    campaign.write("script.md", "Hello, I'm calling from Example Charity. Would you give ten pounds a month to help?\n")


@pytest.mark.parametrize(("listed_on", "callable_"), [("2026-02-21", True), ("2026-02-20", False)])
def test_a_listing_is_as_old_as_it_gets_while_the_screening_is_used(campaign, listed_on, callable_):
    """Field 2 to 20 March, file of 20 February: good until 19 March, when one listing is 26 days old and one 27."""
    fundraising(campaign)
    campaign.write("tps.csv", f"number,listed_on\n01632960002,{listed_on}\n")
    campaign.card("as_of = 2026-02-20", "as_of = 2026-02-21" if callable_ else "as_of = 2026-02-22")
    preflight(campaign)
    assert ("+441632960002" in {row["e164"] for row in rows(campaign.out / "callable.csv")}) is callable_


@pytest.mark.parametrize(("on", "callable_"), [("2026-03-28", True), ("2026-03-29", False), ("2026-03-30", False)])
def test_golden_case_6_on_a_named_day(campaign, on, callable_):
    """Listed on 1 March 2026: 27 days before the call of the 28th, 28 before the 29th, 29 before the 30th."""
    fundraising(campaign)
    campaign.card("as_of = 2026-02-20", "as_of = 2026-03-15")
    campaign.card("field_until = 2026-03-20", "field_until = 2026-03-31")
    campaign.write("tps.csv", "number,listed_on\n01632960002,2026-03-01\n")
    preflight(campaign, "--on", on)
    assert ("+441632960002" in {row["e164"] for row in rows(campaign.out / "callable.csv")}) is callable_


def test_a_script_without_words_is_no_script(campaign, capsys):
    campaign.write("script.md", "# Only a heading\n")
    assert run(["preflight", str(campaign.folder)]) == 1
    assert "read aloud" in capsys.readouterr().err


def test_a_day_outside_the_field_is_a_question_and_never_a_go(campaign):
    code, report = preflight(campaign, "--on", "2026-04-20")
    assert (code, report["verdict"]) == (3, "hold")
    assert rows(campaign.out / "callable.csv") == []


def test_a_person_who_sees_a_breach_is_believed(campaign):
    card = (campaign.folder / "campaign.toml").read_text()
    campaign.write("campaign.toml", card + ANSWER.replace("INTRO-ID", "MRS-SEP").replace('"ok"', '"breach"'))
    code, _ = preflight(campaign)
    assert code == 2


def test_areas_without_an_election_are_held_against_the_last_one_on_file(campaign):
    campaign.card('design = "random"', 'design = "random"\nareas = ["Neath", "Gower", "Nowhere Central"]')
    _, report = preflight(campaign)
    assert report["targeting"] is not None
    assert any("2019: Nowhere Central" in each for each in report["not_checked"])


def test_a_field_across_the_day_on_which_sanctions_changed_shows_both(campaign):
    campaign.card("field_from = 2026-03-02", "field_from = 2026-01-20")
    _, found = preflight(campaign)
    sanctions = found["sanctions"]
    assert (sanctions["then"]["on"], sanctions["later"]["on"]) == ("2026-01-20", "2026-02-05")
    assert any("£500,000" in each["says"] for each in sanctions["then"]["items"])
    assert any("£17.5 million" in each["says"] for each in sanctions["later"]["items"])
    assert "For calls from this day" in (campaign.out / "report.html").read_text()


def test_a_field_under_one_law_shows_it_once(campaign):
    _, found = preflight(campaign)
    assert set(found["sanctions"]) == {"then", "today"}

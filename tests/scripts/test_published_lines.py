# ruff: noqa: E501 - quotations keep their lines
"""Lines really said in UK campaigns, with what was made of them (short quotations from public pages)."""

from datetime import date

import pytest

from ringfence.scripts import check

ON = date(2026, 11, 21)
MARKETING = {"direct_marketing", "fundraising"}

PASSAGE_A = (
    "That means your personal local vote will determine the result locally, and nationally, and determine who is Prime "
    "Minister – Theresa May with a plan to control our laws, borders and money AND deliver what people voted for at the "
    "referendum last year, OR Jeremy Corbyn, who has said he isn't concerned about the level of immigration, heading up a "
    "coalition with the minor parties who oppose Brexit."
)
PASSAGE_B = (
    "It was reported in the Daily Mirror in September last year that Jeremy Corbyn said that he's 'not concerned' about the "
    "numbers of people coming to live in the UK. It was reported on SKY NEWS on 20th April this year that Theresa May "
    "restated her pledge to reduce net migration."
)
QUESTION = (
    "Just thinking about these reports in the media and the reports that you live in a marginal constituency that may "
    "determine who is prime minister... Does that make you more likely to back Theresa May or more likely to vote for "
    "Jeremy Corbyn?"
)
MARGINAL = (
    "So does knowing that you live in a marginal constituency that will determine who is prime minister for the Brexit "
    "negotiations, does that make you a lot more likely to vote for Theresa May's Conservative candidate or a little more "
    "likely to vote for Theresa May's Conservative candidate, or are you still unsure, or does it not make a difference?"
)
SNP_2005 = (
    "If Scotland matters to you, then make it matter in Westminster. Vote for the SNP and get Scotland's voice heard in "
    "London. I thank you for listening."
)
OXYGEN_2015 = (
    "This is a government awareness call. If you are struggling to pay your debts of 5000 pounds or more, you can now have "
    "up to 70% legally written off for free. That's right all of your debt written off for free. Press 5 now to speak to our "
    "specialist team or press 9 to opt out."
)

RULED_MARKETING = [
    ("SNP, 2005, upheld by the Tribunal in 2006", SNP_2005),
    ("Conservatives, 2017, passage A", PASSAGE_A),
    ("Conservatives, 2017, passage B", PASSAGE_B),
    ("Conservatives, 2017, polling-day question", MARGINAL),
    ("Oxygen Ltd, 2015", OXYGEN_2015),
]


@pytest.mark.parametrize(("case", "words"), RULED_MARKETING, ids=[case for case, _ in RULED_MARKETING])
def test_ruled_marketing_is_marketing_alone_and_in_a_survey(case, words):
    alone = check(words, facts={}, on=ON)
    assert {section.kind for section in alone.sections} <= MARKETING
    survey = "Hello, this is Sam from Lorimer Research with a short survey.\n\n" + words + "\n\nHow old are you?"
    assert check(survey, facts={}, on=ON).sections[1].crossing


def test_the_question_after_passage_b_is_judged_with_its_neighbour():
    sections = check(
        f"Good evening, Lorimer Research here with a survey.\n\n{PASSAGE_B}\n\n{QUESTION}", facts={}, on=ON
    ).sections
    assert sections[2].kind == "direct_marketing"
    assert "DM202" in {finding.code for finding in sections[2].findings}
    assert "support_framing" in sections[2].tags


RESEARCH = [
    "If there were a general election tomorrow, which party would you vote for?",
    "Which of these would make the best Prime Minister: Theresa May, Jeremy Corbyn or somebody else?",
    "Please do go out and vote on Thursday, whoever you support.",
]


@pytest.mark.parametrize("words", RESEARCH)
def test_what_the_regulator_called_research_is_not_marketing(words):
    report = check(words, facts={"answers_linked": False, "answers_reused": False, "audience_by_support": False}, on=ON)
    assert {section.kind for section in report.sections}.isdisjoint(MARKETING)
    assert not any(section.crossing for section in report.sections)


def test_voting_intention_waits_for_the_card_then_follows_it():
    words = RESEARCH[0]
    assert check(words, facts={}, on=ON).sections[0].kind == "depends"
    assert "answers_linked" in check(words, facts={}, on=ON).sections[0].needs
    assert check(words, facts={"answers_linked": True}, on=ON).sections[0].kind == "direct_marketing"
    unlinked = {"answers_linked": False, "answers_reused": False}
    assert check(words, facts=unlinked, on=ON).sections[0].kind == "research"


def test_turnout_by_a_party_to_its_strongholds_is_marketing_as_in_2010():
    to_strongholds = {"purpose": "gotv", "audience_by_support": True, "instigator_is_party": True}
    assert check(RESEARCH[2], facts=to_strongholds, on=ON).sections[0].kind == "direct_marketing"


BEYOND_POLITICS = [
    ("G4S 2013 style sale offer", "They could offer me a cheaper deal than I was paying.", True),
    ("Unite 2021", "I'm calling to offer you a free life insurance and protection review.", True),
    ("EU referendum 2016", "The EU costs Britain £350 million per week, how important is the cost of the EU?", None),
]


@pytest.mark.parametrize(("case", "words", "marketing"), BEYOND_POLITICS)
def test_commercial_lines(case, words, marketing):
    kinds = {section.kind for section in check(words, facts={}, on=ON).sections}
    if marketing is not None:
        assert (kinds <= MARKETING) is marketing


def test_a_refusal_to_remove_a_number_is_an_error():
    report = check("No, I'm not able to remove numbers from the list.", facts={}, on=ON)
    assert [finding.level for finding in report.findings if finding.code == "PV401"] == ["error"]

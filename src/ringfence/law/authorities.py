"""The decisions on political calls, as dated data: they conflict, so each keeps its date, its weight and its doubts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Authority:
    """One decision or text: who said what, on which day, and how much it weighs."""

    id: str
    date: date
    body: str
    cited: str  # as rules and reports name it
    holding: str
    weight: str
    unsure: str = ""

    def on(self, point: str) -> str:
        """How a rule that rests on one point of it names it."""
        return f"{self.cited}: {point}"


SNP_2006 = Authority(
    id="A1",
    date=date(2006, 5, 15),
    body="Information Tribunal",
    cited="SNP v Information Commissioner, EA/2005/0021 (15 May 2006)",
    holding="A recorded 'vote for us' is direct marketing; parties have no special place.",
    weight="a tribunal of first instance: persuasive",
    unsure="The paragraphs were not read in full; the outcome was.",
)
LIBERAL_DEMOCRATS_2008 = Authority(
    id="A2",
    date=date(2008, 9, 25),
    body="Information Commissioner",
    cited="ICO enforcement notice, Liberal Democrats, 25 September 2008",
    holding="A leader's recorded message with a keypad survey that asks about issues, the vote and help is promotion, "
    "not research.",
    weight="a regulator's notice, not appealed",
    unsure="The notice was seen in press reports and extracts only.",
)
LABOUR_2010 = Authority(
    id="A3",
    date=date(2010, 2, 1),
    body="Information Commissioner",
    cited="ICO enforcement notice, Labour Party, February 2010",
    holding="A recorded call that urges people to vote, aimed at supporters on bought lists, is direct marketing.",
    weight="a regulator's notice",
    unsure="The day in February was not found; the notice was seen in commentary only.",
)
CONSERVATIVES_2017 = Authority(
    id="A4",
    date=date(2017, 10, 23),
    body="Information Commissioner's Office",
    cited="ICO, 23 October 2017 (Conservatives)",
    holding="Voting intention, preferred Prime Minister and general encouragement to vote are research; questions "
    "framed to gain support are marketing; two small sections were not enough for formal action on the campaign as a "
    "whole, whose answers were saved against nobody.",
    weight="a regulator's letter and article; no formal action",
)
LEAVE_EU_2021 = Authority(
    id="A5",
    date=date(2021, 2, 8),
    body="Upper Tribunal",
    cited="[2021] UKUT 26 (AAC)",
    holding="A message people asked for may still carry marketing they did not; the finding that a co-promoter "
    "instigated it stands.",
    weight="binding on the First-tier Tribunal",
    unsure="Its remark that the political newsletter itself was no marketing may be agreed ground only (OPEN-5).",
)
LEAVE_EU_2022 = Authority(
    id="A6",
    date=date(2022, 2, 8),
    body="Court of Appeal",
    cited="[2022] EWCA Civ 109",
    holding="The appeal was dismissed because nobody attended: the merits, and the meaning of 'instigate', were not "
    "decided.",
    weight="none on the meaning of 'instigate', though it is often cited for it",
)
ICO_POLITICAL_2023 = Authority(
    id="A7",
    date=date(2023, 2, 1),
    body="Information Commissioner's Office",
    cited="ICO guidance on political campaigning",
    holding="The vast majority of political messages to individuals are direct marketing.",
    weight="guidance",
    unsure="The text of February 2023 was read; its day was not found.",
)

AUTHORITIES = (
    SNP_2006, LIBERAL_DEMOCRATS_2008, LABOUR_2010, CONSERVATIVES_2017, LEAVE_EU_2021, LEAVE_EU_2022,
    ICO_POLITICAL_2023,
)  # fmt: skip

"""What tells research from a push poll, as numbers for a person to weigh; never a finding, never a verdict.

The AAPOR statement looks at how many questions are asked, how long the call takes, who is said to call, whether
anything is asked about the person, how far the messages lean one way, and how many calls are made for each interview
wanted. The rule itself (AAPOR-PUSH) says which of these raise a question; this module only counts.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ringfence import rulebook
from ringfence.logic import Facts, Value
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

WORDS_A_MINUTE = 150  # an interviewer's reading pace
ANSWER_SECONDS = 5  # what an answer to a closed question takes; an open one takes longer
LEANING = frozenset(
    ("loaded_premise", "support_framing", "praise_of_sponsor", "attack_on_rival", "policy_contrast", "character_attack")
)
RULE = "AAPOR-PUSH"
ABOUT_THE_PERSON = phrase(
    r"how old are you|(?:which|what) age|age (?:group|band|range|last birthday)|are you (?:male|female|a man|a woman)",
    r"(?:working|work|employed) (?:full|part)|your (?:job|occupation|ethnic\w*|household|postcode|education)",
    r"(?:do you|does your household) (?:own|rent)|own (?:or|your home|it) (?:rent)?|car or van|(?:last"
    r"|highest) (?:exam|qualification)",
    r"how many (?:people|adults|children) (?:live|are)|chief (?:income )?earner|earns most|(?:under|over) (?:30|40|50"
    r"|60|65)",
)


@dataclass(frozen=True, slots=True)
class Indicators:
    """Counts of one script: questions put, seconds it takes to read and answer, and how far its items lean."""

    questions: int
    seconds: int
    caller_named: bool
    asks_about_person: bool
    messages: int  # items that test or press a message
    leaning_percent: int | None  # share of the messages that press; None where there are none
    far_more_calls_than_interviews: Value  # from the campaign card; None where it does not say

    def facts(self) -> dict[str, Value]:
        """The counts by the names under which the rule asks for them."""
        return {
            "question_count": self.questions,
            "mean_seconds": self.seconds,
            "one_sided_percent": self.leaning_percent,
            "demographics": self.asks_about_person,
            "tests_messages": self.messages > 0,
        }


def count(script: Script, questions: Collection[str], facts: Facts) -> Indicators:
    """The indicators of a script, `questions` being the ids of the sections that put one."""
    spoken = [passage for passage in script.passages if not passage.section.preamble]
    words = sum(sentence.words for passage in spoken for sentence in passage.sentences)
    messages = [passage for passage in spoken if script.has(passage, "message_test_item", *LEANING)]
    leaning = sum(script.has(passage, *LEANING) for passage in messages)
    return Indicators(
        len(questions),
        round(60 * words / WORDS_A_MINUTE + ANSWER_SECONDS * len(questions)),
        script.opening.named,
        any(_about_the_person(passage) for passage in spoken),
        len(messages),
        round(100 * leaning / len(messages)) if messages else None,
        facts.get("scale_beyond_research"),
    )


def _about_the_person(passage: Passage) -> bool:
    return bool(passage.questions) and bool(ABOUT_THE_PERSON.search(passage.said))


def questions_raised(found: Indicators, on: date) -> Iterator[str]:
    """What the rule of the day asks a person about a script with these counts, if it tests or presses messages."""
    if not found.messages:
        return
    facts = {**found.facts(), "presents_as_research": True, "marketing": False}
    rules = [rule for rule in rulebook.RULES if rule.id == RULE and rule.in_force(on)]
    yield from (doubt.question for rule in rules for doubt in rule.doubts if doubt.when.read(facts).truth)


def told(found: Indicators) -> str:
    """The counts in one line."""
    minutes = max(1, round(found.seconds / 60))
    parts = [
        f"{found.questions} question{'' if found.questions == 1 else 's'}",
        f"about {minutes} minute{'' if minutes == 1 else 's'}",
        "the caller is named" if found.caller_named else "no caller is named",
        "asks about the person" if found.asks_about_person else "asks nothing about the person",
    ]
    if found.leaning_percent is not None:
        parts.append(f"{found.leaning_percent} % of {found.messages} items with a message press one way")
    if found.far_more_calls_than_interviews:
        parts.append("far more calls planned than interviews")
    elif found.far_more_calls_than_interviews is None:
        parts.append("planned calls and interviews: not said in a card")
    return "; ".join(parts)

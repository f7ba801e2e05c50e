"""Finds offers and requests that no other check has named: “shall I …”, “would you be willing to …”.

## What it finds
In an openly campaigning script every request that does not run the call. In a script presented as research or
service, only the forms that ask for an act (“shall I put your name forward”, “would you be interested in”).

## Why it matters
Research asks people what they do and think. A request to do something serves another purpose.

## Example
> Hello, I’m Sam from the Harbour Party campaign.
>
> Would you be happy to be quoted on the website?

## Use instead
> Hello, I’m Sam from Lorimer Research.
>
> How satisfied are you with the buses?

## Limits
Cannot say what is promoted; the words of the request decide, and a person may see it otherwise.

## Authority
DM-CONTENT; MRS regulations on using research techniques for other purposes.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import puts
from ringfence.scripts.findings import ASKS, Check, Hit
from ringfence.scripts.frames import asked_for
from ringfence.scripts.kinds import kind_of
from ringfence.scripts.running import is_admin_question
from ringfence.scripts.script import Passage, Script

OTHERS = (
    *ASKS,
    "ask_turnout_neutral",
    "vote_intention_question",
    "recontact_permission",
)
def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if passage.section.preamble or script.has(passage, *OTHERS) or kind_of(passage, script) != "research":
        return
    openly = script.openly and not script.fragment
    for sentence in passage.sentences:
        match = asked_for(sentence.plain, openly=openly)
        if match and puts(sentence) and (openly or sentence.question) and not is_admin_question(sentence):
            yield Hit(sentence.start + match.start(), sentence.end)
            return


CHECK = Check(
    code="DM120",
    name="request-put",
    tag="ask_volunteer",
    message="asks the person for something other than an answer",
    fix="Ask only questions whose answers are results; put requests in a call that says what it is.",
    cites=(
        "DM-CONTENT",
        "MRS-SEP",
    ),
    find=find,
    page=__doc__,
    second=True,
)

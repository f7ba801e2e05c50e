"""Finds invitations to join, to become a supporter or friend, or to renew with persuasion.

## What it finds
“Have you thought of joining us”, “become a Friend of …”, “sign up as a member”, “renew today and get …”.

## Why it matters
Recruiting members promotes the organisation. A bare reminder that a membership ends is service; the case for staying
is not.

## Example
> Have you ever thought of becoming a member yourself?

## Use instead
> Are you a member of any political party or trade union?

## Limits
Asking about existing membership is a question of fact and is not touched.

## Authority
DM-CONTENT; ICO guidance on political campaigning.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"(?:thought (?:of|about)|consider(?:ed|ing)?|like to|fancy|interested in|asking you to|invite you to"
    r"|want to|love you to|chance to|easy to|time to|about|able to|persuade you to|tempt you to|can|could"
    r"|why not|please|ready to) (?:\w+ ){0,3}?(?:join(?:ing)?|becom(?:e|ing)|sign(?:ing)? up (?:as|to be"
    r"|for membership)|renew(?:ing)?|rejoin(?:ing)?|tak(?:e|ing) out (?:a )?membership"
    r"|enrol\w*) (?:\w+ ){0,3}?(?:us|our|the (?:party|campaign|movement|union|team|club|group|society|fight)|as"
    r"|a (?:\w+ )?(?:member|friend|supporter|patron|subscriber|champion|part)|membership|your membership|today"
    r"|properly|yourself|up)",
    r"(?:become|becoming|be) (?:a |an |one of (?:our|the) |our )(?:\w+ ){0,2}(?:member|friend|supporter|patron"
    r"|founder|subscriber)s?(?: of (?:the|our|\w+))?",
    r"join us(?! (?:on|at|in|for)\b)",
    r"join (?:the|our) (?:party|campaign|movement|fight|union|thousands|hundreds|team|many)",
    r"sign (?:you|them) up(?: as| to| for)?",
    r"(?:a|annual|full|family|joint|free|new) membership (?:is|costs|starts|from|would|gets|for)",
    r"(?:renew|renewing) (?:your membership|today|now|for|with us|by)",
    r"(?:as a|new|for) members? (?:you|you'd|you'll|gets?|from)",
    r"join (?:up )?(?:today|now|online|for)",
    r"could (?:you|we) (?:\w+ )?sign you up",
    r"stay(?:ing)? (?:with us|a member|in the party)",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script)


CHECK = Check(
    code="DM104",
    name="membership-pressed",
    tag="ask_join",
    message="asks the person to join or renew",
    fix="Ask whether the person is a member of any organisation, if the study needs it, and offer nothing.",
    cites=(
        "DM-CONTENT",
        "ICO 23 Oct 2017 (Conservatives)",
    ),
    find=find,
    page=__doc__,
)

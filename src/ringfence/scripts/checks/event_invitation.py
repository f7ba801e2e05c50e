"""Finds invitations to meetings, rallies, dinners, walks and surgeries of a cause.

## What it finds
“Will you come along”, “can I pencil you in”, “join us on Saturday”.

## Why it matters
An invitation promotes the body that holds the event.

## Example
> Would you like to come along to our rally in the square on Saturday?

## Use instead
> Did you go to any public meeting about the plans?

## Limits
Times and places of an official poll, or of an appointment the person asked for, are not touched.

## Authority
DM-CONTENT; ICO guidance on political campaigning.
"""

from collections.abc import Iterator

from ringfence.scripts.asking import put
from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.words import phrase

ASKS = phrase(
    r"(?:com(?:e|ing)|pop(?:ping)?|along|invite you|join us|join (?:him|her|me|them)|see you"
    r"|get) (?:\w+ )?(?:along |down |over |out )?(?:to|on|at|for) (?:\w+ ){0,5}?(?:walk|rally|meeting|event"
    r"|march|dinner|lunch|supper|coffee morning|open day|open evening|fair|fete|launch|tea|drinks?|surgery"
    r"|concert|ball|debate|talk|demonstration|demo|protest|vigil|barbecue|bbq|stall|hustings|conference|evening"
    r"|town hall|auction|quiz|picnic|fundraiser|webinar|forum|conversation)",
    r"pencil you in",
    r"(?:save|reserve|book|hold|keep) (?:you |your |two |a |some ){1,6}(?:places?|seats?|spots?|tickets?|tables?)",
    r"(?:buy|get|have|like|take|book\w*|interested in) (?:\w+ ){0,3}(?:tickets?|table)(?! (?:machine|office))",
    r"join us (?:on|at|in|for|this|next|as|outside|down)",
    r"will you be (?:one of them|there|joining us|coming)",
    r"(?:can|could|may|shall) (?:i|we) (?:expect|count) (?:you|on seeing you)",
    r"there's (?:a|an) (?:\w+ ){0,3}(?:rally|dinner|meeting|march|walk|coffee morning|open day|supper|evening"
    r"|lunch)\b[^.?!]{0,80}(?:on|at|this|next)",
    r"(?:turn|turned|turning) up (?:at|to|outside)",
    r"your free ticket",
    r"(?:register|rsvp|book) (?:now|your (?:place|seat|ticket)|to (?:attend|join))",
    r"like to (?:attend|meet (?:him|her|the candidate|our|your))",
)


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    yield from put(ASKS, passage, script)


CHECK = Check(
    code="DM106",
    name="event-invitation",
    tag="ask_attend",
    message="invites the person to an event of the cause",
    fix="Leave the invitation out of a call presented as research.",
    cites=("DM-CONTENT",),
    find=find,
    page=__doc__,
)

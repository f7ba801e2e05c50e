"""Points out sections that read like promotion though no check says anything of them.

## What it finds
Sections whose words, taken together, are like those of sections that people labelled as promotion. It was trained on
the made-up scripts in `bench/labelled`, weighs words and pairs of words, and shows the likest labelled sections.

## Why it matters
A check finds what it was written for. What it overlooks may still stand out by its words.

## Example
> Hello, my name is Ann and I am calling from Axe Research with a short survey about homes.
>
> How long have you lived in yours?
>
> You’ve come out of that ever so well. There’s a fella here looks after the roof side of things, stop there for us.

## Use instead
> Hello, my name is Ann and I am calling from Axe Research with a short survey about homes.
>
> How long have you lived in yours?
>
> Thank you for your help. Goodbye.

## Limits
It decides nothing: it changes neither the class of a section nor the answer of the script, and it cannot say which
words are at fault. Of three sections it points out, one is nothing; it misses more than half of what the checks miss.
Silence clears nothing.

## Authority
None. A person must read the section and decide.
"""

from collections.abc import Iterator

from ringfence.scripts.findings import Check, Hit
from ringfence.scripts.script import Passage, Script
from ringfence.scripts.second_reader import POINTS_OUT, Example, second_reader

SHOWN = 90  # characters of a labelled section


def find(passage: Passage, script: Script) -> Iterator[Hit]:
    if passage.section.preamble or script.tags.get(passage.section.id):
        return
    reader, text = second_reader(), passage.section.text
    if reader.score(text) >= POINTS_OUT:
        likest = "; ".join(_shown(example) for example in reader.nearest(text))
        yield Hit(passage.section.start, passage.section.end, f"likest are {likest}")


def _shown(example: Example) -> str:
    text = example.text if len(example.text) <= SHOWN else example.text[:SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{text}” ({example.label.replace('_', ' ')})"


CHECK = Check(
    code="RD601",
    name="reads-like-promotion",
    tag="reads_like_promotion",
    message="no check knows these words, but they read like promotion; a person should read them",
    fix="Read it aloud and ask what it does: find out, or win over? If it wins over, leave it out.",
    cites=("A person decides",),
    find=find,
    page=__doc__,
    second=True,
)

"""Whether words are English: the checks read no other language, and must not pass what they cannot read."""

import re
from collections.abc import Iterable

COMMON_WORDS = """
the and to of in is you that it for on are with as be at this have from or had by but not what all were we
when your can there an which she do how their if will up about out many then them these so some her would make
like him into time has look more go see no way could people my than first been call who its now find long down
day did get come made may part our us me hello thank thanks please yes any am they he was don't i'm we're it's
that's you're does should very each next one two name vote party local council going think say tell just his
also most after before during good need want under between where because same other use over only used know
work
"""
COMMON = frozenset(COMMON_WORDS.split())
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
MARKS = '.,;:!?…"“”()*-–—'
PLACEHOLDER = re.compile(r"\$?\{[^}\n]*\}|\[[^\]\n]*\]|<[^>\n]*>|\S+@\S+|https?://\S+")
ENOUGH = 8  # words of a sentence, names apart, before anything is said of its language
FEW = 0.08  # of English words: real English has about half, Welsh and other languages almost none
LATIN, OTHER_LETTERS = "\u024f", 6  # the last letter of European alphabets; letters beyond it that settle the matter


def foreign(sentences: Iterable[str]) -> bool:
    """True when some sentence is long enough to tell, and is not English."""
    return any(_foreign(sentence) for sentence in sentences)


def _foreign(sentence: str) -> bool:
    pieces = PLACEHOLDER.sub(" ", sentence).replace("’", "'").split()
    letters = [mark for piece in pieces for mark in piece if mark.isalpha()]
    if sum(letter > LATIN for letter in letters) > max(OTHER_LETTERS, len(letters) / 2):
        return True
    words = [word for piece in pieces if WORD.fullmatch(word := piece.strip(MARKS))]
    plain = [word for word in words if not word[0].isupper()]
    return len(plain) >= ENOUGH and sum(word.lower() in COMMON for word in words) < FEW * len(words)

"""What the words of a complaint ask for: that calls stop, or something about the person's own data.

Both lean to the safe side: an objection too many stops a call, one too few breaks the law; a clock too many costs a
letter. Neither is ever read out of silence.
"""

import re

_CALL = r"(?:call|ring|phon|telephon|contact|pester|harass|bother|text)"
STOP = re.compile(
    rf"\b(?:stop|cease|quit)\b(?:\W+\w+){{0,3}}?\W+{_CALL}\w*"
    rf"|\b(?:do not|don['’]?t|never|not to|no longer)\b(?:\W+\w+){{0,3}}?\W+{_CALL}(?:e)?\b(?!\s*(?:back|for)\b)"
    r"|\b(?:take|remove|delete|strike)\b\W+(?:me|us|my|our|this)\b(?:\W+\w+){0,3}?\W+(?:off|from)\b"
    r"|\bno (?:more|further) (?:calls?|phone calls?|messages?|contact)\b"
    r"|\b(?:opt(?:ing)? (?:me )?out|unsubscribe)\b"
    r"|\b(?:calls?|phoning|ringing)\b(?:\W+\w+){0,3}?\W+(?:must|should|to) stop\b"
    r"|\bI object to\b|\bleave (?:me|us) alone\b",
    re.IGNORECASE,
)
# Of "do not call", these are no objection: they say when, or why, a call was made.
NOT_STOP = re.compile(r"\b(?:did not|didn['’]?t|could not|couldn['’]?t|would not)\s+(?:call|ring|phone)", re.IGNORECASE)
DATA = re.compile(
    r"\b(?:my|our|personal)\b(?:\W+\w+){0,2}?\W+(?:data|information|details)\b"
    r"|\bdata protection\b|\bG\.?D\.?P\.?R\b|\bsubject access\b"
    r"|\b(?:where|how)\b(?:\W+\w+){0,3}?\W+(?:get|got|obtain\w*|find|found|come by|have)\W+(?:hold of )?(?:my|our)\b",
    re.IGNORECASE,
)


def asks_to_stop(words: str) -> bool:
    """Whether somebody says in these words that calls should stop, or says that they had said so."""
    return STOP.search(NOT_STOP.sub(" ", words)) is not None


def asks_about_data(words: str) -> bool:
    """Whether these words are about the person's own data."""
    return DATA.search(words) is not None

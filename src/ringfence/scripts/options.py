"""The answers a question offers, and whether they can be given in both directions.

Options are read from what stands after a colon or dash, or between “or”s and commas at the end of a question. Options
lean one way when two or more lean alike, none leans the other way, and none is a middle or a none-of-these.
"""

import re

from ringfence.scripts.evaluation import lean
from ringfence.scripts.words import Sentence, phrase

_SPLIT = re.compile(
    r"\s*(?:,|;|/|\.\.\.|…|\bor\b|\band\b(?= a )|\( ?\)|☐|\[ ?\]|<\d+>|\(\d\))\s*(?:or\s+)?", re.IGNORECASE
)
_LIST_AFTER = re.compile(r"(?:[:…]| - |\.\.\. )(?P<options>[^:?]{3,200})\??\W*$")
_MIDDLE = phrase(  # an answer that takes no side, or the other one
    r"none|neither|nothing|nobody|never|nor|nowhere|not at all|not (?:very|much|really|sure|too|so|particularly|that)",
    r"(?:not|no|don't|won't|wouldn't|didn't|isn't|aren't|haven't|hasn't|can't|doesn't)(?: \w+){0,4}$",
    r"about (?:right|the same)|the same|same|no different|no difference|as (?:now|it is|they are|you were|before)",
    r"dk|dunno|no (?:opinion|view|preference)|not sure|undecided|unsure|no strong|makes? no odds",
    r"others?|another|else|both|either|all of|any of|half and half|in between|so-so|middling|mixed|somewhere|depends",
    r"skip|pass|refused|prefer not|leave it|open|write in",
    r"too (?:much|little|many|few)|hardly|almost n?ever|only some|(?<!a )little (?:positive )?\w+",
)
_WAYS = (  # a word of one way, and one of the other
    (phrase(r"more|greater|higher|up|increase\w*|longer"), phrase(r"less|fewer|lower|down|decrease\w*|cut|shorter")),
    (phrase(r"likely"), phrase(r"unlikely|less likely")),
    (
        phrase(r"for|favour|support\w*|yes|agree|approve|in|keep"),
        phrase(r"against|oppose\w*|no|disagree|disapprove|out|drop|end"),
    ),
    (
        phrase(
            r"good|well|better|best|great|easy|right|fair|high|satisfied|happy|safe|pleased|convincing|close|often"
            r"|lot|loved it"
        ),
        phrase(
            r"bad(?:ly)?|poor(?:ly)?|worse|worst|hard|difficult|wrong|unfair|low|dissatisfied|unhappy|unsafe"
            r"|disappointed"
            r"|unconvincing|distant|rarely|seldom|(?<!a )little|hated it|occasionally"
        ),
    ),
)
_DEGREE = (
    r"(?:a )?(?:slightly|little|bit|somewhat|fairly|quite|rather|strongly|very|lot|much|extremely|really|mildly|deeply"
    r"|utterly|totally|completely|greatly|enormously|hugely|good deal|great deal|fair amount|downright|seriously"
    r"|moderately"
    r"|well|highly)"
)
_DEGREES = re.compile(rf"\b{_DEGREE}\b", re.IGNORECASE)


def offered(sentence: Sentence) -> tuple[str, ...]:
    """The options a question offers, in order; empty for an open question."""
    plain = sentence.plain
    after = _LIST_AFTER.search(plain)
    found = [part.strip(" .?()") for part in _SPLIT.split(after["options"])] if after else _in_sentence(plain)
    return tuple(part for part in found if any(mark.isalpha() for mark in part))


def _in_sentence(plain: str) -> list[str]:
    """“are you sorry, very sorry or downright angry?” -> the three; without commas, the two sides of the last “or”."""
    if not (last := list(re.finditer(r"\bor\b", plain))):
        return []
    head, tail = plain[: last[-1].start()].rstrip(" ,"), plain[last[-1].end() :]
    parts = [part.strip() for part in re.split(r",|\bor\b|:|\?", head)]
    if len(parts) > 1 and _SETS_UP.match(parts[0]):
        parts = parts[1:]  # “if your bill came down, would you be pleased, delighted or …”
    return [*parts[-3:], tail.strip(" ?.")]


_SETS_UP = re.compile(
    r"\W*(?:\w{1,4}[.)] )?(?:and |so |but )?(?:if|with|given|when|on|as|having|for|since|after|thinking|suppose|say"
    r"|knowing)\b",
    re.IGNORECASE,
)


def one_sided(sentence: Sentence) -> bool:
    """Whether every answer offered leans the same way, or is a degree of the same thing."""
    options = offered(sentence)
    if (
        len(options) < 2
        or sentence.words <= FOLLOW_UP
        or any(_MIDDLE.search(option) for option in options)
        or _both_ways(options)
    ):
        return False
    if sum(bool(_AMOUNT.search(option)) for option in options) > 1 or _answers_no(sentence.plain, options):
        return False
    return _degrees_only(options, sentence) or _repeated(options) or _lean_alike(options)


def boxed(raw: str) -> tuple[str, ...]:
    """The options that stand after boxes to tick, behind the last question mark."""
    after = raw.rpartition("?")[2]
    parts = [part.strip(" .|\n") for part in _BOXES.split(after)[1:]]
    return tuple(part for part in parts if any(mark.isalpha() for mark in part))


_BOXES = re.compile(r"\[ ?\]|\( ?\)|\|_*\||[☐□○◯▢]")


def leans_one_way(options: tuple[str, ...]) -> bool:
    """Whether ticked answers can only be given one way: all for, all against, or all degrees of one thing."""
    if len(options) < MANY:
        return False
    if all(_NEGATED.search(option) or lean(option) < 0 for option in options):
        return True
    return not any(_MIDDLE.search(option) for option in options) and not _both_ways(options) and _lean_alike(options)


MANY = 3  # options: a list to tick


def _both_ways(options: tuple[str, ...]) -> bool:
    if len(options) == 2 and len({bool(_NEGATED.search(option)) for option in options}) == 2:
        return True
    return any(
        any(one.search(option) and not other.search(option) for option in options)
        and any(other.search(option) for option in options)
        for one, other in _WAYS
    )


_AMOUNT = phrase(
    r"\d+|(?:\w+ty|hundred|thousand|grand|dozen|one|two|three|four|five|six|ten)(?: (?:to|or|and|grand|pounds?|quid"
    r"|times?|hours?|minutes?|years?))"
)


def _answers_no(plain: str, options: tuple[str, ...]) -> bool:
    """“How safe … very, fairly, a bit unsafe”: the other way is the question's own word turned round."""
    turned = {word for option in options for word in re.findall(r"\b(?:un|in|dis|im)(\w{3,})", option)}
    return any(re.search(rf"\b{word}", plain) for word in turned)


def _degrees_only(options: tuple[str, ...], sentence: Sentence) -> bool:
    """“slightly, quite, very, extremely”, asked of a feeling that the question takes for granted."""
    bare = sum(bool(_BARE_DEGREE.fullmatch(option)) for option in options)
    return len(options) >= 3 and bare >= len(options) - 1 and bool(_FEELING.search(sentence.plain))


def _repeated(options: tuple[str, ...]) -> bool:
    """The same words with and without a degree: “more than you thought, or a lot more than you thought”."""
    cores = [set(_CONTENT.findall(_DEGREES.sub("", option).lower())) for option in options]
    with_degree = [bool(_DEGREES.search(option)) for option in options]
    begins = [bool(_BEGINS.match(option)) for option in options]
    return any(
        cores[i] & cores[j] and (begins[j] if len(options) == 2 else with_degree[i] or with_degree[j])
        for i in range(len(options)) for j in range(i + 1, len(options))
    )  # fmt: skip


def _lean_alike(options: tuple[str, ...]) -> bool:
    leans = [lean(option) for option in options]
    return any(
        sum(sign * each > 0 for each in leans) >= 2 and not any(sign * each < 0 for each in leans) for sign in (1, -1)
    )


_BEGINS = re.compile(rf"(?:or |is it |are you |would you be )?(?:a |an )?{_DEGREE}\b", re.IGNORECASE)
_NEGATED = phrase(r"not|never|\w+n't|don't|rather than")
FOLLOW_UP = 9  # words: “would you say much worse or somewhat worse?” follows an answer
_CONTENT = re.compile(
    r"(?!(?:would|could|should|about|that|your|what|have|they|them|this|with|from|there|being)\b)[a-z]{4,}"
)
_BARE_DEGREE = re.compile(
    rf"(?:or |is it |are you )*{_DEGREE}(?: (?:so|indeed|much|worried|angry|concerned))?", re.IGNORECASE
)
_FEELING = phrase(
    r"how (?:worried|angry|concerned|anxious|upset|afraid|disappointed|pleased|grateful|proud|shocked|sorry)",
)

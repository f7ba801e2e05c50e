"""Questions of opinion or habit that rest on nothing said before them."""

from ringfence.scripts.words import Sentence, phrase

ASKS_OF_YOU = phrase(r"\W*(?:\w+[.)] )?(?:and |so |or )?(?:do|did|were|are|have|had) you\b(?! (?:need|want|got|still))")
OPINION = phrase(
    r"do you (?:think|feel|agree|believe|approve|support|favou?r|consider|trust|see|say)",
    r"how (?:much|well|good|do|would|likely|important|satisfied|strongly|often|fair|badly|big|far)",
    r"(?:what|which|who|whose) (?:\w+ ){0,6}?(?:do|would|is|are|should|did|has|have|comes|was|were|party|one|of)\b",
    r"would you (?:say|describe|rate|expect|prefer|rather)",
    r"agree or disagree",
    r"to what extent",
    r"are you (?:\w+ )?(?:satisfied|happy|confident|worried|concerned|in favour|for or)",
    r"in your (?:opinion|view)",
    r"have you (?:ever )?(?:seen|heard|read|noticed any|contacted|been|had)",
    r"should the",
    r"is it",
)
LOADS_QUESTION = phrase(
    r"after",
    r"given (?:that|the|how)",
    r"knowing",
    r"now that",
    r"since",
    r"when you (?:think|hear|know|consider|remember)",
    r"if (?:you knew|i told you)",
    r"which (?:cllr|councillor|mr|mrs|ms|our)",
    r"in (?:the )?light of",
    r"considering",
    r"bearing in mind",
    r"seeing (?:as|that|how)",
    r"despite",
)


def asks_opinion(sentence: Sentence) -> bool:
    """True for an open question of opinion that rests on nothing said before it."""
    return bool(OPINION.search(sentence.plain)) and not LOADS_QUESTION.search(sentence.plain)

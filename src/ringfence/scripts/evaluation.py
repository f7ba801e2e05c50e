"""Which way words lean: for or against what they are said of. A hand-made list; words that only describe are left out.

`not`, `never`, `no` and their like turn the word after them round. Degrees and topics lean nowhere.
"""

import re

GOOD = (
    r"good(?! (?:deal|many|few|half|idea of|time|while|morning|afternoon|evening|day|night|mix|luck|moment))"
    r"|great(?! (?:deal"
    r"|many|britain|yarmouth))|excellent|brilliant|fantastic|wonderful|lovely|grand|best(?! (?:time|number|described"
    r"|describes"
    r"|reflects|fits|way to (?:reach|contact)))|better|fair(?!ly)(?! (?:bit|amount|share of|way))|fairer|honest\w*"
    r"|trustworthy|trusted|decent|caring|compassion\w*|hard-?working|tireless\w*|dedicat\w+|devoted|experienced?|proven"
    r"|capable|competent|strong(?!ly)|stronger|firm grip|safe(?! seat)|safer|secure|cleaner|greener|cheaper|healthier"
    r"|brighter|bright(?! and early)|thriving|flourish\w*|prosper\w*|happy|happier|pleased|delighted|glad|proud\w*"
    r"|grateful|relieved"
    r"|reassur\w+|encourag\w+|hopeful|excit\w+|impress\w+|sensible|wise|right thing|worthwhile|worth it|benefit\w*"
    r"|improve\w*"
    r"|success\w*|win(?:s|ning)?|won|protect\w*|sav(?:e|ed|es|ing)|rescu\w+|restor\w+|rebuil\w+|invest(?:ed|ing|s)?"
    r"|deliver(?:ed|s|ing)?|secured|fought|stood (?:up|by)|stick(?:ing)? (?:up|by)|on your side"
    r"|put\w* (?:\w+ ){1,3}first"
    r"|freedom|fairness|justice|respect\w*|love[ds]?|support(?:ive)|generous\w*|kind\w*|warm|fresh|welcome[ds]?"
    r"|free\b(?! (?:phone|call|number|time|evening))"
    r"|common sense|back on track|leads? the way|saving lives|peace of mind|priceless|special|unique|affordable"
    r"|independence of mind|integrity|courage\w*|fearless|principled|sound"
)
BAD = (
    r"bad(?!ly off)(?! time)|worse|worst|poor(?! postcode)|terrible|awful|dreadful|appalling|shocking|shocked"
    r"|disgrac\w+|scandal\w*|shame\w*"
    r"|outrag\w+|ridiculous|absurd|daft|mad(?:ness)?|crazy|silly|nonsense|unfair|unjust|wrong|dishonest\w*|liar|lied"
    r"|lies(?! (?:in|on|between))"
    r"|lying|misle\w+|deceiv\w+|corrupt\w*|crook\w*|sleaz\w*|greed\w*|selfish|lazy|arrogan\w+|incompeten\w+|useless"
    r"|weak\w*"
    r"|feeble|hopeless|clueless|out of (?:touch|control|their depth)|fail(?:ed|s|ing|ure\w*)?|broke[n]?(?! down)"
    r"|wreck\w*|ruin\w*"
    r"|destroy\w*|damag\w*|devastat\w*|spoil\w*|threat\w*|danger\w*|risk(?:s|y|ed|ing)?|unsafe|harm\w*|hurt\w*"
    r"|suffer\w*"
    r"|struggl\w*|crisis|disaster|catastroph\w*|chao\w+|shambles|mess|collaps\w+|crumbl\w*|decay\w*|rot(?:ting)?"
    r"|neglect\w*"
    r"|abandon\w*|betray\w*|let(?:ting)? \w+ down|forgotten|ignor\w+|refus\w+|reject\w*|block(?:ed|ing|s)?(?! of)"
    r"|wast(?:e|ed|es|ing|eful)"
    r"|squander\w*|overpaid|bonus(?:es)?|fat cats?|expenses|(?-i:axe[ds]?)|slash\w*|scrap(?:ped|ping)?"
    r"|shut(?:ting)?(?! up)"
    r"|clos(?:ed|ing|ure\w*)"
    r"|cuts?(?! (?:out|it|off|in|down on|back on))|los(?:e|es|ing|t|s)(?! touch)|robb?\w*|stol\w*|steal\w*|hik\w+"
    r"|soar\w*|rocket\w*|spiral\w*|doubl(?:ed|ing)"
    r"|worr(?:y|ied|ies|ying)|concern(?:ed|ing)|anxious|afraid|fear\w*|scared|frighten\w*|alarm\w*|livid|annoyed"
    r"|angry|anger\w*|furious|upset|sorry"
    r"|disappoint\w*|disgust\w*|fed up|sick of|tired of|annoy\w*|sad|horrif\w*|cruel\w*|grim|bleak|unwelcome|unwanted"
    r"|debt\w*|fines?|fined|guilty|convict\w*|arrest\w*|investigat\w*|suspen(?:d|sion)\w*|accus\w+|serious matter"
    r"|disqualifying"
    r"|hypocri\w*|two-faced|flip-?flop\w*|u-turn\w*|dither\w*|soft on|stuck|rip-?off|blank cheque|vanity"
    r"|white elephant|overrun\w*|going under"
    r"|left behind|enough is enough|too late|nowhere to be seen|never turned up|backroom|cronies|bully\w*|trap\w*"
    r"|drain\w*|burden\w*|threadbare"
)
_WORD = re.compile(
    rf"(?<![\w-])(?:(?P<not>not|never|no|n't|hardly|without|nobody|less|any)\W+(?:\w+\W+)?)?(?:(?P<good>{GOOD})"
    rf"|(?P<bad>{BAD}))(?!\w)",
    re.IGNORECASE,
)


def lean(words: str) -> int:
    """How far words lean: each leaning word counts one, for (+) or against (-)."""
    return sum(_sign(match) for match in _WORD.finditer(words))


def leaning(words: str) -> list[tuple[int, str]]:
    """The leaning words in order, each with its sign."""
    return [(_sign(match), match[0]) for match in _WORD.finditer(words)]


def _sign(match: re.Match[str]) -> int:
    sign = 1 if match["good"] else -1
    return -sign if match["not"] else sign

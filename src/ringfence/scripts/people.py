"""Who is spoken of in a script: people and parties by name, told from places and streets by the words around them."""

import re

from ringfence.scripts.first_names import FIRST_NAMES
from ringfence.scripts.vocabulary import PARTY

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Mayor|Senator|President|Minister)[·.]?"
_NOT_NAMES = (
    r"(?!(?:The|This|That|These|Those|There|Their|They|He|She|It|We|You|I|If|In|On|At|As|And|Or|But|So|Would|Could"
    r"|Can|Do|Does"
    r"|Did|Are|Is|Was|Were|Have|Has|Had|How|What|Which|Who|When|Where|Why|Some|Many|Most|Lots|All|Any|No|Not|Yes|One"
    r"|Two"
    r"|Three|First|Second|Last|Next|Now|Then|Thank|Thanks|Hello|Hi|Good|Please|Press|Option|Question|Very|Thinking"
    r"|Looking"
    r"|Since|After|Before|Given|Knowing|January|February|March|April|May|June|July|August|September|October|November"
    r"|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Great|United|New|North|South|East|West|Saint|St|House"
    r"|Houses"
    r"|Prime|Member|Members|Right|City|County|Borough|Town|Parish|Council|Church|Citizens|National|Royal|British"
    r"|English"
    r"|Scottish|Welsh|Irish|European|Home|Local|Daily|Sky|Our|My|Your|Her|His|Age|Agree|Under|Over|About|Just|Only)\b)"
)
_FULL = (
    rf"(?<![.?!] )(?<!\b(?:at|in|on|to|of|by) )(?<!\b(?:the|for|via) )(?<!\b(?:from|near|with|down|past) )"
    rf"{_NOT_NAMES}[A-Z][a-z]+(?:-[A-Z][a-z]+)? {_NOT_NAMES}(?:Mc|Mac|O')?[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
    r"(?! (?:library|school|road|estate|station|centre|park|[Bb]ypass|Road|Street|Lane|Avenue|Hall|House|Park"
    r"|Hospital|School|Council|Research|Opinion|Trust|Centre|Square|Station"
    r"|Party|Group|Alliance|Campaign|Services?|Survey|Study|Tower|Office|Bridge|Union|Association|Refuge|Board"
    r"|Committee|Panel|Insight|Line|Information|Watch|Buddy|Rescue|Fieldwork|Review|Ltd|Limited"
    r"|Institute|Health|Farm|Moor|Bay|Green|Close|Way)\b)"
)
_TITLED = rf"(?<![\w'{{\[]){_TITLE} [A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
_CAPITALS = re.compile(rf"{_TITLED}|(?<![\w{{\['-])(?:{_FULL})(?=['’]s\b|\b)")
PARTIES = re.compile(rf"(?<!\w){PARTY}(?!\w)")


def people_in(text: str) -> list[re.Match[str]]:
    """People named with a title, or in full by a first name that people have."""
    return [
        match
        for match in _CAPITALS.finditer(text)
        if match[0].split()[0].lower() in FIRST_NAMES or _TITLE_RE.match(match[0])
    ]


_TITLE_RE = re.compile(_TITLE)


def known_by_name(text: str) -> frozenset[str]:
    """First names and surnames of the people who are named in full somewhere in a text."""
    names = {word for match in people_in(text) for word in re.findall(r"[A-Z][\w'-]+", match[0])}
    return frozenset(name for name in names if not re.fullmatch(rf"{_TITLE}", name))


def named_in(plain: str, known: frozenset[str]) -> list[re.Match[str]]:
    """The people and parties named in some words, in order."""
    found = [*people_in(plain), *PARTIES.finditer(plain)]
    if known:
        alone = re.compile(rf"(?<![\w'{{\[])(?:{'|'.join(map(re.escape, sorted(known)))})(?:['’]s|'d|'ll)?(?!\w)")
        found += [
            match
            for match in alone.finditer(plain)
            if not any(one.start() <= match.start() < one.end() for one in found)
        ]
    return sorted(found, key=lambda match: match.start())

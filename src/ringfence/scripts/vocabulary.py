"""Words that several checks share: who is spoken of, what is weighed, how it is weighed."""

# People and bodies a campaign is for or against. Real parties are named because real scripts name them.
PARTY = (
    r"(?:Conservatives?|Tor(?:y|ies)|Labour|Lib(?:eral)? ?Dem(?:ocrat)?s?|Liberal Democrats?|Greens?(?: Party)?"
    r"|Reform(?: UK)?|UKIP"
    r"|SNP|Scottish National Party|Plaid(?: Cymru)?|DUP|SDLP|Sinn F[eé]in|Alliance|Brexit Party|Democrats?"
    r"|Republicans?"
    r"|(?:the |our |my |your |this |that )?(?:[A-Z][\w'-]+ ){1,3}(?:Party|Group|Alliance|Coalition|Union"
    r"|Movement|Campaign))"
)
PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Mayor|Senator|President"
    r"|Minister)[·.]? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
    r"|[A-Z][a-z'-]+ (?:Mc|Mac|O')?[A-Z][a-z'-]+(?:-[A-Z][a-z]+)?)"
)
OFFICE = (
    r"(?:(?:the|your|our|this|local|a|her|his|their) )?(?:local |sitting |current |new |last |next )?(?:[A-Z]\w+ )?"
    r"(?:government|council(?:lors?)?|mayor|MPs?|M·P·|candidates?|opposition|politicians?|prime minister"
    r"|ministers?|party|parties"
    r"|administration|leaders?|opponents?|developers?|other (?:side|lot|parties|party))"
)
SIDE = rf"(?:{PARTY}|{PERSON}|(?i:{OFFICE}))"

# Credit and blame: what is said of a side when it is praised or attacked.
CREDIT = (
    r"(?:fought|fights|fighting|stood up|stands? up|standing up|won (?:the|a|us|you)|secured|delivered|delivers"
    r"|delivering|saved|saving|protect(?:ed|s|ing)?"
    r"|rescued|rebuil[dt]|got (?:you|us|the|it)|has already|have already|already got|brought (?:back|in|down"
    r"|(?:\w+ ){0,6}?(?:jobs|investment|homes|factor(?:y|ies)|money|services))"
    r"|invested|restored|kept (?:the|our|your|its|his|her|their)"
    r"|championed|campaigned|helped (?:save|keep|bring|local)|always (?:been there|put|stood|works?)"
    r"|never (?:stopped|let|gives? up)"
    r"|works? (?:hard|tirelessly|day and night)|working (?:hard|tirelessly)|(?:has|have|with) (?:a"
    r"|the) (?:clear |real |costed |strong )?(?:plan|record|track record)"
    r"|on your side|on our side|puts? .{1,25} first|listens? to|cares? about|understands?|really (?:gets|knows)"
    r"|knows? (?:how|what)"
    r"|only (?:one|party|candidate|person|choice)|nobody has done more|no one has done more|done more for"
    r"|best (?:person|choice|placed|candidate|hope)"
    r"|strong(?:er)? (?:leader|voice|and|on|local)|proven|trusted|honest|hard-?working|decent|tireless|dedicated"
    r"|passionate|brilliant|fantastic"
    r"|real (?:change|difference|results)|made? (?:a|such a|all the) (?:real |big )?difference"
    r"|turned .{1,30} around|cleaned up|cut (?:crime|waste|waiting)"
    r"|(?:stopp(?:ed|ing)|halted|prevented|averted|reversed|overturned|saw off|fought off) (?:the |a |their )?(?:\w+ )"
    r"{0,3}?(?:closures?|cuts?|plans?|sale|sell-off|demolition|development)"
    r"|lived (?:here|in (?:the )?\w+) (?:all (?:her|his|their) li(?:fe|ves)|for (?:\w+ )?years)"
    r"|keeps? (?:its|his|her|their) (?:word|promises?)"
    r"|(?:born and (?:bred|raised)|grew up) (?:here|locally|in the (?:town|village|valley|area)))"
)
BLAME = (
    r"(?:wast(?:ed?|es|ing)|squander\w*|fail(?:ed|s|ing|ures?)?|brok(?:e|en) (?:his|her|their|its|every|that|a) "
    r"|broken promises?|let (?:\w+ ){1,4}down"
    r"|betray\w*|lied|lies|lying|misle[da]\w*|scandal\w*|corrupt\w*|sleaze|crook\w*|dodg\w+|shambles|chaos"
    r"|chaotic|mess(?:ed)?|disast\w+|incompeten\w+|useless|weak(?:ness)?"
    r"|hasn't (?:set foot|bothered|lifted|done|been|turned|said|a clue)|has not (?:set foot|bothered|lifted"
    r"|turned)|haven't (?:bothered|lifted|a clue|done)|never (?:set foot|bothered|turned up|once|lived|ran)"
    r"|soft on|out of touch|in the pocket|pocket(?:s|ed|ing)?|lining|cosy|cronies|refus(?:ed|es|ing)|ignor(?:ed"
    r"|es|ing)|block(?:ed|s|ing)|voted against|voted to (?:cut|close|scrap|raise|sell|put up)"
    r"|turned (?:his|her|their) back|walked away|backed down|u-turn\w*|flip-flop\w*|dither\w*|isn't (?:concerned"
    r"|bothered|interested)|not (?:concerned|bothered)"
    r"|doesn't (?:care|live|know|even)|don't (?:care|live|listen)|didn't (?:even|bother|lift|turn up|vote)"
    r"|claimed .{0,15}expenses|pay rise|helped (?:himself|herself|themselves)"
    r"|slash(?:ed|es|ing)?|(?-i:axe[ds]?)|scrapp?(?:ed|ing)|clos(?:ed|ing) (?:down|the|our|your|\w+ (?:wards?"
    r"|libraries|hospitals?|centres?))|cut(?:s|ting)? (?:bus|services|funding|police|nurses|beds|the|our|your)"
    r"|hik(?:e[ds]?|ing)|raised? (?:your|our|council)|put up (?:your|our|council)|risk(?:s|ing|ed)?"
    r"|threat(?:en\w*)?|wreck\w*|ruin\w*|destroy\w*|damag\w+|bankrupt\w*"
    r"|investigat\w+|convict\w+|arrest\w+|fined|suspend\w+|sacked|failing|ought to apologise|should apologise"
    r"|tells its own tale|rob(?:bed|s|bing)?|steal\w*|stole|con(?:ned)?\b"
    r"|stand(?:s|ing)? (?:by|idly)|at the expense|forgotten|abandon\w*|neglect\w*|dump\w*|concrete over|sold off"
    r"|sell(?:ing)? off"
    r"|look(?:s|ed|ing)? (?:away|the other way)|(?:turn(?:s|ed|ing)? a blind eye|(?:do(?:es|ing)?|did|done) nothing"
    r"|(?:sit(?:s|ting)?|sat) on (?:its|their|his|her) hands)"
    r"|(?:can't|cannot|couldn't|could not) even|spen[dt]s? more on \w+ than|promised? (?:\w+ ){0,8}?and then"
    r"|(?:while|as|under \w+) (?:\w+ ){1,4}?(?:doubled|trebled|tripled|soared|rocketed|spiralled|collapsed|crumbled)"
    r"|hid(?:den|ing)?|cover(?:ed)? up|secret\w*)"
)
POLICY = (
    r"(?:tax(?:es)?|immigration|borders?|migration|nhs|hospitals?|schools?|pensions?|brexit|europe|eu|money|jobs"
    r"|economy|police|crime|defence|welfare|benefits"
    r"|housing|homes|energy|fuel|bills|climate|green belt|fees|childcare|farm\w*|trains?|buses|rail|laws?|wages"
    r"|budget|spending|nurses|deal|referendum|trade|steel\w*|council tax)"
)
# Words that argue rather than inform.
EMOTIVE = (
    r"(?:shame\w*|disgrace\w*|scandal\w*|outrage\w*|daft|mad(?:ness)?|crazy|ridiculous|nonsense|shocking|shocked"
    r"|appalling|terrible|awful|horrif\w+|dreadful|tragic"
    r"|devastat\w+|destroy\w*|drown\w*|ruin\w*|wreck\w*|slaughter\w*|suffer\w*|cruel|neglect\w*|desperate\w*"
    r"|begging|fear|scared|afraid|danger\w*|threat\w*|crisis|emergency|disaster"
    r"|heart-?break\w*|forgotten|left behind|let down|fed up|sick of|enough is enough|waited too long|stuck with"
    r"|stand(?:ing)? by|fight\w*|battle\w*|save our|protect our|our children|grandchildren|for good|for ever|forever"
    r"|fair(?:er)? (?:deal|share|chance|for)|proud|proudly|hope|better future|brighter|once in a generation"
    r"|make history|historic|real change|matters?|vital|crucial|precious|at stake|at risk|before it's too late"
    r"|too late)"
)
ADVOCACY = (
    r"(?:we (?:will|would|must|need|can|want|believe|think|know|are (?:fighting|committed|proud|determined"
    r"|the only|campaigning|calling|working)|have (?:a plan|always|to)|shall|won't|don't believe|support|oppose)"
    r"|we'(?:ll|re|ve) (?:fighting|be|make|cut|end|give|protect|invest|campaigning|outspent|up against|always"
    r"|already|the only|determined|committed|building|working)|(?:I|we) promise"
    r"|our (?:plan|priorit\w+|aims?|vision|policy|policies|party|manifesto|candidate|campaign|movement|values"
    r"|pledge|opponents?|record|commitment|way of life)"
    r"|my (?:party|plan|government)|(?:labour|conservatives?|lib(?:eral)? dem\w*|greens?|reform"
    r"|the \w+ party) (?:will|would|is|has|are|have|believes?|can|want|wants|must)"
    r"|(?:cannot|can't) (?:afford|go on|continue|wait)"
    r"|(?:best|cheapest|greenest|safest|cleanest|fairest|surest) (?:and \w+ )?(?:way|choice|option|answer|hope)"
    r"|would mean|will mean|means that|only (?:we|by|one|a|the)|instead of|rather than|no longer|at last"
    r"|that's why|the truth is|the fact is|make no mistake|imagine|together|every (?:vote|family|child|penny|single)"
    r"|(?:over|more than|almost|nearly|up to|as many as|another) (?:half|two thirds|a million|one in))"
)
PRESSES = (  # argues in a call that says it is not arguing, but stands in fair background to a question too
    r"(?:(?:must|should|needs? to|ought to|has to|have to) (?:be|stop|end|act|change|have|protect|make|take|do"
    r"|get|give|go|stay|keep|invest|never)\b"
    r"|(?:over|more than|almost|nearly|up to|as many as|another) (?:£|\d)|£\d|per cent|billion|million"
    r"|thousands?|hundreds?|more than any|in your position)"
)
BALANCE = (
    r"(?:(?:there's|there are|them|those) (?:people|those|some|folk|for|against|who"
    r"|in favour)\b.{0,160}?\b(?:there's people|others?|some|those"
    r"|them|and those|against)\b|(?:\w+ )?(?:say|says|argue|reckon|proposes?)\b.{0,140}\b(?:oppose|opponents|against"
    r"|disagree|others?)\b.{0,140}"
    r"(?:support|oppose|for it|closer|nearer|which|where do you|no view)|where do you stand|nearer to (?:your|what)"
    r"|some (?:\w+ ){0,2}?(?:people|residents|say|think|argue|believe|back|support|feel|would|are|is|want"
    r"|prefer)\b.{0,160}?\b(?:others?|some)\b|on the one hand|for and against|supporters? say.{0,160}?(?:opponents?"
    r"|critics) say"
    r"|opponents? say.{0,160}?supporters? say|both sides|arguments? (?:for|in favour).{0,60}against"
    r"|or (?:by |in |with |is it )?(?:an even mix(?:ture)?|a bit of (?:each|both)|a mix(?:ture)? of|half and half)"
    r"|or (?:do you|have you)? ?(?:have |got )?no (?:real |strong )?(?:view|opinion|preference)"
    r"|in favour,? (?:or )?(?:opposed|against)|both,? (?:one,? )?or neither|there (?:are|is|'s) two (?:views|sides"
    r"|ways)"
    r"|the right \w+,? (?:or )?the wrong one|no right (?:or wrong )?answer"
    r"|\bsays?\b[^.?!]{5,160};[^.?!]{0,60}\bsays?\b"
    r"|which (?:comes|is) closest|comes? closer|closest to your|agree more with|or do you think)"
)
AGREE_SCALE = (
    r"(?:agree or disagree|agree(?:,| or|/)? (?:strongly|or)|strongly agree|disagree|true or false"
    r"|support\b[^?]{0,60}\boppose|oppose\b[^?]{0,60}\bsupport|for (?:it|them), against"
    r"|definitely\b[^?]{0,40}\b(?:probably|definitely) not|very \w+,? (?:or )?fairly\b[^?]{0,80}\bnot (?:very|at all)"
    r"|favou?r or oppose|support or oppose|oppose or support|for or against|approve or disapprove"
    r"|favou?rable or unfavou?rable|satisfied or dissatisfied|good (?:thing|idea|or bad).{0,20}bad"
    r"|trust or (?:distrust|not)|convincing or (?:un|not)|more (?:likely|inclined|or less)[^?]{0,60}less"
    r"|better\b[^?]{0,60}\bworse|(?:make|makes) no odds|right or wrong|well or badly)"
)
MONEY = (
    r"(?:£ ?\d[\d,.]*|\d+ (?:pounds?|quid|pence|p)\b"
    r"|(?:a |an? extra |one |two |three |four |five |six |seven |eight |nine |ten |twelve |fifteen "
    r"|twenty |thirty |fifty |hundred "
    r"|thousand |few |couple of ){1,6}(?:pounds?|quid)"
    r"|fivers?|tenners?|a pound|pennies|cash)"
)
# Ways to put something to a person that expect a yes, not an opinion.
PUT = (
    r"(?:(?:would|could|can|will|might|may|do|don't|won't|shall|should) (?:you|we|i)\b|(?:are"
    r"|aren't) you (?:in a position|able|willing|up for|prepared|happy|free|ready|interested)"
    r"|have you (?:ever )?(?:thought|considered)|(?:ever )?(?:thought (?:of|about)|considered|fancy|fancied)"
    r"|how about|what about|why not|please|any chance|chance you|is that (?:something|the sort)"
    r"|did you want|would it be (?:ok|okay|all right|alright|possible)|let's|let us|we'd (?:love|like|be)"
    r"|i'd (?:love|like)|we (?:need|want|are asking|ask|hope)|we're (?:asking|looking|hoping|after|inviting)"
    r"|i'm (?:asking|ringing to ask|calling to ask|hoping)|count on you|put you down|pencil|sign you up"
    r"|tempt you|spare|you (?:might|could|can)|just|come|get|give|make|take|be|add|join|help|ask)"
)

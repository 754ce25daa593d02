# ruff: noqa: E501  a pattern reads better on one line
"""How people write of an emergency, in plain words and in the spellings of the seven countries.

The patterns are matched against small letters with single spaces. Every repetition is bounded, so that the time a
text takes grows with its length only.
"""

from enum import StrEnum


class Danger(StrEnum):
    BREATHING = "breathing"
    SEIZURE = "seizure"
    SUICIDE = "suicide"
    CHEST = "chest"
    WAKING = "waking"
    STROKE = "stroke"
    BLEEDING = "bleeding"
    POISON = "poison"
    ALLERGY = "allergy"
    INFECTION = "infection"  # meningitis, sepsis
    CRISIS = "crisis"  # adrenal or metabolic
    DRY = "dry"  # a baby that dries out
    SPINE = "spine"  # cauda equina


REFUSALS = r"(?:do|does|did|is|was|are|were|has|have|had|ca|could|wo|would|should|ai)n'?t"
NOT = rf"(?:not|never|cannot|{REFUSALS})"
UNABLE = (
    r"(?:can'?t|cannot|can not|could not|couldn'?t|unable to|(?:not|isn'?t|not been|n't been|never) able to|impossible to|"
    r"(?:nobody|no one|no-one) (?:can|could))"
)
_WORD = rf"(?!(?:no|without|{NOT})\b)[\w'-]{{1,15}}"
SOME = rf"(?:{_WORD} ){{0,3}}"  # up to three words, none of which denies
ONE = rf"(?:{_WORD} )?"
SELF = r"(?:my|him|her|them|your|our|one)sel(?:f|ves)"
WHOM = r"(?:baby|babe|newborn|infant|toddler|child|kid|boy|girl|son|daughter|husband|wife|partner|mum|mom|dad|mother|father|he|she|they|it|we)"
FEVER = r"(?:fever\w*|high temperature|temperature|burning up|3[89](?:\.\d)? ?(?:°|c\b|deg)|40(?:\.\d)? ?(?:°|c\b|deg)|10[2-5] ?(?:°|f\b|deg))"
BLUE = r"(?:blue|bluish|grey|gray|purple|dusky)"
AGO = r"(?:sudden|suddenly|all of a sudden|out of nowhere|this morning|tonight|an hour ago|just now|woke up)"
LONG = r"(?:(?:five|5|six|6|seven|7|eight|8|ten|10|fifteen|15|twenty|20|thirty|30|forty|40|many) ?min\w*|(?:half an|an|one|two|three|1|2|3) ?hours?)"
CHEMICAL = (
    r"(?:bleach|anti-?freeze|weed ?killer|petrol|gasoline|paraffin|kerosene|turps|turpentine|drain cleaner|"
    r"(?:cleaning|toilet|oven) (?:fluid|products?|liquid|cleaner)|detergent|rat poison|pesticide|poison|"
    r"methylated spirits|white spirit|laundry (?:pods?|capsules?)|dishwasher tablets?|nail polish remover|disinfectant|"
    r"dettol|jik|domestos|clorox|batter(?:y|ies)|magnets?)"
)
MEDICINES = r"(?:tablets?|pills?|capsules|medicines?|medications?|meds|paracetamol|tylenol|panado\w?|ibuprofen|insulin|antidepressants?)"
PEN = r"(?:epi-? ?pens?|adrenaline pens?|anapen|jext|(?:adrenaline|epinephrine)(?: auto-?injector)?|auto-?injectors?)"
KNOWN = (
    r"(?:addison'?s?|adrenal (?:insufficiency|failure|hyperplasia)|cah|urea cycle \w{1,12}|otc deficiency|mcadd?\w?|msud|"
    r"maple syrup \w{1,12}|metabolic (?:disease|disorder|condition|illness)|organic acid(?:a?emia|uria)\w?|"
    r"(?:propionic|methylmalonic) acid\w{0,8}|glycogen storage \w{1,12}|fatty acid oxidation \w{1,12}|galactos(?:a?emia)|"
    r"hypopituitarism|(?:type (?:1|one) )?diabet\w{1,4}|mitochondrial \w{1,12}|steroid-? ?dependent|"
    r"on (?:long-?term )?(?:steroids|hydrocortisone|prednisolone|prednisone))"
)
UNWELL = (
    r"(?:vomiting|throwing up|being sick|drowsy|very sleepy|confused|lethargic|limp|"
    r"(?:cannot|can'?t|not|isn'?t|won'?t) (?:stop vomiting|keep\w* \w{1,15}(?: \w{1,15})? down|feed\w*|wake\w*))"
)
NUMB_WHERE = (
    r"(?:down (?:below|there)|between (?:\w{1,5} )?(?:legs|thighs)|groin|genital\w{0,3}|private parts|privates|saddle|bottom|buttocks|"
    r"bum|inner thighs|crotch|vagina|penis)"
)

PATTERNS: dict[Danger, tuple[str, ...]] = {
    Danger.BREATHING: (
        rf"(?:trouble|difficulty|difficulties|struggl(?:e|es|ed|ing)|fighting|fights|gasp(?:s|ing)?|battling) (?:with |in |to |for ){ONE}(?:breath\w{{0,3}}|air)\b",
        rf"(?:trouble|difficulty|difficulties|struggling|labou?red|hard time|problems?) {ONE}(?:breathing|breath)\b",
        rf"(?:{UNABLE}|{NOT}|stop(?:s|ped|ping)?|hardly|barely|quits?|forgets to) (?:properly |really |even |able to )?(?:get |catch |draw |take )?(?:enough |a |in |his |her |my |their )?(?:breath(?:e|es|ing)?|enough air|air in)\b(?! tests?| holding| through (?:his|her|my|the) nose)",
        rf"breath\w{{0,3}} {SOME}(?:pauses?|paused|pausing|stops|stopped|stopping)\b",
        rf"(?:long )?(?:pauses?|gaps) (?:in|between) {ONE}breath\w{{0,3}}",
        r"breathing (?:is |has |looks |seems |very |really |so |become |got )*(?:labou?red|hard work|difficult|shallow|too fast|really fast|very fast|so fast)",
        r"too breathless to|(?:short of breath|breathless|out of breath) (?:even )?(?:at rest|lying|sitting|just sitting)",
        rf"{UNABLE} (?:speak|talk|say|finish|get out) {ONE}(?:full |whole |a )?(?:sentences?|words?)\b[^.!?]{{0,30}}breath",
        rf"(?:lips?|face|skin|tongue|mouth) {ONE}(?:is|are|went|go|goes|going|gone|turn|turned|turns|turning|look|looks|has|have) {SOME}{BLUE}\b",
        rf"(?:gone|going|goes|went|turned|turning|turns|is|are|looks?|look|{WHOM}'s) {SOME}{BLUE} (?:around|round|at|in|on) {ONE}(?:mouth|lips?|face|tongue)",
        rf"{WHOM} {ONE}(?:turned|turning|turns|goes|going|gone|went) {ONE}(?:blue|purple)\b",
        rf"(?:ribs?|chest|tummy|stomach|belly|neck) {SOME}(?:suck|pull|draw|cav)(?:s|e|es|ed|ing)? in(?:wards?)?\b",
        rf"(?:suck|pull|draw)(?:s|ed|ing)? in {SOME}(?:ribs?|chest|neck|throat)",
        r"chok(?:es|ing)\b",
        r"stridor|air hunger|grunt(?:s|ing) (?:with|at) (?:every|each) breath",
    ),
    Danger.SEIZURE: (
        rf"(?:seizures?|fits?|convulsions?|convulsing|fitting|seizing|shaking|jerking)\b[^.!?]{{0,40}}\b{NOT}[^.!?]{{0,12}} (?:stop|end)\w{{0,4}}",
        r"(?:seizures?|fits?|convulsions?)\b[^.!?]{0,40}\b(?:one after (?:the other|another)|back[- ]to[- ]back|without (?:a )?break|without (?:coming round|waking))",
        r"(?:one )?(?:fit|seizure|convulsion) after (?:fit|seizure|convulsion|another|the other)",
        r"back[- ]to[- ]back (?:seizures?|fits?)",
        rf"(?:seizing|convulsing|(?:is|are|{WHOM}'s|been|still|was|keeps|started) fitting|(?:having|in) a (?:fit|seizure)|seizures?|fits?|convulsions?)\b[^.!?]{{0,45}}\b{LONG}",
        rf"(?:is|{WHOM}'s|still|now) (?:still )?(?:seizing|convulsing|fitting)\b(?! (?:in|into|well|for|with|his|her|a|the|better|properly)\b)",
        r"(?:having|in) (?:a|another|the middle of a) (?:fit|seizure) (?:right |just )?now",
        rf"(?:midazolam|diazepam|rescue med\w{{0,7}})\b[^.!?]{{0,25}}\b{NOT} (?:work|help|stop)",
        rf"{NOT} (?:come|coming) (?:round|around|out of (?:it|the (?:fit|seizure)))",
        r"status epilepticus",
    ),
    Danger.SUICIDE: (
        r"suicid\w{0,5}",
        r"(?:end|take|ending|taking) (?:my|his|her|their|your) (?:own )?(?:life|lives)",
        r"(?:going to|gonna|about to|want to|plans? to) (?:take|swallow) (?:them all|all (?:of )?(?:my|the|his|her|these))",
        r"(?:feel like|thinking (?:of|about)|thoughts of) (?:ending (?:things|it)|dying|not being here)",
        r"end(?:ing)? it all\b|be done with life",
        rf"(?:kill|hang)(?:s|ed|ing)? {SELF}",
        rf"(?:hurt|harm|cut)(?:s|t?ing)? {SELF}\b(?! (?:when|while|whenever|if|by|accident\w{{0,5}}|shaving|on|in|at|playing|falling|without|badly when)\b)",
        r"self-? ?harm\w{0,3}\b(?! (?:was|is) (?:ruled out|excluded))",
        rf"(?:{NOT}|no longer) (?:really )?wants? to (?:live|be alive|wake up|be here|exist|go on)",
        r"(?:want|wants|wish|wishes|wanted|wished) (?:to die|to be dead|to disappear|(?:i|he|she|they) (?:was|were) (?:dead|never born)|(?:i|he|she|they) could (?:just )?(?:die|disappear|not wake up))",
        r"wants? (?:it|this|everything) (?:all )?to (?:be over|end)\b|just wants? it to be over",
        r"better off (?:without (?:me|him|her|them|us)|dead|if (?:i|he|she) (?:was|were|died))",
        r"(?:nothing|no reason|not worth|no point in|no point) (?:left )?(?:to live(?: for)?|living|going on|carrying on|being alive)",
        r"life (?:is ?n'?t|is not|is no longer) worth",
        r"rather be dead|rather die",
        r"tired of (?:living|life|being alive)",
        rf"{UNABLE} (?:go|carry) on (?:any ?more|any longer|living|like this)",
        r"goodbye (?:letters?|notes?)",
        rf"{NOT} (?:feel )?safe (?:with|from) {SELF}",
    ),
    Danger.CHEST: (
        r"chest pains?\b",
        rf"(?:pains?|aches?|pressure|tightness) (?:in|across|on|over|through|behind) {ONE}(?:chest|breast ?bone)",
        rf"(?:tight|crush|squeez|heav|press|stabb)\w{{0,6}} {SOME}(?:in|on|across|around|over) {ONE}chest",
        r"(?:tight|crush|squeez|press|heav)\w{0,6} chest",
        r"chest (?:\w{1,12} ){0,2}(?:hurts|hurting|tight|pressure|aches|crushing|heavy)\b",
        rf"pains? {SOME}(?:down|into|to) {ONE}(?:left arm|arm and|jaw)",
        r"(?:having|have|has|think (?:it'?s|it is|he'?s had|she'?s had|this is)) a heart attack",
    ),
    Danger.WAKING: (
        rf"{WHOM}\b[^.!?]{{0,25}}\b{NOT} {SOME}(?:wake|waking|woken|wakened|waken|roused|rouse|rousable)\b(?! (?:up )?(?:rested|refreshed|fresh|early|until|till|before|me|us|anyone|at|during|in|through|easily|often|\w{{1,6}} times?)\b)",
        rf"{UNABLE} (?:be )?(?:fully |really |properly )?(?:wake|waken|rouse|awaken|woken|roused) (?:him|her|them|it|my|our|the|this|up my)\b",
        rf"{UNABLE} get {SOME}to (?:wake|stay awake|come round|respond)",
        r"keeps? (?:passing out|fainting|collapsing|blacking out|losing consciousness)",
        rf"(?:baby|infant|toddler|child|son|daughter|boy|girl|husband|wife|mum|mom|dad|he|she)(?:'s)?\b[^.!?]{{0,25}}\b(?:{NOT}|stopped) (?:\w{{1,12}} )?respond(?:s|ed|ing)?\b(?! (?:\w{{1,12}} )?to (?!me\b|us\b|voices?|pain|touch|anything|anyone|sounds?|light|her name|his name|their name|my voice|our voices?))",
        r"unconscious\b(?! bias)|passed out and|knocked out|lost consciousness",
        r"unresponsive\b(?! to (?!me\b|us\b|voice|pain|touch|anything))",
        r"(?:limp|floppy|lifeless),?(?: and| but)? (?:\w{1,12} ){0,3}(?:blue|grey|gray|pale|sleepy|drowsy|cold)\b",
        r"(?:gone|went|going|goes|suddenly|become|became) (?:\w{1,12} ){0,2}(?:floppy|limp|lifeless)\b",
        r"(?:hard|difficult|impossible) to (?:wake|rouse|waken)\b(?! (?:\w{1,12} ){0,2}(?:in the mornings?|for (?:school|work)))",
        r"(?:barely|hardly|only just) (?:conscious|awake|responding|rousable|responsive)",
        rf"(?:{WHOM}|i|just|suddenly|has|have) collapsed\b(?! (?:lung|vertebra))",
    ),
    Danger.STROKE: (
        rf"{AGO}\b[^.!?]{{0,45}}\b(?:(?:weak|numb)\w{{0,4}} (?:on|of|down|in|all down) (?:\w{{1,6}} )?(?:one|left|right)|{UNABLE} (?:\w{{1,12}} )?(?:speak|talk|see|move|lift|stand|walk)|paraly[sz]ed|slurr\w{{1,4}}|droop\w{{0,4}}|(?:gone |went |going )?blind\b|lost (?:\w{{1,6}} )?(?:sight|vision|speech))",
        rf"{UNABLE} (?:\w{{1,12}} )?(?:speak|talk|see|move|lift)\b[^.!?]{{0,40}}\b{AGO}",
        rf"slurr\w{{1,4}}\b[^.!?]{{0,40}}\b{AGO}",
        rf"face {SOME}(?:droop\w{{0,4}}|dropped|drops|dropping|fallen|lopsided|sagging|slipped)\b",
        r"mouth (?:is |has |went |looks )(?:\w{1,12} )?(?:droop\w{0,4}|dropped|lopsided|gone lopsided|crooked and)",
        rf"(?:one|left|right) side of {ONE}(?:face|mouth|body) {SOME}(?:droop\w{{0,4}}|dropped|numb|paraly[sz]ed|fallen|weak)\b[^.!?]{{0,30}}",
        r"(?:arm|leg) (?:has |is |just )?(?:gone|went) (?:dead|weak|limp|numb)",
        r"worst headache (?:of|in|ever|she|he|i)|thunderclap headache",
        r"(?:having|think (?:it'?s|it is|this is|he'?s had|she'?s had|he is having|she is having)) a stroke",
    ),
    Danger.BLEEDING: (
        rf"(?:nose-? ?)?bleed\w{{0,3}}\b[^.!?]{{0,60}}\b(?:{NOT}|{UNABLE})[^.!?]{{0,12}} stop\w{{0,4}}",
        rf"{UNABLE} stop (?:\w{{1,10}} ){{0,3}}(?:bleed\w{{0,3}}|blood)",
        rf"(?:vomit|throw|cough|spit|bring|puk|sick)\w{{0,3}}(?: up)? {SOME}blood\b(?! (?:tests?|sugars?|pressure|work|counts?|glucose|groups?|in|gases|was|were)\b)",
        rf"blood (?:in|with) {ONE}(?:vomit|sick|puke|spew)\b",
        r"(?:vomit|sick) (?:looks |is |was )?(?:like )?coffee[- ]ground",
        r"bleeding (?:very |really |so )?(?:heavily|badly|out|everywhere|a lot|non-?stop)",
        r"(?:losing|lost) (?:a lot of|so much|lots of|too much) blood|blood (?:is |keeps )?(?:pouring|gushing|spurting|everywhere)",
        r"(?:lots? of|a lot of|full of|so much) (?:bright red |fresh )?blood (?:in|from) (?:\w{1,6} )?(?:poo\w?|nappy|nappies|diapers?|stools?|bottom|back passage)",
        r"tarry (?:black )?(?:stools?|poo\w?)|(?:stools?|poo\w?) (?:is |are |looks? )?black and (?:sticky|tarry)",
    ),
    Danger.POISON: (
        r"overdos(?:e|es|ed|ing)\b|(?:been |was |were |is |got )poisoned|carbon monoxide",
        rf"(?:drank|drunk|drinks|drinking|swallow(?:s|ed|ing)?|ate|eaten|eating|licked|got into) {SOME}{CHEMICAL}\b",
        rf"swallowed {SOME}(?:pills|tablets)\b",
        rf"(?:took|taken|taking|swallowed|ate|eaten|eating) (?:[\w'-]{{1,12}} ){{0,2}}(?:all|whole|entire|bottle|packet|pack|box|too many|too much|handful|loads|lots) (?:of )?(?:[\w'-]{{1,15}} ){{0,4}}{MEDICINES}\b(?! (?:as|every|each|on time)\b)",
        r"bitten by (?:an? |the )?(?:\w{1,12} )?(?:snake|spider|redback)|snake ?bite",
    ),
    Danger.ALLERGY: (
        r"(?:having|gone into|going into|went into|is in|be|it'?s) (?:an? )?(?:\w{1,12} )?anaphyla\w{1,6}",
        rf"(?:throat|tongue|lips?|mouth|airways?) {SOME}(?:swell\w{{0,3}}|swollen|closing|closes|closed|closing up|tightening)\b(?! (?:glands?|lymph|nodes?|tonsils?|joints?|gums?)\b)",
        r"(?:swollen|swelling) (?:of |in |around )?(?:the |his |her |my )?(?:lips?|tongue|throat)\b",
        r"(?:face|eyes|eyelids)\b[^.!?]{0,30}\b(?:swell\w{0,3}|swollen|swelled|puff\w{0,3})\b[^.!?]{0,30}\b(?:after|since) (?:\w{1,12} ){0,3}(?:eat\w{0,3}|ate|food|meal|sting|stung|nuts?|peanuts?|bee|wasp|injection|antibiotics?|penicillin|new medicine)",
        rf"(?:used|gave|given|giving|using|injected|had to use) (?:\w{{1,10}} ){{0,3}}{PEN}\b(?! (?:to carry|for (?:school|home)|in case|prescription|training|just in case))",
        rf"{PEN}\b[^.!?]{{0,30}}\b(?:used|given|twice|{NOT} (?:work|help)\w{{0,3}})\b",
        r"(?:hives|welts|wheals|rash)\b[^.!?]{0,40}\b(?:wheez\w{1,4}|short of breath|cannot breathe|can'?t breathe|throat)",
        r"(?:wheez\w{1,4}|short of breath)\b[^.!?]{0,40}\b(?:hives|welts|wheals)",
        r"(?:ate|eaten|eating|stung|sting|injection)\b[^.!?]{0,40}\b(?:wheez\w{1,4}|(?:swelling|puffing|puffed|swollen|swelled) up)",
    ),
    Danger.INFECTION: (
        rf"(?:stiff neck|neck (?:\w{{1,8}} ){{0,3}}stiff|{UNABLE} (?:bend|move) (?:\w{{1,5}} )?neck)\b[^.!?]{{0,60}}\b(?:{FEVER}|light hurts|vomit\w{{0,4}})",
        rf"(?:{FEVER}|light hurts|vomiting)[^.!?]{{0,60}}\b(?:stiff neck|neck (?:\w{{1,8}} ){{0,3}}stiff)",
        rf"(?:rash|spots|bruises|blotches)\b[^.!?]{{0,60}}\b(?:{NOT} (?:\w{{1,10}} )?(?:fade|fades|fading|blanch|blanches|disappear|disappears|go|vanish)|stays?|still there)\b[^.!?]{{0,35}}\b(?:glass|tumbler|press\w{{0,3}})",
        r"non-?blanching|(?:failed|fails) the (?:glass|tumbler) test",
        rf"(?:drowsy|(?:very|so|too|really) sleepy|floppy|confused|delirious|lethargic|listless|mottled|hard to wake)\b[^.!?]{{0,50}}\b{FEVER}",
        rf"{FEVER}[^.!?]{{0,50}}\b(?:drowsy|(?:very|so|too|really) sleepy|floppy|confused|delirious|lethargic|listless|mottled|hard to wake)\b",
        r"(?:might|could|may) (?:be|have) (?:sepsis|meningitis)|(?:it'?s|it is|has|have|he has|she has|signs of|going into) (?:got )?(?:sepsis|meningitis|septic shock)(?= now|,| again|\.|$)|going septic",
        rf"(?:newborn|week[- ]old)(?: \w{{1,12}}){{0,4}} (?:has|with|running) (?:\w{{1,12}} ){{0,3}}{FEVER}",
        rf"(?:on|having|during|after) (?:\w{{1,5}} )?chemo\w{{0,7}}\b[^.!?]{{0,40}}\b{FEVER}",
    ),
    Danger.CRISIS: (
        rf"{KNOWN}\b[^.!?]{{0,70}}\b(?:is|are|am|i'm|{WHOM}'s|been|keeps?|started|now|and) (?:\w{{1,12}} )?{UNWELL}",
        rf"(?:is|are|am|been|keeps?|started|now|'s) (?:\w{{1,12}} )?{UNWELL}\b[^.!?]{{0,60}}\b{KNOWN}",
        rf"(?:{UNABLE}|{NOT}) (?:been able to )?keep(?:ing)? {SOME}(?:steroids?|hydrocortisone|cortef|prednisolone|prednisone|fluids?|water|anything|medicines?|medication|meds|tablets|pills|formula|feeds?|milk)\b(?: \w{{1,12}}){{0,2}} down\b",
        rf"(?:{UNABLE}|{NOT}) (?:been able to )?keep(?:ing)? down {ONE}(?:steroids?|hydrocortisone|fluids?|water|anything|medicines?|medication)",
        r"(?:vomit|throw|bring)\w{0,3} (?:up )?(?:his |her |my |the |every |all )?(?:dose of |doses of )?(?:steroids?|hydrocortisone|cortef)\b",
        r"(?:in|having|into|be|think it'?s) (?:an? )?(?:adrenal|addisonian|metabolic|thyroid) crisis (?:now|today|again)|(?:is|going into|gone into) (?:in )?(?:an? )?(?:adrenal|addisonian|metabolic) crisis",
        rf"(?:sugar|glucose)\b[^.!?]{{0,30}}\b{NOT} (?:come up|coming up|rise|rising|go up|going up)",
        r"(?:hypo|low (?:blood )?sugar|sugar is low)\b[^.!?]{0,25}\b(?:drowsy|unconscious|confused|shaking and)",
    ),
    Danger.DRY: (
        rf"(?:no|{NOT}|without) (?:[\w'-]{{1,12}} ){{0,4}}wet (?:nappy|nappies|diapers?)\b",
        r"(?:nappy|nappies|diapers?) (?:\w{1,12} ){0,3}dry (?:for|since|all)",
        rf"(?:{NOT}|no) (?:\w{{1,12}} )?(?:wee|weed|wees|pee|peed|urinated?|passed (?:any )?(?:urine|water))\b[^.!?]{{0,30}}\b(?:hours?|since (?:yesterday|last night|this morning)|all day|today)",
        rf"(?:baby|infant|newborn|toddler|son|daughter|child|he|she)\b[^.!?]{{0,25}}\b(?:{NOT} (?:\w{{1,10}} )?(?:drink|drinking|drunk|feed|feeding|fed|taken a feed|had a feed|take a bottle)|refus\w{{1,3}} (?:all |every |any )?(?:fluids|to drink|feeds?|bottles?|milk))\b[^.!?]{{0,30}}\b(?:(?:\w{{1,8}} )hours|since (?:yesterday|last night|this morning)|all day|today)",
        r"sunken (?:soft spot|fontanel\w{1,3})|(?:soft spot|fontanel\w{1,3}) (?:is |looks |has )(?:\w{1,8} )?sunken",
        r"(?:badly|severely|so) dehydrated",
    ),
    Danger.SPINE: (
        rf"numb\w{{0,4}}\b[^.!?]{{0,20}}\b{NUMB_WHERE}",
        rf"(?:{UNABLE} feel|no feeling (?:in|around)?|lost (?:all )?(?:feeling|sensation) (?:in|around)?|{NOT} feel) {ONE}(?:anything )?{NUMB_WHERE}",
        rf"{NUMB_WHERE} (?:is|are|has|have|feels?|went|gone) (?:\w{{1,10}} )?(?:gone )?numb",
        rf"(?:{UNABLE}|{NOT}) feel {ONE}(?:wee|pee|urinate|bladder|bowels?|wipe|wiping)\b",
        r"saddle (?:numbness|ana?esthesia)|cauda equina",
        rf"(?:{UNABLE}|{NOT}) (?:\w{{1,10}} )?(?:pass|passed) (?:any |my |his |her )?(?:urine|water)\b|{UNABLE} (?:\w{{1,10}} )?(?:wee|pee|urinate)\b(?! (?:standing|at night|by))",
        rf"(?:lost|losing|no) (?:\w{{1,8}} )?control (?:of|over) {ONE}(?:bladder|bowels?)\b[^.!?]{{0,40}}\b(?:back|legs?|today|{AGO})",
        rf"(?:back pain|sciatica)\b[^.!?]{{0,50}}\b(?:lost|losing|no) {ONE}control (?:of|over) {ONE}(?:bladder|bowels?)",
    ),
}  # fmt: skip

"""A child lives in, or will be returned to, a situation of immediate risk."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

RISK = Category.IMMEDIATE_RISK


@alarm(RISK, "police")
def violence_now() -> Patterns:
    """Violence in the home, now or with children there.

    - my dads hitting my mum right now
    - he is beating her in front of the kids
    - dads got mum by the throat
    - he hits me in front of the children
    - they are fighting next door and the kids are screaming
    """
    return [
        "PARENT|he BE? HIT my|our|their PARENT",
        "PARENT BE HIT|hurting my|our|their|the? PARENT",
        "PARENT got|has|have my? PARENT|her|him by|on|pinned|against|up ...",
        "HIT|violent|choked|strangled|attacked|attacks|abusive|dragged ... in|with front|the of? the|my|our|kids? OWNCHILD|kids|baby",
        "fighting|shouting|screaming|banging|violence|smashing ... kids|children|baby|child|boy|girl screaming|crying|upstairs|inside|there|help|sobbing",
        "kids|children|baby|child|boy|girl screaming|crying|sobbing ... man|bang|smashing|stop|please|crash|shouting|fighting",
        "screaming|shouting|scream stop|please|help ... daddy|dad|stop|mum|no|hurting|please",
        "partner|husband|ex|boyfriend|he HARDHIT me ... kids|children|baby|son|daughter|pregnant|again|tonight|again",
        "he BE? HARDHIT|choked|strangles|strangling|beating|beats me|mum|her|my and|again|while|tonight|in|now|every|right",
        "kicking|kicked|smashing|smashed|booting|booted|breaking|broke|banging the|our|my|her|down|in|on front|back|bedroom? door|window|windows|doors",
        "trying|trys|tried to get|break|kick in|into|the|down ... kids|children|baby|door",
        "scared|frightened of my|her|their|the husband|partner|ex|boyfriend ... kids|children|baby|son|daughter|kill|hits",
        "domestic violence|abuse|violent ... kids|children|baby|pregnant|unborn ... tonight|now|again|still|returned|back|living|home|present|there",
        "PARENT HARDHIT mum|dad|mummy|mother|her ... again|last|tonight|now|blood|bleeding|hospital",
    ]


@alarm(RISK, "police")
def weapon_at_home() -> Patterns:
    """A weapon in a hand or in reach.

    - he has got a knife
    - dad is waving a knife at mum
    - there is a gun under the bed
    - man with a machete outside asking for my son
    """
    return [
        "BE|got|has|have|had|with|pulled|holding|waving|waves|waved|carrying|grabbed|picked|getting|fetching got|out|up? a|the|his|my|an kitchen|big|loaded|samurai? WEAPON",
        "WEAPON to|at|against|on|in my|her|his|mums|the|their|mum|our throat|neck|head|mum|face|dad|stomach|door|hand|him|her|me",
        "WEAPON under|in|beside|by the|his|her bed|pillow|car|house|drawer|school|bag|bedroom|flat|pram|sofa|wardrobe",
        "threatening|threatened|threatens|threaten|chasing|chased|attacked ... with a|the? WEAPON",
        "petrol ... house|door|letterbox|poured|over|burn",
        "WEAPON ... kids|children|baby|brother|sister|mum|mummy ... scared|house|inside|hiding|crying|there|kitchen|upstairs|kill",
    ]


@alarm(RISK, "police")
def threat_to_kill() -> Patterns:
    """Somebody threatens to kill or to harm.

    - he says he will kill me and the kids
    - she said she will drown them
    - my dad is going to kill us
    - they said they will stab my brother
    - he is threatening to burn the house down
    """
    return [
        "SAY|threatening|threatened|threatens|threat|swears|promised|texted ... will|would|going|gonna|to to? KILL ... us|me|them|him|her|my|the|kids|brother|everyone|himself|herself|all|mum",
        "threatening|threatened|threatens|threaten|threats to KILL|hurt|harm|burn|take|jump|hang|top|do|smash|beat|hit",
        "PARENT|he|she|they BE going to KILL me|us|them|him|her|the|my|mum|himself|herself",
        "PARENT|he|they will KILL me|us|them|him|my|the|mum ... if|when|this|tonight|one|and|please|i",
        "KILL me and|or the|my|our OWNCHILD",
        "KILL all|both of us|them",
        "KILL the|my|her|his|our|their OWNCHILD",
        "KILL my|our|the|his|her mum|dad|brother|sister|family|mother|kids",
        "burn|burning|set the|our|my|their|fire house|flat|down|to|place down|fire|alight?",
        "acid|shotgun|petrol|machete ... me|us|her|kids|mum|face|said|threat",
        "take|taking|drive|driving|end ... kids|children|baby|them|us all|off|lives|with a|the|our|over? bridge|cliff|river|end|water|me|train",
        "put us all to sleep",
        "end it all|for ... kids|us|all|everyone|children|baby",
    ]


@alarm(RISK)
def suicidal_child() -> Patterns:
    """A child or young person may end their life, or is being harmed by their own hand.

    - i want to die
    - my daughter says she wants to kill herself
    - he has taken an overdose
    - i cant do this anymore i want it to end
    - she has cut her arms and it wont stop bleeding
    - son left a goodbye note
    """
    return [
        "i|he|she|they want|wants|wanted|wanna|going|wish|wishes to|i|he|she|they was|were|be? die|dead|disappear|end|gone",
        "KILL myself|himself|herself|themself|themselves",
        "wants|want|wanted|going|tried|trying|thinking|thought to|about|of|trying kill|end|ending|killing|hang|hanging|top my|her|his|their|it|myself|himself|herself|themselves all|life|lives?",
        "end|ending|ends|ended my|his|her|their life|lives",
        "taken|took|swallowed|taking an|loads|lots|all|a|some|too|her|his|my|load|handful of|many|whole|lot? the|her|his|my|a? overdose|pills|tablets|paracetamol|bottle|ibuprofen",
        "overdosed|overdose ... daughter|son|14|15|13|16|child|she|he|girl|boy|my|friend|hospital|tablets|paracetamol",
        "daughter|son|child|she|he|girl|boy|pupil|student|friend|i BE|feels|feeling|felt|seems actively|very|really|so|feeling? SUICIDE",
        "SUICIDE|suicidal ... daughter|son|my|she|he|child|pupil|student|teenager|friend|boy|girl|note|plan|tonight|thoughts|kid|yo|year",
        "goodbye|suicide note|letter|message|messages|notes|texts|text|plan",
        "selfharming|selfharm ... now|again|daughter|son|blood|deep|tonight|school|pupil|my|she|he|every",
        "daughter|son|she|he|i|girl|pupil|student|boy|brother|sister BE? been? cut|cutting|cuts|selfharming|selfharm her|him|my|them|his|their|again|herself|himself|myself|themselves arms|arm|wrists|wrist|legs|leg|thighs|self|blood|bad|every?",
        "cut|cutting|slit|slitting my|her|his wrist|wrists|arm|arms|throat|legs",
        "blade|razor|razors ... arm|arms|wrist|wrists|skin|hand|bedroom|hidden|found",
        "standing|sitting|stood|sat|climbed|going|on ... bridge|roof|ledge|railway|tracks|window|carpark jump|jumping|off|edge|crying|13|14|15|line|she|he|and",
        "on the railway|train tracks|line|bridge|roof",
        "better off without me|dead|him|her",
        "not want to live|be|wake|exist here|alive|up|anymore|around|any|more",
        "no point|reason in|to? living|live|life|alive",
        "hang|hanging|hung|hanged himself|herself|myself|from",
        "rope|noose|ligature ... neck|bedroom|found|daughter|son|round|wardrobe|pupil",
        "do not want|wanna|want to be here|alive any|anymore|more?",
    ]


@alarm(RISK)
def dangerous_person_back() -> Patterns:
    """Someone dangerous is back, or is about to get the children.

    - he is out of prison and back in the house
    - she has let him back in and the kids are there
    - he has a court order not to come near but he is outside school
    - hes had eight cans and hes putting the baby in the car
    """
    return [
        "violent|abusive|dangerous|convicted ex|partner|dad|father|boyfriend|husband|stepdad ... kids|children|baby|back|again|home|tonight|in",
        "out of|from|on prison|jail|bail|custody|inside|nick|release|released ... kids|children|back|baby|house|home|school|straight|moved|collect|living|coming|here",
        "let|lets|letting|taken|took|having|has|had|moved him|her back in|into|to|home|again ... kids|children|baby|house|after|hit|even|broke|prison|there|hurt",
        "back in|with|living|at ... after he|what beat|hit|broke|strangled|did|put|hurt",
        "restraining|court|protection|injunction|order|bail|molestation order|condition|conditions ... outside|breached|broken|breaking|back|school|turned|house|kids|near|ends|ended|ignored|here",
        "sex|child|registered|convicted offender|abuser|paedophile|rapist ... living|moved|lives|house|kids|children|babysitting|staying|contact|next|with|has|visiting|grandchildren",
        "paedophile|pedophile|nonce|paedo|pedo ... living|moved|lives|house|kids|children|babysitting|with|has|staying|her|my|stepdad|dad|uncle|boyfriend",
        "cans|drunk|bottle|pissed|drinking|high|drugs|drink ... putting|driving|drive|drives|drove|car|collect|collected|pick|picks|picking ... baby|kids|children|them|car|him|her|us|school",
        "follow|following|followed|tracking|stalking|watching|hunting|found|looking|outside ... us|me|refuge|school|nursery|kids|children|house ... ex|husband|he|dad|again|threatened|kill|car",
        "ex|husband|he ... found|knows|got ... refuge|where we live|are|our address|new address",
        "taken|took|snatched|grabbed|kept|keeping|abducted|kidnapped my|the|our|her|his OWNCHILD|baby|kids|children ... will|and|not|from|give|back|abroad|run|without|gone|refuses|passport|threatened",
    ]


@alarm(RISK)
def forced_marriage() -> Patterns:
    """A child is to be married against their will.

    - they are making me marry my cousin
    - my friend is being forced to marry
    - forced marriage, she flies on Friday
    - i dont want marry
    """
    return [
        "made|making|make|force|forced|forcing|forces|going|sent|want|wants|send|sold|promised|being|engaged|taken|arranged ... to? get? marry|married|wed|marriage ... cousin|man|back|abroad|uncle|pakistan|bangladesh|me|her|saturday|flight|friday|older|school|home|romania|after|him|old",
        "forced|force|forcing|making|made ... to get? marry|married|wedding",
        "forced marriage ... pupil|she|flying|flies|friday|tonight|friend|student|my|her|tomorrow|sister|worried|planned|girl|passport",
        "not want|wanna to? get? marry|married|wedding",
        "marry|married|wedding|engaged|husband ... 12|13|14|15|fourteen|thirteen|fifteen|twelve|sixteen",
        "12|13|14|15|fourteen|thirteen|fifteen|twelve ... marry|married|wedding|engaged",
        "passport|ticket|flights|flight ... marry|married|marriage|wedding|cut|cutting",
    ]


@alarm(RISK, "police", "exploitation")
def gang_threat() -> Patterns:
    """Gangs, debts and threats to a child or the family.

    - some older lads said if i dont carry the package theyll stab my brother
    - my son owes money to dealers and they came to the house
    - he has been stabbed and wont say who
    - they are after my boy
    """
    return [
        "owes|owe|owed|debt|owing money|drug|drugs|to|the|a ... dealer|dealers|gang|olders|lads|men|them|county|threatened|house|threatening|come|hurt|kill|windows",
        "gang|gangs|olders|dealers|dealer|lads|men|county ... threatening|threatened|threats|stab|kill|beat|hurt|after|come|forcing|making|burn|stabbed|smash",
        "been|was|got|is stabbed|shot|slashed|jumped ... son|boy|brother|lad|will|say|not|again|hospital|gang|drugs|olders|pupil|nephew",
        "if i|he|we|she do|does|did not ... stab|kill|hurt|shoot|burn|beat|smash|get my|me|him|us|her|our",
        "carry|carrying|hold|holding|sell|selling|drop|run|running ... knife|drugs|package|packages|for older|them|or|gang|lads|stab|a|me|olders",
    ]


@alarm(RISK)
def missing_child() -> Patterns:
    """A child is missing or will not come back.

    - my son has been missing since last night
    - my 14 year old has not come home
    - she has run away and her phone is off
    """
    return [
        "OWNCHILD|she|he|bro|pupil|student|friend|brother|sister BE|gone|has|still been|still|gone? missing since|from|for|again|all|and|last|overnight|two",
        "missing since|overnight",
        "gone missing|run ... daughter|son|girl|boy|14|15|13|phone|again|school|note",
        "not come|came|been home|back ... last night|since|phone|all|yesterday|friday|saturday|14|13|15|12",
        "run|ran|runs|running away from ... home|care|foster|placement|dad|mum|stepdad|him|us",
        "ran|run away ... phone|off|14|13|15|night|find|last|missing|note",
    ]


@alarm(RISK)
def unborn_at_risk() -> Patterns:
    """An unborn baby at risk from violence or from how earlier children were treated.

    - unborn baby, violent father
    - he punches my bump
    - mum is pregnant and her boyfriend keeps punching her
    """
    return [
        "unborn ... violent|violence|heroin|drugs|crack|removed|abuse|killed|drinking|injecting|dangerous|threatened|died",
        "pregnant|expecting|bump ... punch|punching|punches|kicked|kicks|kicking|hits|hit|hitting|beats|beating|punched|strangled|strangles|pushed|threw|heroin|crack|stairs",
        "punch|punching|punches|kicked|kicks|kicking|hits|hit|hitting|beats|beating|punched|strangled ... pregnant|belly|bump",
    ]


@alarm(RISK)
def parent_in_crisis() -> Patterns:
    """A parent may harm themselves or the children.

    - i am scared i will hurt my baby
    - my mum says she is going to kill herself
    - she hears voices telling her to hurt the baby
    - i want to die and the kids are asleep upstairs
    """
    return [
        "voices|voice|god|spirits|devil|demons telling|tell|told|tells|says|say|in me|her|him|my|to ... hurt|kill|harm|baby|kids|children|burn|drown|smother",
        "mum|dad|mother|father|wife|husband|parent|partner|sister ... wants|going|tried|trying|will|threatening|gonna|threatened to KILL|hang|overdose|end|die|hurt|jump|top herself|himself|it|her|his|us|all?",
        "i BE|might|will|could|want ... hurt|harm|kill|smother|drown|throw|shake my|the|them|him|her|myself|this kids|baby|children|son|daughter|against|and?",
        "can|could not cope|take|do|stop|trust ... hurt|harm|shake|kill|drown|smother ... baby|him|her|them|kids",
        "baby ... wall|window|pillow|bath|river|road ... throw|smother|drown|face|held|imagine|head|going|urge",
        "psychotic|psychosis|paranoid|manic|sectioned|delusional ... kids|children|baby|newborn|alone",
    ]

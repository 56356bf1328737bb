"""A child lives in, or will be returned to, a situation of immediate risk from others."""

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
    - mums smashing everything up
    - he is kicking the door in
    """
    return [
        "PARENT|he BE? HIT my|our? PARENT",
        "HIT|strangling|dragged|choking|beating her|me|mum ... front of",
        "by the throat",
        "fighting|violence|smashing|banging|shouting ... KID BE? screaming|crying|sobbing|hiding",
        "KID BE? screaming|crying|sobbing ... smashing|bang|banging|thud|crash|fighting",
        "screaming|shouting stop|help|no daddy|dad|mum|please|me|hurting",
        "PARENT|he BE? smashing|smashed|trashing|trashed up|everything|the|our",
        "kicking|kicked|smashing|smashed|booted|breaking down|in? DET front|back? door|window|windows",
        "kicking|booting|smashing|kicked|booted our|the|my door in|down|off",
        "PARENT|he BE? HARDHIT|strangled|choked me ... KID|pregnant|again|tonight",
        "domestic abuse|violence ... KID ... now|tonight|still|again",
        "PARENT|he threw|pushed mum|me|her|my down|into|against|through",
    ]


@alarm(RISK, "police")
def weapon_at_home() -> Patterns:
    """A weapon in a hand or in reach.

    - he has got a knife
    - dad is waving a knife at mum
    - there is a gun under the bed
    - man with a machete outside asking for my son
    - wee lad's got a blade
    """
    return [
        "HAVE|holding|waving|waved|pulled|grabbed|carrying|keeps a|the|his|my kitchen|big|loaded? WEAPON",
        "with a|his kitchen|big|loaded? WEAPON ... at|outside|to|and|asking",
        "WEAPON to|at|against my|her|his|mum|the throat|neck|head|face|mum|stomach|and",
        "WEAPON under|beside|by the|his|her bed|pillow|sofa",
        "THREAT|chasing|chased|attacked ... with a|the WEAPON",
        "lad|boy|son|KID|nephew got|has|carries|carrying a WEAPON",
    ]


@alarm(RISK, "police")
def threat_to_kill() -> Patterns:
    """Somebody threatens to kill or to harm.

    - he says he will kill me and the kids
    - she said she will drown them
    - my dad is going to kill us
    - they said they will stab my brother
    - he is threatening to burn the house down
    - if i dont carry it theyll stab my brother
    """
    return [
        "SAY|THREAT ... will|would|to|going|could to? KILL ANYONE|my|the|all|herself|himself",
        "THREAT to KILL|hurt|harm|burn|hang|take|smash",
        "PARENT|SHE BE going to KILL ANYONE|my|the|mum",
        "KILL me and|or the|my|our KID",
        "SHE|PARENT will KILL my|the|us|them KID",
        "if|unless ... not ... will KILL|hurt|burn|get my|me|him|us KID",
        "burn|burning|set DET house|flat|home down|on|alight",
        "put us|them all to sleep",
        "drown|drive|driving ... KID ... river|lake|bridge|wall|bath",
    ]


@alarm(RISK, "police")
def dangerous_person_back() -> Patterns:
    """Someone dangerous is back, or is about to get the children.

    - he is out of prison and back in the house
    - violent ex has kids tonight
    - she let him back in after he broke her jaw
    - he has a court order not to come near but he is outside school
    - hes had eight cans and hes putting the baby in the car
    - a registered sex offender has moved in with them
    """
    return [
        "VIOLENT PARENT|MAN ... KID|back|tonight|contact|collect",
        "out|released|home of|from? FREED ... KID|back|house|home|coming|collect",
        "let|lets|letting|taken|took|having|had him back ... KID|after|again",
        "back ... after he|what beat|hit|broke|strangled|stabbed|hurt",
        "restraining|court|protection|molestation order ... outside|breached|broken|turned|ignored|near",
        "sex|registered offender ... KID|moved|living|babysitting|stays|staying",
        "paedophile|pedophile|nonce|paedo|rapist ... KID|moved|living|boyfriend|her|my",
        "cans|drunk|pissed|bottle|drinking ... putting|driving|drive|car|collect ... KID|them|school",
    ]


@alarm(RISK)
def forced_marriage() -> Patterns:
    """A child is to be married against their will.

    - they are making me marry my cousin
    - my friend is being forced to marry
    - forced marriage, she flies on Friday
    - i dont want marry
    - she is 14 and engaged
    """
    return [
        "MAKE ANYONE|KID? to? get? MARRY|wedding",
        "forced to|into a? get? MARRY",
        "forced marriage ... KID|she|flies|flying|friday|tonight|worried|passport",
        "not want|wanna to? get? MARRY",
        "WANT|sent|taken|promised ANYONE|KID? ... MARRY a|my|her|his|some|the man|cousin|uncle|older|boy",
        "TEENAGE ... MARRY|engaged|wedding|fiance",
        "MARRY|engaged ... TEENAGE",
    ]


@alarm(RISK, "police", "exploitation")
def gang_threat() -> Patterns:
    """Gangs, debts and violence among young people.

    - my son owes money to dealers and they came to the house
    - he has been stabbed and wont say who
    - some older lads said if i dont carry the package theyll stab my brother
    - a gang is threatening my nephew
    """
    return [
        "owes|owe|owed|debt ... GANG ... THREAT|come|came|house|hurt|KILL",
        "owes|owe|debt ... money|drugs|drug ... dealer|dealers|gang|olders",
        "GANG ... THREAT|stab|stabbed|beat|after ... KID|my|him|us",
        "KID|he BE|been|has been? stabbed|shot|slashed|jumped by|and|in|again",
        "not carry|sell|deal|hold|move|deliver|pay ... KILL|hurt|burn|smash|stab",
    ]


@alarm(RISK)
def missing_child() -> Patterns:
    """A child is missing or has run away.

    - my son has been missing since last night
    - my 14 year old has not come home
    - she has run away and her phone is off
    - Grandson vanished from school
    """
    return [
        "KID|she|he BE|has|gone|went been|still? missing|vanished since|from|for|again|and|overnight",
        "missing|vanished since|overnight|from",
        "KID|TEENAGE not come|came|been home|back",
        "TEENAGE yo HAVE not come|came|been home|back",
        "KID|she|he HAVE? run|ran away",
    ]


@alarm(RISK)
def unborn_at_risk() -> Patterns:
    """An unborn baby at risk from violence, drugs, or how earlier children were treated.

    - unborn baby, violent father
    - he punches my bump
    - mum is pregnant and her boyfriend keeps punching her
    - unborn, previous sibling died in the care of this father
    """
    return [
        "unborn ... VIOLENT|HARDDRUGS|removed|died|KILL|THREAT",
        "pregnant|expecting ... HIT|HARDDRUGS|strangled|pushed|threw",
        "HIT ... pregnant|bump|belly",
    ]

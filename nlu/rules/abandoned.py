"""A child has been abandoned, left alone, locked out, or nobody came."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

ABANDONED = Category.ABANDONED


@alarm(ABANDONED)
def children_on_their_own() -> Patterns:
    """Children alone, for hours or days.

    - my neighbours kids have been on there own since friday
    - the kids are home alone
    - a toddler left alone in the flat
    - i am on my own with my little brother and i dont know where mum is
    - 4yo wandering, no adult
    """
    return [
        "kids|children|boys|girls|twins|he|she|they|child|baby|toddler|OWNCHILD BE|been|left|stay|stays been|all|always|often|completely? on|by their|his|her own|themselves|himself|herself|lane ... since|all|days|night|nights|weekend|hours|every|again|till|until|week|friday|LONG",
        "kids|children|boys|girls|twins|child|baby|toddler|they|he|she ... been|left on|by his|her|their own since|for|all|again",
        "kids|children|baby|toddler|child|twins|newborn|infant BE|been|left|are|is been|all? home? alone|unattended|unsupervised|unaccompanied",
        "on|by their|his|her own|themselves ... no|without|nobody adult|adults|parent|parents|food|there|mum",
        "home alone ... kids|children|yo|yos|baby|brother|sister|hours|night|scared|since|all|every",
        "toddler|baby|yo|child|kid|girl|boy|children|infant ... wandering|wandered|wander|crossing|roaming|running|walking|crying|street|road ... alone|no|own|barefoot|nobody|by|pyjamas|street|night|nobody|without",
        "wandering|wanders|roaming|wander|roam ... alone|no adult|own|night|dark|barefoot|pyjamas|midnight|street|streets|town|1am|2am|3am",
        "no adult|adults|grown|parent|parents in|at|about|there|here|with|around|home|up|ups|responsible ... house|address|them|home|kids|children|baby|flat|whole|sight|for|all|children?",
        "nobody|nobodys is|was|been? home|in|there|here|looking|with|minding|watching ... kids|children|us|me|baby|him|brother|sister|after|since|and|child|them",
        "nobody home",
        "i|we BE|have|been been|all|here|home|left? on|by|alone my|our own|ourselves|since|for|in ... brother|sister|mum|dad|since|days|night|scared|nobody|week|food|weekend",
        "alone in|at|all the|home|their|a|night|weekend house|flat|car|since|with|room|all|every|hotel|garden|hours|for ... kids|children|baby|toddler|brother|child|he|she|they|5|6|7|night",
        "left|leaves|leave|leaving ... alone|unattended|unsupervised in|at|all|with|for|every|overnight|when|while|since|again ... car|house|flat|bath|home|night|day|hours|pub|she|he|shop|work",
        "unaccompanied child|boy|girl|minor|asylum|children|at",
    ]


@alarm(ABANDONED)
def parent_gone() -> Patterns:
    """A parent has gone and has not come back.

    - mum went out on friday and has not come back
    - my dad left and we dont know where he is
    - they have gone to Spain and left the kids
    - my sister left her baby with me and vanished
    - wheres my mum
    """
    return [
        "PARENT|she|he|they went|gone|left|disappeared|vanished|walked|buggered|cleared|been ... not|never come|came|been|back|returned|seen|home|answered|answering|rung|phoned ... back|home|since|for|phone|her|him?",
        "PARENT BE|have not come|been|came|coming|returned|answering|answered|home|back home|back|since|here|for|her|his ... days|since|yesterday|friday|weekend|night|phone|LONG|home",
        "PARENT has|have|is gone|disappeared|vanished|left|walked|cleared ... and|us|me|kids|children|baby|away|off|days|left|with|her|three|for|nobody|alone",
        "gone|went|flown|cleared|pissed|buggered|fly|going|jetted|off to|on|abroad|away|off ... and? left|leaving|leaves|without ... kids|children|baby|him|her|them|us|me|yo|brother|sister|son|daughter|boy",
        "left|leaves|dumped|abandoned|ditched|deserted|leaving her|his|their|the|my|us|them|him|me OWNCHILD|baby|kids|children|with|here|at|alone|on ... and|gone|vanished|not|never|disappeared|back|strangers|left|went|own|neighbour|step",
        "not|do not? know where|when my|his|her|their|mum|dad|she|he|the|our PARENT|is|are|went|has ... is|are|went|gone|back|days|since|been?",
        "where is|are|has my|our|his|her mum|dad|mummy|daddy|parents|mother|gone",
        "PARENT|he|she|they|parents abandoned|deserted|dumped|ditched|disowned me|us|him|her|them|the|their|my|his",
        "PARENT BE|been gone|missing|away|unreachable|uncontactable since|for|two|three|and|all|days|now|four|four|nobody|left|a",
        "unreachable|uncontactable|untraceable ... child|kids|parents|pupil|mum|he|she|nursery|closed|school|and",
        "left|leaving the|a|her|his baby|newborn|infant|toddler|child ... on|in|at|outside|with ... doorstep|step|pram|car|hospital|church|stranger|reception|desk|alone|and|bath|shop|stairs",
        "SIBLING left|dumped|abandoned her|his baby|kids|children|son|daughter",
        "PARENT ... moved|move out|in|away|abroad|to and|with|left|without ... left|me|us|him|her|boyfriend|son|kids|behind|keys|alone|partner",
        "he|she left us",
    ]


@alarm(ABANDONED)
def nobody_collected() -> Patterns:
    """Nobody came to fetch the child.

    - nobody has come to collect him from nursery
    - school finished two hours ago and no parent has come
    - we cant reach mum or dad and the club closed an hour ago
    """
    return [
        "nobody|neither|not has|have|is|came|come|will|ever|parent|one|been been|come|came|coming|turned|to|there|here|has|have? for|to|up|collect|fetch|pick ... collect|collected|him|her|them|school|nursery|us|me|up|fetch|get|the|a|child|pick|meet",
        "not|never been|be|come|came|turned|collected|picked collected|for|picked|up|from ... nursery|school|club|him|her|child|since|hours|parents|party|session|still|hour|mum",
        "not|never been? collected",
        "forgot|forgotten|forgets|forget to collect|pick|fetch ... again|him|her|me|school|hours|third|fourth",
        "still here|waiting|outside|sat|stood|with ... nobody|no answer|parents|collect|phone|nobody|hours|closed|one|mum",
        "can|could|unable|not to? reach|contact|get hold|through|of|any|mum|parents|the|either|anyone|a|her|him ... and|he|she|child|closed|nursery|collect|kids|still|phone|here|hours|school",
        "parents|parent|mum|dad|carer not|never|uncontactable|unreachable answering|answer|reachable|contactable|turned|come|turn ... phone|calls|collect|nursery|school|up|and|child|hours",
        "left|waiting|sat at|in|outside|on the|school|our|nursery|reception school|nursery|gate|gates|office|library|reception|club|doorstep|steps|playground ... hours|alone|nobody|own|dark|still|until|nobody|hour|closed",
    ]


@alarm(ABANDONED)
def locked_out_or_in() -> Patterns:
    """Locked out, locked in, or thrown out.

    - my mum has locked me out
    - they kicked me out and im 15
    - she locks him in his room all day
    - mum changed the lock
    - they wont let me back in
    """
    return [
        "LOCK me|him|her|them|us|out out|in",
        "LOCK the|my|his|her|their|a kids|children|child|baby|boy|girl|son|daughter|brother|sister|boys|girls|OWNCHILD out|in|inside|up|away",
        "BE|been|get|getting locked|shut|padlocked|bolted|trapped|kept in|out|inside|up the|a|his|her|their|my|of|all|again|at|by|and bedroom|room|house|cupboard|car|flat|cellar|shed|garage|bathroom|home|loft|night?",
        "kicked|chucked|thrown|threw|booted|turfed|put|kicks|throws|slung|hoofed out|me|him|her|us of|and|the|out|by|on|onto home|house|my|with|the|street|doorstep|step|has|night|her|parents|mum|im|15|16|14|i|nowhere",
        "PARENT kicked|chucked|threw|booted|turfed|put|kicks|throws|slung|hoofed|thrown me|him|her|us|them out",
        "been kicked|chucked|thrown|booted|turfed|slung out",
        "changed|changes the|our lock|locks ... out|me|kids|children|son|daughter|nowhere|stuff|he|she|my|back|15|16|mum",
        "PARENT changed|changes the lock|locks",
        "will|would not let me|him|her|us|them back|in|inside in|inside|home|back|the?",
        "nowhere to go|sleep|stay|live ... 15|16|14|13|mum|dad|parents|kicked|child|teenager|17|yo|son|tonight|im|out|home",
        "padlock|padlocked|bolted|bolt ... room|bedroom|door|cupboard|child|boy|girl|outside",
        "sofa|couch surfing ... 15|16|14|17|mum|kicked|parents|pupil|student",
    ]

"""A child is frightened to go home."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

FRIGHTENED = Category.FRIGHTENED_TO_GO_HOME


@alarm(FRIGHTENED)
def afraid_of_home() -> Patterns:
    """Fear of going home, or of home itself.

    - i am scared to go home
    - she is terrified of going home
    - frightened of his own house
    - he is too frightened to go back to his dads
    - I don't feel safe at home
    """
    return [
        "FEAR to|of|about|what|if go|going|getting|get|being|walk|be|i|when|he|she back|in|at|to|go? my|his|her|their|the|mums|dads? HOME",
        "FEAR to|of going|go|being|be home|back|in|at|inside|there|indoors",
        "FEAR at|of|in|whos|who home|his|her|own|their|is own|house|at|home? house|home|flat?",
        "not|never feel|be|is|feels|felt safe|secure at|in|going|to|back my|his|her|their|go|the? home|house|back|foster|own",
        "dreads|dreading|dread|fears|fear going|go|home|the home|time|back|weekends|weekend|holidays",
        "home ... FEAR of|who|because|he|him|her|she",
        "scared|frightened|terrified|afraid of|what her|his|my|their PARENT ... home|hide|hides|hiding|weekend|collect|pick|go|back|hits|will|hurt",
    ]


@alarm(FRIGHTENED)
def begs_not_to_go_home() -> Patterns:
    """Begging not to be sent or taken home.

    - please dont make me go home
    - he begs not to be sent home
    - she cries and screams when it is home time
    - he clings to me and says he doesnt want to go back to his dads
    - can I stay with you she said, dont send me back
    """
    return [
        "not|never make|send|take|let|leave|call|ring|phone|tell|give|put me|her|him|them|us|my go|back|home|to|mum|dad|with? home|back|there|him|her|mum|dad?",
        "begs|begging|begged|beg|pleads|pleading|pleaded|cries|crying|sobs|sobbing|screams|screaming ... not to? be|go|want|send|make|take|have sent|home|back|to|me|her|him?",
        "begs|begging|begged|beg|pleads|pleading|pleaded|asked|asks|asking|wants|want to stay|sleep|live|hide at|here|with|in|overnight|over ... school|me|us|office|club|nursery|teacher|church|here|you|library",
        "screams|screaming|sobs|sobbing|cries|crying|hysterical|shaking|shakes|trembling|wets|sick|vomits ... home time|hometime",
        "home time|hometime ... screams|screaming|sobs|sobbing|cries|crying|hysterical|shaking|hides|panic|wets",
        "screams|screaming|sobs|sobbing|cries|crying|shaking|hysterical|clings|clinging|hides|hiding|trembling|wets|panics when|if|because|every|whenever ... PARENT collects|comes|arrives|picks|collect|arrive|pick|walks|come|is",
        "screams|screaming|sobs|sobbing|cries|crying|shaking|hysterical|clings|hides|panics ... go|going|returned|return|taken|sent ... to his|her|their|dads|mums|home dad|father|mum|mother|stepdad|dads|mums|house|home?",
        "not want|wants|wanna to go|be|wanting|return|goes home|back|inside|indoors ... scared|afraid|frightened|hurt|shouts|hits|angry|because|of|him|dad|mum|he",
        "refuses|refusing|refused|refuse to go|get|leave home|back|in|to|with|the ... PARENT|home|house|dads|mums|him|her|scared",
        "do not want|wanna to go home|back|to dads|mums",
    ]


@alarm(FRIGHTENED)
def hides_from_home() -> Patterns:
    """Hiding, or staying anywhere else, because of somebody at home.

    - hiding from my dad
    - he hides at school so he does not have to go home
    - she has run away from home because of him
    - he sleeps in the park to avoid his stepdad
    - need to not be home tonight
    """
    return [
        "hiding|hides|hid|hide from|when|because my|her|his|their|of|the PARENT|home|him|comes",
        "hiding|hides|hid|hide at|in|under|inside|behind the? school|toilets|toilet|table|desk|library|cupboard|church|wardrobe|bed|bathroom|shed|club ... home|dad|mum|collect|PARENT|go|come|pick|leave|he|parent",
        "need|want|needs|wants not|somewhere|anywhere|to|place to|else|not? be|stay|go|sleep|home not|home|tonight|away|other|that ... home|tonight|mine|him|dad|house|parents",
        "anywhere|somewhere|everywhere|rather but|except|than home|be|there|his|her|go",
        "sleeping|sleeps|slept|sleep|stays|staying|stay ... park|bench|shed|garage|station|streets|church|bus|library|stairwell|outside ... home|dad|avoid|because|go|him|stepdad|mum|scared|than",
        "avoid|avoids|avoiding going|being|go home|back|alone",
        "not to? go|going|went|been home ... because|dad|stepdad|he|scared|what|him|of",
        "never wants|want|wanting to go|leave home|school|club",
        "walk|walks|walking|wander|stay|stays|sit|sits ... until|till|til he|dad|she|mum|stepdad is|has|goes|falls|asleep|gone|out|asleep?",
        "can i|he|she live|stay|sleep at|with|in|here school|you|the|miss|foster|overnight?",
        "lock|locks|push|pushes|put|puts|sleeps|sleep|chair|wardrobe ... door ... him|dad|night|stepdad|scared|he",
    ]


@alarm(FRIGHTENED)
def punishment_awaits() -> Patterns:
    """What will happen when they get in.

    - my dad will kill me when I get home
    - he is going to hurt me when i get in
    - i will get battered if I go home
    - she says she will get in trouble at home and wets herself
    """
    return [
        "will|going|gonna to? get? KILL|hurt|beat|batter|hit|battered|beaten|hit|punch me|him|her when|if|for i|he|she|we",
        "will|going|gonna get|be|to get? battered|beaten|beats|hit|leathered|belted|hurt|hidings?|hiding if|when|for|at|again|by",
        "what will happen|happens when|if i|he|she get|gets|go|goes|walk|walks home|in|back",
        "scared|afraid|frightened|terrified what|of ... do|happen|say|does to|when|if me|him|her|i|he|she ... home|in|back|out|finds",
        "if i|he|she go|goes|get|gets home|back|in he|she|they|dad|mum|stepdad will|be|is|hits",
    ]

"""A child is frightened to go home, or of somebody there."""

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
    - scared of whos at home
    - My nephew fears going home
    """
    return [
        "FEAR to|of|about go|going|get|getting|be|being back|in|to|at? DET? HOMEWARD|HOUSE",
        "FEAR going|of|at DET? own? HOUSE",
        "FEAR of who|what is|will|happens|waits? at|in|when? home|i",
        "not feel|be|feels|felt safe at|in|going|to|back DET? go? HOMEWARD|HOUSE|foster",
        "FEAR of DET PARENT ... home|hide|hiding|go|collect|back|weekend",
        "FEAR when|if i|SHE go|goes|get|gets|have|has home|back|to",
        "hates|hate being|going at? home ... FEAR|because|hurts|hits|him",
    ]


@alarm(FRIGHTENED)
def begs_not_to_go() -> Patterns:
    """Begging not to be sent or taken home.

    - please dont make me go home
    - he begs not to be sent home
    - she cries and shakes when it is home time
    - he clings to me and says he doesnt want to go back to his dads
    - don't make her go, please
    - i dont want to go home
    - can i stay with you i cant go home
    """
    return [
        "not make|send|take ANYONE|KID go|back|home|there",
        "CRY ... not be|go|want|send|make|take|to ... home|back",
        "CRY ... home time|hometime",
        "home time ... CRY",
        "CRY ... not want to go|see|be ... HOMEWARD|PARENT",
        "CRY when|because|if DET PARENT comes|collects|arrives|picks|BE",
        "i|SHE|KID do|does|did not want to? go HOMEWARD",
        "i can not go home",
        "refuses|refusing|refused to go home|back",
        "refuses|refusing|refused to go home|back to DET PARENT|dads|mums",
    ]


@alarm(FRIGHTENED)
def stays_away() -> Patterns:
    """Hiding, or staying anywhere else, because of home.

    - hiding from my dad
    - he hides at school so he does not have to go home
    - she sleeps in the park to avoid her stepdad
    - need to not be home tonight
    - anywhere but my house
    - can i sleep at the library
    - can i live with you
    - she asked if she could live at school
    """
    return [
        "hiding|hides|hid|hide from DET PARENT",
        "hiding|hides|hid ... so|because|until ... home|PARENT|go",
        "hiding|hides|hid at|in school|toilets|library ... not ... go HOMEWARD",
        "STAY ... park|bench|shed|station|streets|stairwell|churchyard ... avoid|because|than|home",
        "not be|go home tonight",
        "anywhere|somewhere but|except|not|other than? DET? HOUSE|home|there",
        "can|could|may i|SHE STAY at|in|with|overnight DET? school|library|you|office|hospital|club",
        "SHE|KID could|can STAY at|in|with school|you|library|us",
        "avoid|avoids|avoiding going|being home|at",
        "nowhere safe to",
    ]


@alarm(FRIGHTENED)
def punishment_awaits() -> Patterns:
    """What will happen when they get in.

    - my dad will hurt me when I get home
    - he is going to batter me when i get in
    - i will get battered if I go home
    - worried about what will happen to me when i walk in
    - go home by 6 or else
    """
    return [
        "will|going to? get? HIT|KILL ME|him|her when|if i|SHE get|gets|go|goes",
        "will|going to? get|be HIT|beaten|leathered when|if|for",
        "what will happen|happens ... when|if i|SHE get|go|walk|gets|goes|walks HOMEWARD",
        "home by ... or else",
    ]

"""Words that mean something only after what was said before."""

from __future__ import annotations

from nlu.rules.registry import Patterns, mark


@mark("again")
def goes_on_or_returns() -> Patterns:
    """After a worrying message: it goes on, or the person is back.

    - its happening again
    - he's back
    - he did it again last night
    - they are still there
    - she told me
    - nobody has come
    - he is here now
    - it has got worse
    """
    return [
        "it|that|this is|has been? happening|happened|going|starting|started",
        "happening|happened|did|done|doing|started it? again|now|tonight",
        "SHE|PARENT BE back|here|outside|coming|downstairs|upstairs|shouting",
        "SHE|KID BE still",
        "still there|here|alone|missing|happening|outside|crying|locked",
        "SHE|KID told|showed|whispered ME|us|so|it",
        "nobody HAVE|is|did? come|came|there|back|answering",
        "got|getting|gets worse|louder",
        "happens|happening every|all|most",
        "not the first|only time",
        "another|more|new bruise|bruises|mark|marks",
        "i|we am|are scared|frightened|hiding",
    ]


@mark("yes")
def says_yes() -> Patterns:
    """Yes, to the question whether a child may not be safe.

    - yes
    - Yes, a child may not be safe
    - i think so
    - yeah he isnt
    - maybe
    - not sure
    """
    return [
        "yes|yeah|yep|yup|yh|yea|aye|yess|definitely|absolutely|tak|si|sim|haan|naam|afraid",
        "i think|believe|suppose|fear so|yes|maybe|it|SHE",
        "may|might|could be",
        "maybe|perhaps|possibly|probably",
        "not sure|certain|safe",
        "not be safe",
        "that is right|it",
    ]


@mark("no")
def says_no() -> Patterns:
    """No, to the same question.

    - no
    - No, it is something else
    - nothing like that
    - all safe
    """
    return [
        "no|nope|nah|naw",
        "it is something else",
        "nothing|not like that",
        "all|everyone|is|are|kids|children perfectly|quite|completely|all? safe|fine|okay|ok",
    ]

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
    """
    return [
        "it|that|this has|is|been|keeps just? happening|happened|going|starting|started again|on|now",
        "happening|happened|doing|did|done|at|started|starting it? again|now|tonight",
        "he|she|they|dad|mum BE back|here|outside|coming|downstairs|upstairs|shouting|there|home|drunk now|again|in|at|home|with?",
        "he|she|they BE back|outside|coming|shouting",
        "he|she|they|kids|children BE? still there|here|alone|outside|inside|crying|missing|in|with",
        "still there|here|crying|alone|missing|happening|outside|going",
        "he|she|they|child|boy|girl told|said|showed|whispered me|us|so|it|that|to",
        "nobody has|is|came|come|answering|answered|there|back|home come|back|there|been?",
        "getting|got|gets worse|louder",
        "every night|day|time|week|weekend",
        "happens|happened before|when|every|a|all|again|last",
        "not the? first|only time",
        "more|another|new of them|one|marks|mark|bruise|bruises|time|today",
        "i am|we are scared|frightened|hiding|worried|outside|afraid",
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
        "yes|yeah|yep|yup|yh|yea|aye|ye|yess|definitely|absolutely|correct|true|tak|si|sim|haan|naam|da|afraid",
        "i think|believe|suppose|guess|fear so|yes|maybe|it|he|she|they",
        "may|might|could be",
        "maybe|perhaps|possibly|probably",
        "not sure|certain|safe",
        "a child may not be safe",
        "that is right|it|what",
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
        "nothing like that",
        "not like that",
        "all|everyone|is|are|kids|children perfectly|quite|completely|all? safe|fine|okay|ok",
    ]

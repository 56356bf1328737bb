"""A child may end their own life or is harming themselves; a parent may do so and harm the child."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

RISK = Category.IMMEDIATE_RISK


@alarm(RISK)
def wants_to_die() -> Patterns:
    """The wish or the plan to die.

    - i want to die
    - my daughter says she wants to kill herself
    - i wish i was dead lol
    - active suicidal intent
    - i cant do this anymore i want it to end
    - thinking about jumping off the car park
    - she left a goodbye note
    - no point living
    """
    return [
        "i|SHE|KID want|wants|wanted|going|wish to|i|SHE was|were|be? die|dead|disappear",
        "want|wants|need it|this to end|stop|over",
        "KILL SELF|yourself",
        "WANT to|about|of|on? end|ending|hang|hanging|jump|jumping|top it|SELF|my|her|his|off|in|from",
        "end|ending|ends my|his|her own? life",
        "KID|she|he|i|am BE|feels|feeling|felt|really|very|actively|so? suicidal",
        "suicidal KID|intent|thoughts|ideation|plan|pupil|student|TEENAGE",
        "suicide note|plan|attempt|letter|pact",
        "goodbye note|letter|message|messages|text|texts",
        "better off dead|without me",
        "not want to? be here|alive|live|wake|exist",
        "no point in? living|life|anymore",
        "standing|sitting|stood|sat|climbed on DET bridge|roof|ledge|railway|tracks|window|train",
        "on the train|railway tracks|line",
        "rope|noose|ligature ... neck|bedroom|found|round",
        "hanged|hang|hung SELF",
    ]


@alarm(RISK)
def hurts_self() -> Patterns:
    """Self-harm or an overdose now.

    - she has cut her arms and it wont stop bleeding
    - he has taken an overdose
    - daughter overdosed, she's 14
    - my son is self harming
    - i cut my wrist at break and its bad
    - took all her tablets
    """
    return [
        "KID|i|she|he BE|has|have|been been? cut|cutting|selfharming SELF|my|her|his|again|arms",
        "cut|cuts|cutting|slit|slitting my|her|his wrist|wrists|arm|arms|throat|legs",
        "my|the|a|our KID BE selfharming",
        "selfharming ... blood|tonight|now|deep|blade|again",
        "taken|took|swallowed an|loads|lots|all|some|too|my|her|his|a of|many|the? my|her|his|the? PILLS",
        "taken|took an overdose",
        "KID|she|he overdosed|od",
        "overdosed ... KID|TEENAGE",
        "blade|razor ... arm|arms|wrist|skin|hand",
    ]


@alarm(RISK, "police")
def parent_in_crisis() -> Patterns:
    """A parent may harm themselves or the children.

    - my mum says she is going to kill herself
    - she hears voices telling her to hurt the baby
    - i want to die and the kids are asleep upstairs
    - dads threatening to jump
    - i keep thinking about smothering the baby
    """
    return [
        "voices|god|spirits|devil telling|tell|told ANYONE ... hurt|harm|KILL|burn",
        "PARENT ... WANT to? KILL|hang|jump|overdose|end|die",
        "hurt|harm|KILL|throw|drop|shake the|my BABY|SMALLKID ... voices|thoughts|urge|keep|thinking",
        "voices|thoughts|urge|keep|thinking ... hurt|harm|hurting|KILL|throwing the|my BABY|SMALLKID",
        "PARENT tried|trying to KILL|hang|end|gas|drown",
        "want|wanted to die ... KID",
    ]

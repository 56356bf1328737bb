"""Severe neglect, or a severe risk to a child's health."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

NEGLECT = Category.SEVERE_NEGLECT


@alarm(NEGLECT)
def child_not_fed() -> Patterns:
    """A child is not given food.

    - the kids have had nothing to eat since yesterday
    - they never feed the baby
    - he has not eaten for two days
    - my mum does not feed us
    - eating out of the bin
    - being starved by her parents
    - Kids malnourished
    """
    return [
        "nothing to eat since|for|all|today|yesterday",
        "KID|SHE|we|i HAVE|not not? eaten|fed|eat since|for|in NUMBER? LONG",
        "not|never feeds|feed|feeding ANYONE|KID",
        "not|never feeds|feed|feeding DET KID",
        "no food ... KID ... LONG",
        "eating|eats|ate|eat from|out|off of? DET? bin|bins|dog|floor",
        "stealing|steals|begging|begs|scavenging for? food ... starving|hungry|home|because|bin",
        "always|constantly|so hungry|starving|ravenous ... bin|bins|steals|stealing|begs|begging|scraps",
        "being|is|been starved",
        "KID malnourished|starving|emaciated|underfed",
        "PARENT will|would|does not let ANYONE eat",
        "will|would|does not let ANYONE eat",
    ]


@alarm(NEGLECT)
def no_warmth_or_bed() -> Patterns:
    """A child lives without warmth, water or a bed.

    - no heating or electric and there is a newborn in the flat
    - kids with no gas or electric
    - three children sleeping on a bare mattress
    - the kids are living in a shed
    - baby sleeping in a drawer
    """
    return [
        "no POWER ... BABY|SMALLKID",
        "no POWER or POWER ... BABY|SMALLKID",
        "KID ... no POWER or|in|at|for|since",
        "KID ... live|living|sleep|sleeping|sleeps|kept in a|the|their ODDPLACE",
        "KID ... sleep|sleeping|sleeps in|on DET drawer|bare|floor|coats|soaked",
        "KID ... bare|one mattress",
    ]


@alarm(NEGLECT)
def filthy_home() -> Patterns:
    """A home so dirty or dangerous that it harms a child.

    - dog poo all over the floor and a baby crawling in it
    - the house is filthy and the kids have lice
    - needles on the floor where the toddler plays
    - nappy has not been changed for days
    - toddler filthy and covered in sores
    """
    return [
        "FILTH all? on|over|in|up DET? floor|carpet|walls|wall|cot|bed|mattress|floors|everywhere",
        "FILTHY ... KID",
        "KID ... FILTHY ... nappy|clothes|sores|lice|hungry|bed|house",
        "nappy|nappies ... not been? changed",
        "not changed|change ... nappy|nappies ... LONG",
        "rats|mice|maggots|cockroaches|needles|syringes ... SMALLKID|cot",
        "SMALLKID ... rats|maggots|cockroaches|needles|syringes|sores",
        "covered in sores|lice|dirt|filth|faeces|poo",
    ]


@alarm(NEGLECT)
def medicine_withheld() -> Patterns:
    """A child is ill and is kept from the treatment they need.

    - mum will not give him his insulin
    - his dad refuses to take him to hospital
    - no insulin, mum doesnt care
    - they have stopped her medicine
    - they wont take her to a doctor and she is getting worse
    - medicine not collected for weeks
    - the baby is floppy
    """
    return [
        "REFUSE to? GIVE ANYONE|DET? KID? his|her|my|the|their? MEDICINE",
        "no MEDICINE ... PARENT",
        "stopped|withheld|hidden|hides|locked|binned|sold|sells|selling his|her|my|their|the MEDICINE",
        "REFUSE to? GIVE|take ANYONE|DET KID? to? the|a? DOCTOR",
        "refuse|refuses|refused|refusing to? DOCTOR|treatment|medical|appointments",
        "MEDICINE ... not been? given|collected|picked|ordered ... LONG|since",
        "SMALLKID BE|looks|very|so so|very|all? FLOPPY|grey|blue",
        "FLOPPY BABY|SMALLKID",
    ]


@alarm(NEGLECT)
def carer_incapable() -> Patterns:
    """Drink or drugs leave nobody fit to look after the child.

    - mum is drunk and there is nobody to look after my brother
    - my mum is passed out on the floor and the baby is crying
    - she is high on heroin with a baby in the house
    - i cant wake my mum up
    - he drives the kids drunk
    - both parents are on crack
    - Pissed up childminder
    """
    return [
        "PARENT BE always|so|too|that|both? DRUGGED ... KID|ME|nobody|floor|again",
        "PARENT|SHE BE? DRUGGED on|in|with DET? floor|bathroom|sofa|stairs|baby|kids|children|charge",
        "DRUGGED ... in charge|sole of|charge",
        "KID|ME ... PARENT BE? DRUGGED|unconscious",
        "can|could|will not wake my|the|our|him|her PARENT|up",
        "HARDDRUGS ... SMALLKID|pregnant",
        "SMALLKID ... HARDDRUGS",
        "drives|drive|driving|drove|picks|picked|collects|collecting ... drunk|stoned|pissed|drinking",
        "DRUGGED ... drive|driving|drove|car ... KID|them|school",
        "too|so drunk|stoned|pissed|wasted|drugged to feed|look|stand|wake|change|notice|care|get",
        "PARENT BE|takes|taking|does|doing|using|smokes|smoking|back on? HARDDRUGS",
        "PARENT BE a? heroin|crack|drug addict|user",
        "DRUGGED up? babysitter|childminder|parent",
    ]


@alarm(NEGLECT)
def injury_untreated() -> Patterns:
    """A child's injury or illness is left untreated.

    - infected burn and the parents are ignoring it
    - he broke his arm four days ago and they have not taken him
    - swallowed bleach and nobody called anyone
    - Rotten teeth, won't see dentist
    """
    return [
        "infected|broken|burnt|burned|bleeding|rotten|swollen ... PARENT|SHE BE|will? REFUSE",
        "infected|broken|rotten|swollen ... will not see|go|take",
        "broke|broken|burnt|burned ... ago ... not been? taken|took|seen",
        "swallowed|drank|ate ... bleach|tablets|pills|battery|methadone|cannabis",
    ]


@alarm(NEGLECT)
def child_runs_the_home() -> Patterns:
    """A child must do what the parent does not.

    - im looking after the baby on my own im 12
    - i have to feed my brother because mum wont get up
    - mum forgets to feed my brother
    """
    return [
        "look|looking after my|the|our KID ... my own|self|age",
        "look|looking after my|the|our KID on my own",
        "i have|got to? feed|change|mind|wash my|the KID ... because|mum|myself|every",
        "PARENT forgets|forgot|never|not to? feed|feeds|wash my|the|us KID",
    ]

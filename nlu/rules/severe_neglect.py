"""Severe neglect or a severe risk to health."""

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
    - she says there is no food at home
    """
    return [
        "had|eaten|eat|have|got|get nothing|nowt to? eat|eaten|since|for ... since|days|yesterday|today|friday|LONG",
        "not|never|hardly|barely feed|feeds|fed|feeding|cook|cooks him|her|them|us|me|the|that|their|for OWNCHILD|us?",
        "PARENT ... not|never feed|feeds|cook|cooks|buy|buys us|me|them|food|anything|him|her|for",
        "kids|children|he|she|they|baby|boy|girl has|have|had|is|are not|nothing eaten|fed|eat ... days|since|yesterday",
        "not eaten|fed in|for|since a|two|three|four|2|3|4|days|yesterday|LONG days?",
        "no food at|in|for the|their|his|her|our|home house|fridge|cupboards|cupboard|kids|children|baby|my|flat|home?",
        "no food ... mum|dad|kids|children|baby|stepdad ... drunk|drinking|drugs|gone|bed|asleep|vodka|beer",
        "nothing|empty in|the the? fridge|cupboards|cupboard ... kids|children|baby|mum|brother|sister",
        "always|constantly|so|permanently hungry|starving|ravenous ... bin|bins|steals|stealing|beg|begs|begging|scraps|nobody|mum|filthy|dirty|thin",
        "eating|eats|ate|eat|stealing|steals|rooting out|from|food|scraps|the of|from|in? the? bin|bins|floor|dog|cat|compost|rubbish",
        "being starved|starves|starving him|her|them|us|the|that",
        "PARENT will|would|does|do not let me|him|her|us|them eat",
        "baby|newborn ... only|just|nothing but|had? water|tea|coke|juice in|to? bottle|drink?",
        "malnourished|emaciated|skin and bone|bones|underweight ... mum|parents|home|child|baby|school|refuse|will|no|do|but|and",
        "kids|children malnourished|starving|underfed|starved",
    ]


@alarm(NEGLECT)
def no_heat_or_home() -> Patterns:
    """A child lives without warmth, water or a bed.

    - no heating or electric and there is a newborn in the flat
    - they have no heating and the kids are sleeping in coats
    - three children sleeping on a bare mattress
    - the kids are living in a shed
    """
    return [
        "no heating|electric|electricity|gas|water|power|light|lights|heat ... baby|newborn|kids|children|toddler|twins|infant|month|month-old",
        "kids|children|baby|toddler|newborn|twins ... no heating|electric|electricity|gas|water|power",
        "baby|kids|children|toddler|boy|girl freezing|frozen|shivering ... no|night|house|flat|blue|cold",
        "sleeping|sleep|sleeps in coats|coat|clothes|drawer|shed|car|bath|cupboard|tent|garage|outhouse",
        "live|living|lives|sleeping|sleeps|sleep in a|the|their|his|her shed|garage|car|tent|outhouse|cupboard|stairwell|van ... kids|children|baby|toddler|boy|girl|freezing|son|daughter",
        "kids|children|baby|boy|girl|toddler|son|daughter ... live|living|lives|sleeping|sleeps|sleep|kept in|inside a|the|their|his shed|garage|car|tent|cupboard|outhouse|kennel|cage|loft",
    ]


@alarm(NEGLECT)
def filthy_home() -> Patterns:
    """A home so dirty or dangerous that it harms a child.

    - dog poo all over the floor and a baby crawling in it
    - the house is filthy and the kids have lice
    - needles on the floor where the toddler plays
    - nappy has not been changed for days
    """
    return [
        "poo|faeces|shit|mess|excrement|sick|vomit|blood|urine|maggots|rats|needles|syringes on|all|over|in|up|and over? the? floor|carpet|walls|wall|cot|bed|mattress|floors|everywhere",
        "needles|syringes ... floor|baby|toddler|kids|children|reach|cot|about|around|side",
        "house|flat|home|place|room is|was|are absolutely|so|really|just|that? filthy|disgusting|squalid|rancid|stinking ... kids|children|baby|toddler|child",
        "kids|children|baby|toddler|child|boy|girl ... filthy|stinking|unwashed|soiled|soaked|caked ... nappy|clothes|hungry|starving|lice|sores|house|barefoot|bed|shoes|dirt",
        "nappy|nappies ... not changed|hanging|soaked|soaking|days|sores|raw|filthy",
        "not|never changed|change|changing his|her|their|the baby|nappy|nappies|bedding? ... days|all|sores|day",
        "crawling over|in|through on? ... bottles|needles|glass|poo|mess|dirt|rubbish|faeces",
        "lice|nits|sores|worms ... crawling|everywhere|bleeding|dropping|untreated|nobody|infected",
        "rats|mice|maggots|cockroaches ... cot|baby|kids|bed|children",
    ]


@alarm(NEGLECT)
def medicine_withheld() -> Patterns:
    """A child is ill and is kept from the treatment they need.

    - mum will not give him his insulin
    - his dad refuses to take him to hospital
    - no insulin, mum doesnt care
    - they have stopped her medicine
    - she took an overdose of tablets and mum will not ring the doctor
    """
    return [
        "not|never|refuses|refuse|refusing|stopped|stop|stops|forgets|forgot to? let|give|gives|giving|get|gets|collect|collected|taking|use|bother him|her|me|them|his|my|the|their|with|us OWNCHILD? have? his|her|my|the|their? MEDICINE|epipen",
        "no insulin|inhaler|inhalers|epipen|medication|medicine|oxygen ... mum|dad|parents|parent|care|cares|home|given|give|days|stepdad",
        "MEDICINE ... not|never been? collected|given|ordered|picked|had ... since|for|weeks|days|months|parents|mum",
        "stopped|withheld|withholding|withhold|hidden|hides|locked|refused|refusing|refuse|binned|threw|sold|sells|sell his|her|my|their|the up|baby? heart? MEDICINE",
        "will|would|did|does|do not take|get|bring him|her|me|them|the|my|us baby|child|OWNCHILD? to? the|a? DOCTOR|hospital|seen|checked",
        "refuses|refused|refuse|refusing|declined|decline|declines|declining to? take|see|let|allow|any|seek|have|medical ... DOCTOR|hospital|treatment|medical|help|appointment|appointments",
        "parents|mum|mother|dad|father ... against|not believe doctors|hospital|hospitals|medicine ... baby|child|sick|ill|grey|floppy|worse",
        "baby|child|toddler|newborn is|was|looks|very|so? grey|floppy|limp|blue|lifeless|dehydrated|unresponsive",
        "floppy|grey|limp|lifeless baby|newborn|child",
    ]


@alarm(NEGLECT)
def carer_incapable() -> Patterns:
    """Drink or drugs leave nobody fit to look after the child.

    - mum is drunk and there is nobody to look after my brother
    - my mum is passed out on the floor and the baby is crying
    - she is high on heroin with a baby in the house
    - he drives the kids drunk
    - both parents are using and the kids look after themselves
    """
    return [
        "PARENT BE always|so|too|that|completely|really|out|both|totally? DRUNK|unconscious ... OWNCHILD|us|me|children|kids|baby|brother|sister|them|floor|can|and|again|every",
        "OWNCHILD|kids|children|baby|us ... PARENT ... DRUNK|unconscious|heroin|crack",
        "PARENT|she|he BE DRUNK|unconscious on|in the|with a floor|bathroom|sofa|baby|kids|children|charge",
        "unconscious|DRUNK|asleep ... floor|sofa|bathroom|stairs|settee ... baby|toddler|kids|children|brother|sister|child",
        "wake my? PARENT|him|her up|can|will ... baby|brother|sister|drunk|not",
        "can|could|will not wake my|the|our? PARENT|him|her up?",
        "heroin|crack|ket|meth|cocaine|injecting|needles ... baby|kids|children|toddler|brother|sister|newborn",
        "baby|kids|children|toddler|newborn|brother|sister ... heroin|crack|ket|meth|cocaine|injecting|needles",
        "drunk|high|stoned|pissed|wasted in charge|while|when|with ... kids|children|baby|toddler|them|looking|minding|driving|drives|car",
        "drives|drive|driving|drove|driven|pick|picks|picked|collect|collects|collecting ... drunk|high|stoned|drink|pissed|drinking|wasted",
        "too|so drunk|high|stoned|pissed|wasted|drugged to feed|look|stand|wake|change|notice|care|get|give|cook",
        "smelling|stinking|smells|stinks|smelt|reeking|reeks of|strongly alcohol|drink|vodka|booze|cannabis ... kids|children|baby|car|collect|collecting|pick|pickup|drove|driving|school",
        "PARENT ... on|takes|taking|using|doing|does|smokes|smoking drugs|heroin|crack|gear|meth|spice|ket|coke|cocaine",
        "PARENT BE a? heroin|crack|drug addict|user",
        "PARENT overdosed|od|collapsed ... alone|kids|me|baby|us|just|floor",
    ]


@alarm(NEGLECT)
def injury_untreated() -> Patterns:
    """A child's injury or illness is left untreated.

    - infected burn and the parents are ignoring it
    - he broke his arm four days ago and they have not taken him
    - swallowed bleach and nobody called anyone
    """
    return [
        "infected|weeping|broken|burnt|burned|bleeding|rotten|swollen ... parents|mum|dad|they|nobody ignoring|refuse|ignore|not|ignores|never|looked|done",
        "broke|broken|burned|burnt|infected ... not|never taken|took|seen|been ... hospital|doctor|doctors|ae|anyone",
        "swallowed|drank|drunk|ate bleach|tablets|pills|battery|methadone|cannabis|medicine|dishwasher ... not|never|nobody|mum|they|wo",
        "rotten|rotting|black teeth ... not|will|refuse|never|mum|parents|see|pain",
    ]


@alarm(NEGLECT)
def child_runs_the_home() -> Patterns:
    """A child must do what a parent should because the parent does not.

    - im looking after the baby on my own im 12
    - the seven year old is feeding the others
    - i have to feed my brother because mum wont get up
    """
    return [
        "i have|got to feed|look|change|cook|mind|wash ... brother|sister|baby|brothers|sisters|siblings ... because|mum|every|myself|dad",
        "looking|look after the|my|our baby|brother|sister|brothers|sisters|siblings on|by my|mine own|myself",
        "mum|dad forgets|forgot|never|does to? feed|not|cooks|feeds|change|changes ... brother|sister|baby|us|me",
        "mum|dad will|does|can not get out|up of|bed? ... brother|sister|baby|us|kids|children|food|eat|school",
    ]

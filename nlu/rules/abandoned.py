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
    - shut in, no grown ups
    - Lone child in the park
    """
    return [
        "KID|SHE HAVE? BE|left|stay left|all|always? on|by their|his|her OWN since|all|for|every|overnight",
        "KID BE|left|been|home been|left|home|all? ALONE",
        "left alone|unattended in|overnight|all|for|with|at|since|again ... KID|flat|house|car|bath|LONG",
        "on|by their|his|her OWN ... no adult|adults|parent|food",
        "no|without any? adult|adults ... home|here|there|present|around",
        "wandering|alone|lost ... no adult|adults|grown",
        "no grown ups",
        "SMALLKID ... no adult|adults|grown",
        "lone|unaccompanied child|boy|girl|toddler|baby|minor",
        "SMALLKID BE? wandering|roaming|wandered",
        "SMALLKID ... wandering ... alone|own|street|road|nobody|no",
        "i|we BE on my|our own ... KID|LONG|mum|dad",
        "i|we BE alone|here since|for|all|with|overnight ... KID|LONG|mum|dad",
        "nobody BE|there|here looking|minding|watching|with after? DET? KID|them|us|me",
        "nobody home",
    ]


@alarm(ABANDONED)
def parent_gone() -> Patterns:
    """A parent has gone and has not come back.

    - mum went out on friday and has not come back
    - my dad left and we dont know where he is
    - they have gone to Spain and left the kids
    - my sister left her baby with me and vanished
    - wheres my mum
    - mum hasnt been home for days
    - parents unreachable for two days
    """
    return [
        "PARENT|SHE GONE ... HAVE not RETURN",
        "PARENT|SHE GONE ... not been|come RETURN",
        "PARENT|SHE HAVE|did not been|come|came RETURN|home|since|back for|since|yet|LONG?",
        "do not know where my|our|his|her|mum|dad|SHE PARENT|is|are|went",
        "where is|are my|our PARENT",
        "PARENT HAVE|is|just|only? GONE and|off|away|left|abroad ... left|without|not ... KID|ME|them",
        "GONE to|on|abroad|away ... and left|leaving KID|him|them|her|us",
        "GONE to|on|abroad|away ... and left|leaving DET KID",
        "PARENT|sister|daughter LEFT DET KID ... GONE|never|not",
        "PARENT gone|missing|away|unreachable|uncontactable for|since",
        "PARENT HAVE? abandoned|deserted|ditched|disowned ME|THEM|KID|DET",
        "SHE HAVE? left us",
        "abandoned KID|BABY|at",
        "sister|daughter|mum left her|a|the BABY",
    ]


@alarm(ABANDONED)
def nobody_collected() -> Patterns:
    """Nobody came to fetch the child.

    - nobody has come to collect him from nursery
    - school finished two hours ago and no parent has come
    - we cant reach mum or dad and the club closed an hour ago
    - stranded at cubs, no pickup
    - forgot to pick me up again
    - parent uncontactable
    - she hasnt been collected
    """
    return [
        "nobody HAVE|is|ever? come|came|coming|turned|been to|for|up collect|fetch|get|meet|ANYONE|KID",
        "nobody HAVE? collected|fetched|met ANYONE|KID|the",
        "no|neither parent|carer|mum|one has|have|had? come|came|turned|answered",
        "SHE|KID|ANYONE|him|her BE|HAVE not|never been? collected|fetched",
        "not|never been? collected|fetched from|by|at|after",
        "still not|never been? collected|fetched",
        "forgot|forgotten|forgets to collect|pick|fetch me|him|her|them ... again|school|hours",
        "can|could not reach|contact|get mum|parents|parent|either|hold ... closed|collect|OURPLACE|hours",
        "stranded at",
        "parent|parents|mum|carer uncontactable|unreachable",
    ]


@alarm(ABANDONED)
def locked_out_or_in() -> Patterns:
    """Locked out, locked in, or thrown out.

    - my mum has locked me out
    - they kicked me out and im 15
    - she locks him in his room all day
    - mum changed the lock
    - they wont let me back in
    - locked out again
    - kept in the bedroom with a padlock on
    """
    return [
        "LOCK ANYONE out|in|up",
        "LOCK DET KID out|in|up|inside",
        "locked|shut out|in again|all|overnight|by|no|since",
        "BE LOCK in DET bedroom|room|cupboard|cellar|shed|garage|house|flat",
        "kept in DET bedroom|room|cupboard|cellar|shed|garage",
        "THROW ANYONE out",
        "been THROW out ... TEENAGE|KID|PARENT|home",
        "PARENT THROW ANYONE out",
        "changed|changes the|our lock|locks",
        "will|would not let ANYONE back|in",
        "padlock|padlocked|bolted ... bedroom|room|door|KID",
        "bedroom|room ... with a padlock|bolt|lock",
        "nowhere to go|sleep|stay ... TEENAGE|16|17|PARENT|tonight",
        "sleeping|sleep in a|the bus|doorway|stairwell|car|park ... TEENAGE|shelter|because|16",
    ]

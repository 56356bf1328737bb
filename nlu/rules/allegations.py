"""A concern about an adult who works or volunteers with children: the LADO is told too."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

ABUSE = Category.SEXUAL_OR_PHYSICAL_ABUSE
ALLEGATION = "allegation"


@alarm(ABUSE, ALLEGATION)
def accused_of_harm() -> Patterns:
    """Someone who works with children is accused.

    - a member of our staff has been accused of hurting a child
    - a parent has made an allegation against one of our teachers
    - our football coach has been arrested for child images
    - allegation that a volunteer kissed a pupil
    - allegation about a foster carer
    """
    return [
        "accused of HIT|touching|hurting|harming|grabbing|kissing|abusing|grooming",
        "STAFF ... accused of",
        "accused ... STAFF of",
        "made|received|have|had|been|got an|a|serious? allegation|complaint against|about DET? of? STAFF",
        "made|received|have|had|been|got an|a allegation|allegations|disclosure ... STAFF",
        "allegation against|about|that ... STAFF|carer",
        "STAFF ... arrested|charged|bailed|suspended ... images|child|assault|SEXUAL|children|police",
    ]


@alarm(ABUSE, ALLEGATION)
def staff_hurt_child() -> Patterns:
    """A worker hurt or handled a child wrongly.

    - the childminder smacked my son
    - nursery worker grabbed her by the arm
    - a TA dragged a boy across the floor
    - my teacher hits us
    - staff are force feeding the babies
    - a colleague locked a child in the cupboard
    """
    return [
        "STAFF BE? HIT|grabbed|grabs|dragged|drags|shook|yanked|shoved|pinned|pinched ANYONE|KID",
        "STAFF BE? HIT|grabbed|grabs|dragged|drags|shook|yanked|shoved|pinned|pinched DET little? KID",
        "saw|seen|watched|witnessed DET STAFF|colleague ... HIT|grab|drag|push|shake|shove|slap|rough",
        "STAFF ... force feeding|fed|feeds|feed",
        "STAFF LOCK|locked|shut DET? KID in|outside",
        "STAFF CRUEL DET? KID",
        "STAFF ... drunk|stoned|smelling ... KID|shift|charge|nursery",
        "STAFF ... turned|came up|in drunk",
        "drunk|pissed up? childminder|nanny|teacher|babysitter",
    ]


@alarm(ABUSE, ALLEGATION)
def staff_crosses_line() -> Patterns:
    """A worker acts sexually or secretly towards a child.

    - the coach is texting my daughter at night
    - a TA is messaging a pupil on snapchat
    - our youth leader kissed a girl
    - the drama teacher is in a relationship with a sixth former
    - teacher kissed a pupil
    - my swimming coach touches me
    """
    return [
        "STAFF BE|has|keeps|been been? MESSAGING DET? KID",
        "STAFF BE|has|keeps|been been? MESSAGING ANYONE",
        "STAFF BE? kissed|kissing|grooming|cuddling|groomed DET KID",
        "STAFF kissed|groomed|TOUCH ANYONE|girls|pupils",
        "STAFF ... relationship|sex|sleeping|affair with a|the|one sixth|KID|year|of|TEENAGE",
        "STAFF BE? TOUCH ANYONE|KID|DET",
        "STAFF ... SEXUAL comments|messages|remarks|touching|photos|behaviour|contact ... KID|me",
        "STAFF ... PICTURE of ... KID|changing|girls|boys",
    ]

"""A concern about an adult who works or volunteers with children: the Designated Officer (LADO) is told too."""

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
    """
    return [
        "STAFF ... accused of ... child|pupil|hitting|hurting|touching|assault|abuse|inappropriate|sexual|girl|boy|harming|slapping|children|grabbing|pushing",
        "accused ... STAFF of ... hitting|hurting|touching|inappropriate|grabbing|slapping|kissing|abuse|sexual|pinching|messaging",
        "accused of hitting|hurting|touching|harming|abusing|slapping|grabbing|smacking|assaulting|grooming a|the|one|some|our|children|my OWNCHILD|child|pupil|of|children|boy|girl",
        "made|making|make|makes|received|had|have|has|been|there|got an|a|is serious? allegation|allegations|complaint|disclosure against|about|that|of|from ... STAFF|colleague|member",
        "allegation|allegations|accusation against|about|involving our|a|one|my|the|her|his|this|staff ... STAFF",
        "allegation that|of ... STAFF ... hit|hurt|kissed|touched|slapped|grabbed|pushed|messaged|inappropriate",
        "STAFF ... arrested|charged|investigated|bailed ... images|child|children|assault|sexual|indecent|police|grooming|abuse|domestic",
        "want|need|wish|like to report|tell|complain|disclose|whistleblow ... STAFF ... hit|hurt|touched|child|grabbed|pupil|rough|inappropriate|kids|children|messaging",
    ]


@alarm(ABUSE, ALLEGATION)
def staff_hurt_child() -> Patterns:
    """A worker hurt or handled a child wrongly.

    - the childminder smacked my son
    - nursery worker grabbed her by the arm
    - a TA dragged a boy across the floor
    - my teacher hits us
    """
    return [
        "STAFF HIT|grabbed|grabs|slaps|smacks|dragged|restrained|shook|yanked|shoved|pinned|pulled|pinched|manhandled my|our|a|the|him|her|me|us|his|one|children|that|this|my OWNCHILD|child|pupil|by|on|in|so|of|with|when|and|for|yo|really|again|hard?",
        "STAFF|coach|teacher HARDHIT|hit|hits|slapped|kicked|smacked|smacks my|our|a|the|him|her|me|us|his",
        "saw|seen|watched|witnessed a|the|our|my|another STAFF|colleague|nursery|worker ... hit|slap|smack|grab|drag|push|shake|force|shove|pinch|slapping|dragging|hitting|kick|rough|yank|kiss",
        "nursery|school|teacher|childminder|club|coach ... bruise|bruises|mark|marks ... arm|on|from|grabbed|staff|her|his",
    ]


@alarm(ABUSE, ALLEGATION)
def staff_crosses_line() -> Patterns:
    """A worker acts sexually or secretly towards a child.

    - the coach is texting my daughter at night
    - a TA is messaging a pupil on snapchat
    - our youth leader kissed a girl
    - my teacher sends me private messages
    - my swimming coach touches me
    """
    return [
        "STAFF ... texting|messaging|texts|messages|messaged|dming|snapchatting|snapchat|whatsapp|sends|sending|sent|adding|added|following ... my|a|me|girl|girls|pupil|pupils|daughter|son|boy|boys|him|her|student|students|children|private|kids|them",
        "STAFF ... kissed|kissing|kisses|kiss|cuddles|cuddling|hugs|sexual|flirting|flirts|grooming|relationship|sleeping|dating|seeing|lap|naked|undressed ... a|pupil|girl|boy|student|with|me|child|my|children|her|him|yo|them|kids",
        "STAFF TOUCH|touches|touched me|her|him|my|a|us|children|girls|boys|pupils",
        "relationship|sex|affair|sleeping|involved with|between a|her|his|my|the|our|and|year? STAFF|pupil|student",
        "STAFF ... photos|photographs|pictures|filming|videos|photographing|filmed|images of ... children|girls|boys|changing|kids|pupils|my|naked|the|shower|them",
        "STAFF ... alone with|in|together ... girl|boy|pupil|locked|door|children|changing|car|cupboard|child|his|bedroom",
        "STAFF ... gifts|gift|presents|money|lifts|lift|alcohol|vapes|vodka|cannabis|cigarettes to|for|home|in ... my|girl|boy|boys|girls|pupil|pupils|son|daughter|teenagers|children|kids|students|him|her",
        "STAFF ... sexual|inappropriate|creepy|lewd|suggestive comments|comment|remarks|things|messages|jokes|behaviour|touching|contact|way|with|to|about",
        "inappropriate|sexual|sexually with|towards|contact|behaviour|messages|touching|comments|photos ... STAFF",
    ]


@alarm(ABUSE, ALLEGATION)
def staff_unsafe() -> Patterns:
    """A worker is unfit or dangerous around children.

    - one of our staff turned up drunk and was left with the babies
    - nursery worker is force feeding the babies
    - a colleague locked a child in the cupboard
    """
    return [
        "STAFF ... drunk|stoned|high|alcohol|cannabis|drugs|drinking ... children|shift|kids|babies|work|charge|nursery|breath|duty|while|driving|minibus",
        "STAFF ... locked|locks|shut|shuts|locking|shutting ... child|boy|girl|him|her|children|them|pupil|toddler|kids ... in|cupboard|room|outside|store|toilet|dark|alone",
        "force|forced|forcing|forcibly fed|feeding|feeds|feed",
        "STAFF ... tied|tying|strapped|strapping|taped|taping|restraining ... child|chair|him|her|children|highchair|mouth|down|baby|pupil|boy|girl",
        "low level concern ... about|colleague|staff|ta|teacher",
    ]

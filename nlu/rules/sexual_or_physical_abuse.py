"""A child has been, is being or may be hurt or sexually abused."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

ABUSE = Category.SEXUAL_OR_PHYSICAL_ABUSE


@alarm(ABUSE)
def hits_me() -> Patterns:
    """A child says that somebody at home hits them.

    - my dad hits me
    - my step dad slapd me rn
    - mum keeps hitting me with the brush
    - he beats me when he is drunk
    - i get battered by my mums boyfriend
    """
    return [
        "PARENT HIT ME",
        "PARENT BE|always|just HIT ME",
        "my PARENT ... HIT ME",
        "SHE HARDHIT ME when|if|because|every|with",
        "i BE beaten|battered|whipped|slapped|punched|hit by DET? PARENT|MAN|mums",
        "i BE HIT at home",
    ]


@alarm(ABUSE)
def hits_child() -> Patterns:
    """Somebody tells of an adult who hits a child.

    - his dad punched him last night
    - her stepfather hits her
    - I saw the father punch that little boy
    - a man slapped his daughter round the face
    - the mother is beating her kids
    - she keeps hitting that baby
    """
    return [
        "his|her|their|the|whose PARENT BE? HIT THEM",
        "PARENT|ADULT BE? HARDHIT DET little|wee|young|small? KID",
        "PARENT BE? HIT his|her|their KID",
        "hitting|beating|slapping|punching|shaking that|the KID|baby",
        "PARENT took|takes DET? belt|slipper|stick|cane to",
        "PARENT HIT THEM with|round|across|in",
    ]


@alarm(ABUSE)
def child_is_beaten() -> Patterns:
    """A child is beaten, whoever does it.

    - he gets battered by his dad
    - she is being hit at home
    - children are beaten in that house
    - he was whipped with a belt
    - he got the wooden spoon broke over him
    """
    return [
        "SHE|KID BE being? HIT by his|her|their|the|a PARENT|ADULT",
        "BE being? HIT at home",
        "KID BE being? HARDHIT in|at that|the|their house|home",
        "SHE|KID BE beaten|whipped|caned|lashed|hit with DET STICK",
        "STICK round|across|on|over|broke him|her|them|his|over|across",
    ]


@alarm(ABUSE)
def adult_admits_hurting() -> Patterns:
    """A carer says that they hurt the child, or fear that they will.

    - I have hit my daughter
    - I shook the baby
    - I am scared I will hurt my baby
    - i slapped him so hard it left a mark
    - someone is shaking the baby
    """
    return [
        "i have|just? hit|slapped|punched|kicked|shook|beat|hurt my|the KID",
        "shook|shake|shakes|shaking the|her|his|my|that BABY",
        "i shook him|her",
        "i will|might|could|would hurt|harm|shake|smother my|the|him|her BABY|KID",
        "FEAR i|that? i? will|might|could|am hurt|harm|shake|hit|smother|do",
        "HIT him|her|them so|too hard",
    ]


@alarm(ABUSE)
def unexplained_marks() -> Patterns:
    """Bruises, burns or marks with a story that does not fit, or on a baby.

    - a baby with bruises
    - bruise on a four month old
    - he has bruises and will not say how
    - new marks on her arms every Monday
    - she has finger marks on her neck
    - a torn frenulum in an infant
    - marks and his dad did it
    """
    return [
        "BABY ... with|has|got|covered a|some|in|the? MARK",
        "BRUISE|fracture|marks on|to|in|inside a|the|his|her? NUMBER? BABY",
        "MARK ... will|would|can not say|tell|explain",
        "MARK ... different|changing stories|story|explanations",
        "new|fresh|more|another|unexplained MARK ... every|each|again|week|monday",
        "unexplained MARK|injuries|fractures",
        "finger|belt|buckle|slap|hand|rope|choke|grip|cigarette|strap marks|mark|burn|burns|prints",
        "torn frenulum",
        "MARK ... in the? shape of",
        "black eye|eyes ... PARENT did|done|hit",
        "MARK ... his|her|my PARENT did|hit|hurt|punched",
        "covered in BRUISE|marks|burns",
        "spiral|rib|healed|healing fracture|fractures",
    ]


@alarm(ABUSE)
def child_told_of_hurt() -> Patterns:
    """A child told somebody that an adult hurts them.

    - a pupil told me her dad hits her
    - he told us his dad punched him last night
    - she says daddy hurts her
    - my niece said that her uncle touches her
    - she has disclosed that she was hit
    """
    return [
        "TELL ... PARENT BE? HIT|TOUCH ANYONE",
        "TELL ... SHE|someone|somebody HARDHIT|TOUCH ANYONE",
        "TELL ... SHE BE HIT|TOUCH|raped|abused",
        "daddy|mummy|grandad|grandpa|uncle|stepdad HIT him|her|them",
        "disclosed|disclosure|disclosing ... HIT|TOUCH|abuse|abused|assault|SEXUAL",
    ]


@alarm(ABUSE)
def sexual_touching() -> Patterns:
    """Somebody touches a child sexually, or makes them do so.

    - my uncle touches me
    - he puts his hand down my pants
    - grandad touched her private parts
    - someone touched my daughter
    - he gets in my bed at night
    - he keeps touching me
    """
    return [
        "PARENT|MAN|KID|he BE|keeps|always|still? TOUCH ME",
        "TOUCH my|her|his|their PRIVATE|privates|chest|bum|bottom",
        "hand|hands|fingers down|up|in|inside|under my|her|his the? PRIVATE|top|dress|shirt|clothes",
        "MAN gets|comes|came|climbs|getting|coming in|into my|her|his bed|bedroom|room at|when|with|every",
        "MAN|STAFF TOUCH my|the|her|our KID",
        "SEXUAL TOUCH|touched|touching|abused|abuse|assault|assaulted",
        "TOUCH|behaving|acting|acts|behaves|abused|assaulted SEXUAL",
        "MAKE ANYONE to? TOUCH|undress|strip|kiss",
        "does|doing|did stuff|things to ME|him|her ... when|at|in",
        "on his lap ... feel|touch|hard|like|wriggle",
        "wrong|bad|secret|special kind of cuddle|cuddles|touch|touches|touching",
        "secret|secrets with|between|about his|her|the PARENT|coach|uncle",
    ]


@alarm(ABUSE)
def rape_and_sexual_abuse() -> Patterns:
    """The words themselves, about a child or by one.

    - i was raped
    - my daughter has been raped
    - my son was sexually abused by his cousin
    - my stepdad is abusing me
    - sex with my stepfather
    - i think i got raped
    """
    return [
        "i BE|have|think|got been|was|got? raped|molested|groped",
        "DET KID BE|has|have been|was? raped|molested|groped|abused",
        "BE sexually abused|abusing|assaulted|assaulting|exploited",
        "PARENT|MAN BE? RAPE ME|him|her|my|them",
        "sex|sleeping with ME|my|her PARENT|stepdad|uncle|teacher|coach",
        "MAKE ANYONE to? have sex",
        "pregnant ... TEENAGE",
        "TEENAGE ... pregnant|contraception",
        "TEENAGE ... morning after pill",
    ]


@alarm(ABUSE)
def mutilation_planned() -> Patterns:
    """Female genital mutilation about to happen, or talked of in its veils.

    - they are taking her to Gambia to be cut
    - FGM is planned for her in the summer
    - they want to take me abroad to get circumcised
    - she is going to Somalia for her ceremony
    """
    return [
        "to be|get cut|circumcised|purified",
        "fgm ... planned|arranged|happen|going|taken|worry|worried|soon|summer",
        "WANT|taken|taking|trip|flying|flight|ticket ... fgm|cut|cutting|circumcised",
        "abroad|gambia|somalia|sudan|egypt|sierra|guinea|mali ... cut|cutting|ceremony|circumcised|woman",
    ]


@alarm(ABUSE)
def cruel_punishment() -> Patterns:
    """Cruelty that is called discipline.

    - she makes him stand outside in the cold all night
    - they make her sleep in the shed
    - he ties the boy to the chair
    - mum holds my hand on the hob
    - dragged him by the hair
    """
    return [
        "MAKE ANYONE|KID to? sleep|stand|kneel|stay|eat ... outside|cold|ODDPLACE|garden|floor|hours|bin",
        "CRUEL ANYONE|KID up|to",
        "CRUEL the|her|his KID up|to",
        "holds|held|holding|put|puts my|his|her hand|hands|head|face on|over|under|in DET hob|water|fire",
        "by the|his|her|my HOLD",
        "hands|hand|arm round|around my|her|his neck|throat",
        "soap|chilli|bleach in|into|down|on|forced his|her|their|my mouth|eyes|throat|tongue",
    ]

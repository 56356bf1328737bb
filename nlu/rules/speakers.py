"""Who is writing, and whether a slower route was asked for: marks that raise no concern by themselves."""

from __future__ import annotations

from nlu.rules.registry import Patterns, mark


@mark("practitioner")
def speaks_as_practitioner() -> Patterns:
    """Somebody whose work or volunteering is with families.

    - I'm a teacher at a primary school
    - health visitor here
    - nursery manager in Bicester, who is our link worker
    - a pupil of ours
    - a boy in my class
    - our setting
    - I coach under 12s football
    - one of my pupils
    - member of our staff
    - the lead professional
    """
    return [
        "i am|as a|an|the|your new|local|trainee|FIELD? ROLE",
        "i am|as a|an|the|one? FIELD POST",
        "we are|run a|an|the? small|village|primary|church|local? nursery|preschool|school|charity|surgery",
        "^ a|the|one? FIELD? ROLE|practitioner|professional|staff please|here? $",
        "^ FIELD FIELD? POST please|here? $",
        "^ FIELD? ROLE FIELD|here|at|in|asking|people|from|i|we|with",
        "^ FIELD FIELD? POST at|in|asking|from|i|we|with|looking|not|on",
        "i am|we a|an FIELD FIELD POST",
        "i work|volunteer for|with|at|in|as ... families|charity|school|children|nursery|start|centre",
        "work question|hat|email",
        "asking for|on work|behalf",
        "as a professional|practitioner",
        "FIELD POST here|in|at|from|with|who|speaking|for|and|asking",
        "ROLE here|speaking|asking",
        "on behalf of our|my|the school|nursery|practice|charity",
        "our|my OURPLACE",
        "our|my pupils|students|learners|patients|clients|parents|families|children's|cohort",
        "one|some|two|three|several|member|members|lots of my|our|the CLIENT|staff|classes",
        "CLIENT in|at|on|of|from my|our|ours|year OURPLACE",
        "CLIENT|one of|in ours|mine",
        "i coach|teach|childmind|manage|lead ... class|year|group|nursery|children|school|football|cubs|12s",
        "a|the|this|that|our|my pupil|learner|patient|client",
        "lead professional",
        "home visit|visits",
        "dsl|ddsl|senco|sendco|inset|cpd",
    ]


@mark("parent")
def speaks_as_family() -> Patterns:
    """A parent, carer, relative, neighbour or friend.

    - my son is 3
    - I'm a mum of two
    - our grandson
    - my neighbours kids
    - my 2 year old isnt talking yet
    - we are expecting our first
    - single dad here
    - we cant afford food this week
    """
    return [
        "my own|little|older|younger|other|teenage|autistic|disabled|new|lovely|poor? FAMILYMEMBER",
        "my NUMBER|TEENAGE|16|17 month|week|months|yo",
        "our OURKID",
        "i am a|an|the|his|her|their NEWTO? time? RELATIVE",
        "NEWTO? RELATIVE of|here|to NUMBER|here|be|twins|a",
        "NEWTO RELATIVE here",
        "RELATIVE here",
        "i|we can not afford|pay|cope|manage",
        "i|we live in|near",
        "^ just|only|no|a|the? NEWTO? FAMILYMEMBER|RELATIVE please|yes|yeah? $",
        "just|only a NEWTO? RELATIVE",
        "not a professional|practitioner",
        "i am mother|father|mum|dad|grandmother|grandfather",
        "i am|be his|her|the|their|childs|child|kids great? older? RELATIVE",
        "we are foster|kinship|adoptive carers|parents",
        "^ foster|kinship|adoptive carer|carers|mum|dad|parent|parents",
        "the kids|children are mine",
        "i|we am|are|have|got expecting|pregnant|kids|children|twins|two|three",
        "i|we have|got a little|baby|toddler|son|daughter",
        "foster carer|mum|dad",
    ]


@mark("as_parent")
def asks_for_own_family() -> Patterns:
    """A practitioner who asks for their own family.

    - I'm a nurse but this is about my own children
    - i'm asking as a parent even though i do work in a school
    - put me down as parent
    """
    return [
        "as a? parent",
        "about|for my own kids|children|child|son|daughter|family",
        "not work|a related|work",
    ]


@mark("child")
def speaks_as_child() -> Patterns:
    """A child or young person writing about themselves.

    - I'm 13
    - im in year 8
    - my mum hits me
    - my dad is drunk and me and my brother are scared
    - i dont want to go home
    - 14yo here
    - my mum keeps leaving us
    """
    return [
        "i am only|just|nearly|almost|turning? NUMBER|TEENAGE|16|17",
        "TEENAGE|16|17 yo here",
        "TEENAGE yo girl|boy here",
        "i am a|an TEENAGE|16|17|NUMBER|teenager|teen|child|kid",
        "i am in year|yr|reception|primary|secondary",
        "my PARENT HIT|TOUCH|LOCK|LEFT|THROW ME",
        "my PARENT shouts|screams|hates|makes|wants|lets at|me",
        "my PARENT BE|keeps HIT|TOUCH|leaving|locking|shouting ME|at",
        "my PARENT boyfriend|bf|partner|fella|bloke|husband|girlfriend",
        "my|our mum|dad|parents ... me and my|our? brother|sister",
        "me and my|our little|baby|big|twin? brother|sister|siblings",
        "my little|baby|big|older brother|sister",
        "mum|dad|mummy|daddy|stepdad said|says|makes|hits|locked|left|told|lets me|i",
        "i do not want to? go home|back",
        "my teacher|form|tutor|head",
        "can i live with you",
    ]


@mark("misrouted")
def asks_for_slower_route() -> Patterns:
    """A No Names Consultation, an Early Help Assessment or a TAF: not for an immediate concern.

    - Can I do a No Names about a boy
    - do we need an EHA first
    - Team Around the Family
    - our LCSS link worker
    """
    return [
        "no names|name",
        "eha|ehas|taf|tafs|caf",
        "early help assessment|form|referral",
        "strengths and needs",
        "team around the|a family|child",
        "link worker",
        "lcss",
    ]

"""Who is writing, and marks that say something about a concern without raising one."""

from __future__ import annotations

from nlu.rules.registry import Patterns, mark


@mark("practitioner")
def speaks_as_practitioner() -> Patterns:
    """Somebody whose work or volunteering is with families.

    - I'm a teacher at a primary school
    - health visitor here
    - nursery manager in Bicester, who is our link worker
    - a pupil of ours
    - our setting
    - I coach under 12s football
    - one of my pupils
    - a child in my class
    """
    role = (
        "teacher|ta|headteacher|head|deputy|senco|senior|dsl|ddsl|childminder|gp|nurse|midwife|receptionist|librarian|coach|counsellor|"
        "therapist|physio|dentist|paramedic|pcso|chaplain|vicar|imam|governor|tutor|lecturer|psychologist|paediatrician|practitioner|"
        "professional|salt|hv|hygienist|pharmacist|optician|trustee|safeguarding|designated|emta|elsa|ect|nqt"
    )
    pairs = (
        "health|youth|social|family|support|outreach|housing|school|nursery|pastoral|attendance|police|scout|cub|brownie|guide|beaver|rainbow|"
        "community|early|children's|children|childrens|key|play|faith|church|teaching|practice|room|preschool|playgroup|toddler|link|"
        "student|refuge|inclusion|welfare|probation|ward|foodbank|charity|group|club|football|swimming|dance|parish|welcome|site|drugs|sendco|hospital"
    )
    posts = (
        "visitor|worker|workers|assistant|officer|leader|manager|nurse|lead|teacher|practitioner|warden|owner|deputy|coordinator|secretary|mentor|"
        "supervisor|volunteer|akela|counsellor|worker|coach|librarian|administrator|business|keeper|adviser|advisor|champion|trainer|helper|director"
    )
    return [
        f"i|am a|an|the|your|one? new|primary|secondary|retired|local|trainee|student|class|head|deputy|community|year? {role}",
        f"i|am a|an|the? {pairs} {posts}",
        f"{pairs} {posts} here|in|at|from|asking|with|who|speaking|for|and",
        f"{role} here|speaking|asking",
        "nursery|school|preschool|practice|club manager|owner|head|secretary|deputy",
        "speaking|asking|writing|messaging as|from|on a|behalf|the|our|of? ...",
        "our|my setting|settings|nursery|preschool|surgery|practice|provision|clinic|caseload|staff|team|class|classroom|parish|unit|centre|childminding|staffroom|ward|cluster|federation|academy|governors|trustees|sessions|congregation|pupils|students|parents|families|patients|clients|learners|cohort|dsl|policy|year",
        "our|my school ... we|staff|policy|parents|pupils|children|family|audit|trip|child|needs|has|want",
        "one|some|two|three|several of my|our pupils|students|children|parents|families|patients|learners|kids|cubs|brownies|scouts|players|clients|tas|teachers|staff|members|lads|girls|boys|year|volunteers",
        "child|pupil|boy|girl|student|lad|family|parent|mum|teenager|patient|kid|toddler|baby|children|families|twins|siblings|dad in|at|on|of|from my|our|ours class|setting|school|nursery|caseload|preschool|club|group|room|form|tutor|year|surgery|care|team|unit|practice|books|session|sessions|reception|pack|troop",
        "pupil|child|family|student|boy|girl|one|patient of ours",
        "i coach|teach|foster|childmind|volunteer|run|manage|lead|work|support ... under|class|year|school|group|nursery|children|with|families|young|for|football|swimming|club|club|in|at|a",
        "a|the|this|that|our|my|one pupil|student|learner|service|patient|client|parents|young user|person",
        "we are|have|run|are a|an|the? small|village|primary|church|community|local? nursery|preschool|school|charity|surgery|playgroup|childminders|group|club|scout|church|setting|practice",
        "home visit",
        "supporting|working|work with a|this|the|families|family|children",
        "lead professional",
        "i am|was? the? lead professional|dsl|senco|governor|safeguarding",
        "ofsted|inset|cpd|sendco|senco|dsl|appraisal|staff|ehcp|safeguarding lead|policy|network|training|inspection|visit|meeting|refresher",
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
    """
    family = (
        "son|sons|daughter|daughters|grandson|granddaughter|grandchild|grandchildren|baby|toddler|nephew|niece|stepson|stepdaughter|twins|kids|children|"
        "child|boy|girl|boys|girls|lad|lass|eldest|youngest|middle|husband|wife|partner|ex|mum|dad|mother|father|sister|brother|neighbour|"
        "neighbours|cousin|friend|mate|teenager|teen|newborn|bump|family|grandkids|lot|two|three|yo|hubby|nan|nana|grandma|grandad|girlfriend|boyfriend|godson|goddaughter"
    )
    return [
        f"my {family}",
        f"my little|older|younger|own|other|oldest|eldest|youngest|teenage|middle|autistic|disabled|baby|new|lovely|poor|first? {family}",
        "my NUMBER? 1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen yo|month|week|months|mth".replace(
            "NUMBER? ", ""
        ),
        "our son|daughter|grandson|granddaughter|baby|toddler|twins|boy|girl|kids|eldest|youngest|two|grandchild|grandchildren|child|neighbour|neighbours|lad|newborn|first|teenager|nephew|niece",
        "i|am a|the|his|her|their single|new|lone|young|first|foster|worried|tired|proud|full|stay|expectant|kinship? time? mum|dad|parent|mother|father|nan|gran|granny|grandad|grandma|carer|grandparent|grandmother|auntie|aunt|uncle|stepmum|stepdad|guardian|neighbour|grandfather|nana|sister|brother|friend|cousin|mummy|daddy|special",
        "mum|dad|nan|gran|grandad|grandma|auntie|uncle|parent|stepmum|stepdad|neighbour|mother|grandmother|grandparent of|here|to|speaking",
        "i|we am|are|have|got|look expecting|pregnant|kids|children|twins|two|three|four|after|a little|baby|toddler|lad|girl|boy|son|daughter|grandson",
        "us|we as parents",
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
    """
    ages = "7|8|9|10|11|12|13|14|15|16|17|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    return [
        f"i am only|just|nearly|almost|turning? {ages}",
        f"{ages} yo? here|girl|boy|f|m here?",
        f"i am a|an {ages}|teenager|teen|child|kid|young yo|person|boy|girl?",
        "i am in year|yr|reception|primary|secondary|school",
        "i BE|am in yr|year 3|4|5|6|7|8|9|10|11|12|13",
        "my stepdad|stepmum|foster|mum|dad|mummy|daddy|parents|nan hits|hit|hurts|hurt|beats|beat|touches|touched|locked|kicked|threw|shouts|slapped|punched|slaps|punches|leaves|left|kick|makes|made|hate|hates me|us",
        "my mum|dad|mummy|daddy|stepdad|stepmum|parents|uncle|brother|cousin keeps|is|are|was|always hitting|hurting|touching|beating|shouting|kicking|leaving|screaming|drinking|drunk|gone|locked me|us|at|to|and|for|since|out?",
        "my mum|mums boyfriend|bf|partner|fella|bloke",
        "me and my brother|sister|siblings|brothers|sisters|twin|little",
        "my little|baby|big|older|wee brother|sister|bro|sis",
        "my teacher|school|form|head|tutor|miss ... me|i",
        "mum|dad|mummy|daddy|stepdad|nan said|says|told|makes|hits|wont|wo|will|does|is|left|locked|lets|keeps|will me|i|us|not",
        "i do not want to? go home|back",
        "FEAR to go home",
        "miss says|said",
        "my foster carer|carers|mum|dad|parents|placement|home",
        "can you sign yourself into care",
        "at my mums|dads",
    ]


@mark("misrouted")
def asks_for_slower_route() -> Patterns:
    """A No Names Consultation, an Early Help Assessment or a TAF: not for an immediate concern.

    - Can I do a No Names about a boy
    - do we need an EHA first
    - Team Around the Family
    """
    return [
        "no names|name",
        "nonames",
        "eha|ehas|taf|tafs|caf",
        "early help assessment|form|referral",
        "team around the|a family|child",
        "family solutions",
        "link worker",
        "lcss",
    ]

"""What may explain an alarm away: then the concern is asked about (``check``) and never dropped.

Those with ``softens_score`` say so plainly that nothing is wrong now that they may also soften a high score
of the classifier; the others soften only a rule's alarm.
"""

from __future__ import annotations

from nlu.rules.registry import Patterns, softener


@softener(softens_score=True)
def says_no_harm() -> Patterns:
    """The writer says outright that nobody is hurt or in danger.

    - no concerns about harm, just tired
    - nobody was hurt
    - everyone safe, everyone exhausted
    - there is no safeguarding concern
    - he is not in any danger
    - nothing dreadful has happened
    """
    return [
        "no safeguarding|welfare|child? protection? concern|concerns|worry|worries|issue|issues|risk",
        "no concern|concerns|worry|worries about? harm|safety|him|home|abuse|neglect|safeguarding|welfare",
        "no harm|violence|abuse|danger|injuries|threats to|or|just|from|in|at|of|done",
        "nobody BE|has|in hurt|harmed|injured|danger|hit|unsafe|hungry",
        "nobody hurt|injured|harmed",
        "everyone|everybody|all|both BE? all|perfectly|quite|completely? safe|fine|okay|well|happy",
        "kids|children BE perfectly|quite|completely? safe|fine|okay|happy",
        "not in any? danger|trouble",
        "not at risk",
        "nothing bad|dreadful|awful|serious|terrible|dangerous|worrying HAVE|is|going",
        "nothing HAVE? happened",
        "not an? emergency",
        "no child BE in? danger|hurt|harmed|risk",
    ]


@softener()
def denied() -> Patterns:
    """The alarming word is denied.

    - dad never hit him
    - he was not hurt
    - nobody left them
    - I wouldnt leave them alone
    - he is not violent
    """
    return [
        "not|never|nobody|no ... HARM",
        "not|never ever? leave|left|leaving",
        "nobody LEFT",
        "not that anyone|anybody|he|she|i",
    ]


@softener(softens_score=True)
def settled_long_ago() -> Patterns:
    """A matter of the past that was dealt with.

    - it was years ago and he is in prison
    - police dealt with it in 2015
    - social care closed the case last year
    - it is all sorted now
    - he was convicted and has died
    """
    return [
        "years|decades ago ... SORTED|prison|died|jailed|safe|dealt",
        "dealt with in|years|at|last|and|it|same|by|long|back",
        "social care|services|worker HAVE? SORTED|signed|discharged",
        "case|file|investigation|enquiry|inquiry|matter BE|has been? SORTED",
        "BE|been all? SORTED now|years|since|long",
        "cleared of|by",
        "no further action",
        "BE|was convicted|jailed",
        "sent|went|in|to prison ... years|died|since|now",
        "out of our|their|her|his|the lives|life|picture",
    ]


@softener(softens_score=True)
def own_childhood() -> Patterns:
    """An adult speaks of what happened to them as a child.

    - I was abused when I was a kid, im 41 now
    - adult survivor of childhood abuse
    - my own childhood was violent
    - when i was 8 my uncle hurt me, I am 30
    """
    return [
        "when|as i was a|only|just? kid|child|boy|girl|little|young|younger|teenager|small|NUMBER",
        "when i was NUMBER",
        "adult survivor|survivors",
        "survivor|survivors group|groups|counselling|support|of",
        "my|her|his own childhood|past|upbringing",
        "growing up",
        "as a|the? child|kid",
        "used to ... years|ago|childhood|am",
        "in the 60s|70s|80s|90s|sixties|seventies|eighties|nineties",
    ]


@softener()
def rules_papers_or_jobs() -> Patterns:
    """A question about rules, courses, papers or jobs, not about a child.

    - safeguarding policy template
    - any fgm training for midwives
    - what counts as neglect, it is for an essay
    - hypothetically, what happens if a child discloses
    - do you have a leaflet on self harm
    - is it illegal to smack
    - what age can kids be left alone
    """
    return [
        "PAPER",
        "hypothetical|hypothetically|theoretically|scenario",
        "case study|studies",
        "job|vacancy|vacancies|interview|recruitment for|in|to|as|question|with",
        "what does ... mean|stand|involve",
        "what is|are the definition|law|procedure|threshold|difference|meaning|rules",
        "legal|illegal|law|statutory|coursework|retention|inspection|supervision|theory",
        "e learning",
        "session|sessions|guidance|manual|handout|toolkit on|about|for|that|in|please",
        "what age can|is|do|should",
        "how old do|does|should|must",
    ]


@softener()
def figure_of_speech() -> Patterns:
    """Strong words that only mean tired, cross, hungry or keen.

    - I could kill him
    - I could murder a cup of tea
    - they will kill each other if we stay in
    - dying for a nap
    - scared of the dark
    - terrified of school
    """
    return [
        "i could|would|might|want happily|cheerfully|honestly|to? KILL|swing a|my|him|her|them|the|for",
        "KILL each|eachother other?",
        "KILL me|my|myself laughing|feet|back|haha|lol|softly",
        "BE killing me|us",
        "KILL me if i|he|she",
        "dying|kill for a|the|some",
        "haha|lol|hahaha|lmao|joking|kidding|joke",
        "bored to death",
        "FEAR of|about? the|going|her|his? to? EASYFEAR",
        "BE FEAR to? go? to? school|nursery|swimming",
        "screaming blue|banshee",
        "pulling my hair",
    ]


@softener()
def known_medical_cause() -> Patterns:
    """A doctor has seen it and knows the cause.

    - he bruises easily because of haemophilia
    - hospital say it is a birthmark
    - brittle bones
    - mongolian blue spot
    - it was all checked by the doctor
    """
    return [
        "ILLNESS",
        "DOCTOR|consultant|paediatrician say|says|confirmed|knows|know|diagnosed|happy|treating",
        "diagnosed|diagnosis with|of|explains",
        "under the? consultant|hospital|paediatrician|specialist|dietitian",
        "checked|seen|looked by|over|at ... DOCTOR|consultant",
    ]


@softener()
def everyday_accident() -> Patterns:
    """A bump, a fall or a squabble of ordinary childhood.

    - he fell off the climbing frame and bumped his head
    - my toddler bit another boy at playgroup
    - brothers fighting over the xbox
    - she bruised her knee at gymnastics
    - it was an accident
    """
    return [
        "fell|fall|slipped|tripped off|over|from|on DET? PLAYTHING",
        "toddler|yo|twins bites|bit|biting|hits|hitting|kicks|pinches",
        "biting|hitting phase|stage",
        "fight|fighting|fights|wrestle|wrestling|argue|bicker over|like|about",
        "at football|rugby|gymnastics|karate|judo|netball|hockey|boxing|skateboarding|playtime|playgroup",
        "an|by|total|genuine|pure|freak|silly accident",
    ]


@softener()
def film_game_or_news() -> Patterns:
    """Something seen, read or played.

    - in minecraft my wolf died
    - saw a documentary about a missing girl
    - the one in eastenders where he hits her
    """
    return [
        "in|on|from|watching|watched|playing|plays|reading|saw|seen|about DET? MEDIA",
        "MEDIA where|about",
        "read|saw|heard about|it in|on the papers|paper|news|facebook|telly|radio",
        "book report|club|review",
    ]


@softener()
def by_arrangement() -> Patterns:
    """A child is away or on their own with somebody's knowledge and care.

    - he is safe with his nan
    - can my 14 year old be left alone for an hour
    - staying at her friends with permission
    - we need a childminder till six
    """
    return [
        "safe with|at DET PARENT|teacher|friend",
        "with permission",
        "can|could|may|should|is|when DET? KID be? LEFT|stay|home alone|home|for",
        "can|could|may|should|is|when DET NUMBER|TEENAGE|10|16 yo ... LEFT|alone",
        "need|want|looking|find ... childminder|babysitter|childcare|wraparound",
    ]

"""What may explain an alarm away: then the concern is asked about (``check``) and never dropped.

Those with ``softens_score`` say so plainly that nothing is wrong now that they may also soften a high score
of the classifier; the others only soften a rule's alarm.
"""

from __future__ import annotations

from nlu.rules.registry import Patterns, softener


@softener(softens_score=True)
def says_no_harm() -> Patterns:
    """The writer says outright that nobody is hurt or in danger.

    - no concerns about harm, just tired
    - nobody was hurt
    - everyone is safe, everyone is exhausted
    - there is no safeguarding concern
    - he is not in any danger
    - nothing dreadful has happened
    """
    return [
        "no safeguarding|welfare|child? protection? concern|concerns|worry|worries|issue|issues|risk|risks",
        "no concern|concerns|worry|worries about? harm|safety|him|violence|home|abuse|neglect|safeguarding|welfare",
        "no harm|violence|abuse|danger|injuries|risk|threats to|or|just|from|in|at|of|no|done",
        "nobody is|was|got|has|been|in hurt|harmed|injured|danger|hit|unsafe|hungry",
        "nobody hurt|injured|harmed",
        "everyone|everybody|kids|children|all|both are|is all? perfectly|quite|completely? safe|fine|okay|well|happy",
        "not in any? danger|trouble",
        "not at risk",
        "nothing bad|dreadful|awful|serious|terrible|dangerous|worrying|abusive has|is|happened|going",
        "nothing has? happened",
        "not an? emergency",
        "no child is|was in? danger|hurt|harmed|risk",
        "happy home",
    ]


@softener()
def negated() -> Patterns:
    """The alarming word is denied.

    - dad never hit him
    - he was not hurt
    - nobody left them
    - I wouldnt leave them alone
    - he is not violent
    """
    return [
        "NEG ... HARM",
        "never|not|nobody ever? hit|hits|hurt|hurts|smacked|touched|left|leave|abused|neglected|violent|suicidal|beat|scared|alone|hungry|starving",
        "not that|because anyone|anybody|he|she|i",
        "would not leave|hurt|hit|let",
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
        "years|decades|months ago ... closed|finished|sorted|resolved|prison|over|died|dealt|jailed|safe|fine|social|left|moved|divorced",
        "dealt with in|years|at|last|and|it|same|by|long|back",
        "social care|services|worker closed|finished|signed|ended|discharged|has|have|had closed?",
        "case|file|investigation|enquiry|inquiry|matter|it|all is|was|has|been been? closed|finished|ended|concluded|resolved|over",
        "all|been|is|was|it sorted|resolved|settled now|out|and|years|at|since|long|with",
        "cleared of|by|in|and",
        "no further action",
        "he|she|dad|stepdad|uncle|man|and|who was|went|got|is convicted|jailed|to|in|inside|dead|died prison|jail|years|and|now?",
        "out of our|their|her|his|the lives|life|picture",
        "years|long|ages ago|time ... since|now|all|adult|grown|counselling|therapy|am|group|ago",
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
        "when|as i? was? a|only|just? kid|child|boy|girl|little|young|younger|teenager|small",
        "adult survivor|survivors",
        "survivor|survivors group|groups|counselling|support|of|of childhood|child|boarding",
        "my own childhood|past|history|upbringing|dad|mum|father|mother ... used|was|when|childhood|years|grew",
        "my|her|his own childhood",
        "growing up",
        "i|im am? now? 19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40|41|42|43|44|45|46|47|48|49|50|52|55|58|60 now|and|years",
        "in the? 60s|70s|80s|90s|sixties|seventies|eighties|nineties",
    ]


@softener()
def policy_or_training() -> Patterns:
    """A question about rules, courses, papers or jobs, not about a child.

    - safeguarding policy template
    - any fgm training for midwives
    - what counts as neglect, it is for an essay
    - hypothetically, what happens if a child discloses
    - do you have a leaflet on self harm
    """
    return [
        "PAPER",
        "hypothetical|hypothetically|theoretically|theory|generally|scenario|in an interview|exam|case",
        "case study|studies",
        "job|vacancy|vacancies|interview|applying|volunteer|volunteering|recruitment for|in|to|as|question|with",
        "what does ... mean|stand|involve",
        "what is|are the definition|law|procedure|threshold|difference|meaning|number|rules|hours|process",
        "for|writing|doing|in my|a|our|the dissertation|essay|coursework|assignment|assembly|lesson|talk|display|newsletter|audit|degree|course|exam|interview|presentation|inset",
        "is it legal|illegal|law|against",
        "legal age",
        "what age can|is|do|should",
        "the law on",
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
    - the baby is starving, when is lunch club
    """
    return [
        "i could|would|will|might|want to? happily|cheerfully|honestly? kill|murder|strangle|throttle|swing for? a|my|him|her|them|the",
        "KILL each other|eachother",
        "KILL me|my|myself laughing|feet|back|haha|lol|soon|softly",
        "could KILL for",
        "would|will KILL me|him if|i i|he|she|was|forgot|knew|saw",
        "BE killing me|us",
        "dying for|to a|know|see|get|try|meet",
        "haha|lol|hahaha|lmao|joking|kidding|joke",
        "bored|boring to death",
        "scared|afraid|frightened|terrified|fear of the? dark|dogs|dog|spiders|spider|monsters|monster|thunder|bath|water|needles|needle|injections|balloons|clowns|exams|exam|heights|flying|bees|wasps|dentist|toilets|hoover|fireworks|ghosts|school|secondary|swimming|cats|birds|storms|maths|sleeping|hand|dryer",
        "screaming blue|banshee",
        "drives|driving|drive me|us mad|nuts|crazy|mental|bonkers|bananas|insane|up",
        "pulling my hair",
        "battle|war|fight with|over bedtime|bedtimes|homework|food|screens|sleep",
    ]


@softener()
def known_medical_cause() -> Patterns:
    """A doctor has seen it and knows the cause.

    - he bruises easily because of haemophilia
    - hospital say it is a birthmark
    - brittle bones
    - mongolian blue spot
    """
    return [
        "haemophilia|hemophilia|brittle|birthmark|birthmarks|mongolian|eczema|coeliac|epilepsy|leukaemia|perthes|impetigo|chickenpox|haemangioma|dyspraxia|itp|vitiligo|psoriasis",
        "hospital|doctor|doctors|gp|consultant|paediatrician|dermatologist say|says|said|confirmed|knows|know|checked|diagnosed|happy|seen|treating|sees|see|looked|are|has|have",
        "diagnosed|diagnosis with|of|explains|is|at|by",
        "under the? consultant|hospital|paediatrician|specialist|dietitian",
        "all|been|got seen|checked|looked|investigated by|over|out|at",
    ]


@softener()
def everyday_accident() -> Patterns:
    """A bump, a fall or a squabble of ordinary childhood.

    - he fell off the climbing frame and bumped his head
    - my toddler bit another boy at playgroup
    - brothers fighting over the xbox
    - she bruised her knee at gymnastics
    """
    return [
        "fell|fall|slipped|tripped|tumbled off|over|from|on|out|down|into the|his|her|my|a|trampoline climbing|swing|slide|bike|bunk|scooter|trampoline|wall|kerb|frame|horse|pony|skateboard|bed|tree|playground|step",
        "toddler|baby|yo|he|she|twins|son|daughter|phase bites|bit|biting|hits|hitting|kicks|kicking|pinches|headbutts|pulls other|another|me|everyone|children|kids|us|phase|his|her|when|at|people|friends",
        "biting|hitting|tantrum phase|stage|tantrums",
        "fight|fighting|fights|fought|wrestle|wrestling|argue|bicker|squabble|row|rows with|over|like|about|all his|her|the|each|xbox|remote|brother|sister|siblings|toys|time|cats|other",
        "at football|rugby|gymnastics|karate|judo|netball|hockey|boxing|skateboarding|gym|trampolining",
        "playground|trampoline|climbing|football|rugby|bike|scooter|skateboard accident|bump|injury|tackle|match|frame|crash",
        "total|an|by|genuine|pure|freak|silly|little accident",
    ]


@softener()
def film_game_or_news() -> Patterns:
    """Something seen, read or played.

    - in minecraft my wolf died
    - saw a documentary about a missing girl
    - the one in eastenders where he hits her
    """
    return [
        "in|on|from|of|watching|watched|playing|plays|played|reading|read|about a|an|the|that|this|my? MEDIA",
        "MEDIA where|about|that|in which",
        "read|saw|heard about|it in|on|that the? papers|paper|news|facebook|oxford|telly|tv|radio|article",
        "book report|club|review",
        "for a? fancy|halloween|world dress|costume|book",
    ]


@softener()
def by_arrangement() -> Patterns:
    """A child is away or on their own with somebody's knowledge and care.

    - he is safe with his nan
    - can my 14 year old be left alone for an hour
    - staying at her friends with permission
    - after school club, I work late
    """
    return [
        "safe with|at his|her|their|my|the",
        "with|at|by his|her|their|my grandparents|nan|nana|gran|granny|grandma|mother in law ... while|when|until|fine|safe|happy|loves|work|after",
        "with permission",
        "can|could|may|should|is|when i|my|a|you|it ... be? left|leave|stay alone|home|unsupervised ... for|age|legally|law|hour|old|allowed|yo|while|overnight",
        "after|before school club|clubs",
        "wraparound|childminder|babysitter|nursery|childcare needed|wanted|near|places|in|for|available|who|with|please",
    ]

"""A child has been, is being or may be hurt or sexually abused."""

from __future__ import annotations

from nlu.labels import Category
from nlu.rules.registry import Patterns, alarm

ABUSE = Category.SEXUAL_OR_PHYSICAL_ABUSE


@alarm(ABUSE)
def parent_hits_me() -> Patterns:
    """A child says that somebody at home hits them.

    - my dad hits me
    - my step dad slapd me rn
    - mum keeps hitting me with the brush
    - he beats me when he is drunk
    """
    return [
        "my PARENT HIT me",
        "my PARENT BE HIT me",
        "my PARENT always|just|keeps|also|sometimes HIT me",
        "PARENT HIT me with|when|cos|because|if|every|for|round|in|on",
        "PARENT keeps HIT me",
        "he|she|they HARDHIT me when|if|because|every|with",
        "my SIBLING HARDHIT me with|until",
        "i BE beaten|battered|whipped|caned by",
        "i BE HIT by my PARENT",
        "PARENT hits|beats|batters|punches|slaps|hurts me",
    ]


@alarm(ABUSE)
def adult_hits_child() -> Patterns:
    """Somebody tells of an adult who hits a child.

    - his dad punched him last night
    - her stepfather hits her
    - I saw the father punch that little boy
    - a man slapped his daughter round the face
    - the mother is beating her kids
    """
    return [
        "his|her|their|the|a|whose PARENT HARDHIT him|her|them",
        "his|her|their|the|whose PARENT BE HARDHIT him|her|them",
        "his|her|their|whose PARENT hit|hits|kicked|kicks|hurts|burns|burned him|her|them",
        "PARENT|man|woman|bloke HARDHIT the|his|her|their|that|a|this OWNCHILD",
        "PARENT|man|woman|bloke HARDHIT the|his|her|that|a|this little|wee|young|small|tiny|poor|youngest OWNCHILD",
        "his|her|their|the PARENT|man BE hitting|kicking|burning him|her|them|OWNCHILD",
        "PARENT|man BE hitting|beating|slapping|punching the|his|her|their|my OWNCHILD",
        "PARENT hits|beats|batters|punches the|his|her|their|my OWNCHILD",
        "hitting|beating|slapping|punching that|the OWNCHILD",
        "his|her PARENT took|takes a|the|his|her belt|slipper|stick|cane|spoon",
    ]


@alarm(ABUSE)
def child_is_beaten() -> Patterns:
    """A child is beaten, whoever does it.

    - he gets battered by his dad
    - she is being hit at home
    - children are beaten in that house
    - he was whipped with a belt
    """
    return [
        "he|she|they|OWNCHILD BE being? HARDHIT|hit|kicked|hurt|burned by his|her|their|the|a PARENT|man",
        "BE being? hit|beaten|slapped|punched|battered|hurt|abused at|in home|that|the house|home?",
        "he|she|they|OWNCHILD BE beaten|whipped|caned|lashed|battered|strangled|throttled|hit with a|the|his|her",
        "with|took|got|takes|gets a|the|his|her|dads|mums belt|slipper|stick|cane|hairbrush|cable|flex|hose to|on|for|across|when him|her|them?",
    ]


@alarm(ABUSE)
def adult_admits_hurting() -> Patterns:
    """A carer says that they hurt the child, or are about to.

    - I have hit my daughter
    - I shook the baby
    - I am scared I will hurt my baby
    - i slapped him so hard it left a mark
    """
    return [
        "i have? just? hit|slapped|punched|kicked|smacked|shook|hurt|beat my|the OWNCHILD",
        "i have? just? hit|slapped|punched|kicked|beat my|the yo? NUM? OWNCHILD".replace("NUM? ", ""),
        "i shook him|her|the baby?",
        "PARENT shook the|her|his|my baby|newborn|infant|him|her",
        "shaking|shakes|shake|shook the|her|his|my|that baby|newborn|infant",
        "i BE? going|might|could|will|am to? hurt|shake|hit|smother|harm my|the|him|her OWNCHILD|again?",
        "scared|afraid|frightened|worried i|that i? will|might|could|am going to? i? hurt|shake|hit|smother|harm|do",
        "slapped|hit|smacked|grabbed|belted him|her|them so|too hard",
    ]


@alarm(ABUSE)
def unexplained_marks() -> Patterns:
    """Bruises, burns or marks with a story that does not fit, or on a baby.

    - a baby with bruises
    - bruise on a four month old
    - he has bruises and will not say how
    - new marks on her arms every Monday
    - she has finger marks on her neck
    """
    return [
        "baby|newborn|infant|month|week with|has|got|had|covered a|some|in|the? BRUISE",
        "BRUISE on|to a|the|her|his NUMBER? month|week|baby|newborn|infant old?".replace("NUMBER? ", ""),
        "BRUISE on|to a|an|the one|two|three|four|five|six|seven|eight|nine|ten|eleven month|week",
        "BRUISE|MARK ... will|would|can not say|tell|explain how|who|where|what|me|us",
        "BRUISE|marks|MARK ... different story|stories|explanation|explanations",
        "new|more|another|fresh|unexplained BRUISE|marks|mark|burns|injuries|injury|burn every|each|on|this|again",
        "unexplained BRUISE|marks|mark|injuries|injury|burns|fracture|fractures",
        "finger|belt|buckle|slap|hand|rope|cigarette|choke|grip|bite|strap marks|mark|burn|burns|prints|print on|round|around|across|in his|her|the|their",
        "cigarette|fag|iron burn|burns|burned",
        "BRUISE|marks in the shape|same place|shape",
        "BRUISE all over|up his|her|the|their",
        "says|said he|she fell BRUISE|but".replace("fell BRUISE|but", "fell ... but"),
        "black eye|eyes ... dad|stepdad|mum|father|home|again",
        "covered in BRUISE|marks|burns",
        "BRUISE ... dad|daddy|stepdad|mum|mummy|father|mother|boyfriend|uncle did|done|said|hit|hurt|made",
    ]


@alarm(ABUSE)
def child_told_of_hurt() -> Patterns:
    """A child told somebody that an adult hurts them.

    - a pupil told me her dad hits her
    - he told us his dad punched him last night
    - she says daddy hurts her
    - my niece said that her uncle touches her
    """
    return [
        "TELL ... PARENT HIT him|her|them",
        "TELL ... PARENT BE HIT|TOUCH him|her|them",
        "TELL ... PARENT TOUCH him|her|them",
        "TELL ... he|she|someone|somebody HIT|TOUCH him|her|them",
        "TELL that|he|she|his|her|they BE HIT|abused|touched|raped by",
        "daddy|mummy|grandad|uncle|stepdad|grandpa hurts|hurt|hits|hit|smacks him|her|me|them",
        "disclosed|disclosure|disclosing ... hit|hits|touched|touches|abuse|abused|hurt|hurts|assaulted|sexual|punched|beaten|slapped",
    ]


@alarm(ABUSE)
def sexual_touching() -> Patterns:
    """Somebody touches a child sexually, or makes them do so.

    - my uncle touches me
    - he puts his hand down my pants
    - grandad touched her private parts
    - someone touched my daughter
    - he gets in my bed at night
    """
    return [
        "PARENT|SIBLING|SHE|man|friend|boy|SIBLING TOUCH me",
        "keeps TOUCH me",
        "my PARENT ... touching me",
        "TOUCH my|her|his|their PRIVATE|private|privates|down|chest|bum|bottom parts|area|there?",
        "hand|hands|fingers down|up|in|inside|under my|her|his|their the? PRIVATE|trousers|skirt|top|shorts|tights|dress|shirt|pyjamas|nightie",
        "PARENT|he|SIBLING|lodger|man gets|comes|climbs|got|climbing|came|getting in|into my|her|his bed|bedroom at|when|every?",
        "PARENT|SIBLING|man|coach|teacher|lodger|someone|somebody TOUCH my|the|her OWNCHILD",
        "TOUCH inappropriately|sexually",
        "inappropriately|sexually TOUCH|touched|abused|assaulted|harmed",
        "makes|made|forces|forced me|her|him to? TOUCH|kiss|undress|strip|watch",
        "makes|made me|her|him do stuff|things|it",
        "does|did|doing stuff|things|something to me|her|him at|in|when",
        "sits|sit|sat on his lap ... feel|touch|hard|like",
        "wrong|bad|secret|special|funny kind|touch|touches|touching|cuddles|cuddle|game|games of? with? PARENT",
        "secret|secrets with|about|between his|her|the|my PARENT|coach|uncle|man",
    ]


@alarm(ABUSE)
def rape_and_sexual_abuse() -> Patterns:
    """The words themselves, about a child or by one.

    - i was raped
    - my daughter has been raped
    - my son was sexually abused by his cousin
    - my stepdad is abusing me
    - sex with my stepfather
    """
    return [
        "i BE|think|got|have been? raped|molested|groped",
        "i think i BE raped",
        "my|a|the|her|his OWNCHILD|pupil|student|friend BE been? raped|molested|groped|abused",
        "sexually abused|abusing|assaulted|abuses|assaulting|molested by? my|the|him|her|his|me|a",
        "BE|is abusing|molesting|raping|grooming me|him|her|them|my|the|OWNCHILD",
        "PARENT|he raped|molested|abuses|molests|rapes|abused me|her|him|them|my|the",
        "sexual abuse ... my|by|from|disclosed OWNCHILD|PARENT|SIBLING",
        "sex|sleeping with me|my|her PARENT|stepdad|uncle|teacher|coach",
        "sexual|sexually with|to|at|towards her|him|me|my|the",
        "forced|forcing|makes|made me|her|him|to to? have sex",
    ]


@alarm(ABUSE)
def harmful_sexual_knowledge() -> Patterns:
    """A young child does or says what only abuse could have taught.

    - my 5 year old is acting sexually with other children
    - pregnant and only 13
    - a girl of 12 asked for the morning after pill
    """
    return [
        "acting|acts|behaving|behaves|touching sexually",
        "pregnant ... 11|12|13|14|eleven|twelve|thirteen|fourteen",
        "11|12|13|eleven|twelve|thirteen ... pregnant|contraception",
        "12|13|11|twelve|thirteen|eleven ... morning after pill",
        "sexualised behaviour|language ... and|at|with|from|my|she|he",
    ]


@alarm(ABUSE)
def mutilation_planned() -> Patterns:
    """Female genital mutilation about to happen, or talked of in its veils.

    - they are taking her to Gambia to be cut
    - FGM is planned for her in the summer
    - she is going abroad for her ceremony
    """
    return [
        "to be|get cut|circumcised|done in|at|when|abroad|please?",
        "going|taking|take|taken|travel|travelling|flying|fly ... to be|get cut|circumcised",
        "fgm ... planned|happen|happening|arranged|summer|august|holiday|holidays|worried|going|taken|trip|soon",
        "going|taking|taken|trip|flying|holiday ... fgm",
        "going|taken|trip|flying|abroad|holiday|gambia|somalia|sudan|egypt|sierra|guinea|mali ... cut|cutting|ceremony|circumcised|woman|purified",
    ]


@alarm(ABUSE)
def punishment_as_torture() -> Patterns:
    """Cruel punishment.

    - she makes him stand outside in the cold all night
    - they make her sleep in the shed
    - he ties the boy to the chair
    - mum holds my hand on the hob
    """
    return [
        "ties|tied|tying|chained|chains|chaining him|her|them|me|the up|to|with?",
        "makes|make|made|making|forces|forced him|her|them|me|OWNCHILD to? sleep|stand|kneel|stay|eat|live in|outside|on the|for|out|soap|hours? ...",
        "holds|held|holding|put|puts my|his|her|their hand|hands|head|face on|over|under|in|down the hob|cooker|water|toilet|fire|radiator|oven|iron",
        "wash|washes|washed|soap|chilli|pepper out|in|rubbed? his|her|their|my mouth|eyes ... with?",
        "pulled|pulls|dragged|drags him|her|me|them by|up the|his|her|my|their hair|ear|ears|arm|neck",
        "by the throat|hair|neck|ear",
        "hands round|around|on my|her|his|their neck|throat",
    ]

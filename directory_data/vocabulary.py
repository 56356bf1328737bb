"""The controlled words: kinds, audiences, areas, districts, categories, days and states of checking."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """What sort of entry a record is; the search API filters by it."""

    SERVICE = "service"
    FOOD = "food"
    FINANCE = "finance"
    LINK_WORKER = "link_worker"
    GUIDANCE = "guidance"
    RESOURCE = "resource"
    CONTACT = "contact"


class Audience(str, Enum):
    """Whom a record is written for."""

    PARENT = "parent"
    PRACTITIONER = "practitioner"


class Area(str, Enum):
    """The three LCSS areas (source: the council's LCSS pages)."""

    NORTH = "North"
    CENTRAL = "Central"
    SOUTH = "South"


class District(str, Enum):
    """The five district and city councils of Oxfordshire."""

    CHERWELL = "Cherwell"
    WEST_OXFORDSHIRE = "West Oxfordshire"
    OXFORD = "Oxford"
    SOUTH_OXFORDSHIRE = "South Oxfordshire"
    VALE_OF_WHITE_HORSE = "Vale of White Horse"


# The 2020 referral-pathways document: North/West, City, South and Vale.
AREA_OF_DISTRICT: dict[District, Area] = {
    District.CHERWELL: Area.NORTH,
    District.WEST_OXFORDSHIRE: Area.NORTH,
    District.OXFORD: Area.CENTRAL,
    District.SOUTH_OXFORDSHIRE: Area.SOUTH,
    District.VALE_OF_WHITE_HORSE: Area.SOUTH,
}


class Status(str, Enum):
    """Open Referral's life of a service."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Checking(str, Enum):
    """How far an editor has checked a record against the world."""

    UNCHECKED = "unchecked"  # copied from its source document, nobody has rung or clicked yet
    DOUBTFUL = "doubtful"  # a known conflict or likely error: never shown as certain
    CONFIRMED = "confirmed"  # whoever runs it said so on the assured date; no editor has checked
    CHECKED = "checked"  # an editor confirmed it on the assured date


class Cost(str, Enum):
    """What a search by cost can ask for; most sources do not say."""

    FREE = "free"
    COSTS = "costs"
    NOT_KNOWN = "not_known"


class Sort(str, Enum):
    """The orders of search results."""

    BEST = "best"
    NEAREST = "nearest"
    NAME = "name"
    CHECKED = "checked"  # the newest information first


NOT_KNOWN = "not_known"
"""The filter value for records that do not say: it is a choice of its own, so that nothing hides unseen."""

ACCESSIBILITY = (
    "Step-free entrance",
    "Wheelchair access",
    "Accessible toilet",
    "Changing Places toilet",
    "Blue Badge parking",
    "Hearing loop",
    "British Sign Language",
    "Easy Read information",
    "Quiet space",
    "Home visits",
)
"""What makes a place or service usable; the same words for every record, so that a filter finds them all."""


class Day(str, Enum):
    """Days of the week as RFC 5545 writes them in BYDAY."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


CATEGORIES: dict[str, str] = {
    "safeguarding": "Keeping children safe",
    "allegations": "Allegations about people who work with children",
    "exploitation": "Exploitation and sexual harm",
    "domestic-abuse": "Domestic abuse",
    "police-crime": "Police and crime",
    "early-help": "Early help",
    "lcss": "Locality and Community Support Service",
    "eha-taf": "Early Help Assessment and Team Around the Family",
    "thresholds": "Threshold of Needs",
    "information-sharing": "Information sharing and consent",
    "parenting": "Parenting and behaviour",
    "wellbeing": "Feelings and mental health",
    "speech-language": "Speech, language and communication",
    "send": "Special educational needs and disability",
    "health": "Child health and development",
    "early-years": "Early years and childcare",
    "childcare-costs": "Help with childcare costs",
    "food": "Food",
    "practical-help": "Practical help",
    "money-advice": "Money and benefits advice",
    "grants": "Grants and funding for groups and providers",
    "education": "School and learning",
    "transition": "Starting school and moving on",
    "employment": "Work and training for adults",
    "housing": "Housing and homelessness",
    "young-carers": "Young carers",
    "looked-after": "Children in care",
    "community": "Community groups and activities",
    "training": "Training for practitioners",
    "practitioner-tools": "Tools and guidance for practitioners",
    "glossary": "What the letters stand for",
}

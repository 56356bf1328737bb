"""The intents a message can have, the five safeguarding categories, and the levels of concern."""

from __future__ import annotations

from enum import Enum
from typing import Literal


class Category(str, Enum):
    """The MASH criteria for an immediate concern."""

    SEXUAL_OR_PHYSICAL_ABUSE = "sexual_or_physical_abuse"
    SEVERE_NEGLECT = "severe_neglect"
    IMMEDIATE_RISK = "immediate_risk"
    FRIGHTENED_TO_GO_HOME = "frightened_to_go_home"
    ABANDONED = "abandoned"


Level = Literal["check", "immediate"]
"""How a message is answered: ``immediate`` gets the card first, ``check`` the answer led by a question."""

CATEGORIES = tuple(category.value for category in Category)
ALLEGATION = "report_allegation"
SAFEGUARDING = frozenset({*CATEGORIES, ALLEGATION})

DIRECTORY = ("find_service", "find_food", "find_money", "find_link_worker", "contact_lcss")
GUIDANCE = (
    "ask_early_help",
    "ask_eha",
    "ask_taf",
    "ask_no_names",
    "ask_thresholds",
    "ask_information_sharing",
    "ask_lado",
    "ask_mash",
    "ask_opening_hours",
    "ask_training",
    "ask_guidance",
    "ask_glossary",
)
CONVERSATION = (
    "say_parent",
    "say_practitioner",
    "inform_place",
    "inform_age",
    "show_more",
    "show_fewer",
    "next_page",
    "previous_page",
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "complain",
    "ask_bot",
    "help",
    "restart",
    "out_of_scope",
)
INTENTS = frozenset({*SAFEGUARDING, *DIRECTORY, *GUIDANCE, *CONVERSATION})

"""What an intent is called to a person, and a message that surely means it."""

from __future__ import annotations

from bot.actions.replies import Choice

CHOICES: dict[str, Choice] = {
    "find_service": ("Find help for a child or family", "What support is there for my child?"),
    "find_food": ("Food or practical help", "I can't afford food"),
    "find_money": ("Money, benefits or childcare costs", "I need benefits advice"),
    "find_link_worker": ("Who our LCSS link worker is", "Who is our LCSS link worker?"),
    "contact_lcss": ("Ring or e-mail LCSS", "What is the phone number for LCSS?"),
    "ask_early_help": ("What early help is", "What is early help?"),
    "ask_eha": ("The Early Help Assessment (EHA)", "What is an Early Help Assessment?"),
    "ask_taf": ("Team Around the Family (TAF)", "What is a TAF?"),
    "ask_no_names": ("No Names Consultation", "What is a No Names Consultation?"),
    "ask_thresholds": ("Threshold of Needs", "What are the levels in the Threshold of Needs?"),
    "ask_information_sharing": (
        "Sharing information and consent",
        "What are the rules on sharing information?",
    ),
    "ask_lado": ("What the Designated Officer (LADO) does", "What does the LADO do?"),
    "ask_mash": ("What MASH is and when to ring", "What is MASH?"),
    "ask_opening_hours": ("Opening hours", "What are the opening hours of LCSS?"),
    "ask_training": ("Training for practitioners", "What EHA training is there?"),
    "ask_guidance": ("Other professional guidance", "Where is the professional guidance?"),
    "ask_glossary": ("What the letters stand for", "What do the letters CASO stand for?"),
    "complain": ("Complain or give feedback", "I want to make a complaint"),
    "ask_bot": ("Who or what I am talking to", "Are you a real person?"),
    "help": ("What I can do", "What can you help me with?"),
}

STARTS: tuple[Choice, ...] = (CHOICES["find_food"], CHOICES["find_money"], CHOICES["contact_lcss"])
NEEDS: tuple[Choice, ...] = (
    ("Talking and language", "Help with speech and language"),
    ("Behaviour and sleep", "Help with my child's behaviour"),
    ("Feelings and mental health", "My child is anxious and sad"),
    ("Special needs and disability", "Support for special educational needs and disability"),
    ("Nursery and childcare", "Find childcare"),
)
AUDIENCES: tuple[Choice, ...] = (
    ("I am a parent or carer", "I am a parent"),
    ("I work with children", "I work with children"),
)
SAFETY: Choice = ("A child may not be safe", "A child may not be safe")

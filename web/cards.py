"""An escalation in the forms of the chat contract: the contacts, and the card as words."""

from __future__ import annotations

from typing import Any

from directory_data import core_sentences, seed_files
from directory_data.emergency import MASH, EmergencyContact
from nlu.escalation import Escalation
from web import telephone
from web.rasa_replies import Message, choices, text


def structured(escalation: Escalation | None) -> dict[str, Any] | None:
    """The ``escalation`` of a reply."""
    if escalation is None:
        return None
    contacts = [telephone.fields(contact) for contact in escalation.contacts]
    return {"level": escalation.level, "category": escalation.category, "contacts": contacts}


def messages(escalation: Escalation | None) -> list[Message]:
    """What leads the reply: the whole card, or one line with a question that can be answered yes."""
    if escalation is None:
        return []
    if escalation.level == "immediate":
        return [text(_card(escalation))]
    asked = [text(f"{_line(escalation)} {escalation.heading}"), choices(escalation.choices)]
    return (
        [text("\n\n".join(core_sentences.paragraphs(escalation.language))), *asked]
        if escalation.language
        else asked
    )


def are_reviewed() -> bool:
    """Whether a safeguarding lead has approved the words of the card."""
    return bool(seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")["reviewed"]["by"])


def words_before_results() -> str:
    """What leads search results for a message that is not in English."""
    return str(seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")["check"]["results"])


def _card(escalation: Escalation) -> str:
    """The card for whoever reads it as words: numbers and hours stand in it."""
    contacts = [f"- {_contact(contact)}" for contact in escalation.contacts]
    steps = [f"- {step}" for step in escalation.steps]
    return "\n\n".join(
        [
            f"**{escalation.heading}**",
            *escalation.lines[:2],
            "\n".join(contacts),
            *escalation.lines[2:],
            "\n".join(steps),
        ]
    ).strip()


def _line(escalation: Escalation) -> str:
    """The reviewed line, with the MASH number even at the hours when another team is named in it."""
    line = " ".join(escalation.lines)
    mash = next(contact for contact in escalation.contacts if contact.key == MASH)
    return line if mash.phone in line else f"{line} MASH is on {mash.phone} ({mash.hours})."


def _contact(contact: EmergencyContact) -> str:
    """``MASH: 0345 050 7666 (Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm; open now)``."""
    state = telephone.state(contact)
    hours = contact.hours.rstrip(".")
    return f"{contact.name}: {contact.phone} ({f'{hours}; {state}' if state else hours})"

"""The numbers that every page, problem and shortened answer carries; they need neither store nor index."""

from __future__ import annotations

from typing import Any

from directory_data import emergency, link_workers, opening_times
from directory_data.emergency import EmergencyContact

CONTACT_FIELDS = ("name", "phone", "hours", "open_now", "tel")


def urgent() -> list[EmergencyContact]:
    """999, then the social work team that answers now, then the one that is closed."""
    now = opening_times.now()
    return emergency.contacts(emergency.answering_first(now), now)


def lcss() -> list[EmergencyContact]:
    """The three LCSS teams, for worries that are not an emergency."""
    return emergency.contacts(link_workers.TEAM_KEYS.values(), opening_times.now())


def in_words() -> str:
    """Two short paragraphs: when a child is not safe, and when nobody is in danger."""
    offices = ", ".join(f"{office.name} {office.phone}" for office in lcss())
    hours = lcss()[0].hours
    return (
        f"{when_not_safe()}\n\n"
        f"Nobody in danger? Ring the Locality and Community Support Service: {offices} ({hours})."
    )


def when_not_safe() -> str:
    """One short paragraph."""
    police, team, later = urgent()
    return (
        f"Worried that a child is not safe? Ring {_named(team)} on {team.phone} (open now), "
        f"or {_named(later)} on {later.phone} when it is closed. "
        f"If anyone is in danger now, ring {police.phone}."
    )


def state(contact: EmergencyContact) -> str:
    """``open now`` or ``closed now``; empty where the hours are not known well enough to say closed."""
    if contact.open_now:
        return "open now"
    return "closed now" if contact.key in emergency.CORE else ""


def fields(contact: EmergencyContact) -> dict[str, Any]:
    """A contact with exactly the fields of the chat contract."""
    return {name: getattr(contact, name) for name in CONTACT_FIELDS}


def _named(contact: EmergencyContact) -> str:
    return contact.name if contact.key == emergency.MASH else f"the {contact.name}"

"""The LCSS team of a place, with every way to reach it; all three when the place is not known."""

from __future__ import annotations

from bot.actions import numbers, where
from bot.actions.base import SignpostAction
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data import emergency, opening_times
from directory_data.directory import Directory
from directory_data.link_workers import TEAM_KEYS
from directory_data.models import Record
from directory_data.vocabulary import Area

WHAT_IT_IS = (
    "The Locality and Community Support Service (LCSS) listens, advises and finds support when it is not "
    "an emergency."
)
ALL = "Ring the team for where the child lives. Tell me your town or postcode and I will say which is yours."
TO_CHECK = "The office address is from an older document. Ring before you visit."


def contact(turn: Turn, directory: Directory) -> Reply:
    """The team to ring, and MASH for a worry that cannot wait."""
    place = where.question(turn.slots.place)
    if place and not where.areas(turn.slots.place):
        return place.then(_all(directory)).remember(topic="contact_lcss")
    if place:
        return place.remember(topic="contact_lcss")
    areas = where.areas(turn.slots.place)
    reply = _teams(areas, turn, directory) if areas else Reply().say(WHAT_IT_IS).then(_all(directory))
    return reply.say(numbers.mash_line()).remember(topic="contact_lcss")


def _all(directory: Directory) -> Reply:
    return Reply().say(ALL).show(directory.get(key) for key in TEAM_KEYS.values())


def _teams(areas: tuple[Area, ...], turn: Turn, directory: Directory) -> Reply:
    """One team, or the candidates of a postcode that lies in several areas."""
    name = where.candidates(turn.slots.place)[0].name
    teams = [directory.get(TEAM_KEYS[area]) for area in areas]
    words = [f"For {name}, contact {' or '.join(team.name for team in teams)}.", *map(in_words, teams)]
    return Reply().say("\n\n".join(words)).show(teams)


def in_words(team: Record) -> str:
    """Phone, e-mail, hours and address of a team."""
    state = "open" if emergency.is_open_now(team, opening_times.now()) else "closed"
    lines = [
        f"**{team.name}**",
        f"- Phone: {team.phone}, {opening_times.in_words(team.schedules)} ({state} now)",
        f"- E-mail: {team.email}",
    ]
    for location in team.locations:
        if location.address:
            a = location.address
            lines.append(
                f"- Address: {', '.join(x for x in (a.address_1, a.address_2, a.city, a.postal_code) if x)}"
            )
            if location.doubtful:
                lines.append(f"- {TO_CHECK}")
    return "\n".join(lines)


class ContactLcss(SignpostAction):
    def name(self) -> str:
        return "action_contact_lcss"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return contact(turn, directory)

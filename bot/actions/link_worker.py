"""The LCSS link worker of an organisation: who to ask, at which area office."""

from __future__ import annotations

from bot.actions import contact_lcss, where
from bot.actions.base import SignpostAction
from bot.actions.choices import AUDIENCES
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data import places
from directory_data.directory import Directory
from directory_data.link_workers import TEAM_KEYS
from directory_data.vocabulary import Audience

FOR_PARENTS = (
    "Link workers help schools, nurseries and other groups. As a parent or carer you can ring LCSS yourself. "
    "You can also ask your child's school or nursery to talk to their link worker with you."
)
WHO_ARE_YOU = "Do you work with children, or are you asking about your own family?"


def link_worker(turn: Turn, directory: Directory) -> Reply:
    """The way to a link worker for practitioners; the way to LCSS for parents."""
    if turn.audience is Audience.PARENT:
        return (
            Reply()
            .say(FOR_PARENTS)
            .then(contact_lcss.contact(turn, directory))
            .remember(topic="find_link_worker")
        )
    listed = _listed(turn, directory)
    if listed:
        return listed.remember(topic="find_link_worker")
    place = where.question(turn.slots.place)
    if place:
        return place.remember(topic="find_link_worker")
    reply = _office(turn, directory)
    if turn.audience is None:
        reply.say(WHO_ARE_YOU).offer(AUDIENCES)
    return reply.remember(topic="find_link_worker")


def _listed(turn: Turn, directory: Directory) -> Reply | None:
    """The workers of an organisation that a list of the council names; the place may come from before."""
    place = "" if places.find(turn.text) else where.near(turn.slots.place)
    found = directory.link_workers(f"{turn.text} {place}")
    named = [match for match in found.matches if match.organisation]
    if not named:
        return None
    lines = [f"- {m.organisation} ({m.place or m.area.value}): {m.name}, {m.phone}, {m.email}" for m in named]
    return (
        Reply().say("\n".join(lines)).say(found.how_to).show(directory.get(match.record) for match in named)
    )


def _office(turn: Turn, directory: Directory) -> Reply:
    areas = where.areas(turn.slots.place)
    teams = [directory.get(TEAM_KEYS[area]) for area in areas or TEAM_KEYS]
    how_to = directory.link_workers(where.near(turn.slots.place)).how_to
    details = [contact_lcss.in_words(team) for team in teams] if areas else []
    return Reply().say("\n\n".join([how_to, *details])).show(teams)


class FindLinkWorker(SignpostAction):
    def name(self) -> str:
        return "action_find_link_worker"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return link_worker(turn, directory)

"""The person says who they are: remember it, and answer again what depended on it."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import again, guidance
from bot.actions.base import SignpostAction
from bot.actions.choices import CHOICES, STARTS
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory
from directory_data.vocabulary import Audience

SAID = {"say_parent": Audience.PARENT, "say_practitioner": Audience.PRACTITIONER}
DEPENDS = frozenset({*guidance.TOPICS, "find_link_worker"})
WELCOME = {
    Audience.PARENT: "Thank you. Tell me what would help you or your child.",
    Audience.PRACTITIONER: (
        "Thank you. I can find services, your LCSS office, and the EHA, TAF and No Names guidance."
    ),
}
FIRST = {
    Audience.PARENT: STARTS,
    Audience.PRACTITIONER: tuple(CHOICES[i] for i in ("find_link_worker", "ask_eha", "ask_no_names")),
}


def set_audience(turn: Turn, directory: Directory) -> Reply:
    """The last answer in the right version, or a welcome."""
    audience = SAID.get(turn.intent, turn.audience or Audience.PARENT)
    known = replace(turn, audience=audience, slots=replace(turn.slots, audience=audience))
    reply = again.answered_again(known, directory) if turn.slots.topic in DEPENDS else None
    reply = reply or Reply().say(WELCOME[audience]).offer(FIRST[audience])
    return reply.remember(audience=audience.value)


class SetAudience(SignpostAction):
    def name(self) -> str:
        return "action_set_audience"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return set_audience(turn, directory)

"""A place or an age on its own: the last question again, for that place or age."""

from __future__ import annotations

from bot.actions import again, contact_lcss, find, need, where
from bot.actions.base import SignpostAction
from bot.actions.choices import STARTS
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory

WHAT_FOR = "What are you looking for?"
WHERE = "I do not know that place. Tell me the nearest town in Oxfordshire, or a postcode."
NOT_BY_PLACE = frozenset({*find.TOPICS, "find_link_worker", "contact_lcss"})


def change(turn: Turn, directory: Directory) -> Reply:
    """The last question again; without one, the team of the place and a question."""
    if turn.intent == "inform_place" and "place" not in turn.entities:
        return _unknown_place(turn, directory)
    if turn.slots.topic in NOT_BY_PLACE:
        reply = again.answered_again(turn, directory)
        if reply is not None and (turn.slots.need or turn.slots.topic not in find.TOPICS):
            return reply
    if turn.slots.place:
        return (
            contact_lcss.contact(turn, directory).say(WHAT_FOR).offer(STARTS).remember(topic="find_service")
        )
    return Reply().say(WHAT_FOR).offer(STARTS)


def _unknown_place(turn: Turn, directory: Directory) -> Reply:
    """ "anything nearer?" with no name keeps the place there was; a name nobody knows is said so."""
    if where.areas(turn.slots.place) and need.is_empty(turn.text):
        return again.answered_again(turn, directory) or Reply().say(WHERE)
    return Reply().say(WHERE)


class ChangeSearch(SignpostAction):
    def name(self) -> str:
        return "action_change_search"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return change(turn, directory)

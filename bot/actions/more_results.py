"""More, fewer, next and previous: the last search again, another part of it."""

from __future__ import annotations

from bot.actions import find
from bot.actions.base import SignpostAction
from bot.actions.choices import STARTS
from bot.actions.replies import Reply
from bot.actions.turn import Turn
from directory_data.directory import Directory

NO_SEARCH_YET = "I have not looked anything up yet. Tell me what you need in a few words."
THE_BEST = 1


def turned(turn: Turn, directory: Directory, number: int, per_page: int = find.PER_PAGE) -> Reply:
    """A page of the last search; what to do first when there was none."""
    if turn.slots.topic not in find.TOPICS:
        return Reply().say(NO_SEARCH_YET).offer(STARTS)
    reply = find.page_of(turn.asking_again(), directory, number, per_page)
    return reply.remember(page=number)


class ShowMore(SignpostAction):
    def name(self) -> str:
        return "action_show_more"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return turned(turn, directory, turn.slots.page + 1)


class PreviousPage(SignpostAction):
    def name(self) -> str:
        return "action_previous_page"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        return turned(turn, directory, max(1, turn.slots.page - 1))


class ShowFewer(SignpostAction):
    def name(self) -> str:
        return "action_show_fewer"

    def answer(self, turn: Turn, directory: Directory) -> Reply:
        """The best one; after it, more is the first page."""
        return turned(turn, directory, 1, THE_BEST).remember(page=0)

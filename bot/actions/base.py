"""What every action shares: the turn is read, the directory opened, and nobody left without a number."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import numbers
from bot.actions.replies import Reply, send
from bot.actions.turn import Turn, turn_of
from directory_data.directory import Directory
from directory_data.settings import Settings

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def open_directory() -> Directory:
    """The directory of this process; it renews itself when a new index is published."""
    return Directory(Settings.from_environment().index_folder)


class SignpostAction(Action, ABC):
    """An action that answers with a ``Reply``."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        try:
            reply = self.answer(turn, open_directory())
        except Exception as error:
            # Rasa drops a failed action without a word to the person. The message may be in the
            # error's text, so only its type is logged.
            logger.error("%s failed: %s", self.name(), type(error).__name__)
            reply = numbers.instead_of_an_answer()
        return send(numbers.led_by_check(reply, turn), turn, dispatcher)

    @abstractmethod
    def answer(self, turn: Turn, directory: Directory) -> Reply:
        """The reply to a turn; may raise, the person then gets the telephone numbers."""
